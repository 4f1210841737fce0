//! In: the text of an article as site generators and publishing systems keep it. Out: the same without what they put
//! between the words and readers never see: calls of templates, shortcodes, imports, embeds, marks of headings.
//! Linear in the length of the text: what is not closed within its paragraph is looked for once there and stays.

use std::borrow::Cow;

/// Shortcodes of WordPress and its like that are known without a key behind their name.
const SHORTCODES: [&str; 16] = [
    "audio",
    "caption",
    "contact-form",
    "embed",
    "gallery",
    "instagram",
    "playlist",
    "quote",
    "soundcloud",
    "toc",
    "TOC",
    "tweet",
    "twitter",
    "video",
    "vimeo",
    "youtube",
];

/// Those whose content is no part of the text: an address, a picture and what stands under it.
const WITH_CONTENT: [&str; 6] = ["caption", "embed", "video", "audio", "gallery", "playlist"];

/// Comments, which may go over several paragraphs.
const COMMENTS: [(&str, &str); 4] =
    [("{% comment", "endcomment %}"), ("{%- comment", "endcomment -%}"), ("{/*", "*/}"), ("{# ", " #}")];

/// The longest `[[link]]` in bytes.
const LONGEST_LINK: usize = 400;

/// The text without template code.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let has_code = text.contains(['{', '['])
        || [":::", "!!! ", "??? ", "import ", "export "].iter().any(|mark| text.contains(mark));
    if !has_code {
        return Cow::Borrowed(text);
    }
    let mut text = Cow::Borrowed(text);
    for (open, close) in COMMENTS {
        if text.contains(open) {
            text = Cow::Owned(cut(&text, open, close));
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut lines = Lines::default();
    let mut paragraph = String::new();
    for line in text.split_inclusive('\n') {
        let is_end = line.trim().is_empty();
        if !lines.is_code(line) {
            paragraph.push_str(line);
        }
        if is_end {
            lines.in_code = false;
            Paragraph::of(&paragraph).copy(&mut out);
            paragraph.clear();
        }
    }
    Paragraph::of(&paragraph).copy(&mut out);
    Cow::Owned(out)
}

/// The text without what stands between each pair of marks; what has no end stays.
fn cut(text: &str, open: &str, close: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(open) {
        let Some(length) = rest[at..].find(close) else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + length + close.len()..];
    }
    out + rest
}

/// Whole lines that are code: imports and exports of MDX, fences and heads of directives.
#[derive(Default)]
struct Lines {
    /// An import or export goes on to its end, at most to the end of its paragraph.
    in_code: bool,
}

impl Lines {
    fn is_code(&mut self, line: &str) -> bool {
        let line = line.trim();
        let names_file = line.contains("from '") || line.contains("from \"");
        if self.in_code {
            self.in_code = !names_file && !line.ends_with(';');
            return true;
        }
        let begins = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
        if begins(&["import {", "import *", "export {"])
            || begins(&["import '", "import \""])
            || (begins(&["import "]) && names_file)
        {
            self.in_code = begins(&["import {", "export {"]) && !line.contains('}');
            return true;
        }
        if begins(&["export const ", "export default ", "export function ", "export let "]) {
            self.in_code = !line.ends_with(';') && !line.ends_with('}');
            return true;
        }
        let directive = ["!!! ", "??? ", "???+ "].iter().find_map(|mark| line.strip_prefix(mark));
        line.starts_with(":::") || directive.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    }
}

/// A paragraph while it is copied.
struct Paragraph<'a> {
    rest: &'a str,
    /// What was looked for in vain: it does not stand further on either.
    missing: Vec<&'static str>,
    /// Shortcodes that were opened: their closing ones go too.
    opened: Vec<&'a str>,
}

impl<'a> Paragraph<'a> {
    fn of(text: &'a str) -> Paragraph<'a> {
        Paragraph { rest: text, missing: Vec::new(), opened: Vec::new() }
    }

    fn copy(mut self, out: &mut String) {
        while let Some(at) = self.rest.find(['{', '[', '!']) {
            out.push_str(&self.rest[..at]);
            self.rest = &self.rest[at..];
            if !self.skip(out) {
                let (sign, rest) = self.rest.split_at(1);
                out.push_str(sign);
                self.rest = rest;
            }
        }
        out.push_str(self.rest);
    }

    /// Leaves out what begins here, if it is code.
    fn skip(&mut self, out: &mut String) -> bool {
        let rest = self.rest;
        match rest.get(..2).unwrap_or_default() {
            "{{" => self.skip_to("}}"),
            "{%" => self.skip_to("%}"),
            "{:" | "{#" | "{." => self.skip_mark(),
            "![" if rest.starts_with("![[") => self.skip_to("]]"),
            "[[" => self.keep_link(out),
            "[!" => rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) && self.skip_to("]"),
            _ if rest.starts_with('[') => self.skip_shortcode(),
            _ => false,
        }
    }

    fn skip_to(&mut self, close: &'static str) -> bool {
        match self.find(close) {
            Some(at) => {
                self.rest = &self.rest[at + close.len()..];
                true
            }
            None => false,
        }
    }

