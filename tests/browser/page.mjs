// Tries a bulletin's page in a real Chromium, and prints what was found as JSON.
//   node page.mjs NODE_MODULES CHROMIUM PAGE.html FOLDER INDEX.html
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { listening } from "./listening.mjs";

const [modules, executablePath, file, folder, index] = process.argv.slice(2);
const { require, browser, found, open, time, ready, at, now } = await listening(modules, executablePath, file);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(file).href;

const page = await open({});
await ready(page);
found.length = await page.evaluate(() => document.querySelector("audio").duration);
found.hidden = await page.evaluate(() => document.getElementById("player").hidden);

// The sentence that is marked at ten times.
const rows = await page.evaluate(() =>
  [...document.querySelectorAll("[data-b]")].map((each) => [each.dataset.b, each.dataset.e]),
);
found.marks = [];
for (let number = 0; number < 10; number += 1) {
  const row = rows[Math.floor((number * rows.length) / 10)];
  await at(page, (Number(row[0]) + Number(row[1])) / 2);
  found.marks.push([row[0], await now(page)]);
}

// Played for a while, at another speed.
await at(page, 0);
await page.selectOption("select[name=rate]", "2");
await page.click("button[data-do=play]");
await page.waitForFunction(() => document.querySelector("audio").currentTime > 4);
await page.click("button[data-do=play]");
found.paused = await time(page);

// The same place and speed after another visit.
await page.reload();
await ready(page);
await page.waitForFunction(() => document.querySelector("audio").currentTime > 0);
found.resumed = await time(page);
found.rate = await page.evaluate(() => document.querySelector("audio").playbackRate);

// Steps by button, by key on a button, and by a click on a sentence.
const step = async (act) => {
  await at(page, Number(rows[3][0]) + 0.1);
  await act();
  return (await time(page)).toFixed(1);
};
const press = (key) => async () => {
  await page.focus("button[data-do=back]");
  await page.keyboard.press(key);
};
found.rows = rows.map((row) => row[0]);
found.stories = await page.evaluate(() => [...document.querySelectorAll("[data-story]")].map((each) => each.dataset.story));
found.steps = {
  next: await step(() => page.click("button[data-do=sentence-on]")),
  before: await step(press("ArrowLeft")),
  on: await step(press("l")),
  story: await step(press("ArrowDown")),
};
await page.evaluate(() => {
  const audio = document.querySelector("audio");
  audio.pause();
  audio.play = () => Promise.resolve();
});
found.steps.click = await step(() => page.locator("[data-b]").nth(5).click());
found.link = await page.locator("nav a.time").nth(1).getAttribute("data-t");
found.steps.link = await step(() => page.locator("nav a.time").nth(1).click());
found.steps.enter = await step(async () => {
  await page.locator("[data-b]").nth(3).focus();
  await page.keyboard.press("Enter");
});
found.stayed = page.url() === address || page.url().startsWith(`${address}#`);
await page.focus("button[data-do=play]");
await page.keyboard.press("?");
found.keys = await page.evaluate(() => document.getElementById("keys").open);
await page.keyboard.press("Escape");
// A key outside the player and the sentences is nobody's.
await at(page, Number(rows[2][0]));
await page.evaluate(() => document.activeElement.blur());
await page.keyboard.press("ArrowRight");
found.untouched = (await time(page)).toFixed(1) === Number(rows[2][0]).toFixed(1);

// The Tab key: every stop in its order, with an outline.
found.walk = [];
await page.evaluate(() => window.scrollTo(0, 0));
await page.locator("h1").click({ position: { x: 1, y: 1 } });
for (let stops = 0; stops < 200; stops += 1) {
  await page.keyboard.press("Tab");
  const stop = await page.evaluate(() => {
    const on = document.activeElement;
    if (on === document.body) return null;
    const style = getComputedStyle(on);
    return { name: on.dataset.do || on.name || on.tagName, outlined: on.tagName === "AUDIO" || parseFloat(style.outlineWidth) > 0 };
  });
  if (stop === null) break;
  found.walk.push(stop);
}

for (const colorScheme of ["light", "dark"]) {
  const seen = await open({ colorScheme });
  await ready(seen);
  await at(seen, Number(rows[1][0]) + 0.1);
  await seen.evaluate(axe);
  const result = await seen.evaluate(() => window.axe.run());
  found[`axe ${colorScheme}`] = result.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 120)}`);
  found[`axe passes ${colorScheme}`] = result.passes.length;
  await seen.screenshot({ path: `${folder}/${colorScheme}.png` });
}
const width = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
const phone = await open({ viewport: { width: 320, height: 640 } });
found.phone = await phone.evaluate(width);
found.targets = await phone.evaluate(() =>
  [...document.querySelectorAll("#player button, #player select, a.time, nav a")]
    .filter((each) => each.getClientRects().length)
    .map((each) => each.getBoundingClientRect().height),
);
await phone.screenshot({ path: `${folder}/phone.png` });
const zoomed = await open({ viewport: { width: 500, height: 400 }, deviceScaleFactor: 2 });
found.zoomed = await zoomed.evaluate(width);
const english = await open({ locale: "en-GB" });
found.english = await english.getAttribute("button[data-do=play]", "aria-label");
const silent = await open({ javaScriptEnabled: false });
found.plain = await silent.locator("audio[controls]").count();
found.plainPlayer = await silent.locator("#player").isVisible();

// The page that lists bulletins: one after the other.
const list = await open({});
await list.goto(pathToFileURL(index).href);
await list.evaluate(axe);
found["axe index"] = (await list.evaluate(() => window.axe.run())).violations.map((each) => each.id);
await list.click("#queue .all");
await list.waitForFunction(() => document.querySelector("audio").readyState > 1);
await list.evaluate(() => {
  const audio = document.querySelector("audio");
  audio.currentTime = audio.duration - 0.2;
});
await list.waitForFunction(() => document.querySelector("[role=status]").textContent.startsWith("2 / 2"), null, { timeout: 20000 });
found.second = await list.evaluate(() => document.querySelector("audio").getAttribute("src"));
await list.screenshot({ path: `${folder}/index.png` });
await browser.close();
console.log(JSON.stringify(found));
