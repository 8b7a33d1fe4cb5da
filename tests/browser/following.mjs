// Tries what a bulletin's page does for a listener in a real Chromium, and prints what was found as JSON.
//   node following.mjs NODE_MODULES CHROMIUM PAGE.html ALONE.html INDEX.html FOLDER
import { listening } from "./listening.mjs";

const [modules, executablePath, file, alone, index, folder] = process.argv.slice(2);
const { browser, found, open, time, paused, ready, at, now } = await listening(modules, executablePath, file);
const LOW = { viewport: { width: 700, height: 420 } };
const tried = {};

const opened = async (options, more) => {
  const page = await open(options, more);
  await ready(page);
  return page;
};
const active = (page) => page.evaluate(() => document.activeElement.dataset.b ?? document.activeElement.tagName);
const rowsOf = (page) => page.evaluate(() => [...document.querySelectorAll("[data-b]")].map((each) => each.dataset.b));
const storiesOf = (page) => page.evaluate(() => [...document.querySelectorAll("[data-story]")].map((each) => each.dataset.story));
const seen = (page) =>
  page.evaluate(() => {
    const box = (document.querySelector(".now") ?? document.body).getBoundingClientRect();
    return box.top >= 0 && box.bottom <= document.getElementById("player").getBoundingClientRect().top;
  });
// Whether what is being said comes into view, as scrolling takes its time.
const comes = async (page) => {
  for (let wait = 0; wait < 80; wait += 1) {
    if (await seen(page)) return true;
    await page.waitForTimeout(50);
  }
  return false;
};
const top = (page) => page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
const goesOn = (page, from) =>
  page.waitForFunction((from) => ![from, undefined].includes(document.querySelector(".now")?.dataset.b), from);
const silence = (page) => page.evaluate(() => document.querySelector("audio").pause());
const mute = () => {
  HTMLMediaElement.prototype.play = () => Promise.resolve();
};

// The focus stays on the sentence that a person chose, and the keys count there, while the voice goes on.
tried.focus = async () => {
  const page = await opened({});
  const rows = await rowsOf(page);
  await page.locator("[data-b]").nth(4).click();
  const clicked = await active(page);
  await page.selectOption("select[name=rate]", "2");
  await page.locator("[data-b]").nth(4).focus();
  await goesOn(page, rows[4]);
  const kept = await active(page);
  const height = await page.evaluate(() => window.scrollY);
  await page.keyboard.press("Space");
  await page.waitForTimeout(100);
  return { rows, clicked, kept, paused: await paused(page), still: height === (await page.evaluate(() => window.scrollY)) };
};

// On a sentence the arrows move the focus and leave the sound where it is; Enter plays from there.
tried.walk = async () => {
  const page = await opened({}, { first: mute });
  const rows = await rowsOf(page);
  await at(page, Number(rows[2]) + 0.1);
  const before = await time(page);
  await page.focus("[data-b][tabindex]");
  const walked = [await active(page)];
  for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"]) {
    await page.keyboard.press(key);
    walked.push(await active(page));
  }
  const unmoved = (await time(page)) === before;
  const links = await page.evaluate(() =>
    [...document.querySelectorAll("[data-b][role], [data-b][tabindex]")].map((each) => [each.dataset.b, each.getAttribute("role"), each.tabIndex]),
  );
  const chosen = await active(page);
  await page.keyboard.press("Enter");
  return { rows, stories: await storiesOf(page), walked, unmoved, links, chosen, from: await time(page) };
};

// What is being said comes into view on play, on steps and jumps while nothing plays, and after a kept place.
tried.view = async () => {
  const page = await opened(LOW);
  const rows = await rowsOf(page);
  const shown = {};
  await at(page, Number(rows.at(-6)) + 0.1);
  await top(page);
  shown.before = await seen(page);
  await page.click("button[data-do=play]");
  shown.play = await comes(page);
  await silence(page);
  for (const [name, act] of [
    ["sentence", () => page.click("button[data-do=sentence-back]")],
    ["seconds", () => page.click("button[data-do=back]")],
    ["story", () => page.focus("button[data-do=play]").then(() => page.keyboard.press("ArrowDown"))],
  ]) {
    await top(page);
    await act();
    await at(page, (await time(page)) + 1); // past a story's jingle
    shown[name] = await comes(page);
  }
  await top(page);
  await page.locator("nav a.time").last().click();
  await silence(page);
  await at(page, (await time(page)) + 1);
  shown.chapter = await comes(page);
  await top(page);
  await page.reload();
  await ready(page);
  await page.waitForFunction(() => document.querySelector(".now") && document.querySelector("audio").currentTime > 0);
  shown.kept = await comes(page);
  await page.waitForFunction(() => document.getElementById("told").textContent);
  shown.told = await page.textContent("#told");
  return shown;
};

