//! The gender of what is counted.

use verbalizer::european::NumberForm;
use verbalizer::word_list::has;

/// Words after a number that it does not count.
const FUNCTION: &[&str] = &[
    "di", "e", "o", "a", "da", "in", "con", "su", "per", "tra", "fra", "che", "la", "lo", "era",
    "ha", "fu", "sono", "al", "allo", "alla", "ai", "agli", "alle", "dal", "dallo", "dalla", "dai",
    "dagli", "dalle", "del", "dello", "della", "dei", "degli", "delle", "nel", "nello", "nella",
    "nei", "sul", "sulla", "è", "sarà", "non", "si", "ma", "anche", "come", "più", "meno", "il",
    "i", "gli", "le", "ed", "od", "se", "ogni", "contro", "senza", "erano", "ne", "ci", "quando",
    "mentre", "poi", "dopo", "prima", "cadde", "rimase", "venne", "disse", "visse", "rispose",
    "tacque", "corse", "scese", "prese", "rise", "pianse", "nacque", "stava", "aveva", "veniva",
    "andava", "restava", "mancava", "sapeva", "voleva", "poteva", "faceva", "diceva", "solo",
    "già", "ancora", "sotto", "sopra", "verso", "dietro", "circa", "oltre", "lo", "mi", "ti", "vi",
    "gli", "era", "ogni", "sta", "va", "viene", "può", "deve", "vuole",
];

/// "Un libro", "una casa".
pub(super) fn form_before(number: u64, word: &str) -> NumberForm {
    const FEMININE: &str = " notte chiave voce luce legge parte gente mente fine morte arte carne croce face fede fame sete neve \
        nave noce pace pelle pelle rete torre valle vite volpe mano radio foto moto auto crisi tesi analisi madre moglie classe \
        frase fase base sede polvere cenere febbre canzone stagione ragione legione regione prigione immagine origine pagine \
        estate cicatrice radice fenice pernice nutrice estate capitale corte fonte fronte sorte gru città virtù ";
    const MASCULINE: &str = " problema sistema poeta programma tema dramma clima pianeta papa pirata atleta telegramma dilemma \
        diploma panorama poema profeta cinema collega duca belga eremita gesuita nomade idiota \
        guardia-marina patriarca monarca gerarca despota omicida suicida acrobata asceta idioma assioma carisma enigma fantasma \
        schema stemma teorema trauma prisma delta gorilla koala boia vaglia sosia messia barbera scriba pigiama coma aroma diadema \
        emblema proclama melodramma grammofono chilogramma cablogramma pentagramma dogma sisma cataclisma puma ";
    const ENDINGS: [&str; 8] = ["zione", "sione", "gione", "tà", "tù", "trice", "udine", "ice"];
    // "Uno morì", "uno restò": few nouns end like a past tense.
    const NOUNS: &str =
        "falò oblò comò gigolò lunedì martedì mercoledì giovedì venerdì mezzodì tassì";
    let verb = word.ends_with(['ò', 'ì']) && !has(NOUNS, word);
    if verb || number != 1 || FUNCTION.contains(&word) || !word.starts_with(char::is_lowercase) {
        return NumberForm::Alone;
    }
    let listed = |words: &str| words.contains(&format!(" {word} "));
    // "Artista", "astronauta": of both genders, and masculine where nothing says otherwise.
    let common = ["ista", "nauta", "iatra", "crate", "arca"]
        .iter()
        .any(|ending| word.ends_with(ending))
        && !has("vista lista pista rivista intervista conquista provvista arca barca svista", word);
    let feminine = word.ends_with('a') && !listed(MASCULINE) && !common
        || listed(FEMININE)
        || ENDINGS.iter().any(|ending| word.ends_with(ending));
    if feminine { NumberForm::Feminine } else { NumberForm::Masculine }
}

/// Whether a word takes "uno": "studente", "zio", "gnomo".
pub(super) fn has_hard_start(word: &str) -> bool {
    let mut letters = word.chars();
    let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    matches!((first, second), ('z' | 'x' | 'y', _) | ('g', 'n') | ('p', 's' | 'n'))
        || first == 's' && second.is_alphabetic() && !"aeiouàèéìòù".contains(second)
}
