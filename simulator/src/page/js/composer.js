// Where one writes: the Start button before the first word, the line with its command menu afterwards. In: the phone. Out: acts
// of the control API; what comes of them arrives as events.

import { post, upload } from "./api.js";
import { avatar, fill, h, icon, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboard.js";
import { model } from "./model.js";
import { InlineResults } from "./inline.js";
import { menu } from "./sheet.js";

/** The foot of a phone. */
export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.keysOpen = true;
    this.commandsOpen = false;
    this.context = null;
    this.element = h("div", { class: "dock" });
    this.inline = new InlineResults(phone, () => this.clear());
    this.build();
  }

  /** The parts that live as long as the phone does, so that what is being typed is never lost. */
  build() {
    const { phone } = this;
    const words = phone.words();
    this.input = h("textarea", {
      rows: "1", placeholder: words.say("message"), "aria-label": words.say("message"), autocomplete: "off", "data-testid": "input",
      oninput: () => this.typed(), onkeydown: event => this.key(event),
    });
    this.file = h("input", { type: "file", accept: "image/*", hidden: true, onchange: () => this.sendPhoto() });
    this.sendButton = iconButton("send", words.say("send"), () => this.send(), { class: "icon-button send", "data-testid": "send", size: 21 });
    this.attach = iconButton("clip", words.say("attach"), () => this.file.click(), { size: 22 });
    this.keys = iconButton("keys", words.say("keys"), () => { this.keysOpen = !this.keysOpen; this.draw(); }, { size: 22 });
    this.menuButton = h("button", { type: "button", class: "commands-button", "data-testid": "commands", "aria-expanded": "false", onclick: () => this.toggleCommands() },
      icon("menu", 18), h("span", {}, words.say("menu")));
    this.speaker = h("button", { type: "button", class: "speaker", onclick: () => this.chooseSpeaker() });
    this.bar = h("div", { class: "reply-bar", hidden: true });
    this.commands = h("div", { class: "commands", role: "listbox", "aria-label": words.say("menu"), hidden: true });
    this.line = h("div", { class: "line" }, this.menuButton, this.speaker, h("div", { class: "field" }, this.input, this.keys, this.attach), this.file, this.sendButton);
    this.foot = h("div", { class: "foot" });
    fill(this.element, this.commands, this.inline.element, this.bar, this.line, this.foot);
  }

  /** Shows what this chat allows now. */
  draw() {
    const { phone } = this;
    const chat = phone.chat();
    const words = phone.words();
    const instead = this.instead(chat, words);
    this.line.hidden = Boolean(instead);
    this.menuButton.hidden = chat.kind === "channel" || !chat.commands?.length;
    const others = chat.kind === "private" ? [] : phone.people();
    this.speaker.hidden = chat.kind === "private" || others.length === 0;
    if (!this.speaker.hidden) {
      const name = model.people.get(phone.viewer())?.name ?? "";
      const label = words.say("speaker", { name });
      Object.assign(this.speaker, { title: label, ariaLabel: label });
      fill(this.speaker, avatar(name, phone.viewer(), 30));
    }
    this.keys.hidden = !chat.reply_keyboard;
    const keyboard = chat.reply_keyboard && this.keysOpen && !instead ? replyKeyboard(chat.reply_keyboard, text => this.say(text)) : null;
    fill(this.foot, instead, keyboard);
    this.showCommands();
  }

  /** The one button that takes the line's place: Start, Unblock. */
  instead(chat, words) {
    const { phone } = this;
    const big = (name, label, act) => h("button", { type: "button", class: "big", "data-testid": name, "data-button": label, onclick: act }, label);
    if (chat.kind === "channel") return phone.mayPost() ? null : h("p", { class: "read-only" }, words.say("readOnly"));
    if (chat.kind !== "private") return null;
    const person = model.people.get(phone.id);
    if (person?.deactivated) return h("p", { class: "read-only" }, words.say("deactivated"));
    if (person?.blocked) return big("unblock", words.say("unblock"), () => phone.try(post(`/simulator/people/${phone.id}/unblock`)));
    if (!person?.started) return big("start", words.say("start"), () => phone.start(""));
    return null;
  }

  typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
    this.sendButton.classList.toggle("ready", this.input.value.trim() !== "");
    this.commandsOpen = this.input.value.startsWith("/") && !this.input.value.includes(" ");
    this.showCommands();
    this.inline.typed(this.input.value);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.commandsOpen = false;
      this.context = null;
      this.showCommands();
      this.showContext();
    } else if (event.key === "ArrowDown" && !this.commands.hidden) {
      event.preventDefault();
      this.commands.querySelector("button")?.focus();
    }
  }

  toggleCommands() {
    this.commandsOpen = !this.commandsOpen;
    this.showCommands();
    if (this.commandsOpen) this.commands.querySelector("button")?.focus();
  }

  showCommands() {
    const all = this.phone.chat().commands ?? [];
    const typed = this.input.value.startsWith("/") ? this.input.value.slice(1).toLowerCase() : "";
    const fitting = all.filter(({ command }) => command.startsWith(typed));
    this.commands.hidden = !this.commandsOpen || fitting.length === 0;
    this.menuButton.setAttribute("aria-expanded", !this.commands.hidden);
    if (this.commands.hidden) return;
    fill(this.commands, fitting.map(({ command, description }) =>
      h("button", { type: "button", role: "option", "data-command": command, onkeydown: event => this.moveInCommands(event), onclick: () => this.say(`/${command}`) },
        h("span", {}, description), h("code", {}, `/${command}`))));
  }

  moveInCommands(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (step) {
      event.preventDefault();
      (event.currentTarget[step] ?? this.input).focus();
    } else if (event.key === "Escape") {
      this.commandsOpen = false;
      this.showCommands();
      this.menuButton.focus();
    }
  }

  /** Answering or editing a message: `{ reply: Message }` or `{ edit: Message }`. */
  about(context) {
    this.context = context;
    if (context.edit) this.input.value = context.edit.text;
    this.showContext();
    this.typed();
    this.input.focus();
  }

  showContext() {
    const { context } = this;
    const words = this.phone.words();
    this.bar.hidden = !context;
    if (!context) return;
    const message = context.edit ?? context.reply;
    const drop = () => { this.context = null; if (context.edit) this.clear(); this.showContext(); };
    fill(this.bar, icon(context.edit ? "pencil" : "reply", 20), h("div", {}, h("b", {}, context.edit ? words.say("editing") : message.from.name),
      h("span", {}, message.text || words.say("photo"))), iconButton("close", words.say("cancel"), drop, { size: 18 }));
  }

  clear() {
    this.input.value = "";
    this.typed();
  }

  send() {
    const text = this.input.value.trim();
    if (text) this.say(text);
    else this.input.focus();
  }

  /** Says a text in this chat, in the name of whoever holds the phone. */
  say(text) {
    const { phone, context } = this;
    this.context = null;
    this.commandsOpen = false;
    this.showContext();
    this.clear();
    if (context?.edit) return phone.try(post(`/simulator/people/${phone.viewer()}/edit`, { chat: phone.id, message: context.edit.id, text }));
    if (text === "/start" && phone.chat().kind === "private") return phone.start("");
    const words = { text, chat: phone.id };
    if (context?.reply) words.reply_to = context.reply.id;
    return phone.try(post(`/simulator/people/${phone.viewer()}/say`, words));
  }

  sendPhoto() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    const query = new URLSearchParams({ chat: this.phone.id, caption: this.input.value.trim() });
    this.phone.try(upload(`/simulator/people/${this.phone.viewer()}/photo?${query}`, file)).then(() => this.clear());
  }

  /** Puts text into the line, as a switch_inline button does. */
  propose(text) {
    this.input.value = text;
    this.input.focus();
    this.typed();
  }

  chooseSpeaker() {
    const { phone } = this;
    menu(phone.layer, phone.words().say("speaker", { name: "" }), phone.people().map(person => ({
      label: person.name, mark: avatar(person.name, person.id, 28), act: () => { phone.speaker = person.id; phone.draw(); },
    })));
  }
}