// Who scrolled away is left there when the next sentence begins, for some seconds.
tried.away = async () => {
  const left = {};
  for (const [name, leave] of [
    ["wheel", (page) => page.mouse.wheel(0, -9000)],
    ["keys", (page) => page.keyboard.press("Home")],
    [
      "touch",
      (page) =>
        page.evaluate(() => {
          document.body.dispatchEvent(new Event("touchmove", { bubbles: true }));
          window.scrollTo({ top: 0, behavior: "instant" });
        }),
    ],
  ]) {
    const page = await opened(LOW);
    const rows = await rowsOf(page);
    await at(page, Number(rows.at(-6)) + 0.1);
    await page.click("button[data-do=play]");
    await comes(page);
    await page.waitForTimeout(800);
    await page.mouse.move(300, 100);
    await page.evaluate(() => document.activeElement.blur());
    await leave(page);
    await page.waitForTimeout(400);
    const height = await page.evaluate(() => window.scrollY);
    await goesOn(page, await now(page));
    await page.waitForTimeout(300);
    left[name] = [!(await seen(page)) && height === (await page.evaluate(() => window.scrollY))];
    await page.evaluate(() => {
      const begun = Date.now();
      Date.now = () => begun + 6000;
    });
    left[name].push(await comes(page));
    await page.context().close();
  }
  return left;
};

// Text that is selected is in the way of a click on a sentence alone.
tried.selection = async () => {
  const page = await opened({}, { first: mute });
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("h1")));
  const link = page.locator("nav a.time").nth(2);
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
  const stayed = page.url().endsWith(".html");
  const went = stayed && (await time(page)) === Number(await link.getAttribute("data-t"));
  const before = stayed && (await time(page));
  const box = await page.locator("[data-b]").nth(4).boundingBox();
  await page.mouse.move(box.x + 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  return { stayed, went, selecting: (await time(page)) === before };
};

// Sleep after this story, whichever it is after a jump; and after minutes.
tried.sleep = async () => {
  const page = await opened({}, {
    first: () => {
      const waits = window.setTimeout;
      window.setTimeout = (does, wait) => waits(does, wait >= 600000 ? 300 : wait);
    },
  });
  const stories = (await storiesOf(page)).map(Number);
  await at(page, stories[1] + 0.5);
  await page.selectOption("select[name=sleep]", "story");
  await page.click("button[data-do=play]");
  await page.click("button[data-do=story-on]");
  await page.waitForTimeout(700);
  const after = { jumped: await time(page), plays: !(await paused(page)) };
  await at(page, stories[3] - 0.4);
  await page.waitForFunction(() => document.querySelector("audio").paused);
  after.end = await time(page);
  after.told = await page.textContent("#told");
  after.value = await page.inputValue("select[name=sleep]");
  await page.selectOption("select[name=sleep]", "10");
  await page.click("button[data-do=play]");
  await page.waitForFunction(() => document.querySelector("audio").paused);
  after.minutes = await page.textContent("#told");
  return { stories, ...after };
};

// The player's place on screens of every size, with letters of every size.
const place = (page) =>
  page.evaluate(() => {
    const box = document.getElementById("player").getBoundingClientRect();
    const inside = [...document.querySelectorAll("#player .row:first-child button")]
      .filter((each) => each.dataset.do !== "more")
      .map((each) => each.getBoundingClientRect())
      .every((each) => each.top >= 0 && each.bottom <= innerHeight && each.left >= 0 && each.right <= innerWidth);
    return { foot: Math.round(innerHeight - box.bottom), part: box.height / innerHeight, inside };
  });
