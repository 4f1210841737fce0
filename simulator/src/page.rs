//! The page with phones, compiled in: the files of `page/`, served under `/page/`, its `index.html` also at `/`.

use hyper::Response;

use super::server::{Body, bytes};

/// Names the files of `page/` and takes them in.
macro_rules! assets {
    ($($name:literal,)*) => {
        [$(($name, include_bytes!(concat!("page/", $name)).as_slice()),)*]
    };
}

/// The files: a new one is named here, or a test fails.
const ASSETS: &[(&str, &[u8])] = &assets![
    "css/bubble.css",
    "css/page.css",
    "css/panel.css",
    "css/phone.css",
    "icon.svg",
    "index.html",
    "js/adding.js",
    "js/api.js",
    "js/bubble.js",
    "js/composer.js",
    "js/desk.js",
    "js/dom.js",
    "js/faults.js",
    "js/feed.js",
    "js/inline.js",
    "js/keyboard.js",
    "js/main.js",
    "js/measures.js",
    "js/menus.js",
    "js/model.js",
    "js/panel.js",
    "js/phone-words.js",
    "js/phone.js",
    "js/requests.js",
    "js/sheet.js",
    "js/story.js",
    "js/tabs.js",
    "js/theme.js",
    "js/words-kk.js",
    "js/words.js",
    "wallpaper.svg",
];

/// The asset at this path, if there is one.
pub(super) fn asset(path: &str) -> Option<Response<Body>> {
    let name = match path {
        "/" | "/index.html" => "index.html",
        _ => path.strip_prefix("/page/")?,
    };
    let (_, content) = ASSETS.iter().find(|(asset, _)| *asset == name)?;
    Some(bytes(200, kind(name), *content))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    fn files(folder: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                files(&entry.path(), root, found);
            } else {
                found.push(entry.path().strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn every_file_of_the_page_is_served() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page");
        let mut found = Vec::new();
        files(&root, &root, &mut found);
        found.sort();
        let mut named: Vec<&str> = ASSETS.iter().map(|(name, _)| *name).collect();
        named.sort_unstable();
        assert_eq!(named, found);
        assert!(asset("/").is_some() && asset("/page/nothing.js").is_none());
    }
}
