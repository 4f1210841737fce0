// Limits and faults to switch on and off. In: `limits` and `faults` of the simulator. Out: the control API's requests; the
// switches show what is in force, whoever set it.

import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { model, on } from "./model.js";
import { word } from "./words.js";

/** Faults by chance that have a switch. */
const CHANCES = ["flood", "bad_gateway", "reset_before", "reset_after", "lost", "truncated"];
/** What a switch means: every so-manieth request. */
const STEPS = [0, 0.02, 0.1, 0.3];
const OUTAGE = 20;

/** The switches; `page.notice` tells what was refused. */
export class Faults {
  constructor(page) {
    this.page = page;
    this.element = h("div", { class: "faults-body" });
    on("limits", () => this.draw());
    on("faults", () => this.draw());
  }

  /** Makes the switches in the page's language. */
  build() {
    const preset = name => h("button", { type: "button", "data-preset": name, onclick: () => this.act("limits", { preset: name }) },
      word({ telegram: "limitsTelegram", strict: "limitsStrict", none: "limitsNone" }[name]));
    this.perSecond = h("input", { type: "number", min: "0", max: "100000", name: "per_second", onchange: event => this.act("limits", { per_second: Number(event.target.value) }) });
    this.latency = h("input", { type: "number", min: "0", max: "60000", step: "50", name: "latency_ms", onchange: event => this.act("faults", { latency_ms: Number(event.target.value) }) });
    this.chances = new Map(CHANCES.map(name => [name, h("div", { class: "segments", role: "group", "aria-label": word(name) }, STEPS.map(chance =>
      h("button", { type: "button", "data-fault": name, "data-chance": chance, onclick: () => this.act("faults", { [name]: chance }) }, chance ? `${chance * 100} %` : "0")))]));
    fill(this.element,
      h("h3", {}, word("limits")), h("div", { class: "segments", role: "group", "aria-label": word("limits") }, ["telegram", "strict", "none"].map(preset)),
      h("label", { class: "line" }, h("span", {}, word("perSecondAll")), this.perSecond),
      h("h3", {}, word("chance")), CHANCES.map(name => h("div", { class: "line" }, h("span", {}, word(name)), this.chances.get(name))),
      h("label", { class: "line" }, h("span", {}, word("latency")), this.latency),
      h("div", { class: "actions" },
        h("button", { type: "button", class: "danger", "data-testid": "outage", onclick: () => this.outage() }, word("outage", { n: OUTAGE })),
        h("button", { type: "button", "data-testid": "calm", onclick: () => this.act("faults", { preset: "none" }) }, word("calm"))));
    this.draw();
  }

  /** Shows what is in force. */
  draw() {
    if (!this.perSecond) return;
    const { limits, faults } = model;
    if (document.activeElement !== this.perSecond) this.perSecond.value = limits.per_second ?? 0;
    if (document.activeElement !== this.latency) this.latency.value = faults.latency_ms ?? 0;
    for (const button of this.element.querySelectorAll("[data-fault]")) {
      button.setAttribute("aria-pressed", Number(button.dataset.chance) === (faults[button.dataset.fault] ?? 0));
    }
    const preset = !limits.per_second && !limits.chat_per_second ? "none" : limits.reply_window === 0 ? "strict" : limits.per_second === 30 ? "telegram" : "";
    for (const button of this.element.querySelectorAll("[data-preset]")) button.setAttribute("aria-pressed", button.dataset.preset === preset);
  }

  async outage() {
    await this.act("faults/outage", { fault: "reset_before", seconds: OUTAGE });
    this.page.notice(word("outageNow", { n: OUTAGE }));
  }

  async act(what, values) {
    try {
      const now = await post(`/simulator/${what}`, values);
      if (what === "limits") model.limits = now;
      if (what === "faults") model.faults = now;
      this.draw();
    } catch (error) {
      this.page.notice(error.message);
    }
  }
}
