#!/usr/bin/env bash
# Compiles every header of the library and the program on its own: check_alone.sh COMPILER ROOT FOLDER EIGEN
# Where the header comes first in its own source, and nothing is read before it, the build has shown it already.
set -euo pipefail
compiler=$1 root=$2 scratch=$3 eigen=$4
cd "$root"
mkdir -p "$scratch"

# Folders without a precompiled header (libstats/CMakeLists.txt).
built_plainly() { [[ $1 == libstats/base/* || $1 == libstats/stats/* || $1 == libstats/findings/* || $1 == cli/* ]]; }

shown_by_build() {
    local header=$1 source=${1%.hpp}.cpp
    built_plainly "$header" && [[ -f $source && $(grep -m1 '^#include' "$source") == "#include \"$header\"" ]]
}

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

# A precompiled header in one of those folders would make the shortcut a lie.
if grep -E 'foreach\(folder IN ITEMS.*\b(base|stats|findings)\b' libstats/CMakeLists.txt ||
    grep -l target_precompile_headers libstats/{base,stats,findings}/CMakeLists.txt cli/CMakeLists.txt; then
    echo "check_alone.sh: the folders above have a precompiled header now; see built_plainly"
    exit 1
fi

find libstats cli -name '*.hpp' | sort | while read -r header; do
    shown_by_build "$header" || printf '%s\0' "$header"
done | xargs -0 -n 1 -P "$(nproc 2>/dev/null || echo 2)" bash -c 'alone "$0" || exit 1'
