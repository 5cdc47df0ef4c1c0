"""Turns the cases of microsoft/Recognizers-Text that selection.tsv takes into cases.tsv: file, text, measures in our notation.

Run as `python3 tests/measures/convert.py CLONE`, where CLONE is a clone of that repository at the commit that selection.tsv names.
Theirs gives no bounds but in NumberRangeModel, so that the other files are compared without.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = {
    "DurationParser": "DateTime",
    "SetParser": "DateTime",
    "PercentModel": "Number",
    "NumberRangeModel": "Number",
    "CurrencyModel": "NumberWithUnit",
}
UNITS = {"S": "second", "M": "minute", "H": "hour", "D": "day", "W": "week", "Y": "year", "BD": "working day"}
CODES = {
    "Dollar": ("USD", 1),
    "Cent": ("USD", 100),
    "Pound": ("GBP", 1),
    "Pence": ("GBP", 100),
    "Penny": ("GBP", 100),
    "Rupee": ("INR", 1),
    "Indian rupee": ("INR", 1),
    "Canadian dollar": ("CAD", 1),
    "Australian dollar": ("AUD", 1),
    "New Zealand dollar": ("NZD", 1),
    "Hong Kong dollar": ("HKD", 1),
    "United States dollar": ("USD", 1),
}
# Shares, which theirs gives as numbers below one; ours are per cents.
SHARES = {("NumberRangeModel", index) for index in (21, 57, 71)}


def plain(value):
    return f"{round(value, 9):g}" if value < 1e5 and round(value, 9) == float(f"{value:g}") else f"{value:.9f}".rstrip("0").rstrip(".")


def many(value, unit):
    return f"{plain(value)} {unit}" + ("" if value == 1 else "s")


def duration(timex):
    """PT1.5H and the like; a sum counts in the smallest unit of it, as "one week three days" is 10 days."""
    parts = re.findall(r"(T?)([\d.]+)(BD|[A-Z])(?![a-z])", timex.replace("PT", "PT ").replace("PT ", "T").removeprefix("P"))
    timed = timex.startswith("PT")
    sizes = {"week": 7, "day": 1}
    named = [(float(value), "month" if unit == "M" and not timed else UNITS[unit]) for _, value, unit in parts]
    if len(named) > 1:
        return many(sum(value * sizes[unit] for value, unit in named), named[-1][1])
    return many(*named[0])


def frequency(timex):
    if "WXX" in timex:
        return "every week"
    if timex == "TMO":
        return "every day"
    value, unit = re.fullmatch(r"P(\d+)([DWMY])", timex).groups()
    unit = "month" if unit == "M" else UNITS[unit]
    return f"every {unit}" if value == "1" else f"every {value} {unit}s"


def span(interval, share):
    low, high = interval[1:-1].split(",")
    sign = "" if low == high else "≤ " if high else "≥ "
    value = float(high or low)
    return sign + (f"{plain(value * 100)} %" if share else many(value, "book"))


def case(name, index, spec):
    """The text and the measures that it has."""
    text, measures, behind = spec["Input"], [], 0
    for result in spec["Results"]:
        found = result.get("Value") or result["Resolution"]
        if name == "DurationParser":
            measures.append(duration(found["Timex"]))
        elif name == "SetParser":
            # Every other Friday is every two weeks for us.
            measures.append("every 2 weeks" if index == 29 else frequency(found["Timex"]))
        elif name == "PercentModel" and found["value"] != "null":
            measures.append(f"{found['value'].rstrip('%')} %")
        elif name == "CurrencyModel" and found.get("value"):
            code, parts = CODES.get(found["unit"], (found.get("isoCurrency"), 1))
            measures.append(f"{code} {plain(float(found['value']) / parts)}")
        elif name == "NumberRangeModel":
            share = (name, index) in SHARES
            measures.append(span(found["value"], share))
            end = text.lower().index(result["Text"].lower(), behind) + len(result["Text"])
            thing = " of requests" if index == 57 else "" if share else " books"
            text = text[:end] + thing + text[end:]
            behind = end + len(thing)
    return " ".join(text.split()), "; ".join(measures)


def main():
    lines = []
    for line in (HERE / "selection.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        name, numbers, applies, _ = line.split("\t")
        if applies != "applies":
            continue
        path = f"HEAD:Specs/{FOLDERS[name]}/English/{name}.json"
        specs = json.loads(subprocess.check_output(["git", "-C", sys.argv[1], "show", path]).decode("utf-8-sig"))
        for part in numbers.split(","):
            first, _, last = part.partition("-")
            for index in range(int(first), int(last or first) + 1):
                lines.append("\t".join((name, *case(name, index, specs[index]))))
    (HERE / "cases.tsv").write_text("\n".join(lines) + "\n")


main()
