// One phone: frame, header, feed, line. In: the id of a chat; the model tells the rest. Out: an element with data-phone that
// keeps itself up to date, and acts of whoever holds the phone.

import { post } from "./api.js";
import { avatar, batched, fill, h, icon, iconButton } from "./dom.js";
import { Composer } from "./composer.js";
import { Feed } from "./feed.js";
import { model, now } from "./model.js";
import { chatMenu, messageMenu } from "./menus.js";
import { clockTime, phoneWords } from "./phone-words.js";
import { alertBox, copy, linkSheet, toast } from "./sheet.js";
import { pageLanguage, word } from "./words.js";

/** How long the phone shows the first words of what has just arrived with sound, milliseconds. */
const BANNER = 3200;

/** A phone of the page; `page` is `{ open(chat), notice(text) }`. */
export class Phone {
  constructor(id, page) {
    this.id = id;
    this.page = page;
    this.speaker = null;
    this.acts = {
      link: url => this.showLink(url), press: (message, row, column) => this.press(message, row, column), command: text => this.composer.say(text),
      menu: (message, element) => messageMenu(this, message, element), jump: id => this.feed.jump(id),
    };
    this.build();
    this.draw = batched(() => this.drawNow());
    this.drawNow();
  }

  /** The chat as it stands, or an empty one. */
  chat() {
    return model.chats.get(this.id) ?? { kind: "private", title: "", members: [], commands: [], bot: {} };
  }

  /** The phone's language: its person's, or the page's where it is a group's or channel's. */
  words() {
    const person = model.people.get(this.id);
    return phoneWords(person ? person.language_code || "en" : pageLanguage());
  }

  /** People who could speak here: members first. */
  people() {
    const members = (this.chat().members ?? []).filter(member => !["left", "kicked"].includes(member.status)).map(member => member.id);
    const known = [...model.people.values()].filter(person => person.id < 2_000_000_000 && !person.is_bot);
    return known.sort((one, other) => members.includes(other.id) - members.includes(one.id)).slice(0, 12);
  }

  /** Whoever holds this phone. */
  viewer() {
    if (this.chat().kind === "private") return this.id;
    const owner = this.chat().members?.find(member => member.status === "creator")?.id;
    return this.speaker ?? owner ?? this.people()[0]?.id;
  }

  /** In a channel only its administrators write. */
  mayPost() {
    const status = this.chat().members?.find(member => member.id === this.viewer())?.status;
    return ["creator", "administrator"].includes(status);
  }

  build() {
    const words = this.words();
    this.label = h("header", { class: "phone-label" });
    this.time = h("span", { class: "time" });
    this.island = h("div", { class: "island", "aria-hidden": "true" });
    this.head = h("header", { class: "head" });
    this.pin = h("button", { type: "button", class: "pin", hidden: true });
    this.layer = h("div", { class: "layer" });
    this.feed = new Feed(this);
    this.composer = new Composer(this);
    const bar = h("div", { class: "status-bar", "aria-hidden": "true" }, this.time, this.island, signals());
    this.screen = h("div", { class: "screen" }, bar, this.head, this.pin, this.feed.element, this.composer.element, h("div", { class: "home", "aria-hidden": "true" }), this.layer);
    this.element = h("section", { class: "phone", "data-phone": this.id, id: `phone-${this.id}`, role: "tabpanel" }, this.label, h("div", { class: "device", lang: words.language }, this.screen));
  }

  drawNow() {
    const chat = this.chat();
    const words = this.words();
    this.element.dataset.kind = chat.kind;
    this.element.setAttribute("aria-label", word("phoneOf", { name: this.title() }));
    this.time.textContent = clockTime(now());
    this.drawLabel();
    this.drawHead(chat, words);
    this.drawPin(chat, words);
    this.feed.draw();
    this.composer.draw();
  }

  /** Whose phone it is, or which chat. */
  title() {
    return model.people.get(this.id)?.name ?? this.chat().title;
  }

  /** «Читатель · қазақша» */
  subtitle() {
    const chat = this.chat();
    if (chat.kind !== "private") return word(chat.kind === "channel" ? "channel" : "group");
    const person = model.people.get(this.id);
    const role = word(model.desk?.roles?.[this.id] ?? "person");
    const code = person?.language_code;
    return `${role} · ${["ru", "kk", "en"].includes(code) ? word(code) : code || word("none")}`;
  }

  drawLabel() {
    fill(this.label, h("h2", {}, this.title()), h("span", {}, this.subtitle()));
  }

  drawHead(chat, words) {
    const own = chat.kind === "private";
    const name = own ? model.bot.name : chat.title;
    const action = model.actions.get(this.id);
    const status = h("span", { class: `status${action ? " busy" : ""}`, role: "status" }, action ? [this.actionWord(action, words), dots()] : this.statusWord(chat, words));
    fill(this.head, h("span", { class: "return", "aria-hidden": "true" }, icon("back", 22)), avatar(name, own ? model.bot.id ?? 0 : this.id, 38),
      h("div", { class: "who" }, h("strong", {}, name), status),
      iconButton("more", words.say("more"), () => chatMenu(this), { "data-testid": "chat-menu", size: 22 }));
  }

  actionWord(action, words) {
    if (action.startsWith("upload_photo")) return words.say("upload_photo");
    if (action.startsWith("upload")) return words.say("upload_document");
    return words.say(action === "choose_sticker" ? "choosing" : "typing");
  }

