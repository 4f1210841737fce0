//! JSON as pages hold it. In: a text that a template put together by hand. Out: what it means, read strictly where that is possible, else
//! with the mistakes forgiven that JavaScript or a reader's eye forgives: wrappers around it, comments, commas behind the last
//! value, line breaks inside of texts, single quotes, keys without quotes, quotes within quotes. Linear in the length of the text.

use std::borrow::Cow;

use serde_json::Value;

/// The value of a text; the error is that of the strict reading.
pub(super) fn json(text: &str) -> Result<Value, serde_json::Error> {
    let inner = unwrapped(text);
    serde_json::from_str(inner).or_else(|error| {
        // Templates that escape everything escape scripts too.
        let unescaped = match inner.contains("&quot;") && !inner.contains('"') {
            true => Cow::Owned(inner.replace("&quot;", "\"").replace("&#039;", "'").replace("&amp;", "&")),
            false => Cow::Borrowed(inner),
        };
        serde_json::from_str(&Mender::mend(&unescaped)).map_err(|_| error)
    })
}

/// Without what old tools put around scripts.
pub(super) fn unwrapped(text: &str) -> &str {
    let mark = |c: char| c.is_whitespace() || c == '\u{feff}';
    let mut text = text.trim_matches(mark);
    for (open, close) in [
        ("<!--", "-->"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("/* <![CDATA[ */", "/* ]]> */"),
        ("//<![CDATA[", "//]]>"),
        ("// <![CDATA[", "// ]]>"),
        ("<![CDATA[", "]]>"),
    ] {
        text = text.strip_prefix(open).unwrap_or(text).trim_matches(mark);
        text = text.strip_suffix(close).unwrap_or(text).trim_matches(mark);
    }
    text.trim_end_matches(';')
}

/// Words that are values without quotes.
const LITERALS: [&str; 3] = ["true", "false", "null"];

/// A text being written anew as strict JSON.
struct Mender<'a> {
    rest: &'a str,
    out: String,
    /// A comma that is written when a value follows.
    comma: bool,
}

impl<'a> Mender<'a> {
    fn mend(text: &'a str) -> String {
        let mut mender = Mender { rest: text, out: String::with_capacity(text.len() + 16), comma: false };
        while let Some(letter) = mender.rest.chars().next() {
            mender.step(letter);
        }
        mender.out
    }

