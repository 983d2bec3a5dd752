#!/usr/bin/env bash
# Compiles every header of the library and the program on its own: check_alone.sh COMPILER ROOT FOLDER EIGEN
set -euo pipefail
compiler=$1 root=$2 scratch=$3 eigen=$4
cd "$root"
mkdir -p "$scratch"

alone() {
    local header=$1 name=${1//\//_}
    printf '#include "%s"\n#include "%s"\n' "$header" "$header" >"$scratch/$name.cpp"
    "$compiler" -std=c++20 -fsyntax-only -I"$root" -isystem "$eigen" -Wall -Wextra -Werror "$scratch/$name.cpp" || {
        echo "does not compile alone: $header"
        return 1
    }
}
export -f alone
export compiler root scratch eigen

find libstats cli -name '*.hpp' -print0 | sort -z |
    xargs -0 -n 1 -P "$(nproc 2>/dev/null || echo 2)" bash -c 'alone "$0" || exit 1'
