#!/usr/bin/env bash
# Reads a built site's metadata with tools that are not ours: `check.sh SITE [ADDRESS]`. Exit status 1 where anything is wrong.
set -euo pipefail
site=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../target/metadata
if ! [ -x "$home/bin/frictionless" ] || ! cmp -s "$here/requirements.txt" "$home/requirements.txt"; then
    rm -rf "$home"
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    "$home/bin/pip" install --quiet --disable-pip-version-check --no-deps cffconvert==2.0.0
    cp "$here/requirements.txt" "$home/requirements.txt"
fi
"$home/bin/frictionless" validate "$site/data/datapackage.json"
"$home/bin/cffconvert" --validate --infile "$site/data/CITATION.cff"
"$home/bin/cffconvert" --validate --infile "$here/../../CITATION.cff"
"$home/bin/python" "$here/check.py" "$@"
[ -d "$here/node_modules/html-validate" ] || (cd "$here" && npm ci --no-audit --no-fund --silent)
# Every page at the top, and some of each other sort.
find "$site" -maxdepth 1 -name '*.html' >"$home/pages"
for folder in $(find "$site" -mindepth 1 -type d | sort); do
    find "$folder" -maxdepth 1 -name '*.html' | sort | head -3 >>"$home/pages"
done
xargs -a "$home/pages" "$here/node_modules/.bin/html-validate" --config "$here/htmlvalidate.json"
echo "$(wc -l <"$home/pages") pages are valid HTML"
