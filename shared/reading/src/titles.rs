//! Recognises the matter of a chapter by its title, in the languages of most books.

use contract::Matter;

/// Titles by matter; lower case, without punctuation.
const TITLES: [(Matter, &[&str]); 18] = [
    (
        Matter::Cover,
        &["cover", "titelbild", "couverture", "cubierta", "portada", "copertina", "omslag"],
    ),
    (
        Matter::TitlePage,
        &[
            "title page",
            "titlepage",
            "half title",
            "half title page",
            "titelseite",
            "titelblatt",
            "page de titre",
            "frontespizio",
        ],
    ),
    (
        Matter::Copyright,
        &[
            "copyright",
            "copyright page",
            "copyright notice",
            "imprint",
            "uncopyright",
            "impressum",
            "legal notice",
            "mentions légales",
            "créditos",
            "credits",
            "colofon",
            "the full project gutenberg license",
        ],
    ),
    (Matter::Colophon, &["colophon", "kolophon", "colofón"]),
    (
        Matter::Contents,
        &[
            "contents",
            "table of contents",
            "toc",
            "inhalt",
            "inhaltsverzeichnis",
            "table des matières",
            "sommaire",
            "índice de contenidos",
            "contenido",
            "indice",
            "sommario",
            "inhoud",
            "list of illustrations",
            "illustrations",
            "list of figures",
            "list of tables",
            "list of maps",
        ],
    ),
    (Matter::Dedication, &["dedication", "widmung", "dédicace", "dedicatoria", "dedica"]),
    (Matter::Foreword, &["foreword", "geleitwort", "avant propos", "prefazione dell editore"]),
    (
        Matter::Preface,
        &[
            "preface",
            "vorwort",
            "préface",
            "prefacio",
            "prólogo del autor",
            "prefazione",
            "voorwoord",
        ],
    ),
    (
        Matter::Introduction,
        &["introduction", "einleitung", "einführung", "introducción", "introduzione", "inleiding"],
    ),
    (
        Matter::Acknowledgments,
        &[
            "acknowledgments",
            "acknowledgements",
            "danksagung",
            "remerciements",
            "agradecimientos",
            "ringraziamenti",
            "dankwoord",
        ],
    ),
    (Matter::Prologue, &["prologue", "prolog", "prólogo", "prologo", "proloog"]),
    (Matter::Epilogue, &["epilogue", "epilog", "épilogue", "epílogo", "epilogo", "epiloog"]),
    (
        Matter::Afterword,
        &["afterword", "nachwort", "postface", "epílogo del autor", "postfazione", "nawoord"],
    ),
    (Matter::Glossary, &["glossary", "glossar", "glossaire", "glosario", "glossario"]),
    (
        Matter::Bibliography,
        &[
            "bibliography",
            "works cited",
            "references",
            "further reading",
            "literaturverzeichnis",
            "bibliographie",
            "bibliografía",
            "bibliografia",
        ],
    ),
    (
        Matter::Index,
        &[
            "index",
            "register",
            "stichwortverzeichnis",
            "sachregister",
            "índice alfabético",
            "indice analitico",
        ],
    ),
    (
        Matter::Notes,
        &[
            "notes",
            "endnotes",
            "footnotes",
            "anmerkungen",
            "fußnoten",
            "endnoten",
            "notas",
            "note",
            "noten",
        ],
    ),
    (
        Matter::AboutAuthor,
        &[
            "about the author",
            "about the authors",
            "über den autor",
            "über die autorin",
            "à propos de l auteur",
            "sobre el autor",
            "sobre la autora",
            "l autore",
            "sull autore",
        ],
    ),
];

/// The matter of a chapter with this title.
pub(super) fn matter(title: &str) -> Option<Matter> {
    let plain: String =
        title.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<String> = plain.split_whitespace().map(str::to_lowercase).collect();
    let title = words.join(" ");
    if ["also by", "other books by", "more from", "books by"]
        .iter()
        .any(|words| title.starts_with(words))
    {
        return Some(Matter::Advertisement);
    }
    let known = TITLES.iter().find(|(_, titles)| titles.contains(&title.as_str()));
    known.map(|(matter, _)| *matter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_several_languages() {
        assert_eq!(matter("Table of Contents"), Some(Matter::Contents));
        assert_eq!(matter("INHALTSVERZEICHNIS"), Some(Matter::Contents));
        assert_eq!(matter("À propos de l’auteur"), Some(Matter::AboutAuthor));
        assert_eq!(matter("Also by A. Tester"), Some(Matter::Advertisement));
        assert_eq!(matter("Notes from Underground"), None);
        assert_eq!(matter("The Index of Fear"), None);
    }
}
