//! Why an article waits for a person. In: the article and what the newsroom's rules make of it. Out: the reasons, none if
//! it may go out. Plain functions.

use url::Url;

use crate::{
    article::Article,
    clock::Time,
    newsroom::{LinkRule, Newsroom},
    store::held::Reason,
};

/// All that speaks against sending it without a person. `unknown` is the first name of a rubric that nobody knows, `link`
/// the page's address as far as it is one.
pub(super) fn reasons(
    article: &Article,
    rubrics: u64,
    unknown: Option<String>,
    link: Option<&str>,
    newsroom: &Newsroom,
    now: Time,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if rubrics == 0 {
        reasons.push(unknown.map_or(Reason::NoRubric, |name| Reason::Rubric { name }));
    }
    match link.and_then(|link| Url::parse(link).ok()?.host_str().map(str::to_owned)) {
        Some(host) if newsroom.owns(&host) => {}
        Some(host) => reasons.push(Reason::ForeignLink { host }),
        None if newsroom.articles.link == LinkRule::Required => reasons.push(Reason::NoLink),
        None => {}
    }
    let ignored = |key: &str| newsroom.articles.ignore.iter().any(|name| name.eq_ignore_ascii_case(key));
    let odd = article.odd.iter().filter(|odd| odd.at.is_none_or(|at| at > now) && !ignored(&odd.key));
    reasons.extend(odd.map(|odd| Reason::Key { key: odd.key.clone(), value: odd.value.clone() }));
    reasons
}
