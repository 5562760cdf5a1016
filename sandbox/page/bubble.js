// One message on the screen.

import { h, icon, iconButton } from "./dom.js";
import { clock, size, t } from "./i18n.js";
import { rich, safe } from "./richtext.js";

/**
 * Make the list item of a message.
 * `actions`: { command(text), press(button), edit(entry), reply(entry), find(message_id) }.
 */
export function bubble(entry, actions) {
  const mine = entry.from === "user";
  const item = h("li", { class: `message ${mine ? "mine" : "theirs"}`, "data-id": entry.message_id });
  if (entry.service) {
    item.className = "message service";
    item.append(h("p", {}, t("service")));
    return item;
  }
  const body = h("div", { class: "bubble" });
  body.append(h("span", { class: "who" }, `${mine ? t("you") : entry.name} : `));
  const answered = entry.reply_to && actions.find(entry.reply_to);
  if (answered) body.append(h("p", { class: "quoted" }, summary(answered)));
  body.append(...attachments(entry));
  if (entry.text) body.append(h("p", { class: "text" }, rich(entry.text, entry.entities, actions.command)));
  body.append(
    h(
      "span",
      { class: "meta" },
      entry.edited ? `${t("edited")} · ` : "",
      h("time", { datetime: entry.date }, clock(entry.date)),
    ),
  );
  item.append(h("div", { class: "line" }, body, tools(entry, actions, mine)));
  if (!entry.keyboard && entry.buttons.length) item.append(buttons(entry, actions));
  return item;
}

/** A message in a few words. */
export function summary(entry) {
  return entry.text || (entry.photo && t("photo")) || entry.document?.file_name || t("document");
}

function tools(entry, actions, mine) {
  const list = [iconButton("reply", t("reply"), () => actions.reply(entry))];
  if (mine && entry.text) list.push(iconButton("edit", t("edit"), () => actions.edit(entry)));
  return h("div", { class: "tools" }, list);
}

function buttons(entry, actions) {
  const one = (button) => {
    if (button.url) {
      const outside = { href: safe(button.url), target: "_blank", rel: "noopener noreferrer" };
      return h("a", outside, button.label, icon("link"));
    }
    const onclick = (event) => actions.press(entry, button, event.currentTarget);
    return h("button", { type: "button", onclick }, button.label);
  };
  const rows = entry.buttons.map((row) => h("div", { class: "row" }, row.map(one)));
  return h("div", { class: "inline" }, rows);
}

function attachments(entry) {
  const parts = [];
  if (entry.photo) {
    const { url, width, height } = entry.photo;
    const image = h("img", { src: url, alt: entry.text || t("photo"), width, height, loading: "lazy" });
    parts.push(h("a", { class: "photo", href: url, target: "_blank", rel: "noopener" }, image));
  }
  if (entry.document) parts.push(download(entry.document, "file"));
  if (entry.video) parts.push(download(entry.video, "file"));
  if (entry.voice) {
    parts.push(card("voice", t("voiceMessage", { seconds: entry.voice.duration })));
  }
  if (entry.sticker) parts.push(h("p", { class: "sticker" }, entry.sticker.emoji));
  if (entry.location) {
    const { latitude, longitude } = entry.location;
    parts.push(card("pin", t("location"), `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
  }
  if (entry.contact) {
    const name = [entry.contact.first_name, entry.contact.last_name].filter(Boolean).join(" ");
    parts.push(card("person", name, `+${entry.contact.phone_number.replace(/^\+/, "")}`));
  }
  if (entry.poll) {
    parts.push(card("poll", entry.poll.question, entry.poll.options.map((o) => o.text).join(" · ")));
  }
  return parts;
}

function card(name, title, detail = "") {
  return h(
    "div",
    { class: "card" },
    h("span", { class: "disc" }, icon(name)),
    h("span", {}, h("strong", {}, title), detail ? h("small", {}, detail) : null),
  );
}

function download(file, name) {
  return h(
    "a",
    { class: "card", href: file.url, download: file.file_name, "aria-label": t("download", { name: file.file_name }) },
    h("span", { class: "disc" }, icon(name)),
    h("span", {}, h("strong", {}, file.file_name), h("small", {}, size(file.file_size))),
  );
}
