// Light or dark: as the system says, or as the person chose; `?theme=dark` in the address decides for a screenshot.

const KEY = "headliner.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  const asked = new URLSearchParams(location.search).get("theme");
  if (asked === "dark" || asked === "light") return asked;
  try { return localStorage.getItem(KEY); } catch { return null; }
}

/** Is the page dark now? */
export const isDark = () => document.documentElement.dataset.theme === "dark";

function show() {
  document.documentElement.dataset.theme = chosen() ?? (dark.matches ? "dark" : "light");
}

/** Shows the theme and follows the system for as long as nobody has chosen; `changed` is told. */
export function followTheme(changed) {
  show();
  dark.addEventListener("change", () => { show(); changed(); });
}

/** The other theme from now on. */
export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  try { localStorage.setItem(KEY, next); } catch { /* not remembered then */ }
  document.documentElement.dataset.theme = next;
}
