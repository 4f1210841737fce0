// One message as a phone shows it. In: a Message of the control API and what surrounds it. Out: an element with
// data-message, whose links, buttons and spoilers call the phone back through `acts`.

import { avatar, h, icon } from "./dom.js";
import { inlineKeyboard } from "./keyboard.js";
import { clockTime } from "./phone-words.js";

/**
 * `place`: `{ words, own, tail, first, sender, seen, waiting, opened }`, where `opened` is the message's own memory of what was
 * revealed, and `sender` is true where names are shown (groups).
 * `acts`: `{ link(url), press(message, row, column), menu(message, element), jump(id), command(text) }`.
 */
export function bubble(message, place, acts) {
  if (message.service) return serviceLine(message);
  if (message.deleted && !place.opened.deleted) return ghost(message, place);
  const article = h("article", {
    class: `message ${place.own ? "out" : "in"}${place.tail ? " tail" : ""}${place.first ? " first" : ""}${message.deleted ? " gone" : ""}`,
    "data-message": message.id, "data-chat": message.chat, "data-silent": message.silent || null, "data-edited": message.edited ? "" : null,
    "data-from": message.from.kind, tabindex: "-1",
    oncontextmenu: event => { event.preventDefault(); acts.menu(message, article); },
  });
  if (place.sender && place.tail) article.append(avatar(message.from.name, message.from.id, 32));
  const column = h("div", { class: "column" }, body(message, place, acts));
  if (message.keyboard?.length && !message.deleted) column.append(inlineKeyboard(message, place, acts));
  article.append(column);
  return article;
}

function body(message, place, acts) {
  const { words } = place;
  const text = message.text ? textOf(message, place, acts) : null;
  const preview = message.preview && !message.photo ? previewCard(message.preview, acts) : null;
  const meta = metaOf(message, place);
  const parts = [];
  if (place.sender && place.first) parts.push(h("div", { class: `sender tint-text-${Math.abs(message.from.id) % 7}` }, message.from.name));
  if (message.forwarded_from) parts.push(h("div", { class: "forwarded" }, words.say("forwarded", { name: nameOf(message.forwarded_from) })));
  if (message.reply_to) parts.push(quote(message.reply_to, acts, words));
  const picture = message.photo ? photo(message, place) : null;
  if (picture && !message.caption_above) parts.push(picture);
  if (message.document) parts.push(documentCard(message.document));
  if (preview && message.preview.above) parts.push(preview);
  if (text) parts.push(text);
  if (picture && message.caption_above) parts.push(picture);
  if (preview && !message.preview.above) parts.push(preview);
  if (message.reactions?.length) parts.push(reactions(message.reactions));
  const inText = text && (!preview || message.preview.above) && !(picture && message.caption_above) && !message.reactions?.length;
  if (inText) text.append(meta);
  else parts.push(meta);
  const classes = ["bubble"];
  if (picture) classes.push("with-photo");
  if (picture && !text) classes.push("photo-only");
  if (!inText && text) classes.push("meta-below");
  return h("div", { class: classes.join(" ") }, parts);
}

const nameOf = from => (typeof from === "string" ? from : from.name ?? from.title ?? "");

function textOf(message, place, acts) {
  const text = h("div", { class: "text", html: message.display });
  for (const link of text.querySelectorAll("a")) wireLink(link, acts);
  for (const spoiler of text.querySelectorAll(".spoiler")) wireSpoiler(spoiler, place);
  for (const long of text.querySelectorAll("blockquote.expandable")) wireExpandable(long, place);
  return text;
}

function wireLink(link, acts) {
  link.addEventListener("click", event => {
    event.preventDefault();
    if (link.classList.contains("command")) acts.command(link.textContent);
    else if (link.hasAttribute("href")) acts.link(link.getAttribute("href"));
  });
  if (!link.hasAttribute("href")) {
    link.setAttribute("role", "link");
    link.tabIndex = link.classList.contains("command") ? 0 : -1;
    link.addEventListener("keydown", event => { if (event.key === "Enter") link.click(); });
  }
}

/** Something that one press opens for good, by mouse or keyboard. */
function opens(element, label, act) {
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", label);
  element.tabIndex = 0;
  element.addEventListener("click", act);
  element.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); }
  });
}

function wireSpoiler(spoiler, place) {
  const reveal = () => {
    place.opened.spoiler = true;
    spoiler.classList.add("revealed");
    for (const name of ["role", "aria-label", "tabindex"]) spoiler.removeAttribute(name);
  };
  if (place.opened.spoiler) reveal();
  else opens(spoiler, place.words.say("reveal"), reveal);
}

