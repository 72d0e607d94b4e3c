//! The cover picture: found, checked by its header, and made a plain JPEG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use rbook::Epub;

use crate::source::encoding::decode;
use crate::source::error::one_line;
use crate::source::guard::Archive;
use crate::source::package::path_of;

/// Largest picture file.
const FILE_BYTES: usize = 20 << 20;
/// Most pixels that are decoded.
const PIXELS: u64 = 40_000_000;
/// Longest side of the picture that is kept.
const SIDE: u32 = 1_400;
/// Quality of the JPEG, of 100.
const QUALITY: u8 = 85;

/// Finds the cover; an error says in one line why there is none though the book has one.
pub(crate) fn find(archive: &mut Archive, epub: &Epub) -> Result<Option<Vec<u8>>, String> {
    let mut why = None;
    for path in candidates(epub) {
        match picture(archive, &path) {
            Ok(Some(jpeg)) => return Ok(Some(jpeg)),
            Ok(None) => {}
            Err(error) => why = why.or(Some(format!("the cover `{path}` was not used: {error}"))),
        }
    }
    why.map_or(Ok(None), Err)
}

/// Where a cover may be, best first: as the package says, then pictures called cover. Drawings come last.
fn candidates(epub: &Epub) -> Vec<String> {
    let manifest = epub.manifest();
    let named = manifest.iter().filter(|entry| {
        let href = entry.href().as_str().to_ascii_lowercase();
        let name = href.rsplit('/').next().unwrap_or_default();
        entry.media_type().starts_with("image/")
            && (name.contains("cover") || entry.id().to_ascii_lowercase().contains("cover"))
    });
    let mut paths: Vec<String> = Vec::new();
    for entry in manifest.cover_image().into_iter().chain(named) {
        let path = path_of(entry.href());
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths.sort_by_key(|path| path.to_ascii_lowercase().ends_with(".svg"));
    paths
}

fn picture(archive: &mut Archive, path: &str) -> Result<Option<Vec<u8>>, String> {
    let Some(bytes) = archive.read(path).map_err(|error| error.to_string())? else {
        return Err("it is missing".to_owned());
    };
    if path.to_ascii_lowercase().ends_with(".svg") {
        let inner = embedded(&decode(&bytes)).ok_or("it is a drawing (SVG)")?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inner = resolved(folder, &inner);
        let inner = archive.read(&inner).map_err(|error| error.to_string())?;
        return inner.map(|bytes| jpeg(&bytes)).transpose();
    }
    jpeg(&bytes).map(Some)
}

/// The picture that a drawing is made of.
fn embedded(svg: &str) -> Option<String> {
    let image = svg.split_once("<image").or_else(|| svg.split_once(":image"))?.1;
    let tag = image.split_once('>')?.0;
    let value = tag.split_once("href=")?.1;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let href = value[1..].split_once(quote)?.0;
    (!href.contains(':')).then(|| href.to_owned())
}

fn resolved(folder: &str, href: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

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
    let mut jpeg = Vec::new();
    let flat = DynamicImage::ImageRgb8(picture.to_rgb8());
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    flat.write_with_encoder(encoder).map_err(|error| one_line(&error))?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_lends_the_picture_inside() {
        let svg = r#"<svg xmlns:xlink="x"><image width="1" xlink:href="../images/a.jpg"/></svg>"#;

        assert_eq!(embedded(svg).as_deref(), Some("../images/a.jpg"));
        assert_eq!(resolved("EPUB/covers", "../images/a.jpg"), "EPUB/images/a.jpg");
        assert_eq!(embedded("<svg><image href='http://x/a.jpg'/></svg>"), None);
    }

    #[test]
    fn a_huge_picture_is_refused_by_its_header() {
        let mut png = Vec::new();
        let small = DynamicImage::new_rgb8(1, 1);
        small.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        assert!(jpeg(&png).is_ok());

        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);

        assert!(jpeg(&png).is_err());
    }
}
