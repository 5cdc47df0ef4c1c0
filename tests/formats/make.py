"""Makes the fixtures of tests/formats.rs from charter.md, each with a real producer.

Needs LibreOffice (soffice), Chromium, and the packages weasyprint and python-docx. Run it in this folder: python3 make.py
"""
import html
import pathlib
import subprocess

import docx
import weasyprint

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


text = (HERE / "charter.md").read_text()
(HERE / "page.html").write_text(page(text))
word(text, HERE / "python-docx.docx")
weasyprint.HTML(HERE / "page.html").write_pdf(HERE / "weasyprint.pdf")
office = ["soffice", "--headless", "--convert-to"]
subprocess.run([*office, "pdf:writer_pdf_Export", "python-docx.docx"], cwd=HERE, check=True)
(HERE / "python-docx.pdf").rename(HERE / "libreoffice.pdf")
subprocess.run([*office, "odt", "python-docx.docx"], cwd=HERE, check=True)
subprocess.run([*office, "docx:MS Word 2007 XML", "--outdir", "office", "python-docx.odt"], cwd=HERE, check=True)
(HERE / "office/python-docx.docx").rename(HERE / "libreoffice.docx")
(HERE / "office").rmdir()
(HERE / "python-docx.odt").unlink()
subprocess.run(["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer",
                "--print-to-pdf=chromium.pdf", "page.html"], cwd=HERE, check=True)
