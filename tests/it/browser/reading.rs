//! Whether people can read the page: contrast by WCAG 2.1 AA, computed in the page for all text in it.

use super::driver::Browser;

/// Colours are laid over each other as the browser does; a picture below counts as the worst it can be, which is white. Large
/// text (24 px, or 18.66 px in bold) may have 3:1, all other text has 4.5:1. What screen readers pass over is decoration.
const CONTRAST: &str = r#"
const parse = text => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return text.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a]; };
const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
const ratio = (one, two) => { const [a, b] = [light(one), light(two)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
const ground = element => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour[3] > 0) layers.unshift(colour);
    if (colour[3] === 1) break;
  }
  return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
};
const faint = element => { let all = 1; for (let at = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity); return all; };
const bad = [];
let count = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.textContent.trim() || element.closest("[aria-hidden=true], script, style, noscript, .spoiler:not(.revealed), .skip, option, :disabled")) continue;
  if (!element.checkVisibility({ visibilityProperty: true }) || !/[\p{L}\p{N}]/u.test(node.textContent)) continue;
  const style = getComputedStyle(element);
  const colour = parse(style.color);
  colour[3] *= faint(element);
  const below = ground(element);
  const found = ratio(over(colour, below), below);
  const size = parseFloat(style.fontSize);
  const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  count += 1;
  if (found < needed) bad.push(`${found.toFixed(2)} ${node.textContent.trim().slice(0, 40)} (${element.tagName}.${element.className}) ${style.color} on ${below.map(Math.round)}`);
}
return { count, bad };
"#;

/// Every text on the page can be read.
pub async fn assert_readable(browser: &Browser, where_: &str) {
    // Arriving messages fade in; colours are looked at as they stand.
    browser.script("document.head.append(Object.assign(document.createElement('style'), {textContent: '* { animation: none !important }'}))").await;
    let found = browser.script(CONTRAST).await;
    assert!(found["count"].as_u64() > Some(40), "{where_}: hardly any text was looked at: {found}");
    let bad: Vec<&str> = found["bad"].as_array().into_iter().flatten().filter_map(|line| line.as_str()).collect();
    assert!(bad.is_empty(), "{where_}: too little contrast:\n{}", bad.join("\n"));
}
