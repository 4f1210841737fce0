// What slides over a phone's screen: menus, a link's address, alerts, toasts. In: the layer of one phone. Out: elements that
// take the focus, give it back, and close with Escape.

import { h, icon } from "./dom.js";

/** Shows `content` over the screen and moves the focus into it. The answer is a function that closes it. */
function raise(layer, content, label, alert = false) {
  const before = document.activeElement;
  const back = h("div", { class: `backdrop${alert ? " centred" : ""}` });
  const close = () => {
    if (!back.isConnected) return;
    back.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const box = h("div", { class: alert ? "alert" : "sheet", role: alert ? "alertdialog" : "dialog", "aria-modal": "true", "aria-label": label }, content(close));
  back.addEventListener("click", event => { if (event.target === back) close(); });
  back.addEventListener("keydown", event => trap(event, box, close));
  back.append(box);
  layer.append(back);
  (box.querySelector("button, a, input") ?? box).focus({ preventScroll: true });
  return close;
}

function trap(event, box, close) {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
    return;
  }
  const stops = [...box.querySelectorAll("button, a[href], input")];
  const at = stops.indexOf(document.activeElement);
  const move = { Tab: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!move || !stops.length) return;
  event.preventDefault();
  stops[(at + move + stops.length) % stops.length].focus();
}

/** A menu: `items` are `{ label, icon, act, danger }` and null, which is left out. */
export function menu(layer, label, items) {
  raise(layer, close => h("div", { class: "menu", role: "menu" }, items.filter(Boolean).map(item =>
    h("button", { type: "button", role: "menuitem", class: item.danger ? "danger" : "", "data-item": item.name ?? null, onclick: () => { close(); item.act(); } },
      item.icon ? icon(item.icon, 20) : item.mark ?? null, h("span", {}, item.label)))), label);
}

/** A link is shown, never opened; `open` is offered where it leads to the bot itself. */
export function linkSheet(layer, words, url, open) {
  raise(layer, close => h("div", { class: "link-sheet" },
    h("h3", {}, words.say("link")),
    h("code", { "data-testid": "link" }, url),
    h("div", { class: "actions" },
      open ? h("button", { type: "button", class: "strong", "data-item": "open-bot", onclick: () => { close(); open(); } }, words.say("openBot")) : null,
      h("button", { type: "button", onclick: () => { copy(url); close(); toast(layer, words.say("copied")); } }, words.say("copy")),
      h("button", { type: "button", "data-item": "close", onclick: close }, words.say("close")))), words.say("link"));
}

/** What the bot asked to be shown until it is read. */
export function alertBox(layer, words, text) {
  raise(layer, close => [h("p", {}, text), h("button", { type: "button", class: "strong", onclick: close }, words.say("ok"))], text, true);
}

/** A few words that pass. */
export function toast(layer, text) {
  layer.querySelector(".toast")?.remove();
  const shown = h("div", { class: "toast", role: "status", "data-testid": "toast" }, text);
  layer.append(shown);
  setTimeout(() => shown.remove(), 2200 + text.length * 45);
}

/** Copies, where the browser lets us. */
export function copy(text) {
  navigator.clipboard?.writeText(text).catch(() => {});
}
