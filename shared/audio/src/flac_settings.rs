//! How FLAC is encoded: the same bytes on every machine.

use flacenc::config::{Encoder, OrderSel};

/// The highest order of predictors that is tried: on espeak's speech orders 3 and 4 save nothing and cost a third of the time.
const HIGHEST_ORDER: usize = 2;

/// Fixed predictors, chosen by counting bits: fast, and integers all the way, so that every machine writes the same.
pub(crate) fn settings() -> Encoder {
    let mut settings = Encoder::default();
    settings.multithread = false;
    settings.subframe_coding.use_lpc = false;
    settings.subframe_coding.fixed.order_sel = OrderSel::BitCount;
    settings.subframe_coding.fixed.max_order = HIGHEST_ORDER;
    settings
}
