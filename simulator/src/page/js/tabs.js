// The row of faces in the header: one for each phone, with what it has not shown yet. Where there is room for all phones a tab
// brings its phone into sight; on a small screen it is the one phone shown.

import { avatar, fill, h } from "./dom.js";
import { word } from "./words.js";

/** Where one phone at a time is shown. */
const narrow = matchMedia("(max-width: 760px)");

/** Tabs for `phones` (a map from chat to Phone). */
export class Tabs {
  constructor(element, phones) {
    this.element = element;
    this.phones = phones;
    this.chosen = null;
    this.unread = new Map();
    element.addEventListener("keydown", event => this.key(event));
    narrow.addEventListener("change", () => this.show());
    this.watch = new IntersectionObserver(entries => this.seen(entries), { threshold: 0.6 });
  }

  /** Draws all tabs; those of phones in sight are marked. */
  draw() {
    const ids = [...this.phones.keys()];
    if (!ids.includes(this.chosen)) this.chosen = this.order()[0] ?? null;
    fill(this.element, this.order().map(id => this.tab(id)));
    for (const phone of this.phones.values()) this.watch.observe(phone.element);
    this.show();
  }

  order() {
    return [...document.querySelectorAll("#stage > [data-phone]")].map(element => Number(element.dataset.phone));
  }

  tab(id) {
    const phone = this.phones.get(id);
    const unread = this.unread.get(id) ?? 0;
    const label = `${phone.title()}, ${phone.subtitle()}${unread ? `, ${word("unread", { n: unread })}` : ""}`;
    return h("button", {
      type: "button", role: "tab", class: "tab", "data-tab": id, "aria-selected": String(id === this.chosen), "aria-controls": `phone-${id}`, "aria-label": label, title: label,
      tabindex: id === this.chosen ? "0" : "-1", onclick: () => this.choose(id),
    }, avatar(phone.title(), id, 34), h("span", { class: "name" }, phone.title().split(" ")[0].replace(/[:,.]$/, "")), unread ? h("span", { class: "unread" }, unread) : null);
  }

  /** Brings a phone into sight. */
  choose(id) {
    this.chosen = id;
    this.unread.delete(id);
    this.draw();
    const { element } = this.phones.get(id);
    if (!narrow.matches) element.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" });
  }

  /** Brings a phone into sight unless it is there. */
  bring(id) {
    if (this.chosen === id && narrow.matches) return;
    if (!narrow.matches && this.inSight?.has(id)) return;
    this.choose(id);
  }

  show() {
    for (const [id, phone] of this.phones) {
      phone.element.classList.toggle("aside", id !== this.chosen);
      phone.element.classList.toggle("chosen", id === this.chosen);
    }
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const ids = this.order();
    this.choose(ids[(ids.indexOf(this.chosen) + step + ids.length) % ids.length]);
    this.element.querySelector('[aria-selected="true"]')?.focus();
  }

  /** A message came: the tab counts it unless its phone is in sight. */
  arrived(message) {
    if (message.from.kind === "person" || this.inSight?.has(message.chat)) return;
    this.unread.set(message.chat, (this.unread.get(message.chat) ?? 0) + 1);
    this.draw();
  }

  seen(entries) {
    this.inSight ??= new Set();
    let changed = false;
    for (const { target, isIntersecting } of entries) {
      const id = Number(target.dataset.phone);
      if (isIntersecting) {
        this.inSight.add(id);
        changed = this.unread.delete(id) || changed;
      } else this.inSight.delete(id);
    }
    if (changed) this.draw();
  }
}
