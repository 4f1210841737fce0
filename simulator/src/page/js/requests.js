// The bot's latest requests, newest on top: what it asked for and what it was answered.

import { batched, fill, h } from "./dom.js";
import { model, on, personOf } from "./model.js";
import { clockTime } from "./phone-words.js";
import { word } from "./words.js";

/** How many are shown. */
const SHOWN = 40;

/** The log. */
export class Requests {
  constructor() {
    this.element = h("div", { class: "requests-body" });
    this.draw = batched(() => this.drawNow());
    on("request", this.draw);
    on("loaded", this.draw);
  }

  /** Makes the list in the page's language. */
  build() {
    this.list = h("ol", { class: "requests" });
    const settings = `TELOXIDE_API_URL=${location.origin}\nTELOXIDE_TOKEN=${model.bot.token ?? ""}`;
    fill(this.element, model.desk ? null : h("p", { class: "hint" }, word("connect"), h("code", { class: "settings" }, settings)), this.list);
    this.drawNow();
  }

  drawNow() {
    if (!this.list) return;
    const latest = model.requests.slice(-SHOWN).reverse();
    if (latest.length === 0) return fill(this.list, h("li", { class: "none" }, word("noRequests")));
    return fill(this.list, latest.map(line));
  }
}

function line(request) {
  const name = personOf(request.chat)?.name ?? model.chats.get(request.chat)?.title ?? request.chat ?? "";
  const took = request.answered_us ? `${((request.answered_us - request.at_us) / 1000).toFixed(1)} ms` : "";
  const bad = request.status !== 200;
  const what = request.error ?? (request.not_simulated ? word("notSimulated") : took);
  return h("li", { class: bad ? "bad" : "", title: request.error ?? JSON.stringify(request.params).slice(0, 600) },
    h("time", {}, clockTime(request.at_us / 1000)), h("code", {}, request.method), h("span", { class: "chat" }, name),
    h("b", {}, request.status ?? "×"), h("small", {}, what));
}
