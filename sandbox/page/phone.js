// One person's phone: the chat with the bot.

import { Account } from "./api.js";
import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { ask, tell } from "./dialogs.js";
import { avatar, h } from "./dom.js";
import { t } from "./i18n.js";
import { menuButton } from "./menu.js";
import { askProfile } from "./profile.js";

const ANSWER_S = 15;

/** A phone; `owner` is told of changes: changed(person), remove(person). */
export class Phone {
  constructor(person, owner) {
    this.person = person;
    this.owner = owner;
    this.account = new Account(person.id);
    this.view = { commands: [], phone_number: "" };
    this.entries = new Map();
    this.n = 0;
    this.element = h("section", { class: "phone", id: `phone-${person.id}` });
    this.build();
  }

  /** Make (again) everything but the messages' data: after a change of language, say. */
  build() {
    const { id, first_name: name } = this.person;
    this.element.setAttribute("aria-label", t("phoneOf", { name }));
    this.status = h("p", { class: "status", "aria-live": "polite" }, t("online"));
    this.bot = h("h2", {}, "…");
    this.face = h("span", { class: "face" });
    this.list = h("ol", { class: "messages" });
    this.intro = h("div", { class: "intro" });
    this.thread = h("div", { class: "thread", tabindex: "0", role: "log", "aria-live": "polite", "aria-label": t("messages") }, this.intro, this.list);
    this.keepLow();
    this.toast = h("p", { class: "toast", role: "status" });
    this.composer = new Composer(this);
    this.blocked = h("div", { class: "bottom blocked", hidden: true }, h("p", {}, t("blockedText")), h("button", { type: "button", class: "primary", onclick: () => this.update({ blocked: false }) }, t("unblock")));
    this.element.replaceChildren(
      h("p", { class: "owner" }, avatar(name, id), h("span", {}, name), h("small", {}, this.person.language_code)),
      h(
        "div",
        { class: "screen" },
        h("header", {}, this.face, h("div", { class: "title" }, this.bot, this.status), this.options()),
        this.thread,
        this.toast,
        this.composer.element,
        this.blocked,
      ),
    );
    this.drawn = new Map();
    for (const entry of this.entries.values()) this.draw(entry);
    if (this.view.bot) this.showView(this.view);
  }

  /** Stay at the newest message when pictures load or the keyboard opens, unless scrolled up. */
  keepLow() {
    const { thread, list } = this;
    this.low = true;
    let top = 0;
    thread.addEventListener("scroll", () => {
      const near = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
      // Away from the end only if someone scrolled up: the thread may just have become shorter.
      if (near || thread.scrollTop < top) this.low = near;
      top = thread.scrollTop;
    });
    this.sizes?.disconnect();
    this.sizes = new ResizeObserver(() => this.low && this.bottom());
    this.sizes.observe(thread);
    this.sizes.observe(list);
  }

  options() {
    return menuButton({
      name: "more",
      label: t("options"),
      place: "below",
      items: () => [
        { icon: "person", label: t("profile"), run: () => this.editProfile() },
        { icon: "link", label: t("openLink"), run: () => this.openLink() },
        this.view.blocked
          ? { icon: "check", label: t("unblock"), run: () => this.update({ blocked: false }) }
          : { icon: "block", label: t("block"), run: () => this.update({ blocked: true }) },
        { icon: "close", label: t("remove"), danger: true, run: () => this.owner.remove(this.person) },
      ],
    });
  }

  /** Introduce the person to the sandbox (again, after it forgot) and show what there is. */
  async connect() {
    const { first_name, language_code, started } = this.person;
    await this.account.update({ first_name, language_code, ...(started ? { started } : {}) });
    await this.refresh();
  }

  /** Show everything anew: the sandbox was reset, or started again (`known`: to the bot). */
  async reset(known) {
    this.entries.clear();
    this.drawn.clear();
    this.list.replaceChildren();
    this.n = 0;
    this.person.started &&= known;
    await this.connect();
  }

  /** Fetch what is new; calls that come meanwhile make one more round. */
  async refresh() {
    this.again = true;
    if (this.refreshing) return;
    this.refreshing = true;
    try {
      while (this.again) {
        this.again = false;
        const [entries, view] = await Promise.all([this.account.transcript(this.n), this.account.view()]);
        for (const entry of entries) this.take(entry);
        this.showView(view);
      }
    } finally {
      this.refreshing = false;
    }
  }

  take(entry) {
    this.n = Math.max(this.n, entry.n);
    this.entries.set(entry.message_id, entry);
    const fresh = !this.drawn.has(entry.message_id);
    this.draw(entry);
    if (this.low || (fresh && entry.from === "user")) this.bottom();
  }

