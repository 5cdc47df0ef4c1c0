"""Reads files of captures with warcio and checks every digest: python3 check.py FILE…  (needs `pip install warcio`)."""

import sys

from warcio.archiveiterator import ArchiveIterator

for path in sys.argv[1:]:
    kinds = {}
    with open(path, "rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            if record.rec_type in ("response", "resource"):
                assert record.rec_headers.get_header("WARC-Payload-Digest"), path
            kinds[record.rec_type] = kinds.get(record.rec_type, 0) + 1
    assert kinds.get("warcinfo") == 1, path
    print(path, ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())))
