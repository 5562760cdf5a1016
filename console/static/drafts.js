// What is being written in a conversation outlives another form of its page, a look elsewhere, a session that
// ended. Kept for this tab alone, until it is sent, or its writer signs out.
const KEPT = "draft:";
const kept = (area) => KEPT + new URL(area.form.action).pathname;

for (const area of document.querySelectorAll("#reply, #note, #bilan")) {
  const draft = sessionStorage.getItem(kept(area));
  // What the page came with goes first: it is what was refused, or a canned reply.
  if (draft && !area.value) area.value = draft;
  area.addEventListener("input", () => {
    if (area.value) sessionStorage.setItem(kept(area), area.value);
    else sessionStorage.removeItem(kept(area));
  });
  area.form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sessionStorage.removeItem(kept(area));
  });
}
