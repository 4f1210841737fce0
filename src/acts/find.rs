//! Which article is meant. In: what a person typed or pasted. Out: the article, if there is one.

use url::Url;

use crate::{
    article::ArticleKey,
    newsroom::Newsroom,
    store::{Reading, Result},
};

/// The article that is meant: by its number as we write it (`a412`), by the id that its file gives it, by the bare number,
/// or by a link to its page, with whatever parameters. The id goes before the bare number: many newsrooms' own ids are
/// numbers, and those are what their people know.
pub fn find(store: &Reading, newsroom: &Newsroom, which: &str) -> Result<Option<ArticleKey>> {
    let which = which.trim();
    if let Some(key) = known(store, numbered(which))? {
        return Ok(Some(key));
    }
    if let Some(key) = store.article_key(which)? {
        return Ok(Some(key));
    }
    if let Some(key) = known(store, digits(which))? {
        return Ok(Some(key));
    }
    by_link(store, newsroom, which)
}

fn known(store: &Reading, key: Option<ArticleKey>) -> Result<Option<ArticleKey>> {
    let Some(key) = key else { return Ok(None) };
    Ok(store.listed(key)?.map(|listed| listed.story.key))
}

/// The number in `a412`, `№412` and `/a412`.
pub fn numbered(which: &str) -> Option<ArticleKey> {
    let which = which.strip_prefix('/').unwrap_or(which);
    which.strip_prefix(['a', 'A', '№']).and_then(digits)
}

fn digits(text: &str) -> Option<ArticleKey> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok().map(ArticleKey)).flatten()
}

/// Whether a text is one link and nothing else.
pub fn is_link(text: &str) -> bool {
    !text.contains(char::is_whitespace) && Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Whether a link leads to one of the newsroom's own sites.
pub fn leads_to_us(newsroom: &Newsroom, link: &str) -> bool {
    Url::parse(link).is_ok_and(|url| url.host_str().is_some_and(|host| newsroom.owns(host)))
}

fn by_link(store: &Reading, newsroom: &Newsroom, which: &str) -> Result<Option<ArticleKey>> {
    let Ok(link) = newsroom.url.join(which) else { return Ok(None) };
    if !is_link(link.as_str()) || !is_link(which) && !which.starts_with('/') {
        return Ok(None);
    }
    let mut bare = link.clone();
    bare.set_fragment(None);
    let mut candidates = vec![link.to_string(), bare.to_string()];
    bare.set_query(None);
    candidates.push(bare.to_string());
    candidates.push(bare.as_str().trim_end_matches('/').to_owned());
    for candidate in candidates {
        if let Some(key) = store.article_by_url(&candidate)? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::tests::store_with;

    /// Articles 1 to 4, in this order; the newsroom's own ids are numbers, as a CMS gives them.
    const IDS: [&str; 4] = ["2", "metro", "a2", "412"];

    fn check(which: &str, expected: Option<i64>) {
        let newsroom = Newsroom { url: Url::parse("https://vecher.kz").unwrap(), ..Newsroom::default() };
        let store = store_with(&IDS);
        let found = store.read_here(|store| find(store, &newsroom, which)).unwrap();
        assert_eq!(found, expected.map(ArticleKey), "{which}");
    }

    #[test]
    fn numbers_as_we_write_them_ids_bare_numbers_links() {
        check("metro", Some(2));
        check(" metro ", Some(2));
        check("a2", Some(2));
        check("№4", Some(4));
        check("/a1", Some(1));
        check("a9", None);
        check("2", Some(1));
        check("412", Some(4));
        check("3", Some(3));
        check("+3", None);
        check("-3", None);
        check("aa3", None);
        check("", None);
        check("99999999999999999999", None);
    }

    #[test]
    fn links_with_whatever_parameters() {
        check("https://vecher.kz/metro", Some(2));
        check("https://vecher.kz/metro/?utm_source=x#top", Some(2));
        check("/metro", Some(2));
        check("https://vecher.kz/other", None);
        check("vecher.kz/metro", None);
        check("см. https://vecher.kz/metro", None);
    }

    #[test]
    fn only_what_is_spelled_as_ours_is_our_number() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(numbered(text), expected.map(ArticleKey), "{text}");
        check("a412", Some(412));
        check("A412", Some(412));
        check("№412", Some(412));
        check("412", None);
        check("a", None);
        check("a4b", None);
        check("about", None);
    }

    #[test]
    fn links_alone() {
        let check = |text: &str, expected| assert_eq!(is_link(text), expected, "{text}");
        check("https://vecher.kz/a/1", true);
        check("http://vecher.kz", true);
        check("vecher.kz/a/1", false);
        check("см. https://vecher.kz", false);
        check("метро", false);
        check("tg://resolve?domain=x", false);
    }
}
