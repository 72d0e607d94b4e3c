//! Work on the parts of a book on two processors.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// Does the same work on every item, in the order of the results, on this thread and on one more where there is another processor for it.
pub fn side_by_side<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work_off = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let has_room = items.len() > 1 && available_parallelism().is_ok_and(|count| count.get() > 1);
    let mut done = scope(|scope| {
        // Where memory is too short for a thread, this one does it all.
        let second = has_room.then(|| Builder::new().spawn_scoped(scope, work_off).ok()).flatten();
        let mut done = work_off();
        match second.map(|second| second.join()) {
            Some(Ok(others)) => done.extend(others),
            Some(Err(panic)) => resume_unwind(panic),
            None => {}
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::side_by_side;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..500).collect();

        let doubled = side_by_side(&items, |item| {
            if item % 50 == 0 {
                std::thread::yield_now();
            }
            item * 2
        });

        assert_eq!(doubled, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(side_by_side(&[] as &[u64], |item| *item), Vec::<u64>::new());
    }

    #[test]
    fn a_panic_on_either_thread_is_one_here() {
        let broken = catch_unwind(|| side_by_side(&[1, 2, 3, 4], |item| assert!(*item < 4)));

        assert!(broken.is_err());
    }
}
