// The page: who is there, which phones are shown, and what is new.

import { ask } from "./dialogs.js";
import { avatar, h } from "./dom.js";
import { language, setLanguage, t } from "./i18n.js";
import { create, load, save } from "./people.js";
import { Phone } from "./phone.js";
import { askProfile } from "./profile.js";

const people = load();
const phones = new Map();
const place = document.getElementById("phones");
const narrow = matchMedia("(max-width: 720px)");
let front = people[0].id;

const owner = {
  changed() {
    save(people);
    listPeople();
  },
  async remove(person) {
    const sure = await ask({
      title: t("removeTitle", { name: person.first_name }),
      text: t("removeText"),
      yes: t("remove"),
    });
    if (!sure) return;
    people.splice(people.indexOf(person), 1);
    phones.get(person.id).element.remove();
    phones.delete(person.id);
    if (!people.length) await add(create("Camille", language()));
    if (front === person.id) bring(people[0].id);
    owner.changed();
  },
};

async function add(person) {
  if (!people.includes(person)) people.push(person);
  const phone = new Phone(person, owner);
  phones.set(person.id, phone);
  place.append(phone.element);
  bring(person.id);
  owner.changed();
  await phone.connect();
}

/** On a small screen one phone is shown: this one. On a large one it is scrolled to. */
function bring(id) {
  front = id;
  for (const [other, phone] of phones) phone.element.classList.toggle("front", other === id);
  if (!narrow.matches) phones.get(id)?.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  listPeople();
}

function listPeople() {
  document.getElementById("people").replaceChildren(
    ...people.map((person) => {
      const name = person.first_name;
      const onclick = () => {
        bring(person.id);
        phones.get(person.id)?.composer.field.focus({ preventScroll: narrow.matches });
      };
      const current = person.id === front ? "true" : null;
      return h(
        "li",
        {},
        h(
          "button",
          { type: "button", onclick, "aria-current": current, "aria-label": t("show", { name }) },
          avatar(name, person.id),
          h("span", {}, name),
          h("small", {}, person.language_code),
        ),
      );
    }),
  );
}

function translate() {
  document.documentElement.lang = language();
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  }
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === language()));
  }
  listPeople();
}

function listen() {
  const offline = document.getElementById("offline");
  const events = new EventSource("/sandbox/events");
  let lost = false;
  events.onopen = async () => {
    offline.hidden = true;
    if (lost) for (const phone of phones.values()) await phone.reset(true);
    lost = false;
  };
  events.onerror = () => {
    lost = true;
    offline.hidden = false;
  };
  events.onmessage = ({ data }) => {
    const notice = JSON.parse(data);
    for (const [id, phone] of phones) {
      if (notice.what === "reset") phone.reset(false);
      else if (notice.user === null || notice.user === id) phone.refresh();
    }
  };
}

document.getElementById("add").addEventListener("click", async () => {
  const values = await askProfile(t("addPerson"), t("add"));
  if (values) await add(create(values.first_name, values.language_code));
});
for (const button of document.querySelectorAll("[data-lang]")) {
  button.addEventListener("click", () => {
    setLanguage(button.dataset.lang);
    translate();
    for (const phone of phones.values()) phone.build();
  });
}

translate();
for (const person of [...people]) await add(person);
bring(people[0].id);
listen();
