// What this very run measures: messages a second against the limit, refusals, what waits, and from an article's file to the
// phone. In: the events `meter` (simulator) and `published` (demo). Out: four figures and a chart of the last minute.

import { batched, fill, h } from "./dom.js";
import { model, now, on } from "./model.js";
import { number, word } from "./words.js";

/** The chart's seconds. */
const SECONDS = 60;
const WIDTH = 300;
const HEIGHT = 84;

/** The measurements. */
export class Measures {
  constructor() {
    this.element = h("div", { class: "measures-body" });
    this.buckets = new Map();
    this.last = null;
    this.draw = batched(() => this.drawNow());
    on("meter", meter => this.take(meter));
    for (const topic of ["published", "desk", "limits", "crowd", "loaded"]) on(topic, this.draw);
    setInterval(this.draw, 1000);
  }

  /** Counts what was accepted since the last look into the second of that look. */
  take({ counters, now_us: at }) {
    const second = Math.floor(at / 1e6);
    if (this.last !== null && counters.accepted > this.last) {
      this.buckets.set(second, (this.buckets.get(second) ?? 0) + counters.accepted - this.last);
    }
    this.last = counters.accepted;
    for (const old of this.buckets.keys()) if (old < second - SECONDS - 2) this.buckets.delete(old);
    this.draw();
  }

  /** Makes the parts in the page's language. */
  build() {
    this.figures = h("dl", { class: "figures" });
    this.chart = h("div", { class: "chart" });
    this.news = h("ol", { class: "published", "data-testid": "published" });
    fill(this.element, this.figures, this.chart, this.news);
    this.drawNow();
  }

  drawNow() {
    if (!this.figures) return;
    const { counters, limits, meter } = model;
    const published = (model.desk?.published ?? []).filter(one => one.first_ms !== null && one.first_ms !== undefined);
    const limit = limits.per_second ?? 0;
    const floods = counters.refused?.["429"] ?? 0;
    const refused = sum(Object.values(counters.refused ?? {})) - floods - unchanged(counters.reasons ?? {});
    const latest = published.at(-1);
    const rate = meter.per_second ?? 0;
    const apart = limits.reply_window > 0; // answers to people do not count against the limit
    const bound = limit === 0 ? word("noLimit") : rate > limit && apart ? word("withAnswers") : word("ofLimit", { n: limit });
    fill(this.figures,
      figure("rate", number(rate), bound, word("perSecond")),
      model.desk ? figure("latency", latest ? number(latest.first_ms) : "–", word("ms"), word("fileToPhone"))
        : figure("accepted", number(counters.accepted), "", word("accepted")),
      figure("floods", number(floods), "", word("floods"), floods > 0),
      figure("refused", number(refused), "", word("refused"), refused > 0),
      figure("busiest", number(counters.busiest_second), "", word(apart ? "busiest" : "busiestAll")),
      figure("queue", number((meter.updates_waiting ?? 0) + (meter.in_flight ?? 0)), "", word("waiting")));
    this.drawChart(limit, apart);
    this.drawPublished(published);
  }

  drawChart(limit, apart) {
    const end = Math.floor(now() / 1000);
    const values = Array.from({ length: SECONDS }, (_, at) => this.buckets.get(end - SECONDS + 1 + at) ?? 0);
    const most = Math.max(...values);
    const top = Math.max(limit * 1.15, most * 1.1, 5);
    const step = WIDTH / SECONDS;
    const bars = values.map((value, at) => {
      const height = value ? Math.max((value / top) * HEIGHT, 2.5) : 0;
      return height ? `<rect class="bar" x="${(at * step + 0.6).toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${(step - 1.2).toFixed(1)}" height="${height.toFixed(1)}" rx="1.2"/>` : "";
    }).join("");
    const y = HEIGHT - (limit / top) * HEIGHT;
    const line = limit ? `<line class="limit" x1="0" x2="${WIDTH}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>` : "";
    const label = word("chart", { n: most });
    this.chart.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}" preserveAspectRatio="none"><line class="ground" x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/>${bars}${line}</svg>`;
    this.chart.append(h("div", { class: "axis" }, h("span", {}, word("lastMinute")), limit ? h("span", {}, word(apart ? "limitApart" : "limitLine", { n: limit })) : null));
  }

  /** Each article of this run: how fast it was on the first phone and on the last. */
  drawPublished(published) {
    this.news.hidden = published.length === 0;
    fill(this.news, published.slice(-4).reverse().map(one => h("li", {},
      h("span", { class: "title" }, one.headline),
      h("span", { class: "numbers" }, h("b", {}, word("toFirst", { n: took(one.first_ms) })), ` · ${word("toLast", { n: took(one.last_ms) })} · ${word("copies", { n: number(one.copies) })}`))));
  }
}

const sum = numbers => numbers.reduce((all, one) => all + one, 0);

/** Edits that would have changed nothing: Telegram refuses them, and nobody misses anything. */
const unchanged = reasons => sum(Object.entries(reasons).filter(([reason]) => reason.includes("message is not modified")).map(([, count]) => count));

/** «41 мс», «5,4 с» */
const took = milliseconds => (milliseconds < 1000 ? `${number(milliseconds)} ${word("ms")}` : `${number((milliseconds / 1000).toFixed(1))} ${word("s")}`);

function figure(name, value, unit, label, bad = false) {
  return h("div", { class: `figure${bad ? " bad" : ""}`, "data-figure": name }, h("dt", {}, label), h("dd", {}, h("b", {}, value), unit ? h("small", {}, ` ${unit}`) : null));
}
