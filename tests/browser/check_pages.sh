#!/usr/bin/env bash
# Writes example reports and looks at them in headless Chromium.
#
#     tests/browser/check_pages.sh PROGRAM_THAT_WRITES_PAGES [FOLDER]
#     tests/browser/check_pages.sh --page PAGE.html ...
#
# The npm packages axe-core, puppeteer-core and html-validate are looked for in $OUTCOMES_NODE_MODULES (a folder that
# holds node_modules), else beside this script. Without them or without Chromium: exit 77, "skipped: ...".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
    echo "skipped: $1"
    exit 77
}

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[[ -n $chromium ]] || skip "chromium not found"
command -v node >/dev/null || skip "node not found"
modules=${OUTCOMES_NODE_MODULES:-$here}
for package in axe-core puppeteer-core html-validate; do
    [[ -d $modules/node_modules/$package ]] || skip "npm packages not found ($package)"
done

if [[ ${1:-} == --page ]]; then
    shift
    pages=("$@")
else
    folder=${2:-$(mktemp -d)}
    mkdir -p "$folder"
    "$1" "$folder"
    pages=("$folder"/*.html)
fi
exec node "$here/check_page.mjs" "$modules" "$chromium" "${pages[@]}"
