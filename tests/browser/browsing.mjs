// What scripts that drive the studio share: a browser, pages that are watched and judged, waiting, going by Tab.
import fs from "node:fs";
import { createRequire } from "node:module";

export async function browsing(modules, executablePath, address, pictures) {
  const require = createRequire(`${modules}/`);
  const { chromium } = require("playwright-core");
  const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const found = { errors: [], violations: [], wide: [], small: [], elsewhere: [] };
  // A new browser's page, at the studio's first one unless it is to be `bare`.
  const begin = async (options, bare = false) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on("pageerror", (error) => found.errors.push(String(error)));
    page.on("console", (line) => line.type() === "error" && !/40[49]|422/.test(line.text()) && found.errors.push(line.text()));
    page.on("request", (request) => !request.url().startsWith(new URL(address).origin) && found.elsewhere.push(request.url()));
    if (!bare) await page.goto(address);
    return page;
  };
  // By evaluate, which a Content-Security-Policy does not stop.
  const judge = async (page, what) => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    found.violations.push(...violations.map((one) => `${what}: ${one.id} ${one.nodes[0].target}`));
    found.wide.push(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
    found.small.push(...(await page.$$eval("a.button, button, input, select, summary", (all) => all
      .filter((one) => one.offsetParent && one.type !== "checkbox" && one.getBoundingClientRect().height < 43.5)
      .map((one) => one.outerHTML.slice(0, 60)))));
    if (pictures) await page.screenshot({ path: `${pictures}/${what}.png`, fullPage: true });
  };
  // Not waitForFunction: it needs eval, which our pages do not allow.
  const until = async (page, selector, text, there = true) => {
    for (let step = 0; step < 200; step += 1) {
      const shown = await page.$$eval(selector, (all) => all.map((one) => one.innerText).join("\n")).catch(() => "");
      if (shown.includes(text) === there) return;
      await page.waitForTimeout(25);
    }
    throw new Error(`${there ? "never" : "for ever"}: ${text}`);
  };
  const tab = async (page, selector) => {
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    throw new Error(`no way to ${selector} by keyboard`);
  };
  return { browser, found, begin, judge, until, tab };
}
