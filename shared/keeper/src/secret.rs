//! Random secrets.

/// Makes a secret of 64 hexadecimal digits from the operating system's randomness.
pub(crate) fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
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
