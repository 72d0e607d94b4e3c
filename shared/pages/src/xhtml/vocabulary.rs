//! The meaning of `epub:type`, `role`, `class` and other attributes.
//!
//! The words are those of the EPUB structural semantics vocabulary, DPUB-ARIA and the Z39.98 vocabulary.

use contract::Matter;

use crate::passage::AnnotationKind;

/// The meaning of an element, by its attributes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Semantics {
    pub(crate) matter: Option<Matter>,
    pub(crate) annotation: Option<AnnotationKind>,
    /// Why it is always left out.
    pub(crate) leave_out: Option<&'static str>,
    pub(crate) is_verse: bool,
    pub(crate) is_quote: bool,
    /// Whether it is a note, whose id other places refer to.
    pub(crate) is_note: bool,
    /// Whether it names the speaker, in a play.
    pub(crate) is_speaker: bool,
    /// Whether it is a large first letter.
    pub(crate) is_initial: bool,
    /// Whether it counts the lines of a poem.
    pub(crate) is_line_number: bool,
    /// Whether a figure in it is the mark of a note.
    pub(crate) is_note_mark: bool,
    /// Whether it stands in a line of its own, though it is inline by its name.
    pub(crate) is_line: bool,
    /// Whether it is program text.
    pub(crate) is_code: bool,
    /// Whether it stands between two scenes.
    pub(crate) is_ornament: bool,
}

impl Semantics {
    /// Adds the meaning of a word of `role`. Only the words of DPUB-ARIA are about books: a plain `note` may be anything.
    pub(crate) fn add_role(&mut self, word: &str) {
        if word.starts_with("doc-") {
            self.add_type(word);
        }
    }

    /// Adds the meaning of a word of `epub:type`.
    pub(crate) fn add_type(&mut self, word: &str) {
        let word = word.rsplit(':').next().unwrap_or(word);
        let word = word.strip_prefix("doc-").unwrap_or(word);
        self.matter = self.matter.or(matter(word));
        match word {
            "noteref" => self.leave_out = Some("note reference"),
            "pagebreak" => self.leave_out = Some("page number"),
            "backlink" => self.leave_out = Some("way back from a note"),
            "page-list" | "landmarks" => self.leave_out = Some("table of contents"),
            "footnote" | "endnote" | "rearnote" | "note" => self.is_note = true,
            "verse" | "poem" | "song" | "hymn" | "lyrics" => self.is_verse = true,
            "letter" | "diary" | "blockquote" => self.is_quote = true,
            "persona" => self.is_speaker = true,
            "roman" => self.annotation = Some(AnnotationKind::Roman),
            "ordinal" => self.annotation = self.annotation.take().or(Some(AnnotationKind::Ordinal)),
            "initialism" => self.annotation = Some(AnnotationKind::Initialism),
            "acronym" => self.annotation = Some(AnnotationKind::Acronym),
            "name-title" => self.annotation = Some(AnnotationKind::NameTitle),
            _ => {}
        }
    }

    /// Adds the meaning of a class. Class names are arbitrary, so only the clearest are used.
    pub(crate) fn add_class(&mut self, class: &str) {
        let class = class.to_lowercase();
        match class.as_str() {
            "verse" | "stanza" | "poem" | "poetry" | "verses" | "stanzas" | "linegroup"
            | "line-group" | "line_group" | "line-block" | "lineblock" | "lg"
            | "poem-container" | "poetry-container" | "lyrics" | "song" | "hymn" | "ballad"
            | "strophe" | "gedicht" | "strofe" | "estrofa" | "strofa" | "poema" | "poesia"
            | "poème" | "poeme" | "vers" | "verso" | "versi" => self.is_verse = true,
            "footnote" | "endnote" => {
                self.matter = self.matter.or(Some(Matter::Notes));
                self.is_note = true;
            }
            "footnotes" | "endnotes" => self.matter = self.matter.or(Some(Matter::Notes)),
            "pagenum" | "pageno" | "page-number" | "pagenumber" => {
                self.leave_out = Some("page number");
            }
            "noteref" | "footnoteref" => self.leave_out = Some("note reference"),
            _ => self.add_small_class(&class),
        }
    }

