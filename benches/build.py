#!/usr/bin/env python3
"""Measures a whole build, from nothing: seconds, processor seconds and peak memory; beside Hugo, if a kit is named.

Needs Linux and Python 3.9 or later; for --kit, a folder with corpus.py, sites.py and sites/hugo/, and Hugo (variable HUGO, else `hugo`).
`benches/README.md` says what the figures are.
"""
import argparse
import atexit
import json
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


class Contender:
    """A program that builds a site: what it is called with, where, and the folder that it writes."""

    def __init__(self, name, command, folder, output):
        self.name, self.command, self.folder, self.output = name, command, folder, folder / output
        self.runs = []

    def clear(self):
        """Takes the last site out of the way. Only what looks like one: a mistyped --output must not cost anybody a folder.

        It is moved, and removed when all is measured: on some file systems the places of ten thousand files that were removed a
        moment ago are looked through again and again while new ones are made, which would be counted against the next run.
        """
        if not self.output.exists():
            return
        held = [path for path in self.output.iterdir() if path.name != ".gitkeep"]
        if held and not (self.output / "index.html").is_file():
            sys.exit(f"{self.output} holds something, but no site: it is not removed")
        aside = tempfile.mkdtemp(prefix=".measured-", dir=self.folder)
        atexit.register(shutil.rmtree, aside, ignore_errors=True)
        for path in held:
            path.rename(pathlib.Path(aside) / path.name)

    def run(self):
        """Builds once. The kernel's own account is taken, of the process and of the children that it waited for."""
        self.clear()
        with tempfile.TemporaryFile() as said:
            start = time.monotonic()
            try:
                process = subprocess.Popen(self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            except OSError as error:
                sys.exit(f"{self.name} cannot be run: {error}")
            _, status, used = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in (0, 1):
                said.seek(0)
                sys.stderr.write(said.read().decode("utf-8", "replace")[-2000:])
                sys.exit(f"{self.name} ended with exit code {process.returncode}")
        return {
            "wall": wall,
            "cpu": used.ru_utime + used.ru_stime,
            "user": used.ru_utime,
            "system": used.ru_stime,
            "peak_mib": used.ru_maxrss / 1024,
            "exit": process.returncode,
        }

    def built(self):
        """How many pages, files and bytes the site came to."""
        files = [path for path in self.output.rglob("*") if path.is_file()]
        return sum(path.suffix == ".html" for path in files), len(files), sum(path.stat().st_size for path in files)


def laid_out_for_hugo(kit, corpus, size):
    """The kit's charters as a Hugo site, in a folder beside the corpus; the same charters, or the script stops."""
    folder = corpus.with_name(corpus.name + "-hugo")
    if not (folder / "truth.jsonl").is_file():
        subprocess.run([sys.executable, kit / "corpus.py", folder, "-n", str(size), "--flavour", "hugo"], check=True)
        shutil.copytree(kit / "sites" / "hugo", folder, dirs_exist_ok=True)
    if charters_of(corpus) != charters_of(folder):
        sys.exit(f"{corpus} and {folder} are not of the same charters: remove {folder}, or give the --size that {corpus} has")
    return folder


def charters_of(folder):
    """What the kit says is in a folder: kind, country and promises of each charter, wherever its file lies."""
    try:
        lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        sys.exit(f"{folder} has no truth.jsonl: only charters that the kit made can be built with Hugo as well")
    charters = [json.loads(line) for line in lines]
    return sorted(json.dumps([pathlib.Path(c["path"]).stem, c["kind"], c["country"], c["items"]]) for c in charters)


def told(contender):
    """The figures of a contender as a line."""
    def middle(key, form):
        values = [run[key] for run in contender.runs]
        return f"{statistics.median(values):{form}} ({min(values):{form}}-{max(values):{form}})"

    pages, files, size = contender.built()
    exits = sorted({run["exit"] for run in contender.runs})
    return (f"{contender.name:14} wall {middle('wall', '.3f')} s  cpu {middle('cpu', '.3f')} s  peak {middle('peak_mib', '.0f')} MiB  "
            f"pages {pages}  files {files}  {size / 1e6:.1f} MB  runs {len(contender.runs)}  exit {exits}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path, help="a project folder, with charters/<kind>/<slug>.md")
    parser.add_argument("binary", type=pathlib.Path, help="the charterhouse program, of the release profile")
    parser.add_argument("-n", type=int, default=5, metavar="RUNS", help="runs that are counted (5)")
    parser.add_argument("-w", type=int, default=1, metavar="RUNS", help="runs before them that are not (1)")
    parser.add_argument("--command", default="build", help="what the program is called with, in the corpus ('build')")
    parser.add_argument("--output", default="output", help="the folder that the build writes, from the corpus ('output')")
    parser.add_argument("--kit", type=pathlib.Path, help="a folder with corpus.py, sites.py and sites/hugo/: build with Hugo too")
    parser.add_argument("--size", type=int, help="with --kit: how many charters to make, where the corpus does not exist")
    parser.add_argument("--json", type=pathlib.Path, help="add the figures of every run to this file")
    given = parser.parse_args()
    if given.n < 1 or given.w < 0:
        parser.error("at least one run must be counted")
    if given.kit and not all((given.kit / part).exists() for part in ("corpus.py", "sites.py", "sites/hugo")):
        parser.error(f"{given.kit} has no corpus.py, sites.py and sites/hugo")
    if not given.binary.is_file():
        parser.error(f"there is no {given.binary}: cargo build --release")
    return parser, given


def main():
    parser, given = arguments()
    corpus, kit = given.corpus.resolve(), given.kit and given.kit.resolve()
    if not corpus.exists() and kit and given.size:
        subprocess.run([sys.executable, kit / "corpus.py", corpus, "-n", str(given.size)], check=True)
    if not (corpus / "charters").is_dir():
        parser.error(f"{corpus} has no folder of charters")
    charters = sum(1 for _ in (corpus / "charters").rglob("*.md"))
    command = [str(given.binary.resolve()), *shlex.split(given.command)]
    contenders = [Contender("charterhouse", command, corpus, given.output)]
    if kit:
        folder = laid_out_for_hugo(kit, corpus, given.size or charters)
        contenders.append(Contender("hugo", [os.environ.get("HUGO", "hugo"), "--quiet"], folder, "public"))
    print(f"{charters} charters, {os.cpu_count()} cores", flush=True)
    # In turn, so that a busy minute of the machine falls on both.
    for index in range(given.w + given.n):
        for contender in contenders:
            run = contender.run()
            if index >= given.w:
                contender.runs.append(run)
                if given.json:
                    with given.json.open("a", encoding="utf-8") as lines:
                        lines.write(json.dumps({"name": contender.name, "charters": charters, **run}) + "\n")
    for contender in contenders:
        print(told(contender))


if __name__ == "__main__":
    main()
