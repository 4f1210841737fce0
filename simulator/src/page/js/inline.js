// Inline mode: `@bot words` typed in the line asks the bot, what it found is chosen from. In: the typed text and the event
// `inline_answer`. Out: a list above the line; the chosen result becomes a message.

import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { model, on } from "./model.js";

/** The bot is asked when nobody has typed for so many milliseconds, as a phone does. */
const PAUSE = 350;

/** The results above one phone's line; `done` empties the line. */
export class InlineResults {
  constructor(phone, done) {
    this.phone = phone;
    this.done = done;
    this.query = null;
    this.element = h("div", { class: "inline-results", role: "listbox", "aria-label": phone.words().say("inlineResults"), hidden: true });
    on("inline_answer", answer => { if (answer.query === this.query) this.show(answer); });
  }

  /** The line holds this text now. */
  typed(text) {
    clearTimeout(this.timer);
    const name = `@${model.bot.username} `;
    if (!model.bot.username || !text.toLowerCase().startsWith(name.toLowerCase())) {
      this.element.hidden = true;
      this.query = null;
      return;
    }
    this.timer = setTimeout(() => this.ask(text.slice(name.length)), PAUSE);
  }

  async ask(query) {
    const asked = await this.phone.try(post(`/simulator/people/${this.phone.viewer()}/inline`, { query }));
    this.query = asked?.query ?? null;
    if (asked?.results) this.show(asked);
  }

  show({ query, results = [] }) {
    this.element.hidden = results.length === 0;
    fill(this.element, results.map(result => h("button", {
      type: "button", role: "option", "data-result": result.id, onclick: () => this.choose(query, result.id),
    }, h("b", {}, result.title ?? result.id), h("span", {}, result.description ?? ""))));
  }

  async choose(query, result) {
    this.element.hidden = true;
    await this.phone.try(post(`/simulator/people/${this.phone.viewer()}/choose`, { query, result, chat: this.phone.id }));
    this.done();
  }
}
