#!/usr/bin/env bash
# Packs the programs that were built into an archive for a release, with its SHA-256 beside it.
#
#   scripts/package.sh TARGET [--tag vVERSION] [--from FOLDER]
#
# TARGET is the platform's name, such as x86_64-unknown-linux-gnu. The programs are those in FOLDER, target/release unless another
# is named. With --tag, the tag must name the version of Cargo.toml. The same programs make the same archive, byte for byte.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0" >&2
    exit 2
}

target=${1:-}
[[ $target == *-* && $target != -* ]] || usage
shift
tag=""
from=target/release
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage
    case $1 in
    --tag) tag=$2 ;;
    --from) from=$2 ;;
    *) usage ;;
    esac
    shift 2
done

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
if [ -n "$tag" ] && [ "$tag" != "v$version" ]; then
    echo "package: the tag is $tag, but Cargo.toml has version $version" >&2
    exit 1
fi

name=lector-$version-$target
folder=target/package/$name
rm -rf "$folder"
mkdir -p "$folder/licences"
for program in lector ingest synth-worker assembler progress; do
    if [ ! -x "$from/$program" ]; then
        echo "package: $from/$program is missing; run cargo build --release --locked --bins" >&2
        exit 1
    fi
    cp "$from/$program" "$folder/"
done
cp README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT NOTICE nats.conf "$folder/"
cp deploy/setup.sh "$folder/setup.sh"
cp -R docs "$folder/docs"
# Licences that have to go along with what is built in.
find services shared -name 'LICENSE-*' -exec cp {} "$folder/licences/" \;

archive=target/package/$name.tar.gz
python3 scripts/lib/archive.py "$folder" "$archive"
(cd target/package && python3 ../../scripts/lib/checksum.py "$name.tar.gz" >"$name.tar.gz.sha256")
echo "package: $archive, $(wc -c <"$archive" | tr -d ' ') bytes"
