// Shows pages in Chromium, in light and dark, at three widths, and says what is wrong with each as
// JSON, a line a page: looks.mjs MODULES CHROMIUM full|quick PAGE...
// `full` asks axe at each width; `quick` at one, with all that opens open, and in dark of colours.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const WIDTHS = [320, 768, 1280];
const MIDDLE = 768;
const OF_COLOURS = ["color-contrast", "link-in-text-block"];
const DOT = Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64");

const [modules, chromium, mode, ...pages] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/`)("puppeteer-core");
const axe = readFileSync(`${modules}/@daisy/axe-core-for-ace/axe.min.js`, "utf8");
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu"],
});

// What a page asks for. The pictures that a review itself shows are answered with a dot.
async function watched(page, address, found) {
  page.on("console", (message) => found.push(`console: ${message.text()}`));
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    const asked = request.url();
    if (asked === address || asked.startsWith("data:")) return request.continue();
    const shown = await page.$$eval("figure.picture img", (all) => all.map((one) => one.src));
    if (request.resourceType() === "image" && shown.includes(asked)) {
      return request.respond({ contentType: "image/gif", body: DOT });
    }
    found.push(`request: ${asked}`);
    return request.continue();
  });
}

const opened = (open) => {
  for (const one of document.querySelectorAll("details")) one.open = open;
};

const overflow = () => {
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? ["wider than the window"] : [];
};

const violations = async (rules) => {
  const { violations } = await window.axe.run(rules ? { runOnly: rules } : {});
  return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 300)}`);
};

async function look(path) {
  const address = pathToFileURL(path).href;
  const found = [];
  const page = await browser.newPage();
  await watched(page, address, found);
  await page.goto(address);
  await page.evaluate(axe);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const width of WIDTHS) {
      await page.setViewport({ width, height: 900 });
      for (const open of mode === "quick" || width !== MIDDLE ? [true] : [false, true]) {
        await page.evaluate(opened, open);
        const said = await page.evaluate(overflow);
        if (mode === "full" || width === MIDDLE) {
          const rules = mode === "quick" && scheme === "dark" ? OF_COLOURS : null;
          said.push(...(await page.evaluate(violations, rules)));
        }
        found.push(...said.map((one) => `${scheme} at ${width}: ${one}`));
      }
    }
  }
  console.log(JSON.stringify([path, found]));
  await page.close();
}

// Two pages at a time.
const left = pages.values();
const each = async () => {
  for (const path of left) await look(path);
};
await Promise.all([each(), each()]);
await browser.close();