    /// Adds the meaning of classes of single letters and figures, and of what stands alone.
    fn add_small_class(&mut self, class: &str) {
        let plain: String = class.chars().filter(|letter| letter.is_alphabetic()).collect();
        match plain.as_str() {
            "code" | "codeblock" | "programlisting" | "sourcecode" | "highlight"
            | "codelisting" | "prettyprint" => self.is_code = true,
            "lnum" | "linenum" | "linenumber" | "lineno" | "linenr" | "lineref" | "ln"
            | "versenum" | "versenumber" | "verszahl" | "zeilennummer" | "numerodevers" => {
                self.is_line_number = true;
            }
            "footnoteref" | "fnref" | "noteref" | "footnotenumber" | "footnotereference"
            | "footnotemark" | "fnmark" | "fnanchor" | "fnlink" | "footnotelink" | "notelink"
            | "endnoteref" | "endnotereference" | "endnotenumber" | "endnotelink"
            | "footnotecall" | "notecall" | "appelnote" | "notemark" | "noteanchor"
            | "footnoteanchor" | "notereference" | "fussnote" | "fnnumber" | "fn" | "enref" => {
                self.is_note_mark = true;
            }
            "dropcap" | "dropcaps" | "drop" | "dc" | "dropletter" | "dropinitial" | "initial"
            | "initiale" | "initialcap" | "firstletter" | "lettrine" | "versal" | "raisedcap"
            | "capolettera" | "capitular" | "letrina" | "bigletter" | "capital" => {
                self.is_initial = true;
            }
            _ => self.is_ornament |= is_break(&plain),
        }
    }
}

/// Whether a class names the space between two scenes.
fn is_break(plain: &str) -> bool {
    matches!(
        plain,
        "scenebreak"
            | "scene"
            | "sectionbreak"
            | "spacebreak"
            | "ornament"
            | "ornaments"
            | "ornamentalbreak"
            | "ornamentbreak"
            | "textbreak"
            | "thoughtbreak"
            | "thematicbreak"
            | "contextbreak"
            | "contentbreak"
            | "linebreak"
            | "fleuron"
            | "dinkus"
            | "asterism"
            | "divider"
            | "separator"
            | "sceneseparator"
            | "sb"
            | "tb"
            | "decoration"
    )
}

/// The matter that a word of the vocabularies, of the landmarks or of the guide names.
pub fn matter(word: &str) -> Option<Matter> {
    Some(match word {
        "cover" | "coverpage" => Matter::Cover,
        "titlepage" | "title-page" | "halftitlepage" | "halftitle" | "fulltitle" => {
            Matter::TitlePage
        }
        "copyright-page" | "imprint" | "imprimatur" | "other-credits" | "credits" => {
            Matter::Copyright
        }
        "colophon" => Matter::Colophon,
        "toc" | "loi" | "lot" | "loa" | "lov" | "toc-brief" | "landmarks" | "page-list" => {
            Matter::Contents
        }
        "dedication" => Matter::Dedication,
        "epigraph" => Matter::Epigraph,
        "foreword" => Matter::Foreword,
        "preface" | "preamble" => Matter::Preface,
        "introduction" => Matter::Introduction,
        "acknowledgments" | "acknowledgements" => Matter::Acknowledgments,
        "prologue" => Matter::Prologue,
        "epilogue" => Matter::Epilogue,
        "afterword" => Matter::Afterword,
        "appendix" => Matter::Appendix,
        "glossary" => Matter::Glossary,
        "bibliography" => Matter::Bibliography,
        "index" => Matter::Index,
        "footnote" | "footnotes" | "endnote" | "endnotes" | "rearnote" | "rearnotes" | "note"
        | "notes" => Matter::Notes,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn semantics(types: &str, classes: &str) -> Semantics {
        let mut semantics = Semantics::default();
        types.split_whitespace().for_each(|word| semantics.add_type(word));
        classes.split_whitespace().for_each(|class| semantics.add_class(class));
        semantics
    }

    #[test]
    fn words_of_all_vocabularies_are_known() {
        assert_eq!(semantics("frontmatter imprint", "").matter, Some(Matter::Copyright));
        assert_eq!(semantics("doc-endnotes", "").matter, Some(Matter::Notes));
        assert!(semantics("doc-footnote", "").is_note && semantics("", "footnote").is_note);
        assert!(semantics("z3998:verse", "").is_verse && semantics("", "Stanza").is_verse);
        assert_eq!(
            semantics("z3998:ordinal z3998:roman", "").annotation,
            Some(AnnotationKind::Roman)
        );
        assert_eq!(
            semantics("z3998:roman z3998:ordinal", "").annotation,
            Some(AnnotationKind::Roman)
        );
        assert_eq!(semantics("doc-noteref", "").leave_out, Some("note reference"));
        assert_eq!(semantics("chapter bodymatter", "indent"), Semantics::default());
    }
}
