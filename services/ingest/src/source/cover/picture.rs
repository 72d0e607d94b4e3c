//! A picture, checked by its header, and made a small plain JPEG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use crate::source::error::one_line;

/// Largest picture file.
const FILE_BYTES: usize = 20 << 20;
/// Most pixels that are decoded.
const PIXELS: u64 = 40_000_000;
/// Longest side of the picture that is kept.
pub(super) const SIDE: u32 = 1_400;
/// Quality of the JPEG, of 100.
const QUALITY: u8 = 85;

/// Makes a small plain JPEG of a picture.
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
    if width.max(height) > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    encoded(on_white(&picture))
}

/// Encodes a picture.
pub(super) fn encoded(picture: RgbImage) -> Result<Vec<u8>, String> {
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    let flat = DynamicImage::ImageRgb8(picture);
    flat.write_with_encoder(encoder).map_err(|error| one_line(&error))?;
    Ok(jpeg)
}

/// What shines through a picture is white.
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
