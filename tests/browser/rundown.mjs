// A rundown in a real Chromium:
//   node rundown.mjs NODE_MODULES CHROMIUM ADDRESS [FOLDER_OF_PICTURES] -> one JSON object.
import { browsing } from "./browsing.mjs";

const [, , modules, chromium, address, pictures] = process.argv;
const { browser, found, begin, judge, until, tab } = await browsing(modules, chromium, address, pictures);
const origin = new URL(address).origin;
const titles = (page) => page.$$eval(".what", (all) => all.map((one) => one.innerText.trim()));
const active = (page) => page.evaluate(() => document.activeElement.id);

// Stories are put together, by keyboard alone, in Hindi, in the light.
const page = await begin({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
await tab(page, "#new-rundown summary");
await page.keyboard.press("Enter");
for (let story = 0; story < 3; story += 1) {
  await tab(page, '[name="story"]');
  await page.keyboard.press("Space");
}
await tab(page, "#new-rundown button");
await page.keyboard.press("Enter");
await page.waitForSelector("#rundown");
const place = page.url().split("?")[0];
found.stories = await titles(page);
await judge(page, "rundown");

// One goes up, and the keyboard stays with it; it is still there after a reload.
await tab(page, 'li:nth-child(3) button[value="up"]');
const button = await active(page);
await page.keyboard.press("Enter");
await until(page, "#status", "ऊपर");
found.up = [await titles(page), (await active(page)) === button];
await page.keyboard.press("Enter");
await until(page, ".what", found.stories[2]);
for (let step = 0; step < 100 && (await titles(page))[0] !== found.stories[2]; step += 1) await page.waitForTimeout(25);
await page.reload();
found.top = await titles(page);

// Another window sees what this one does; one is dragged with the mouse.
const other = await page.context().newPage();
await other.goto(place);
await page.bringToFront();
const boxes = await page.$$eval(".story", (all) => all.map((one) => { const box = one.getBoundingClientRect(); return [box.left + 60, box.top + 8, box.bottom - 4]; }));
await page.mouse.move(boxes[0][0] + 300, boxes[0][2] - 2);
await page.mouse.down();
await page.mouse.move(boxes[2][0] + 300, boxes[2][2] - 12, { steps: 6 });
await page.mouse.move(boxes[2][0] + 300, boxes[2][2] - 6);
await page.mouse.up();
await until(page, "#status", "रखी गई");
found.dragged = await titles(page);
for (let step = 0; step < 100 && (await titles(other))[2] !== found.dragged[2]; step += 1) await other.waitForTimeout(25);
found.seen = await titles(other);
await other.close();

// Undone by its key; a wrong value is told at its field, which has the keyboard, and stays in it.
await page.focus("body");
await page.evaluate(() => document.activeElement.blur());
await page.keyboard.press("Control+Z");
await until(page, "#status", "पूर्ववत");
found.undone = await titles(page);
await page.click("li:nth-child(2) a[data-load]");
await page.waitForSelector(".editing");
await page.fill("#story-longest", "soon");
await page.click('button[value="story"]');
await page.waitForSelector('[aria-invalid="true"]');
found.wrong = [await active(page), await page.inputValue("#story-longest"), await page.innerText("#story-longest-wrong")];
await judge(page, "rundown-wrong");
await page.fill("#story-longest", "0:20");
await page.keyboard.press("Enter");
await until(page, ".story", "0:20");

// A slot, and what it takes.
await page.fill("#head-slot", "0:20");
await page.keyboard.press("Enter");
await until(page, "#total", "0:20");
found.total = await page.innerText("#total");

// On a narrow screen in the dark, in English.
const phone = await begin({ viewport: { width: 320, height: 640 }, colorScheme: "dark" });
await phone.goto(`${origin}/?lang=en`);
await phone.goto(`${place}?open=0`);
await judge(phone, "phone-rundown");

// And without script at all.
const plain = await begin({ javaScriptEnabled: false });
await plain.goto(place);
const before = await titles(plain);
await Promise.all([plain.waitForNavigation(), plain.click('li:nth-child(1) button[value="down"]')]);
found.plain = [before, await titles(plain), await plain.innerText("#status")];
console.log(JSON.stringify(found));
await browser.close();
