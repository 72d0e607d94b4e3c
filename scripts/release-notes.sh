#!/usr/bin/env bash
# Prints the part of CHANGELOG.md about one version; fails if there is none.
#
#   scripts/release-notes.sh vVERSION
set -euo pipefail
cd "$(dirname "$0")/.."

version=${1:?which version?}
notes=$(awk -v heading="## [${version#v}]" '
    index($0, "## [") == 1 { inside = index($0, heading) == 1; next }
    inside' CHANGELOG.md)
if [ -z "${notes//[[:space:]]/}" ]; then
    echo "release-notes: CHANGELOG.md has nothing about ${version#v}" >&2
    exit 1
fi
echo "$notes"
