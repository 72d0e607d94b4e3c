//! Heteronyms that each have a rule of their own.

use crate::phonemes::english::context::{WordContext, among};

/// The sounds of such a word in its context.
pub(super) fn single(context: &WordContext<'_>) -> Option<&'static str> {
    Some(match context.word() {
        "read" => read(context),
        "lead" => lead(context),
        "live" => live(context),
        "lives" => lives(context),
        "wind" => wind(context),
        "winds" => winds(context),
        "tear" | "tears" => tear(context),
        "bow" | "bows" => bow(context),
        "close" => close(context),
        "used" => used(context),
        "minute" => minute(context),
        "wound" => wound(context),
        "content" => content(context),
        "invalid" => invalid(context),
        "learned" => learned(context),
        "blessed" | "cursed" | "aged" => solemn(context),
        "row" => row(context),
        "bass" => bass(context),
        "does" => does(context),
        "number" => number(context),
        "sow" | "sows" => sow(context),
        word => return simple(context, word),
    })
}

/// Words with a simple rule.
fn simple(context: &WordContext<'_>, word: &str) -> Option<&'static str> {
    let (is_first, first, second) = match word {
        "bowed" => (true, "B AW1 D", ""),
        "bowing" => (true, "B AW1 IH0 NG", ""),
        "houses" => (true, "HH AW1 Z IH0 Z", ""),
        "en" => {
            let french = among(" route masse suite passant famille fete garde ", context.after(1));
            (french, "AA2 N", "EH1 N")
        }
        "voyage" => (context.before(1) == "bon", "V W AA2 Y AA1 ZH", "V OY1 IH0 JH"),
        "pas" => (matches!(context.before(1), "faux" | "de"), "P AA1", "P AA1 Z"),
        "moped" => (context.is_determined(), "M OW1 P EH2 D", "M OW1 P T"),
        "hors" => (true, "AO1 R", ""),
        "dove" => (context.follows_subject(), "D OW1 V", "D AH1 V"),
        "polish" => (context.is_name, "P OW1 L IH0 SH", "P AA1 L IH0 SH"),
        "august" => (context.word_is_month(), "AO1 G AH0 S T", "AO0 G AH1 S T"),
        "job" => (context.is_name, "JH OW1 B", "JH AA1 B"),
        _ => return None,
    };
    Some(if is_first { first } else { second })
}

impl WordContext<'_> {
    fn word_is_month(&self) -> bool {
        self.is_name
            || among(" in of last next since until by early late ", self.before(1))
            || self.at == 0
    }
}

/// Words that may precede an imperative, or a habit in the present tense.
const BEFORE_ORDERS: &str =
    " you we they please now and then or but just go come first always never so if when do i ";

fn read(context: &WordContext<'_>) -> &'static str {
    let told = context.follows_subject()
        && context.before(1) != "you"
        && (context.is_past() || third(context));
    let joined = matches!(context.before(1), "and" | "then") && context.is_past();
    let past = context.is_participle()
        || context.follows_name && !among(BEFORE_ORDERS, context.before(1))
        || told
        || joined
        || context.before(1) == "well";
    if past && !context.follows_auxiliary() { "R EH1 D" } else { "R IY1 D" }
}

/// `He read`: today it would be `reads`.
fn third(context: &WordContext<'_>) -> bool {
    matches!(context.before(1), "he" | "she" | "it" | "who")
}

fn lead(context: &WordContext<'_>) -> &'static str {
    let metal = among(" of like molten white red sheet with ", context.before(1))
        && !context.has_object()
        || among(
            " pipe pipes pencil pencils bullet bullets shot weight weights roof coffin poisoning paint mine mines ball balls ",
            context.after(1),
        )
        || context.before(1) == "as" && context.after(1).is_empty();
    if metal { "L EH1 D" } else { "L IY1 D" }
}

fn live(context: &WordContext<'_>) -> &'static str {
    let before_noun = among(
        " wire wires music show shows coal coals ammunition audience broadcast bait bird birds animal animals fish rounds stock ",
        context.after(1),
    );
    let alive = before_noun && !context.follows_auxiliary() && !context.follows_subject();
    let on_air = among(" broadcast recorded performed televised ", context.before(1));
    let article = matches!(context.before(1), "a" | "the" | "real" | "one");
    if alive || on_air || article { "L AY1 V" } else { "L IH1 V" }
}

fn lives(context: &WordContext<'_>) -> &'static str {
    let owned =
        context.is_determined() && context.before(1) != "that" && context.before(1) != "one";
    let counted = among(
        " two three four five six seven nine ten hundred thousand human own past other private whole married save risk lost lose cost ruined our ",
        context.before(1),
    );
    let named = among(" of were are have had depend ", context.after(1));
    if owned || counted || named || context.follows_preposition() {
        "L AY1 V Z"
    } else {
        "L IH1 V Z"
    }
}

fn wind(context: &WordContext<'_>) -> &'static str {
    let turns = context.is_verb()
        || !context.is_determined() && context.after(1) == "up"
        || context.follows_plural();
    if turns && !context.follows_preposition() { "W AY1 N D" } else { "W IH1 N D" }
}

fn winds(context: &WordContext<'_>) -> &'static str {
    let way = among(
        " it which that road path river stream he she stairway staircase lane trail track ",
        context.before(1),
    );
    if way { "W AY1 N D Z" } else { "W IH1 N D Z" }
}

fn tear(context: &WordContext<'_>) -> &'static str {
    let weeps = context.is_determined() || context.follows_preposition();
    let away = among(" up apart down off out open away ", context.after(1)) && !weeps;
    let hole = context.is_determined() && context.after(1) == "in" && context.word() == "tear";
    match (context.is_verb() || away || hole, context.word() == "tears") {
        (true, false) => "T EH1 R",
        (true, true) => "T EH1 R Z",
        (false, false) => "T IH1 R",
        (false, true) => "T IH1 R Z",
    }
}

fn bow(context: &WordContext<'_>) -> &'static str {
    let weapon = context.mentions(" arrow arrows quiver archer string bowstring shoot violin fiddle ribbon ribbons hunter drew ");
    let bends = context.is_verb() && !context.has_object();
    let knot = among(" tie ties and window windows ", context.after(1)) && context.after(2) != "of";
    let plural = context.word() == "bows";
    match (weapon || knot && !bends && !context.follows_subject(), plural) {
        (true, false) => "B OW1",
        (true, true) => "B OW1 Z",
        (false, false) => "B AW1",
        (false, true) => "B AW1 Z",
    }
}

fn close(context: &WordContext<'_>) -> &'static str {
    let end = context.is_determined()
        && matches!(context.after(1), "" | "of")
        && context.before(1) != "that";
    let shuts = context.follows_auxiliary() && !among(" to by ", context.after(1));
    let acts = context.is_verb()
        && !among(" to by behind beside upon at enough friend friends ", context.after(1));
    if end || shuts || acts { "K L OW1 Z" } else { "K L OW1 S" }
}

fn used(context: &WordContext<'_>) -> &'static str {
    if context.after(1) != "to" {
        return "Y UW1 Z D";
    }
    let passive = context.follows_be() && !among(" get got ", context.before(1));
    let thing = among(
        " the a an it this that these those him her them his my your their its our such being ",
        context.after(2),
    ) || context.after(2).ends_with("ing")
        || context.after(2).is_empty();
    if passive && !thing { "Y UW1 Z D" } else { "Y UW1 S T" }
}

fn minute(context: &WordContext<'_>) -> &'static str {
    let thing = context.after(1);
    let small = among(
        " detail particle examination description inspection quantity quantities scrutiny portion fragment account observation investigation creature instructions attention trace crack hair speck grain insect organism amount difference change hole dose print spot scratch ",
        thing.strip_suffix('s').unwrap_or(thing),
    ) || among(
        " detail quantities instructions examination inspection scrutiny ",
        thing,
    );
    // `saw minute traces`: a time would have a number or an article before it.
    let several = thing.len() > 3
        && thing.ends_with('s')
        && !thing.ends_with("ss")
        && !thing.ends_with("'s")
        && !context.is_determined()
        && !among(" one five ten fifteen twenty thirty forty sixty ", context.before(1))
        && !among(" hands ", thing);
    let graded =
        among(" very most so more too extremely and ", context.before(1)) && thing != "later";
    if small || several || graded { "M AY0 N UW1 T" } else { "M IH1 N AH0 T" }
}

fn wound(context: &WordContext<'_>) -> &'static str {
    let turned =
        among(" up round around through down along its his itself themselves ", context.after(1));
    if turned && !context.is_determined() || context.follows_subject() {
        "W AW1 N D"
    } else {
        "W UW1 N D"
    }
}

fn content(context: &WordContext<'_>) -> &'static str {
    let thing = among(" the its a alcohol fat sugar water moral intellectual ", context.before(1));
    if thing { "K AA1 N T EH0 N T" } else { "K AH0 N T EH1 N T" }
}

fn invalid(context: &WordContext<'_>) -> &'static str {
    let void = context.follows_be()
        || among(" argument claim contract ticket excuse will marriage vote ", context.after(1));
    if void { "IH2 N V AE1 L AH0 D" } else { "IH1 N V AH0 L AH0 D" }
}

fn learned(context: &WordContext<'_>) -> &'static str {
    let scholar = context.is_determined() && !context.after(1).is_empty()
        || among(" very most so more and ", context.before(1)) && !context.has_object()
        || among(
            " man men friend friends doctor professor gentleman gentlemen society societies judge ",
            context.after(1),
        );
    let lesson = context.has_object() || among(" that to how of from ", context.after(1));
    if scholar && !lesson { "L ER1 N IH0 D" } else { "L ER1 N D" }
}

/// `blessed`, `cursed` and `aged` have two syllables before a noun, with exceptions for `aged`.
fn solemn(context: &WordContext<'_>) -> &'static str {
    let praises = context.is_determined()
        || among(" oh o most and ", context.before(1)) && !context.has_object();
    match (context.word(), praises) {
        ("blessed", true) => "B L EH1 S IH0 D",
        ("blessed", false) => "B L EH1 S T",
        ("cursed", true) => "K ER1 S IH0 D",
        ("cursed", false) => "K ER1 S T",
        (_, true) => "EY1 JH IH0 D",
        (_, false) => {
            if among(" man woman men women father mother parents ", context.after(1)) {
                "EY1 JH IH0 D"
            } else {
                "EY1 JH D"
            }
        }
    }
}

fn row(context: &WordContext<'_>) -> &'static str {
    let noise = among(" with about between ", context.after(1)) && context.is_determined()
        || among(
            " terrible awful frightful infernal fearful dreadful such family blazing ",
            context.before(1),
        );
    if noise { "R AW1" } else { "R OW1" }
}

fn bass(context: &WordContext<'_>) -> &'static str {
    let music = among(
        " guitar guitars drum drums voice voices clef line lines note notes player players singer part ",
        context.after(1),
    );
    let fish = context.mentions(
        " fish fishing fished fisherman river lake pond stream caught catch angler bait hook fillet grilled fried perch trout salmon pike striped largemouth sea ",
    );
    if fish && !music { "B AE1 S" } else { "B EY1 S" }
}

/// Deer, where a noun must be: `the does`.
fn does(context: &WordContext<'_>) -> &'static str {
    let deer = among(" the two three four five six several many few wild roe ", context.before(1));
    if deer { "D OW1 Z" } else { "D AH1 Z" }
}

/// More numb, or how many.
fn number(context: &WordContext<'_>) -> &'static str {
    let numb = among(
        " grew grow grows growing felt feel feels feeling became become becomes becoming went ",
        context.before(1),
    ) || context.before(2) == "number" && context.before(1) == "and"
        || context.after(1) == "and" && context.after(2) == "number";
    if numb { "N AH1 M ER0" } else { "N AH1 M B ER0" }
}

/// A pig, where a noun must be, perhaps after an adjective: `the old sow`.
fn sow(context: &WordContext<'_>) -> &'static str {
    let adjective = among(" the a an this that her his our my their your ", context.before(2))
        && !context.before(1).ends_with('s')
        && !context.follows_auxiliary()
        && !context.follows_subject();
    let counted = among(" two three four five six seven ", context.before(1));
    match (context.is_determined() || adjective || counted, context.word()) {
        (true, "sow") => "S AW1",
        (true, _) => "S AW1 Z",
        (false, "sow") => "S OW1",
        (false, _) => "S OW1 Z",
    }
}
