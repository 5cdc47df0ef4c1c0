"""Holds what is kept against the tools of web archives: warcio checks and indexes it, pywb shows it as it was.

python3 replay.py PROGRAM     Needs warcio and pywb (`pip install warcio pywb`). Only loopback is asked.

A page is fetched three times, the second time unchanged, the third time changed. Then pywb replays each of the three moments, the
unchanged one from its revisit record, and what it gives must be what was sent, byte for byte.
"""

import glob
import gzip
import http.server
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from warcio.archiveiterator import ArchiveIterator

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from checks import wait_for

PROGRAM, TOOLS = os.path.abspath(sys.argv[1]), os.path.dirname(sys.executable)
sent = b""


class Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        found = self.path == "/charter"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        packed = found and b"edition 2" in sent
        body = gzip.compress(sent) if packed else sent if found else b""
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def page(edition):
    items = "".join(f"<li>We will answer letter {i} within {i + 1} working days, by edition {edition}." for i in range(40))
    return f"<!doctype html><title>Charter</title><h1>Our charter \u2013 caf\u00e9</h1><ul>{items}</ul>".encode()


def replayed(port, stamp, url):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/kept/{stamp}id_/{url}", timeout=30) as answer:
        body = answer.read()
        return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_address[1]}/charter"
with tempfile.TemporaryDirectory() as folder:
    os.makedirs(f"{folder}/charters/public")
    with open(f"{folder}/charterhouse.toml", "w") as file:
        file.write('[fetch]\ncontact = "test@library.example"\ndelay = 0\n')
    with open(f"{folder}/charters/public/a.md", "w") as file:
        file.write(f'+++\nname = "A"\nkind = "public"\ncountry = "GB"\ntitle = "T"\nurl = "{url}"\nretrieved = 2026-01-01\n'
                   'basis = "capture"\nlanguage = "en"\n+++\n')
    for sent in (page("1 of us"), page("1 of us"), page("2 of us")):
        run = [PROGRAM, "fetch", "--again", "--allow-private=127.0.0.1", "--project", folder]
        subprocess.run(run, check=True, capture_output=True)
        time.sleep(1.1)  # A capture's moment is told to the second.
    (kept,) = glob.glob(f"{folder}/charters/public/*.warc.gz")
    subprocess.run([f"{TOOLS}/warcio", "check", kept], check=True)
    index = subprocess.run([f"{TOOLS}/warcio", "index", kept], check=True, capture_output=True, text=True).stdout
    assert len(index.splitlines()) == 7, index  # warcinfo, and an answer with its request each time
    with open(kept, "rb") as file:
        answers = [(record.rec_type, record.rec_headers["WARC-Date"]) for record in ArchiveIterator(file)
                   if record.rec_type in ("response", "revisit")]
    assert [kind for kind, _ in answers] == ["response", "revisit", "response"], answers
    os.makedirs(f"{folder}/replay/collections/kept/archive")
    os.makedirs(f"{folder}/replay/collections/kept/indexes")
    shutil.copy(kept, f"{folder}/replay/collections/kept/archive/a.warc.gz")
    with open(f"{folder}/replay/collections/kept/indexes/index.cdxj", "w") as out:
        subprocess.run([f"{TOOLS}/cdx-indexer", "-s", "-j", kept], check=True, stdout=out)
    index = f"{folder}/replay/collections/kept/indexes/index.cdxj"
    with open(index) as file:
        lines = file.read().replace(os.path.basename(kept), "a.warc.gz")
    with open(index, "w") as file:
        file.write(lines)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    replay = subprocess.Popen([f"{TOOLS}/wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=f"{folder}/replay",
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, 60)
        for (kind, date), expected in zip(answers, (page("1 of us"), page("1 of us"), page("2 of us"))):
            stamp = "".join(letter for letter in date if letter.isdigit())
            assert replayed(port, stamp, url) == expected, (kind, date)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/kept/{stamp}mp_/{url}", timeout=30) as shown:
                assert "Our charter \u2013 caf\u00e9" in shown.read().decode(), (kind, date)
    finally:
        replay.terminate()
        replay.wait()
print("pywb shows all three: a page, the same by its revisit, a changed one that was sent compressed")
