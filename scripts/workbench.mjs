// Drives VS Code's workbench in Chromium: workbench.mjs MODULES CHROMIUM SCENE, on standard input
// what the scene needs as JSON. Writes what it saw as JSON. Where a step does not come about it
// writes a picture of the window to `failed` and says which step it was.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, executablePath, scene] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)("playwright-core");
const given = JSON.parse(readFileSync(0, "utf8"));
// A machine that does other work besides is slow, and whoever waits for a condition loses nothing.
const PATIENCE = 180_000;

/** A window of the workbench: what a person does in it, and what stands in it. */
export class Workbench {
  constructor(page) {
    this.page = page;
    this.step = "begin";
  }

  async open(address) {
    this.step = `open ${address}`;
    await this.page.goto(address);
    await this.page.locator(".monaco-workbench .statusbar").waitFor();
  }

  /** Type into the box of commands and files, and take the row that has a text. */
  async quick(key, typed, row) {
    this.step = `choose ${row}`;
    const input = this.page.locator(".quick-input-widget:visible input.input");
    const wanted = this.page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: row });
    for (let left = 10; ; left--) {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press(key);
      await input.waitFor();
      await input.fill(typed);
      try {
        // The extension may still be on its way, and the list does not change by itself.
        await wanted.first().click({ timeout: 6_000 });
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  command(title) {
    return this.quick("F1", `>${title}`, title);
  }

  async file(name) {
    await this.quick("Control+P", name, name);
    this.step = `open ${name}`;
    await this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).first().waitFor();
    await this.lines(name).first().waitFor();
  }

  /** The lines of the editor of a file. */
  lines(name) {
    return this.page.locator(`.monaco-editor[data-uri$="${name}"] .view-line`);
  }

  line(name, text) {
    return this.lines(name).filter({ hasText: text.replaceAll(" ", "\u00a0") });
  }

  /** Choose a row of the box that a command has opened. */
  async choose(row) {
    this.step = `choose ${row}`;
    await this.page.mouse.move(640, 2); // a hover of what was pressed before may be in the way
    await this.page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: row }).first().click();
  }

  /** Wait for a message at the corner; returns its text and its buttons. */
  async message(text) {
    this.step = `wait for the message ${text}`;
    const toast = this.page.locator(".notification-list-item", { hasText: text }).first();
    await toast.waitFor();
    const said = await toast.locator(".notification-list-item-message").innerText();
    const buttons = await toast.locator(".notification-list-item-buttons-container .monaco-button").allInnerTexts();
    return { said, buttons: buttons.map((one) => one.trim()).filter(Boolean) };
  }

  /** Press a button of a message. */
  async press(button) {
    this.step = `press ${button}`;
    await this.page.locator(".notification-list-item .monaco-button", { hasText: button }).first().click();
  }

  async clear() {
    this.step = "clear the messages";
    await this.command("Notifications: Clear All Notifications");
  }

  problems() {
    return this.page.locator(".markers-panel .monaco-list-row");
  }

  /** The page inside of the preview of a file, below the two frames of a webview and our own. */
  preview() {
    const frames = this.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
    return { frame: frames, page: frames.frameLocator("iframe#page") };
  }

  /** Wait until something holds. */
  async until(what, holds) {
    this.step = `wait until ${what}`;
    const end = Date.now() + PATIENCE;
    for (;;) {
      if (await holds()) return;
      if (Date.now() > end) throw new Error(`it did not come about that ${what}`);
      await this.page.waitForTimeout(50);
    }
  }
}

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
});
const viewport = given.viewport ?? { width: 1280, height: 800 };
// No scheme of colours is forced upon pages: they have that of the workbench.
const page = await browser.newPage({ viewport, colorScheme: null });
page.setDefaultTimeout(PATIENCE);
const workbench = new Workbench(page);
try {
  const { play } = await import(pathToFileURL(scene));
  const seen = await play(workbench, given);
  process.stdout.write(JSON.stringify(seen));
} catch (error) {
  await page.screenshot({ path: given.failed });
  process.stderr.write(`${workbench.step}: ${error.stack}\nthe window: ${given.failed}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
