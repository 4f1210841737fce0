// The messages of one phone, oldest on top. In: the model's messages. Out: a list kept up with as few changes as possible
// (a message that did not change keeps its element, an edited one keeps the focus), which stays at its end while one looks there.

import { h, iconButton } from "./dom.js";
import { bubble } from "./bubble.js";
import { messagesOf, model, now } from "./model.js";
import { dayKey, dayTitle } from "./phone-words.js";

/** Messages of one sender within so many seconds stand close together. */
const CLOSE = 300;
/** Nearer to the end than so many pixels is at the end. */
const NEAR = 60;

/** The feed of the phone `phone` (`{ chat(), words(), viewer(), acts }`). */
export class Feed {
  constructor(phone) {
    this.phone = phone;
    this.shown = new Map();
    this.opened = new Map();
    this.unread = 0;
    this.list = h("div", { class: "list" });
    this.scroller = h("div", { class: "feed", role: "log", tabindex: "0", "aria-label": phone.words().say("chat"), onscroll: () => this.scrolled() }, this.list);
    this.count = h("span", { class: "count", hidden: true });
    this.down = h("div", { class: "down", hidden: true }, iconButton("down", phone.words().say("down"), () => this.toEnd(true)), this.count);
    this.element = h("div", { class: "feed-frame" }, this.scroller, this.down);
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(this.scroller);
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(this.list);
    this.atEnd = true;
  }

  /** Draws what changed. */
  draw() {
    const messages = messagesOf(this.phone.id);
    const place = this.places(messages);
    const nodes = [];
    let day = "";
    messages.forEach((message, at) => {
      const today = dayKey(message.date * 1000);
      if (today !== day) nodes.push(this.separator(today, message.date * 1000));
      day = today;
      nodes.push(this.node(message, place[at]));
    });
    this.greet(messages, nodes);
    this.place(nodes);
    if (this.atEnd) this.toEnd();
  }

  /** What each message needs to know of its neighbours. */
  places(messages) {
    const viewer = this.phone.viewer();
    const group = ["group", "supergroup"].includes(this.phone.chat().kind);
    const seenUpTo = this.seenUpTo(messages);
    const waiting = this.waiting();
    const near = (one, other) => one && other && !one.service && !other.service && !one.deleted && !other.deleted && one.from.kind === other.from.kind
      && one.from.id === other.from.id && Math.abs(one.date - other.date) < CLOSE && dayKey(one.date * 1000) === dayKey(other.date * 1000);
    return messages.map((message, at) => {
      const own = message.from.kind === "person" && message.from.id === viewer;
      return {
        own, first: !near(messages[at - 1], message), tail: !near(message, messages[at + 1]), sender: group && !own,
        seen: own && message.id <= seenUpTo, waiting: waiting.get(message.id) ?? NOTHING,
      };
    });
  }

  /** One's own messages are seen once the bot has taken the update. */
  seenUpTo(messages) {
    const last = messages.at(-1)?.id ?? 0;
    if (model.meter.updates_waiting === 0) this.seen = last;
    const answered = messages.findLast(message => message.from.kind === "bot")?.id ?? 0;
    this.seen = Math.max(this.seen ?? 0, answered);
    return this.seen;
  }

  waiting() {
    const waiting = new Map();
    for (const press of model.pending.values()) {
      if (press.chat === this.phone.id) waiting.set(press.message, (waiting.get(press.message) ?? new Set()).add(press.data));
    }
    return waiting;
  }

  node(message, place) {
    const old = this.shown.get(message.id);
    // Without a name beside it a message that gets a neighbour only changes its corners: a button is never taken from under a finger.
    const neighbours = place.sender ? [place.first, place.tail] : [];
    const sign = [place.own, ...neighbours, place.sender, place.seen, [...place.waiting].join(), this.phone.words().language].join("|");
    if (old && old.message === message && old.sign === sign) {
      for (const name of ["first", "tail"]) if (old.node.classList.contains("message")) old.node.classList.toggle(name, place[name]);
      return old.node;
    }
    if (!this.opened.has(message.id)) this.opened.set(message.id, {});
    const redraw = () => { this.shown.delete(message.id); this.draw(); };
    const full = { ...place, words: this.phone.words(), opened: this.opened.get(message.id), redraw };
    const node = bubble(message, full, this.phone.acts);
    if (!old && this.drawn) node.classList.add("arrives");
    if (old) keepFocus(old.node, node);
    this.shown.set(message.id, { message, sign, node });
    return node;
  }

  separator(key, milliseconds) {
    const title = dayTitle(milliseconds, now(), this.phone.words());
    const id = `day ${key} ${title}`;
    const old = this.shown.get(id);
    if (old) return old.node;
    const node = h("div", { class: "day", role: "separator" }, h("span", {}, title));
    this.shown.set(id, { node });
    return node;
  }

  /** On top of a private chat stands what the bot says about itself. */
  greet(messages, nodes) {
    const about = this.phone.about();
    if (about) nodes.unshift(about);
    else if (messages.length === 0) nodes.push(h("div", { class: "nothing" }, h("span", {}, this.phone.words().say("empty"))));
  }

  /** Puts the nodes in order, touching only those that moved. */
  place(nodes) {
    const wanted = new Set(nodes);
    for (const node of [...this.list.children]) if (!wanted.has(node)) node.remove();
    let before = this.list.firstChild;
    for (const node of nodes) {
      if (node === before) before = before.nextSibling;
      else this.list.insertBefore(node, before);
    }
    restoreFocus();
    this.drawn = true;
  }

  /** A new message came: it is unread if one looks elsewhere. */
  arrived(message) {
    if (this.atEnd || (message.from.kind === "person" && message.from.id === this.phone.viewer())) {
      this.atEnd = true;
      return;
    }
    this.unread += 1;
    this.showUnread();
  }

  showUnread() {
    this.down.hidden = this.atEnd;
    this.count.hidden = this.unread === 0;
    this.count.textContent = this.unread;
    this.count.setAttribute("aria-label", this.phone.words().say("newMessages", { n: this.unread }));
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.atEnd) this.unread = 0;
    this.showUnread();
  }

  /** To the newest message. */
  toEnd(smooth = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.unread = 0;
    if (!smooth) this.atEnd = true;
    this.showUnread();
  }

  /** To one message, which lights up for a moment. */
  jump(id) {
    const node = this.shown.get(id)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("lit");
    setTimeout(() => node.classList.remove("lit"), 1600);
  }
}

const NOTHING = new Set();
let focusAfter = null;

/** A rebuilt message whose button had the focus gives it to the button in the same place. */
function keepFocus(old, node) {
  const key = document.activeElement?.closest?.("[data-place]");
  if (key && old.contains(key)) focusAfter = node.querySelector(`[data-place="${key.dataset.place}"]`) ?? node.querySelector("[data-place]");
}

function restoreFocus() {
  if (focusAfter?.isConnected) focusAfter.focus({ preventScroll: true });
  focusAfter = null;
}
