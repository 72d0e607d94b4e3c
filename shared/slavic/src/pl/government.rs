//! The cases that words ask for of the number behind them.

use crate::counting::Case;
use verbalizer::word_list::has;

/// Words after which a number is in the genitive.
const GENITIVE: &str = "ani do od bez około ok. dla powyżej poniżej oprócz spośród wśród zamiast ciągu wieku podczas koło \
    prócz wokół spod u obok znad spoza sprzed zza blisko niedaleko względem pobliżu brak \
    brakuje brakowało zabrakło zabraknie odległości wysokości głębokości potrzeba trzeba \
    potrzebował potrzebowała potrzebowali dokoła naokoło celem wzdłuż powodu skutek podstawie \
    pomocy pomocą wyniku trakcie szukał szukała szukało szukali żądał żądała żądali zażądał \
    zażądała zażądali pilnował pilnowała pilnowali użył użyła użyli dożył dożyła";
const DATIVE: &str = "ku dzięki przeciw przeciwko wbrew";
/// Verbs with an object that is often a measure.
const TRANSITIVE: &str = "ma miał miała miało mieli trwa trwał trwała trwało trwały kosztuje kosztował kosztowała \
    kosztowało waży ważył ważyła przeszedł przeszła przejechał przejechała zajął zajęła zajęło \
    zajmuje czekał czekała stracił straciła zapłacił zapłaciła dostał dostała kupił kupiła \
    sprzedał sprzedała wypił wypiła zjadł zjadła spędził spędziła";

/// The cases that a number may be in behind a word, the most usual first; none if the word does not tell.
pub(super) fn governed(word: &str) -> &'static [Case] {
    match word {
        _ if has(GENITIVE, word) => &[Case::Genitive],
        _ if has(DATIVE, word) => &[Case::Dative],
        "z" | "ze" => &[Case::Genitive, Case::Instrumental],
        "między" | "pomiędzy" => &[Case::Instrumental],
        "przed" | "nad" | "pod" | "za" | "poza" | "ponad" => {
            &[Case::Accusative, Case::Instrumental]
        }
        "w" | "we" | "na" | "o" | "po" => &[Case::Accusative, Case::Prepositional],
        "przy" => &[Case::Prepositional],
        "przez" => &[Case::Accusative],
        _ if has(TRANSITIVE, word) => &[Case::Accusative],
        _ => &[],
    }
}
