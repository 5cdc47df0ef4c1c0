//! DOCX to a sheet: headings by style, items by numbering, tables row by row. The crate bounds what a zip unpacks to.

use undoc::model::{Block, Paragraph, Table};

use super::{Form, Piece, Sheet};

/// The pieces of a DOCX; the reason where it is broken.
pub(super) fn sheet(bytes: &[u8]) -> Result<Sheet, String> {
    let document = undoc::parse_bytes(bytes).map_err(|error| error.to_string())?;
    let mut sheet = Sheet::default();
    let blocks = document.sections.iter().flat_map(|section| &section.content);
    for (number, block) in (1..).zip(blocks) {
        let form = match block {
            Block::Paragraph(paragraph) => of_paragraph(paragraph),
            Block::Table(table) => of_table(table),
            _ => continue,
        };
        sheet.pieces.push(Piece { place: number, form });
    }
    Ok(sheet)
}

fn of_paragraph(paragraph: &Paragraph) -> Form {
    let text = paragraph.plain_text();
    let shown = |text: &str| !text.trim().is_empty();
    let bold = paragraph.runs.iter().filter(|run| shown(&run.text)).all(|run| run.style.bold);
    if paragraph.is_heading() {
        return Form::Heading(paragraph.heading.level(), text);
    }
    match &paragraph.list_info {
        Some(list) => Form::Item(list.level, text),
        // The styles that Word itself brings for lists number their items in the style, not in the paragraph.
        None if listed(paragraph) => Form::Item(0, text),
        None => Form::Paragraph(text, bold && shown(&paragraph.plain_text())),
    }
}

fn listed(paragraph: &Paragraph) -> bool {
    let style = paragraph.style_id.as_deref().unwrap_or_default();
    ["ListBullet", "ListNumber"].iter().any(|list| style.starts_with(list))
}

fn of_table(table: &Table) -> Form {
    let mut rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.plain_text()).collect()).collect();
    // A first row that is bold or marked heads the table; with three rows or more it does so in any case.
    let heads = table.rows.first().is_some_and(|row| {
        let bold = |cell: &undoc::model::Cell| {
            cell.content.iter().flat_map(|p| &p.runs).all(|run| run.style.bold || run.text.trim().is_empty())
        };
        row.is_header || row.cells.iter().all(|cell| cell.is_header || bold(cell)) || table.rows.len() > 2
    });
    let header = if heads && rows.len() > 1 { rows.remove(0) } else { Vec::new() };
    Form::Table(header, rows)
}
