//! Renders a drawing (SVG) with `resvg`: without fonts of the system, other files or network.

use std::collections::HashMap;
use std::sync::Arc;

use image::RgbImage;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree};

use crate::cover::picture::{self, SIDE};
use crate::error::one_line;

/// Largest drawing.
const BYTES: usize = 4 << 20;

/// Renders a drawing; `inner` are the pictures that it refers to, as JPEGs.
pub(crate) fn jpeg(svg: &str, inner: HashMap<String, Vec<u8>>) -> Result<Vec<u8>, String> {
    if svg.len() > BYTES {
        return Err(format!("it is a drawing larger than {} MiB", BYTES >> 20));
    }
    if svg.contains("<!ENTITY") {
        return Err("it is a drawing that defines entities".to_owned());
    }
    let tree = Tree::from_str(svg, &options(inner)).map_err(|error| one_line(&error))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    #[expect(clippy::cast_precision_loss, reason = "a side of some thousand pixels")]
    let scale = SIDE as f32 / width.max(height);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most SIDE")]
    let pixels = |length: f32| ((length * scale).round() as u32).clamp(1, SIDE);
    let canvas = Pixmap::new(pixels(width), pixels(height));
    let mut canvas = canvas.ok_or("it is a drawing without a size")?;
    canvas.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    let drawn: Vec<u8> = canvas
        .pixels()
        .iter()
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let drawn = RgbImage::from_raw(canvas.width(), canvas.height(), drawn);
    picture::encoded(drawn.ok_or("it is a drawing without a size")?)
}

/// Resolves pictures in the drawing: only the given ones and embedded ones, all of them checked.
fn options(inner: HashMap<String, Vec<u8>>) -> Options<'static> {
    let inner: HashMap<String, Arc<Vec<u8>>> =
        inner.into_iter().map(|(source, jpeg)| (source, Arc::new(jpeg))).collect();
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, bytes, _| {
                picture::jpeg(&bytes).ok().map(|jpeg| ImageKind::JPEG(Arc::new(jpeg)))
            }),
            resolve_string: Box::new(move |source, _| {
                inner.get(source).cloned().map(ImageKind::JPEG)
            }),
        },
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Rgb};

    use super::*;

    const XLINK: &str =
        "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'";

    fn colour_at_the_middle(jpeg: &[u8]) -> [u8; 3] {
        let drawn = image::load_from_memory(jpeg).unwrap().to_rgb8();
        drawn.get_pixel(drawn.width() / 2, drawn.height() / 2).0
    }

    #[test]
    fn a_drawing_becomes_a_picture_with_the_pictures_inside_it() {
        let blue = RgbImage::from_pixel(8, 8, Rgb([0, 0, 250]));
        let mut png = Vec::new();
        DynamicImage::ImageRgb8(blue)
            .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
            .unwrap();
        let inner = HashMap::from([("../a.png".to_owned(), picture::jpeg(&png).unwrap())]);
        let svg = format!(
            "<svg {XLINK} width='70' height='140'><rect width='70' height='20' fill='red'/><image width='70' height='140' preserveAspectRatio='none' xlink:href='../a.png'/></svg>"
        );

        let jpeg = jpeg(&svg, inner).unwrap();

        let drawn = image::load_from_memory(&jpeg).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (700, 1_400));
        let [red, _, blue] = colour_at_the_middle(&jpeg);
        assert!(red < 30 && blue > 220, "{red} {blue}");
    }

    #[test]
    fn a_drawing_reaches_for_nothing() {
        let svg = format!(
            "<svg {XLINK} width='10' height='10'><image width='10' height='10' xlink:href='file:///etc/passwd'/><image width='10' height='10' xlink:href='http://127.0.0.1:9/a.png'/></svg>"
        );

        assert!(
            colour_at_the_middle(&jpeg(&svg, HashMap::new()).unwrap())
                .iter()
                .all(|colour| *colour > 250)
        );
        let bomb = format!(
            "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg {XLINK} width='1' height='1'>&a;</svg>"
        );
        assert!(jpeg(&bomb, HashMap::new()).is_err());
        assert!(jpeg("<svg", HashMap::new()).is_err());
    }
}
