//! The name of an article. In: what its file calls it, where it stands on the web, where the file lies. Out: its id, the first of these
//! that there is.

use sha2::{Digest, Sha256};

use super::{ArticleId, Fault, fields::Fields, plain, sentence};

/// The name of an article whose file gives none: the file's own.
pub fn file_id(path: &str) -> ArticleId {
    identity([None, None], path)
}

/// The name of an article where another has its file's own: its path.
pub fn path_id(path: &str) -> ArticleId {
    identity([Some(path), None], path)
}

/// The article's name: of the file, of the web, of the page's own address, else the file's.
pub(super) fn id(fields: &Fields, url: Option<&str>, name: &str) -> Result<ArticleId, Fault> {
    if let Some(found) = fields.find(&["id"]) {
        let text = fields.line_at(found)?.unwrap_or_default();
        if text.len() > LONGEST_ID {
            return Err(fields.fault(
                found.key,
                sentence!("flaw-id", "id has {bytes} bytes: {most} is the most", bytes = text.len(), most = LONGEST_ID),
            ));
        }
        if !text.is_empty() {
            return Ok(ArticleId(text));
        }
    }
    let elsewhere = match fields.find(&["uri", "guid"]) {
        Some(found) => fields.line_at(found)?,
        None => None,
    };
    Ok(identity([elsewhere.as_deref(), url], name))
}

/// Bytes of the longest id.
pub const LONGEST_ID: usize = 200;

/// The first of the names that says anything, else the file's name. What is too long for an id is hashed.
pub(super) fn identity(names: [Option<&str>; 2], file: &str) -> ArticleId {
    let known = names.into_iter().flatten().map(plain::line).find(|name| !name.is_empty());
    let name = known.unwrap_or_else(|| stem(file));
    match name.len() {
        1..=LONGEST_ID => ArticleId(name),
        _ => hashed(&name),
    }
}

/// The name of what has none that is an id.
pub(super) fn hashed(name: &str) -> ArticleId {
    ArticleId(format!("sha256:{:.32}", format!("{:x}", Sha256::digest(name.as_bytes()))))
}

/// The file's name without folder and ending; an `index.md` is called as its folder.
pub(super) fn stem(file: &str) -> String {
    let mut parts = file.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let stem = match stem {
        "index" | "_index" => parts.next().unwrap_or(stem),
        stem => stem,
    };
    plain::line(stem)
}

/// Another article's name.
pub(super) fn reference(fields: &Fields, names: &[&str]) -> Result<Option<ArticleId>, Fault> {
    let text = fields.line(names)?;
    Ok(text.map(|text| identity([Some(&text), None], "")))
}
