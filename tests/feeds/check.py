"""Checks feeds with w3c/feedvalidator: python3 check.py FEEDVALIDATOR SITE ADDRESS

FEEDVALIDATOR is the `src` folder of a copy of github.com/w3c/feedvalidator (needs `pip install lxml html5lib rdflib`), SITE a built
site, ADDRESS where it is, or would be, published: what is relative in a feed is read from there. Prints what is said of each feed,
and exits with 1 where an error or a warning is among it.
"""

import pathlib
import sys

validator, site, address = sys.argv[1:]
sys.path.insert(0, validator)
import feedvalidator  # noqa: E402
from feedvalidator import compatibility  # noqa: E402
from feedvalidator.formatter.text_plain import Formatter  # noqa: E402

wrong = 0
feeds = sorted(pathlib.Path(site).rglob("*.atom"))
for path in feeds:
    base = address.rstrip("/") + "/" + path.relative_to(site).as_posix()
    with path.open("rb") as stream:
        try:
            events = feedvalidator.validateStream(stream, firstOccurrenceOnly=1, base=base)["loggedEvents"]
        except feedvalidator.logging.ValidationFailure as failure:
            events = [failure.event]
    for line in Formatter(compatibility.AA(events)):
        wrong += 1
        print(f"{path}: {line}")
print(f"{len(feeds)} feeds, {wrong} errors and warnings")
sys.exit(1 if wrong or not feeds else 0)
