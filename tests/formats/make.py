"""Makes the fixtures of tests/formats.rs from charter.md, each with a real producer.

Needs LibreOffice (soffice), Chromium, and the packages weasyprint, python-docx and pillow. Run it in this folder: python3 make.py
"""
import html
import pathlib
import subprocess

import docx
import weasyprint
from PIL import Image, ImageDraw

HERE = pathlib.Path(__file__).parent


def blocks(text):
    for part in text.strip().split("\n\n"):
        lines = part.splitlines()
        if lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            yield "heading", (level, lines[0].lstrip("# "))
        elif lines[0].startswith("- "):
            yield "list", [line[2:] for line in lines]
        elif lines[0].startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            yield "table", [rows[0], *rows[2:]]
        else:
            yield "paragraph", " ".join(lines)


def page(text):
    out = ["<!doctype html><html lang=en><meta charset=utf-8><title>Our service charter</title><body><main>"]
    for kind, value in blocks(text):
        if kind == "heading":
            out.append(f"<h{value[0]}>{html.escape(value[1])}</h{value[0]}>")
        elif kind == "list":
            out.append("<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in value) + "</ul>")
        elif kind == "table":
            row = lambda cells, tag: "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells) + "</tr>"
            out.append("<table border=1>" + row(value[0], "th") + "".join(row(r, "td") for r in value[1:]) + "</table>")
        else:
            out.append(f"<p>{html.escape(value)}</p>")
    return "\n".join(out) + "</main></body></html>\n"


def word(text, path):
    document = docx.Document()
    for kind, value in blocks(text):
        if kind == "heading":
            document.add_heading(value[1], value[0])
        elif kind == "list":
            for item in value:
                document.add_paragraph(item, style="List Bullet")
        elif kind == "table":
            table = document.add_table(rows=0, cols=len(value[0]), style="Table Grid")
            for cells in value:
                for cell, words in zip(table.add_row().cells, cells):
                    cell.text = words
        else:
            document.add_paragraph(value)
    document.save(path)


def scan(text, path):
    picture = Image.new("1", (850, 1100), 1)
    ImageDraw.Draw(picture).multiline_text((80, 80), text, spacing=8)
    picture.save(path, resolution=100)


text = (HERE / "charter.md").read_text()
(HERE / "page.html").write_text(page(text))
word(text, HERE / "python-docx.docx")
weasyprint.HTML(HERE / "page.html").write_pdf(HERE / "weasyprint.pdf")
scan(text, HERE / "scanned.pdf")
columns = page(text).replace("<body>", "<style>body { columns: 2 } td, th { border: 1px solid }</style><body>")
weasyprint.HTML(string=columns).write_pdf(HERE / "columns-weasyprint.pdf")
office = ["soffice", "--headless", "--convert-to"]
subprocess.run([*office, "pdf:writer_pdf_Export", "python-docx.docx"], cwd=HERE, check=True)
(HERE / "python-docx.pdf").rename(HERE / "libreoffice.pdf")
subprocess.run([*office, "odt", "python-docx.docx"], cwd=HERE, check=True)
subprocess.run([*office, "docx:MS Word 2007 XML", "--outdir", "office", "python-docx.odt"], cwd=HERE, check=True)
(HERE / "office/python-docx.docx").rename(HERE / "libreoffice.docx")
(HERE / "office").rmdir()
(HERE / "python-docx.odt").unlink()
browser = ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer"]
subprocess.run([*browser, "--print-to-pdf=chromium.pdf", "page.html"], cwd=HERE, check=True)
(HERE / "columns.html").write_text(columns)
subprocess.run([*browser, "--print-to-pdf=columns-chromium.pdf", "columns.html"], cwd=HERE, check=True)
(HERE / "columns.html").unlink()
