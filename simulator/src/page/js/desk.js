// The newsroom's desk: a form that writes an article's file into the demo's store, and the list of files. In: `/desk/state` and
// the event `desk`. Out: requests to `/desk/…`; the bot sees only the files.

import { post } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { model, on } from "./model.js";
import { number, pageLanguage, word } from "./words.js";

/** Readers that one press of the crowd's button brings. */
const CROWD = 300;

/** The desk; `page.notice` tells what the demo refused. */
export class Desk {
  constructor(page) {
    this.page = page;
    this.element = h("div", { class: "desk-body" });
    this.editing = null;
    on("desk", () => { this.drawFiles(); this.drawCrowd(); });
    this.crowd = h("div", { class: "crowd" });
    on("crowd", crowd => { model.desk = { ...model.desk, crowd: crowd.count, expected: crowd.of }; this.drawCrowd(); });
  }

  /** Makes the form in the page's language; what was typed stays. */
  build() {
    if (!model.desk) return;
    const typed = this.form ? Object.fromEntries(new FormData(this.form)) : null;
    this.form = this.makeForm();
    this.files = h("ul", { class: "files", "data-testid": "files" });
    const admin = model.desk.admin;
    const link = admin ? h("p", { class: "hint" }, h("a", { href: admin, target: "_blank", rel: "noopener", "data-testid": "admin" }, word("adminPage"))) : null;
    fill(this.element, h("p", { class: "hint" }, word("deskHint"), " ", word("rules")), ...(link ? [link] : []), this.form, h("h3", {}, word("files")), this.files);
    // An empty form is in the page's language, as its examples are.
    if (typed && !typed.headline && !typed.lead) typed.language = pageLanguage();
    if (typed) this.fillForm(typed);
    this.drawFiles();
    this.drawCrowd();
  }

  makeForm() {
    const { rubrics = [], photos = [] } = model.desk;
    const title = rubric => `${rubric.emoji ?? ""} ${rubric.title[pageLanguage()] ?? rubric.title.ru ?? rubric.id}`.trim();
    this.headline = h("textarea", { name: "headline", rows: "2", required: true, maxlength: "300", placeholder: word("sampleHeadline") });
    this.submit = h("button", { class: "strong", "data-testid": "publish" }, icon("send", 17), h("span", {}, word("publish")));
    this.correction = h("label", { class: "wide", hidden: true }, h("span", {}, word("correction")), h("input", { name: "correction", placeholder: word("correctionHint") }));
    this.stop = h("button", { type: "button", hidden: true, onclick: () => this.edit(null) }, word("cancel"));
    this.about = h("p", { class: "editing wide", hidden: true });
    return h("form", { class: "article-form", "data-testid": "article-form", onsubmit: event => { event.preventDefault(); this.write(); } },
      this.about,
      h("label", { class: "wide" }, h("span", {}, word("headline")), this.headline),
      h("label", { class: "wide" }, h("span", {}, word("lead")), h("textarea", { name: "lead", rows: "3", maxlength: "1000", placeholder: word("sampleLead") })),
      h("label", {}, h("span", {}, word("rubric")), h("select", { name: "rubric" }, rubrics.map(rubric => h("option", { value: rubric.id }, title(rubric))))),
      h("label", {}, h("span", {}, word("articleLanguage")), h("select", { name: "language" }, [["ru", "Русский"], ["kk", "Қазақша"], ["en", "English"]].map(([value, name]) => h("option", { value, selected: value === pageLanguage() }, name)))),
      h("fieldset", { class: "photos wide" }, h("legend", {}, word("photo")), this.photoChoice("", null),
        photos.map(photo => this.photoChoice(photo.path, photo))),
      this.correction,
      h("label", { class: "tick" }, h("input", { type: "checkbox", name: "main" }), h("span", {}, "⭐️ ", word("main"))),
      h("label", { class: "tick", title: word("breakingHint") }, h("input", { type: "checkbox", name: "breaking" }), h("span", {}, "⚡️ ", word("breaking"))),
      h("div", { class: "actions wide" }, this.stop, this.submit));
  }

