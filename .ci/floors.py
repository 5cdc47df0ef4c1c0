#!/usr/bin/env python3
"""Labels on unseen charters against the floors below them: floors.py PROGRAM GOLD CHARTERS. Exit 1 where one has fallen."""
import json
import subprocess
import sys

# What each figure may not fall below; raise it when a change raises the figure for good.
FLOORS = {
    "units": ("f1", 0.99),
    "commitment": ("f1", 0.935),
    "party": ("precision", 0.965),
    "strength": ("precision", 0.985),
    "topic": ("precision", 0.73),
    "topic-or-also": ("precision", 0.84),
    "measures": ("f1", 0.955),
    "channels": ("f1", 0.885),
    "vague": ("f1", 0.905),
}

program, gold, charters = sys.argv[1:4]
command = [program, "eval", gold, charters, "--folds", "5", "--examples", "src/lexicon/en/learned/examples", "--format", "json"]
labels = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["labels"]
fallen = 0
for label, (figure, floor) in FLOORS.items():
    value = labels[label][figure]
    low = value < floor
    fallen += low
    print(f"{label:14} {figure:9} {value:.3f}  floor {floor:.3f}{'  FALLEN' if low else ''}")
sys.exit(1 if fallen else 0)
