// Programs that cannot serve: what is said of each, and that the server comes back.
import { writeFileSync } from "node:fs";

export async function play(w, given) {
  const { page } = w;
  const seen = {};
  const { path: settings, values } = given.settings;
  await w.open(given.address);
  await w.file("a.review");
  const finding = page.locator(".squiggly-warning").first();
  await finding.waitFor();
  for (const [name, program] of Object.entries(given.programs)) {
    await w.clear();
    w.step = `see what is said of a program that is ${name}`;
    writeFileSync(settings, JSON.stringify({ ...values, "reviewfmt.path": program }));
    seen[name] = await w.message(given.told[name]);
    await finding.waitFor({ state: "detached" });
  }
  await w.press("Install in Terminal");
  w.step = "see the command in the terminal, and that nobody has run it";
  await page.locator(".terminal-wrapper.active .xterm-screen").waitFor();
  await page.locator(".tabs-list, .single-terminal-tab, .terminal-tabs-entry").first().waitFor();
  await w.clear();
  w.step = "have the server back";
  writeFileSync(settings, JSON.stringify(values));
  await w.command("reviewfmt: Restart the Language Server");
  await finding.waitFor();
  return seen;
}
