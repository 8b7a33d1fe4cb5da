// The queue of a page that lists bulletins: plays them one after the other.
(() => {
  "use strict";
  const queue = document.getElementById("queue");
  const audio = queue.querySelector("audio");
  const told = queue.querySelector("[role=status]");
  const items = [...document.querySelectorAll("li[data-src]")];
  const hindi = (navigator.language || "hi").toLowerCase().startsWith("hi");
  const place = `bulletin:${location.pathname}`;
  let at = 0;
  const kept = (key) => {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  };
  const store = (text) => {
    try {
      localStorage.setItem(place, text);
    } catch {
      // A browser that keeps nothing plays all the same.
    }
  };
  // Where a listener is, once there is sound.
  let noted = 0;
  const keep = () => {
    noted = audio.currentTime;
    if (audio.readyState) store(`${items[at].dataset.src} ${noted}`);
  };
  const load = (number, seconds = 0) => {
    items[at].removeAttribute("aria-current");
    at = number;
    audio.src = items[at].dataset.src;
    if (seconds) audio.addEventListener("loadedmetadata", () => (audio.currentTime = seconds), { once: true });
    items[at].setAttribute("aria-current", "true");
    const title = items[at].querySelector("h3").textContent;
    told.textContent = `${at + 1} / ${items.length}: ${title}`;
    if ("mediaSession" in navigator && window.MediaMetadata) {
      navigator.mediaSession.metadata = new MediaMetadata({ title, artist: document.title });
    }
  };
  const play = (number, seconds = 0) => {
    load(number, seconds);
    audio.play().catch(() => {
      told.textContent = hindi ? "आवाज़ नहीं चल सकी।" : "The sound cannot be played.";
    });
  };
  queue.querySelector(".all").addEventListener("click", () => play(0));
  if (!hindi) {
    queue.querySelector(".all").textContent = "Play all";
    queue.querySelector(".all").lang = "en";
    queue.setAttribute("aria-label", "Player");
  }
  // The speed that was chosen on a bulletin's page.
  audio.defaultPlaybackRate = Number(kept("bulletin:rate")) || 1;
  audio.addEventListener("ended", () => {
    if (at + 1 < items.length) return play(at + 1);
    // All is heard: the next visit begins anew.
    load(0);
    store("");
  });
  audio.addEventListener("timeupdate", () => Math.abs(audio.currentTime - noted) > 2 && keep());
  audio.addEventListener("pause", keep);
  window.addEventListener("pagehide", keep);
  for (const [number, item] of items.entries()) {
    const link = item.querySelector("a.time");
    if (!hindi) {
      link.firstChild.textContent = "Listen";
      link.lang = "en";
      link.querySelector(".unseen").lang = document.documentElement.lang;
    }
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      play(number);
    });
  }
  if ("mediaSession" in navigator) {
    try {
      navigator.mediaSession.setActionHandler("nexttrack", () => at + 1 < items.length && play(at + 1));
      navigator.mediaSession.setActionHandler("previoustrack", () => play(Math.max(0, at - 1)));
    } catch {
      // An older browser does not know them.
    }
  }
  const before = kept(place).split(" ");
  const found = items.findIndex((item) => item.dataset.src === before[0]);
  if (items.length) load(Math.max(0, found), found >= 0 ? Number(before[1]) || 0 : 0);
  queue.hidden = false;
})();
