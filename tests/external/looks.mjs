// Shows pages in Chromium, in light and dark, at three widths, and says what is wrong with each as
// JSON, a line a page: looks.mjs MODULES CHROMIUM PAGE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, chromium, ...pages] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/`)("puppeteer-core");
const axe = readFileSync(`${modules}/@daisy/axe-core-for-ace/axe.min.js`, "utf8");
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const path of pages) {
  const address = pathToFileURL(path).href;
  const found = [];
  const page = await browser.newPage();
  page.on("console", (message) => found.push(`console: ${message.text()}`));
  page.on("request", (request) => {
    const asked = request.url();
    if (asked !== address && !asked.startsWith("data:")) found.push(`request: ${asked}`);
  });
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const width of [320, 768, 1280]) {
      await page.setViewport({ width, height: 900 });
      await page.goto(address);
      await page.evaluate(axe);
      for (const open of width === 768 ? [false, true] : [false]) {
        const said = await page.evaluate(async (open) => {
          for (const one of document.querySelectorAll("details")) one.open = open;
          const root = document.documentElement;
          const wide = root.scrollWidth > root.clientWidth ? ["wider than the window"] : [];
          const { violations } = await window.axe.run();
          return [...wide, ...violations.map((one) => `${one.id}: ${one.nodes[0].html}`)];
        }, open);
        found.push(...said.map((one) => `${scheme} at ${width}: ${one}`));
      }
    }
  }
  console.log(JSON.stringify([path, found]));
  await page.close();
}
await browser.close();
