//! The seats for connections. Where all are taken, the oldest connection without a request gives way to a new one: so nobody who
//! only connects keeps others out, and health is always answered.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::Seldom;

/// Most connections, however many files the process may open.
const MOST: usize = 1024;

/// Fewest, however few.
const FEWEST: usize = 8;

/// Most files that the limit of the process is raised to.
const FILES: u64 = 65_536;

/// The seats of a server.
#[derive(Debug)]
pub(super) struct Seats {
    most: usize,
    /// A quarter of the connections has no request in flight, so that one can always give way.
    requests: Arc<Semaphore>,
    taken: Mutex<Taken>,
    seldom: Seldom,
}

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    /// By age.
    connections: BTreeMap<u64, OpenConnection>,
}

#[derive(Debug, Clone, Default)]
struct OpenConnection {
    gives_way: CancellationToken,
    requests: Arc<AtomicUsize>,
}

/// The seat of a connection; free when this is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Arc<Seats>,
    number: u64,
    connection: OpenConnection,
}

/// A request in flight, until this is dropped.
#[derive(Debug)]
pub(super) struct BusySeat {
    requests: Arc<AtomicUsize>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Seats {
    /// As many as leave half of the files of this process for other things: the broker, the store, children.
    pub(super) fn of_this_process() -> Self {
        let files = usize::try_from(raised_file_limit()).unwrap_or(usize::MAX);
        Self::new((files / 2).clamp(FEWEST, MOST))
    }

    fn new(most: usize) -> Self {
        let requests = Arc::new(Semaphore::new(most - most / 4));
        Self { most, requests, taken: Mutex::default(), seldom: Seldom::default() }
    }

    /// Takes a seat.
    pub(super) fn take(self: &Arc<Self>) -> Seat {
        let connection = OpenConnection::default();
        let mut taken = self.taken();
        if taken.connections.len() >= self.most {
            self.make_room(&mut taken);
        }
        let number = taken.next;
        taken.next += 1;
        taken.connections.insert(number, connection.clone());
        Seat { seats: Arc::clone(self), number, connection }
    }

    fn make_room(&self, taken: &mut Taken) {
        let is_idle = |open: &OpenConnection| open.requests.load(Ordering::Relaxed) == 0;
        let idle = taken.connections.iter().find(|(_, open)| is_idle(open)).map(|(at, _)| *at);
        if let Some(open) = idle.and_then(|at| taken.connections.remove(&at)) {
            open.gives_way.cancel();
        }
        if self.seldom.may_say("full") {
            let most = self.most;
            warn!(
                "{most} HTTP connections are open, as many as there is room for; the oldest without a request are closed"
            );
        }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Waits until the connection has to end.
    pub(super) async fn gives_way(&self) {
        self.connection.gives_way.cancelled().await;
    }

    /// Begins a request; `None` where too many are in flight, except for one about health.
    pub(super) fn begin(&self, is_health: bool) -> Option<BusySeat> {
        let permit = match is_health {
            true => None,
            false => Some(Arc::clone(&self.seats.requests).try_acquire_owned().ok()?),
        };
        let requests = Arc::clone(&self.connection.requests);
        requests.fetch_add(1, Ordering::Relaxed);
        Some(BusySeat { requests, _permit: permit })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.taken().connections.remove(&self.number);
    }
}

impl Drop for BusySeat {
    fn drop(&mut self) {
        self.requests.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Lets this process open as many files as it may; returns how many that is.
fn raised_file_limit() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(FILES).min(FILES);
    let current = current.unwrap_or(FILES);
    if current >= wanted {
        return current;
    }
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum });
    if raised.is_ok() { wanted } else { current }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_connection_without_a_request_gives_way() {
        let seats = Arc::new(Seats::new(8));
        let mut open: Vec<Seat> = (0..8).map(|_| seats.take()).collect();
        let _busy = open[0].begin(false).unwrap();

        open.push(seats.take());
        open.push(seats.take());

        let gave_way: Vec<bool> =
            open.iter().map(|seat| seat.connection.gives_way.is_cancelled()).collect();
        assert_eq!(&gave_way[..4], [false, true, true, false]);
        assert!(gave_way[4..].iter().all(|gave_way| !gave_way));
        open.clear();
        assert_eq!(seats.taken().connections.len(), 0);
    }

    #[test]
    fn requests_beyond_the_limit_wait_and_those_about_health_do_not() {
        let seats = Arc::new(Seats::new(8));
        let open: Vec<Seat> = (0..8).map(|_| seats.take()).collect();

        let busy: Vec<BusySeat> = open.iter().filter_map(|seat| seat.begin(false)).collect();

        assert_eq!(busy.len(), 6);
        assert!(open[7].begin(false).is_none() && open[7].begin(true).is_some());
        drop(busy);
        assert!(open[7].begin(false).is_some());
    }
}
