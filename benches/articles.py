#!/usr/bin/env python3
"""How well the reader finds a page's main text: the pages and the measure of scrapinghub/article-extraction-benchmark.

    benches/articles.py CLONE [READ]

CLONE is a clone of that repository (MIT; nothing of it is copied here). READ is the reader, `cargo build --release --example read`
(else target/release/examples/read). Prints F1, precision and recall by the benchmark's own evaluate.py, for all pages and for two halves of them:
rules are tuned on the pages of the half `tuned`, and the other shows whether they hold elsewhere.
"""
import gzip
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile


def texts(clone, reader, names):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name in names:
            path = pathlib.Path(folder, name + ".html")
            path.write_bytes(gzip.decompress((clone / "html" / (name + ".html.gz")).read_bytes()))
            paths.append(str(path))
        run = subprocess.run([reader, *paths], stdout=subprocess.PIPE, check=True)
    rows = [json.loads(line) for line in run.stdout.decode().splitlines()[1:]]
    return {name: row["text"] for name, row in zip(names, rows)}


def main():
    clone = pathlib.Path(sys.argv[1])
    reader = sys.argv[2] if len(sys.argv) > 2 else "target/release/examples/read"
    spec = importlib.util.spec_from_file_location("evaluate", clone / "evaluate.py")
    evaluate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    truth = json.loads((clone / "ground-truth.json").read_text(encoding="utf-8"))
    names = sorted(truth)
    ours = texts(clone, reader, names)
    # The names are hashes, so every second one is a half like the other.
    for label, part in (("all", names), ("tuned", names[::2]), ("unseen", names[1::2])):
        scores = evaluate.evaluate({name: truth[name] for name in part},
                                   {name: {"articleBody": ours[name]} for name in part}, 200)
        print(f"{label:7} {len(part):4} pages  F1 {scores['f1']:.3f} ± {scores['f1_std']:.3f}"
              f"  precision {scores['precision']:.3f}  recall {scores['recall']:.3f}")


if __name__ == "__main__":
    main()