  photoChoice(path, photo) {
    const picture = photo ? h("img", { src: photo.url, alt: photo.name, width: "56", height: "38", loading: "lazy" }) : h("span", { class: "no-photo" }, word("noPhoto"));
    return h("label", { class: "photo-choice", title: photo?.name ?? word("noPhoto") }, h("input", { type: "radio", name: "photo", value: path, checked: !path }), picture);
  }

  fillForm(values) {
    for (const element of this.form.elements) {
      if (!element.name) continue;
      if (element.type === "radio") element.checked = element.value === (values[element.name] ?? "");
      else if (element.type === "checkbox") element.checked = Boolean(values[element.name]);
      else element.value = values[element.name] ?? element.value;
    }
  }

  async write() {
    const typed = Object.fromEntries(new FormData(this.form));
    const article = { ...typed, main: "main" in typed, breaking: "breaking" in typed };
    const path = this.editing ? `/desk/articles/${encodeURIComponent(this.editing)}` : "/desk/articles";
    this.submit.disabled = true;
    const written = await this.act(post(path, article));
    this.submit.disabled = false;
    if (!written) return;
    this.page.notice(word("written", { file: written.file }));
    this.edit(null);
  }

  /** Puts an article into the form, or empties the form. */
  edit(file) {
    this.editing = file?.id ?? null;
    this.form.reset();
    if (file) {
      this.fillForm({ ...file, photo: file.photo ?? "", correction: "" });
      this.headline.focus();
    }
    this.about.hidden = this.correction.hidden = this.stop.hidden = !file;
    this.about.textContent = file ? word("editing", { file: file.file }) : "";
    this.submit.lastChild.textContent = word(file ? "save" : "publish");
  }

  drawFiles() {
    if (!this.files || !model.desk) return;
    const files = [...(model.desk.files ?? [])].reverse();
    if (files.length === 0) return fill(this.files, h("li", { class: "none" }, word("noFiles")));
    return fill(this.files, files.slice(0, 30).map(file => h("li", { "data-article": file.id, class: file.status },
      h("div", { class: "what" }, h("strong", {}, file.headline), h("small", {}, `${file.file} · ${word(file.status)}`)),
      h("button", { type: "button", class: "icon-button", "aria-label": `${word("edit")}: ${file.headline}`, title: word("edit"), onclick: () => this.edit(file) }, icon("pencil", 17)),
      file.status === "withdrawn" ? null : h("button", {
        type: "button", class: "icon-button", "data-testid": "withdraw", "aria-label": `${word("withdraw")}: ${file.headline}`, title: word("withdraw"), onclick: () => this.withdraw(file),
      }, icon("trash", 17)))));
  }

  async withdraw(file) {
    const done = await this.act(post(`/desk/articles/${encodeURIComponent(file.id)}/withdraw`));
    if (done) this.page.notice(word("withdrawnNote", { file: file.file }));
  }

  /** Hundreds of readers at once, to see the pace. */
  drawCrowd() {
    if (model.desk?.crowd === undefined) return;
    const { crowd, expected = 0 } = model.desk;
    const coming = crowd < expected;
    const bring = async () => {
      const answer = await this.act(post("/desk/crowd", { count: CROWD }));
      if (!answer) return;
      model.desk.expected = answer.count;
      this.drawCrowd();
    };
    fill(this.crowd,
      h("button", { type: "button", "data-testid": "crowd", disabled: coming, onclick: bring }, icon("people", 18), word("crowd", { n: CROWD })),
      coming ? h("progress", { max: expected, value: crowd, "aria-label": word("crowdNow", { n: number(crowd) }) }) : null,
      crowd ? h("small", { role: "status", "data-testid": "crowd-now" }, word("crowdNow", { n: number(crowd) }), coming ? null : ` ${word("crowdNext")}`) : null);
  }

  async act(request) {
    try {
      return await request;
    } catch (error) {
      this.page.notice(error.message);
      return null;
    }
  }
}
