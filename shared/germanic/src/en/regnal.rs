//! Numerals of rulers: `Henry VIII`, `Charles I in London`, `5 Geo. III`; and initials that only look like them: `George V. Higgins`.

use crate::en::context::{is_name, is_one_of, is_pronoun_verb, is_surname};
use verbalizer::HintKind;
use verbalizer::cursor::Cursor;

/// Names of rulers that are followed by a number, in lower case.
const NAMES: &str = " abbas abdullah adrian afonso ahmed akbar albert alexander alexis alfonso alphonse amadeus \
    andrew anne augustus baldwin baudouin bela benedict boris carl carlo carlos carol casimir catherine charles \
    christian clement conrad constantine david duncan edgar edmund edward elizabeth emanuele emmanuel eric erik \
    eugene faisal farouk felipe ferdinand ferdinando fernando francis frederick frederik friedrich fuad fulk \
    fyodor george gregory gustaf gustav hadrian harald harold heinrich henri henry hugh humbert hussein innocent \
    isabel isabella ivan james john joseph juan julius karl kenneth leo louis lucius ludwig magnus malcolm manco \
    manuel marcellus margaret maria martin mary maximilian michael mustafa nicholas olaf oscar otto paul pavel \
    pedro peter philip philippe rainier raymond richard robert rudolf sancho sergius stanislaus stephen umberto \
    urban victor victoria vittorio wilhelm william ";
/// Names of rulers that nobody bears who is spoken to, so that a pronoun hardly follows them.
const ANCIENT: &str = " alexius amalric amenemhat amenhotep anastasius antiochus artaxerxes ashurnasirpal basil \
    berengar bohemond boniface callixtus canute celestine charlemagne childeric chilperic cleopatra clovis cyrus \
    darius ethelbert ethelred feodor gustavus haakon honorius justinian khosrow ladislaus leopold lothair mahmud \
    mehmed mehmet menelik mentuhotep mithridates murad murat napoleon nebuchadnezzar nicephorus osman osorkon \
    pepi pepin pius psamtik ptolemy rameses ramses romanus sargon seleucus selim senusret seti shalmaneser \
    shapur shoshenq sigismund sixtus suleiman theobald theodoric theodosius thutmose tiberius valdemar \
    valentinian vladislaus wenceslaus wladislaw władysław xerxes yaroslav ";
/// Names of rulers in the titles of laws: "5 Geo. III c. 12".
const SHORT: [&str; 8] = ["Geo.", "Wm.", "Will.", "Chas.", "Jas.", "Edw.", "Hen.", "Ric."];
/// Titles before the name of a ruler.
const TITLES: [&str; 12] = [
    "king", "queen", "pope", "emperor", "empress", "tsar", "czar", "prince", "duke", "kaiser",
    "pharaoh", "sultan",
];
/// Words that follow "Charles I", but not the pronoun "I".
const AFTER_KING: [&str; 46] = [
    "of",
    "is",
    "are",
    "were",
    "has",
    "and",
    "or",
    "reigned",
    "ruled",
    "in",
    "at",
    "to",
    "by",
    "from",
    "with",
    "for",
    "on",
    "until",
    "till",
    "since",
    "during",
    "after",
    "before",
    "against",
    "under",
    "over",
    "between",
    "into",
    "through",
    "without",
    "as",
    "who",
    "whom",
    "whose",
    "which",
    "came",
    "died",
    "abdicated",
    "fled",
    "succeeded",
    "ascended",
    "married",
    "granted",
    "issued",
    "founded",
    "became",
];
/// Words that follow it also if the name begins the sentence.
const DEEDS: [&str; 4] = ["was", "had", "did", "made"];
/// What befalls rulers rather than those who say "I": "Charles I was beheaded".
const FATES: [&str; 12] = [
    "beheaded",
    "executed",
    "crowned",
    "deposed",
    "succeeded",
    "killed",
    "assassinated",
    "murdered",
    "buried",
    "restored",
    "excommunicated",
    "overthrown",
];
/// Words in "s" that are no verbs of the third person, and may follow the pronoun.
const NOT_VERBS: [&str; 14] = [
    "always",
    "perhaps",
    "sometimes",
    "besides",
    "was",
    "thus",
    "nevertheless",
    "nonetheless",
    "afterwards",
    "as",
    "this",
    "his",
    "its",
    "us",
];
/// Before the name, these make "I" a number unless the verb speaks of the speaker.
const BEFORE_KING: [&str; 12] = [
    "of", "under", "king", "queen", "emperor", "pope", "tsar", "by", "when", "while", "until",
    "since",
];

/// Whether the numeral is that of a ruler whose name precedes it.
pub(crate) fn is_regnal(cursor: &Cursor<'_>, stem: &str) -> bool {
    let name = cursor.previous_word();
    if !name.starts_with(char::is_uppercase) {
        return false;
    }
    let start = cursor.before().trim_end().len() - name.len();
    let earlier = Cursor { at: cursor.at - (cursor.before().len() - start), hints: &[], ..*cursor };
    let title = earlier.previous_word().trim_end_matches('.').to_lowercase();
    let known = is_ruler(name) && !(stem == "X" && name == "Malcolm");
    let titled = is_one_of(&title, &TITLES) && is_name(name);
    let surname =
        is_ruler(earlier.previous_word()) && is_name(name) && !super::divisions::is_division(name);
    let initial = is_initial(cursor, stem) && !titled;
    match stem {
        "I" | "V" | "X" if initial => false,
        "I" => (known || titled) && is_first(cursor, &earlier),
        "V" | "X" => known || titled,
        _ if stem.len() == 1 => false,
        _ => known || titled || surname,
    }
}

fn is_ruler(name: &str) -> bool {
    SHORT.contains(&name) || is_in(NAMES, name) || is_in(ANCIENT, name)
}

fn is_in(names: &str, name: &str) -> bool {
    names.contains(&format!(" {} ", name.to_lowercase()))
}

/// Whether a letter with a full stop is the initial of a middle name: "George V. Higgins", "Karl M. von Weber".
fn is_initial(cursor: &Cursor<'_>, stem: &str) -> bool {
    cursor.after(stem.len()).starts_with('.') && is_surname(cursor, stem.len() + 1)
}

/// Whether "I" behind the name of a ruler is a number, not the pronoun.
fn is_first(cursor: &Cursor<'_>, name: &Cursor<'_>) -> bool {
    let after = cursor.after(1);
    let owner = after.starts_with("’s") || after.starts_with("'s");
    if after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '’' | '\'')) && !owner {
        return false;
    }
    let next = cursor.next_word(1);
    let ruled = cursor.hinted(&HintKind::Roman).is_some() || next.is_empty();
    let fate = next == "was" && is_one_of(cursor.next_word(2 + next.len()), &FATES);
    let by_verb = next.len() > 2
        && next.ends_with('s')
        && !next.ends_with("ss")
        && !is_one_of(next, &NOT_VERBS);
    let begins = name.begins() && is_one_of(next, &DEEDS);
    let ancient = is_in(ANCIENT, cursor.previous_word());
    let asked =
        (ancient || is_one_of(name.previous_word(), &BEFORE_KING)) && !is_pronoun_verb(next);
    ruled || fate || by_verb || begins || asked || is_one_of(next, &AFTER_KING)
}
