"""Kills a fetch of fifty pages at random moments, and holds that no capture is lost and none half-read.

python3 kill.py PROGRAM [TIMES]     Only loopback is asked. Five times by default; two hundred were done by hand.
Where warcio is installed, it reads every file at the end and checks its digests.
"""

import glob
import http.server
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM, TIMES = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
round_number = 0


class Quiet(http.server.ThreadingHTTPServer):
    request_queue_size = 512

    def handle_error(self, *_):
        """A client that was killed is what this is about."""


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        body = b"" if self.path == "/robots.txt" else (
            f"<title>Charter</title><h1>Charter {round_number}</h1><ul>"
            + "".join(f"<li>We will answer letter {i} of round {round_number} within {i + 1} days." for i in range(300))
        ).encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def captures(path):
    """How many whole responses a file holds."""
    import zlib
    data, found = open(path, "rb").read(), 0
    while data:
        member = zlib.decompressobj(31)
        try:
            text = member.decompress(data)
        except zlib.error:
            break
        if not member.eof:
            break
        found += b"WARC-Type: response" in text[:400]
        data = member.unused_data
    return found, len(data)


server = Quiet(("0.0.0.0", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
port = server.server_address[1]
with tempfile.TemporaryDirectory() as folder:
    os.makedirs(f"{folder}/charters/public")
    open(f"{folder}/charterhouse.toml", "w").write('[fetch]\ncontact = "test@library.example"\ndelay = 0\n')
    for i in range(50):
        open(f"{folder}/charters/public/c{i}.md", "w").write(
            f'+++\nname = "C{i}"\nkind = "public"\ncountry = "GB"\ntitle = "T"\nurl = "http://127.0.0.{i + 1}:{port}/c{i}"\n'
            'retrieved = 2026-01-01\nbasis = "capture"\nlanguage = "en"\n+++\n')
    command = [PROGRAM, "fetch", "--again", "--allow-private", "--project", folder, "--format", "json"]
    start = time.time()
    subprocess.run(command, capture_output=True)
    whole, least, torn = time.time() - start, {}, 0
    files = lambda: sorted(glob.glob(f"{folder}/charters/public/*.warc.gz"))
    assert len(files()) == 50, len(files())
    for path in files():
        least[path] = captures(path)[0]
    for round_number in range(1, TIMES + 1):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.1 * whole, whole))
        run.send_signal(signal.SIGKILL)
        run.wait()
        for path in files():
            found, rest = captures(path)
            torn += rest > 0
            assert found >= least[path], f"{path} lost a capture in round {round_number}"
            least[path] = found
    # A write that was cut short by force, so that the repair is seen in every run.
    with open(files()[0], "ab") as file:
        file.write(open(files()[1], "rb").read()[:-7])
    last = subprocess.run(command, capture_output=True, text=True)
    assert last.returncode < 2, last.stderr
    last = json.loads(last.stdout)
    assert [f["code"] for f in last["findings"]].count("torn-capture") >= 1, last["findings"]
    for path in files():
        found, rest = captures(path)
        assert rest == 0 and found >= least[path], path
    try:
        from warcio.archiveiterator import ArchiveIterator
        for path in files():
            with open(path, "rb") as file:
                for record in ArchiveIterator(file, check_digests="raise"):
                    record.content_stream().read()
    except ImportError:
        print("warcio is not installed: digests were not checked")
    print(f"killed {TIMES} times: {sum(least.values())} captures stand, none half-read; {torn} torn ends were seen and cut")
