//! What people read: results on standard output, everything else on standard error.

use std::io::{self, Write as _};
use std::time::Duration;

use serde::Serialize;

/// Writes a line of results. A closed pipe is not an error.
pub(crate) fn say(line: &str) {
    _ = writeln!(io::stdout().lock(), "{line}");
}

/// Writes a result as JSON, in one line.
pub(crate) fn say_json(result: &impl Serialize) -> anyhow::Result<()> {
    say(&serde_json::to_string(result)?);
    Ok(())
}

/// Writes a line to standard error.
pub(crate) fn tell(line: &str) {
    _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes why something failed, in one line.
pub(crate) fn complain(why: &str) {
    let line = why.split_whitespace().collect::<Vec<_>>().join(" ");
    tell(&format!("lector: {line}"));
}

/// Writes a length of time as people say it: `5 s`, `3 min 20 s`, `2 h 5 min`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

/// Writes rows as columns that line up, two spaces between.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or_default()
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: [&str; N]| {
        let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let rows = rows.iter().map(|row| line(std::array::from_fn(|at| row[at].as_str())));
    [line(head)].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// What people should know of how a book is read, a line each: pages that are lost come first.
pub(crate) fn warnings<'t>(
    lost: &'t [String],
    warnings: &'t [String],
) -> impl Iterator<Item = String> + 't {
    let lost = lost.iter().map(|page| format!("lost: {page}"));
    lost.chain(warnings.iter().map(|warning| format!("warning: {warning}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_people_say_them() {
        let check =
            |seconds, expected| assert_eq!(spoken(Duration::from_millis(seconds)), expected);

        check(2_340, "2.3 s");
        check(59_900, "59 s");
        check(200_000, "3 min 20 s");
        check(7_500_000, "2 h 5 min");
    }

    #[test]
    fn columns_line_up() {
        let rows = [["a".to_owned(), "b".to_owned()], ["longer".to_owned(), "c".to_owned()]];

        assert_eq!(table(["id", "title"], &rows), "id      title\na       b\nlonger  c");
    }
}
