//! The French words for numbers and abbreviations.

use super::number_words::cardinal;
use verbalizer::european::{
    AngleWords, CurrencyNames, Grammar, Noun, NumberForm, PowerWords, RomanNumeralContext, Scale,
    noun, same,
};
use verbalizer::number_format::NumberFormat;

pub(crate) const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

pub(crate) static GRAMMAR: Grammar = Grammar {
    style: NumberFormat { groups: &['\u{a0}', '\u{202f}', '\u{2009}', ' ', '.'], point: ',' },
    cardinal,
    point: "virgule",
    single_decimals: false,
    singular_below_two: true,
    form_before,
    minus: "moins",
    range: "à",
    of,
    units: UNITS,
    currencies: &CURRENCIES,
    and_cents: "",
    names_cents: false,
    shortenings: super::abbreviations::SHORTENINGS,
    fractions: &[
        ("½", "un demi"),
        ("1/2", "un demi"),
        ("¼", "un quart"),
        ("1/4", "un quart"),
        ("¾", "trois quarts"),
        ("3/4", "trois quarts"),
        ("⅓", "un tiers"),
        ("1/3", "un tiers"),
        ("⅔", "deux tiers"),
        ("2/3", "deux tiers"),
    ],
    and_fraction: "et",
    signs: &[
        ('&', "et"),
        ('+', "plus"),
        ('=', "égale"),
        ('×', "fois"),
        ('§', "paragraphe"),
        ('%', "pour cent"),
    ],
    numerals: RomanNumeralContext {
        divisions: &[
            "chapitre",
            "livre",
            "tome",
            "partie",
            "acte",
            "scène",
            "volume",
            "chant",
            "section",
            "lettre",
            "titre",
            "planche",
            "appendice",
            "chap.",
            "liv.",
            "vol.",
            "t.",
        ],
        names: &[
            "Louis",
            "Charles",
            "Henri",
            "François",
            "Napoléon",
            "Philippe",
            "Jean",
            "Jean-Paul",
            "Paul",
            "Pie",
            "Benoît",
            "Grégoire",
            "Innocent",
            "Léon",
            "Clément",
            "Guillaume",
            "Frédéric",
            "Édouard",
            "Edouard",
            "George",
            "Georges",
            "Jacques",
            "Alexandre",
            "Nicolas",
            "Pierre",
            "Catherine",
            "Élisabeth",
            "Elisabeth",
            "Ferdinand",
            "Alphonse",
            "Richard",
            "Robert",
            "Hugues",
            "Othon",
            "Ptolémée",
            "Ramsès",
            "Boniface",
            "Sixte",
            "Urbain",
            "Albert",
            "Léopold",
            "Baudouin",
            "Gustave",
            "Christian",
            "Marie",
            "Jeanne",
            "Humbert",
            "Victor-Emmanuel",
            "Joseph",
        ],
        little: &[
            "Il", "Elle", "On", "Le", "La", "Les", "Un", "Une", "Ce", "Cette", "Ces", "Et", "Mais",
            "Ou", "Où", "Donc", "Or", "Ni", "Car", "Que", "Qui", "Quand", "Si", "Son", "Sa", "Ses",
            "Ils", "Elles", "Nous", "Vous", "Je", "Tu", "En", "Dans", "Sur", "Après", "Avant",
            "Puis", "Alors", "Comme", "À", "De", "Du", "Des", "Au", "Aux", "Par", "Pour",
        ],
    },
    ratio: "à",
    per: |unit| format!("par {unit}"),
    powers: PowerWords {
        squared: "au carré",
        cubed: "au cube",
        to_the: "puissance",
        exponent: |number| cardinal(number, NumberForm::Alone),
    },
    scales: &[
        scale("M", "million", "millions"),
        scale("Md", "milliard", "milliards"),
        scale("millions d’", "million", "millions"),
        scale("millions d'", "million", "millions"),
        scale("milliards d’", "milliard", "milliards"),
        scale("milliards d'", "milliard", "milliards"),
        scale("millions de ", "million", "millions"),
        scale("milliards de ", "milliard", "milliards"),
    ],
    angles: AngleWords {
        degree: he("degré", "degrés"),
        minute: she("minute", "minutes"),
        second: she("seconde", "secondes"),
        directions: &[("N", "nord"), ("S", "sud"), ("E", "est"), ("O", "ouest"), ("W", "ouest")],
    },
    bible: &super::bible::BOOKS,
};

