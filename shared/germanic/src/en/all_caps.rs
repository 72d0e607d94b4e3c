//! Words in capitals: initialisms, or normal words that are emphasised.

use crate::en::context::{is_little, is_loud, is_one_of, with_capital};
use crate::en::initialisms::spelled_out;
use verbalizer::cursor::{Cursor, is_apostrophe};
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// Said letter by letter, though they could be words.
const SPELLED: &[&str] = &[
    "AARP", "ABC", "ACLU", "AFAIK", "AI", "AKA", "AMA", "ANC", "APA", "API", "ASAP", "ATM", "BA",
    "BAFTA", "BYOB", "CEO", "CIA", "CIO", "COO", "CPU", "DA", "DIY", "DOA", "ECG", "EEG", "EMI",
    "ESA", "ESPN", "ETA", "EU", "FAA", "FAQ", "FBI", "GDP", "GI", "GOP", "GPA", "HIV", "IBM",
    "ICBM", "ICU", "ID", "IEEE", "IMF", "INRI", "IOU", "IPA", "IQ", "IRA", "IRS", "ISBN", "ISSN",
    "IUD", "MIA", "MIT", "MOT", "NAACP", "NBA", "NSA", "NYPD", "OAP", "OBE", "OECD", "PA", "PTA",
    "RAF", "RIP", "ROI", "SOS", "UAE", "UCLA", "UEA", "UFO", "UK", "UN", "UNHCR", "UPI", "UPS",
    "USA", "USAF", "USDA", "USMC", "USPS", "USSR", "VIP", "LA", "AKC", "OED", "ISO", "IED", "EST",
    "EDT", "CET", "YMCA", "YWCA", "UCL", "UTC", "LAPD", "SUV", "USB", "UPC", "LSE",
];
/// Said as words, with a capital.
const SPOKEN: &[&str] = &[
    "AIDS", "BAFTA", "CERN", "FIFA", "GULAG", "INTERPOL", "MENSA", "NAFTA", "NASA", "NASDAQ",
    "NATO", "NORAD", "OPEC", "OSHA", "OXFAM", "RADA", "SARS", "SWAT", "TARDIS", "UEFA", "UNESCO",
    "UNICEF", "WASP", "FEMA", "ISIS", "COVID", "NICE", "ASEAN", "UNRWA",
];
/// Words of two and three letters; others of that length are letters.
const SHORT: &str = " ad ah am an as at aw be by do eh go ha he hi hm if in is it la lo ma me my no of oh oi on or ow ox \
    pa so to uh um up us we ye yo ace act add ado age ago aha aid ail aim air ale all and ant any ape apt arc are arm art \
    ash ask ate aye bad bag ban bar bat bay bed bee beg bet bid big bin bit bob bog bow box boy bud bug bun bus but buy bye \
    cab can cap car cat cog cop cow coy cry cub cue cup cut dad dam day den dew did die dig dim din dip doe dog don dot dry \
    due dug ear eat ebb egg ego eke elf elk elm end era eve eye fan far fat fed fee few fig fin fir fit fix flu fly fob foe \
    fog for fox fro fun fur gag gap gas gay gem get gin god got gum gun gut guy had hag ham has hat hay hem hen her hey hid \
    him hip his hit hog hop hot how hub hue hug hum hut ice icy ill ink inn ire its ivy jam jar jaw jay jet jew job jog joy \
    jug keg key kid kin kit lad lag lap law lax lay led leg let lid lie lip lit log lot low mad man map mat maw may men met \
    mid mix mob mop mud mug nag nap nay net new nil nip nod nor not now nun nut oak oar oat odd off oft oil old one ooh opt \
    orb ore our out ova owe owl own pad pal pan pat paw pay pea peg pen pet pew pie pig pin pit ply pod pop pot pub pug put rag \
    ram ran rap rat raw ray red rib rid rig rim rob rom rod rot row rub rue rug rum run rye sad sap sat saw say sea see set sew \
    sex she shy sim sin sip sir sit six ski sky sly sob sod son sow soy spy sty sue sum sun tag tan tap tar tax tea ten the thy \
    tie tin tip toe ton too top toy try tub tug two ugh urn use van vet vex via vie vow wag war was wax way web wed wee \
    wet who why wig win wit woe won woo wow yea yes yet yew you zoo ";
/// Words without a vowel.
const NO_VOWEL: &str = " by cry cyst dry fly gym gypsy hmm hymn lynx mmm mr mrs ms my myth nth pfft ply pry psst rhythm sh shh \
    shy sky sly spy sty thy tryst try tsk why wry zzz ";

