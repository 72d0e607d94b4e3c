#!/usr/bin/env bash
# Lists every crate that is in our programs, with its version, licence and digest: an SBOM in CycloneDX's form, one per program.
#
#   scripts/sbom.sh [TARGET]     x86_64-unknown-linux-gnu unless another platform is named
#
# Made by cargo-cyclonedx, the CycloneDX project's own tool, because it takes what Cargo resolves for one platform; cargo-sbom
# writes the same in SPDX's form, but for all platforms at once. Programs that Lector starts (nats-server, ffmpeg, espeak-ng) and
# ONNX Runtime are not part of ours and not listed.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

target=${1:-x86_64-unknown-linux-gnu}
made=target/package

cargo cyclonedx --version >/dev/null 2>&1 || {
    echo "sbom: cargo-cyclonedx is missing: cargo install --locked cargo-cyclonedx" >&2
    exit 69
}
mkdir -p "$made"
# It writes beside every manifest of the workspace; what is no program of ours goes away again.
cargo cyclonedx --quiet --format json --spec-version 1.5 --target "$target" --override-filename lector-sbom
for service in services/*/; do
    name=$(basename "$service")
    mv "$service/lector-sbom.json" "$made/$name.cdx.json"
    echo "sbom: $made/$name.cdx.json, $(grep -c '"purl"' "$made/$name.cdx.json") crates"
done
find shared services tests -name lector-sbom.json -delete
