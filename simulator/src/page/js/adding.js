// The dialog that adds a person, a group or a channel to the simulator.

import { post } from "./api.js";
import { h } from "./dom.js";
import { model } from "./model.js";
import { pageLanguage, word } from "./words.js";

/** Opens the dialog; what was added comes back as an event. */
export function addDialog(page) {
  const kind = choice("kind", [["person", word("person")], ["supergroup", word("group")], ["channel", word("channel")]]);
  const language = choice("language", [["ru", "Русский"], ["kk", "Қазақша"], ["en", "English"], ["", word("noLanguage")]]);
  language.value = pageLanguage();
  const name = h("input", { name: "name", required: true, maxlength: "64", autocomplete: "off" });
  const withBot = h("input", { type: "checkbox", name: "bot", checked: true });
  const languageLine = h("label", {}, h("span", {}, word("phoneLanguage")), language);
  const botLine = h("label", { class: "tick" }, withBot, h("span", {}, word("withBot")));
  const fit = () => {
    languageLine.hidden = kind.value !== "person";
    botLine.hidden = kind.value === "person";
  };
  kind.addEventListener("change", fit);
  fit();
  const form = h("form", { method: "dialog", onsubmit: submit },
    h("h2", {}, word("newTitle")),
    h("label", {}, h("span", {}, word("kind")), kind),
    h("label", {}, h("span", {}, word("name")), name),
    languageLine, botLine,
    h("div", { class: "actions" }, h("button", { type: "button", onclick: () => dialog.close() }, word("cancel")), h("button", { class: "strong" }, word("create"))));
  const dialog = h("dialog", { class: "dialog", "data-testid": "adding", onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
  name.focus();

  async function submit(event) {
    event.preventDefault();
    try {
      const added = kind.value === "person"
        ? await post("/simulator/people", { name: name.value, language_code: language.value })
        : await addRoom(kind.value, name.value, withBot.checked);
      dialog.close();
      requestAnimationFrame(() => page.open(added.id));
    } catch (error) {
      page.notice(error.message);
    }
  }
}

async function addRoom(kind, title, withBot) {
  const people = [...model.chats.values()].filter(chat => chat.kind === "private").map(chat => chat.id);
  const room = await post("/simulator/chats", { kind, title, members: people, ...(people.length ? { owner: people[0] } : {}) });
  if (withBot) await post(`/simulator/chats/${room.id}/bot`, { status: kind === "channel" ? "administrator" : "member", by: people[0] });
  return room;
}

function choice(name, options) {
  return h("select", { name }, options.map(([value, label]) => h("option", { value }, label)));
}
