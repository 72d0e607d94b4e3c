//! The gender of what is counted.

use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::word_list::has;

/// Masculine in spite of their last letter.
const MASCULINE: &str = "dia mapa papa planeta cometa poeta profeta pirata guarda atleta drama grama quilograma \
    programa telegrama clima colega coração camarada artista soldado monarca patriarca delta sofá \
    quota-parte fantasma recruta guia jesuíta israelita eremita acrobata déspota nómada nômade belga celta persa croata \
    poliglota homicida suicida gorila puma panda koala cineasta entusiasta ginasta autarca pijama cura espia vigia \
    idiota hipócrita cosmopolita prosélita selenita alfa beta careca diagrama anagrama epigrama \
    miasma enigma dogma estigma carisma prisma sisma trauma coma sintoma estratagema panorama cinema";
/// Feminine in spite of their last letter.
const FEMININE: &str = "vez noite mulher mãe mão lei parte flor cor voz cruz luz nave chave gente torre ponte tarde \
    árvore semente irmã manhã maçã frase nau ave neve greve trave clave febre fome sede rede parede pele carne nuvem ordem origem \
    virgem perdiz raiz raíz matriz atriz imperatriz cicatriz foz paz noz avestruz dor grei tribo foto moto análise crise tese hipótese \
    síntese catástrofe estirpe espécie série superfície planície cárie efígie saúde fé maré ré chaminé avó pá lã romã rã hortelã \
    morte sorte fonte corte arte classe fase base face mente corrente serpente enchente vertente patente frente lente \
    posse tosse prece messe interface velhice meninice planície estante haste peste veste hoste costela colher bênção \
    grade sebe plebe lebre febre cobra libido tríade";
/// Words after a number that it does not count.
const FUNCTION: [&str; 24] = [
    "a", "da", "na", "à", "para", "era", "ela", "uma", "esta", "essa", "aquela", "cada", "fora",
    "ainda", "agora", "nunca", "as", "das", "nas", "às", "mas", "elas", "apenas", "pela",
];

/// Whether a noun is feminine, by its ending.
pub(super) fn is_feminine(noun: &str) -> bool {
    const ENDINGS: [&str; 6] = ["ção", "são", "dade", "agem", "tude", "xão"];
    let one = singular(noun);
    let one = one.as_str();
    if FUNCTION.contains(&noun) || has(MASCULINE, one) || !one.starts_with(char::is_lowercase) {
        return false;
    }
    // Words from Greek: "problema", "idioma".
    let greek = one.ends_with("ema") && one != "gema" || one.ends_with("oma");
    // "Turista", "jesuíta": of both genders, and masculine where nothing says otherwise.
    let common = ["ista", "nauta", "crata", "arca"].iter().any(|ending| one.ends_with(ending))
        && !has(
            "vista lista pista revista entrevista conquista crista arista barca marca arca",
            one,
        );
    has(FEMININE, one)
        || ENDINGS.iter().any(|ending| one.ends_with(ending))
        || one.ends_with('a') && !greek && !common
}

fn singular(noun: &str) -> String {
    let endings = [
        ("ões", "ão"),
        ("ães", "ãe"),
        ("agens", "agem"),
        ("zes", "z"),
        ("res", "r"),
        ("ens", "em"),
    ];
    let exchanged =
        endings.iter().find_map(|(many, one)| Some(noun.strip_suffix(many)?.to_owned() + one));
    match exchanged {
        Some(one) if one.ends_with('r') && !has(FEMININE, &one) => one + "e",
        Some(one) => one,
        None => noun.strip_suffix('s').unwrap_or(noun).to_owned(),
    }
}

/// The form of a number before its noun, which may stand behind "mil" or an adjective.
pub(super) fn form_before(number: u64, cursor: &Cursor<'_>, length: usize) -> NumberForm {
    let after = cursor.after(length);
    if !after.starts_with(char::is_whitespace) {
        return NumberForm::Alone;
    }
    let words = after
        .split_whitespace()
        .map(|word| word.trim_end_matches(|mark: char| !mark.is_alphanumeric()));
    let many = number != 1;
    let passed = |word: &&str| {
        let adjective = if many { "es" } else { "e" };
        *word == "mil" || word.ends_with(adjective) && !is_feminine(word)
    };
    let noun = words.take(3).find(|word| !passed(word)).unwrap_or_default();
    let counted = !many || noun.ends_with('s');
    if counted && is_feminine(noun) { NumberForm::Feminine } else { NumberForm::Alone }
}