function wireExpandable(long, place) {
  const toggle = h("button", { type: "button", class: "expand", onclick: () => set(!place.opened.quote) }, icon("down", 16));
  const set = open => {
    place.opened.quote = open;
    long.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", open);
    toggle.setAttribute("aria-label", place.words.say(open ? "collapse" : "expand"));
  };
  long.append(toggle);
  // As in the apps, a press anywhere on a quote that is closed opens it.
  long.addEventListener("click", event => {
    if (!place.opened.quote && !event.target.closest("a, button")) set(true);
  });
  set(place.opened.quote ?? false);
}

function photo(message, place) {
  const { width, height, url, spoiler } = message.photo;
  const ratio = Math.min(Math.max(width / height || 1.5, 0.8), 2.2);
  const image = h("img", { src: url, alt: place.words.say("photo"), width, height, decoding: "async" });
  const frame = h("div", { class: "photo", style: `aspect-ratio:${ratio.toFixed(3)}` }, image);
  if (spoiler && !place.opened.photo) {
    frame.classList.add("hidden");
    const cover = h("span", { class: "cover" });
    opens(cover, place.words.say("reveal"), () => {
      place.opened.photo = true;
      frame.classList.remove("hidden");
      cover.remove();
    });
    frame.append(cover);
  }
  return frame;
}

function previewCard(preview, acts) {
  let host = preview.url;
  let path = "";
  try {
    const url = new URL(preview.url);
    host = url.host;
    path = decodeURIComponent(url.pathname).replace(/^\/|\/$/g, "");
  } catch { /* shown as it is written */ }
  return h("a", {
    class: `preview${preview.large ? " large" : ""}`, href: preview.url,
    onclick: event => { event.preventDefault(); acts.link(preview.url); },
  }, h("span", { class: "site" }, host), h("span", { class: "path" }, path || host), h("span", { class: "picture", "aria-hidden": "true" }, icon("link", 22)));
}

function documentCard(file) {
  const size = file.size > 1_048_576 ? `${(file.size / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(file.size / 1024))} KB`;
  return h("a", { class: "document", href: file.url, download: file.name ?? true },
    h("span", { class: "badge" }, icon("file", 22)), h("span", { class: "name" }, file.name ?? "file"), h("span", { class: "size" }, size));
}

function quote(reply, acts, words) {
  return h("button", { type: "button", class: "quote", onclick: () => acts.jump(reply.id) },
    h("b", {}, reply.name ?? ""), h("span", {}, reply.text || words.say("photo")));
}

function reactions(list) {
  return h("div", { class: "reactions" }, list.map(({ emoji, count }) => h("span", {}, emoji, count > 1 ? h("small", {}, count) : null)));
}

function metaOf(message, { words, own, seen }) {
  const parts = [];
  if (message.silent) parts.push(h("span", { class: "muted", role: "img", "aria-label": words.say("silent"), title: words.say("silent") }, icon("muted", 13)));
  if (message.edited) parts.push(h("span", { class: "edited" }, words.say("edited")));
  parts.push(h("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date * 1000)));
  if (own) parts.push(h("span", { class: `ticks${seen ? " seen" : ""}`, role: "img", "aria-label": words.say(seen ? "seen" : "sent") }, ticks(seen)));
  return h("span", { class: "meta" }, parts);
}

function ticks(seen) {
  const svg = h("span", { class: "icon" });
  const second = seen ? '<path d="M8.5 10.5l1.5 1.5 7-7.5"/>' : "";
  svg.innerHTML = `<svg viewBox="0 0 18 14" width="16" height="12" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"
    stroke-linejoin="round" aria-hidden="true"><path d="M1.5 8.5l3.5 3.5 7-7.5"/>${second}</svg>`;
  return svg;
}

function serviceLine(message) {
  return h("div", { class: "service", "data-message": message.id, "data-chat": message.chat, "data-from": "service" }, h("span", {}, message.service));
}

/** What a deleted message leaves behind: on a phone nothing, here a line that can be opened, for whoever is testing. */
function ghost(message, place) {
  const { words } = place;
  return h("div", { class: `service ghost ${place.own ? "out" : "in"}`, "data-message": message.id, "data-chat": message.chat, "data-deleted": "" },
    h("span", {}, words.say("deleted"), " · ", h("button", { type: "button", onclick: () => { place.opened.deleted = true; place.redraw(); } }, words.say("show"))));
}
