"""Reads every feed of a site with two readers that are not ours: read.py SITE ADDRESS

`atoma` refuses a feed that lacks what RFC 4287 requires; `feedparser` tells what is not well formed. What neither asks is asked here:
that ids are IRIs and of one entry each, that dates are in order, and that each link leads to a page of the site. No validator of
feeds is on a registry; `check.py` runs the W3C's own, from a copy of its repository.
"""

import pathlib
import re
import sys
import urllib.parse

import atoma
import feedparser

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from checks import Checks

site, address = pathlib.Path(sys.argv[1]), sys.argv[2].rstrip("/") + "/"
checks, entries = Checks(), 0


def check(path, what, holds, said=""):
    checks.check(f"{path}: {what}", holds, said)


def leads(link):
    if not link.startswith(address):
        return False
    path, _, fragment = urllib.parse.unquote(link[len(address):]).partition("#")
    file = site / (path or "index.html")
    return file.is_file() and (not fragment or re.search(rf'\bid="{re.escape(fragment)}"', file.read_text()) is not None)


feeds = sorted(site.rglob("*.atom"))
for path in feeds:
    here = address + path.relative_to(site).as_posix()
    try:
        strict = atoma.parse_atom_bytes(path.read_bytes())
    except Exception as error:
        check(path, "it is an Atom feed", False, error)
        continue
    lenient = feedparser.parse(path.read_bytes(), response_headers={"content-location": here, "content-type": "application/atom+xml"})
    check(path, "feedparser finds it well formed and Atom 1.0", not lenient.bozo and lenient.version == "atom10", lenient.get("bozo_exception"))
    check(path, "its own link is where it is", [link.href for link in strict.links if link.rel == "self"] == [here], strict.links)
    check(path, "it leads to a page", leads(lenient.feed.link), lenient.feed.get("link"))
    ids = [strict.id_, *(entry.id_ for entry in strict.entries)]
    check(path, "ids are IRIs and each is one thing's", len(set(ids)) == len(ids) and all(re.match(r"[a-z][a-z0-9+.-]*:\S+$", id) for id in ids), ids)
    dates = [entry.updated for entry in strict.entries]
    check(path, "the newest is first, and no entry is newer than the feed", dates == sorted(dates, reverse=True) and all(date <= strict.updated for date in dates), dates)
    check(path, "both read the same entries", [entry.id_ for entry in strict.entries] == [entry.id for entry in lenient.entries])
    for entry, seen in zip(strict.entries, lenient.entries):
        entries += 1
        check(path, "an entry leads to its page", leads(seen.get("link", "")), seen.get("link"))
        check(path, "an entry has a title, an author and something to read", seen.title and (strict.authors or entry.authors) and (seen.get("summary") or seen.get("content")), seen.title)

print(f"{len(feeds)} feeds with {entries} entries")
sys.exit(0 if checks.told() and feeds and entries else 1)
