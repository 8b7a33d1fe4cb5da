// What scripts that drive a bulletin's page share: a browser that plays, its page, the sound's time, the sentence marked.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

export async function listening(modules, executablePath, file) {
  const require = createRequire(pathToFileURL(`${modules}/`));
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio"],
  });
  const found = { errors: [], requests: [] };
  // A page of a browser of its own; `first` is a script that runs before the page's.
  const open = async (options, { path = file, first } = {}) => {
    const context = await browser.newContext({ locale: "hi-IN", viewport: { width: 1000, height: 800 }, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => found.errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && found.errors.push(message.text()));
    page.on("request", (request) => found.requests.push(request.url().slice(0, 200)));
    if (first) await page.addInitScript(first);
    await page.goto(pathToFileURL(path).href);
    return page;
  };
  const time = (page) => page.evaluate(() => document.querySelector("audio").currentTime);
  const paused = (page) => page.evaluate(() => document.querySelector("audio").paused);
  const ready = (page) => page.waitForFunction(() => document.querySelector("audio").readyState > 1);
  const at = (page, seconds) =>
    page.evaluate((seconds) => {
      const audio = document.querySelector("audio");
      return new Promise((done) => {
        audio.addEventListener("seeked", () => done(), { once: true });
        audio.currentTime = seconds;
      });
    }, seconds);
  const now = (page) => page.evaluate(() => document.querySelector(".now")?.dataset.b ?? null);
  return { require, browser, found, open, time, paused, ready, at, now };
}
