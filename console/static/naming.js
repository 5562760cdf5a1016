// In a note, « @ » and some letters offer the names of colleagues, by mouse or by keys.
//
// The field stays a text field: its list is tied to it by aria-controls and aria-activedescendant,
// and how many names there are is said, once for a list.
const place = document.querySelector(".naming");
const field = document.getElementById("note");
const MOST = 6;
const names = place ? JSON.parse(place.dataset.names) : [];
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const list = document.createElement("ul");
let at = -1; // where the name begins in the text
let chosen = -1;
let offered = "";

function set_up() {
  list.id = "note-names";
  list.className = "names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", place.dataset.label);
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("autocomplete", "off");
  field.addEventListener("input", offer);
  field.addEventListener("click", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", press);
  // Before the field loses the focus.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

function offer() {
  const before = field.value.slice(0, field.selectionStart);
  const found = /(?:^|[^\p{L}\p{N}_.@+-])@([\p{L}'’ -]{0,40})$/u.exec(before);
  const typed = found ? fold(found[1]) : null;
  const fits = typed === null ? [] : names.filter((name) => begins(fold(name), typed)).slice(0, MOST);
  if (!fits.length) return close();
  at = before.length - found[1].length;
  list.replaceChildren(...fits.map(option));
  list.hidden = false;
  choose(0);
  if (offered !== fits.join()) {
    offered = fits.join();
    document.getElementById("said").textContent = place.dataset.said.replace("{n}", fits.length);
  }
}

// « mar » is the beginning of « Claire Martin » too; a whole name that was written is done.
function begins(name, typed) {
  return name.startsWith(typed) || name.split(/[ '’-]+/).some((word) => word.startsWith(typed));
}

function option(name, number) {
  const made = document.createElement("li");
  made.id = `note-name-${number}`;
  made.setAttribute("role", "option");
  made.textContent = name;
  return made;
}

function choose(number) {
  chosen = (number + list.children.length) % list.children.length;
  [...list.children].forEach((one, place) => one.setAttribute("aria-selected", place === chosen));
  field.setAttribute("aria-activedescendant", list.children[chosen].id);
  list.children[chosen].scrollIntoView({ block: "nearest" });
}

function take(option) {
  field.setRangeText(`${option.textContent} `, at, field.selectionStart, "end");
  close();
  field.focus();
}

function close() {
  list.hidden = true;
  offered = "";
  field.removeAttribute("aria-activedescendant");
}

function press(event) {
  if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  const does = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen - 1),
    Enter: () => take(list.children[chosen]),
    Tab: () => take(list.children[chosen]),
    Escape: close,
  }[event.key];
  if (!does) return;
  event.preventDefault();
  event.stopPropagation();
  does();
}

if (field && names.length) set_up();
