//! Lexicons as people write them, and their effect on sentences.

use super::{Lexicon, LexiconErrorKind};
use crate::normal::{spoken, verbalize};

fn read(text: &str) -> Lexicon {
    Lexicon::read("names.toml", text).unwrap()
}

fn check(lexicon: &Lexicon, text: &str, expected: &str) {
    assert_eq!(spoken(text, &verbalize(text, "en-GB", &[], lexicon)), expected);
}

#[test]
fn entries_are_words_with_what_is_said_instead() {
    let lexicon = read(
        "[[word]]\nwritten = 'Cholmondeley'\nsaid = 'Chumley'\n\n\
         [[word]]\nwritten = 'Nguyen'\nipa = 'ŋwiən'\n\n\
         [[word]]\nwritten = 'New Orleans'\nsaid = 'N\\u0027awlins'\n\n\
         [[word]]\nwritten = '’Tis'\nsaid = 'it is'\n\n\
         [[word]]\nwritten = 'Reading'\nsaid = 'Redding'\ncase = true\n\n\
         [[word]]\nwritten = 'shire'\nsaid = 'sher'\npart = true\n"
            .replace("'N\\u0027awlins'", "\"N'awlins\"")
            .as_str(),
    );

    check(
        &lexicon,
        "Cholmondeley’s CHOLMONDELEY, 3 Cholmondeleys.",
        "Chumley’s Chumley, three Cholmondeleys.",
    );
    check(&lexicon, "Mr. Nguyen came.", "Mister /ŋwiən/ came.");
    check(&lexicon, "In new\u{a0}orleans he stayed.", "In N'awlins he stayed.");
    check(&lexicon, "’Tis true. 'tis.", "it is true. 'tis.");
    check(&lexicon, "Reading is reading in Reading.", "Redding is reading in Redding.");
    check(&lexicon, "A shire in Wiltshire", "A sher in Wiltsher");
}

#[test]
fn patterns_say_their_groups() {
    let lexicon = read("[[word]]\npattern = '(\\w+)-in-law'\nsaid = '$1 by marriage'\n");

    check(
        &lexicon,
        "His mother-in-law and MOTHER-IN-LAWS",
        "His mother by marriage and mother-in-laws",
    );
}

#[test]
fn a_lexicon_comes_before_every_rule() {
    let lexicon = read(
        "[[word]]\nwritten = 'IV'\nsaid = 'Ivy'\n[[word]]\nwritten = 'Mr.'\nsaid = 'Monsieur'\n\
         [[word]]\nwritten = 'FBI'\nsaid = 'FBI'\n",
    );

    check(&lexicon, "Chapter IV, Mr. Smith of the FBI.", "Chapter Ivy, Monsieur Smith of the FBI.");
}

#[test]
fn the_first_of_several_lexicons_wins() {
    let book = read("[[word]]\nwritten = 'Rhys'\nsaid = 'Reece'\n");
    let user = read(
        "[[word]]\nwritten = 'Rhys'\nsaid = 'Rice'\n[[word]]\nwritten = 'Rhys Ap'\nsaid = 'no'\n",
    );

    let both = book.clone().then(user.clone());
    check(&both, "Rhys Ap Owen", "Reece Ap Owen");
    check(&user.then(book), "Rhys Ap Owen", "Rice Ap Owen");
}

#[test]
fn a_lexicon_for_another_language_keeps_silent() {
    let french = read("language = 'fr-CA'\n[[word]]\nwritten = 'chat'\nsaid = 'sha'\n");

    check(&french, "A chat.", "A chat.");
    assert_eq!(french.spoken_forms("un chat", "fr").len(), 1);
}

#[test]
fn pronunciation_lexicons_of_the_w3c_are_read() {
    let lexicon = Lexicon::read(
        "book.pls",
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
          <meta name="author" content="a reader"/>
          <lexeme><grapheme>Sepulveda</grapheme><phoneme>səˈpʌlvɪdə</phoneme></lexeme>
          <lexeme><grapheme>theatre</grapheme><grapheme>theater</grapheme>
            <phoneme>ˈθɪətər</phoneme><phoneme prefer="true">&#x3B8;ɪətə</phoneme></lexeme>
          <lexeme><grapheme>AT&amp;T</grapheme><alias>the telephone company</alias></lexeme>
        </lexicon>"#,
    )
    .unwrap();

    check(&lexicon, "Theatre in Sepulveda", "/θɪətə/ in /səˈpʌlvɪdə/");
    check(
        &lexicon,
        "sepulveda, the Theater of AT&T",
        "sepulveda, the Theater of the telephone company",
    );
}

#[test]
fn mistakes_are_told_with_their_line_and_what_to_do() {
    let error = |text: &str| Lexicon::read("f", text).unwrap_err().to_string();
    let told = |text: &str, expected: &str| {
        let error = error(text);
        assert!(error.starts_with(expected) && !error.contains('\n'), "{error:?}");
    };
    told("[[word]]\nsaid = 'x'\n", "f, line 1: an entry needs either `written`");
    told("\n\n[[word]]\nwritten = 'x'\n", "f, line 3: an entry needs either `said`");
    told(
        "[[word]]\nwritten = 'x'\nsaid = 'y'\n\n[[word]]\nwritten = ' '\nsaid = 'y'",
        "f, line 5: an entry needs",
    );
    told(
        "[[word]]\nwritten = 'x'\nspoken = 'y'\n",
        "f, line 3: this is not TOML: unknown field `spoken`, expected one of",
    );
    told("[[word]\n", "f, line 1: this is not TOML");
    told("x = 1\n[[word]]", "f, line 1: this is not TOML: unknown field `x`");
    told(
        "[[word]]\npattern = '('\nsaid = 'y'",
        "f, line 1: `(` is not a regular expression: unclosed group",
    );
    told("[[word]]\npattern = 'a*'\nsaid = 'y'", "f, line 1: `a*` matches the empty text");
    told("[[word]]\npattern = '(a)'\nsaid = '$2'", "f, line 1: `(a)` has no group 2: write");
    told("<lexicon>\n<lexeme>\n</lexeme></lexicon>", "f, line 3: a lexeme needs a <grapheme>");
    told(
        "<lexicon alphabet='x-sampa'>\n<lexeme><grapheme>a</grapheme><phoneme>a</phoneme></lexeme></lexicon>",
        "f, line 2: the alphabet `x-sampa` is not known",
    );
    told("<html>\n</html>", "f, line 1: this is not a pronunciation lexicon: its root is <html>");
    told("<lexicon>\n\n<lexeme>", "f, line 3: this is not well-formed XML: it ends before");
    told("<lexicon>\n</lexeme>", "f, line 2: this is not well-formed XML");
    assert_eq!(Lexicon::read("f", "<lexicon").unwrap_err().line, 1);
    let words = "<lexeme><grapheme>x</grapheme><alias>y</alias></lexeme>".repeat(100_001);
    let long = format!("<lexicon>{words}</lexicon>");
    assert_eq!(Lexicon::read("f", &long).unwrap_err().reason, LexiconErrorKind::TooMany(100_001));
}

#[test]
fn a_long_line_is_searched_quickly() {
    let lexicon =
        read("[[word]]\nwritten = 'x'\nsaid = 'y'\n[[word]]\npattern = 'x.'\nsaid = 'z'\n");
    let text = "x a’ ".repeat(200_000);

    assert_eq!(lexicon.spoken_forms(&text, "en").len(), 200_000);
}
