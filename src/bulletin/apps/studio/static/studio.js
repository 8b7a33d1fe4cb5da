"use strict";
// Pages work without this. With it, a form changes its part of the page alone, sentences are heard at once, and what another
// window did is shown.
const $ = (selector, root = document) => root.querySelector(selector);
const status = (text) => { const line = $("#status"); if (line && text) { line.textContent = ""; line.textContent = text; } };
let sound = null, busy = null;

// The part `id` of the page at `answer` in place of ours.
async function swap(answer, id, stay, kept) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(id), old = document.getElementById(id);
  if (!fresh || !old) { location.assign(answer.url); return; }
  const focused = document.activeElement && document.activeElement.id;
  const opened = [...old.querySelectorAll("details[open]")].map((one) => one.id);
  old.replaceWith(fresh);
  for (const one of opened) { const box = one && document.getElementById(one); if (box) box.open = true; }
  document.title = page.title;
  const address = new URL(answer.url);
  const went = address.searchParams.get("went");
  address.searchParams.delete("said");
  address.searchParams.delete("went");
  if (answer.ok) history.replaceState(null, "", address.pathname + address.search + address.hash);
  const problem = $('[role="alert"]', fresh);
  status(problem ? problem.innerText : ($("#status", page) || {}).textContent);
  const place = stay || went;
  const same = focused && document.getElementById(focused);
  const target = (kept && same) || $("[data-focus]", fresh) || same || (place && document.getElementById(place));
  if (target) { if (!target.matches("a,button,input,textarea,select")) target.tabIndex = -1; target.focus(); }
  document.dispatchEvent(new CustomEvent("swapped", { detail: fresh }));
}

async function load(address, id, stay, options = {}, kept = false) {
  try {
    const answer = await fetch(address, { headers: { "X-Swap": "1" }, ...options });
    await swap(answer, id, stay, kept);
  } catch { status(document.body.dataset.failed); }
}

document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  if (button && button.dataset.ask && !confirm(button.dataset.ask)) { event.preventDefault(); return; }
  const id = form.dataset.swap;
  if (!id || (button && "leave" in button.dataset)) return;
  event.preventDefault();
  if (busy) return;
  busy = form;
  if (button) button.setAttribute("aria-busy", "true");
  const sent = new FormData(form, button);
  const body = form.enctype === "multipart/form-data" ? sent : new URLSearchParams(sent);
  await load(form.getAttribute("action"), id, form.dataset.return || "", { method: "POST", body }, "stay" in form.dataset);
  if (button) button.removeAttribute("aria-busy");
  busy = null;
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if ("hear" in link.dataset) {
    event.preventDefault();
    if (sound) sound.pause();
    link.setAttribute("aria-busy", "true");
    sound = new Audio(link.href);
    sound.addEventListener("playing", () => link.removeAttribute("aria-busy"));
    sound.addEventListener("error", async () => {
      link.removeAttribute("aria-busy");
      const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
      status(($('[role="alert"]', page) || {}).textContent || document.body.dataset.failed);
    });
    sound.play().catch(() => link.removeAttribute("aria-busy"));
  } else if (link.dataset.load) {
    event.preventDefault();
    await load(link.href, link.dataset.load, link.dataset.return || "");
  }
});

// Ctrl+Z and Ctrl+Shift+Z, where they do not belong to a field.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  if (event.target.closest("input,textarea,select,[contenteditable]")) return;
  const button = document.getElementById(event.shiftKey ? "redo" : "undo");
  if (button && !button.disabled) { event.preventDefault(); button.click(); }
});

// A file that is dropped on the form goes into its field.
document.addEventListener("dragover", (event) => {
  const form = event.target.closest("[data-drop]");
  if (form && event.dataTransfer.types.includes("Files")) { event.preventDefault(); form.classList.add("dropping"); }
});
document.addEventListener("dragleave", (event) => {
  const form = event.target.closest("[data-drop]");
  if (form && !form.contains(event.relatedTarget)) form.classList.remove("dropping");
});
document.addEventListener("drop", (event) => {
  const form = event.target.closest("[data-drop]");
  if (!form || !event.dataTransfer.files.length) return;
  event.preventDefault();
  form.classList.remove("dropping");
  form.elements[form.dataset.drop].files = event.dataTransfer.files;
  form.requestSubmit();
});

// Ctrl+Enter in the field for a new story reads it.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    const form = event.target.form;
    if (form) form.requestSubmit($("button.main", form) || $("button", form));
  }
});

