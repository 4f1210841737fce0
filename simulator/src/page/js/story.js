// The line under the header that tells what the demo does by itself. In: the event `story` of the demo (`{ step, index, of, done,
// values, phone }`). Out: a sentence, progress, a way to its end, and to see it again. It begins when somebody looks on.

import { post } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { model } from "./model.js";
import { pageLanguage, word } from "./words.js";

/** A sentence's values; one in several languages is taken in the page's. */
const inLanguage = values => Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) =>
  [name, value !== null && typeof value === "object" ? value[pageLanguage()] ?? value.ru ?? "" : value]));

/** Lets a story begin that waits for somebody who looks on. */
export function watchStory() {
  if (model.story?.step === "waiting" && document.visibilityState === "visible") {
    post("/desk/story", { action: "watch" }).catch(error => console.warn("the story does not begin:", error.message));
  }
}

/** Draws the line, or hides it where there is no demo. */
export function drawStory(element, page) {
  const { story } = model;
  element.hidden = !story || !story.step;
  if (element.hidden) return;
  element.dataset.step = story.step;
  element.classList.toggle("done", Boolean(story.done));
  const ask = action => post("/desk/story", { action }).catch(error => page.notice(error.message));
  const again = () => { ask("again"); page.notice(word("startsAgain")); };
  const steps = Array.from({ length: story.of ?? 0 }, (_, at) => h("i", { class: at < story.index ? "past" : at === story.index && !story.done ? "now" : story.done ? "past" : "" }));
  fill(element,
    h("span", { class: "steps", role: "img", "aria-label": word("storyStep", { n: Math.min((story.index ?? 0) + 1, story.of ?? 0), of: story.of ?? 0 }) }, steps),
    h("strong", {}, story.done ? icon("check", 18) : null, word(story.step === "failed" ? "storyFailed" : `story_${story.step}`, inLanguage(story.values))),
    story.done ? h("button", { type: "button", "data-testid": "play-again", onclick: again }, word("playAgain"))
      : h("button", { type: "button", "data-testid": "skip-story", onclick: () => ask("skip") }, word("skipStory")));
}
