//! The page with phones, compiled in: the files of `page/`, served under `/page/`, its `index.html` also at `/`.

use hyper::Response;

use super::server::{Body, bytes};

const HTML: &str = "text/html; charset=utf-8";
const PICTURE: &str = "image/svg+xml";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! asset {
    ($kind:ident, $name:literal) => {
        ($name, $kind, include_bytes!(concat!("page/", $name)))
    };
}

/// The files, each with its type.
const ASSETS: &[(&str, &str, &[u8])] = &[
    asset!(HTML, "index.html"),
    asset!(PICTURE, "icon.svg"),
    asset!(PICTURE, "wallpaper.svg"),
    asset!(CSS, "css/bubble.css"),
    asset!(CSS, "css/page.css"),
    asset!(CSS, "css/panel.css"),
    asset!(CSS, "css/phone.css"),
    asset!(SCRIPT, "js/adding.js"),
    asset!(SCRIPT, "js/api.js"),
    asset!(SCRIPT, "js/bubble.js"),
    asset!(SCRIPT, "js/composer.js"),
    asset!(SCRIPT, "js/desk.js"),
    asset!(SCRIPT, "js/dom.js"),
    asset!(SCRIPT, "js/faults.js"),
    asset!(SCRIPT, "js/feed.js"),
    asset!(SCRIPT, "js/inline.js"),
    asset!(SCRIPT, "js/keyboard.js"),
    asset!(SCRIPT, "js/main.js"),
    asset!(SCRIPT, "js/measures.js"),
    asset!(SCRIPT, "js/menus.js"),
    asset!(SCRIPT, "js/model.js"),
    asset!(SCRIPT, "js/panel.js"),
    asset!(SCRIPT, "js/phone-words.js"),
    asset!(SCRIPT, "js/phone.js"),
    asset!(SCRIPT, "js/requests.js"),
    asset!(SCRIPT, "js/sheet.js"),
    asset!(SCRIPT, "js/story.js"),
    asset!(SCRIPT, "js/tabs.js"),
    asset!(SCRIPT, "js/theme.js"),
    asset!(SCRIPT, "js/words.js"),
];

/// The asset at this path, if there is one.
pub(super) fn asset(path: &str) -> Option<Response<Body>> {
    let name = match path {
        "/" | "/index.html" => "index.html",
        _ => path.strip_prefix("/page/")?,
    };
    let (_, kind, content) = ASSETS.iter().find(|(asset, _, _)| *asset == name)?;
    Some(bytes(200, kind, *content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_page_is_compiled_in() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/simulator/page");
        let mut folders = vec![root.clone()];
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&root).expect("it is below").to_string_lossy().to_string();
                assert!(ASSETS.iter().any(|(asset, ..)| *asset == name), "{name} is not served");
                files += 1;
            }
        }
        assert_eq!(files, ASSETS.len());
        assert!(asset("/").is_some() && asset("/page/js/main.js").is_some() && asset("/page/../page.rs").is_none());
    }
}
