//! Photos and other files in a request: uploaded, by URL, or sent again by `file_id`.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::{
    Photo,
    answer::{Refusal, Stop, bad},
    args::{Args, Upload},
    files::{File, PHOTO_BYTES, URL_FILE_BYTES, URL_PHOTO_BYTES, photo_size},
    markup::checked_link,
    world::World,
};

/// The largest upload that is not a photo.
const FILE_BYTES: usize = 50 << 20;

/// The file in parameter `field`; `kind` is `photo`, `document` …
pub fn in_field(world: &mut World, args: &Args, field: &str, kind: &str) -> Result<File, Stop> {
    if let Some(upload) = args.files.get(field) {
        return uploaded(world, upload, kind);
    }
    let given = args.text(field);
    if given.is_empty() {
        return Err(bad(&format!("there is no {kind} in the request")));
    }
    named(world, args, &given, kind)
}

/// The file that a string names: `attach://…`, a URL or a `file_id`.
pub fn named(world: &mut World, args: &Args, given: &str, kind: &str) -> Result<File, Stop> {
    if let Some(name) = given.strip_prefix("attach://") {
        let upload = args.files.get(name).ok_or_else(|| bad(&format!("there is no {kind} in the request")))?;
        return uploaded(world, upload, kind);
    }
    if given.contains('.') || given.contains("://") {
        return by_url(world, given, kind);
    }
    if given.starts_with("file:") {
        return Err(bad("wrong file identifier/HTTP URL specified"));
    }
    world.files.again(given, kind)
}

/// The photo of a kept file, as messages show it.
pub fn photo(file: &File, spoiler: bool) -> Photo {
    Photo {
        file_id: file.id.clone(),
        file_unique_id: file.unique_id.clone(),
        width: file.width,
        height: file.height,
        spoiler,
    }
}

/// A file that is no photo, as the field of its kind.
pub fn document(file: &File) -> Value {
    let mut shown = json!({"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.bytes.len()});
    if !file.name.is_empty() {
        shown["file_name"] = json!(file.name);
    }
    if !file.mime.is_empty() {
        shown["mime_type"] = json!(file.mime);
    }
    match file.kind.as_str() {
        "video" | "animation" | "video_note" => {
            shown["width"] = json!(file.width.max(320));
            shown["height"] = json!(file.height.max(240));
            shown["length"] = json!(240);
            shown["duration"] = json!(1);
        }
        "audio" | "voice" => shown["duration"] = json!(1),
        "sticker" => {
            for (field, value) in [("width", json!(512)), ("height", json!(512)), ("type", json!("regular"))] {
                shown[field] = value;
            }
            shown["is_animated"] = json!(false);
            shown["is_video"] = json!(false);
        }
        _ => {}
    }
    shown
}

fn uploaded(world: &mut World, upload: &Upload, kind: &str) -> Result<File, Stop> {
    let most = if kind == "photo" { PHOTO_BYTES } else { FILE_BYTES };
    if upload.bytes.len() > most {
        return Err(Refusal::plain(413, "Request Entity Too Large").into());
    }
    if upload.bytes.is_empty() {
        return Err(bad("file must be non-empty"));
    }
    keep(world, kind, &upload.name, &upload.mime, upload.bytes.clone())
}

fn by_url(world: &mut World, url: &str, kind: &str) -> Result<File, Stop> {
    if !url.contains("localhost") && !is_numeric_host(url) {
        checked_link(url).map_err(|_| bad("wrong HTTP URL specified"))?;
    }
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(bad("wrong HTTP URL specified"));
    }
    let Some(page) = world.files.web.get(url).cloned() else { return Err(Stop::Fetch(url.to_string())) };
    let Some(page) = page else { return Err(bad("failed to get HTTP URL content")) };
    let most = if kind == "photo" { URL_PHOTO_BYTES } else { URL_FILE_BYTES };
    if page.bytes.len() > most {
        return Err(bad("failed to get HTTP URL content"));
    }
    if kind == "photo" && !page.mime.starts_with("image/") {
        return Err(bad("wrong type of the web page content"));
    }
    let name = url.rsplit('/').next().unwrap_or("").split('?').next().unwrap_or("").to_string();
    keep(world, kind, &name, &page.mime, page.bytes)
}

fn is_numeric_host(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or("").split(['/', ':', '?']).next().unwrap_or("");
    host.parse::<std::net::IpAddr>().is_ok()
}

fn keep(world: &mut World, kind: &str, name: &str, mime: &str, bytes: Bytes) -> Result<File, Stop> {
    let size = if kind == "photo" { photo_size(&bytes)? } else { (0, 0) };
    let mime = if kind == "photo" && !mime.starts_with("image/") { "image/jpeg" } else { mime };
    Ok(world.files.keep(kind, name, mime, bytes, size))
}
