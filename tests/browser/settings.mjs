// The studio's settings in a real Chromium:
//   node settings.mjs NODE_MODULES CHROMIUM ADDRESS SOUND_FILE [FOLDER_OF_PICTURES] -> one JSON object.
import { browsing } from "./browsing.mjs";

const [, , modules, chromium, address, sound, pictures] = process.argv;
const { browser, found, begin, judge, until } = await browsing(modules, chromium, address, pictures);
const origin = new URL(address).origin;

// A wrong value, a right one, a sound that is none and one that is; a voice is heard.
const page = await begin({ viewport: { width: 1280, height: 900 } });
await page.goto(`${origin}/settings`);
await page.click("#group-sound summary");
await page.fill("#set-sound-slot", "soon");
await page.keyboard.press("Enter");
await page.waitForSelector('[aria-invalid="true"]');
found.wrong = [await page.evaluate(() => document.activeElement.id), await page.inputValue("#set-sound-slot")];
await page.fill("#set-sound-slot", "5:00");
await page.keyboard.press("Enter");
await until(page, "#status", "सहेजा गया");
found.open = await page.$eval("#group-sound", (one) => one.open);
await page.setInputFiles("#upload-sound-intro-file", { name: "x.wav", mimeType: "audio/wav", buffer: Buffer.from("no sound") });
await page.click('#upload-sound-intro button[value="upload"]');
await page.waitForSelector('[role="alert"]');
found.refused = await page.innerText('[role="alert"]');
await page.setInputFiles("#upload-sound-intro-file", sound);
await page.click('#upload-sound-intro button[value="upload"]');
await until(page, "#upload-sound-intro", "intro-");
await page.click("#group-voices summary");
const answer = page.waitForResponse((response) => response.url().includes("/settings/voice"));
await page.click("#group-voices a[data-hear]");
found.heard = [(await answer).status(), (await answer).headers()["content-type"]];
await page.fill("#word", "कीव");
await page.fill("#as", "कीयेव");
await page.keyboard.press("Enter");
await until(page, "#words", "कीयेव");
await page.click('#words button[value="forget"]');
await until(page, "#words", "कीयेव", false);

// On a narrow screen in the dark, in English, with all of it open; and without script at all.
const phone = await begin({ viewport: { width: 320, height: 640 }, colorScheme: "dark" });
await phone.goto(`${origin}/settings?lang=en`);
await phone.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
await judge(phone, "phone-settings");
const plain = await begin({ javaScriptEnabled: false });
await plain.goto(`${origin}/settings`);
await plain.fill("#set-name", "नगर");
await Promise.all([plain.waitForNavigation(), plain.click('#group-station button[value="save"]')]);
found.named = await plain.inputValue("#set-name");
console.log(JSON.stringify(found));
await browser.close();