    fn find(&mut self, close: &'static str) -> Option<usize> {
        if self.missing.contains(&close) {
            return None;
        }
        let found = self.rest.find(close);
        if found.is_none() {
            self.missing.push(close);
        }
        found
    }

    /// `{#dates}`, `{:.wide}` behind a heading or a picture; not what people put into curly brackets.
    fn skip_mark(&mut self) -> bool {
        let length = self.rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && !"#:.-_=\"' ".contains(c));
        match length {
            Some(length) if length > 1 && self.rest[1 + length..].starts_with('}') => {
                self.rest = &self.rest[length + 2..];
                true
            }
            _ => false,
        }
    }

    /// `[[most|Мост]]` is the text «Мост», `[[1]](…)` a link like any other.
    fn keep_link(&mut self, out: &mut String) -> bool {
        let Some(end) = self.find("]]").filter(|end| *end < LONGEST_LINK) else { return false };
        let (inner, behind) = (&self.rest[2..end], &self.rest[end + 2..]);
        if behind.starts_with('(') || inner.contains(['[', '\n']) {
            return false;
        }
        out.push_str(inner.rsplit('|').next().unwrap_or(inner));
        self.rest = behind;
        true
    }

    fn skip_shortcode(&mut self) -> bool {
        let Some(end) = self.find("]") else { return false };
        let (inner, behind) = (&self.rest[1..end], &self.rest[end + 1..]);
        let closes = inner.starts_with('/');
        let bare = inner.trim_matches('/').trim();
        let name = &bare[..bare.find(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c)).unwrap_or(bare.len())];
        let keys = &bare[name.len()..];
        let is_known = SHORTCODES.contains(&name) || (closes && (self.opened.contains(&name) || name.contains('_')));
        let is_key = |at: usize| keys[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let has_keys = keys.starts_with(char::is_whitespace) && keys.find('=').is_some_and(is_key);
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && (keys.is_empty() || keys.starts_with(char::is_whitespace));
        // `[video](…)` and `[video]: …` are links.
        if !is_name || !(is_known || has_keys) || behind.starts_with(['(', ':', '[']) && !has_keys {
            return false;
        }
        self.rest = behind;
        if !closes && let Some(known) = WITH_CONTENT.iter().find(|known| **known == name) {
            self.skip_content(known);
        } else if !closes && self.opened.len() < SHORTCODES.len() && !self.opened.contains(&name) {
            self.opened.push(name);
        }
        true
    }

    fn skip_content(&mut self, name: &'static str) {
        let close = ["[/caption]", "[/embed]", "[/video]", "[/audio]", "[/gallery]", "[/playlist]"];
        let found = WITH_CONTENT.iter().zip(close).find(|(known, _)| **known == name);
        if let Some((_, close)) = found {
            self.skip_to(close);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_code_goes_and_words_stay() {
        let check = |text: &str, expected: &str| assert_eq!(without(text).trim(), expected, "{text:?}");
        check("{{< figure src=\"a.jpg\" caption=\"Мост\" >}}\n\nТекст.", "Текст.");
        check("{{% notice %}}Важно.{{% /notice %}}", "Важно.");
        check("{% include x.html %}Текст {{ page.title }} дальше.", "Текст  дальше.");
        check("{% comment %}\nНе для печати.\n\nСовсем.\n{% endcomment %}\nТекст.", "Текст.");
        check("{/* заметка */}Текст.", "Текст.");
        check("[caption id=\"a\" width=\"300\"]<img src=\"a.jpg\"> Подпись[/caption]\n\nТекст.", "Текст.");
        check("[gallery ids=\"1,2\"] Текст [su_note color=\"red\"]с заметкой[/su_note].", "Текст с заметкой.");
        check("[embed]https://youtu.be/x[/embed]\nТекст.", "Текст.");
        check("import Chart from '../chart.js'\nimport {\n  A,\n} from \"b\"\n\nТекст.", "Текст.");
        check("export const a = {\n  b: 1,\n};\n\nТекст.", "Текст.");
        check("![[most.jpg]]\nУ [[river|реки]] и [[Мост]].", "У реки и Мост.");
        check("## Сроки {#dates}\n{: .wide}\nТекст.", "## Сроки \n\nТекст.");
        check(":::note\nТекст.\n:::", "Текст.");
        check("> [!WARNING]\n> Текст.", "> \n> Текст.");
        check("!!! note\n    Текст.", "Текст.");
        // What people write.
        for text in [
            "Ставка {пока} не менялась [фото], [видео](https://a.kz) и [1]: ссылка.",
            "Он сказал: {{ и не закрыл.",
            "[[1]](https://a.kz) и [x = 5]",
            "import и export выросли на 5 %.",
            "!!! Внимание! [a]",
            "[Reuters] сообщает",
        ] {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    fn what_is_never_closed_is_looked_for_once() {
        for piece in ["{{", "{%", "![[", "[[", "[", "{#", "[caption]", "[/", "{% comment", "[a b=c", "import {\n", "!"]
        {
            let text = piece.repeat(100_000 / piece.len());
            without(&text);
        }
    }
}
