"""Reads every PDF and DOCX of a folder with `charterhouse extract`, one by one, and tells what became of each.

    python3 benches/survive.py target/debug/charterhouse FOLDER

Holds that each gives a text or a finding, none takes over 10 s, and no process of a run takes over 512 MB.
"""
import collections
import concurrent.futures
import os
import pathlib
import sys
import subprocess
import time


def one(path):
    begin = time.monotonic()
    run = subprocess.Popen([sys.argv[1], "extract", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = run.stdout.read(), run.stderr.read()
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return path, run.returncode, out, err.decode(errors="replace"), time.monotonic() - begin, usage.ru_maxrss / 1024


files = [p for p in sorted(pathlib.Path(sys.argv[2]).rglob("*")) if p.suffix.lower() in (".pdf", ".docx")]
counts, wrong, slowest, largest = collections.Counter(), [], 0.0, 0.0
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    for path, code, out, err, seconds, peak in pool.map(one, files):
        slowest, largest = max(slowest, seconds), max(largest, peak)
        kind = next((c for c in ("unreadable", "scanned-pages", "empty-charter", "too-large") if f": {c}: " in err), "text")
        counts[f"{kind}: {err.split(kind + ': ')[1].splitlines()[0][:60]}" if kind == "unreadable" else kind] += 1
        if code not in (0, 1) or "panicked" in err or not (out or err) or seconds > 10 or peak > 512:
            wrong.append(f"{path}: exit {code}, {seconds:.1f} s, {peak:.0f} MB")
print(f"{len(files)} files, slowest {slowest:.1f} s, largest process {largest:.0f} MB")
for kind, count in counts.most_common(25):
    print(f"{count:6} {kind}")
print("\n".join(wrong[:20]) or "all survived")
sys.exit(bool(wrong))
