# Sourced by the other scripts: where the repository is, how to configure and build it.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}  # what ccache asks for with precompiled headers

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$(basename "$0"): $*"
    exit 1
}

# configure FOLDER [CMAKE OPTION ...]: quiet unless it fails. A folder keeps the build tool it was made with.
configure() {
    local folder=$1 log
    shift
    if [[ ! -f $folder/CMakeCache.txt ]]; then
        if command -v ninja >/dev/null; then set -- -G Ninja "$@"; fi
        if command -v ccache >/dev/null; then set -- -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"; fi
    fi
    log=$(mktemp)
    if ! cmake -S "$root" -B "$folder" "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "cmake could not configure; if a library is missing, run scripts/setup"
    fi
    rm -f "$log"
}

# build FOLDER [TARGET]: compiler output only if it fails.
build() {
    local folder=$1 log
    log=$(mktemp)
    if ! cmake --build "$folder" --parallel "$jobs" ${2:+--target "$2"} >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "the build failed"
    fi
    rm -f "$log"
}
