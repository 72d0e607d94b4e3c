//! CPU time of processes, as Linux counts it.

use std::fs;

use system_tests::Process;

/// Clock ticks in a second, as /proc counts CPU time.
const TICKS: f64 = 100.0;

/// CPU seconds of each process and of its living children so far, the broker's last.
pub(crate) fn cpu_of(processes: &[Process], broker: u32) -> Vec<f64> {
    processes.iter().map(Process::pid).chain([broker]).map(with_children).collect()
}

fn with_children(pid: u32) -> f64 {
    own(pid) + children(pid)
}

/// CPU seconds of a process alone.
pub(crate) fn own(pid: u32) -> f64 {
    seconds(pid, 11)
}

/// CPU seconds of a process's living children, and of theirs.
pub(crate) fn children(pid: u32) -> f64 {
    children_of(pid).into_iter().map(with_children).sum()
}

/// CPU seconds of the programs that a process started and saw end.
pub(crate) fn ended_children(pid: u32) -> f64 {
    seconds(pid, 13)
}

/// CPU seconds, in user and system mode, that /proc counts from `field` on.
fn seconds(pid: u32, field: usize) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: f64 =
        fields[field..field + 2].iter().map(|ticks| ticks.parse::<f64>().unwrap()).sum();
    ticks / TICKS
}

fn children_of(pid: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace().filter_map(|child| child.parse().ok()).collect::<Vec<_>>()
        })
        .collect()
}
