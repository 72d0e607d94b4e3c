//! Polish nouns for men, before which numbers have forms of their own: "dwunastu zakonników".

use verbalizer::word_list::has;

/// Men, in the genitive of the plural.
const MEN: &str = "mężczyzn ludzi chłopców braci panów synów królów mężów ojców uczniów studentów posłów \
    senatorów policjantów robotników chłopów kolegów przyjaciół Polaków Niemców Rosjan rycerzy \
    oficerów marynarzy więźniów księży pasażerów graczy członków kapłanów mnichów urzędników \
    wojowników wrogów Szwedów Turków Żydów Anglików Francuzów Hiszpanów Tatarów Kozaków Moskali \
    świadków sąsiadów biskupów papieży apostołów profesorów doktorów inżynierów aktorów autorów \
    dyrektorów inspektorów kandydatów adwokatów delegatów dyplomatów poetów żebraków wieśniaków \
    strażaków rybaków chłopaków rodaków wnuków dziadków przodków potomków kochanków gości \
    sędziów generałów pułkowników kapitanów poruczników sierżantów szeregowych ułanów huzarów \
    dragonów zbójów złodziei bandytów zbirów szpiegów agentów prezydentów klientów pacjentów \
    asystentów ministrów radnych wodzów książąt hrabiów baronów hetmanów Rzymian Greków Włochów \
    Czechów Węgrów Arabów chrześcijan mieszczan dworzan Indian Cyganów pogan łuczników \
    jeźdźców strzelców górali wujów stryjów druhów magów władców obrońców mędrców krewnych";
/// Adjectives that are nouns for men.
pub(super) const SUBSTANTIVES: &str = "rannych zabitych poległych uczonych chorych znajomych wojskowych duchownych \
    bezrobotnych oskarżonych podejrzanych służących dorosłych radnych szeregowych krewnych konnych \
    pieszych obecnych myśliwych podróżnych";
/// Endings of men in the genitive of the plural.
const ENDINGS: [&str; 13] = [
    "ńców", "arzy", "nierzy", "cieli", "istów", "ystów", "logów", "antów", "ników", "owców",
    "pców", "czyków", "erzy",
];
/// Things with these endings.
const THINGS: &str = "słoneczników śmietników nocników kurników ogników śpiewników modlitewników notatników \
    piekarników tańców końców krańców wieńców rumieńców szańców dziedzińców różańców korytarzy \
    kalendarzy cmentarzy ołtarzy komentarzy egzemplarzy formularzy inwentarzy lichtarzy \
    kołnierzy talerzy pacierzy pęcherzy puklerzy katalogów dialogów prologów epilogów monologów \
    nekrologów analogów brylantów diamentów wariantów kwadrantów ręczników czajników dzienników \
    pomników słowników silników chodników grzejników głośników pojemników zbiorników czynników \
    wskaźników dywaników tygodników miesięczników świeczników kluczyków guzików \
    pamiętników budzików naszyjników podręczników cenników \
    kolczyków języczków wierszyków patyczków guziczków grobowców wieżowców parowców bombowców \
    myśliwców owców surowców krążowników niszczycieli żaglowców \
    sznurowców jałowców hamulców odrzutowców lotniskowców drapieżników celowników \
    tłumików czujników odbiorników nadajników przełączników \
    wykrzykników składników koników stoików";

/// Whether a noun in the genitive of the plural names men.
pub(super) fn is_men(noun: &str) -> bool {
    let person = ENDINGS.iter().any(|ending| noun.ends_with(ending)) && !has(THINGS, noun);
    // "Baloników", but "kanoników".
    let little = noun.ends_with("oników") && noun != "kanoników";
    has(MEN, noun) || has(SUBSTANTIVES, noun) || person && !little
}
