// The picture of the extension: the sample with a slip in it, and its page beside it.
export async function play(w, given) {
  const { page } = w;
  await w.open(given.address);
  await w.file(given.file);
  await page.locator(".monaco-editor .view-line .mtki, .monaco-editor .view-line .mtkb").first().waitFor();
  await w.command("reviewfmt: Open Preview to the Side");
  const { page: shown } = w.preview();
  await shown.locator("h1").waitFor();
  await w.file(given.file);
  await w.clear();
  await page.keyboard.press("Control+Shift+M");
  await w.problems().filter({ hasText: "RF302" }).first().waitFor();
  await page.mouse.move(640, 2);
  await page.screenshot({ path: given.picture });
  return {};
}
