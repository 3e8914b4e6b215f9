// A folder that nobody trusts: what works, what the preview may load, and what is refused.
export async function play(w, given) {
  const { page } = w;
  const seen = {};
  await w.open(given.address);
  await w.file("a.review");
  w.step = "see findings in Restricted Mode";
  seen.mode = await page.locator("#workbench\\.parts\\.banner, .statusbar-item", { hasText: "Restricted Mode" }).first().innerText();
  await page.locator(".squiggly-warning").first().waitFor();
  await w.command("reviewfmt: Open Preview to the Side");
  const { frame, page: shown } = w.preview();
  await shown.locator("h1").waitFor();
  seen.policy = await frame.locator("meta[http-equiv]").getAttribute("content");
  seen.isDark = await shown.locator("html").evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  await w.file("a.review");
  await w.command("reviewfmt: Convert to");
  seen.refused = await w.message("folders that you trust");
  return seen;
}
