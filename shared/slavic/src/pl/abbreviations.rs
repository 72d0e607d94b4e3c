//! The abbreviations of Polish.

use verbalizer::european::{Abbreviation, AbbreviationContext};

const PLAIN: AbbreviationContext = AbbreviationContext::Nothing;
const NAME: AbbreviationContext = AbbreviationContext::Name;
const NUMBER: AbbreviationContext = AbbreviationContext::Number;
const COUNTED: AbbreviationContext = AbbreviationContext::Counted;

pub(super) static SHORTENINGS: [Abbreviation; 44] = [
    Abbreviation::new("np.", "na przykład", PLAIN),
    Abbreviation::new("itd.", "i tak dalej", PLAIN),
    Abbreviation::new("itp.", "i tym podobne", PLAIN),
    Abbreviation::new("tzn.", "to znaczy", PLAIN),
    Abbreviation::new("tzw.", "tak zwany", PLAIN),
    Abbreviation::new("tj.", "to jest", PLAIN),
    Abbreviation::new("m. in.", "między innymi", PLAIN),
    Abbreviation::new("ok.", "około", PLAIN),
    Abbreviation::new("dr", "doktor", NAME),
    Abbreviation::new("mgr", "magister", NAME),
    Abbreviation::new("inż.", "inżynier", PLAIN),
    Abbreviation::new("prof.", "profesor", PLAIN),
    Abbreviation::new("ks.", "ksiądz", NAME),
    Abbreviation::new("bp", "biskup", NAME),
    Abbreviation::new("abp", "arcybiskup", NAME),
    Abbreviation::new("gen.", "generał", NAME),
    Abbreviation::new("płk", "pułkownik", NAME),
    Abbreviation::new("mjr", "major", NAME),
    Abbreviation::new("kpt.", "kapitan", NAME),
    Abbreviation::new("por.", "porucznik", NAME),
    Abbreviation::new("por.", "porównaj", NUMBER),
    Abbreviation::new("hr.", "hrabia", NAME),
    Abbreviation::new("red.", "redaktor", NAME),
    Abbreviation::new("zob.", "zobacz", PLAIN),
    Abbreviation::new("wg", "według", PLAIN),
    Abbreviation::new("im.", "imienia", NAME),
    Abbreviation::new("cdn.", "ciąg dalszy nastąpi", PLAIN),
    Abbreviation::new("br.", "bieżącego roku", PLAIN),
    Abbreviation::new("ds.", "do spraw", PLAIN),
    Abbreviation::new("ur.", "urodzony", PLAIN),
    Abbreviation::new("zm.", "zmarły", PLAIN),
    Abbreviation::new("przyp.", "przypis", PLAIN),
    Abbreviation::new("tel.", "telefon", PLAIN),
    Abbreviation::new("p. n. e.", "przed naszą erą", PLAIN),
    Abbreviation::new("n. e.", "naszej ery", PLAIN),
    Abbreviation::new("sp. z o. o.", "spółka z ograniczoną odpowiedzialnością", PLAIN),
    Abbreviation::new("S. A.", "spółka akcyjna", PLAIN),
    Abbreviation::new("poł.", "połowie", NUMBER),
    Abbreviation::new("poł.", "połowie", COUNTED),
    Abbreviation::new("nr", "numer", NUMBER),
    Abbreviation::new("m.", "mieszkanie", NUMBER),
    Abbreviation::new("pkt", "punkt", NUMBER),
    Abbreviation::new("ust.", "ustęp", NUMBER),
    Abbreviation::new("wyd.", "wydanie", COUNTED),
];
