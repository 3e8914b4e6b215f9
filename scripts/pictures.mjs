// Takes pictures in Chromium: pictures.mjs MODULES CHROMIUM, and on standard input a JSON list of
// {address, file, width, height, scheme, scale, wait}; `wait` is a selector, or empty.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const PAUSE = 3000; // milliseconds for what comes after that which is waited for, such as colours

const [modules, chromium] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/`)("puppeteer-core");
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"],
});
for (const one of JSON.parse(readFileSync(0, "utf8"))) {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: one.scheme }]);
  await page.setViewport({ width: one.width, height: one.height, deviceScaleFactor: one.scale });
  const answer = await page.goto(one.address);
  if (answer.status() >= 400) throw new Error(`${one.address}: ${answer.status()}`);
  if (one.wait) {
    await page.waitForSelector(one.wait, { timeout: 120_000 });
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: one.file, type: "webp", quality: 80 });
  await page.close();
}
await browser.close();
