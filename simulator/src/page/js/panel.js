// The panel beside the phones: measurements, the newsroom's desk (where a demo serves it), limits and faults, the log of requests.

import { fill, h } from "./dom.js";
import { Desk } from "./desk.js";
import { Faults } from "./faults.js";
import { Measures } from "./measures.js";
import { model } from "./model.js";
import { Requests } from "./requests.js";
import { word } from "./words.js";

/** A section that folds; it stays as the person left it. */
function section(name, title, content, open) {
  const details = h("details", { class: `card ${name}`, "data-testid": name, open: remembered(name) ?? open },
    h("summary", {}, h("h2", {}, title)), content);
  details.addEventListener("toggle", () => { kept.set(name, details.open); });
  return details;
}

const kept = new Map();
const remembered = name => kept.get(name);

/** The panel. */
export class Panel {
  constructor(element, page) {
    this.element = element;
    this.parts = { measures: new Measures(), desk: new Desk(page), faults: new Faults(page), requests: new Requests() };
  }

  /** Builds everything anew: the language changed, or the state was read. */
  rebuild() {
    const { measures, desk, faults, requests } = this.parts;
    const demo = Boolean(model.desk);
    for (const part of Object.values(this.parts)) part.build();
    fill(this.element,
      section("measures", word("measures"), h("div", {}, measures.element, demo ? desk.crowd : null), true),
      demo ? section("desk", word("desk"), desk.element, true) : null,
      section("faults", word("faults"), faults.element, !demo),
      section("requests", word("requests"), requests.element, !demo));
  }
}
