//! PDF and DOCX: unpacked to a [`Sheet`] of plain pieces first, which then becomes a document like any other text.
//!
//! Unpacking runs crates that abort or hang on hostile files, so `project` does it in a child process that prints the sheet;
//! what comes back is judged here as any input from outside.

use serde::{Deserialize, Serialize};

use super::flow::Flow;
use super::outline::{Outline, line};
use super::{Reading, Words, length, markdown, text};
use crate::finding::Finding;
use crate::model::document::{Place, Unit};

mod columns;
mod docx;
mod lines;
mod pdf;

/// What an unpacked file begins with. No text of a person does.
const MARK: &[u8] = b"\0charterhouse sheet\n";

/// Lists deeper than this are read as one level.
const LIST_DEPTH: usize = 16;

/// A PDF or DOCX as its pieces, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What it says.
    pub pieces: Vec<Piece>,
    /// The pages that show a picture and no text, from 1.
    pub scanned: Vec<u32>,
    /// Why it could not be read; empty where it could.
    pub failed: String,
}

/// A heading, paragraph, item or table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The page of a PDF, the paragraph of a DOCX, from 1.
    pub place: u32,
    /// What it is.
    pub form: Form,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// A heading of a level from 1 to 6.
    Heading(u8, String),
    /// A paragraph, and whether all of it is bold.
    Paragraph(String, bool),
    /// A list item with its depth, from 0.
    Item(u8, String),
    /// The cells of a table's header, and of its rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// Unpacks a PDF or DOCX, told apart by content. May abort or run long on hostile files: call it where that does no harm.
#[must_use]
pub fn sheet(bytes: &[u8]) -> Sheet {
    let unpacked = if bytes.starts_with(b"PK\x03\x04") { docx::sheet(bytes) } else { pdf::sheet(bytes) };
    unpacked.unwrap_or_else(|failed| Sheet { failed, ..Sheet::default() })
}

/// The bytes by which a sheet is handed on.
#[must_use]
pub fn packed(sheet: &Sheet) -> Vec<u8> {
    let mut bytes = MARK.to_vec();
    // Strings, numbers and lists always have a JSON.
    bytes.extend(serde_json::to_vec(sheet).unwrap_or_default());
    bytes
}

/// The sheet that these bytes hand on; `None` for any other file.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Sheet> {
    serde_json::from_slice(bytes.strip_prefix(MARK)?).ok()
}

/// What reading makes of a sheet.
pub(super) fn reading(path: &str, sheet: Sheet, words: &Words) -> Reading {
    let mut findings = Vec::new();
    if !sheet.failed.is_empty() {
        let message = format!("cannot be read: {}", sheet.failed);
        findings.push(Finding::new("unreadable", path, Place::default(), message).help(
            "the file may be broken or locked: open it and save it anew, or save its text as Markdown",
        ));
        return Reading { findings, refused: true, ..Reading::default() };
    }
    if !sheet.scanned.is_empty() {
        let pages: Vec<String> = sheet.scanned.iter().take(20).map(u32::to_string).collect();
        let more = if sheet.scanned.len() > pages.len() { " and more" } else { "" };
        let message = format!("scanned, without text, on page {}{more}", pages.join(", "));
        findings.push(
            Finding::new("scanned-pages", path, Place::default(), message)
                .help("recognise the text with an OCR program first, or type the charter as Markdown"),
        );
    }
    let mut outline = Outline::new(&words.sentences);
    let mut lists = 0;
    for piece in sheet.pieces {
        put(&mut outline, &mut lists, piece);
    }
    close(&mut outline, &mut lists, 0);
    let mut document = outline.finish(|_| false);
    length::part(&mut document);
    if document.units().is_empty() && findings.is_empty() {
        findings.push(Finding::new("empty-charter", path, Place::default(), "there is no text in the file"));
    }
    let refused = document.units().is_empty() && !sheet.scanned.is_empty();
    Reading { facts: None, document, findings, refused }
}

fn put(outline: &mut Outline<'_>, lists: &mut usize, piece: Piece) {
    let place = line(piece.place);
    let flow = |text: &str| {
        let mut flow = Flow::default();
        // A line break in a piece is no line of the source.
        flow.push(&text.replace('\n', " "), place);
        flow
    };
    match piece.form {
        Form::Heading(level, text) => {
            close(outline, lists, 0);
            outline.heading(level, &flow(&text));
        }
        Form::Paragraph(text, bold) => {
            close(outline, lists, 0);
            if bold && outline.could_head(text.trim()) {
                outline.pseudo_heading(&flow(&text));
            } else {
                outline.paragraph(flow(&text));
            }
        }
        Form::Item(depth, text) => {
            let depth = usize::from(depth).min(LIST_DEPTH) + 1;
            close(outline, lists, depth);
            if *lists < depth {
                outline.open_list();
                *lists += 1;
            }
            let mut item = flow(&text);
            if let Some(bytes) = text::bullet(item.text()) {
                item.cut(bytes);
            }
            outline.item(item);
        }
        Form::Table(header, rows) => {
            close(outline, lists, 0);
            let cells = |cells: Vec<String>| -> Vec<String> {
                cells.iter().map(|cell| flow(cell).text().to_owned()).collect()
            };
            let rows = rows
                .into_iter()
                .map(|row| Unit { text: markdown::joined(&cells(row)), place })
                .filter(|row| row.text.chars().any(char::is_alphanumeric));
            outline.table(cells(header), rows.collect(), None);
        }
    }
}

fn close(outline: &mut Outline<'_>, lists: &mut usize, depth: usize) {
    while *lists > depth {
        outline.close_list();
        *lists -= 1;
    }
}
