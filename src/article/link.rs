//! The page of an article. In: the keys of a file. Out: its address: as the file has it, as the site makes it, or as its path says; and the
//! page's name, for newsrooms that make addresses of that.

use super::{Fault, address, fields::Fields, image, moment, names, sentence};
use crate::clock::Time;

pub(super) const URL: [&str; 5] = ["url", "link", "permalink", "canonical", "canonicalurl"];

/// What the keys say of the page.
pub(super) struct Link<'a> {
    /// The address as it stands there.
    pub own: Option<String>,
    /// How addresses are made.
    pattern: Option<&'a str>,
    slug: Option<Slug>,
    /// The way to the page from the root of the site, as Zola and Gatsby have it.
    path: Option<String>,
}

impl<'a> Link<'a> {
    /// Reads the keys.
    pub fn of(fields: &Fields<'a>) -> Result<Link<'a>, Fault> {
        let (own, pattern) = url(fields)?;
        Ok(Link { own, pattern, slug: fields.detail(slug(fields)), path: path(fields) })
    }

    /// The page's name; a file that is called by its date and that has it without the date.
    pub fn slug(&self, id: &str, file: &str) -> Option<String> {
        match &self.slug {
            Some(Slug::Name(name)) => Some(name.clone()),
            Some(Slug::Path(_)) => None,
            None => undated(id).filter(|_| id == names::stem(file)).map(str::to_owned),
        }
    }

    /// The page's address.
    pub fn address(&self, fields: &Fields, file: &str, published: Option<Time>, rubrics: &[String]) -> Option<String> {
        let made = || {
            let date = published.or_else(|| moment::end_of_day_in(file, fields.zone));
            let date = date.map(|date| date.utc().with_timezone(&fields.zone));
            let stem = names::stem(file);
            let stem = undated(&stem).unwrap_or(&stem);
            let slug = match &self.slug {
                Some(Slug::Name(name)) => Some(name.as_str()),
                _ => None,
            };
            address::filled(self.pattern?, &address::Page { slug, stem, date, rubrics })
        };
        let path = || match &self.slug {
            Some(Slug::Path(path)) => Some(path.clone()),
            _ => self.path.clone(),
        };
        self.own.clone().or_else(made).or_else(path)
    }
}

/// The page's address as the file has it, or how it is made.
fn url<'a>(fields: &Fields<'a>) -> Result<(Option<String>, Option<&'a str>), Fault> {
    let mut pattern = None;
    for found in fields.all(&URL) {
        let text = fields.raw(found)?.unwrap_or_default();
        if text.trim().is_empty() {
            continue;
        }
        if address::is_pattern(&text) {
            pattern = pattern.or_else(|| found.value.as_str());
            continue;
        }
        return image::link(&text)
            .map(|link| (Some(link), None))
            .map_err(|what| fields.fault(found.key, what.of(found.key)));
    }
    Ok((None, pattern))
}

/// A way through the site; the path of a file has an ending.
fn path(fields: &Fields) -> Option<String> {
    let path = fields.line(&["path"]).ok().flatten()?;
    let is_way = path.contains('/') && !path.contains(['.', '\\', ':', '?', '#', '{', ' ']);
    is_way.then(|| format!("/{}", path.trim_start_matches('/')))
}

/// What a `slug` is.
enum Slug {
    /// The last part of the page's address.
    Name(String),
    /// All of it, from the root of the site.
    Path(String),
}

/// What has more parts and does not begin at the root is neither.
fn slug(fields: &Fields) -> Result<Option<Slug>, Fault> {
    let Some(found) = fields.find(&["slug"]) else { return Ok(None) };
    let slug = fields.line_at(found)?.unwrap_or_default();
    let is_odd = slug.contains(['?', '#', '{', ':']) || slug.contains(char::is_whitespace);
    match slug.trim_matches('/') {
        "" => Ok(None),
        inner if inner.contains('/') && slug.starts_with('/') && !is_odd => Ok(Some(Slug::Path(slug))),
        inner if inner.contains('/') || is_odd => Err(fields.fault(
            found.key,
            sentence!(
                "flaw-slug",
                "{key} is \"{text}\": write one word like most-otkryt",
                key = found.key,
                text = inner
            ),
        )),
        inner => Ok(Some(Slug::Name(inner.to_owned()))),
    }
}

/// Without the date that blogs put before it: `2026-11-23-most`.
fn undated(name: &str) -> Option<&str> {
    let (date, rest) = name.split_at_checked(10)?;
    let is_date = moment::end_of_day_in(date, chrono_tz::Tz::UTC).is_some();
    rest.strip_prefix(['-', '_', ' ']).filter(|rest| is_date && !rest.is_empty())
}
