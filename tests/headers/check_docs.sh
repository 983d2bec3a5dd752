#!/usr/bin/env bash
# Reads the public documentation with Doxygen; a missing word about a parameter, field or type is a failure:
# check_docs.sh ROOT FOLDER
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
doxygen "$scratch/Doxyfile"
