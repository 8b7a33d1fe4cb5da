// A producer's morning in the studio, by keyboard: node producer.mjs NODE_MODULES CHROMIUM ADDRESS PART STORIES.json PICTURES
// Part "before" ends while the bulletin is being made; part "after" goes on at another start of the studio.
import fs from "node:fs";
import { browsing } from "./browsing.mjs";
const [, , modules, chromium, address, part, file, pictures] = process.argv;
const { browser, found, begin, judge, until } = await browsing(modules, chromium, address, pictures);
const given = JSON.parse(fs.readFileSync(file, "utf8"));
const page = await begin({ viewport: { width: 1100, height: 900 } });
const context = page.context();
const at = (path) => page.goto(new URL(path, address).href);
// A bulletin takes some seconds.
const made = async () => { for (let step = 0; step < 20; step += 1) { try { return await until(page, ".state", "बन गया।"); } catch (error) { if (step === 19) throw error; } } };
const press = async (selector) => { await page.focus(selector); await page.keyboard.press("Enter"); };
const titles = (where) => where.$$eval(".stories .what", (all) => all.map((one) => one.innerText.trim()));

if (part === "before") {
  // Six stories are pasted; the page is loaded anew with one of them in the field.
  for (const [number, story] of given.stories.entries()) {
    await at("/");
    await page.focus("#text");
    await page.keyboard.insertText(story);
    if (number === 2) await page.reload();
    await page.focus("#text");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("#story");
  }
  found.stories = await (async () => { await at("/"); return page.$$eval("#stories .rows a", (all) => all.length); })();

  // A name is said as it should be, in every story, and heard; the reload shows it still.
  await press(`#stories a >> text=${given.named}`);
  await page.waitForSelector("#story");
  const row = page.locator(".sentences > li", { hasText: given.word }).first();
  const id = await row.getAttribute("id");
  await row.locator("a[data-load]").focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("#word");
  await page.fill("#word", given.word);
  await page.fill("#as", given.as);
  await page.keyboard.press("Enter");
  await until(page, "#story", given.as);
  await page.reload();
  await until(page, "#story", given.as);
  const heard = page.waitForResponse((response) => response.url().includes("/heard/"));
  await press(`[id="${id}"] a[data-hear]`);
  found.heard = (await heard).status();

  // A rundown of all six, in the order in which they were pasted; by keyboard the fifth goes to the top.
  await at("/");
  await press("#new-rundown summary");
  const boxes = await page.$$('form[action="/rundowns"] input[type="checkbox"][name="story"]');
  for (const box of boxes) { await box.focus(); await page.keyboard.press("Space"); }
  await press('form[action="/rundowns"] button');
  await page.waitForSelector("#rundown");
  await judge(page, "rundown");
  const before = await titles(page);
  const key = await page.$eval(".stories li:nth-child(5)", (one) => one.dataset.key);
  for (let step = 0; step < 4; step += 1) {
    await press(`[id="up-${key}"]`);
    for (let wait = 0; wait < 200 && (await titles(page)).indexOf(before[4]) !== 3 - step; wait += 1) await page.waitForTimeout(25);
  }
  await page.reload();
  found.ordered = [before, await titles(page)];

  // Another window has the same page open; what it sends after a change here is refused.
  const other = await context.newPage();
  await other.goto(page.url());
  await other.route("**/events*", (route) => route.abort());
  await page.fill("#head-headlines", "3");
  await page.selectOption("#head-recap", "true");
  await page.fill("#head-title", "सुबह के समाचार");
  await page.fill("#head-at", "07:00");
  await press('form[aria-labelledby="form"] button[value="head"]');
  await until(page, "h1", "सुबह के समाचार");
  found.named = page.url();
  await other.close();
  await page.fill('[name="reader_name"] >> nth=0', "अनीता").catch(() => {});
  await judge(page, "rundown-filled");
  await press("#make");
  await page.waitForSelector("#job");
  found.job = new URL(page.url()).pathname;
  await until(page, ".log", "बोला");
  await page.reload();
  found.state = await page.innerText(".state");
} else {
  // The studio is started again: the job goes on, and ends.
  await at(given.job);
  await made();
  await judge(page, "job");
  await press("#job a.main");
  await page.waitForSelector("#findings", { state: "attached" });
  found.check = await page.innerText("#check .note, #check .problem");
  found.episode = new URL(page.url()).pathname;
  found.before = await page.$$eval(".stories strong", (all) => all.map((one) => one.innerText));
  await judge(page, "episode");
  fs.writeFileSync(given.copy, await (await context.request.get(new URL(`${found.episode}/files/mp3`, address).href)).body());

  // The third story is replaced by a new one.
  await at("/");
  await page.fill("#text", given.correction);
  await page.focus("#text");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector("#story");
  const draft = new URL(page.url()).pathname.split("/").at(-1);
  await at(found.episode);
  await press(".stories > li:nth-child(3) summary");
  await page.selectOption("#draft-r3", draft);
  await press('.stories > li:nth-child(3) button[value="replace"]');
  await page.waitForSelector("#job");
  await page.reload();
  await made();
  await at(found.episode);
  found.after = await page.$$eval(".stories strong", (all) => all.map((one) => one.innerText));

  // And it is published.
  await page.fill("#base_url", "https://example.org/podcast/");
  await page.fill("#title", "रेडियो शहर");
  await page.fill("#author", "Radio Shahar");
  await press("#publish button");
  await until(page, "#publish", "https://example.org/podcast/feed.xml");
  await judge(page, "published");
}
console.log(JSON.stringify(found));
await browser.close();