/// "Une page", "vingt et une heures": feminine words are recognised by their endings, and some are listed.
fn form_before(_: u64, word: &str) -> NumberForm {
    const WORDS: &str = " abeille acre actrice affiche allumette amende année arche arme armée assiette auberge \
        aune bague balle banque barque barre bataille bicyclette bière blessure bombe botte bouche bougie bourse \
        bouteille boutique boîte branche brasse brebis brique brouette cabane caisse calèche capitale carotte \
        carte cartouche case cathédrale cave cerise chaise chambre chanson chanteuse chapelle charrette \
        chaussure chaîne chemise chèvre cicatrice cigarette classe clef cloche clé colline colonie colonne \
        commune consonne copie corbeille corde coupe couronne cousine couverture cravate croix cuiller cuillère \
        cuisine cuisinière culotte côte dame danse danseuse demeure dent dette dinde domestique dose douche \
        drachme dynastie défaite entreprise fable famille femme fenêtre ferme feuille fille fièvre fleur flotte \
        flèche fois forêt foule fourchette fraise fête gare goutte grange grille guerre guinée herbe heure \
        histoire hutte huître idée image infirmière jambe journée jupe lampe lance langue lanterne larme lettre \
        lieue ligne ligue lire livre locomotive loi lune légende machine main maison maladie malle marche mer \
        mesure mine minute monnaie montagne montre moto mouche muraille mère nef nièce noix nonne note nuit \
        ombre once orange oreille ouvrière page parcelle paroisse partie paysanne peine pensée perche personne \
        peseta photo phrase piastre pierre pilule pinte pipe piscine pièce place plage planche plante planète \
        poche poire pomme porte poule poutre prairie princesse province question racine rame reine religieuse \
        ride rivière robe rose roue roupie route rue règle région réponse république saison salade salle sardine \
        scène seconde secte semaine semelle servante société somme sorcière soupe station statue syllabe sœur \
        table tante tarte tasse tente toise tomate tombe tonne tour tranche tribu troupe truite tuile tête usine \
        vache valise vallée verge veste veuve victoire vierge vigne villa ville vis voisine voiture voix voyelle \
        zone âme échelle échoppe école église épaule épouse épée équipe étable étoile île ";
    const ENDINGS: [&str; 22] = [
        "tion", "sion", "xion", "ette", "ance", "ence", "ée", "esse", "ture", "elle", "aison",
        "euse", "trice", "ière", "ienne", "onne", "ille", "ude", "ade", "oire", "té", "ité",
    ];
    const MASCULINE: [&str; 25] = [
        "musée",
        "lycée",
        "trophée",
        "silence",
        "été",
        "côté",
        "comité",
        "traité",
        "député",
        "pâté",
        "comté",
        "arrêté",
        "squelette",
        "prélude",
        "stade",
        "grade",
        "territoire",
        "laboratoire",
        "mémoire",
        "pourboire",
        "interrogatoire",
        "gorille",
        "vaudeville",
        "blé",
        "conservatoire",
    ];
    let one = word.strip_suffix('s').unwrap_or(word);
    let listed = |word: &str| WORDS.contains(&format!(" {word} "));
    let ending = !MASCULINE.contains(&one);
    let feminine =
        listed(word) || listed(one) || ending && ENDINGS.iter().any(|ending| one.ends_with(ending));
    if feminine { NumberForm::Feminine } else { NumberForm::Masculine }
}