  draw(entry) {
    const old = this.drawn.get(entry.message_id);
    if (entry.deleted) {
      old?.remove();
      this.drawn.delete(entry.message_id);
      return;
    }
    const item = bubble(entry, {
      command: (text) => this.send({ text }),
      press: (from, button, element) => this.press(from, button, element),
      edit: (target) => this.composer.aim({ kind: "edit", entry: target }),
      reply: (target) => this.composer.aim({ kind: "reply", entry: target }),
      find: (id) => this.entries.get(id),
    });
    if (old) old.replaceWith(item);
    else this.list.insertBefore(item, this.following(entry.message_id));
    this.drawn.set(entry.message_id, item);
  }

  /** The item that an earlier message goes before: a changed one may come after newer ones. */
  following(messageId) {
    let next = null;
    for (let item = this.list.lastElementChild; item; item = item.previousElementSibling) {
      if (Number(item.dataset.id) < messageId) break;
      next = item;
    }
    return next;
  }

  bottom() {
    this.thread.scrollTop = this.thread.scrollHeight;
  }

  showView(view) {
    this.view = view;
    this.bot.textContent = view.bot.name;
    this.face.replaceChildren(avatar(view.bot.name, view.bot.id + 2));
    this.blocked.hidden = !view.blocked;
    this.composer.element.hidden = view.blocked;
    this.composer.show(view.keyboard);
    this.showTyping(view);
    this.showIntro(view);
    if (view.started !== this.person.started) {
      this.person.started = view.started;
      this.owner.changed(this.person);
    }
  }

  showTyping(view) {
    clearTimeout(this.typing);
    const left = view.typing_until ? view.typing_until * 1000 - Date.now() : 0;
    this.status.textContent = view.blocked ? t("blocked") : t(left > 0 ? "typing" : "online");
    this.status.classList.toggle("typing", left > 0);
    if (left > 0) this.typing = setTimeout(() => this.showTyping({ ...view, typing_until: null }), left);
  }

  showIntro(view) {
    const empty = !this.drawn.size && !view.blocked;
    this.intro.hidden = !empty;
    if (!empty) return;
    const onclick = () => this.send({ text: "/start" });
    const texts = [view.bot.description, t("emptyText")].filter(Boolean);
    this.intro.replaceChildren(
      h("h3", {}, t("emptyTitle")),
      ...texts.map((text) => h("p", {}, text)),
      h("button", { type: "button", class: "primary", onclick }, t("start")),
    );
  }

  async attempt(work) {
    try {
      const answer = await work();
      await this.refresh();
      return answer;
    } catch (error) {
      this.say(t("failed", { reason: error.message }));
      return null;
    }
  }

  send(content) {
    return this.attempt(() => this.account.send(content));
  }

  sendFile(file) {
    const caption = this.composer.field.value.trim();
    this.composer.field.value = "";
    return this.attempt(() => this.account.sendFile(file, caption));
  }

  edit(messageId, text) {
    return this.attempt(() => this.account.edit(messageId, text));
  }

  tap(press) {
    return this.attempt(() => this.account.tap(press));
  }

  update(profile) {
    return this.attempt(() => this.account.update(profile));
  }

  async press(entry, button, element) {
    if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text);
      this.say(t("copied"));
      return;
    }
    element.setAttribute("aria-busy", "true");
    const answer = await this.tap({ message_id: entry.message_id, data: button.data, wait: ANSWER_S });
    element.removeAttribute("aria-busy");
    if (!answer) return;
    if (!answer.answered) this.say(t("noAnswer"));
    else if (answer.answer.show_alert) await tell(answer.answer.text);
    else if (answer.answer.text) this.say(answer.answer.text);
  }

  /** Show a line for a few seconds. */
  say(text) {
    clearTimeout(this.saying);
    this.toast.textContent = text;
    this.toast.classList.add("shown");
    this.saying = setTimeout(() => this.toast.classList.remove("shown"), 5000);
  }

  async editProfile() {
    const values = await askProfile(t("profile"), t("ok"), { ...this.person, phone_number: this.view.phone_number });
    if (!values) return;
    await this.update(values);
    Object.assign(this.person, { first_name: values.first_name, language_code: values.language_code });
    this.owner.changed(this.person);
    this.build();
  }

  async openLink() {
    const code = (link) => (/[?&]start=([^&#]*)/.exec(link)?.[1] ?? link).trim();
    const values = await ask({
      title: t("linkTitle"),
      text: t("linkText"),
      fields: [
        {
          name: "link",
          label: t("linkField"),
          required: true,
          check: (link) => (/^[\w-]{1,64}$/.test(code(link)) ? "" : t("linkWrong")),
        },
      ],
      yes: t("open"),
    });
    if (values) await this.send({ text: `/start ${code(values.link)}` });
  }
}
