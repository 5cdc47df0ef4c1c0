"""How fast pages are fetched: 1,000 pages of 50 hosts on loopback, by charterhouse, wget and (where it is there) aria2c.

python3 benches/fetch.py PROGRAM [PAGES]

All ask the same server in the same run, without a delay. charterhouse writes a web archive of each page, reads it, and says
whether it is a charter; wget and aria2c write files. With a delay of 0.2 s, the whole should take as long as the slowest host.
"""

import asyncio
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM, PAGES, HOSTS = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000, 50
ITEMS = "".join(f"<li>We will answer every letter of kind {i} within {i + 2} working days." for i in range(60))
BODY = f"<!doctype html><title>Charter</title><h1>Our charter</h1><ul>{ITEMS}</ul>".encode()
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.have = transport, b""

    def data_received(self, data):
        self.have += data
        while b"\r\n\r\n" in self.have:
            request, self.have = self.have.split(b"\r\n\r\n", 1)
            self.transport.write(NONE if b" /robots.txt " in request else PAGE)


def serve(ready):
    async def run():
        server = await asyncio.get_running_loop().create_server(Server, "0.0.0.0", 0, backlog=1024)
        ready.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def timed(command, folder):
    start = time.time()
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return time.time() - start, run


def project(folder, urls, delay):
    os.makedirs(f"{folder}/charters/public")
    open(f"{folder}/charterhouse.toml", "w").write(f'[fetch]\ncontact = "test@library.example"\ndelay = {delay}\n')
    for number, url in enumerate(urls):
        open(f"{folder}/charters/public/c{number}.md", "w").write(
            f'+++\nname = "C"\nkind = "public"\ncountry = "GB"\ntitle = "T"\nurl = "{url}"\nretrieved = 2026-01-01\n'
            'basis = "capture"\nlanguage = "en"\n+++\n')


if __name__ == "__main__":
    ready = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(ready,), daemon=True)
    server.start()
    port = ready.get()
    urls = [f"http://127.0.0.{i % HOSTS + 1}:{port}/page-{i}" for i in range(PAGES)]
    fetch = [PROGRAM, "fetch", "--allow-private"]
    for name in ["charterhouse", "wget", "wget --warc-file", "aria2c", "charterhouse"]:
        with tempfile.TemporaryDirectory() as folder:
            open(f"{folder}/urls", "w").write("\n".join(urls) + "\n")
            tool = name.split()[0]
            if tool != "charterhouse" and not shutil.which(tool):
                print(f"{name}: not installed")
                continue
            if tool == "charterhouse":
                project(folder, urls, 0)
            warc = ["--warc-file=all", "--warc-cdx=off"][:1] if "warc" in name else []
            command = {"charterhouse": fetch, "wget": ["wget", "-q", "-i", "urls", *warc],
                       "aria2c": ["aria2c", "-q", "-i", "urls", "-j", "50", "--allow-overwrite=true"]}[tool]
            seconds, run = timed(command, folder)
            print(f"{name}: {PAGES / seconds:.0f} pages a second ({seconds:.2f} s) {run.stdout.strip()}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        slow, rest = [f"http://127.0.0.1:{port}/s{i}" for i in range(20)], [f"http://127.0.0.{i + 2}:{port}/q" for i in range(40)]
        project(folder, slow + rest, 0.2)
        seconds, run = timed(fetch, folder)
        print(f"with a delay of 0.2 s, 20 pages of one host and one page of 40 others: {seconds:.2f} s {run.stdout.strip()}")
    server.terminate()
