// Making elements. In: a tag, its attributes, its children. Out: the element. Nothing here knows the application.

/** Creates an element. `onclick` and its like are listeners, `html` is trusted markup, false and null attributes are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "html") element.innerHTML = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  menu: "M5 8h14M5 12h14M5 16h9",
  send: "M4 12 20 4l-5 16-4-6.5z M11 13.5 20 4",
  clip: "M20 11.5 12 19.4a5 5 0 0 1-7-7l8.2-8.2a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.2-7.2",
  keys: "M4 6h16v12H4z M8 10h.01M12 10h.01M16 10h.01M8 14.2h8",
  down: "M6 9.5l6 6 6-6",
  bell: "M6 16.5v-5a6 6 0 0 1 12 0v5l1.5 2h-15z M10 21h4",
  muted: "M8 5.9A6 6 0 0 1 18 11v4M16.5 18.5h-12l1.5-2v-5c0-.8.1-1.5.4-2.2M4 4l16 16M10 21h4",
  pin: "M9 4h6l-.6 6 3.1 3.5H6.5L9.6 10z M12 13.5V20",
  link: "M8 16 16.5 7.5M9.5 7h7.5v7.5",
  copy: "M9 9h10v11H9z M5 15V4h10",
  share: "M5 12h13M13 7l5 5-5 5",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M10 7 4.5 12l5.5 5M5 12h9a5 5 0 0 1 5 5v1",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  sun: "M12 8a4 4 0 1 0 .001 0z M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  plus: "M12 5v14M5 12h14",
  panel: "M4 5h16v14H4z M14.5 5v14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  file: "M7 3.5h7l4 4v13H7z M14 3.5v4h4 M10 12h5M10 16h5",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7",
  sound: "M5 9.5v5h3.5L13 18.5v-13L8.5 9.5z M16 9a4.5 4.5 0 0 1 0 6",
  pencil: "M4.5 19.5l.8-4L16 4.8l3.2 3.2L8.5 18.7z",
  people: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M3.5 19c.3-3.5 2.5-5 5.5-5s5.2 1.5 5.5 5M16 11a2.5 2.5 0 1 0-1-4.8M16 14c2.6 0 4.3 1.5 4.6 4.5",
};

/** An icon that screen readers pass over. */
export function icon(name, size = 20) {
  const span = document.createElement("span");
  span.className = "icon";
  span.innerHTML = `<svg viewBox="0 0 24 24" width="${size}" height="${size}" fill="none" stroke="currentColor" `
    + `stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`;
  return span;
}

/** A button that shows only an icon: its label is for screen readers and the tooltip. */
export function iconButton(name, label, onclick, attributes = {}) {
  const { size, ...others } = attributes;
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...others }, icon(name, size));
}

/** Replaces all children. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

/** A round picture with initials whose colour follows from the id. */
export function avatar(name, id, size = 40) {
  const colour = Math.abs(Number(id)) % 7;
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.slice(0, 2).map(word => [...word.replace(/[«»"']/g, "")][0] ?? "").join("");
  return h("span", { class: `avatar tint-${colour}`, style: `--size:${size}px`, "aria-hidden": "true" }, letters.toUpperCase());
}

/** Calls `act` once per animation frame however often it was asked for. */
export function batched(act) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    const run = () => { asked = false; act(); };
    if (document.hidden) setTimeout(run, 50);
    else requestAnimationFrame(run);
  };
}
