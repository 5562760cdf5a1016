// The menu « Joindre »: everything that is not text.

import { ask } from "./dialogs.js";
import { h } from "./dom.js";
import { menuButton } from "./menu.js";
import { t } from "./i18n.js";

const PLACES = [
  ["49.0364,2.0761", "Cergy (95)"],
  ["48.9362,2.3574", "Saint-Denis (93)"],
  ["48.8566,2.3522", "Paris"],
  ["45.7640,4.8357", "Lyon"],
  ["-20.8789,55.4481", "Saint-Denis (974)"],
];

/** Ask which place to send; resolves to a location, or null. */
export async function askLocation() {
  const values = await ask({
    title: t("locationTitle"),
    fields: [{ name: "place", label: t("place"), type: "select", options: PLACES }],
    yes: t("send"),
  });
  if (!values) return null;
  const [latitude, longitude] = values.place.split(",").map(Number);
  return { latitude, longitude };
}

/** Ask whether to give one's number away. */
export function askContact(phone) {
  return ask({ title: t("shareTitle"), text: t("shareText", { phone }), yes: t("share"), no: t("notNow") });
}

async function askOtherContact() {
  const values = await ask({
    title: t("otherTitle"),
    fields: [
      { name: "first_name", label: t("firstName"), value: "Sacha", required: true },
      { name: "phone_number", label: t("phone"), value: "33639980042", required: true },
    ],
    yes: t("send"),
  });
  return values && { ...values, user_id: 424242 };
}

async function askPoll() {
  const values = await ask({
    title: t("pollTitle"),
    fields: [
      { name: "question", label: t("question"), required: true },
      { name: "options", label: t("choices"), type: "area", required: true },
    ],
    yes: t("send"),
  });
  return values && { question: values.question, options: values.options.split(/\n+/) };
}

/** The button, its menu and the hidden file field. `phone`: send(content), sendFile(file), view. */
export function attachButton(phone) {
  const field = h("input", {
    type: "file",
    hidden: true,
    "aria-label": t("file"),
    onchange: () => {
      for (const file of field.files) phone.sendFile(file);
      field.value = "";
    },
  });
  const sending = (key, question) => async () => {
    const content = await question();
    if (content) phone.send({ [key]: content });
  };
  const own = async () => ((await askContact(phone.view.phone_number)) ? { own: true } : null);
  const items = () => [
    { icon: "file", label: t("file"), run: () => field.click() },
    { icon: "pin", label: t("location"), run: sending("location", askLocation) },
    { icon: "person", label: t("ownContact"), run: sending("contact", own) },
    { icon: "people", label: t("otherContact"), run: sending("contact", askOtherContact) },
    { icon: "voice", label: t("voice"), run: () => phone.send({ voice: true }) },
    { icon: "smile", label: t("sticker"), run: () => phone.send({ sticker: { emoji: "👍" } }) },
    { icon: "poll", label: t("poll"), run: sending("poll", askPoll) },
  ];
  const root = menuButton({ name: "clip", label: t("attach"), items });
  root.append(field);
  return root;
}
