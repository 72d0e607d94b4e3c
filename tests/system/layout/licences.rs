//! Licences: everything in our binaries may be given away under MIT or Apache-2.0.

use std::fs;

use super::workspace::{Workspace, root};

/// Licences that ask for nothing but to be named.
const GOOD: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Whether an SPDX expression can be met by good licences alone; the old `/` means `OR`.
fn is_good(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let good = any_of(&mut rest);
    good && rest.is_empty()
}

fn any_of(rest: &mut &[&str]) -> bool {
    let mut good = all_of(rest);
    while let ["OR", after @ ..] = rest {
        *rest = after;
        good |= all_of(rest);
    }
    good
}

fn all_of(rest: &mut &[&str]) -> bool {
    let mut good = one(rest);
    while let ["AND", after @ ..] = rest {
        *rest = after;
        good &= one(rest);
    }
    good
}

fn one(rest: &mut &[&str]) -> bool {
    match rest {
        ["(", after @ ..] => {
            *rest = after;
            let good = any_of(rest);
            let closed = rest.first() == Some(&")");
            *rest = rest.get(1..).unwrap_or_default();
            good && closed
        }
        [name, "WITH", exception, after @ ..] => {
            let name = format!("{name} WITH {exception}");
            *rest = after;
            GOOD.contains(&name.as_str())
        }
        [name, after @ ..] => {
            let name = *name;
            *rest = after;
            GOOD.contains(&name)
        }
        [] => false,
    }
}

#[test]
fn what_we_ship_is_compatible_with_mit_and_apache() {
    let shipped = Workspace::read().shipped();

    for (name, licence) in &shipped {
        assert!(is_good(licence), "{name} is under {licence}");
    }
    let has = |wanted: &str| shipped.iter().any(|(name, _)| name == wanted);
    assert!(has("tokio") && has("async-nats"), "the dependencies were not found");
    assert!(!has("epub"), "epub is GPL-3.0: for tests only");
}

#[test]
fn cargo_deny_allows_the_same() {
    let settings = fs::read_to_string(root().join("deny.toml")).unwrap();

    let allowed = settings.split_once("\nallow = [\n").unwrap().1.split_once(']').unwrap().0;
    let allowed: Vec<&str> =
        allowed.lines().map(|line| line.trim_matches([' ', '"', ','])).collect();

    assert_eq!(allowed, GOOD);
}

#[test]
fn expressions_are_weighed_as_spdx_means_them() {
    for good in ["MIT", "MIT/GPL-3.0", "GPL-2.0 OR (MIT AND ISC)", "Apache-2.0 WITH LLVM-exception"]
    {
        assert!(is_good(good), "{good}");
    }
    for bad in [
        "",
        "none",
        "GPL-3.0-or-later",
        "MIT AND GPL-3.0",
        "(MIT OR GPL-3.0) AND LGPL-2.1",
        "(MIT",
        "MIT )",
    ] {
        assert!(!is_good(bad), "{bad}");
    }
}
