#!/usr/bin/env bash
# Reads every feed of a built site with tools that are not ours: `check.sh SITE ADDRESS`. Exit status 1 where anything is wrong.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../target/feeds
if ! [ -x "$home/bin/python" ] || ! "$home/bin/python" -c 'import atoma, feedparser' 2>/dev/null; then
    rm -rf "$home"
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check atoma==0.0.17 feedparser==6.0.14
fi
"$home/bin/python" "$here/read.py" "$@"
