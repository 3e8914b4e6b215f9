// What a writer does in VS Code, from the first finding to a book; tests/external/test_vscode.py
// looks at what was seen.
export async function play(w, given) {
  const { page } = w;
  const seen = {};
  await w.open(given.address);
  await w.file("a.review");

  w.step = "see the findings in the panel of problems";
  await page.keyboard.press("Control+Shift+M");
  const found = (text) => w.problems().filter({ hasText: text });
  await found("RF105").first().waitFor();
  await found("b.review").first().waitFor(); // another folder, and not open
  seen.problems = (await w.problems().allInnerTexts()).map((one) => one.replace(/\s+/g, " ").trim());
  await page.keyboard.press("Control+Shift+M");

  w.step = "see colours";
  const colours = async (text) =>
    w.line("a.review", text).locator("span > span").evaluateAll((spans) =>
      spans.map((one) => [one.textContent.replaceAll("\u00a0", " "), getComputedStyle(one).color]),
    );
  const hue = (spans, text) => spans.find(([one]) => one.trim() === text)?.[1];
  await w.until("the title and the score of the entry have their own colours", async () => {
    const spans = await colours("Fog");
    seen.entry = spans;
    return hue(spans, "Fog") && hue(spans, "3/5") && hue(spans, "Fog") !== hue(spans, "3/5");
  });
  seen.colours = { entry: await colours("Fog"), prose: await colours("A quiet show"), title: await colours("Calm at sea") };

  w.step = "fix by the light bulb";
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget:visible input.input").fill(":4:15");
  await page.keyboard.press("Enter");
  const actions = page.locator(".action-widget .monaco-list-row.action");
  const fix = actions.filter({ hasText: "RF419" }).first();
  await w.until("the light bulb offers the fix", async () => {
    // The server may still be on its way, and a list that is open does not change.
    await page.keyboard.press("Control+.");
    const isThere = await fix.waitFor({ timeout: 3_000 }).then(() => true, () => false);
    if (!isThere) await page.keyboard.press("Escape");
    return isThere;
  });
  seen.actions = (await actions.allInnerTexts()).map((one) => one.trim());
  await fix.click();
  await w.line("a.review", "Published: 2024-04-11").waitFor();
  seen.fixed = true;

  w.step = "see the preview";
  await w.command("reviewfmt: Open Preview to the Side");
  const { frame, page: shown } = w.preview();
  await shown.locator("h1").waitFor();
  seen.preview = {
    title: await shown.locator("h1").textContent(),
    spoilers: await shown.locator("details.spoiler, details.spoilers").evaluateAll((all) => all.map((one) => one.open)),
    policy: await frame.locator("meta[http-equiv]").getAttribute("content"),
    sandbox: await frame.locator("iframe#page").getAttribute("sandbox"),
    scripts: await shown.locator("script").count(),
    styled: await shown.locator("h1").evaluate((one) => getComputedStyle(one).fontSize),
    ran: await shown.locator("html").evaluate(() => "ran" in document.documentElement.dataset),
  };

  w.step = "see the preview follow the keys, where it was scrolled to";
  const root = shown.locator("html");
  await root.evaluate(() => window.scrollTo({ top: 300, behavior: "instant" }));
  seen.scrolled = await root.evaluate(() => window.scrollY);
  await w.line("a.review", "Paragraph 2 of").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" It rains.");
  await shown.getByText("It rains.").waitFor();
  seen.kept = await root.evaluate(() => window.scrollY);

  w.step = "see the last good page while nothing can be published";
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await frame.locator("#message:visible").waitFor();
  seen.why = await frame.locator("#message").innerText();
  seen.still = await shown.locator("h1").textContent();
  await page.keyboard.press("Control+Z");
  await frame.locator("#message").waitFor({ state: "hidden" });
  if (given.picture) await page.screenshot({ path: given.picture });

  w.step = "continue a list by Enter";
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n• First");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Second");
  await w.line("a.review", "• Second").waitFor();
  for (let left = 12; left && (await w.line("a.review", "•").count()); left--) await page.keyboard.press("Control+Z");

  w.step = "write a snippet";
  await w.command("Insert Snippet");
  await page.locator(".quick-input-widget:visible input.input").fill("Verdict");
  await w.choose("Verdict");
  await w.line("a.review", "Verdict - 7.5/10").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Z");
  await page.keyboard.press("Control+S");

  const save = async (path) => {
    w.step = `save as ${path}`;
    const input = page.locator(".quick-input-widget:visible input.input");
    const value = async () => ((await input.count()) ? input.inputValue() : "");
    let before = "";
    await w.until("the dialog has settled", async () => {
      const now = await value();
      const isSettled = now === path && before === path;
      if (now.includes("/") && now !== path) await input.fill(path);
      else await page.waitForTimeout(300);
      before = now;
      return isSettled;
    });
    await page.locator(".quick-input-widget:visible .monaco-button", { hasText: "OK" }).click();
  };
  const convert = async (label) => {
    await w.command("reviewfmt: Convert to");
    await w.choose(label);
    await save(given.outputs[label]);
  };
  const written = (path) => w.message(`Written: ${path.split("/").at(-1)}`);
  await convert("HTML"); // a review with an error
  seen.refused = await w.message("is not written");
  await w.press("Write It Anyway");
  seen.anyway = await written(given.outputs.HTML);
  await w.clear();

  w.step = "correct the score";
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget:visible input.input").fill(":55:9");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+End");
  await page.keyboard.type(" 8/10");
  await w.line("a.review", "Verdict: 8/10").waitFor();
  for (const label of ["JSON", "Markdown", "EPUB", "PDF"]) {
    await convert(label); // saves the text first
    await written(given.outputs[label]);
    await w.clear();
  }
  await w.command("reviewfmt: Make a Book of a Folder");
  await w.choose("two");
  await w.choose("EPUB");
  await save(given.book);
  seen.book = await written(given.book);
  await w.clear();

  w.step = "show the page of a rule";
  await w.command("reviewfmt: Show the Page of a Rule");
  await page.locator(".quick-input-widget:visible input.input").fill("RF302");
  await w.choose("RF302");
  await w.until("the page of the rule is shown", async () => {
    const frames = page.frames().filter((one) => one !== page.mainFrame());
    const texts = await Promise.all(frames.map((one) => one.locator("h1").allInnerTexts().catch(() => [])));
    return texts.flat().some((one) => one.startsWith("RF302"));
  });
  seen.rule = true;

  await w.command("reviewfmt: Open Configuration");
  await w.line("reviewfmt.toml", "Which rules hold").waitFor();
  seen.configuration = true;
  return seen;
}
