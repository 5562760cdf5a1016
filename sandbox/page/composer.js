// Where a person writes: the field, the commands, and the bot's reply keyboard.

import { askContact, askLocation, attachButton } from "./attachments.js";
import { h, icon, iconButton } from "./dom.js";
import { summary } from "./bubble.js";
import { menuButton } from "./menu.js";
import { t } from "./i18n.js";

const MAX_TEXT = 4096;

/** The lower part of a phone. */
export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.target = null; // { kind: "edit" | "reply", entry }
    this.shown = true;
    this.field = h("textarea", {
      rows: 1,
      "aria-label": t("write"),
      placeholder: t("write"),
      oninput: () => this.grow(),
      onkeydown: (event) => this.key(event),
    });
    this.toggle = iconButton("keyboard", t("keyboardHide"), () => this.flip(), { hidden: true });
    this.button = h("button", { class: "icon send", "aria-label": t("send"), title: t("send") }, icon("send"));
    this.banner = h("div", { class: "banner", hidden: true });
    this.keys = h("div", { class: "keys", role: "group", "aria-label": t("keyboardOf"), hidden: true });
    const commands = menuButton({
      name: "slash",
      label: t("commands"),
      empty: t("noCommands"),
      items: () =>
        phone.view.commands.map(({ command, description }) => ({
          label: `/${command}`,
          hint: description,
          run: () => phone.send({ text: `/${command}` }),
        })),
    });
    const form = h(
      "form",
      { class: "composer", onsubmit: (event) => this.submit(event) },
      commands,
      attachButton(phone),
      this.field,
      this.toggle,
      this.button,
    );
    this.element = h("div", { class: "bottom" }, this.banner, form, this.keys);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    if (event.key === "Escape" && this.target) this.aim(null);
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    const target = this.target;
    this.field.value = "";
    this.grow();
    this.aim(null);
    if (target?.kind === "edit") {
      await this.phone.edit(target.entry.message_id, text);
      return;
    }
    for (let at = 0; at < text.length; at += MAX_TEXT) {
      const content = { text: text.slice(at, at + MAX_TEXT) };
      if (target) content.reply_to = target.entry.message_id;
      await this.phone.send(content);
    }
  }

  /** Edit or answer a message with what is written next; null for neither. */
  aim(target) {
    const wasEditing = this.target?.kind === "edit";
    this.target = target;
    this.banner.hidden = !target;
    const label = target?.kind === "edit" ? t("save") : t("send");
    this.button.replaceChildren(icon(target?.kind === "edit" ? "check" : "send"));
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    if (target?.kind === "edit") this.field.value = target.entry.text;
    else if (wasEditing) this.field.value = "";
    this.grow();
    if (!target) return;
    this.banner.replaceChildren(
      icon(target.kind),
      h("span", {}, h("strong", {}, t(target.kind === "edit" ? "editing" : "replying")), h("small", {}, summary(target.entry))),
      iconButton("close", t("cancel"), () => this.aim(null)),
    );
    this.field.focus();
  }

  /** Show the reply keyboard that the bot asked for, or none. */
  show(keyboard) {
    const key = JSON.stringify(keyboard);
    if (key === this.current) return;
    this.current = key;
    this.shown = true;
    this.field.placeholder = keyboard?.placeholder || t("write");
    const rows = keyboard?.buttons ?? [];
    this.keys.replaceChildren(
      ...rows.map((row) => h("div", { class: "row" }, row.map((button) => this.keyOf(button)))),
    );
    this.toggle.hidden = !rows.length;
    this.apply();
  }

  keyOf(button) {
    const name = button.request_contact ? "person" : button.request_location ? "pin" : null;
    const onclick = () => this.press(button);
    return h("button", { type: "button", onclick }, name ? icon(name) : null, button.label);
  }

  async press(button) {
    if (button.request_location) {
      const location = await askLocation();
      if (location) await this.phone.send({ location });
    } else if (!button.request_contact || (await askContact(this.phone.view.phone_number))) {
      await this.phone.tap({ label: button.label });
    }
  }

  flip() {
    this.shown = !this.shown;
    this.apply();
  }

  apply() {
    this.keys.hidden = !this.shown || !this.keys.childElementCount;
    const label = t(this.shown ? "keyboardHide" : "keyboardShow");
    this.toggle.setAttribute("aria-label", label);
    this.toggle.setAttribute("aria-pressed", String(this.shown));
    this.toggle.title = label;
  }
}
