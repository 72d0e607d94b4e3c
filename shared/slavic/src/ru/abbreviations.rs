//! The abbreviations of Russian.

use verbalizer::european::{Abbreviation, AbbreviationContext};

const PLAIN: AbbreviationContext = AbbreviationContext::Nothing;
const NAME: AbbreviationContext = AbbreviationContext::Name;

pub(super) static SHORTENINGS: [Abbreviation; 33] = [
    Abbreviation::new("т. е.", "то есть", PLAIN),
    Abbreviation::new("т. к.", "так как", PLAIN),
    Abbreviation::new("т. н.", "так называемый", PLAIN),
    Abbreviation::new("т. д.", "так далее", PLAIN),
    Abbreviation::new("т. п.", "тому подобное", PLAIN),
    Abbreviation::new("и др.", "и другие", PLAIN),
    Abbreviation::new("и пр.", "и прочее", PLAIN),
    Abbreviation::new("напр.", "например", PLAIN),
    Abbreviation::new("см.", "смотри", PLAIN),
    Abbreviation::new("ср.", "сравни", PLAIN),
    Abbreviation::new("им.", "имени", NAME),
    Abbreviation::new("н. э.", "нашей эры", PLAIN),
    Abbreviation::new("до н. э.", "до нашей эры", PLAIN),
    Abbreviation::new("д-р", "доктор", PLAIN),
    Abbreviation::new("д-ра", "доктора", PLAIN),
    Abbreviation::new("д-ру", "доктору", PLAIN),
    Abbreviation::new("д-ром", "доктором", PLAIN),
    Abbreviation::new("г-н", "господин", PLAIN),
    Abbreviation::new("г-на", "господина", PLAIN),
    Abbreviation::new("г-ну", "господину", PLAIN),
    Abbreviation::new("г-ном", "господином", PLAIN),
    Abbreviation::new("г-жа", "госпожа", PLAIN),
    Abbreviation::new("г-жи", "госпожи", PLAIN),
    Abbreviation::new("г-же", "госпоже", PLAIN),
    Abbreviation::new("г-жу", "госпожу", PLAIN),
    Abbreviation::new("г-да", "господа", PLAIN),
    Abbreviation::new("ред.", "редактор", NAME),
    Abbreviation::new("род.", "родился", PLAIN),
    Abbreviation::new("ум.", "умер", PLAIN),
    Abbreviation::new("прим.", "примечание", PLAIN),
    Abbreviation::new("тел.", "телефон", PLAIN),
    Abbreviation::new("№", "номер", PLAIN),
    Abbreviation::new("№№", "номера", PLAIN),
];
