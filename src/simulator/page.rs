//! The page with phones, compiled in: the files of `page/`, served under `/page/`, its `index.html` also at `/`.

use hyper::Response;

use super::server::{Body, bytes};

/// The files, each with its type.
const ASSETS: &[(&str, &str, &[u8])] = &[];

/// The asset at this path, if there is one.
pub(super) fn asset(path: &str) -> Option<Response<Body>> {
    let name = match path {
        "/" | "/index.html" => "index.html",
        _ => path.strip_prefix("/page/")?,
    };
    let (_, kind, content) = ASSETS.iter().find(|(asset, _, _)| *asset == name)?;
    Some(bytes(200, kind, *content))
}
