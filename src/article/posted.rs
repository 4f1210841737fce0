//! Files of articles that came by HTTP. In: an article's name and what was handed in. Out: its place below the store, and back
//! again: below this folder the file's name is the article's, whatever stands in the file, so that an article keeps the name
//! under which it was handed in, in every format and byte for byte.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::ArticleId;

/// The folder of the store in which they are.
pub const POSTED: &str = "api/";

/// Bytes of the longest name of a file without its ending: file systems allow 255, and what is written meanwhile has more.
const LONGEST: usize = 230;

/// The place for the file of an article with this name and these bytes. `None`: its name is too long for a file's.
pub fn posted_path(id: &ArticleId, bytes: &[u8]) -> Option<String> {
    let mut stem = String::new();
    for c in id.0.nfc() {
        match c {
            '-' | '_' => stem.push(c),
            _ if c.is_alphanumeric() => stem.push(c),
            _ => stem.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}"))),
        }
    }
    // Marks of byte order, and every other letter of UTF-16, are no beginning.
    let first = bytes.iter().find(|byte| byte.is_ascii_graphic());
    let ending = match first {
        Some(b'{' | b'[') => "json",
        Some(b'<') => "html",
        _ => "md",
    };
    (!stem.is_empty() && stem.len() <= LONGEST).then(|| format!("{POSTED}{stem}.{ending}"))
}

/// The name of the article whose file this is, if it came by HTTP.
pub fn posted_id(path: &str) -> Option<ArticleId> {
    let name = path.strip_prefix(POSTED).filter(|name| !name.contains('/'))?;
    let (stem, _) = name.rsplit_once('.')?;
    let id = percent_decode_str(stem).decode_utf8().ok()?;
    (!id.trim().is_empty()).then(|| ArticleId(id.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_again_in_the_files() {
        for (id, path) in [
            ("wp-12", "api/wp-12.md"),
            ("1.2", "api/1%2E2.md"),
            ("https://vecher.kz/ru/мост", "api/https%3A%2F%2Fvecher%2Ekz%2Fru%2Fмост.md"),
            ("../../etc", "api/%2E%2E%2F%2E%2E%2Fetc.md"),
            (".hidden (1)", "api/%2Ehidden%20%281%29.md"),
            ("100%", "api/100%25.md"),
        ] {
            let id = ArticleId(id.into());
            assert_eq!(posted_path(&id, b"---\n").as_deref(), Some(path));
            assert_eq!(posted_id(path), Some(id));
        }
        let of = |bytes: &[u8]| posted_path(&ArticleId("a".into()), bytes).unwrap();
        assert_eq!((of(b" {}"), of(b"<html>")), ("api/a.json".into(), "api/a.html".into()));
        assert_eq!(posted_path(&ArticleId("/".repeat(100)), b""), None);
        for other in ["a.md", "api/a/b.md", "feeds/a.md", "api/a", "api/.md", "api/%FF.md"] {
            assert_eq!(posted_id(other), None, "{other}");
        }
    }
}
