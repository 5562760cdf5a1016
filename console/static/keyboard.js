// What is done without a mouse.
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

// Whoever switched them off in « Mon compte » has none of one key.
const off = "keysOff" in document.body.dataset;

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "Escape" && typing && !typing.matches("dialog")) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  // A key that is held, or that something lies on, asked once.
  if (off || event.repeat) return;
  event.preventDefault();
  keys[event.key]();
});
// Ctrl+Enter sends what is being written.
document.addEventListener("keydown", (event) => {
  // Once, however long it is held.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) {
    event.target.closest("textarea")?.form.requestSubmit();
  }
});

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", keys["?"]);
}
