// The studio's making in a real Chromium: node making.mjs NODE_MODULES CHROMIUM ADDRESS STORY_FILE PICTURES -> one JSON object.
import fs from "node:fs";
import { createRequire } from "node:module";
const [, , modules, chromium, address, story, pictures] = process.argv;
const require = createRequire(`${modules}/`);
const { chromium: browserType } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await browserType.launch({ executablePath: chromium, args: ["--no-sandbox", "--mute-audio"] });
const found = { errors: [], violations: [], wide: [], small: [] };
const begin = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("pageerror", (error) => found.errors.push(String(error)));
  page.on("console", (line) => line.type() === "error" && found.errors.push(line.text()));
  return [context, page];
};
// With `more`, only where pictures are asked for: each judgement takes a second.
const judge = async (page, what, more = false) => {
  if (more && !pictures) return;
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run());
  found.violations.push(...violations.map((one) => `${what}: ${one.id} ${one.nodes[0].target}`));
  found.wide.push(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  found.small.push(...(await page.$$eval("button, .button, summary, select, .chapters a", (all) =>
    all.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 80)))));
  if (pictures) await page.screenshot({ path: `${pictures}/${what}.png`, fullPage: true });
};
const until = async (page, selector, text, there = true) => {
  for (let step = 0; step < 1200; step += 1) {
    const shown = await page.$$eval(selector, (all) => all.map((one) => one.innerText).join("\n")).catch(() => "");
    if (shown.includes(text) === there) return;
    await page.waitForTimeout(25);
  }
  throw new Error(`${there ? "never" : "for ever"}: ${text} in ${await page.innerText("body")}`);
};

// A story is made, in Hindi, in the light: the page follows by itself, and tells the end.
const [context, page] = await begin({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
await page.goto(address);
await page.fill("#text", fs.readFileSync(story, "utf8"));
await page.click("#paste button.main");
await page.waitForSelector("#make");
await page.click("#make");
await page.waitForSelector("#job");
await until(page, ".log", "लेख पढ़ा जा रहा है");
await page.reload();
await until(page, ".state", "बन गया।");
found.told = await page.innerText("#status");
found.lines = await page.$$eval(".log li", (all) => all.length);
await judge(page, "job-1280-light-hi");
const job = page.url();

// The bulletin: it plays from a chapter, is looked at and checked without being asked.
await page.click("#job a.main");
await page.waitForSelector("#findings", { state: "attached" });
found.check = await page.innerText("#check .note, #check .problem");
found.picture = await page.$eval(".picture img", (one) => one.naturalWidth);
await page.click('[data-seek]:not([data-seek="0.00"])');
await page.waitForTimeout(100);
found.seeked = await page.$eval("#player", (one) => one.currentTime > 0);
await page.$eval("#player", (one) => one.pause());
await page.click("#findings summary");
await judge(page, "episode-1280-light-hi", true);
const episode = new URL(page.url()).pathname;

// Another story is added by keyboard, then published; narrow, dark, in English.
const [, narrow] = await begin({ viewport: { width: 320, height: 640 }, colorScheme: "dark", storageState: await context.storageState() });
await narrow.goto(new URL(`${episode}?lang=en`, address).href);
await narrow.waitForSelector("#findings", { state: "attached" });
for (const summary of await narrow.$$("summary")) { await summary.focus(); await narrow.keyboard.press("Enter"); }
await judge(narrow, "episode-320-dark-en");
await narrow.focus('button[value="add"]');
await narrow.keyboard.press("Enter");
await narrow.waitForSelector("#job");
await until(narrow, ".state", "Made.");
await judge(narrow, "job-320-dark-en", true);
await narrow.goto(new URL(episode, address).href);
found.stories = (await narrow.$$(".stories > li")).length;
await narrow.fill("#base_url", "https://example.org/podcast/");
await narrow.fill("#title", "आज की ख़बरें");
await narrow.fill("#author", "Desk");
// By keyboard: the list of checks comes when it is ready, and moves what is below it.
await narrow.waitForSelector("#findings", { state: "attached" });
await narrow.focus("#publish button");
await narrow.keyboard.press("Enter");
await until(narrow, "#status", "It is in the podcast.");
await judge(narrow, "published-320-dark-en", true);

// Without script: the job's page is loaded anew, and the bulletin can be had.
const plainContext = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
const plain = await plainContext.newPage();
await plain.goto(job);
found.plain = [await plain.locator(".state").innerText()];
await plain.click("#job a.main");
// The click does not wait for the page it leads to.
await plain.waitForSelector("#player", { state: "attached" });
found.plain.push(await plain.locator("#player").count());

// The first page lists both.
await page.goto(new URL("/", address).href);
await judge(page, "home-1280-light-hi");
found.home = await page.$$eval(`a[href="${episode}"], a[href^="/jobs/"]`, (all) => all.length);
await browser.close();
console.log(JSON.stringify(found));
