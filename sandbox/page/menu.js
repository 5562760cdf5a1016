// A menu that opens from a button: arrows move, Escape and a press elsewhere close.

import { h, icon, iconButton } from "./dom.js";

/**
 * Make a button with its menu. `items()` is called at each opening and returns
 * [{ icon, label, hint, run }]; `empty` is shown when it returns none.
 */
export function menuButton({ name, label, items, empty = "", place = "above" }) {
  const list = h("div", { class: `menu ${place}`, role: "menu", "aria-label": label, hidden: true });
  const button = iconButton(name, label, () => (list.hidden ? open() : close()), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  const root = h("div", { class: "menu-root" }, button, list);

  function open() {
    const found = items();
    list.replaceChildren(
      ...(found.length ? found.map(row) : [h("p", { class: "empty" }, empty)]),
    );
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.querySelector("[role=menuitem]")?.focus();
    document.addEventListener("pointerdown", outside);
  }

  function close(back = true) {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (back) button.focus();
  }

  function outside(event) {
    if (!root.contains(event.target)) close(false);
  }

  function row(item) {
    const run = () => {
      close();
      item.run();
    };
    return h(
      "button",
      { type: "button", role: "menuitem", onclick: run, class: item.danger ? "danger" : null },
      item.icon ? icon(item.icon) : null,
      h("span", {}, item.label),
      item.hint ? h("span", { class: "hint" }, item.hint) : null,
    );
  }

  root.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll("[role=menuitem]")];
    const next = rows.indexOf(document.activeElement) + step;
    rows[(next + rows.length) % rows.length]?.focus();
  });
  return root;
}
