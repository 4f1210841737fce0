// The page: header, phones side by side, panel. It wires what the model tells to whoever draws; nothing is decided here.

import { fill, h, icon, iconButton } from "./dom.js";
import { addDialog } from "./adding.js";
import { connect, inCrowd, model, on } from "./model.js";
import { Panel } from "./panel.js";
import { setZone } from "./phone-words.js";
import { Phone } from "./phone.js";
import { drawStory, watchStory } from "./story.js";
import { Tabs } from "./tabs.js";
import { followTheme, isDark, toggleTheme } from "./theme.js";
import { LANGUAGES, pageLanguage, setPageLanguage, word } from "./words.js";

/** More phones than this are not put on the page by themselves. */
const MOST = 24;

const find = id => document.getElementById(id);
const stage = find("stage");
const phones = new Map();

const page = {
  notice(text) {
    const line = h("div", { class: "notice" }, text);
    find("notices").append(line);
    setTimeout(() => line.remove(), 6000);
  },
  open: id => tabs.choose(id),
  privateOf: person => phones.get(person) ?? null,
};

const tabs = new Tabs(find("tabs"), phones);
const panel = new Panel(find("panel"), page);

/** The roles' order: readers first, then whoever works, then rooms. */
function rank(chat) {
  const roles = { reader: 0, editor: 1, channel: 2, admin: 3 };
  const place = roles[model.desk?.roles?.[chat.id]];
  // Whoever speaks the language of the page is the first to be seen.
  if (place === 0 && model.people.get(chat.id)?.language_code === pageLanguage()) return -1;
  if (chat.kind === "private") return place ?? 0.5;
  return chat.kind === "channel" ? 2 : 4;
}

function syncPhones() {
  const chats = [...model.chats.values()].filter(chat => !inCrowd(chat.id) && chat.alive !== false && !chat.migrated_to);
  chats.sort((one, other) => rank(one) - rank(other));
  const wanted = chats.slice(0, MOST);
  for (const [id, phone] of phones) {
    if (wanted.some(chat => chat.id === id)) continue;
    phone.element.remove();
    phones.delete(id);
  }
  for (const chat of wanted) if (!phones.has(chat.id)) phones.set(chat.id, new Phone(chat.id, page));
  const order = wanted.map(chat => phones.get(chat.id).element);
  if (order.some((element, at) => stage.children[at] !== element) || stage.children.length !== order.length) fill(stage, order);
  if (order.length === 0) {
    fill(stage, h("div", { class: "empty" }, h("h2", {}, word("empty")), h("p", {}, word("emptyHint")),
      h("button", { type: "button", class: "strong", onclick: () => addDialog(page) }, icon("plus"), word("add"))));
  }
  tabs.draw();
}

function drawTools() {
  const other = LANGUAGES[(LANGUAGES.indexOf(pageLanguage()) + 1) % LANGUAGES.length];
  fill(find("tools"),
    h("button", { type: "button", class: "language", "aria-label": `${word("language")}: ${other.toUpperCase()}`, "data-testid": "language", onclick: () => switchLanguage(other) },
      LANGUAGES.map(code => h("span", { class: code === pageLanguage() ? "on" : "" }, code.toUpperCase()))),
    iconButton("plus", word("add"), () => addDialog(page), { "data-testid": "add" }),
    iconButton(isDark() ? "sun" : "moon", word(isDark() ? "light" : "dark"), () => { toggleTheme(); drawTools(); }, { "data-testid": "theme" }),
    iconButton("panel", word("panel"), togglePanel, { "data-testid": "panel-toggle", "aria-pressed": String(!document.body.classList.contains("no-panel")) }));
}

function togglePanel() {
  const narrow = matchMedia("(max-width: 1040px)").matches;
  document.body.classList.toggle(narrow ? "panel-open" : "no-panel");
  drawTools();
}

function switchLanguage(code) {
  setPageLanguage(code);
  syncPhones();
  drawWords();
}

function drawWords() {
  document.documentElement.lang = pageLanguage();
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  find("tabs").setAttribute("aria-label", word("chats"));
  find("panel").setAttribute("aria-label", word("panel"));
  drawTools();
  panel.rebuild();
  for (const phone of phones.values()) phone.draw();
  tabs.draw();
  drawStory(find("story"), page);
}

/** What the story is at, and the phone that acts: it is brought into sight and marked. */
function followStory() {
  drawStory(find("story"), page);
  const acting = model.story?.done ? null : model.story?.phone;
  for (const [id, phone] of phones) phone.element.classList.toggle("acting", id === acting);
  if (phones.has(acting)) tabs.bring(acting);
  watchStory();
}

function redraw(chat) {
  phones.get(chat)?.draw();
}

on("loaded", () => {
  setZone(model.desk?.timezone);
  syncPhones();
  for (const phone of phones.values()) phone.draw();
  panel.rebuild();
  followStory();
  document.body.dataset.ready = "";
});
on("connection", open => {
  document.body.classList.toggle("offline", !open);
  document.body.dataset.offline = word("offline");
});
on("message", message => {
  const phone = phones.get(message.chat);
  if (!phone) return;
  phone.arrived(message);
  tabs.arrived(message);
});
for (const topic of ["edit", "delete"]) on(topic, ({ chat }) => redraw(chat));
for (const topic of ["pending", "action"]) on(topic, ({ chat }) => redraw(chat));
on("toast", toast => phones.get(toast.chat)?.answered(toast));
// A crowd has no phones: hundreds who come at once redraw nothing.
on("chat", chat => { if (!inCrowd(chat.id)) { syncPhones(); redraw(chat.id); } });
on("person", person => { if (!inCrowd(person.id)) { redraw(person.id); tabs.draw(); } });
on("gone", syncPhones);
on("profile", () => { for (const phone of phones.values()) phone.draw(); });
let waited = 0;
on("meter", meter => {
  if (waited && !meter.updates_waiting) for (const phone of phones.values()) phone.draw();
  waited = meter.updates_waiting;
});
on("story", followStory);
document.addEventListener("visibilitychange", watchStory);

followTheme(drawTools);
drawWords();
connect();
setInterval(() => { for (const phone of phones.values()) phone.tick(); }, 10_000);
