//! Overrides nearer to the book win, and those of the command line most of all.

use super::*;

fn find(given: BTreeMap<String, String>, book: Option<&Path>) -> anyhow::Result<MetadataOverrides> {
    find_overrides(given, book, |_| {})
}

fn given(meta: &[(&str, &str)]) -> BTreeMap<String, String> {
    meta.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
}

const OPF: &str = r#"<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="a"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="a">1</dc:identifier><dc:title>Of the OPF</dc:title><dc:publisher>Loft</dc:publisher><dc:subject>Wind</dc:subject></metadata></package>"#;

#[test]
fn the_command_line_comes_first_then_the_nearest_file() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.epub", "");
    write("book.mobi", "");
    write("cover.jpg", "");
    write("book.metadata.json", r#"{"title":"Nearest","narrators":["N"]}"#);
    write("metadata.json", r##"{"title":"Folder","series":["Mills #2"],"asin":"B002V5D7JS"}"##);
    write("metadata.opf", OPF);
    let book = folder.path().join("book.epub");

    let said = find(given(&[("narrator", "Given"), ("series", "Winds")]), Some(&book)).unwrap();

    let expected = [
        ("asin", "B002V5D7JS"),
        ("genre", "Wind"),
        ("narrator", "Given"),
        ("publisher", "Loft"),
        ("series", "Winds"),
        ("title", "Nearest"),
    ];
    assert_eq!(said.meta, given(&expected));
    assert_eq!(find(given(&[]), None).unwrap(), MetadataOverrides::default());
}

#[test]
fn a_file_beside_several_books_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    ["one.epub", "two.epub"].into_iter().for_each(|name| write(name, ""));
    write("metadata.json", r#"{"title":"Whose?"}"#);
    write("two.metadata.json", r#"{"title":"Two"}"#);
    let said = |name: &str| find(given(&[]), Some(&folder.path().join(name))).unwrap().meta;

    assert_eq!(said("one.epub"), given(&[]));
    assert_eq!(said("two.epub"), given(&[("title", "Two")]));
}

#[test]
fn a_cover_is_made_a_jpeg_and_named_by_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cover.svg");
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='30'></svg>";
    fs::write(&path, svg).unwrap();
    let path = path.display().to_string();

    let said = find(given(&[("cover", &path)]), None).unwrap();

    let jpeg = said.cover.unwrap();
    assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]));
    assert_eq!(said.meta["cover"], BlobKey::cover(Digest::of(&jpeg)).to_string());
    let stored = find(given(&[("cover", &said.meta["cover"])]), None).unwrap();
    assert_eq!((&stored.meta, stored.cover), (&said.meta, None), "one in the store stays there");
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.epub");
    let check = |name: &str, meta: &[(&str, &str)]| {
        let error = find(given(meta), Some(&book)).unwrap_err();
        assert_eq!(chassis::exit_of(&error), Exit::Input);
        assert!(format!("{error:#}").contains(name), "{error:#}");
    };

    check("no-such.png", &[("cover", "no-such.png")]);
    let text = folder.path().join("cover.txt");
    fs::write(&text, "a text").unwrap();
    check("cover.txt", &[("cover", &text.display().to_string())]);
    fs::write(folder.path().join("book.metadata.opf"), "no XML").unwrap();
    check("book.metadata.opf", &[]);
    fs::write(folder.path().join("book.metadata.json"), "{").unwrap();
    check("book.metadata.json", &[]);
}
