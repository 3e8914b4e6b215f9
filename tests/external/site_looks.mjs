// Shows the pages of a site that is served in Chromium, in light and dark, at three widths, and says
// what is wrong with each as JSON, a line a page: site_looks.mjs MODULES CHROMIUM SERVER PAGE...
// A page `search/?q=WORDS` must show results. The last line is what a change of the site did.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, chromium, server, ...pages] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/`)("puppeteer-core");
const axe = readFileSync(`${modules}/@daisy/axe-core-for-ace/axe.min.js`, "utf8");
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const path of pages) {
  const found = [];
  const page = await browser.newPage();
  // The policy lets in no script but the site's own; axe is run in a world of its own.
  const client = await page.createCDPSession();
  page.on("console", (message) => found.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => found.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(server) && !asked.startsWith("data:")) found.push(`request: ${asked}`);
  });
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const width of [320, 768, 1280]) {
      await page.setViewport({ width, height: 900 });
      await page.goto(server + path, { waitUntil: "load" });
      if (path.includes("?q=")) {
        await page.waitForSelector("#search-found li", { timeout: 5000 }).catch(() => {
          found.push(`${scheme} at ${width}: nothing was found`);
        });
      }
      const { frameTree } = await client.send("Page.getFrameTree");
      const { executionContextId } = await client.send("Page.createIsolatedWorld", {
        frameId: frameTree.frame.id,
      });
      const run = (expression) =>
        client
          .send("Runtime.evaluate", {
            expression,
            contextId: executionContextId,
            awaitPromise: true,
            returnByValue: true,
          })
          .then((answer) => answer.result.value);
      await run(`${axe}; undefined`);
      const said = await run(`(async () => {
        for (const one of document.querySelectorAll("details")) one.open = ${width === 768};
        const root = document.documentElement;
        const wide = root.scrollWidth > root.clientWidth ? ["wider than the window"] : [];
        const shown = document.querySelector("form.find");
        const search = shown && !shown.checkVisibility() ? ["the search box is not shown"] : [];
        const { violations } = await axe.run();
        return [...wide, ...search, ...violations.map((one) => one.id + ": " + one.nodes[0].html)];
      })()`);
      found.push(...said.map((one) => `${scheme} at ${width}: ${one}`));
    }
  }
  const missing = path.includes("not-there");
  const expected = missing ? /404/ : /^$/;
  console.log(JSON.stringify([path, found.filter((one) => !missing || !expected.test(one))]));
  await page.close();
}
const page = await browser.newPage();
await page.goto(server, { waitUntil: "load" });
await page.evaluate(() => (window.before = true));
console.log(JSON.stringify(["ready", []]));
await page.waitForFunction(() => window.before === undefined, { timeout: 10000 }).then(
  () => console.log(JSON.stringify(["reloaded", []])),
  (error) => console.log(JSON.stringify(["reloaded", [error.message]])),
);
await browser.close();
