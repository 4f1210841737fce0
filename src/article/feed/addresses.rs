//! Addresses of stories. In: as feeds and pages write them. Out: the same without what only counts clicks, and the one form in which
//! two ways to write one address are the same.

use url::Url;

/// Parameters that say from where somebody came, by how they begin, or whole.
const BEGINNINGS: [&str; 3] = ["utm_", "_openstat", "mc_"];
const WHOLE: [&str; 7] = ["fbclid", "gclid", "yclid", "ysclid", "yrclid", "dclid", "igshid"];

/// The address without parameters that only count clicks, and without a mark of feeds behind `#`.
pub(super) fn without_counters(mut url: Url) -> Url {
    let counts = |name: &str| BEGINNINGS.iter().any(|begin| name.starts_with(begin)) || WHOLE.contains(&name);
    if url.query_pairs().any(|(name, _)| counts(&name.to_lowercase())) {
        let query = url.query().unwrap_or_default();
        let name = |pair: &&str| pair.split('=').next().unwrap_or_default().to_lowercase();
        let kept: Vec<&str> = query.split('&').filter(|pair| !counts(&name(pair))).collect();
        let kept = kept.join("&");
        url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
    if url.query() == Some("") {
        url.set_query(None);
    }
    if url.fragment().is_some_and(|mark| mark.is_empty() || mark.starts_with("utm_") || mark.starts_with("xtor=")) {
        url.set_fragment(None);
    }
    url
}

/// How two addresses are compared: one that differs in its scheme, in what counts clicks, in a slash at the end or in what
/// stands behind `#` is the same.
pub fn normal(url: &Url) -> String {
    let mut url = without_counters(url.clone());
    url.set_fragment(None);
    let text = url.as_str();
    let bare = text.split_once("://").map_or(text, |(_, bare)| bare);
    match bare.split_once('?') {
        Some((path, query)) => format!("https://{}?{query}", path.trim_end_matches('/')),
        None => format!("https://{}", bare.trim_end_matches('/')),
    }
}

/// An address as it is written in a feed, seen from `base`: absolute, of the web.
pub(super) fn absolute(text: &str, base: Option<&Url>) -> Option<Url> {
    let text: String = text.trim().replace("&amp;", "&").chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect();
    if text.is_empty() {
        return None;
    }
    let url = match Url::parse(&text) {
        Ok(url) => url,
        Err(_) => base?.join(&text).ok()?,
    };
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_in_many_dresses() {
        let check = |text: &str, expected: &str| assert_eq!(normal(&Url::parse(text).unwrap()), expected, "{text}");
        for text in [
            "https://vecher.kz/ru/a",
            "http://vecher.kz/ru/a/",
            "HTTPS://Vecher.KZ:443/ru/a?utm_source=rss&utm_medium=feed",
            "http://vecher.kz:80/ru/a/?fbclid=1#comments",
            "https://vecher.kz/ru/a#utm_source=rss",
        ] {
            check(text, "https://vecher.kz/ru/a");
        }
        check("http://vecher.kz/?p=12&utm_source=rss", "https://vecher.kz?p=12");
        check("https://vecher.kz", "https://vecher.kz");
        check("https://vecher.kz:8080/a", "https://vecher.kz:8080/a");
    }

    #[test]
    fn what_readers_open_keeps_its_form() {
        let check = |text: &str, expected: &str| {
            assert_eq!(without_counters(Url::parse(text).unwrap()).as_str(), expected, "{text}");
        };
        check("http://vecher.kz/a/?utm_source=rss", "http://vecher.kz/a/");
        check("https://vecher.kz/?id=1&UTM_Campaign=x&b=%20c", "https://vecher.kz/?id=1&b=%20c");
        check("https://vecher.kz/a#photo", "https://vecher.kz/a#photo");
    }

    #[test]
    fn relative_ones_are_seen_from_the_feed() {
        let base = Url::parse("https://vecher.kz/ru/rss").unwrap();
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(absolute(text, Some(&base)).map(String::from).as_deref(), expected, "{text}");
        };
        check("/a?b=1&amp;c=2", Some("https://vecher.kz/a?b=1&c=2"));
        check(" //cdn.kz/a.jpg ", Some("https://cdn.kz/a.jpg"));
        check("b", Some("https://vecher.kz/ru/b"));
        check("data:image/gif;base64,R0", None);
        check("javascript:alert(1)", None);
        check("", None);
    }
}
