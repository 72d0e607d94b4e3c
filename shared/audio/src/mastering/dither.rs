//! Dither: noise that depends only on the position, so that every machine makes the same.

/// Noise with a triangular distribution within ±1, which makes the error of rounding independent of the sound.
pub(super) fn triangular(position: u64) -> f32 {
    let bits = mixed(position);
    let uniform = |bits: u64| (bits & 0x00ff_ffff) as f32 / 16_777_216.0;
    uniform(bits) - uniform(bits >> 32)
}

/// Mixes the bits of `position`, as `SplitMix64` does: neighbours have nothing in common.
fn mixed(position: u64) -> u64 {
    let mut bits = position.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_is_triangular_and_white() {
        let count = 200_000;
        let noise: Vec<f64> = (0..count).map(|position| f64::from(triangular(position))).collect();
        let mean_of = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / count as f64;

        let mean = mean_of(&mut noise.iter().copied());
        let square = mean_of(&mut noise.iter().map(|value| value * value));
        let neighbours = mean_of(&mut noise.windows(2).map(|pair| pair[0] * pair[1]));

        assert!(noise.iter().all(|value| value.abs() < 1.0));
        assert!(mean.abs() < 0.005, "{mean}");
        assert!((square - 1.0 / 6.0).abs() < 0.005, "{square}");
        assert!(neighbours.abs() < 0.005, "{neighbours}");
    }
}
