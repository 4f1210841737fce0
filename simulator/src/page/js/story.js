// The line under the header that tells what the demo does by itself. In: the event `story` of the demo (`{ step, index, of, done,
// values }`). Out: a sentence, progress, a way to skip it.

import { post } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { model } from "./model.js";
import { word } from "./words.js";

/** Draws the line, or hides it where there is no demo. */
export function drawStory(element, page) {
  const { story } = model;
  element.hidden = !story || !story.step;
  if (element.hidden) return;
  element.dataset.step = story.step;
  element.classList.toggle("done", Boolean(story.done));
  const skip = () => post("/desk/story", { action: "skip" }).catch(error => page.notice(error.message));
  const steps = Array.from({ length: story.of ?? 0 }, (_, at) => h("i", { class: at < story.index ? "past" : at === story.index && !story.done ? "now" : story.done ? "past" : "" }));
  fill(element,
    h("span", { class: "steps", role: "img", "aria-label": word("storyStep", { n: (story.index ?? 0) + 1, of: story.of ?? 0 }) }, steps),
    h("strong", {}, story.done ? icon("check", 18) : null, word(story.step === "failed" ? "storyFailed" : `story_${story.step}`, story.values)),
    story.done ? null : h("button", { type: "button", "data-testid": "skip-story", onclick: skip }, word("skipStory")));
}
