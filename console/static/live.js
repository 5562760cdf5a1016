// With scripts pages are live: what changes comes as lines of a stream, who asks for a person is heard.
const body = document.body;
const said = document.getElementById("said");
const LONGEST = 80; // rows: of more the list is fetched again, from its first
const FRESH_MS = 30_000;
const SPREAD_MS = 4_000;
let missed = false;
let cut = false;

function follow() {
  const stream = new EventSource(body.dataset.stream);
  const hear = (name, does) => stream.addEventListener(name, (event) => does(event.data));
  hear("tout", again);
  hear("conversation", again);
  hear("demande", ring);
  hear("ligne", (data) => row(JSON.parse(data)));
  hear("comptes", (data) => count(JSON.parse(data)));
  hear("presents", (data) => present(JSON.parse(data)));
  stream.addEventListener("error", () => {
    cut = true;
    // Not cut but refused: nothing more will come.
    if (stream.readyState === EventSource.CLOSED) document.getElementById("ended").hidden = false;
  });
  // Going back to a page that the browser kept opens it again.
  window.addEventListener("pagehide", () => stream.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

// What the page shows is fetched again: by htmx, which listens to this.
function again() {
  // A page that nobody looks at asks for nothing until it is looked at.
  if (document.hidden) {
    missed = true;
    return;
  }
  const fetch = () => body.dispatchEvent(new CustomEvent("paqte:changed"));
  // Where the line was cut it was so for everybody: not all at once.
  if (cut) setTimeout(fetch, Math.random() * SPREAD_MS);
  else fetch();
  cut = false;
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && missed) again();
  if (!document.hidden) missed = false;
});

// --- The list ----------------------------------------------------------------------------------

function row({ id, html }) {
  const list = document.querySelector("#list .rows");
  const old = document.getElementById(`row-${id}`);
  if (!html) {
    old?.remove();
    if (list && !list.children.length) again();
    return;
  }
  if (!list) return again(); // the first one
  if (!old && "later" in list.dataset) return;
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = made.content.firstElementChild;
  const at = Number(fresh.dataset.at);
  const before = (one) => list.dataset.order === "newest" ? one.dataset.at < at : one.dataset.at > at;
  const next = [...list.children].find((one) => one !== old && before(one));
  // After the last of this page it is on the next.
  if (!old && !next && document.getElementById("onward")) return;
  const focused = old?.contains(document.activeElement);
  old?.remove();
  list.insertBefore(fresh, next ?? null);
  if (focused) fresh.querySelector("a").focus({ preventScroll: true });
  if (list.children.length > LONGEST) again();
}

function count(numbers) {
  for (const [name, number] of Object.entries(numbers)) {
    for (const shown of document.querySelectorAll(`[data-count="${name}"]`)) {
      shown.textContent = number;
      if (name === "mentions") shown.hidden = number === 0;
    }
  }
  if ("requested" in numbers) badge(numbers.requested);
}

// Who waits, in the menu and in the title, as the page that was left or the list says it.
function badge(number) {
  for (const shown of document.querySelectorAll(".waiting")) {
    shown.textContent = number || "";
    shown.hidden = number === 0;
  }
  document.title = document.title.replace(/^\(\d+\) /, "");
  if (number) document.title = `(${number}) ${document.title}`;
}

function counted() {
  const shown = document.querySelector('[data-count="requested"]');
  if (shown) badge(Number(shown.textContent));
}

// Since when somebody waits goes on without asking the server.
function pass() {
  for (const shown of document.querySelectorAll("[data-since]")) {
    const minutes = Math.max(0, Math.floor((Date.now() / 1000 - shown.dataset.since) / 60));
    const { minutes: min, hours, days } = body.dataset;
    if (minutes < 60) shown.textContent = min.replace("{n}", minutes);
    else if (minutes < 1440) shown.textContent = hours.replace("{n}", Math.floor(minutes / 60));
    else shown.textContent = days.replace("{n}", Math.floor(minutes / 1440));
  }
}

// --- Who is asked for, who is there ------------------------------------------------------------

function say(words) {
  said.textContent = "";
  said.textContent = words;
}

function ring() {
  say(body.dataset.asked);
  try {
    const context = new AudioContext();
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.08, context.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.6);
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.6);
  } catch {
    // A browser that was not touched yet plays nothing: the words and the number are there.
  }
}

function present({ shown, said: news }) {
  const place = document.getElementById("present");
  if (!place) return;
  place.textContent = shown;
  place.hidden = !shown;
  if (news) say(news);
}

// Colleagues see that somebody writes here: told now and then while keys are pressed.
const WRITES = { reply: "reponse", note: "note" };
const TOLD_EVERY_MS = 4_000;
let told = 0;

function writes(what) {
  const form = new URLSearchParams({ csrf: document.querySelector('[name="csrf"]').value, quoi: what });
  told = what ? Date.now() : 0;
  fetch(`${location.pathname}/ecrit`, { method: "POST", body: form, keepalive: true }).catch(() => {});
}

document.addEventListener("input", (event) => {
  const what = WRITES[event.target.id];
  if (!what) return;
  if (!event.target.value) writes("");
  else if (Date.now() - told > TOLD_EVERY_MS) writes(what);
});
document.addEventListener("focusout", (event) => {
  if (WRITES[event.target.id] && told) writes("");
});

document.addEventListener("htmx:after:swap", counted);
counted();
setInterval(pass, FRESH_MS);
follow();
