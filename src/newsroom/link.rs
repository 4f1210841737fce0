//! Links to stories. In: an address as the article tells it. Out: an absolute address with the newsroom's parameters,
//! which Telegram and the site both take.

use url::{Url, form_urlencoded};

use super::{Newsroom, Rubric};

/// What `{rubric}` in `link_params` becomes for a story of no rubric.
const NO_RUBRIC: &str = "main";

/// Absolute, with `link_params`; empty where the address is no web address.
pub(super) fn to_story(newsroom: &Newsroom, story_url: &str, rubric: Option<&Rubric>) -> String {
    let Some(mut url) = absolute(&newsroom.url, story_url) else { return String::new() };
    let campaign = rubric.map_or(NO_RUBRIC, |rubric| &rubric.id);
    let params = newsroom.link_params.trim_start_matches(['?', '&']).replace("{rubric}", campaign);
    let own: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    let added: Vec<&str> = params
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter(|pair| form_urlencoded::parse(pair.as_bytes()).all(|(name, _)| !own.iter().any(|own| *own == name)))
        .collect();
    if !added.is_empty() {
        let query = url.query().unwrap_or("").trim_end_matches('&');
        let joint = if query.is_empty() { "" } else { "&" };
        let query = format!("{query}{joint}{}", added.join("&"));
        url.set_query(Some(&query));
    }
    url.into()
}

/// The web address that `text` means, seen from `base`.
fn absolute(base: &Url, text: &str) -> Option<Url> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let url = Url::parse(text).or_else(|_| base.join(text)).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Whether the host is one of the newsroom's, or below one.
pub(super) fn is_own(newsroom: &Newsroom, host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let own = newsroom.url.host_str().into_iter().chain(newsroom.hosts.iter().map(String::as_str));
    own.map(|own| own.trim_start_matches("www.")).any(|own| {
        let rest = host.strip_suffix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// The template with `{id}` and `{slug}` filled, escaped as parts of a path.
pub(super) fn from_template(template: &str, id: &str, slug: Option<&str>) -> Option<String> {
    if template.is_empty() || (slug.is_none() && template.contains("{slug}")) {
        return None;
    }
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let filled = template.replace("{slug}", &part(slug.unwrap_or_default())).replace("{id}", &part(id));
    Url::parse(&filled).ok().map(String::from)
}