tried.places = async () => {
  const places = {};
  for (const [name, width, height, letters] of [
    ["wide", 1280, 720, 100],
    ["wide, large letters", 1280, 720, 200],
    ["zoomed", 640, 360, 100],
    ["zoomed, large letters", 640, 360, 200],
    ["phone", 320, 640, 100],
    ["phone, large letters", 320, 640, 200],
    ["phone on its side", 740, 340, 100],
    ["smallest", 320, 256, 100],
  ]) {
    const page = await opened({ viewport: { width, height } }, { first: mute });
    if (letters > 100) await page.addStyleTag({ content: `html{font-size:${letters}%}` });
    await page.waitForTimeout(150);
    await page.click("button[data-do=play]");
    await page.waitForTimeout(100);
    await top(page);
    places[name] = { ...(await place(page)), wide: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) };
    // The page's end is not behind the player.
    places[name].clear = await page.evaluate(() => {
      window.scrollTo({ top: 1e6, behavior: "instant" });
      return document.querySelector("footer").getBoundingClientRect().bottom <= document.getElementById("player").getBoundingClientRect().top;
    });
    await page.screenshot({ path: `${folder}/${name}.png` });
    await page.context().close();
  }
  return places;
};
tried.more = async () => {
  const page = await opened({ viewport: { width: 640, height: 360 } });
  const states = [];
  for (let turn = 0; turn < 3; turn += 1) {
    states.push([await page.isVisible("select[name=sleep]"), await page.getAttribute("button[data-do=more]", "aria-expanded")]);
    await page.focus("button[data-do=more]");
    await page.keyboard.press("Enter");
  }
  const wide = await opened({});
  return { states, wide: await wide.isVisible("button[data-do=more]") };
};
tried.labels = async () => {
  const page = await opened({ viewport: { width: 320, height: 640 } });
  const unfolded = await page.isVisible("button[data-do=more]");
  if (unfolded) await page.click("button[data-do=more]");
  return page.evaluate(() =>
    [...document.querySelectorAll("#player label span")].map((each) => {
      const { width, height } = each.getBoundingClientRect();
      return [each.textContent, width > 20 && height > 10 && getComputedStyle(each).clipPath === "none"];
    }),
  );
};

// The list of bulletins keeps its place and the speed, and its links say what they are.
tried.list = async () => {
  const page = await open({}, { path: index });
  await page.evaluate(() => localStorage.setItem("bulletin:rate", "1.5"));
  await page.reload();
  const title = await page.locator("li h3").nth(1).textContent();
  const named = await page.getByRole("link", { name: new RegExp(`^सुनें ?: ${title}$`) }).count();
  const heights = await page.evaluate(() => [...document.querySelectorAll("li a")].map((each) => each.getBoundingClientRect().height));
  await page.locator("li a.time").nth(1).click();
  await page.waitForFunction(() => document.querySelector("audio").currentTime > 3);
  const rate = await page.evaluate(() => document.querySelector("audio").playbackRate);
  const stored = () => page.evaluate(() => localStorage.getItem(`bulletin:${location.pathname}`));
  const playing = (await stored()) ?? "";
  await page.evaluate(() => document.querySelector("audio").play());
  const left = await time(page);
  await page.locator("li h3 a").nth(1).click();
  await page.waitForURL((url) => !url.pathname.endsWith("index.html"));
  await page.click("a.up");
  await page.waitForURL((url) => url.pathname.endsWith("index.html"));
  await page.waitForFunction(() => !document.getElementById("queue").hidden);
  const after = (await stored()) ?? "";
  return { named, heights, rate, playing, left, after, current: await page.textContent("li[aria-current] h3"), title };
};

// Words of the controls, and messages, for who reads no Hindi and for who does not see.
tried.words = async () => {
  const english = await opened({ locale: "en-GB" });
  const times = await english.evaluate(() => [...document.querySelectorAll("a.time")].map((each) => [each.textContent, each.lang]));
  const page = await opened({});
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const names = await page.evaluate(() => [...document.querySelectorAll("#keys dt")].map((each) => each.textContent));
  // The list of keys begins at its beginning, whatever its height, and the focus comes back from it.
  await page.setViewportSize({ width: 640, height: 360 });
  await page.focus("button[data-do=play]");
  await page.keyboard.press("?");
  const list = [await page.getByRole("dialog", { name: "कुंजियाँ" }).count(), await active(page)];
  list.push(await page.evaluate(() => document.getElementById("keys").scrollTop));
  await page.keyboard.press("Escape");
  list.push(await page.evaluate(() => document.activeElement.dataset.do));
  return { times, list, status: nodes.filter((node) => !node.ignored && node.role?.value === "status").length, names };
};

// The letters come from the page's own font, as this machine may have none for them.
tried.font = async () => {
  const page = await opened({});
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const fonts = [];
  for (const selector of ["h1", "[data-b]", "button[data-do=play] .label"]) {
    const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    const used = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    fonts.push(used.fonts.map((each) => [each.isCustomFont, each.glyphCount]));
  }
  return fonts;
};