/// Pairs of consonants with which English words begin.
const BEGINNINGS: &str = " BL BR CH CL CR CZ DR DW FJ FL FR GH GL GN GR HM KH KL KN KR LL MC MN PF PH PL PN PR PS PT RH SC SCH SH SK SL \
    SM SN SP SQ ST SV SW TH TR TS TW VL WH WR ZH ";

/// `FBI`, `MPs`, `NASA`, and `WHEN I WAS a boy`.
pub(crate) fn capitals(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let (stem, ending) = parted(word);
    if stem == "WWII" || stem == "WWI" {
        let words = if stem == "WWII" { "World War two" } else { "World War one" };
        return Some(Verbalization::words(stem.len(), words));
    }
    if let Suffix::Clitic(clitic) = &ending
        && stem.len() == 1
        && is_loud(word)
    {
        return Some(Verbalization::words(word.len(), elided(stem, clitic)));
    }
    if !is_loud(stem) || word.chars().any(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let in_run = is_in_run(cursor, word.len());
    let words = match reading_of(stem, in_run, cursor) {
        AllCapsReading::Letters => format!("{}{}", spelled_out(stem), ending.as_spoken()),
        AllCapsReading::Name => with_capital(stem) + ending.written(),
        AllCapsReading::Word(words) => words.to_owned(),
        AllCapsReading::Loud => {
            format!("{}{}", lowered(stem, cursor), ending.written().to_lowercase())
        }
    };
    Some(Verbalization::words(word.len(), words))
}

/// `O'BRIEN`, `I'LL`.
fn elided(stem: &str, clitic: &str) -> String {
    let Some(quote) = clitic.chars().next().filter(|_| stem != "I") else {
        return format!("{stem}{}", clitic.to_lowercase());
    };
    format!("{stem}{quote}{}", with_capital(&clitic[quote.len_utf8()..]))
}

enum AllCapsReading {
    Letters,
    Name,
    Word(&'static str),
    Loud,
}

/// What follows the capitals of a word.
enum Suffix<'a> {
    Nothing,
    Plural,
    /// With its apostrophe.
    Clitic(&'a str),
}

impl Suffix<'_> {
    /// After letters: "M-P's".
    fn as_spoken(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Plural => "'s".to_owned(),
            Self::Clitic(written) => written.to_lowercase(),
        }
    }

    fn written(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Plural => "s",
            Self::Clitic(written) => written,
        }
    }
}

fn parted(word: &str) -> (&str, Suffix<'_>) {
    if let Some(at) = word.find(is_apostrophe) {
        return (&word[..at], Suffix::Clitic(&word[at..]));
    }
    match word.strip_suffix('s') {
        Some(stem) if is_loud(stem) => (stem, Suffix::Plural),
        _ => (word, Suffix::Nothing),
    }
}

fn reading_of(stem: &str, in_run: bool, cursor: &Cursor<'_>) -> AllCapsReading {
    let small = format!(" {} ", stem.to_lowercase());
    let known = |words: &[&str]| words.contains(&stem);
    match stem {
        "OK" if is_in_address(cursor, 2) => AllCapsReading::Letters,
        "OK" => AllCapsReading::Word("okay"),
        "US" | "IT" | "WHO" | "AM" | "OR" if in_run => AllCapsReading::Loud,
        "IRA" | "MIA" | "ID" | "PA" | "RIP" | "DA" | "LA" if in_run => AllCapsReading::Loud,
        "US" => AllCapsReading::Letters,
        _ if !in_run && is_named(stem, cursor) => AllCapsReading::Letters,
        _ if stem.len() < 4 && beside_ampersand(cursor, stem.len()) => AllCapsReading::Letters,
        "AD" if !in_run || beside_digits(cursor) => AllCapsReading::Letters,
        _ if known(SPELLED) => AllCapsReading::Letters,
        _ if known(SPOKEN) => AllCapsReading::Name,
        _ if stem.is_ascii() && !stem.contains(['A', 'E', 'I', 'O', 'U']) => {
            if NO_VOWEL.contains(&small) || is_noise(stem) {
                AllCapsReading::Loud
            } else {
                AllCapsReading::Letters
            }
        }
        _ if in_run || !stem.is_ascii() => AllCapsReading::Loud,
        _ if !can_begin(stem) => AllCapsReading::Letters,
        _ if stem.len() > 3 || SHORT.contains(&small) => AllCapsReading::Loud,
        _ => AllCapsReading::Letters,
    }
}

