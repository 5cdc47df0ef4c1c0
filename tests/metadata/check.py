"""Reads a site's metadata with tools that are not ours, and compares it with the data set. `check.py SITE [ADDRESS]`."""
import csv
import json
import pathlib
import struct
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

import bibtexparser
import extruct
import lxml.html
import pyarrow.parquet
import pyshacl
import rdflib
import rispy
from rdflib.compare import isomorphic

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from checks import Checks

site = pathlib.Path(sys.argv[1])
address = sys.argv[2] if len(sys.argv) > 2 else ""
# Where the pages would be read from, for a site that does not say.
base = address or "https://example.org/anywhere/"
here = pathlib.Path(__file__).parent
checks = Checks()
check = checks.check


def rows(name):
    with open(site / "data" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(text):
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def told(path):
    """What a page tells machines: JSON-LD, Dublin Core, Open Graph, citation tags and the ContextObject."""
    text = (site / path).read_text(encoding="utf-8")
    found = extruct.extract(text, base_url=base + path, syntaxes=["json-ld", "dublincore", "opengraph"], errors="strict")
    page = lxml.html.fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding='utf-8'))
    core = {}
    for element in found["dublincore"][0]["elements"] if found["dublincore"] else []:
        core[element["name"].lower().removeprefix("dc.")] = element["content"]
    return {
        "records": found["json-ld"],
        "core": core,
        "graph": dict(found["opengraph"][0]["properties"]) if found["opengraph"] else {},
        "citation": {m.get("name"): m.get("content") for m in page.iter("meta") if (m.get("name") or "").startswith("citation_")},
        "coins": [dict(urllib.parse.parse_qsl(s.get("title"))) for s in page.iter("span") if s.get("class") == "Z3988"],
        "canonical": [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"],
        "pictures": [link.get("href") for link in page.iter("link") if link.get("rel") == "icon"],
    }


def exists(from_page, href):
    """Whether a link of a page, whole or relative, leads to a file of the site."""
    whole = urllib.parse.urldefrag(urllib.parse.urljoin(base + from_page, href)).url
    path = whole.removeprefix(base) or "index.html"
    return whole.startswith(base) and (site / path).is_file()


charters = rows("charters.csv")
published = [row for row in charters if row["basis"] != "sample"]

# Charters: the record, Dublin Core and the citation tags say what the table of charters says.
for row in charters:
    path = row["page"]
    page = told(path)
    check(f"{path}: og:title", page["graph"].get("og:title") == f"{plain(row['library'])}: {plain(row['title'])}", page["graph"])
    check(f"{path}: og:type", page["graph"].get("og:type") == "website", page["graph"])
    if row["basis"] == "sample":
        check(f"{path}: nothing is said of what is made up", not page["records"] and not page["coins"] and not page["citation"])
        continue
    title, library = plain(row["title"]), plain(row["library"])
    check(f"{path}: one record", len(page["records"]) == 1 and len(page["coins"]) == 1)
    record, coins = page["records"][0], page["coins"][0]
    check(f"{path}: record", record["@type"] == "DigitalDocument" and record["author"]["@type"] == "Library", record)
    for where, found in [
        ("record", (record["name"], record["author"]["name"], record["url"], record["author"]["address"]["addressCountry"])),
        ("Dublin Core", (page["core"]["title"], page["core"]["creator"], page["core"]["source"], row["country"])),
        ("citation tags", (page["citation"]["citation_title"], page["citation"]["citation_author"], row["url"], row["country"])),
        ("ContextObject", (coins["rft.title"], coins["rft.aucorp"], coins["rft.identifier"], row["country"])),
    ]:
        check(f"{path}: {where}", found == (title, library, row["url"], row["country"]), found)
    check(f"{path}: the data set of the record", exists(path, record["subjectOf"]["url"]), record["subjectOf"])

# The data set, on the data page and on the home page.
for path in ["data.html", "index.html"]:
    [record] = told(path)["records"]
    check(f"{path}: Dataset", record["@type"] == "Dataset" and len(record["description"]) >= 50, record)
    for key in ["url", "license", "measurementTechnique"]:
        check(f"{path}: {key}", exists(path, record[key]), record[key])
    files = {(site / "data").resolve() / urllib.parse.urlparse(d["contentUrl"]).path.rsplit("/", 1)[1] for d in record["distribution"]}
    check(f"{path}: every download is distributed", all(file.is_file() for file in files), files)
    check(f"{path}: every distribution leads to a file", all(exists(path, d["contentUrl"]) for d in record["distribution"]))

# Every page of the site tells what it is called and where it is; what is to be embedded says which page it is a part of.
for page in sorted(site.rglob("*.html")):
    path = page.relative_to(site).as_posix()
    said = lxml.html.fromstring(page.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    canonical = [link.get("href") for link in said.iter("link") if link.get("rel") == "canonical"]
    if path.startswith("embed/"):
        robots = [meta.get("content") for meta in said.iter("meta") if meta.get("name") == "robots"]
        check(f"{path}: no search engine lists it", robots == ["noindex"], robots)
        check(f"{path}: its page", all(exists(path, href) for href in canonical) and len(canonical) == bool(address), canonical)
        continue
    names = {meta.get("property") for meta in said.iter("meta")}
    check(f"{path}: Open Graph", {"og:type", "og:site_name", "og:title"} <= names, names)
    if address and path != "404.html":
        check(f"{path}: canonical", canonical == [address if path == "index.html" else address + path], canonical)

# The topics, in two notations that must say the same, held against shapes.
where = base + "data/topics.ttl"
turtle = rdflib.Graph().parse(site / "data/topics.ttl", publicID=where)
linked = rdflib.Graph().parse(site / "data/topics.jsonld", format="json-ld", publicID=where)
check("topics: Turtle and JSON-LD say the same", isomorphic(turtle, linked), f"{len(turtle)} and {len(linked)}")
fits, _, report = pyshacl.validate(turtle, shacl_graph=str(here / "shapes.ttl"))
check("topics: the shapes fit", fits, report)
skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
ids = {str(o) for o in turtle.objects(None, skos.notation)}
check("topics: all that the data set names are concepts", {row["topic"] for row in rows("commitments.csv")} <= ids)
check("topics: each has its page", all(exists("data/topics.ttl", str(o)) for o in turtle.objects(None, rdflib.RDFS.seeAlso)))

# Citations, in three forms.
library = bibtexparser.parse_file(str(site / "data/charters.bib"))
check("BibTeX: nothing fails", not library.failed_blocks, library.failed_blocks[:1])
check("BibTeX: keys differ", len({entry.key for entry in library.entries}) == len(published))
with open(site / "data/charters.ris", encoding="utf-8") as file:
    ris = rispy.load(file)
csl = json.loads((site / "data/charters.csl.json").read_text(encoding="utf-8"))
check("citations: as many as charters", len(library.entries) == len(ris) == len(csl) == len(published))
for row, entry, record, item in zip(published, library.entries, ris, csl):
    title, name = plain(row["title"]), plain(row["library"])
    check("BibTeX", entry.key == row["charter"].replace("/", "-") and entry["urldate"] == row["retrieved"], entry)
    check("RIS", (record["title"], record["authors"], record["urls"]) == (title, [name], [row["url"]]), record)
    check("CSL-JSON", (item["title"], item["author"][0]["literal"], item["URL"]) == (title, name, row["url"]), item)

# The tables with types say what the tables of letters say, cell by cell.
def letters(value, sort):
    """A value as the CSV writes it."""
    if value is None:
        return ""
    if pyarrow.types.is_list(sort):
        return "; ".join(value)
    if pyarrow.types.is_boolean(sort):
        return "yes" if value else "no"
    return str(value)


SORTS = {"whole number": pyarrow.int64(), "number": pyarrow.float64(), "date": pyarrow.date32(), "yes or no": pyarrow.bool_()}
described = {(row["file"], row["column"]): row["type"] for row in rows("dictionary.csv")}
for name in ["commitments", "measures", "charters"]:
    typed = pyarrow.parquet.read_table(site / "data" / f"{name}.parquet")
    lines = rows(f"{name}.csv")
    with open(site / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        check(f"{name}.parquet: the columns", typed.column_names == next(csv.reader(file)), typed.column_names)
    check(f"{name}.parquet: as many rows", typed.num_rows == len(lines), f"{typed.num_rows} and {len(lines)}")
    for field in typed.schema:
        sort = described[f"data/{name}.csv", field.name]
        if sort == "list":
            check(f"{name}.parquet: {field.name} is a list of texts", pyarrow.types.is_list(field.type) and field.type.value_type == pyarrow.string(), field.type)
        else:
            check(f"{name}.parquet: {field.name} is {sort}", field.type == SORTS.get(sort, pyarrow.string()), field.type)
        found = typed.column(field.name).to_pylist()
        if sort == "number":
            wrong = [at for at, (one, line) in enumerate(zip(found, lines)) if one != (float(line[field.name]) if line[field.name] else None)]
        else:
            wrong = [at for at, (one, line) in enumerate(zip(found, lines)) if letters(one, field.type) != plain(line[field.name])]
        check(f"{name}.parquet: {field.name} has the values of the CSV", not wrong, wrong[:3])

# The package names every file of the data set.
package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
there = {path.name for path in (site / "data").iterdir() if path.is_file()} - {"datapackage.json"}
named = {resource["path"] for resource in package["resources"]}
check("package: it names every file that is there, and no other", named == there, named ^ there)

# Pictures, and what a site with an address has besides.
for path in sorted((site / "assets").glob("share*.png")):
    size = struct.unpack(">II", path.read_bytes()[16:24])
    check(f"{path.name}: the size that others show", size == (1200, 630), size)
home = told("index.html")
check("icon", all(exists("index.html", href) for href in home["pictures"]) and home["pictures"])
sitemap = site / "sitemap.xml"
if address:
    check("canonical", home["canonical"] == [address], home["canonical"])
    check("og:image", exists("index.html", home["graph"]["og:image"]), home["graph"])
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = [loc.text for loc in ElementTree.parse(sitemap).findall("s:url/s:loc", spaces)]
    pages = {p.relative_to(site).as_posix() for p in site.rglob("*.html") if p.name != "404.html" and p.parent.name != "embed"}
    expected = {address if path == "index.html" else address + path for path in pages}
    check("sitemap: every page, and no other", set(listed) == expected and len(listed) == len(expected))
    lost = told("404.html")
    check("404: its links work at any depth", all(href.startswith("/") for href in lost["pictures"]), lost["pictures"])
else:
    check("without an address there is no sitemap", not sitemap.exists() and not home["canonical"])

sys.exit(0 if checks.told(f": metadata of {len(charters)} charters") else 1)
