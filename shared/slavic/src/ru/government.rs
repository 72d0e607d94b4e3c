//! The cases that words ask for of the number behind them.

use crate::counting::Case;
use verbalizer::word_list::has;

/// Words after which a number is in the genitive.
const GENITIVE: &str = "до от из около после без для у кроме более менее больше меньше свыше среди против вокруг \
    порядка течение возрасте старше моложе ради начиная выше ниже дороже дешевле дольше дальше \
    из-за из-под возле близ вместо помимо вдоль внутри вне посреди позади напротив насчёт мимо \
    протяжении продолжение исключением считая расстоянии высоте глубине размере количестве \
    нет нету хватает хватало хватит хватило недостаёт недоставало достиг достигла достигло \
    достигли достигает достигала достигало достигал достигали лишился лишилась лишились \
    избежал избежали ни помощи помощью ввиду вследствие результате";
const DATIVE: &str = "к ко благодаря вопреки согласно навстречу подобно равен равна равны равняется равнялся равнялась";
const INSTRUMENTAL: &str = "перед передо над владел владела владели владеет командовал командует управлял управляла \
    управляет руководил руководит заведовал обладал обладает располагал располагала располагает \
    ограничился ограничилась довольствовался довольствовалась пожертвовал рисковал";
/// Verbs with an object, without their endings.
const TRANSITIVE: &str = "насчитыва состав составля стои вес прошё проше прош проеха проплы пробежа пролете получ \
    заплат отда потрат купи прода потеря име взя собра выигра проигра дли занима заня \
    вмеща содерж уби рани написа прочита прочё прочё посла высла виде увиде наш нашё наше \
    жда прожда прожи провё прове просиде пролежа прослужи проработа объеха перевёз привёз \
    привез принё принес постро откры выпуст напечата посади сдела выпи съе насчита превыша \
    превыси покупа продаёт плати плат истрати израсходова сэкономи накопи продолжа спас \
    высади осмотре встрети арестова казни освободи нанима наня захвати";
/// The endings of verbs in the past, the present and the infinitive.
const VERBAL: &str = "л ла ло ли ил ила ило или ёл ел т ет ит ют ят ть ить тся лся лась лось лись ется ился илась \
    илось ились";
/// Verbs whose past has no ending.
const BARE: &str = "вёз вез нёс нес вёл вел перевёз перевез привёз привез принёс принес спас";

/// The cases that a number may be in behind a word, the most usual first; none if the word does not tell.
pub(super) fn governed(word: &str) -> &'static [Case] {
    match word {
        _ if has(GENITIVE, word) => &[Case::Genitive],
        _ if has(DATIVE, word) => &[Case::Dative],
        "с" | "со" => &[Case::Instrumental, Case::Genitive],
        "между" | "меж" => &[Case::Instrumental, Case::Genitive],
        _ if has(INSTRUMENTAL, word) => &[Case::Instrumental],
        "за" | "под" => &[Case::Accusative, Case::Instrumental],
        "в" | "во" | "на" => &[Case::Accusative, Case::Prepositional],
        "по" => &[Case::Accusative, Case::Dative],
        "о" | "об" | "при" => &[Case::Prepositional],
        "через" | "сквозь" | "про" | "спустя" => &[Case::Accusative],
        _ if is_transitive(word) => &[Case::Accusative],
        _ => &[],
    }
}

fn is_transitive(word: &str) -> bool {
    let mut endings = TRANSITIVE.split(' ').filter_map(|stem| word.strip_prefix(stem));
    has(BARE, word) || endings.any(|ending| has(VERBAL, ending))
}
