//! A picture as Telegram takes it. In: the bytes of a file, whatever its name says. Out: the same bytes where they can go as they
//! are; else a JPEG of them, turned as the camera says, and no larger than phones show; or why there is none.

use std::{fmt, io::Cursor};

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType, metadata::Orientation,
};
use imagesize::ImageType;

/// The largest picture that Telegram takes as a photo (Bot API, Sending files).
const TAKEN: usize = 10 * 1024 * 1024;
/// The largest sum of width and height, and the largest ratio of them.
const SIDES: (usize, usize) = (10_000, 20);
/// The largest file that is looked at: cameras write less.
pub(super) const LARGEST: usize = 40 * 1024 * 1024;
/// The most pixels that are unpacked: three bytes each, and as many again while they are turned.
const PIXELS: usize = 60_000_000;
/// The longer side of what is made anew; Telegram keeps no more.
const SIDE: u32 = 2_560;
/// Of what is made anew; nobody sees the difference to more.
const QUALITY: u8 = 88;

/// Why a photo does not go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is no such file.
    Absent,
    /// There is, and it cannot be read, for this reason.
    Unreadable(String),
    /// It has so many megabytes, or unpacked too many pixels.
    Large(usize),
    /// It is no picture, of no kind that is known here, or only a part of one.
    NoPicture,
    /// So many pixels wide and high: too narrow.
    Narrow(usize, usize),
    /// Its address is one of a private network that no setting names.
    Private,
    /// Telegram does not take it, and says why.
    Refused(String),
}

impl Lack {
    /// The key of the sentence that says so.
    pub fn key(&self) -> &'static str {
        match self {
            Lack::Absent => "photo-absent",
            Lack::Unreadable(_) => "photo-unreadable",
            Lack::Large(_) => "photo-large",
            Lack::NoPicture => "photo-no-picture",
            Lack::Narrow(..) => "photo-narrow",
            Lack::Private => "photo-private",
            Lack::Refused(_) => "photo-refused",
        }
    }

    /// What the sentence names besides.
    pub fn detail(&self) -> String {
        match self {
            Lack::Absent | Lack::NoPicture | Lack::Private => String::new(),
            Lack::Unreadable(reason) | Lack::Refused(reason) => reason.clone(),
            Lack::Large(megabytes) => megabytes.to_string(),
            Lack::Narrow(width, height) => format!("{width} × {height}"),
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lack::Absent => f.write_str("there is no such file"),
            Lack::Unreadable(reason) => write!(f, "it cannot be read: {reason}"),
            Lack::Large(megabytes) => write!(f, "{megabytes} MB are more than can be made smaller here"),
            Lack::NoPicture => f.write_str("it is no whole JPEG, PNG, WebP, GIF or BMP"),
            Lack::Narrow(width, height) => write!(f, "{width} × {height} pixels are narrower than Telegram takes"),
            Lack::Private => f.write_str("its address is a private one that no setting names"),
            Lack::Refused(reason) => write!(f, "Telegram does not take it: {reason}"),
        }
    }
}

/// See the module. Takes up to a second of work for a large one.
///
/// # Errors
/// Why there is nothing to send.
pub(super) fn picture(bytes: Vec<u8>) -> Result<Bytes, Lack> {
    let size = imagesize::blob_size(&bytes).map_err(|_| Lack::NoPicture)?;
    let (short, long) = (size.width.min(size.height), size.width.max(size.height));
    if short == 0 || long > short * SIDES.1 {
        return Err(Lack::Narrow(size.width, size.height));
    }
    let kind = imagesize::image_type(&bytes).map_err(|_| Lack::NoPicture)?;
    let is_taken = match kind {
        ImageType::Jpeg => !is_turned(&bytes),
        ImageType::Png | ImageType::Gif => true,
        _ => false,
    };
    if is_taken && bytes.len() <= TAKEN && short + long <= SIDES.0 {
        return Ok(bytes.into());
    }
    if bytes.len() > LARGEST || size.width * size.height > PIXELS {
        return Err(Lack::Large(bytes.len().div_ceil(1 << 20)));
    }
    made_anew(&bytes).map_err(|_| Lack::NoPicture)
}

