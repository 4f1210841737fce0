//! In: a picture or a link as an article names it. Out: an [`Image`] that cannot point outside the store, or a link
//! that a reader can open; else a sentence, to be put behind the key's name.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Component, Path, PathBuf},
};

use unicode_normalization::UnicodeNormalization;
use url::Url;

use super::{Image, Sentence, sentence};

/// A picture: a path below the store or an address on the web.
pub(super) fn image(text: &str) -> Result<Image, Sentence> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("//") {
        return web(&format!("https://{rest}")).map(Image::Url);
    }
    if text.contains("://") {
        return web(text).map(Image::Url);
    }
    if text.chars().any(char::is_control) {
        return Err(sentence!(
            "flaw-path-control",
            "has a control character in its path: name a file like photos/park.jpg"
        ));
    }
    if text.contains('\\') {
        return Err(sentence!("flaw-path-backslash", "is \"{text}\": write / in place of \\", text = text));
    }
    if text.starts_with('/') || text.starts_with('~') || has_drive(text) {
        return Err(sentence!(
            "flaw-path-outside",
            "is \"{text}\": name a file below the article store, like photos/park.jpg",
            text = text
        ));
    }
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.iter().any(|part| part.starts_with('.') && *part != "..") {
        return Err(sentence!(
            "flaw-path-hidden",
            "is \"{text}\", a hidden file: name one like photos/park.jpg",
            text = text
        ));
    }
    if parts.contains(&"..") {
        return Err(sentence!(
            "flaw-path-leaves",
            "is \"{text}\", which leaves the article store: name a file below it, like photos/park.jpg",
            text = text
        ));
    }
    if parts.is_empty() || text.ends_with('/') {
        return Err(sentence!(
            "flaw-path-none",
            "is \"{text}\", which names no file: write one like photos/park.jpg",
            text = text
        ));
    }
    Ok(Image::Path(parts.join("/")))
}

/// Whether a picture is named by a path from the root of a site.
pub(super) fn is_of_site(text: &str) -> bool {
    let text = text.trim();
    let is_path = text.starts_with('/') && !text.starts_with("//") && !text.trim_matches('/').is_empty();
    is_path && !text.ends_with('/') && !text.contains(['\\', ' ']) && !text.chars().any(char::is_control)
}

/// A file of the store that is named from the folder of its article.
pub(super) fn beside(text: &str, folder: &str) -> Option<Image> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in text.trim().split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let is_plain = !text.trim().starts_with('/') && !text.trim().ends_with('/') && !text.contains("://");
    image(&parts.join("/")).ok().filter(|_| is_plain)
}

/// A picture as a page at this address names it: a path from the site's root is the site's, not the store's; so is any other where the
/// page itself names it.
pub(super) fn of_page(text: &str, page: Option<&str>, is_page: bool) -> Result<Image, Sentence> {
    let site = page.and_then(|page| Url::parse(page).ok()).filter(|_| is_page || text.trim().starts_with('/'));
    match site.and_then(|site| site.join(text.trim()).ok()) {
        Some(url) => web(url.as_str()).map(Image::Url),
        None => image(text),
    }
}

fn has_drive(text: &str) -> bool {
    text.split('/').next().is_some_and(|first| first.contains(':'))
}

/// An address of the web.
pub(super) fn web(text: &str) -> Result<Url, Sentence> {
    let url = Url::parse(text).map_err(|_| {
        sentence!("flaw-url", "is \"{text}\": write a whole address with https:// and the site", text = text)
    })?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err(sentence!("flaw-url-scheme", "is \"{text}\": only http and https can be opened", text = text)),
    }
}

/// A link to an article: an address, or a path below the newsroom's site.
pub(super) fn link(text: &str) -> Result<String, Sentence> {
    let text = text.trim();
    if text.starts_with("//") {
        return web(&format!("https:{text}")).map(String::from);
    }
    let head = text.split(['/', '?', '#']).next().unwrap_or_default();
    if head.contains(':') {
        return web(text).map(|url| if url.as_str() == format!("{text}/") { text.to_owned() } else { url.into() });
    }
    if head.contains('.') && (head.len() < text.len() || head.starts_with("www.")) && head != "." && head != ".." {
        return Err(sentence!("flaw-url-bare", "is \"{text}\": write https:// before it", text = text));
    }
    if text.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(sentence!("flaw-url-spaces", "is \"{text}\": a link has no spaces", text = text));
    }
    Ok(text.to_owned())
}

/// The file whose name is written the same with other code points: «й» may be one or two, and systems differ in that.
fn spelt_alike(root: &Path, path: &Path) -> Option<PathBuf> {
    let mut found = root.to_owned();
    for part in path.components() {
        let Component::Normal(name) = part else { return None };
        let exact = found.join(name);
        found = if exact.symlink_metadata().is_ok() { exact } else { alike(&found, name)? };
    }
    Some(found)
}

fn alike(folder: &Path, name: &OsStr) -> Option<PathBuf> {
    let name = name.to_str().filter(|name| !name.is_ascii())?;
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut same = entries.filter(|entry| entry.file_name().to_str().is_some_and(|own| own.nfc().eq(name.nfc())));
    same.next().map(|entry| entry.path())
}

/// Where a file of the store is on this machine, whatever bytes its name is made of. It is looked up with links followed: a path that ends up outside
/// `root` is an error of kind `PermissionDenied`.
pub fn within(root: &Path, path: &Path) -> io::Result<PathBuf> {
    let root = root.canonicalize()?;
    let file = match root.join(path).canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            spelt_alike(&root, path).ok_or(error)?.canonicalize()?
        }
        found => found?,
    };
    match file.starts_with(&root) {
        true => Ok(file),
        false => {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("{} leaves the article store", path.display())))
        }
    }
}
