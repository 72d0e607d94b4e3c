//! Lines of links from page to page: `Previous topic | Next`.

use contract::Matter;
use pages::block::Block;

use crate::chapters::matter::calling::call;
use crate::chapters::matter::lines::key;

/// Longest line of links, in bytes.
const LONGEST: usize = 120;
/// Most words between two signs.
const MOST: usize = 7;
/// Words of such lines by themselves; separated by slashes.
const WORDS: &str = "previous/prev/next/up/home/top/back/contents/table of contents/toc/index/main page/start/cover/forward/title page/\
    vorherige/vorheriges/vorige seite/vorherige seite/nächste/nächste seite/nächstes/zurück/weiter/vor/inhalt/inhaltsverzeichnis/startseite/nach oben/\
    précédent/précédente/suivant/suivante/sommaire/accueil/retour/haut de page/table des matières/page précédente/page suivante/\
    anterior/siguiente/índice/inicio/arriba/volver/página anterior/página siguiente/\
    precedente/successivo/successiva/indice/pagina precedente/pagina successiva/torna su/vorige/volgende/próximo";
/// Lines that lead elsewhere even if nothing stands beside them.
const ALONE: &str = "previous topic/next topic/previous chapter/next chapter/previous page/next page/previous section/next section/\
    back to top/back to contents/back to table of contents/return to top/return to contents/return to table of contents/\
    go to contents/go to top/zum inhaltsverzeichnis/zurück zum inhalt/zurück zum inhaltsverzeichnis/zum seitenanfang/nach oben/\
    vorheriges kapitel/nächstes kapitel/chapitre précédent/chapitre suivant/retour au sommaire/retour à la table des matières/\
    haut de page/capítulo anterior/capítulo siguiente/siguiente capítulo/volver al índice/capitolo precedente/capitolo successivo/\
    torna all indice/torna su";

/// Marks lines of links.
pub(super) fn mark(blocks: &mut [Block]) {
    blocks
        .iter_mut()
        .filter(|block| is_navigation(block))
        .for_each(|block| call(block, Matter::Contents));
}

fn is_navigation(block: &Block) -> bool {
    let text = block.text().unwrap_or_default();
    if text.len() > LONGEST || block.level().is_some() {
        return false;
    }
    let is_one_of = |words: &str, found: &str| words.split('/').any(|word| word == found);
    let is_sign = |c: char| "|•·»«<>←→↑▲▼◄►/‹›[]".contains(c) || matches!(c, '—' | '–');
    if text.split_whitespace().nth(MOST).is_some() && !text.contains(is_sign) {
        return false;
    }
    let parts: Vec<String> = text.split(is_sign).map(key).filter(|part| !part.is_empty()).collect();
    let has_arrow = text.contains(['»', '«', '←', '→', '↑', '◄', '►', '<', '>', '[']);
    let is_word = |part: &String| is_one_of(WORDS, part) || is_one_of(ALONE, part);
    match parts.as_slice() {
        [] => false,
        [part] if is_one_of(ALONE, part) => true,
        [part] if has_arrow => is_one_of(WORDS, part),
        [part] => {
            // Links without signs between them: “Previous Next”, “Prev Home Next”.
            let words: Vec<&str> = part.split(' ').collect();
            (2..=5).contains(&words.len())
                && words.iter().all(|word| is_one_of(WORDS, word))
                && !text.ends_with(['.', '!', '?', ','])
                && words.iter().any(|word| {
                    [
                        "prev",
                        "previous",
                        "vorherige",
                        "précédent",
                        "anterior",
                        "precedente",
                        "home",
                        "contents",
                    ]
                    .contains(word)
                })
        }
        parts => parts.iter().all(is_word),
    }
}
