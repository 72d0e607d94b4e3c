//! Numbers in words, against a table.

/// Checks the words of a language for each number of a table.
///
/// # Panics
///
/// If they are other words than the table's.
pub fn check_numbers(words: fn(u64) -> String, table: &[(u64, &str)]) {
    for (number, expected) in table {
        assert_eq!(words(*number), *expected, "{number}");
    }
}
