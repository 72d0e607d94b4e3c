//! Checks a picture by its header, and makes it a small plain JPEG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use crate::error::one_line;

/// Largest picture file.
const FILE_BYTES: usize = 20 << 20;
/// Most pixels that are decoded.
const PIXELS: u64 = 40_000_000;
/// Longest side of the picture that is kept.
pub(super) const SIDE: u32 = 1_400;
/// Quality of the JPEG, of 100.
const QUALITY: u8 = 90;
/// Largest file that is kept unchanged.
const KEPT_BYTES: usize = 2 << 20;

/// Makes a small plain JPEG of a picture; a picture that already is one is kept byte for byte.
pub(crate) fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, String> {
    if bytes.len() > FILE_BYTES {
        return Err(format!("it is larger than {} MiB", FILE_BYTES >> 20));
    }
    let reader =
        || ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| one_line(&e));
    let format = reader()?.format();
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    if !format.is_some_and(|format| known.contains(&format)) {
        return Err("it is not a JPEG, PNG, WebP or GIF".to_owned());
    }
    let (width, height) = reader()?.into_dimensions().map_err(|error| one_line(&error))?;
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(format!("it has more than {} million pixels", PIXELS / 1_000_000));
    }
    let mut reader = reader()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(PIXELS * 8);
    reader.limits(limits);
    let mut picture = reader.decode().map_err(|error| one_line(&error))?;
    if width.max(height) <= SIDE && bytes.len() <= KEPT_BYTES && is_plain(bytes) {
        return Ok(bytes.to_vec());
    }
    if width.max(height) > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    encoded(on_white(&picture))
}

/// Whether players can show these bytes: a baseline JPEG of eight bits, grey or in the usual three colours.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[0xff, 0xd8]) else { return false };
    let mut is_rgb = false;
    while let [0xff, marker, high, low, ..] = *rest {
        let end = 2 + usize::from(u16::from_be_bytes([high, low]));
        let Some(part) = rest.get(4..end) else { return false };
        match marker {
            0xc0 => {
                let of_eight = part.first() == Some(&8);
                return of_eight
                    && matches!((part.get(5), is_rgb), (Some(1), _) | (Some(3), false));
            }
            0xc1..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xda => return false,
            // Adobe's marker of RGB colours.
            0xee => is_rgb = part.starts_with(b"Adobe") && part.get(11) == Some(&0),
            _ => {}
        }
        rest = &rest[end..];
    }
    false
}

/// Encodes a picture.
pub(super) fn encoded(picture: RgbImage) -> Result<Vec<u8>, String> {
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    let flat = DynamicImage::ImageRgb8(picture);
    flat.write_with_encoder(encoder).map_err(|error| one_line(&error))?;
    Ok(jpeg)
}

/// Puts a transparent picture on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u16::from);
        let mixed = |colour: u16| (colour * alpha + 255 * (255 - alpha)) / 255;
        Rgb([red, green, blue].map(|colour| u8::try_from(mixed(colour)).unwrap_or(u8::MAX)))
    })
}

#[cfg(test)]
mod tests {
    use image::Rgba;

    use super::*;

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut png = Vec::new();
        picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        png
    }

    #[test]
    fn a_huge_picture_is_refused_by_its_header() {
        let mut png = png(&DynamicImage::new_rgb8(1, 1));
        assert!(jpeg(&png).is_ok());

        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);

        assert!(jpeg(&png).is_err());
    }

    /// A JPEG as ffmpeg makes it, with more options.
    fn foreign(options: &str) -> Vec<u8> {
        let ffmpeg = child::find_tool("ffmpeg").expect("ffmpeg is needed");
        let words = format!("-v error -f lavfi -i color=red:s=64x96 -frames:v 1 {options} pipe:1");
        let words = words.split_whitespace();
        std::process::Command::new(ffmpeg).args(words).output().unwrap().stdout
    }

    #[test]
    fn a_plain_jpeg_stays_as_it_is() {
        let plain = foreign("-c:v mjpeg -f mjpeg");
        assert_eq!(jpeg(&plain).unwrap(), plain);

        let large = foreign("-vf scale=1600:64 -c:v mjpeg -f mjpeg");
        let made = jpeg(&large).unwrap();

        let read = image::load_from_memory(&made).unwrap();
        assert_eq!((read.width(), read.height()), (1_400, 56));
        assert!(jpeg(&plain[..plain.len() / 3]).is_err(), "half a picture is none");
    }

    #[test]
    fn only_baseline_with_the_usual_colours_is_plain() {
        let frame = |kind: u8, channels: u8| {
            let adobe = [&[0xff, 0xee, 0, 14], b"Adobe".as_slice(), &[0, 100, 0, 0, 0, 0, 0]];
            let frame = [0xff, kind, 0, 11, 8, 0, 1, 0, 1, channels, 1, 0x11, 0];
            let plain = [&[0xff, 0xd8], frame.as_slice()].concat();
            (plain, [&[0xff, 0xd8], adobe.concat().as_slice(), &frame].concat())
        };

        assert!(is_plain(&frame(0xc0, 3).0));
        assert!(is_plain(&frame(0xc0, 1).0));
        assert!(!is_plain(&frame(0xc2, 3).0), "progressive");
        assert!(!is_plain(&frame(0xc0, 4).0), "four colours of ink");
        assert!(!is_plain(&frame(0xc0, 3).1), "red, green and blue");
        assert!(!is_plain(b"\xff\xd8\xff"));
    }

    #[test]
    fn a_large_picture_is_made_small_and_what_is_clear_is_white() {
        let mut clear = image::RgbaImage::from_pixel(2_800, 100, Rgba([0, 0, 0, 0]));
        clear.put_pixel(0, 0, Rgba([0, 0, 0, 255]));

        let made = jpeg(&png(&DynamicImage::ImageRgba8(clear))).unwrap();

        let made = image::load_from_memory_with_format(&made, ImageFormat::Jpeg).unwrap().to_rgb8();
        assert_eq!(made.dimensions(), (1_400, 50));
        assert!(made.get_pixel(700, 25).0.iter().all(|colour| *colour > 250));
    }
}