  statusWord(chat, words) {
    if (chat.kind === "private") return words.say(model.people.get(this.id)?.blocked ? "blocked" : "bot");
    const count = (chat.members ?? []).length;
    const inside = ["member", "administrator", "restricted"].includes(chat.bot?.status);
    const people = words.say(chat.kind === "channel" ? "subscribers" : "members", { n: count + (chat.kind === "channel" ? 0 : Number(inside)) });
    const bot = words.say(!inside ? "noBot" : chat.bot.status === "administrator" ? "asAdmin" : "bot");
    return `${people} · ${bot}`;
  }

  drawPin(chat, words) {
    const message = model.messages.get(this.id)?.get(chat.pinned?.[0]);
    this.pin.hidden = !message || message.deleted;
    if (this.pin.hidden) return;
    fill(this.pin, h("span", { class: "line" }), h("span", { class: "what" }, h("b", {}, words.say("pinned")), h("span", {}, message.text || words.say("photo"))), icon("pin", 18));
    this.pin.onclick = () => this.feed.jump(message.id);
  }

  /** The description that a phone shows on top of a chat with a bot. */
  about() {
    if (this.chat().kind !== "private") return null;
    const words = this.words();
    const all = model.bot.description ?? {};
    const text = all[model.people.get(this.id)?.language_code] ?? all[""] ?? "";
    if (!text) return null;
    if (this.aboutText !== text) {
      this.aboutText = text;
      this.aboutNode = h("div", { class: "about", "data-testid": "about" }, h("b", {}, words.say("what")), h("p", {}, text));
    }
    return this.aboutNode;
  }

  /** A message came in: the phone rings if it came with sound. */
  arrived(message) {
    this.feed.arrived(message);
    const own = message.from.kind === "person" && message.from.id === this.viewer();
    if (!own && !message.service) this.ring(message);
    this.draw();
  }

  /** The first words, as a lock screen shows them; nothing where the sound is off. */
  ring(message) {
    const sign = icon(message.silent ? "muted" : "bell", 15);
    fill(this.island, h("span", { class: "ringing" }, sign), message.silent ? null : h("span", { class: "words" }, (message.text || "📷").slice(0, 60)));
    this.island.className = `island ${message.silent ? "hush" : "loud"}`;
    clearTimeout(this.bannerTimer);
    this.bannerTimer = setTimeout(() => { this.island.className = "island"; fill(this.island); }, message.silent ? BANNER / 2 : BANNER);
  }

  /** The bot answered a pressed button. */
  answered({ person, text, alert, url }) {
    if (person !== this.viewer() && this.chat().kind !== "private") this.speaker ??= person;
    if (url) this.showLink(url);
    else if (text && alert) alertBox(this.layer, this.words(), text);
    else if (text) toast(this.layer, text);
    this.draw();
  }

  /** Presses Start with what stood in the link. */
  start(payload) {
    return this.try(post(`/simulator/people/${this.id}/start`, payload ? { payload } : {}));
  }

  async press(message, row, column) {
    const pressed = await this.try(post(`/simulator/people/${this.viewer()}/press`, { chat: this.id, message: message.id, row, column }));
    if (pressed?.did === "link") this.showLink(pressed.url);
    if (pressed?.did === "inline") this.composer.propose(`@${model.bot.username} ${pressed.query ?? ""}`);
    if (pressed?.did === "copied") {
      copy(pressed.text);
      toast(this.layer, this.words().say("copied"));
    }
  }

  /** A link is shown; one that leads to the bot can be followed, since the bot is here. */
  showLink(url) {
    const payload = startPayload(url);
    const phone = payload === null ? null : this.page.privateOf(this.viewer());
    linkSheet(this.layer, this.words(), url, phone && (() => { this.page.open(phone.id); phone.start(payload); }));
  }

  /** Waits for an act; a refusal becomes a notice. */
  async try(act) {
    try {
      return await act;
    } catch (error) {
      this.page.notice(error.message);
      return null;
    }
  }

  /** Time passes. */
  tick() {
    this.time.textContent = clockTime(now());
  }
}

/** What stands behind `?start=` in a link to the bot; null for any other link. */
function startPayload(link) {
  try {
    const url = new URL(link);
    const name = url.pathname.replace(/^\//, "").toLowerCase();
    if (!["t.me", "telegram.me"].includes(url.host) || name !== model.bot.username.toLowerCase()) return null;
    return url.searchParams.get("start") ?? "";
  } catch {
    return null;
  }
}

const dots = () => h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));

function signals() {
  const span = h("span", { class: "signals" });
  span.innerHTML = `<svg viewBox="0 0 46 12" width="54" height="14" fill="currentColor"><rect x="0" y="7.5" width="2.6" height="3.5" rx=".8"/>
    <rect x="4" y="5.5" width="2.6" height="5.5" rx=".8"/><rect x="8" y="3.2" width="2.6" height="7.8" rx=".8"/><rect x="12" y="1" width="2.6" height="10" rx=".8"/>
    <rect x="23.5" y="1.5" width="18" height="9" rx="2.8" fill="none" stroke="currentColor" opacity=".5"/><rect x="25" y="3" width="13" height="6" rx="1.5"/>
    <rect x="43" y="4.2" width="1.5" height="3.6" rx=".7" opacity=".5"/></svg>`;
  return span;
}