/// Whether a word in capitals stands where only a name can: "the WHO", "in IT", "an IT job", "Portland, OR".
fn is_named(stem: &str, cursor: &Cursor<'_>) -> bool {
    const ARTICLES: [&str; 10] =
        ["the", "a", "an", "our", "their", "his", "her", "your", "my", "its"];
    const JOBS: [&str; 26] = [
        "team",
        "department",
        "dept",
        "job",
        "jobs",
        "staff",
        "support",
        "manager",
        "managers",
        "industry",
        "consultant",
        "system",
        "systems",
        "company",
        "companies",
        "services",
        "skills",
        "sector",
        "director",
        "specialist",
        "project",
        "security",
        "guy",
        "infrastructure",
        "equipment",
        "worker",
    ];
    const BODIES: [&str; 12] = [
        "guidelines",
        "report",
        "reports",
        "officials",
        "director",
        "experts",
        "data",
        "estimates",
        "spokesman",
        "chief",
        "team",
        "declared",
    ];
    let (before, next) = (cursor.previous_word(), cursor.next_word(stem.len()));
    let named = is_one_of(before, &ARTICLES);
    let begins_sentence = before.is_empty();
    match stem {
        "MA" | "BA" | "AA" | "AD" if named => true,
        "IT" => {
            named
                || is_one_of(before, &["in", "of", "and", "as"]) && !is_little(next)
                || is_one_of(next, &JOBS)
        }
        "WHO" => named || is_one_of(next, &BODIES) && !begins_sentence || next == "guidelines",
        "OR" | "AM" | "AS" | "AT" | "IN" | "HE" | "ME" | "HI" | "ACT" | "SAT" if named => true,
        _ => STATES.contains(&stem) && is_in_address(cursor, stem.len()),
    }
}

/// American states whose abbreviations are words.
const STATES: [&str; 9] = ["AL", "HI", "ID", "IN", "LA", "MA", "ME", "OH", "OR"];

/// Behind the name of a town and a comma; before a postal code, a sign, or the end.
fn is_in_address(cursor: &Cursor<'_>, length: usize) -> bool {
    let town = cursor
        .before()
        .strip_suffix(", ")
        .map(|before| before.rsplit([' ', ',']).next().unwrap_or_default());
    let after = cursor.after(length);
    let apart =
        digits(after.trim_start()) == 5 || !after.trim_start().starts_with(char::is_alphanumeric);
    town.is_some_and(|town| town.starts_with(char::is_uppercase) && !is_loud(town)) && apart
}

/// `SHHH`, `BRRR`: neither a word nor letters to spell.
fn is_noise(stem: &str) -> bool {
    let drawn = |letter: &str| stem.len() > 2 && stem.ends_with(&letter.repeat(2));
    ["H", "M", "R", "Z"].into_iter().any(drawn) || stem.ends_with("SSS") || stem.contains("SSST")
}

/// Whether an English word can begin like this.
fn can_begin(stem: &str) -> bool {
    let vowel = |letter: char| "AEIOUY".contains(letter);
    let start: String = stem.chars().take_while(|letter| !vowel(*letter)).take(2).collect();
    start.len() < 2 || BEGINNINGS.contains(&format!(" {start} "))
}

fn beside_digits(cursor: &Cursor<'_>) -> bool {
    digits(cursor.next_word(2)) > 0 || digits(cursor.previous_word()) > 0
}

/// `AT&T`.
fn beside_ampersand(cursor: &Cursor<'_>, length: usize) -> bool {
    let after = cursor.after(length).strip_prefix('&');
    cursor.before().ends_with('&')
        || after.is_some_and(|after| after.starts_with(char::is_uppercase))
}

/// Whether a neighbour is also in capitals.
fn is_in_run(cursor: &Cursor<'_>, length: usize) -> bool {
    let loud = |word: &str| is_loud(word.trim_end_matches('.')) && !SPELLED.contains(&word);
    loud(cursor.previous_word()) || loud(cursor.next_word(length)) || {
        let hyphen = cursor.after(length).strip_prefix('-');
        hyphen.is_some_and(|after| {
            loud(after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
        })
    }
}

/// In lower case, capitalised at the start of a sentence.
fn lowered(stem: &str, cursor: &Cursor<'_>) -> String {
    let before =
        cursor.before().trim_end_matches(|c: char| c.is_whitespace() || "\"'“”‘’(".contains(c));
    let initial = before.len() > 2
        && before.ends_with('.')
        && before[..before.len() - 1].trim_end_matches(char::is_uppercase).ends_with('.');
    match before.ends_with(['.', '!', '?']) && !initial {
        true => with_capital(stem),
        false => stem.to_lowercase(),
    }
}
