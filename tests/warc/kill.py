"""Kills a fetch of fifty pages at random moments while it writes, and holds that no capture is lost and none half-read.

python3 kill.py PROGRAM [TIMES]     Only loopback is asked. Five times by default.
Where warcio is installed, it checks the digests of every file at the end, and indexes it.
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
import zlib

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


class Lost(Exception):
    """What the file was and what it is lie in the folder that this names."""


def captures(data):
    """How many whole responses a file holds, and how many of its bytes are whole members."""
    found, rest = 0, data
    while rest:
        member = zlib.decompressobj(31)
        try:
            text = member.decompress(rest)
        except zlib.error:
            break
        if not member.eof:
            break
        found += b"WARC-Type: response" in text[:400]
        rest = member.unused_data
    return found, len(data) - len(rest)


def look(path, before, said):
    """What a file holds now. Whatever was whole in it before must still be there, byte for byte."""
    with open(path, "rb") as file:
        data = file.read()
    whole = before.get(path, (b"", 0))[0]
    if not data.startswith(whole):
        kept = tempfile.mkdtemp(prefix="lost-")
        for name, content in {"before": whole, "after": data, "said": repr(said).encode()}.items():
            with open(f"{kept}/{name}", "wb") as file:
                file.write(content)
        raise Lost(f"{path} lost a capture in round {round_number}: {kept}")
    found, length = captures(data)
    before[path] = (data[:length], found)
    return len(data) - length


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
    subprocess.run(command, capture_output=True)
    before, torn = {}, 0
    files = lambda: sorted(glob.glob(f"{folder}/charters/public/*.warc.gz"))
    assert len(files()) == 50, len(files())
    for path in files():
        assert look(path, before, "") == 0, path
    for round_number in range(1, TIMES + 1):
        run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        until, sizes = random.uniform(0, 50), [os.path.getsize(path) for path in files()]
        while run.poll() is None and sum(now > then for now, then in zip(map(os.path.getsize, before), sizes)) < until:
            time.sleep(random.uniform(0, 0.001))
        run.send_signal(signal.SIGKILL)
        said, _ = run.communicate()
        for path in files():
            torn += look(path, before, said) > 0
    # A write that was cut short by force, so that the repair is seen in every run.
    with open(files()[0], "r+b") as file:
        # Behind what is whole: a torn end of its own, with more behind it, would be damage, which is never cut.
        file.truncate(len(before[files()[0]][0]))
        file.seek(0, os.SEEK_END)
        file.write(before[files()[1]][0][:-7])
    last = subprocess.run(command, capture_output=True, text=True)
    assert last.returncode < 2, last.stderr
    last = json.loads(last.stdout)
    assert [f["code"] for f in last["findings"]].count("torn-capture") >= 1, last["findings"]
    for path in files():
        assert look(path, before, last) == 0, path
    warcio = f"{os.path.dirname(sys.executable)}/warcio"
    if os.path.exists(warcio):
        subprocess.run([warcio, "check", *files()], check=True)
        subprocess.run([warcio, "index", *files()], check=True, stdout=subprocess.DEVNULL)
    else:
        print("warcio is not installed: digests were not checked")
    print(f"killed {TIMES} times: {sum(found for _, found in before.values())} captures stand, none half-read; {torn} torn ends were seen and cut")