// What another window did to what this page shows, and how far a bulletin is that is being made.
const watched = document.body.dataset.watch;
let loading = false, again = false;
const refresh = async () => {
  if (loading) { again = true; return; }
  loading = true;
  do {
    again = false;
    const address = new URL(location.href);
    address.searchParams.delete("said");
    await load(address.pathname + address.search, watched, "");
  } while (again);
  loading = false;
};
if (watched && window.EventSource) {
  const source = new EventSource(`/events?after=${document.body.dataset.event}`);
  source.addEventListener(watched, (event) => {
    const part = document.getElementById(watched);
    const { revision } = JSON.parse(event.data);
    if (revision && part && part.dataset.revision === revision) return;
    if (JSON.parse(event.data).name !== document.body.dataset.name || busy || !part) return;
    // Not while somebody writes in it: then what they send is refused, and told.
    if (part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select")) return;
    refresh();
  });
  source.addEventListener("missed", refresh);
  source.addEventListener("progress", (event) => {
    const { name, done, total, lines } = JSON.parse(event.data), bar = $("#progress"), doing = $("#doing");
    if (name !== document.body.dataset.name || !bar) return;
    bar.max = total;
    bar.value = done;
    doing.textContent = (lines[document.documentElement.lang] || []).join(" ");
  });
  addEventListener("pagehide", () => source.close());
}

// A chapter is heard from where it begins.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-seek]"), player = $("#player");
  if (!link || !player || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  player.currentTime = Number(link.dataset.seek);
  player.play().catch(() => {});
});

// Once the picture is there, so is what was found while it was drawn.
for (const picture of document.querySelectorAll("img[data-then]")) {
  const then = () => { if (!$(`#${picture.dataset.then} details`)) load(location.pathname, picture.dataset.then, ""); };
  if (picture.complete && picture.naturalWidth) then(); else picture.addEventListener("load", then);
}

// What is typed and not sent yet stays over a reload, in this window alone.
const place = (field) => `typed ${location.pathname} ${field.closest("li,section,form")?.id || ""} ${field.name} ${field.id}`;
const recall = (root) => {
  for (const field of root.querySelectorAll("textarea")) {
    const typed = sessionStorage.getItem(place(field));
    if (typed !== null && typed !== field.value) field.value = typed;
  }
};
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea")) sessionStorage.setItem(place(event.target), event.target.value);
});
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("textarea")) sessionStorage.removeItem(place(field));
}, true);
document.addEventListener("swapped", (event) => recall(event.detail));
recall(document);

// A story is dragged to another place of its list: the list's form says so, as the buttons do.
let dragged = null;
const clear = () => document.querySelectorAll(".over-it,.under-it").forEach((one) => one.classList.remove("over-it", "under-it"));
const goal = (event) => {
  const item = dragged && event.target.closest("[data-sortable] > li");
  if (!item || item.parentElement !== dragged.parentElement) return null;
  const box = item.getBoundingClientRect();
  return { item, below: event.clientY > box.top + box.height / 2 };
};
document.addEventListener("dragstart", (event) => {
  const item = event.target.closest("[data-sortable] > li");
  if (!item || event.target.closest("a")) return;
  dragged = item;
  item.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});
document.addEventListener("dragover", (event) => {
  const to = goal(event);
  if (!to) return;
  event.preventDefault();
  clear();
  if (to.item !== dragged) to.item.classList.add(to.below ? "under-it" : "over-it");
});
document.addEventListener("dragend", () => { clear(); if (dragged) dragged.classList.remove("dragged"); dragged = null; });
document.addEventListener("drop", (event) => {
  const to = goal(event);
  if (!to) return;
  event.preventDefault();
  const from = Number(dragged.dataset.number), place = Number(to.item.dataset.number) + (to.below ? 1 : 0);
  const form = document.getElementById(dragged.parentElement.dataset.sortable);
  form.elements.number.value = from;
  form.elements.to.value = place > from ? place - 1 : place;
  form.elements.key.value = dragged.dataset.key;
  form.requestSubmit();
});

// Times that took too long to reckon for this answer are fetched a little later, unless the page has changed by then.
let later = 0;
function reckon() {
  clearTimeout(later);
  if (!$("[data-later]")) return;
  later = setTimeout(async () => {
    const box = $("[data-later]"), now = $("[data-revision]");
    if (!box || !now) return;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(box.dataset.later)).text(), "text/html");
      const then = $("[data-revision]", page);
      if (!then || then.dataset.revision !== now.dataset.revision || !now.isConnected) return;
      for (const fresh of page.querySelectorAll("[data-part]")) {
        const old = document.getElementById(fresh.id);
        if (old) old.replaceWith(fresh);
      }
    } catch { /* the next change asks again */ }
  }, 300);
}
document.addEventListener("swapped", reckon);
