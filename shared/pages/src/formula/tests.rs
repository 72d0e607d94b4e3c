//! What is said of formulas.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;

fn said(markup: &str, language: &str) -> String {
    let mut builder = FormulaBuilder::default();
    let mut reader = Reader::from_str(markup);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => builder.start(&tag),
            Event::Empty(tag) => {
                builder.start(&tag);
                builder.end(&tag.local_name().as_ref().to_ascii_lowercase());
            }
            Event::End(tag) => assert!(builder.end(tag.local_name().as_ref())),
            Event::Text(text) => builder.text(&text),
            Event::Eof => break,
            _ => {}
        }
    }
    say_markup(&builder, language).unwrap_or_default()
}

fn check(markup: &str, expected: &str) {
    assert_eq!(said(markup, "en"), expected, "{markup}");
}

const SQUARE: &str =
    "<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>";
const ROOT: &str = "<msqrt><mrow><msup><mi>a</mi><mn>2</mn></msup><mo>+</mo><msup><mi>b</mi><mn>2</mn></msup></mrow></msqrt>";
const SUM: &str = "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>";
const LIMIT: &str = "<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder><mi>f</mi><mo>⁡</mo><mo>(</mo><mi>x</mi><mo>)</mo>";

#[test]
fn presentation_is_said_as_clear_speak_has_it() {
    check(SQUARE, "x squared plus one half");
    check(ROOT, "the square root of a squared plus b squared");
    check(SUM, "the sum from i equals 1 to n of x sub i");
    check(LIMIT, "the limit as x approaches 0 of f of x");
    check(
        "<mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><mi>D</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>",
        "x equals the fraction with numerator minus b plus or minus the square root of D and denominator 2 a",
    );
    check(
        "<mfrac><mi>a</mi><mi>b</mi></mfrac><mo>≤</mo><mi>π</mi>",
        "a over b is less than or equal to pi",
    );
    check(
        "<msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup><mo>+</mo><mn>1</mn><mo>=</mo><mn>0</mn>",
        "e to the power of i pi plus 1 equals 0",
    );
    check(
        "<msup><mn>10</mn><mn>6</mn></msup><mo>,</mo><mroot><mi>x</mi><mn>3</mn></mroot>",
        "10 to the 6th, the cube root of x",
    );
    check(
        "<msubsup><mo>∫</mo><mn>0</mn><mo>∞</mo></msubsup><mi>x</mi><mi>d</mi><mi>x</mi>",
        "the integral from 0 to infinity of x d x",
    );
    check("<mi>sin</mi><mo>(</mo><mi>θ</mi><mo>)</mo>", "sine of theta");
    check(
        "<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>",
        "open parenthesis a plus b close parenthesis squared",
    );
    check(
        "<mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><msup><mo>)</mo><mn>2</mn></msup>",
        "open parenthesis a plus b close parenthesis squared",
    );
    check(
        "<mfenced><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable></mfenced>",
        "open parenthesis the 2 by 2 matrix, row 1: 1, 0, row 2: 0, 1 close parenthesis",
    );
    check(
        "<mo>|</mo><mi>x</mi><mo>|</mo><mo>≠</mo><mn>1</mn>",
        "the absolute value of x is not equal to 1",
    );
    check("<mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 and one half");
    check("<semantics><mi>y</mi><annotation encoding='x'>y</annotation></semantics>", "y");
    check(
        "<mover><mi>v</mi><mo>→</mo></mover><mo>∈</mo><msup><mi>ℝ</mi><mn>3</mn></msup>",
        "vector v is in R cubed",
    );
}

#[test]
fn content_is_said_alike() {
    check(
        "<apply><plus/><apply><power/><ci>x</ci><cn>2</cn></apply><apply><divide/><cn>1</cn><cn>2</cn></apply></apply>",
        "x squared plus one half",
    );
    check("<apply><eq/><apply><sin/><ci>x</ci></apply><pi/></apply>", "sine of x equals pi");
    check(
        "<apply><times/><ci>a</ci><apply><plus/><ci>b</ci><ci>c</ci></apply></apply>",
        "a times open parenthesis b plus c close parenthesis",
    );
    check(
        "<apply><sum/><bvar><ci>i</ci></bvar><lowlimit><cn>1</cn></lowlimit><uplimit><ci>n</ci></uplimit><ci>i</ci></apply>",
        "the sum from i equals 1 to n of i",
    );
    check(
        "<apply><root/><degree><ci>n</ci></degree><ci>x</ci></apply>",
        "the root of order n of x",
    );
}

#[test]
fn other_languages_have_their_own_words() {
    let all = |markup| ["de", "fr-CA", "es", "it"].map(|language| said(markup, language));

    assert_eq!(
        all(SQUARE),
        [
            "x Quadrat plus ein halb",
            "x au carré plus un demi",
            "x al cuadrado más un medio",
            "x al quadrato più un mezzo"
        ]
    );
    assert_eq!(all(ROOT)[0], "Wurzel aus a Quadrat plus b Quadrat");
    assert_eq!(
        all(SUM),
        [
            "Summe von i gleich 1 bis n von x Index i",
            "la somme de i égale 1 à n de x indice i",
            "la suma desde i igual a 1 hasta n de x sub i",
            "la somma da i uguale a 1 a n di x con i",
        ]
    );
    assert_eq!(all(LIMIT)[2], "el límite cuando x tiende a 0 de f de x");
    assert_eq!(said(SQUARE, "fi"), "");
}

#[test]
fn simple_tex_is_said_and_the_rest_is_not() {
    let check = |source, expected: Option<&str>| {
        assert_eq!(say_tex(source, "en").as_deref(), expected, "{source}");
    };

    check(r"x^2 + \frac{1}{2}", Some("x squared plus one half"));
    check(r"\sum_{i=1}^{n} x_i", Some("the sum from i equals 1 to n of x sub i"));
    check(r"\sqrt[3]{8} = 2", Some("the cube root of 8 equals 2"));
    check(r"e^{i\pi}+1=0", Some("e to the power of i pi plus 1 equals 0"));
    check(r"\lim_{x \to 0} \sin(x)", Some("the limit as x approaches 0 of sine of x"));
    check(r"f'(x) \leq 3", Some("f prime of x is less than or equal to 3"));
    check(r"\begin{matrix} a \end{matrix}", None);
    check(r"\frac{1", None);
}
