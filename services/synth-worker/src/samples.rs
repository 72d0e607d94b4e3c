//! Samples as the bytes of a frame's payload: 16 bits each, little-endian.

/// The bytes of `samples`.
pub(crate) fn bytes_of(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

/// Reads a payload as samples; `None` where half a sample is left over.
pub(crate) fn samples_of(payload: &[u8]) -> Option<Vec<i16>> {
    let pairs = payload.chunks_exact(2);
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

        let payload = bytes_of(&sound);

        assert_eq!(samples_of(&payload).unwrap(), sound);
        assert!(samples_of(&[0; 3]).is_none());
    }
}
