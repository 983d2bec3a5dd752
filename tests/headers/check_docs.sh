#!/usr/bin/env bash
# Reads the public documentation with Doxygen: check_docs.sh ROOT FOLDER. A type, field, function or parameter without
# a word is a failure. What a function returns is said in its first sentence, so that a missing @return is none.
set -euo pipefail
root=$1 scratch=$2
if ! command -v doxygen >/dev/null; then
    echo "skipped: doxygen not found"
    exit 77
fi
cd "$root"
mkdir -p "$scratch"
{
    cat libstats/Doxyfile
    echo "OUTPUT_DIRECTORY = \"$scratch\""
} >"$scratch/Doxyfile"
doxygen "$scratch/Doxyfile" >/dev/null 2>"$scratch/warnings"
if grep -v 'return type of member' "$scratch/warnings"; then
    echo "the documentation above is missing or wrong"
    exit 1
fi
