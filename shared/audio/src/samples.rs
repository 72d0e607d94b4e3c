//! Samples as bytes: 16 bits each, little-endian.

/// The bytes of `samples`.
#[must_use]
pub fn bytes_of(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

/// Reads bytes as samples; `None` where half a sample is left over.
#[must_use]
pub fn samples_of(bytes: &[u8]) -> Option<Vec<i16>> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    Some(pairs.map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_survive_a_round_trip() {
        let sound = [0, 1, -1, i16::MAX, i16::MIN];

        let bytes = bytes_of(&sound);

        assert_eq!(samples_of(&bytes).unwrap(), sound);
        assert!(samples_of(&[0; 3]).is_none());
    }
}
