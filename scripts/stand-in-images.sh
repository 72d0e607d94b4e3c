#!/usr/bin/env bash
# Makes images of the names that deploy/Dockerfile begins with out of Debian's packages and this machine's own tools. For a machine
# that reaches packages, but no container registry: what is built on them behaves as a release does, but is not one.
#
#   scripts/stand-in-images.sh
#
# Needs debootstrap, a Rust toolchain and what deploy/setup.sh installs. An image that is there already is left as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

# The version that the Dockerfile has for argument $1.
version() {
    sed -n "s/^ARG $1=//p" deploy/Dockerfile
}
debian=debian:bookworm-slim
rust=rust:$(version RUST)-slim-bookworm
nats=nats:$(version NATS)-alpine
tools=${LECTOR_TOOLS:-${XDG_DATA_HOME:-$HOME/.local/share}/lector/tools}

missing() {
    ! docker image inspect "$1" >/dev/null 2>&1
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if missing "$debian"; then
    echo "stand-in-images: making $debian"
    debootstrap --variant=minbase bookworm "$scratch/debian" >"$scratch/debootstrap.log" 2>&1 || {
        tail -5 "$scratch/debootstrap.log" >&2
        exit 1
    }
    # Security updates, as in the image of the same name.
    cat >"$scratch/debian/etc/apt/sources.list" <<'LIST'
deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian bookworm-updates main
deb http://deb.debian.org/debian-security bookworm-security main
LIST
    rm -rf "$scratch/debian/var/cache/apt/archives" "$scratch/debian/var/lib/apt/lists"
    tar -C "$scratch/debian" -c . | docker import --change 'CMD ["bash"]' - "$debian" >/dev/null
fi

if missing "$rust"; then
    echo "stand-in-images: making $rust"
    mkdir -p "$scratch/rust"
    cp -R "$(rustc --print sysroot)" "$scratch/rust/toolchain"
    rm -rf "$scratch/rust/toolchain/share"
    # Where a proxy stands between this machine and the packages, cargo must know its certificate.
    mkdir -p "$scratch/rust/certificates"
    find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$scratch/rust/certificates/" \; 2>/dev/null || true
    docker build --network host --tag "$rust" --file - "$scratch/rust" <<DOCKERFILE
FROM $debian
RUN apt-get update \\
    && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev \\
    && rm -rf /var/lib/apt/lists/*
COPY certificates/ /usr/local/share/ca-certificates/
RUN update-ca-certificates
COPY toolchain/ /usr/local/rust/
ENV PATH=/usr/local/rust/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin CARGO_HOME=/usr/local/cargo
DOCKERFILE
fi

if missing "$nats"; then
    echo "stand-in-images: making $nats"
    mkdir -p "$scratch/nats"
    cp "$tools/nats-server" "$scratch/nats/"
    docker build --network host --tag "$nats" --file - "$scratch/nats" <<DOCKERFILE
FROM $debian
RUN apt-get update \\
    && apt-get install -y --no-install-recommends wget \\
    && rm -rf /var/lib/apt/lists/*
COPY nats-server /usr/local/bin/
DOCKERFILE
fi
