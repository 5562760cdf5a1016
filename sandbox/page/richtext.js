// Text with entities, as elements. Offsets are UTF-16 units: those of JavaScript strings.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** Render a text; `onCommand` is called with a command that is pressed. */
export function rich(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return piece(text, 0, text.length, sorted, onCommand);
}

function piece(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = [];
    index += 1;
    while (index < entities.length && entities[index].offset < stop) inner.push(entities[index++]);
    const children = piece(text, Math.max(at, entity.offset), stop, inner, onCommand);
    nodes.push(element(entity, text.slice(entity.offset, stop), children, onCommand));
    at = stop;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function element(entity, covered, children, onCommand) {
  if (entity.type in TAGS) return h(TAGS[entity.type], {}, children);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "bot_command") {
    const onclick = () => onCommand(covered);
    return h("button", { type: "button", class: "command", onclick }, children);
  }
  const address = link(entity, covered);
  if (!address) return h("span", {}, children);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, children);
}

function spoiler(children) {
  const show = (event) => event.currentTarget.classList.add("shown");
  return h("span", { class: "spoiler", tabindex: "0", onclick: show, onfocus: show }, children);
}

function link(entity, covered) {
  if (entity.type === "text_link") return safe(entity.url);
  if (entity.type === "url") return safe(/^\w+:\/\//.test(covered) ? covered : `http://${covered}`);
  if (entity.type === "email") return `mailto:${covered}`;
  return null;
}

/** An address a page may link to, or null: never javascript: or data:. */
export function safe(address) {
  return /^(https?|ftp|tg|mailto):/i.test(address) ? address : null;
}
