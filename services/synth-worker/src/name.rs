//! The worker's name.

/// Characters of the machine's name that are kept.
const LONGEST: usize = 40;

/// Makes a name that no other worker has: `wanted` (the machine's name when empty), the process id, and a random part
/// that tells workers of one process apart.
#[must_use]
pub(crate) fn unique(wanted: &str) -> String {
    let name = if wanted.is_empty() { machine() } else { wanted.to_owned() };
    format!("{}-{}-{:04x}", token(name.trim()), std::process::id(), fastrand::u16(..))
}

fn machine() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| std::fs::read_to_string("/etc/hostname"))
        .unwrap_or_default()
}

/// Turns a text into a part of a key on the broker.
fn token(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
    let token: String = text.chars().take(LONGEST).map(plain).collect();
    if token.is_empty() { "worker".to_owned() } else { token }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_machine_name_becomes_a_token() {
        assert_eq!(token("host-1"), "host-1");
        assert_eq!(token("küche.local *"), "k-che-local--");
        assert_eq!(token(""), "worker");
    }
}
