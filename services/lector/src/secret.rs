//! Secrets: words that nobody can guess.

use std::fs::File;
use std::io::{self, Read as _};

/// Makes a secret of 64 hexadecimal digits from the operating system's randomness.
pub(crate) fn secret() -> io::Result<String> {
    let mut bytes = [0_u8; 32];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_secrets_are_alike() {
        let (one, two) = (secret().unwrap(), secret().unwrap());

        assert_eq!(one.len(), 64);
        assert_ne!(one, two);
    }
}
