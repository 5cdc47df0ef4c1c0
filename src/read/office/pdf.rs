//! PDF to a sheet: blocks as the crate lays them out, then what it leaves undone: lists whose bullets it does not know, words
//! parted by a hyphen, sentences cut by the end of a page, and lines that every page repeats.

use std::collections::BTreeMap;

use unpdf::model::{Block, Paragraph, Table};
use unpdf::parser::LayoutAnalyzer;
use unpdf::parser::backend::RawBackend;

use super::{Form, Piece, Sheet, columns, lines};

/// A line on at least this many pages is a running head or foot.
const REPEATS: usize = 3;

/// The pieces of a PDF; the reason where it is broken or locked.
pub(super) fn sheet(bytes: &[u8]) -> Result<Sheet, String> {
    let options = unpdf::ParseOptions::new().lenient().sequential().with_resources(false);
    let document = unpdf::parse_bytes_with_options(bytes, options).map_err(|error| error.to_string())?;
    let backend = RawBackend::load_bytes_with_password(bytes, None).ok();
    let mut sheet = Sheet::default();
    let laid_out = document.pages.iter().map(|page| {
        let analyzer = backend.as_ref().map(|backend| LayoutAnalyzer::new(backend));
        let spans = analyzer.and_then(|analyzer| analyzer.extract_page_spans(page.number).ok());
        let spans = spans.unwrap_or_default();
        (columns::Page::new(spans.clone()), lines::of_page(spans))
    });
    let (columns, lines): (Vec<_>, Vec<_>) = laid_out.collect();
    let sizes = columns::Sizes::of(&columns);
    for (page, (in_columns, lines)) in document.pages.iter().zip(columns.iter().zip(&lines)) {
        let before = sheet.pieces.len();
        for block in &page.elements {
            match block {
                Block::Paragraph(paragraph) => paragraph_of(paragraph, page.number, &mut sheet.pieces),
                Block::Table(table) => {
                    sheet.pieces.push(Piece { place: page.number, form: table_of(table) });
                }
                _ => {}
            }
        }
        let own = sheet.pieces.split_off(before);
        match in_columns.forms(&sizes).filter(|_| !own.is_empty()) {
            Some(forms) => {
                sheet.pieces.extend(forms.into_iter().map(|form| Piece { place: page.number, form }));
            }
            None => sheet.pieces.extend(shaped(own, lines, &sizes)),
        }
        if sheet.pieces.len() == before && page.image_op_count > 0 {
            sheet.scanned.push(page.number);
        }
    }
    without_repeats(&mut sheet.pieces);
    sheet.pieces = joined(std::mem::take(&mut sheet.pieces));
    Ok(sheet)
}

/// A page's pieces, with the paragraphs that are lists or tables by how they stand made so.
fn shaped(pieces: Vec<Piece>, lines: &[lines::Line], sizes: &columns::Sizes) -> Vec<Piece> {
    let mut leads_in = false;
    let mut shaped = Vec::with_capacity(pieces.len());
    for Piece { place, form } in pieces {
        let forms = match &form {
            Form::Paragraph(text, _) => lines::forms(text, leads_in, lines),
            Form::Heading(level, text) => lines::headings(*level, text, lines, sizes),
            _ => None,
        };
        leads_in = matches!(&form, Form::Paragraph(text, _) if text.ends_with(':'));
        shaped.extend(forms.unwrap_or_else(|| vec![form]).into_iter().map(|form| Piece { place, form }));
    }
    shaped
}

fn paragraph_of(paragraph: &Paragraph, page: u32, pieces: &mut Vec<Piece>) {
    let text = clean(&paragraph.plain_text());
    if text.is_empty() {
        return;
    }
    let mut push = |form| pieces.push(Piece { place: page, form });
    if let Some(level) = paragraph.style.heading_level.filter(|level| *level > 0) {
        return push(Form::Heading(level, text));
    }
    let depth = paragraph.style.list_info.as_ref().map(|list| list.level);
    // What stands before the first bullet is the lead-in, or the item that the crate knew itself.
    let mut parts = text.split(bullet).map(str::trim);
    let bold = !paragraph.content.is_empty()
        && paragraph.content.iter().all(|part| match part {
            unpdf::model::InlineContent::Text(run) => run.style.bold || run.text.trim().is_empty(),
            _ => true,
        });
    if let Some(first) = parts.next().filter(|first| !first.is_empty()) {
        push(match depth {
            Some(depth) => Form::Item(depth, first.to_owned()),
            None => Form::Paragraph(first.to_owned(), bold),
        });
    }
    for item in parts.filter(|item| !item.is_empty()) {
        push(Form::Item(depth.unwrap_or(0), item.to_owned()));
    }
}

fn table_of(table: &Table) -> Form {
    let cells = |rows: &[unpdf::model::TableRow]| -> Vec<Vec<String>> {
        rows.iter().map(|row| row.cells.iter().map(|cell| clean(&cell.plain_text())).collect()).collect()
    };
    let mut rows = cells(&table.rows);
    let header = if rows.len() > 1 { rows.remove(0) } else { Vec::new() };
    Form::Table(header, rows)
}

/// Marks that open an item and nothing else; private letters are what symbol fonts make of theirs.
pub(super) fn bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '◦'
            | '▪'
            | '▫'
            | '●'
            | '○'
            | '■'
            | '\u{f0b7}'
            | '\u{f0a7}'
            | '\u{f076}'
            | '\u{f0d8}'
            | '\u{f0fc}'
    )
}

/// Ligatures undone, white space folded, and words that a line's end parted put together.
pub(super) fn clean(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => whole.push_str("ff"),
            'ﬁ' => whole.push_str("fi"),
            'ﬂ' => whole.push_str("fl"),
            'ﬃ' => whole.push_str("ffi"),
            'ﬄ' => whole.push_str("ffl"),
            c => whole.push(c),
        }
    }
    // U+2010 with a space behind it is only made by a program that hyphenates.
    let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    whole.replace("\u{2010} ", "").replace('\u{2010}', "-")
}

fn words(piece: &Piece) -> Option<&str> {
    match &piece.form {
        Form::Heading(_, text) | Form::Paragraph(text, _) => Some(text),
        _ => None,
    }
}

/// Drops page numbers and short lines that stand on many pages.
fn without_repeats(pieces: &mut Vec<Piece>) {
    let key = |piece: &Piece| {
        let text = words(piece).filter(|text| text.len() <= 120)?;
        Some(text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>())
    };
    let mut pages: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for piece in pieces.iter() {
        if let Some(key) = key(piece) {
            let on = pages.entry(key).or_default();
            if on.last() != Some(&piece.place) {
                on.push(piece.place);
            }
        }
    }
    pieces.retain(|piece| {
        let repeats = key(piece).and_then(|key| pages.get(&key)).is_some_and(|on| on.len() >= REPEATS);
        let number = words(piece).is_some_and(|text| !text.chars().any(char::is_alphabetic));
        !repeats && !number
    });
}

/// Puts a sentence that a page or column cut together again: what breaks off before what begins in lower case.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut whole: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Form::Paragraph(rest, _) = &piece.form
            && rest.starts_with(char::is_lowercase)
            && let Some(Piece { form: Form::Paragraph(text, _) | Form::Item(_, text), .. }) = whole.last_mut()
            && !text.ends_with(['.', ':', '!', '?', ';'])
        {
            text.push(' ');
            text.push_str(rest);
            continue;
        }
        whole.push(piece);
    }
    whole
}
