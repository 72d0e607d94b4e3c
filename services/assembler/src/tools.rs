//! What the jobs of an assembler share.

use bus::Bus;
use media::encoders::Encoders;
use media::timeline::Silences;
use service::{HostHealth, JobStore, Plans};

use crate::scratch::Scratch;

/// What assembling needs. A function that needs only one of these takes only that one.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) bus: Bus,
    pub(crate) store: JobStore,
    /// Tells trouble of this machine from failures of jobs.
    pub(crate) host: HostHealth,
    pub(crate) plans: Plans,
    pub(crate) encoders: Encoders,
    pub(crate) scratch: Scratch,
    pub(crate) silences: Silences,
}
