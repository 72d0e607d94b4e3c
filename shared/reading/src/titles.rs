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
            "copyright information",
            "copyrights",
            "copyright and permissions",
            "legal information",
            "rechtliche hinweise",
            "urheberrecht",
            "über dieses buch impressum",
            "droits d auteur",
            "copyright et mentions légales",
            "aviso legal",
            "página legal",
            "página de derechos",
            "derechos de autor",
            "página de créditos",
            "note legali",
            "informazioni di copyright",
            "diritti d autore",
            "the full project gutenberg licence",
            "ficha técnica",
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
            "list of contents",
            "brief contents",
            "contents in brief",
            "detailed contents",
            "inhaltsübersicht",
            "inhaltsangabe",
            "table des chapitres",
            "table",
            "contenidos",
            "tabla de contenidos",
            "tabla de contenido",
            "tabla de materias",
            "índice",
            "índice general",
            "índice de capítulos",
            "indice generale",
            "indice dei capitoli",
            "indice dei contenuti",
            "inhoudsopgave",
            "sumário",
            "índice geral",
            "spis treści",
            "содержание",
            "оглавление",
            "目录",
            "目次",
            "abbildungsverzeichnis",
            "tabellenverzeichnis",
            "verzeichnis der abbildungen",
            "liste des illustrations",
            "table des illustrations",
            "table des figures",
            "lista de ilustraciones",
            "índice de ilustraciones",
            "elenco delle illustrazioni",
            "maps",
            "list of plates",
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
            "select bibliography",
            "selected bibliography",
            "sources",
            "works consulted",
            "literatur",
            "quellen",
            "quellenverzeichnis",
            "quellen und literatur",
            "bibliographie sélective",
            "références",
            "références bibliographiques",
            "ouvrages cités",
            "obras citadas",
            "referencias",
            "referencias bibliográficas",
            "fuentes",
            "bibliografía selecta",
            "riferimenti bibliografici",
            "opere citate",
            "fonti",
            "bibliografia essenziale",
            "literatuur",
            "suggested reading",
            "suggestions for further reading",
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
            "general index",
            "subject index",
            "name index",
            "index of names",
            "index of persons",
            "index of first lines",
            "index of places",
            "stichwortregister",
            "personenregister",
            "namensregister",
            "namenregister",
            "ortsregister",
            "personen und sachregister",
            "index des noms",
            "index général",
            "index des noms propres",
            "índice onomástico",
            "índice analítico",
            "índice temático",
            "índice de nombres",
            "índice de materias",
            "indice dei nomi",
            "indice alfabetico",
            "zaakregister",
            "personenregister",
            "remissivo",
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
            "notes to the text",
            "notes and references",
            "notes and sources",
            "source notes",
            "chapter notes",
            "notes on sources",
            "textual notes",
            "anmerkungen und quellen",
            "anmerkung",
            "fussnoten",
            "endnote",
            "notes de fin",
            "notes de bas de page",
            "notas al pie",
            "notas finales",
            "notas a pie de página",
            "note di chiusura",
            "note al testo",
            "note a piè di pagina",
            "eindnoten",
            "voetnoten",
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

/// First words of the titles of lists of other books, and of praise; separated by slashes.
const ADVERTISEMENTS: &str = "also by/other books by/more from/books by/more books by/other works by/other titles by/other titles in/also available/also in this series/\
    also in the series/also from/by the same author/works by the same author/novels by/titles by/praise for/acclaim for/advance praise/critical acclaim/\
    what readers are saying/what reviewers say/discover more/coming soon from/sign up to our newsletter/sign up for/join our mailing list/newsletter/stay in touch/\
    vom selben autor/von derselben autorin/vom gleichen autor/vom autor sind/von der autorin sind/weitere bücher/weitere titel/weitere werke/bücher von/außerdem von/\
    außerdem erschienen/ebenfalls erschienen/ebenfalls lieferbar/bereits erschienen/bisher erschienen/bisher von/pressestimmen/stimmen zum buch/stimmen zu/lesen sie auch/\
    du même auteur/de la même auteure/de la même autrice/du même auteur chez/dans la même collection/dans la même série/déjà parus/déjà paru/autres ouvrages/autres livres/ouvrages du même/\
    ce qu en dit la presse/la presse en parle/à paraître/\
    del mismo autor/de la misma autora/del mismo autor en/otros títulos/otros libros/otras obras/también de/títulos publicados/en la misma colección/elogios/\
    dello stesso autore/della stessa autrice/altri titoli/altri libri/altre opere/nella stessa collana/dicono del libro/hanno detto di/\
    van dezelfde auteur/van dezelfde schrijver/eerder verschenen/ook verschenen/do mesmo autor/da mesma autora";

/// The matter of a chapter with this title.
pub(super) fn matter(title: &str) -> Option<Matter> {
    let plain: String =
        title.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<String> = plain.split_whitespace().map(str::to_lowercase).collect();
    let title = words.join(" ");
    if ADVERTISEMENTS.split('/').any(|begin| begins_with(&title, begin)) {
        return Some(Matter::Advertisement);
    }
    let known = TITLES.iter().find(|(_, titles)| titles.contains(&title.as_str()));
    known.map(|(matter, _)| *matter)
}

/// Whether a text begins with whole words.
fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
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
