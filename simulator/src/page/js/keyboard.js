// Keyboards: the inline one under a message and the reply keyboard under the chat. In: markup as the bot sent it. Out: real
// buttons with data-button (the label); what a press does is the phone's business.

import { h, icon } from "./dom.js";

/** The mark in a button's corner that says what kind it is. */
function kind(button) {
  if (button.url || button.login_url) return "link";
  if (button.copy_text) return "copy";
  if (["switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"].some(name => name in button)) return "share";
  return null;
}

/** The buttons under a message. Those in `place.waiting` (callback data) turn until the bot has answered. */
export function inlineKeyboard(message, place, acts) {
  return h("div", { class: "keyboard", role: "group", "data-keyboard": message.id }, message.keyboard.map((row, at) =>
    h("div", { class: "row" }, row.map((button, column) => {
      const waits = button.callback_data !== undefined && place.waiting.has(button.callback_data);
      const mark = kind(button);
      return h("button", {
        type: "button", class: `key${button.style ? ` ${button.style}` : ""}${waits ? " waits" : ""}`, "data-button": button.text,
        "data-data": button.callback_data ?? null, "data-url": button.url ?? null, "data-place": `${at},${column}`, "aria-busy": waits || null,
        title: button.url ?? null, onclick: () => acts.press(message, at, column),
      }, h("span", { class: "label" }, button.text), mark ? icon(mark, 12) : null, waits ? h("span", { class: "turning", "aria-hidden": "true" }) : null);
    }))));
}

/** The keyboard in place of a phone's own; a press says the label. */
export function replyKeyboard(markup, say) {
  const rows = markup.keyboard ?? [];
  return h("div", { class: `reply-keyboard${markup.resize_keyboard ? "" : " tall"}`, role: "group" }, rows.map(row =>
    h("div", { class: "row" }, row.map(button => {
      const { text, style } = typeof button === "string" ? { text: button } : button;
      return h("button", { type: "button", class: `key${style ? ` ${style}` : ""}`, "data-button": text, onclick: () => say(text) }, h("span", { class: "label" }, text));
    }))));
}
