//! Free memory of graphics cards, and how many engines share a card.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

/// Memory for an engine, in MiB: for a model's weights and its work in ONNX Runtime, and for the driver.
const ENGINE_MIB: u64 = 5 << 10;

/// Most engines on a card: they take turns in computing, so a few of them keep it busy.
const MOST: usize = 4;

/// Engines on a card whose memory cannot be read.
const UNKNOWN: usize = 2;

/// Longest wait for a program that reports on cards.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many segments are spoken at once on a card with this much free memory.
pub(crate) fn slots(free_mib: Option<u64>, cores: usize) -> usize {
    let fit = free_mib.map(|free| usize::try_from(free / ENGINE_MIB).unwrap_or(MOST));
    fit.unwrap_or(UNKNOWN).clamp(1, MOST.min(cores.max(1)))
}

/// The free memory, in MiB, of the card that the configuration calls `device`, if the system reports it.
pub(crate) async fn free_mib(device: &str) -> Option<u64> {
    let (name, number) = device.split_once(':').unwrap_or((device, "0"));
    match name {
        "cuda" | "tensorrt" => nvidia(number.parse().ok()?).await,
        "migraphx" => amd(),
        _ => None,
    }
}

async fn nvidia(number: usize) -> Option<u64> {
    let visible = std::env::var("CUDA_VISIBLE_DEVICES").unwrap_or_default();
    let mut command = Command::new(child::find_tool("nvidia-smi")?);
    command
        .arg(format!("--id={}", numbered(number, &visible)))
        .args(["--query-gpu=memory.free", "--format=csv,noheader,nounits"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let output = timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

/// What the driver calls the card that programs see as `number`; `visible` lists the cards that they may see.
fn numbered(number: usize, visible: &str) -> String {
    let named = visible.split(',').nth(number).map(str::trim).filter(|name| !name.is_empty());
    named.map_or_else(|| number.to_string(), str::to_owned)
}

/// The free memory of the first card that reports it.
fn amd() -> Option<u64> {
    let cards = std::fs::read_dir("/sys/class/drm").ok()?.filter_map(Result::ok);
    cards.map(|card| card.path().join("device")).find_map(|folder| {
        let bytes = |name: &str| -> Option<u64> {
            std::fs::read_to_string(folder.join(name)).ok()?.trim().parse().ok()
        };
        Some(bytes("mem_info_vram_total")?.saturating_sub(bytes("mem_info_vram_used")?) >> 20)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_engines_share_a_card_as_it_has_memory_for() {
        let gib = |gib: u64| Some(gib << 10);
        let found = [gib(4), gib(8), gib(12), gib(24), gib(80), None].map(|free| slots(free, 16));

        assert_eq!(found, [1, 1, 2, 4, 4, 2]);
        assert_eq!((slots(gib(80), 2), slots(gib(80), 0)), (2, 1));
    }

    #[test]
    fn cards_have_the_numbers_that_the_driver_gives_them() {
        assert_eq!(numbered(1, ""), "1");
        assert_eq!(numbered(0, "3,2"), "3");
        assert_eq!(numbered(1, "3, GPU-8f6a"), "GPU-8f6a");
        assert_eq!(numbered(2, "3,2"), "2");
    }
}