fn of(noun: &str) -> String {
    let elides = noun.starts_with(['a', 'e', 'é', 'i', 'o', 'u', 'h']);
    if elides { format!("d’{noun}") } else { format!("de {noun}") }
}

const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

static UNITS: &[(&str, Noun)] = &[
    ("s²", she("seconde carrée", "secondes carrées")),
    ("cm²", he("centimètre carré", "centimètres carrés")),
    ("mm²", he("millimètre carré", "millimètres carrés")),
    ("dm³", he("décimètre cube", "décimètres cubes")),
    ("mm³", he("millimètre cube", "millimètres cubes")),
    ("µg", he("microgramme", "microgrammes")),
    ("kJ", he("kilojoule", "kilojoules")),
    ("kcal", he("kilocalorie", "kilocalories")),
    ("hPa", he("hectopascal", "hectopascals")),
    ("MW", he("mégawatt", "mégawatts")),
    ("h", she("heure", "heures")),
    ("j", he("jour", "jours")),
    ("%", same("pour cent")),
    ("‰", same("pour mille")),
    ("km", he("kilomètre", "kilomètres")),
    ("m", he("mètre", "mètres")),
    ("cm", he("centimètre", "centimètres")),
    ("mm", he("millimètre", "millimètres")),
    ("km/h", he("kilomètre à l’heure", "kilomètres à l’heure")),
    ("m/s", he("mètre par seconde", "mètres par seconde")),
    ("km²", he("kilomètre carré", "kilomètres carrés")),
    ("m²", he("mètre carré", "mètres carrés")),
    ("m³", he("mètre cube", "mètres cubes")),
    ("cm³", he("centimètre cube", "centimètres cubes")),
    ("ha", he("hectare", "hectares")),
    ("kg", he("kilogramme", "kilogrammes")),
    ("g", he("gramme", "grammes")),
    ("mg", he("milligramme", "milligrammes")),
    ("t", she("tonne", "tonnes")),
    ("l", he("litre", "litres")),
    ("L", he("litre", "litres")),
    ("cl", he("centilitre", "centilitres")),
    ("ml", he("millilitre", "millilitres")),
    ("hl", he("hectolitre", "hectolitres")),
    ("°C", he("degré Celsius", "degrés Celsius")),
    ("°F", he("degré Fahrenheit", "degrés Fahrenheit")),
    ("°", he("degré", "degrés")),
    ("min", she("minute", "minutes")),
    ("s", she("seconde", "secondes")),
    ("W", he("watt", "watts")),
    ("kW", he("kilowatt", "kilowatts")),
    ("kWh", he("kilowattheure", "kilowattheures")),
    ("V", he("volt", "volts")),
    ("Hz", he("hertz", "hertz")),
    ("MHz", he("mégahertz", "mégahertz")),
    ("Go", he("gigaoctet", "gigaoctets")),
    ("Mo", he("mégaoctet", "mégaoctets")),
    ("ch", he("cheval", "chevaux")),
];

static CURRENCIES: [CurrencyNames; 5] = [
    CurrencyNames {
        signs: &["€", "EUR"],
        whole: he("euro", "euros"),
        cent: he("centime", "centimes"),
    },
    CurrencyNames {
        signs: &["$", "USD"],
        whole: he("dollar", "dollars"),
        cent: he("cent", "cents"),
    },
    CurrencyNames {
        signs: &["£"],
        whole: she("livre sterling", "livres sterling"),
        cent: he("penny", "pence"),
    },
    CurrencyNames {
        signs: &["F", "FF", "fr."],
        whole: he("franc", "francs"),
        cent: he("centime", "centimes"),
    },
    CurrencyNames { signs: &["¥"], whole: he("yen", "yens"), cent: he("sen", "sen") },
];

const fn scale(written: &'static str, one: &'static str, many: &'static str) -> Scale {
    Scale { written, one, many, form: NumberForm::Masculine }
}