// Lock screens and headphones.
tried.session = async () => {
  const page = await opened({}, {
    first: () => {
      window.handlers = {};
      navigator.mediaSession.setActionHandler = (name, does) => (window.handlers[name] = does);
      HTMLMediaElement.prototype.play = () => Promise.resolve((window.asked = true));
    },
  });
  const stories = await storiesOf(page);
  const rows = await rowsOf(page);
  const told = [];
  const act = async (name, details) => {
    await page.evaluate(([name, details]) => window.handlers[name](details), [name, details]);
    return time(page);
  };
  for (const story of stories.slice(0, 4)) {
    await at(page, Number(story) + 0.01);
    told.push(await page.evaluate(() => navigator.mediaSession.metadata.title));
  }
  const said = await page.evaluate(() => ({ artist: navigator.mediaSession.metadata.artist, album: navigator.mediaSession.metadata.album }));
  const titles = await page.evaluate(() => [...document.querySelectorAll("[data-story]")].map((each) => each.textContent.trim()));
  await at(page, 20);
  const went = { on: await act("seekforward"), back: await act("seekbackward"), to: await act("seekto", { seekTime: 5 }) };
  await at(page, Number(stories[1]));
  went.next = await act("nexttrack");
  went.previous = await act("previoustrack");
  await act("play");
  const asked = await page.evaluate(() => window.asked);
  return { names: await page.evaluate(() => Object.keys(window.handlers)), told, titles, said, went, asked, stories, rows };
};

tried.print = async () => {
  const page = await opened({ colorScheme: "dark" });
  await at(page, 10);
  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
    mark: getComputedStyle(document.querySelector(".now")).backgroundColor,
    foot: getComputedStyle(document.querySelector("main")).paddingBottom,
    shown: ["audio", "#player", "a.time", "dialog"].filter((each) => getComputedStyle(document.querySelector(each)).display !== "none"),
  }));
  await page.pdf({ path: `${folder}/print.pdf`, printBackground: true });
  return paper;
};

tried.motion = async () => {
  const moves = {};
  for (const reducedMotion of ["no-preference", "reduce"]) {
    const page = await opened({ ...LOW, reducedMotion }, {
      first: () => {
        window.moves = [];
        Element.prototype.scrollIntoView = ({ behavior }) => window.moves.push(behavior);
      },
    });
    await page.locator("nav a.time").last().click();
    await silence(page);
    moves[reducedMotion] = [...new Set(await page.evaluate(() => window.moves))];
  }
  return moves;
};

tried.forced = async () => {
  const page = await opened({ forcedColors: "active" });
  await at(page, 10);
  await page.screenshot({ path: `${folder}/forced.png` });
  return page.evaluate(() => {
    const grounds = [".now", "[data-b]:not(.now)"].map((each) => getComputedStyle(document.querySelector(each)).backgroundColor);
    const { color, backgroundColor } = getComputedStyle(document.querySelector(".now"));
    return { grounds, readable: color !== backgroundColor };
  });
};

// The sound within the page.
tried.alone = async () => {
  const asked = found.requests.length;
  const page = await opened({}, { path: alone });
  await page.click("button[data-do=play]");
  await page.waitForFunction(() => document.querySelector("audio").currentTime > 0.5 && document.querySelector(".now"));
  await page.locator("nav a.time").last().click();
  const went = await time(page);
  const link = Number(await page.locator("nav a.time").last().getAttribute("data-t"));
  return { went, link, requests: found.requests.slice(asked).map((each) => each.split(":")[0]) };
};

// How far the sound was when a sentence was marked, at ten times; a busy machine may hold a frame back once.
tried.lags = async () => {
  const page = await opened({});
  const rows = await rowsOf(page);
  const measure = (begin) =>
    page.evaluate(async (begin) => {
      const audio = document.querySelector("audio");
      const marked = () => document.querySelector(".now")?.dataset.b === begin;
      audio.currentTime = Math.max(0, Number(begin) - 0.4);
      await new Promise((done) => audio.addEventListener("seeked", done, { once: true }));
      const lag = new Promise((done, fail) => {
        setTimeout(fail, 4000, new Error(`${begin} is never marked`));
        const watch = new MutationObserver(() => {
          if (!marked()) return;
          watch.disconnect();
          done((audio.currentTime - Number(begin)) * 1000);
        });
        watch.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] });
      });
      await audio.play();
      const found = await lag;
      audio.pause();
      return found;
    }, begin);
  const lags = [];
  for (let number = 0; number < 10; number += 1) {
    const times = [];
    for (let again = 0; again < 3; again += 1) times.push(await measure(rows[Math.floor((number * rows.length) / 10)]));
    lags.push(times);
  }
  return lags;
};

const only = (process.env.ONLY ?? "").split(",").filter(Boolean);
for (const [name, attempt] of Object.entries(tried)) {
  if (only.length && !only.includes(name)) continue;
  const began = Date.now();
  try {
    found[name] = await Promise.race([
      attempt(),
      new Promise((_, fail) => setTimeout(() => fail(new Error("it takes too long")), 60000)),
    ]);
  } catch (error) {
    found[name] = { failed: String(error).split("\n").slice(0, 3).join(" ") };
  }
  if (process.env.TELL) console.error(name, Date.now() - began, "ms");
  for (const context of browser.contexts()) await context.close();
}
console.log(JSON.stringify(found));
await browser.close();
process.exit();
