// The player of a bulletin's page. Without it the page is text and a plain <audio controls>.
(() => {
  "use strict";
  const audio = document.querySelector("audio");
  const player = document.getElementById("player");
  if (!audio || !player) return;
  const main = document.querySelector("main");
  const told = document.getElementById("told");
  const dialog = document.getElementById("keys");
  const rate = player.querySelector("select[name=rate]");
  const sleep = player.querySelector("select[name=sleep]");
  const hindi = (navigator.language || "hi").toLowerCase().startsWith("hi");
  const language = hindi ? "hi" : "en";
  const say = (hi, en) => (hindi ? hi : en);
  const sentences = [...document.querySelectorAll("[data-b]")].map((element) => ({
    element,
    begin: Number(element.dataset.b),
  }));
  const stories = [...document.querySelectorAll("[data-story]")].map((element) => ({
    element,
    begin: Number(element.dataset.story),
    title: element.textContent.trim(),
  }));
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const place = `bulletin:${location.pathname} ${player.dataset.key}`;

  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // A browser that keeps nothing plays all the same.
    }
  };
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const clock = (seconds) => {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  const tell = (text) => {
    told.textContent = text;
  };

  // The index of the last of the list that has begun.
  const at = (list, seconds) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].begin <= seconds + 0.005) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  // What is being said is marked: the last sentence that has begun, or none while a story's jingle plays.
  let now = -1;
  let story = -1;
  const mark = () => {
    const of = at(stories, audio.currentTime);
    if (of !== story) {
      story = of;
      describe();
    }
    const last = at(sentences, audio.currentTime);
    const found = last >= 0 && story >= 0 && sentences[last].begin < stories[story].begin - 0.005 ? -1 : last;
    if (found === now) return;
    if (now >= 0) sentences[now].element.classList.remove("now");
    now = found;
    if (now < 0) return;
    sentences[now].element.classList.add("now");
    if (document.activeElement !== stopped) stop(sentences[now].element);
    if (!audio.paused && Date.now() - away > 5000) inView(sentences[now].element);
  };
  const follow = () => {
    mark();
    if (!audio.paused) requestAnimationFrame(follow);
  };

  // What is being said is kept in view, but not for seconds after a person went elsewhere; what they ask for is shown.
  let away = 0;
  const left = () => {
    away = Date.now();
  };
  const inView = (element, behavior = still.matches ? "auto" : "smooth") => {
    const box = element.getBoundingClientRect();
    if (box.top < 0 || box.bottom > player.getBoundingClientRect().top) element.scrollIntoView({ block: "center", behavior });
  };
  const show = (behavior) => {
    away = 0;
    const shown = sentences[now] || stories[story];
    if (shown) inView(shown.element, behavior);
  };
  for (const event of ["wheel", "touchmove"]) window.addEventListener(event, left, { passive: true });
  window.addEventListener("keydown", (event) => {
    if (!event.defaultPrevented && /^( |Page|Home|End|Arrow)/.test(event.key) && !player.contains(event.target)) left();
  });
  window.addEventListener("pointerdown", (event) => {
    if (event.target === document.documentElement) left(); // the scroll bar
  });
  main.addEventListener("focusin", left);

  // One sentence at a time is a stop of the Tab key: the one being said, or the one that a person went to from there. It
  // is a link, as Enter plays from it; the others are plain text, so that a screen reader has nothing to add to them.
  let stopped = null;
  const stop = (element) => {
    if (stopped) for (const name of ["tabindex", "role"]) stopped.removeAttribute(name);
    stopped = element;
    element.tabIndex = 0;
    element.setAttribute("role", "link");
  };
  const focus = (element) => {
    stop(element);
    element.focus({ preventScroll: true });
  };
  const walk = (element, list, by) => {
    const to = list[at(list, Number(element.dataset.b)) + by];
    const found = to && sentences.find(({ begin }) => begin >= to.begin - 0.005);
    if (!found) return;
    focus(found.element);
    inView(found.element);
  };

  const go = (seconds) => {
    audio.currentTime = Math.min(Math.max(0, seconds), audio.duration || seconds);
    renewEnd();
    mark();
    show();
  };
  const play = () => audio.play().catch(() => tell(say("आवाज़ नहीं चल सकी।", "The sound cannot be played.")));
  const playFrom = (seconds) => {
    go(seconds);
    play();
  };
  const step = (list, by) => {
    if (!list.length) return;
    const found = at(list, audio.currentTime);
    // Back goes to the beginning of what is being said, and from there to the one before.
    const again = by < 0 && found >= 0 && audio.currentTime - list[found].begin > 2;
    go(list[Math.min(list.length - 1, Math.max(0, again ? found : found + by))].begin);
  };

  const actions = {
    play: () => (audio.paused ? play() : audio.pause()),
    back: () => go(audio.currentTime - 15),
    on: () => go(audio.currentTime + 15),
    "sentence-back": () => step(sentences, -1),
    "sentence-on": () => step(sentences, 1),
    "story-back": () => step(stories, -1),
    "story-on": () => step(stories, 1),
    keys: () => dialog.showModal(),
    more: () => buttons.more.setAttribute("aria-expanded", String(player.classList.toggle("open"))),
  };
  const labels = {
    play: ["चलाएँ", "Play"],
    back: ["15 सेकंड पीछे", "Back 15 seconds"],
    on: ["15 सेकंड आगे", "On 15 seconds"],
    "sentence-back": ["पिछला वाक्य", "Sentence back"],
    "sentence-on": ["अगला वाक्य", "Next sentence"],
    "story-back": ["पिछली खबर", "Story back"],
    "story-on": ["अगली खबर", "Next story"],
    keys: ["कुंजियाँ", "Keys"],
    more: ["और बटन", "More buttons"],
    rate: ["रफ़्तार", "Speed"],
    sleep: ["इतने में रुकें", "Stop after"],
  };
  const buttons = {};
  const nameOf = (button, text) => {
    button.setAttribute("aria-label", text);
    button.title = text;
    button.querySelector(".label").textContent = text;
  };
  for (const button of player.querySelectorAll("button[data-do]")) {
    const name = button.dataset.do;
    buttons[name] = button;
    nameOf(button, say(...labels[name]));
    button.addEventListener("click", actions[name]);
  }
  buttons.more.setAttribute("aria-expanded", "false");
  player.setAttribute("aria-label", say("प्लेयर", "Player"));
  player.lang = dialog.lang = language;
  for (const select of [rate, sleep]) {
    select.closest("label").querySelector("span").textContent = say(...labels[select.name]);
  }
  for (const option of sleep.options) {
    const minutes = Number(option.value);
    if (option.value === "story") option.textContent = say("इस खबर के बाद", "this story");
    else option.textContent = minutes ? say(`${minutes} मिनट`, `${minutes} minutes`) : say("नहीं", "off");
  }
  if (!hindi) {
    for (const link of document.querySelectorAll("a.time")) {
      link.textContent = `Listen from ${link.textContent.split(" ")[0]}`;
      link.lang = "en";
    }
  }

  const faster = () => {
    audio.playbackRate = Number(rate.value);
    keep("bulletin:rate", rate.value);
  };
  const before = kept("bulletin:rate");
  if (before && [...rate.options].some((option) => option.value === before)) rate.value = before;
  audio.defaultPlaybackRate = Number(rate.value);
  faster();
  rate.addEventListener("change", faster);

  // "This story" ends where the next one begins, counted from wherever a jump led.
  let timer = 0;
  let until = Infinity;
  function renewEnd() {
    const next = sleep.value === "story" && stories[at(stories, audio.currentTime) + 1];
    until = next ? next.begin : Infinity;
  }
  const awake = () => {
    clearTimeout(timer);
    sleep.value = "0";
    until = Infinity;
  };
  const end = () => {
    audio.pause();
    awake();
    tell(say("रोक दिया गया।", "Stopped."));
  };
  sleep.addEventListener("change", () => {
    clearTimeout(timer);
    renewEnd();
    if (Number(sleep.value)) timer = setTimeout(end, Number(sleep.value) * 60000);
  });

  audio.addEventListener("play", () => {
    nameOf(buttons.play, say("रोकें", "Pause"));
    buttons.play.classList.add("playing");
    tell("");
    follow();
    show();
  });
  audio.addEventListener("pause", () => {
    nameOf(buttons.play, say("चलाएँ", "Play"));
    buttons.play.classList.remove("playing");
    keep(place, String(audio.currentTime));
  });
  audio.addEventListener("seeking", renewEnd);
  audio.addEventListener("seeked", mark);
  let noted = 0;
  audio.addEventListener("timeupdate", () => {
    mark();
    if (!audio.seeking && audio.currentTime >= until) end();
    if (Math.abs(audio.currentTime - noted) > 2) {
      noted = audio.currentTime;
      keep(place, String(noted));
    }
    const length = audio.duration || Number(player.dataset.length) || 0;
    player.querySelector(".clock").textContent = `${clock(audio.currentTime)} / ${clock(length)}`;
  });
  audio.addEventListener("ended", () => {
    keep(place, "0");
    if (sleep.value === "story") awake();
  });
  audio.addEventListener("error", () => tell(say("आवाज़ की फ़ाइल नहीं मिली।", "The sound file was not found.")));

  const last = Number(kept(place));
  const resume = () => {
    if (last >= (audio.duration || Infinity) - 1) return;
    audio.currentTime = last;
    mark();
    // An address of a place in the text is what the person asked for.
    if (!location.hash) show("auto");
    // What is put into a page while it loads is not announced.
    setTimeout(() => audio.paused && tell(say(`पिछली जगह से: ${clock(last)}`, `Where you were: ${clock(last)}`)), 500);
  };
  const resumed = () => {
    if (last <= 1) return;
    if (!location.hash) history.scrollRestoration = "manual";
    if (audio.readyState > 0) resume();
    else audio.addEventListener("loadedmetadata", resume, { once: true });
  };

  // A click on a sentence plays from it, unless its text is being selected; a link of a time does so in place of leaving.
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const time = event.target.closest("a.time");
    const sentence = event.target.closest("[data-b]");
    if (time) {
      event.preventDefault();
      playFrom(Number(time.dataset.t));
    } else if (sentence && !event.target.closest("a, button") && !(event.detail && String(getSelection()))) {
      // After a mouse's click the keys count here; a screen reader would say the text over the sound.
      if (event.pointerType === "mouse") focus(sentence);
      playFrom(Number(sentence.dataset.b));
    }
  });

  // Keys count only within the player and on a sentence that has the focus, so that no screen reader's keys are taken.
  const both = { " ": "play", k: "play", j: "back", l: "on", "?": "keys" };
  const inPlayer = { ArrowLeft: "sentence-back", ArrowRight: "sentence-on", ArrowUp: "story-back", ArrowDown: "story-on" };
  // On a sentence the arrows move the focus, and the sound plays on.
  const onSentence = {
    ArrowLeft: (sentence) => walk(sentence, sentences, -1),
    ArrowRight: (sentence) => walk(sentence, sentences, 1),
    ArrowUp: (sentence) => walk(sentence, stories, -1),
    ArrowDown: (sentence) => walk(sentence, stories, 1),
    Enter: (sentence) => playFrom(Number(sentence.dataset.b)),
  };
  const modified = (event) => event.ctrlKey || event.metaKey || event.altKey;
  player.addEventListener("keydown", (event) => {
    if (modified(event) || event.target.closest("select")) return;
    const name = both[event.key] || inPlayer[event.key];
    if (!name || (event.key === " " && event.target.closest("button"))) return;
    actions[name]();
    event.preventDefault();
  });
  main.addEventListener("keydown", (event) => {
    const sentence = event.target.closest("[data-b]");
    if (!sentence || modified(event)) return;
    if (onSentence[event.key]) onSentence[event.key](sentence);
    else if (both[event.key]) actions[both[event.key]]();
    else return;
    event.preventDefault();
  });

  dialog.setAttribute("aria-label", say("कुंजियाँ", "Keys"));
  for (const [key, hi, en] of [
    ["Space, k", "चलाएँ या रोकें", "Play or pause"],
    [say("← → (बाएँ, दाएँ तीर)", "← → (left, right arrow)"), "पिछला, अगला वाक्य", "Sentence back, next"],
    [say("↑ ↓ (ऊपर, नीचे तीर)", "↑ ↓ (up, down arrow)"), "पिछली, अगली खबर", "Story back, next"],
    ["j, l", "15 सेकंड पीछे, आगे", "Back, on 15 seconds"],
    ["Enter", "चुने हुए वाक्य से सुनें", "Play from the sentence that has the focus"],
    ["?", "यह सूची", "This list"],
  ]) {
    const term = document.createElement("dt");
    const means = document.createElement("dd");
    term.textContent = key;
    means.textContent = say(hi, en);
    dialog.querySelector("dl").append(term, means);
  }
  dialog.querySelector("h2").textContent = say("कुंजियाँ: प्लेयर में, या चुने हुए वाक्य पर", "Keys, in the player or on a sentence");
  dialog.querySelector("p").textContent = say(
    "वाक्य पर तीर से केवल वाक्य चुना जाता है; आवाज़ अपनी जगह चलती रहती है।",
    "On a sentence the arrows move the focus alone; the sound plays on.",
  );
  dialog.querySelector("button").textContent = say("बंद करें", "Close");
  dialog.querySelector("button").addEventListener("click", () => dialog.close());

  function describe() {
    if (!("mediaSession" in navigator) || !window.MediaMetadata) return;
    navigator.mediaSession.metadata = new MediaMetadata({
      title: (stories[story] || { title: document.title }).title,
      artist: player.dataset.station,
      album: player.dataset.programme,
    });
  }
  const handle = (name, does) => {
    try {
      navigator.mediaSession.setActionHandler(name, does);
    } catch {
      // An older browser does not know it.
    }
  };
  if ("mediaSession" in navigator) {
    handle("play", play);
    handle("pause", () => audio.pause());
    handle("seekbackward", actions.back);
    handle("seekforward", actions.on);
    handle("previoustrack", actions["story-back"]);
    handle("nexttrack", actions["story-on"]);
    handle("seekto", (details) => go(details.seekTime));
  }

  // Where two rows would cover more than a third of the screen, the second one is folded behind a button.
  const fit = () => {
    player.classList.remove("folds");
    player.classList.toggle("folds", player.offsetHeight - told.offsetHeight > window.innerHeight / 3);
    document.documentElement.style.setProperty("--foot", `${player.offsetHeight}px`);
  };

  if (sentences.length) stop(sentences[0].element);
  player.hidden = false;
  document.body.classList.add("played");
  fit();
  window.addEventListener("resize", fit);
  new ResizeObserver(() => requestAnimationFrame(fit)).observe(player);
  mark();
  describe();
  resumed();
})();
