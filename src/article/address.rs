//! Addresses that a site generator makes. In: how an address is made (`/:year/:month/:title/`, `/news/{{ slug }}/`), and what is known of
//! the page. Out: the address; none where anything in it is not known, since a link that leads nowhere is worse than none.

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;

/// What an address is made of.
pub(super) struct Page<'a> {
    /// The name of the page, where the file gives one.
    pub slug: Option<&'a str>,
    /// The file's name without a date before it and its ending.
    pub stem: &'a str,
    /// When it was published, in the newsroom's zone.
    pub date: Option<DateTime<Tz>>,
    /// As the file names them.
    pub rubrics: &'a [String],
}

/// Jekyll's names for common ways.
const NAMED: [(&str, &str); 3] = [
    ("pretty", "/:categories/:year/:month/:day/:title/"),
    ("date", "/:categories/:year/:month/:day/:title.html"),
    ("none", "/:categories/:title.html"),
];

/// Whether a link says how addresses are made, and is none.
pub(super) fn is_pattern(link: &str) -> bool {
    let link = link.trim();
    let begins = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
    // In front of the first slash `mailto:` stands.
    let has_name = |(at, part): (usize, &str)| {
        part.split_once(':').is_some_and(|(before, name)| (at > 0 || before.is_empty()) && begins(name))
    };
    let path = link.split_once("://").map_or(link, |(_, rest)| rest);
    NAMED.iter().any(|(name, _)| *name == link)
        || path.split('/').enumerate().any(has_name)
        || link.contains(['{', '}'])
        || path.split('%').skip(1).step_by(2).any(|name| is_word(name) && name.len() > 2)
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The address of the page; `None` where it is not known.
pub(super) fn filled(pattern: &str, page: &Page) -> Option<String> {
    let pattern = pattern.trim();
    let pattern = NAMED.iter().find(|(name, _)| *name == pattern).map_or(pattern, |(_, pattern)| pattern);
    let (site, mut rest) = match pattern.find("://") {
        Some(at) => pattern.split_at(at + 3),
        None => ("", pattern),
    };
    let mut out = site.to_owned();
    while let Some(at) = rest.find([':', '{', '%']) {
        out.push_str(&rest[..at]);
        let (name, behind) = placeholder(&rest[at..])?;
        let value = value(name, page)?;
        // A way through no rubric has one step less.
        if value.is_empty() && out.ends_with('/') && behind.starts_with('/') {
            out.pop();
        }
        out.push_str(&value);
        rest = behind;
    }
    out.push_str(rest);
    (!out.contains(['}', ' '])).then_some(out)
}

/// The name that begins here, and what stands behind it.
fn placeholder(text: &str) -> Option<(&str, &str)> {
    if let Some(inner) = text.strip_prefix("{{") {
        let (name, behind) = inner.split_once("}}")?;
        return Some((name.split('|').next().unwrap_or_default().trim().trim_start_matches("page."), behind));
    }
    if let Some(inner) = text.strip_prefix('{') {
        let (name, behind) = inner.split_once('}')?;
        return Some((name.trim(), behind));
    }
    if let Some(inner) = text.strip_prefix('%') {
        let (name, behind) = inner.split_once('%').filter(|(name, _)| is_word(name))?;
        return Some((name, behind));
    }
    let inner = &text[1..];
    let end = inner.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(inner.len());
    Some(inner.split_at(end))
}

fn value(name: &str, page: &Page) -> Option<String> {
    let date = || page.date.as_ref();
    let slug = page.slug.unwrap_or(page.stem);
    Some(match name {
        "year" => format!("{:04}", date()?.year()),
        "short_year" => format!("{:02}", date()?.year() % 100),
        "month" | "monthnum" => format!("{:02}", date()?.month()),
        "i_month" => date()?.month().to_string(),
        "day" => format!("{:02}", date()?.day()),
        "i_day" => date()?.day().to_string(),
        "hour" => format!("{:02}", date()?.hour()),
        "minute" => format!("{:02}", date()?.minute()),
        "title" | "slug" | "postname" | "slugorfilename" | "slugorcontentbasename" => slug.to_owned(),
        "name" | "filename" | "contentbasename" | "basename" | "fileSlug" => page.stem.to_owned(),
        "categories" | "slugified_categories" => {
            let parts: Vec<String> = page.rubrics.iter().map(|name| slugified(name)).collect();
            parts.join("/")
        }
        "category" => slugified(page.rubrics.first()?),
        _ => return None,
    })
}

/// In small letters, with hyphens for all that is no letter or digit.
fn slugified(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn addresses_are_made_as_their_sites_make_them() {
        let date = Tz::Asia__Almaty.with_ymd_and_hms(2026, 3, 5, 8, 0, 0).single();
        let rubrics = ["Город".to_owned(), "Новый мост".to_owned()];
        let page = Page { slug: None, stem: "most", date, rubrics: &rubrics };
        let check = |pattern: &str, expected: Option<&str>| {
            assert!(is_pattern(pattern), "{pattern}");
            assert_eq!(filled(pattern, &page).as_deref(), expected, "{pattern}");
        };
        check("/:year/:month/:day/:title/", Some("/2026/03/05/most/"));
        check("/news/:i_month-:i_day-:short_year/:slug.html", Some("/news/3-5-26/most.html"));
        check("pretty", Some("/город/новый-мост/2026/03/05/most/"));
        check("https://a.kz/:category/:title", Some("https://a.kz/город/most"));
        check("/news/{{ page.fileSlug }}/index.html", Some("/news/most/index.html"));
        check("/news/{{ title | slugify }}/", Some("/news/most/"));
        check("/%year%/%monthnum%/%postname%/", Some("/2026/03/most/"));
        check("/ru/{slug}", Some("/ru/most"));
        check("/:year/:week/:title", None);
        check("/{{ page.date | date: '%Y' }}/", None);
        check("{% if a %}/b/{% endif %}", None);
        let bare = Page { slug: Some("bridge"), date: None, rubrics: &[], ..page };
        assert_eq!(filled("/:categories/:title/", &bare).as_deref(), Some("/bridge/"));
        assert_eq!(filled("/:year/:title/", &bare), None);
        for link in ["/2026/most", "https://a.kz/most", "/%D0%BC%D0%BE%D1%81%D1%82", "most.html", "https://a.kz:8080/x"]
        {
            assert!(!is_pattern(link), "{link}");
        }
    }
}