/// Whether the camera says that it is to be turned. What cannot be told, Telegram may try as it is.
fn is_turned(bytes: &[u8]) -> bool {
    let turned = |bytes| -> Result<Orientation, ImageError> {
        ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?.orientation()
    };
    turned(bytes).is_ok_and(|orientation| orientation != Orientation::NoTransforms)
}

fn made_anew(bytes: &[u8]) -> Result<Bytes, ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(PIXELS as u64 * 4 * 2);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder)?;
    if image.width().max(image.height()) > SIDE {
        image = image.resize(SIDE, SIDE, FilterType::Triangle);
    }
    image.apply_orientation(orientation);
    let mut made = Vec::new();
    JpegEncoder::new_with_quality(&mut made, QUALITY).encode_image(&on_white(&image))?;
    Ok(made.into())
}

/// A JPEG has nothing to see through.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let image = image.to_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0.map(u32::from);
        let over = |part: u32| u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn made(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let colour = |x: u32, y: u32| Rgba([(x * 255 / width) as u8, (y * 255 / height) as u8, 90, 255]);
        let image = DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, colour));
        let image = if format == ImageFormat::Jpeg { image.to_rgb8().into() } else { image };
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG whose camera was held upright: EXIF 2.32, tag Orientation.
    fn turned(orientation: u8) -> Vec<u8> {
        let plain = made(40, 20, ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
    }

    fn seen(bytes: &[u8]) -> (ImageType, usize, usize) {
        let size = imagesize::blob_size(bytes).unwrap();
        (imagesize::image_type(bytes).unwrap(), size.width, size.height)
    }

    #[test]
    fn what_telegram_takes_stays_as_it_is() {
        for bytes in
            [made(40, 20, ImageFormat::Jpeg), made(40, 20, ImageFormat::Png), made(40, 20, ImageFormat::Gif), turned(1)]
        {
            assert_eq!(picture(bytes.clone()).unwrap(), bytes);
        }
    }

    #[test]
    fn what_it_does_not_take_becomes_a_jpeg() {
        let check = |bytes: Vec<u8>, width, height| {
            assert_eq!(seen(&picture(bytes).unwrap()), (ImageType::Jpeg, width, height));
        };
        check(made(40, 20, ImageFormat::WebP), 40, 20);
        check(made(40, 20, ImageFormat::Bmp), 40, 20);
        check(made(9_600, 600, ImageFormat::Jpeg), 2_560, 160);
        check(turned(6), 20, 40);
        check(turned(3), 40, 20);
    }

    #[test]
    fn what_can_be_seen_through_is_white() {
        let mut bytes = Cursor::new(Vec::new());
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(16, 16, Rgba([0, 0, 0, 0])));
        clear.write_to(&mut bytes, ImageFormat::WebP).unwrap();
        let made = image::load_from_memory(&picture(bytes.into_inner()).unwrap()).unwrap().to_rgb8();
        assert!(made.pixels().all(|pixel| pixel.0.iter().all(|part| *part > 250)));
    }

    #[test]
    fn what_is_none_says_why() {
        let whole = made(400, 200, ImageFormat::WebP);
        let mut huge = made(40, 20, ImageFormat::Png);
        huge[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]); // 20,000 × 20,000
        for (bytes, lack) in [
            (b"<html>".to_vec(), Lack::NoPicture),
            (Vec::new(), Lack::NoPicture),
            (whole[..whole.len() / 2].to_vec(), Lack::NoPicture),
            (made(210, 10, ImageFormat::Png), Lack::Narrow(210, 10)),
            (huge, Lack::Large(1)),
        ] {
            assert_eq!(picture(bytes), Err(lack));
        }
    }

    #[test]
    fn no_damage_makes_it_panic() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp] {
            let whole = if format == ImageFormat::Jpeg { turned(6) } else { made(12, 8, format) };
            for place in 0..whole.len().min(300) {
                for change in [0x00, 0xff] {
                    let mut bytes = whole.clone();
                    bytes[place] = change;
                    let _ = picture(bytes);
                }
            }
        }
    }
}
