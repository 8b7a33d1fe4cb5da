// The studio's desk in a real Chromium: node desk.mjs NODE_MODULES CHROMIUM ADDRESS STORY_FILE PICTURES -> one JSON object.
import fs from "node:fs";
import { browsing } from "./browsing.mjs";

const [, , modules, chromium, address, story, pictures] = process.argv;
const { browser, found, begin, judge, until, tab } = await browsing(modules, chromium, address, pictures);
const spoken = (page) => page.$$eval(".written", (all) => all.map((one) => one.textContent));

// By keyboard alone, in Hindi, in the light.
const page = await begin({ viewport: { width: 1280, height: 900 }, colorScheme: "light" }, true);
let bytes = 0;
const counting = (response) => response.request().sizes().then((one) => { bytes += one.responseBodySize + one.responseHeadersSize; }, () => {});
page.on("response", counting);
await page.goto(address);
await page.waitForLoadState("networkidle");
found.bytes = bytes;
page.off("response", counting);
await judge(page, "home");
await tab(page, "#text");
await page.keyboard.insertText(fs.readFileSync(story, "utf8"));
await page.waitForTimeout(50);
await page.reload();
found.typed = (await page.inputValue("#text")).length;
await page.focus("#text");
await page.keyboard.press("Control+Enter");
await page.waitForSelector("#story");
await judge(page, "story");
found.before = await spoken(page);
await tab(page, '#s1\\.1 a[data-load]');
await page.keyboard.press("Enter");
await page.waitForSelector("#s1\\.1 .editing");
found.focused = await page.evaluate(() => document.activeElement.id);
await judge(page, "editing");
await page.keyboard.press("Control+A");
await page.keyboard.insertText("किराया ₹30 होगा।");
await page.reload();
await page.waitForSelector("#s1\\.1 .editing");
found.kept = await page.inputValue("#s1\\.1 textarea");
await page.focus("#s1\\.1 textarea");
await page.keyboard.press("Control+Enter");
await until(page, "#story", "तीस रुपये");
found.told = await page.innerText("#status");
found.back = await page.evaluate(() => document.activeElement.id);

// Heard.
const answer = page.waitForResponse((response) => response.url().includes("/heard/"));
await tab(page, '#s1\\.1 a[data-hear]');
await page.keyboard.press("Enter");
found.heard = [(await answer).status(), (await answer).headers()["content-type"]];

// Undone by a key, where no field has it.
await page.keyboard.press("Control+Z");
await until(page, "#story", "तीस रुपये", false);
found.undone = await spoken(page);

// Another window sees it at once; what it does from an older page is refused.
const other = await page.context().newPage();
await other.goto(page.url().split("#")[0]);
await other.evaluate(() => { window.here = true; });
await page.keyboard.press("Control+Shift+Z");
await until(other, "#story", "तीस रुपये");
found.same = await other.evaluate(() => window.here === true);
await other.click("#s1\\.0 a[data-load]");
await other.waitForSelector("#s1\\.0 .editing");
await page.keyboard.press("Control+Z");
await until(page, "#story", "तीस रुपये", false);
await other.click('#s1\\.0 button[value="cut"]');
await other.waitForSelector('[role="alert"]');
found.stale = await other.innerText("#status");
found.after = await spoken(other);
await other.close();

// A sentence moves and its form stays open; a line that was left out is read after all.
await page.click("#s1\\.0 a[data-load]");
await page.waitForSelector("#s1\\.0 .editing");
await page.focus("#down");
await page.keyboard.press("Enter");
await page.waitForSelector("#s1\\.1 .editing");
found.moved = [await spoken(page), await page.evaluate(() => document.activeElement.id)];
await page.focus("summary");
await page.keyboard.press("Enter");
await page.focus('button[value="keep"]');
await page.keyboard.press("Enter");
await until(page, "#status", "अंत में");
found.read = (await spoken(page)).at(-1);
const address2 = page.url();

// On a narrow screen in the dark, in English; and without script at all.
const phone = await begin({ viewport: { width: 320, height: 640 }, colorScheme: "dark" });
await phone.goto(`${new URL(address).origin}/?lang=en`);
await judge(phone, "phone-home");
await phone.goto(address2);
await phone.click("#s1\\.0 a[data-load]");
await phone.waitForSelector("#s1\\.0 .editing");
await judge(phone, "phone-editing");
const plain = await begin({ javaScriptEnabled: false });
await plain.fill("#text", "मेला लगा\n\nमेले में लोग आए। भीड़ बढ़ी।");
for (const next of ["button.main", "#s1\\.1 a:nth-of-type(2)", '#s1\\.1 button[value="cut"]']) {
  await plain.focus(next);
  await Promise.all([plain.waitForNavigation(), plain.keyboard.press("Enter")]);
}
found.plain = [await spoken(plain), await plain.innerText("#status")];
console.log(JSON.stringify(found));
await browser.close();
