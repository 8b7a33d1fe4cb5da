// The player of a bulletin's page. Without it the page is text and a plain <audio controls>.
(() => {
  "use strict";
  const audio = document.querySelector("audio");
  const player = document.getElementById("player");
  if (!audio || !player) return;
  const hindi = (navigator.language || "hi").toLowerCase().startsWith("hi");
  const say = (hi, en) => (hindi ? hi : en);
  const told = document.getElementById("told");
  const sentences = [...document.querySelectorAll("[data-b]")].map((element) => ({
    element,
    begin: Number(element.dataset.b),
    end: Number(element.dataset.e),
  }));
  const stories = [...document.querySelectorAll("[data-story]")].map((element) => ({
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

  // What is being said: the last sentence that has begun.
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

  let now = -1;
  let story = -1;
  let scrolled = 0;
  const mark = () => {
    const found = at(sentences, audio.currentTime);
    if (found !== now) {
      if (now >= 0) sentences[now].element.classList.remove("now");
      now = found;
      if (now >= 0) {
        const element = sentences[now].element;
        element.classList.add("now");
        stop(element);
        if (!audio.paused && Date.now() - scrolled > 5000) inView(element);
      }
    }
    const of = at(stories, audio.currentTime);
    if (of !== story) {
      story = of;
      describe();
    }
  };
  const inView = (element) => {
    const box = element.getBoundingClientRect();
    const below = player.getBoundingClientRect().top;
    if (box.top < 0 || box.bottom > below) {
      element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    }
  };
  // One sentence at a time is a stop of the Tab key.
  const stop = (element) => {
    for (const old of document.querySelectorAll("[data-b][tabindex]")) old.removeAttribute("tabindex");
    element.tabIndex = 0;
  };
  const follow = () => {
    mark();
    if (!audio.paused) requestAnimationFrame(follow);
  };

  const go = (seconds) => {
    audio.currentTime = Math.min(Math.max(0, seconds), audio.duration || seconds);
    mark();
  };
  const play = () => audio.play().catch(() => tell(say("आवाज़ नहीं चल सकी।", "The sound cannot be played.")));
  const toggle = () => (audio.paused ? play() : audio.pause());
  const step = (list, by) => {
    if (!list.length) return;
    const found = at(list, audio.currentTime);
    // Back goes to the beginning of what is being said, and from there to the one before.
    const again = by < 0 && found >= 0 && audio.currentTime - list[found].begin > 2;
    go(list[Math.min(list.length - 1, Math.max(0, again ? found : found + by))].begin);
  };
  const tell = (text) => {
    told.textContent = text;
  };

  const actions = {
    play: toggle,
    back: () => go(audio.currentTime - 15),
    on: () => go(audio.currentTime + 15),
    "sentence-back": () => step(sentences, -1),
    "sentence-on": () => step(sentences, 1),
    "story-back": () => step(stories, -1),
    "story-on": () => step(stories, 1),
    keys: () => document.getElementById("keys").showModal(),
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
    rate: ["रफ़्तार", "Speed"],
    sleep: ["इतने में रुकें", "Stop after"],
  };
  const buttons = {};
  for (const button of player.querySelectorAll("button[data-do]")) {
    const name = button.dataset.do;
    buttons[name] = button;
    name_of(button, say(...labels[name]));
    button.addEventListener("click", actions[name]);
  }
  function name_of(button, text) {
    button.setAttribute("aria-label", text);
    button.title = text;
    button.lang = hindi ? "hi" : "en";
    button.querySelector(".label").textContent = text;
  }
  player.setAttribute("aria-label", say("प्लेयर", "Player"));
  player.lang = hindi ? "hi" : "en";

  const rate = player.querySelector("select[name=rate]");
  const sleep = player.querySelector("select[name=sleep]");
  for (const select of [rate, sleep]) {
    select.closest("label").querySelector("span").textContent = say(...labels[select.name]);
  }
  for (const option of sleep.options) {
    const minutes = Number(option.value);
    if (option.value === "story") option.textContent = say("इस खबर के बाद", "this story");
    else option.textContent = minutes ? say(`${minutes} मिनट`, `${minutes} minutes`) : say("नहीं", "off");
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
  let timer = 0;
  let until = Infinity;
  sleep.addEventListener("change", () => {
    clearTimeout(timer);
    until = Infinity;
    if (sleep.value === "story") until = (stories[story + 1] || { begin: Infinity }).begin;
    else if (sleep.value !== "0") timer = setTimeout(end, Number(sleep.value) * 60000);
  });
  const end = () => {
    audio.pause();
    sleep.value = "0";
    until = Infinity;
    tell(say("रोक दिया गया।", "Stopped."));
  };

  audio.addEventListener("play", () => {
    name_of(buttons.play, say("रोकें", "Pause"));
    buttons.play.classList.add("playing");
    follow();
  });
  audio.addEventListener("pause", () => {
    name_of(buttons.play, say("चलाएँ", "Play"));
    buttons.play.classList.remove("playing");
    keep(place, String(audio.currentTime));
  });
  audio.addEventListener("seeked", mark);
  let noted = 0;
  audio.addEventListener("timeupdate", () => {
    mark();
    if (audio.currentTime >= until) end();
    if (Math.abs(audio.currentTime - noted) > 2) {
      noted = audio.currentTime;
      keep(place, String(noted));
    }
    const length = audio.duration || Number(player.dataset.length) || 0;
    player.querySelector(".clock").textContent = `${clock(audio.currentTime)} / ${clock(length)}`;
  });
  audio.addEventListener("ended", () => keep(place, "0"));
  audio.addEventListener("error", () => tell(say("आवाज़ की फ़ाइल नहीं मिली।", "The sound file was not found.")));
  const clock = (seconds) => {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  const last = Number(kept(place));
  if (last > 1) {
    const resume = () => {
      if (last < (audio.duration || Infinity) - 1) {
        go(last);
        tell(say(`पिछली जगह से: ${clock(last)}`, `Where you were: ${clock(last)}`));
      }
    };
    if (audio.readyState > 0) resume();
    else audio.addEventListener("loadedmetadata", resume, { once: true });
  }

  // A click on a sentence plays from it; a link of a time does so here, in place of leaving the page.
  document.addEventListener("click", (event) => {
    const time = event.target.closest("a.time");
    const sentence = event.target.closest("[data-b]");
    if (event.ctrlKey || event.metaKey || event.shiftKey || String(window.getSelection())) return;
    if (time) {
      event.preventDefault();
      go(Number(time.dataset.t));
      play();
    } else if (sentence && !event.target.closest("a, button")) {
      go(Number(sentence.dataset.b));
      play();
    }
  });
  // Keys count only within the player and on a sentence that has the focus, so that no screen reader's keys are taken.
  const keys = {
    " ": "play",
    k: "play",
    j: "back",
    l: "on",
    ArrowLeft: "sentence-back",
    ArrowRight: "sentence-on",
    ArrowUp: "story-back",
    ArrowDown: "story-on",
    "?": "keys",
  };
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, dialog")) return;
    const sentence = event.target.closest("[data-b]");
    if (event.key === "Enter" && sentence) {
      go(Number(sentence.dataset.b));
      play();
    } else if (keys[event.key] && !(event.key === " " && event.target.closest("button"))) {
      actions[keys[event.key]]();
      if (sentence && now >= 0) sentences[now].element.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
  };
  player.addEventListener("keydown", pressed);
  document.querySelector("main").addEventListener("keydown", (event) => {
    if (event.target.closest("[data-b]")) pressed(event);
  });
  for (const event of ["wheel", "touchmove"]) {
    window.addEventListener(event, () => (scrolled = Date.now()), { passive: true });
  }

  const dialog = document.getElementById("keys");
  dialog.lang = hindi ? "hi" : "en";
  dialog.setAttribute("aria-label", say("कुंजियाँ", "Keys"));
  for (const [key, hi, en] of [
    ["Space, k", "चलाएँ या रोकें", "Play or pause"],
    ["←  →", "पिछला, अगला वाक्य", "Sentence back, next"],
    ["↑  ↓", "पिछली, अगली खबर", "Story back, next"],
    ["j  l", "15 सेकंड पीछे, आगे", "Back, on 15 seconds"],
    ["Enter", "वाक्य से सुनें", "Play from the sentence"],
    ["?", "यह सूची", "This list"],
  ]) {
    const term = document.createElement("dt");
    const means = document.createElement("dd");
    term.textContent = key;
    means.textContent = say(hi, en);
    dialog.querySelector("dl").append(term, means);
  }
  dialog.querySelector("h2").textContent = say("कुंजियाँ: प्लेयर में, या चुने हुए वाक्य पर", "Keys, in the player or on a sentence");
  dialog.querySelector("button").textContent = say("बंद करें", "Close");
  dialog.querySelector("button").addEventListener("click", () => dialog.close());

  const describe = () => {
    const title = (stories[story] || { title: document.title }).title;
    if (!("mediaSession" in navigator) || !window.MediaMetadata) return;
    navigator.mediaSession.metadata = new MediaMetadata({
      title,
      artist: player.dataset.station,
      album: player.dataset.programme,
    });
  };
  if ("mediaSession" in navigator) {
    for (const [name, does] of [
      ["play", play],
      ["pause", () => audio.pause()],
      ["seekbackward", actions.back],
      ["seekforward", actions.on],
      ["previoustrack", actions["story-back"]],
      ["nexttrack", actions["story-on"]],
      ["seekto", (details) => go(details.seekTime)],
    ]) {
      try {
        navigator.mediaSession.setActionHandler(name, does);
      } catch {
        // An older browser does not know it.
      }
    }
  }
  if (sentences.length) stop(sentences[0].element);
  player.hidden = false;
  document.body.classList.add("played");
  mark();
  describe();
})();
