// Who clicks twice asked once: what the second sent would answer « already done », over the first one's answer.
const AGAIN_MS = 5000; // a form that only gives a file can be sent again
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  const now = performance.now();
  const before = sent.get(event.target);
  if (before !== undefined && now - before < AGAIN_MS) event.preventDefault();
  else if (!event.defaultPrevented) sent.set(event.target, now);
});
// What is filled in otherwise is another question.
document.addEventListener("input", (event) => sent.delete(event.target.form));
// Going back to a page that the browser kept is another time.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) sent.delete(form);
});
