// With scripts, pages are live: what changes is fetched, who asks for a person is heard, keys work.
const body = document.body;
const missed = new Set();
const said = document.getElementById("said");

function follow() {
  const stream = new EventSource(body.dataset.stream);
  stream.addEventListener("conversation", (event) => changed(event.data));
  stream.addEventListener("demande", (event) => {
    changed(event.data, true);
    ring();
  });
  // What happened while the line was cut is looked at again.
  let cut = false;
  stream.addEventListener("error", () => { cut = true; });
  stream.addEventListener("open", () => {
    if (cut) body.dispatchEvent(new CustomEvent("paqte:changed"));
    cut = false;
  });
}

function changed(conversation, urgent = false) {
  // A page that nobody looks at asks for nothing but who waits, whose number is in its title.
  if (document.hidden && !urgent) {
    missed.add(conversation);
    return;
  }
  body.dispatchEvent(new CustomEvent("paqte:changed"));
  body.dispatchEvent(new CustomEvent(`paqte:conversation:${conversation}`));
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  for (const conversation of missed) changed(conversation);
  missed.clear();
});

function ring() {
  said.textContent = "";
  said.textContent = body.dataset.asked;
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

function badge() {
  const waiting = document.querySelector("[data-waiting]");
  const count = document.getElementById("waiting");
  if (!waiting || !count) return;
  const number = Number(waiting.dataset.waiting);
  count.textContent = number || "";
  count.hidden = number === 0;
  document.title = document.title.replace(/^\(\d+\) /, "");
  if (number) document.title = `(${number}) ${document.title}`;
}

// --- The keyboard ------------------------------------------------------------------------------

const rows = () => [...document.querySelectorAll(".row a")];

function step(by) {
  const all = rows();
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + by))];
  next?.focus();
}

const focus = (id) => document.getElementById(id)?.focus();
const press = (key) => document.querySelector(`[data-key="${key}"]`)?.click();
const keys = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement.closest(".row a")?.click(),
  r: () => focus("reply"),
  n: () => focus("note"),
  "/": () => focus("mots"),
  "?": () => document.getElementById("keys").showModal(),
  t: () => press("t"),
  g: () => press("g"),
  e: () => press("e"),
  u: () => press("u"),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "Escape" && typing && !typing.matches("dialog")) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
// Ctrl+Enter sends what is being written.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest("textarea")?.form.requestSubmit();
  }
});

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", keys["?"]);
}
document.addEventListener("htmx:after:swap", badge);
badge();
follow();
