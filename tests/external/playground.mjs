// Drives the playground in Chromium and prints what it shows, as JSON, a line a scene:
// playground.mjs MODULES CHROMIUM FOLDER SCENE... < given.json
// The files of FOLDER are served at /a/sub-path/, by a server that counts what it sends.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";

const [modules, program, folder, ...asked] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)("playwright-core");
const axe = readFileSync(`${modules}/axe-core/axe.min.js`, "utf8");
const given = JSON.parse(readFileSync(0, "utf8"));

const HOME = "/a/sub-path/";
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", txt: "text/plain" };
const MINUTE = 60_000;

function serve() {
  const sent = { bytes: 0 };
  const server = createServer((request, response) => {
    const name = request.url.split(/[?#]/)[0].slice(HOME.length) || "index.html";
    try {
      if (!request.url.startsWith(HOME)) throw new Error(request.url);
      const data = readFileSync(join(root, name));
      sent.bytes += data.length;
      const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": `${type}; charset=utf-8` }).end(data);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const end = () => new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      resolve({ address: `http://127.0.0.1:${server.address().port}${HOME}`, sent, end });
    });
  });
}

let root = folder;
const server = await serve();
const browser = await chromium.launch({
  executablePath: program,
  args: ["--no-sandbox", "--disable-gpu"],
});

// -- what a scene does ------------------------------------------------------------------------

async function opened(context, address = server.address) {
  const page = await context.newPage();
  page.setDefaultTimeout(2 * MINUTE);
  page.faults = [];
  page.asked = new Set();
  page.on("console", (one) => page.faults.push(`console: ${one.text()}`));
  page.on("pageerror", (one) => page.faults.push(String(one)));
  page.on("request", (one) => page.asked.add(one.url()));
  await page.goto(address);
  await ready(page);
  return page;
}

const ready = (page) => page.waitForSelector('html[data-state="ready"]', { state: "attached" });
const status = (page) => page.textContent("#status");
const settled = (page) =>
  page.waitForFunction(() => !/…$/.test(document.querySelector("#status").textContent));

/** Put a text in the place of the one that is there, as a person pastes it. */
async function paste(page, text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.evaluate((text) => {
    document.querySelector("#status").textContent = "…";
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const event = { clipboardData: data, bubbles: true, cancelable: true };
    const root = document.querySelector("#editor").shadowRoot;
    root.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", event));
  }, text);
}

const findings = (page) =>
  page.$$eval("#findings .place", (all) => all.map((one) => one.textContent));

const text = (page) =>
  page.$$eval(".cm-line", (all) => all.map((one) => one.textContent).join("\n"));

const source = (page) => page.$eval("#page", (frame) => frame.srcdoc);

/** Begin to measure the longest time between two frames of the page. */
const beat = (page) =>
  page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const next = (now) => {
      window.longest = Math.max(window.longest, now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });

/** Runs in the page: a worker that is asked about this text is busy for ever. */
function busyWorkers(text) {
  const hear = ({ data }) => {
    while (data.given === text);
  };
  window.Blob = class extends Blob {
    constructor(parts, options) {
      const listen = `const text = ${JSON.stringify(text)}; addEventListener("message", ${hear});\n`;
      super(options?.type === "text/javascript" ? [listen, ...parts] : parts, options);
    }
  };
}

// -- the scenes -------------------------------------------------------------------------------

const scenes = {
  async loads(context) {
    const page = await opened(context);
    const sent = server.sent.bytes;
    await settled(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const others = [...page.asked].filter((one) => {
      const own = [server.address, `blob:${new URL(server.address).origin}`];
      return !own.some((start) => one.startsWith(start)) && !/^(data|about):/.test(one);
    });
    return { sent, others, faults: page.faults, status: await status(page) };
  },

  async types(context) {
    const page = await opened(context);
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(given.broken);
    const mark = page.locator(".cm-lintRange-error");
    await mark.first().waitFor();
    await settled(page);
    await page.click("#tab-findings");
    const said = { marked: await mark.allTextContents(), findings: await findings(page) };
    await page.locator("#findings .place").first().click();
    const line = await page.locator(".cm-activeLine").textContent();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("F8");
    const next = await page.locator(".cm-activeLine").textContent();
    return { ...said, line, next, faults: page.faults };
  },

  async mends(context) {
    const page = await opened(context);
    await paste(page, given.mendable);
    await settled(page);
    await page.click("#tab-findings");
    const before = await findings(page);
    await page.locator("#findings li button:not(.place)").first().click();
    await page.waitForFunction((n) => document.querySelectorAll("#findings li").length < n, before.length);
    const one = await text(page);
    await paste(page, given.mendable);
    await settled(page);
    await page.click("#mend");
    await page.waitForFunction(() => document.querySelectorAll("#findings li").length === 0);
    return { before, one, all: await text(page), faults: page.faults };
  },

  async opens(context) {
    const page = await opened(context);
    await settled(page);
    const found = {};
    for (const [name, hex] of Object.entries(given.files)) {
      const buffer = Buffer.from(hex, "hex");
      await page.setInputFiles("#file", { name, mimeType: "text/plain", buffer });
      await page.waitForFunction((name) => {
        const first = document.querySelector("#editor").shadowRoot.querySelector(".cm-line");
        return [first, document.querySelector("#notice")].some((one) => one.textContent.includes(name));
      }, name);
      found[name] = { notice: await page.textContent("#notice"), text: await text(page) };
    }
    await page.evaluate((dropped) => {
      const data = new DataTransfer();
      data.items.add(new File([dropped], "dropped.review"));
      const event = { dataTransfer: data, bubbles: true, composed: true, cancelable: true };
      const root = document.querySelector("#editor").shadowRoot;
      root.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", event));
    }, given.shared);
    await page.locator(".cm-line", { hasText: "漢字" }).waitFor();
    return { found, dropped: await text(page), faults: page.faults };
  },

  async tabs(context) {
    const page = await opened(context);
    await settled(page);
    const title = await page.frameLocator("#page").locator("h1").textContent();
    await page.focus("#tab-page");
    await page.keyboard.press("ArrowRight");
    const json = await page.locator("#json:visible").textContent();
    await page.keyboard.press("ArrowRight");
    const said = await page.locator("#findings-said:visible").textContent();
    await page.keyboard.press("ArrowRight");
    const shown = await page.locator("#page").isVisible();
    return { title, json, said, shown, faults: page.faults };
  },

  async shares(context) {
    const page = await opened(context);
    await paste(page, given.shared);
    await settled(page);
    await page.click("#share");
    await page.waitForFunction(() => document.querySelector("#status").textContent.startsWith("The link"));
    const said = await status(page);
    const again = await opened(context, page.url());
    await settled(again);
    await again.reload();
    await ready(again);
    await settled(again);
    const json = await again.locator("#json").textContent();
    return { said, link: page.url().split("#")[1], json, faults: again.faults };
  },

  async breaks(context) {
    const packed = (text) => deflateRawSync(Buffer.from(text)).toString("base64url");
    const large = deflateRawSync(Buffer.alloc(20_000_000, 120)).toString("base64url");
    const fragments = {
      letters: "text=!!!",
      cut: `text=${packed(given.shared.repeat(20)).slice(0, 40)}`,
      bytes: `text=${deflateRawSync(Buffer.from([0xff, 0xfe, 0xfd])).toString("base64url")}`,
      empty: "text=",
      large: `text=${large}`,
      long: `text=${"A".repeat(200_000)}`,
    };
    const found = {};
    for (const [name, fragment] of Object.entries(fragments)) {
      const page = await opened(context, `${server.address}#${fragment}`);
      await settled(page);
      const line = await page.locator(".cm-line").first().textContent();
      found[name] = { notice: await page.textContent("#notice"), line, faults: page.faults };
      await page.close();
    }
    return found;
  },

  async keeps(context) {
    const own = given.broken;
    const packed = deflateRawSync(Buffer.from(given.shared)).toString("base64url");
    const found = {};
    const page = await opened(context);
    const see = async (name) => {
      await settled(page);
      const [notice, offered] = [await page.textContent("#notice"), await page.isVisible("#earlier")];
      found[name] = { text: await text(page), notice, offered };
    };
    const renew = async () => {
      await page.reload();
      await ready(page);
    };
    const go = async (hash) => {
      await page.evaluate((hash) => (location.hash = hash), hash);
      await page.waitForTimeout(300);
    };
    await paste(page, own);
    await renew();
    await see("reload");
    await go("#other");
    await see("other");
    await go("#text=!!!");
    await see("broken");
    await renew();
    await see("broken reload");
    await go(`#text=${packed}`);
    await see("link");
    await renew();
    await see("link reload");
    await page.click("#earlier");
    await see("back");
    await page.selectOption("#sample", "日本語");
    await see("sample");
    await page.click("#earlier");
    await see("back again");
    await page.close();
    const next = await opened(context);
    await settled(next);
    found.next = { text: await text(next) };
    return { found, faults: page.faults };
  },

  async forgets(context) {
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {
          get() {
            throw new Error("no storage");
          },
        });
      }
    });
    const page = await opened(context);
    const asked = [];
    page.on("dialog", (one) => {
      asked.push(one.type());
      void one.accept();
    });
    await paste(page, given.shared);
    await settled(page);
    const said = await status(page);
    await page.reload();
    await ready(page);
    return { said, asked, line: await page.locator(".cm-line").first().textContent(), faults: page.faults };
  },

  async pastes(context) {
    const found = {};
    const page = await opened(context);
    await settled(page);
    for (const [name, text] of Object.entries(given.pastes)) {
      await beat(page);
      await paste(page, text);
      await settled(page);
      const typed = await status(page);
      await page.click("#check");
      await page.waitForTimeout(100);
      await settled(page);
      await page.waitForTimeout(500);
      found[name] = {
        typed,
        pressed: await status(page),
        notice: await page.textContent("#notice"),
        longest: await page.evaluate(() => window.longest),
      };
      await paste(page, given.shared);
      await settled(page);
      found[name].after = await status(page);
    }
    return { found, faults: page.faults };
  },

  async stops(context) {
    const page = await context.newPage();
    page.setDefaultTimeout(2 * MINUTE);
    await page.addInitScript(busyWorkers, given.long);
    await page.clock.install();
    await page.goto(server.address);
    await page.clock.resume();
    await ready(page);
    await settled(page);
    await paste(page, given.long);
    await settled(page);
    await page.click("#check");
    await page.clock.fastForward(MINUTE + 1000);
    await page.waitForFunction(() => /stopped/.test(document.querySelector("#page-said").textContent));
    const said = await page.textContent("#page-said");
    await ready(page);
    await paste(page, given.shared);
    await settled(page);
    return { said, after: await status(page) };
  },

  async follows(context) {
    const page = await opened(context);
    await settled(page);
    const dirs = {};
    for (const name of ["English", "العربية"]) {
      await page.selectOption("#sample", name);
      await settled(page);
      const line = page.locator(".cm-line").first();
      dirs[name] = await line.evaluate((one) => getComputedStyle(one).direction);
    }
    const hash = await page.evaluate(() => {
      const frame = document.querySelector("#page");
      const link = frame.contentDocument.querySelector('a[href^="#"]');
      link?.click();
      return location.hash;
    });
    return { dirs, hash, address: page.url(), faults: page.faults };
  },

  async agrees(context) {
    const page = await opened(context);
    await settled(page);
    const found = {};
    for (const [name, text] of Object.entries(given.samples)) {
      await paste(page, text);
      await settled(page);
      found[name] = { findings: await findings(page), page: await source(page) };
    }
    // A picture that a review shows is asked for nowhere, and the browser says so.
    return { found, faults: page.faults.filter((one) => !/"img-src data:"/.test(one)) };
  },

  async looks(context) {
    const page = await opened(context);
    await page.evaluate(axe);
    const found = [];
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of [320, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        for (const tab of ["page", "json", "findings"]) {
          await page.click(`#tab-${tab}`);
          await page.waitForTimeout(100);
          const said = await page.evaluate(async () => {
            const root = document.documentElement;
            const wide = root.scrollWidth > root.clientWidth ? ["wider than the window"] : [];
            const { violations } = await window.axe.run();
            return [...wide, ...violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)];
          });
          found.push(...said.map((one) => `${scheme} ${width} ${tab}: ${one}`));
          if (given.pictures) {
            await page.screenshot({ path: `${given.pictures}/${scheme}-${width}-${tab}.png` });
          }
        }
      }
    }
    return { found };
  },

  async file(context) {
    const page = await opened(context, pathToFileURL(join(folder, "index.html")).href);
    await settled(page);
    const others = [...page.asked].filter((one) => !/^(file:|blob:null|data:|about:)/.test(one));
    const title = await page.frameLocator("#page").locator("h1").textContent();
    await page.click("#share");
    // The message comes after the address has changed and the clipboard has answered.
    await page.waitForFunction(() => document.querySelector("#status").textContent.startsWith("The link"));
    return { title, others, said: await status(page), faults: page.faults };
  },

  async updates(context) {
    const page = await opened(context);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const [old] = await page.evaluate(() => caches.keys());
    root = given.next;
    await page.reload();
    const before = await page.title();
    await page.evaluate(async (old) => {
      while ((await caches.keys()).includes(old)) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }, old);
    await page.reload();
    await ready(page);
    const after = await page.title();
    const kept = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map((one) => one.url.split("/").pop());
    });
    root = folder;
    return { before, after, kept: kept.sort(), faults: page.faults };
  },

  // The last one: it ends the server.
  async offline(context) {
    const page = await opened(context);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await server.end();
    await page.reload();
    await ready(page);
    await paste(page, given.broken);
    await settled(page);
    return { findings: await findings(page), faults: page.faults };
  },
};

for (const name of asked) {
  const context = await browser.newContext();
  let said;
  try {
    said = await scenes[name](context);
  } catch (error) {
    said = { failed: String(error).slice(0, 2000) };
  }
  console.log(JSON.stringify([name, said]));
  await context.close();
}
await browser.close();
await server.end();
