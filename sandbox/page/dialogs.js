// Questions in a window of their own: native <dialog>, so focus and Escape work by themselves.

import { h } from "./dom.js";
import { t } from "./i18n.js";

let ids = 0;

/**
 * Ask something; resolves to the fields' values, or null when cancelled.
 * A field is { name, label, value, type: "text" | "area" | "select", options, required, check }.
 * `check` returns an error's words, or nothing.
 */
export function ask({ title, text, fields = [], yes = t("ok"), no = t("cancel") }) {
  return new Promise((resolve) => {
    const id = `dialog-${(ids += 1)}`;
    const inputs = fields.map((field) => [field, control(field, `${id}-${field.name}`)]);
    const error = h("p", { class: "error", role: "alert" });
    const submit = (event) => {
      event.preventDefault();
      for (const [field, input] of inputs) {
        const wrong = field.check?.(input.value.trim());
        if (wrong) {
          error.textContent = wrong;
          input.focus();
          return;
        }
      }
      dialog.close("yes");
    };
    const dialog = h(
      "dialog",
      { "aria-labelledby": id },
      h(
        "form",
        { method: "dialog", onsubmit: submit },
        h("h2", { id }, title),
        text ? h("p", {}, text) : null,
        inputs.map(([field, input]) =>
          h("div", { class: "field" }, h("label", { for: input.id }, field.label), input),
        ),
        error,
        h(
          "div",
          { class: "choices" },
          no ? h("button", { type: "button", onclick: () => dialog.close("") }, no) : null,
          h("button", { class: "primary" }, yes),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      const values = Object.fromEntries(
        inputs.map(([field, input]) => [field.name, input.value.trim()]),
      );
      resolve(dialog.returnValue === "yes" ? values : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Show something to be acknowledged. */
export const tell = (text) => ask({ title: text, no: null });

function control(field, id) {
  const shared = { id, name: field.name, required: field.required, autocomplete: "off" };
  if (field.type === "select") {
    return h(
      "select",
      shared,
      field.options.map(([value, label]) =>
        h("option", { value, selected: value === field.value }, label),
      ),
    );
  }
  if (field.type === "area") return h("textarea", { ...shared, rows: 4, value: field.value ?? "" });
  return h("input", { ...shared, type: "text", maxlength: 200, value: field.value ?? "" });
}
