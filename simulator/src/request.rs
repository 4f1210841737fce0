//! From the bytes of an HTTP request to a method's parameters.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::{
    Request,
    body::{Body, Incoming},
    header::CONTENT_TYPE,
};
use serde_json::Value;

use super::args::{Args, Upload};

/// The largest body that is looked at: a document of 50 MB and its form.
const LARGEST: usize = 52 << 20;
/// Of a larger body so much is read and thrown away, so that the client gets to read the answer.
const DRAINED: usize = 256 << 20;

/// Why a body could not be read.
#[derive(Debug, PartialEq)]
pub(super) enum Unreadable {
    /// 413.
    TooLarge,
    /// 400 with this description.
    Bad(&'static str),
    /// The connection is gone.
    Gone,
}

/// The whole body, unless it is too large.
pub(super) async fn read_body(mut body: Incoming) -> Result<Bytes, Unreadable> {
    let announced = body.size_hint().lower();
    let mut kept = BytesMut::with_capacity(usize::try_from(announced).unwrap_or(0).min(1 << 20));
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unreadable::Gone)?.into_data() else { continue };
        seen += data.len();
        if seen > DRAINED {
            return Err(Unreadable::TooLarge);
        }
        if seen > LARGEST || announced > LARGEST as u64 {
            continue;
        }
        if seen as u64 == announced && kept.is_empty() {
            return Ok(data);
        }
        kept.extend_from_slice(&data);
    }
    if seen > LARGEST { Err(Unreadable::TooLarge) } else { Ok(kept.freeze()) }
}

/// The parameters of a request: its query first, its body over them.
pub(super) async fn read_args(request: Request<Incoming>) -> Result<Args, Unreadable> {
    let mut args = Args::default();
    if let Some(query) = request.uri().query() {
        read_form(query.as_bytes(), &mut args)?;
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("").to_string();
    let body = read_body(request.into_body()).await?;
    if body.is_empty() {
        return Ok(args);
    }
    let essence = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" => read_json(&body, &mut args)?,
        "application/x-www-form-urlencoded" => read_form(&body, &mut args)?,
        "multipart/form-data" => read_multipart(&kind, body, &mut args).await?,
        _ => {}
    }
    Ok(args)
}

fn read_json(body: &[u8], args: &mut Args) -> Result<(), Unreadable> {
    const WRONG: Unreadable = Unreadable::Bad("can't parse JSON object");
    if std::str::from_utf8(body).is_err() {
        return Err(Unreadable::Bad("strings must be encoded in UTF-8"));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => {
            for (name, value) in object {
                args.set(name, value);
            }
            Ok(())
        }
        _ => Err(WRONG),
    }
}

fn read_form(form: &[u8], args: &mut Args) -> Result<(), Unreadable> {
    for pair in form.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let split = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let name = decode(&pair[..split])?;
        let value = decode(pair.get(split + 1..).unwrap_or_default())?;
        args.set(name, Value::String(value));
    }
    Ok(())
}

/// A path with what some clients write as `%3A`; as it stands where that is no text.
pub(super) fn percent_decoded(path: &str) -> String {
    // In a path a plus is a plus.
    decode(path.replace('+', "%2B").as_bytes()).unwrap_or_else(|_| path.to_string())
}

/// Percent-decoding that notices what is not UTF-8.
fn decode(encoded: &[u8]) -> Result<String, Unreadable> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut at = 0;
    let digit = |at: usize| encoded.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    while let Some(byte) = encoded.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'+', _, _) => decoded.push(b' '),
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 2;
            }
            _ => decoded.push(*byte),
        }
        at += 1;
    }
    String::from_utf8(decoded).map_err(|_| Unreadable::Bad("strings must be encoded in UTF-8"))
}

async fn read_multipart(kind: &str, body: Bytes, args: &mut Args) -> Result<(), Unreadable> {
    const WRONG: Unreadable = Unreadable::Bad("can't parse multipart form data");
    let boundary = multer::parse_boundary(kind).map_err(|_| WRONG)?;
    let whole = futures_util::stream::once(async move { Ok::<_, std::io::Error>(body) });
    let mut form = multer::Multipart::new(whole, boundary);
    while let Some(field) = form.next_field().await.map_err(|_| WRONG)? {
        let Some(name) = field.name().map(str::to_string) else { continue };
        let file_name = field.file_name().map(str::to_string);
        let mime = field.content_type().map(ToString::to_string);
        let bytes = field.bytes().await.map_err(|_| WRONG)?;
        match file_name {
            Some(file) => {
                let mime = mime.unwrap_or_else(|| "application/octet-stream".to_string());
                args.files.insert(name, Upload { name: file, mime, bytes });
            }
            None => {
                let text = String::from_utf8(bytes.to_vec());
                let text = text.map_err(|_| Unreadable::Bad("strings must be encoded in UTF-8"))?;
                args.set(name, Value::String(text));
            }
        }
    }
    Ok(())
}
