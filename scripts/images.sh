#!/usr/bin/env bash
# Builds and publishes the container images of a release, from deploy/Dockerfile.
#
#   scripts/images.sh build REGISTRY TAG ARCH     builds on a machine of architecture ARCH (amd64, arm64) and pushes
#   scripts/images.sh join REGISTRY TAG           makes one name of the images of all architectures
#
# Images are called REGISTRY/SERVICE:VERSION. DOCKER names another program: DOCKER=echo shows what would be done.
set -euo pipefail
cd "$(dirname "$0")/.."

docker=${DOCKER:-docker}
services=(ingest synth-worker assembler progress lector nats)

usage() {
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0" >&2
    exit 2
}

[ $# -ge 3 ] || usage
# Names of images have no capitals.
registry=$(tr '[:upper:]' '[:lower:]' <<<"$2")
version=${3#v}

case $1 in
build)
    arch=${4:-}
    [ -n "$arch" ] || usage
    for service in "${services[@]}"; do
        image=$registry/$service:$version-$arch
        "$docker" build --file deploy/Dockerfile --target "$service" --platform "linux/$arch" --tag "$image" .
        "$docker" push "$image"
    done
    ;;
join)
    for service in "${services[@]}"; do
        image=$registry/$service:$version
        "$docker" buildx imagetools create --tag "$image" "$image-amd64" "$image-arm64"
    done
    ;;
*) usage ;;
esac
