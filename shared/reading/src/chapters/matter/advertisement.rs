//! Pages that ask for something: newsletters, reviews, other books.

use contract::Matter;
use pages::block::Block;

use crate::chapters::matter::calling::call;
use crate::chapters::matter::lines::has_address;
use crate::chapters::matter::place::PagePlaces;
use crate::titles;

/// Most letters of such a page.
const LETTERS: usize = 900;
/// What such pages ask for; separated by slashes.
const REQUESTS: &str = "newsletter/sign up/subscribe/follow us/join us/join our/join the conversation/leave a review/write a review/find out more/\
    visit our/visit us/visit the author/more great books/more books/free ebook/download/discover more/for more/like us on/on facebook/on twitter/on instagram/\
    abonnieren/melden sie sich/besuchen sie uns/besuchen sie unsere/folgen sie/weitere bücher/mehr bücher/leseprobe/\
    inscrivez-vous/abonnez-vous/retrouvez-nous/retrouvez tou/suivez-nous/suivez l/rejoignez/découvrez/visitez/\
    suscríbete/suscríbase/síguenos/visita nuestra/visite nuestra/descubre/boletín/\
    iscriviti/seguici/visita il/visitate il/scopri/abonneer/volg ons";

/// Marks the page if it is one.
pub(super) fn mark(blocks: &mut [Block], places: &PagePlaces<'_>) {
    let letters = places.letters(&(0..blocks.len()));
    let at_edge = places.is_front(0) || places.is_back(blocks.len());
    if letters == 0 || letters > LETTERS || letters * 2 > places.all() || !at_edge {
        return;
    }
    // Authors give their addresses, too.
    let mut titles = blocks.iter().filter_map(Block::text).filter_map(titles::matter);
    if titles.any(Matter::is_read) {
        return;
    }
    let text: Vec<String> = blocks.iter().filter_map(Block::text).map(str::to_lowercase).collect();
    let requests = REQUESTS
        .split('/')
        .filter(|request| text.iter().any(|text| text.contains(request)))
        .count();
    let addresses = text.iter().filter(|text| has_address(text)).count();
    if requests >= 1 && requests + addresses >= 2 && addresses >= 1 {
        blocks.iter_mut().for_each(|block| call(block, Matter::Advertisement));
    }
}
