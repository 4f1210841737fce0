// The menus of a phone: what its holder can do to the chat, and to one message. In: the phone. Out: items for `menu`.

import { post } from "./api.js";
import { h } from "./dom.js";
import { model } from "./model.js";
import { copy, menu, toast } from "./sheet.js";

const REACTIONS = ["👍", "❤️", "🔥", "😢"];

/** The menu behind the three dots of the header. */
export function chatMenu(phone) {
  const words = phone.words();
  const items = phone.chat().kind === "private" ? privateItems(phone, words) : roomItems(phone, words);
  menu(phone.layer, words.say("more"), items);
}

function privateItems(phone, words) {
  const person = model.people.get(phone.id) ?? {};
  const act = name => () => phone.try(post(`/simulator/people/${phone.id}/${name}`));
  return [
    { name: "restart", icon: "send", label: words.say("restart"), act: () => phone.start("") },
    person.blocked
      ? { name: "unblock", icon: "check", label: words.say("unblock"), act: act("unblock") }
      : { name: "block", icon: "close", label: words.say("block"), act: act("block"), danger: true },
    person.deactivated ? null : { name: "deactivate", icon: "trash", label: words.say("deactivate"), act: act("deactivate"), danger: true },
  ];
}

function roomItems(phone, words) {
  const chat = phone.chat();
  const viewer = phone.viewer();
  const name = model.people.get(viewer)?.name ?? "";
  const bot = status => () => phone.try(post(`/simulator/chats/${phone.id}/bot`, { status, by: viewer }));
  const inside = ["member", "administrator", "restricted"].includes(chat.bot?.status);
  const member = chat.members?.find(one => one.id === viewer && !["left", "kicked"].includes(one.status));
  const move = member ? "leave" : "join";
  return [
    !inside && chat.kind !== "channel" ? { name: "add-bot", icon: "plus", label: words.say("addBot"), act: bot("member") } : null,
    chat.bot?.status !== "administrator" ? { name: "promote", icon: "check", label: words.say("promote"), act: bot("administrator") } : null,
    { name: move, icon: "people", label: words.say(move, { name }), act: () => phone.try(post(`/simulator/people/${viewer}/${move}`, { chat: phone.id })) },
    chat.kind === "group" ? { name: "migrate", icon: "share", label: words.say("migrate"), act: () => phone.try(post(`/simulator/chats/${phone.id}/migrate`)) } : null,
    inside ? { name: "kick", icon: "trash", label: words.say("kick"), act: bot("kicked"), danger: true } : null,
  ];
}

/** The menu of one message (right click, long press, or the context key). */
export function messageMenu(phone, message) {
  const words = phone.words();
  const viewer = phone.viewer();
  const own = message.from.kind === "person" && message.from.id === viewer;
  const react = emoji => phone.try(post(`/simulator/people/${viewer}/react`, { chat: phone.id, message: message.id, emoji }));
  menu(phone.layer, words.say("more"), [
    { name: "reply", icon: "reply", label: words.say("reply"), act: () => phone.composer.about({ reply: message }) },
    own ? { name: "edit", icon: "pencil", label: words.say("editText"), act: () => phone.composer.about({ edit: message }) } : null,
    message.text ? { name: "copy", icon: "copy", label: words.say("copyText"), act: () => { copy(message.text); toast(phone.layer, words.say("copied")); } } : null,
    ...(own ? [] : REACTIONS.slice(0, 2).map(emoji => ({ mark: h("span", { class: "emoji" }, emoji), label: words.say("react", { emoji }), act: () => react(emoji) }))),
  ]);
}
