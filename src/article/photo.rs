//! The picture of an article, by the many keys under which systems keep it. In: the keys of a file. Out: the first picture that can be used,
//! and whose it is. A path from the root of the site is the site's: with which address in front, the newsroom knows.

use serde_json::{Map, Value};

use super::{
    Fault, Image, Sentence,
    fields::{Fields, is_named, one_or_many, text_in},
    image, plain, sentence,
};

/// Keys of a picture, the likeliest first.
pub(super) const IMAGE: [&str; 45] = [
    "image",
    "images",
    "cover",
    "photo",
    "picture",
    "featuredimage",
    "featureimage",
    "heroimage",
    "coverimage",
    "leadimage",
    "mainimage",
    "headerimage",
    "imageurl",
    "imgurl",
    "img",
    "imagesrc",
    "photourl",
    "photos",
    "pictures",
    "hero",
    "header",
    "banner",
    "bannerimage",
    "coverphoto",
    "covers",
    "poster",
    "featuredphoto",
    "featuredmedia",
    "postimage",
    "articleimage",
    "teaserimage",
    "previewimage",
    "cardimage",
    "socialimage",
    "shareimage",
    "ogimage",
    "metaimage",
    "twitterimage",
    "coverimg",
    "headerimg",
    "heroimg",
    "shareimg",
    "thumbnailimg",
    "thumbnail",
    "thumb",
];

/// Keys that may as well hold words: what stands there is a picture where it looks like one.
const LOOSE: [&str; 5] = ["header", "hero", "banner", "poster", "preview"];

/// Keys of a picture's file or address.
const FILE: [&str; 16] = [
    "file",
    "url",
    "src",
    "path",
    "href",
    "contenturl",
    "image",
    "relative",
    "filename",
    "original",
    "large",
    "feature",
    "overlayimage",
    "teaser",
    "ogimage",
    "publicurl",
];

/// Keys of a picture's author.
pub(super) const CREDIT: [&str; 10] = [
    "credit",
    "credittext",
    "creditline",
    "author",
    "byline",
    "by",
    "photographer",
    "copyrightholder",
    "copyrightnotice",
    "source",
];

/// Names that Hugo's resources of a page have where they are its picture.
const COVERS: [&str; 6] = ["cover", "featured", "feature", "hero", "header", "thumbnail"];

/// Endings of pictures.
const ENDINGS: [&str; 6] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

/// A picture and whose it is.
#[derive(Debug, Default)]
pub(super) struct Photo {
    pub image: Option<Image>,
    /// A path from the root of the newsroom's site, where that is all that is known.
    pub of_site: Option<String>,
    pub credit: Option<String>,
}

/// The first picture that can be used; what is wrong with one only where none can. `file` is the article's path.
pub(super) fn photo(fields: &Fields, file: &str) -> Result<Photo, Fault> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut wrong, mut of_site) = (None, None);
    for found in fields.all(&IMAGE) {
        let is_loose = LOOSE.iter().any(|key| is_named(found.key, key));
        for value in one_or_many(found.value).filter(|value| !is_loose || may_be_picture(value)) {
            match one(value, folder) {
                Ok(photo) if photo.image.is_some() => return Ok(photo),
                Ok(photo) if photo.of_site.is_some() => drop(of_site.get_or_insert(photo)),
                Ok(_) => {}
                Err(what) => drop(wrong.get_or_insert((found.key, what))),
            }
        }
    }
    if let Some(photo) = of_site.or_else(|| resource(fields, folder)) {
        return Ok(photo);
    }
    wrong.map_or_else(|| Ok(Photo::default()), |(key, what)| Err(fields.fault(key, what.of(key))))
}

fn may_be_picture(value: &Value) -> bool {
    let lower = value.as_str().unwrap_or_default().to_lowercase();
    value.is_object() || ENDINGS.iter().any(|ending| lower.split('?').next().unwrap_or_default().ends_with(ending))
}

fn one(value: &Value, folder: &str) -> Result<Photo, Sentence> {
    let (text, credit) = match value {
        Value::Object(map) => (text_in(map, &FILE), credit_in(map)),
        Value::String(text) => (Some(text.clone()), None),
        Value::Null | Value::Bool(_) => (None, None),
        _ => return Err(sentence!("flaw-image-none", "names no file: write one like photos/park.jpg")),
    };
    let Some(text) = text.map(|text| bare(&text).to_owned()).filter(|text| !text.is_empty()) else {
        return Ok(Photo::default());
    };
    match image::image(&text) {
        Ok(image) => Ok(Photo { image: Some(image), of_site: None, credit }),
        Err(_) if image::is_of_site(&text) => Ok(Photo { image: None, of_site: Some(text.trim().to_owned()), credit }),
        Err(what) => match image::beside(&text, folder) {
            Some(image) => Ok(Photo { image: Some(image), of_site: None, credit }),
            None => Err(what),
        },
    }
}

/// The address in a picture as notes are written: `![Мост](most.jpg)`, `[[most.jpg|300]]`, `<https://…>`.
fn bare(text: &str) -> &str {
    let text = text.trim();
    if let Some((_, rest)) = text.strip_prefix("![").and_then(|rest| rest.split_once("](")) {
        return rest.split([')', ' ']).next().unwrap_or_default();
    }
    let wiki = text.trim_start_matches('!').strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let angles = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    wiki.map(|inner| inner.split('|').next().unwrap_or_default()).or(angles).unwrap_or(text).trim()
}

fn credit_in(map: &Map<String, Value>) -> Option<String> {
    text_in(map, &CREDIT).map(|text| plain::words(&text)).filter(|text| !text.is_empty())
}

/// Hugo keeps the files of a page in its folder and lists them as `resources`.
fn resource(fields: &Fields, folder: &str) -> Option<Photo> {
    let found = fields.find(&["resources"])?;
    let items: Vec<&Map<String, Value>> = one_or_many(found.value).filter_map(Value::as_object).collect();
    let is_picture = |item: &&&Map<String, Value>| {
        let file = text_in(item, &["src"]).unwrap_or_default().to_lowercase();
        ENDINGS.iter().any(|ending| file.ends_with(ending))
    };
    let is_cover = |item: &&&Map<String, Value>| {
        let name = text_in(item, &["name"]).unwrap_or_default().to_lowercase();
        COVERS.iter().any(|cover| name.starts_with(cover))
    };
    let pictures = || items.iter().filter(is_picture);
    let item = pictures().find(is_cover).or_else(|| pictures().next())?;
    let image = image::beside(&text_in(item, &["src"])?, folder)?;
    let credit = credit_in(item).or_else(|| credit_in(item.get("params")?.as_object()?));
    Some(Photo { image: Some(image), of_site: None, credit })
}