    fn step(&mut self, letter: char) {
        match letter {
            _ if letter.is_whitespace() || matches!(letter, '\u{feff}' | ';') => self.skip(letter.len_utf8()),
            '/' if self.rest.starts_with("//") => self.skip_past("\n"),
            '/' if self.rest.starts_with("/*") => self.skip_past("*/"),
            '<' if self.rest.starts_with("<![CDATA[") => self.skip("<![CDATA[".len()),
            '<' if self.rest.starts_with("<!--") => self.skip("<!--".len()),
            ']' if self.rest.starts_with("]]>") => self.skip("]]>".len()),
            '-' if self.rest.starts_with("-->") => self.skip("-->".len()),
            ',' => {
                self.comma = !self.out.is_empty() && !self.out.ends_with(['{', '[']);
                self.skip(1);
            }
            '}' | ']' => {
                self.comma = false;
                self.copy(letter);
            }
            '"' | '\'' => self.text(letter),
            _ if letter.is_ascii_alphabetic() || matches!(letter, '_' | '$' | '@') => self.word(),
            _ => {
                self.put_comma();
                self.copy(letter);
            }
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    fn skip_past(&mut self, mark: &str) {
        self.rest = self.rest.find(mark).map_or("", |at| &self.rest[at + mark.len()..]);
    }

    fn copy(&mut self, letter: char) {
        self.out.push(letter);
        self.skip(letter.len_utf8());
    }

    fn put_comma(&mut self) {
        if std::mem::take(&mut self.comma) {
            self.out.push(',');
        }
    }

    /// A key without quotes, or `true`.
    fn word(&mut self) {
        self.put_comma();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '@' | '-' | '.');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (word, behind) = self.rest.split_at(end);
        let is_key = behind.trim_start().starts_with(':');
        // `1e5` is a number, whose letter stands behind a digit.
        let is_bare = LITERALS.contains(&word) && !is_key || self.out.ends_with(|c: char| c.is_ascii_digit());
        match is_bare {
            true => self.out.push_str(word),
            false => self.out.push_str(&Value::String(word.to_owned()).to_string()),
        }
        self.rest = behind;
    }

    /// A text in either quotes; a quote behind which the text cannot end belongs to it.
    fn text(&mut self, quote: char) {
        self.put_comma();
        self.out.push('"');
        self.skip(1);
        while let Some(letter) = self.rest.chars().next() {
            self.skip(letter.len_utf8());
            match letter {
                '\\' => self.escape(),
                _ if letter == quote && self.may_end() => break,
                '"' => self.out.push_str("\\\""),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                _ if u32::from(letter) < 0x20 => self.out.push(' '),
                _ => self.out.push(letter),
            }
        }
        self.out.push('"');
    }

    /// What stands behind a backslash; one that means nothing in JSON goes.
    fn escape(&mut self) {
        let Some(letter) = self.rest.chars().next() else { return };
        let is_code =
            letter == 'u' && self.rest.get(1..5).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if letter == '\'' {
            self.copy(letter);
        } else if is_code || matches!(letter, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') {
            self.out.push('\\');
            self.copy(letter);
        }
    }

    /// Whether what follows a quote could follow a text.
    fn may_end(&self) -> bool {
        let mark = |c: char| c.is_whitespace() || c == '\u{feff}';
        let rest = self.rest.trim_start_matches(mark);
        match rest.chars().next() {
            None | Some(':' | '}' | ']' | '/') => true,
            Some(',') => {
                let next = rest[1..].trim_start_matches(mark);
                next.is_empty()
                    || next.starts_with(['"', '\'', '{', '[', '}', ']', '-', '/', ',', '_', '$', '@'])
                    || next.starts_with(|c: char| c.is_ascii_alphanumeric())
            }
            Some(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_eye_forgives_is_read() {
        let check = |text: &str, expected: &str| {
            let found = json(text).map_or_else(|error| error.to_string(), |value| value.to_string());
            assert_eq!(found, expected, "{text}");
        };
        check("{\"a\": 1}", "{\"a\":1}");
        check("//<![CDATA[\n{\"a\": 1};\n//]]>", "{\"a\":1}");
        check("/* <![CDATA[ */ {\"a\": 1} /* ]]> */", "{\"a\":1}");
        check("{\"a\": [1, 2,], \"b\": {\"c\": 3,},}", "{\"a\":[1,2],\"b\":{\"c\":3}}");
        check("{\"a\": \"раз\nдва\t\"}", "{\"a\":\"раз\\nдва\\t\"}");
        check("{ // о статье\n\"a\": /* да */ \"http://a.kz\" }", "{\"a\":\"http://a.kz\"}");
        check(
            "{'a': 'д\\'Артаньян \"и\" три', b: true, c: null}",
            "{\"a\":\"д'Артаньян \\\"и\\\" три\",\"b\":true,\"c\":null}",
        );
        check("{\"a\": \"Новый \"мост\" открыт\", \"b\": 1e5}", "{\"a\":\"Новый \\\"мост\\\" открыт\",\"b\":100000.0}");
        check("{\"a\": \"ТОО \"Мост\", акимат\"}", "{\"a\":\"ТОО \\\"Мост\\\", акимат\"}");
        check("{\"a\": \"C:\\мост \\u0440\"}", "{\"a\":\"C:мост р\"}");
        check("{@type: \"NewsArticle\", , \"x\": -5.5}", "{\"@type\":\"NewsArticle\",\"x\":-5.5}");
        check("{&quot;a&quot;: &quot;R&amp;D&quot;}", "{\"a\":\"R&D\"}");
        for broken in ["{\"a\": \"раз", "{\"a\": }", "", "нет", "{"] {
            assert!(json(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn what_never_ends_is_read_once() {
        for piece in ["\"", "\" ", "'", "/*", "//", ",", "a", "\\", "{\"a\":", "\",", "<!--"] {
            let _ = json(&piece.repeat(200_000 / piece.len()));
        }
    }
}
