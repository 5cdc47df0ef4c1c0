//! A column of a table: what it is called, what it means, and how its cell is made of a row; and the table written.

use std::io::{self, Write};

/// What sort of value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    /// One of a few words.
    Word,
    /// Several values with `; ` between them.
    List,
    Whole,
    Number,
    /// `yes` or `no`.
    YesNo,
    /// `2026-11-23`.
    Date,
    Address,
}

impl Sort {
    /// As the dictionary names it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Word => "word",
            Self::List => "list",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::YesNo => "yes or no",
            Self::Date => "date",
            Self::Address => "address",
        }
    }
}

/// A column: its description, and how its cell is made of a row.
pub(super) struct Column<Cell> {
    pub(super) name: &'static str,
    pub(super) sort: Sort,
    pub(super) unit: &'static str,
    pub(super) values: fn() -> String,
    pub(super) meaning: &'static str,
    pub(super) cell: Cell,
}

/// Any value will do.
pub(super) fn any() -> String {
    String::new()
}

/// Ids as the dictionary lists them.
pub(super) fn ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    list(&mut text, ids);
    text.replace(BETWEEN, "; ")
}

/// What stands between the values of a list until its cell is written: no charter has it, while some have what CSV shows for it.
pub(super) const BETWEEN: char = '\u{1f}';

/// Puts several values into a cell.
pub(super) fn list<'a>(cell: &mut String, values: impl IntoIterator<Item = &'a str>) {
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            cell.push(BETWEEN);
        }
        cell.push_str(value);
    }
}

/// A number with as many digits as it needs, six behind the point at most, and never an exponent.
pub(super) fn number(cell: &mut String, value: f64) {
    // Most are whole, or thousandths as confidences are, and writing those needs no arithmetic of long numbers.
    if let Some(thousandths) = thousandths(value) {
        let (whole, part) = (thousandths / 1000, thousandths % 1000);
        cell.push_str(&whole.to_string());
        if part > 0 {
            let digits = format!(".{part:03}");
            cell.push_str(digits.trim_end_matches('0'));
        }
        return;
    }
    let text = format!("{value:.6}");
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    cell.push_str(short);
}

/// How many thousandths a number is, where it is no less than nought and just so many.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only whole numbers from nought to 2^40 are asked for"
)]
#[expect(clippy::float_cmp, reason = "a number that is only nearly so many is written digit by digit")]
fn thousandths(value: f64) -> Option<u64> {
    let thousandths = (value * 1e3).round();
    let is_so = (0.0..1e12).contains(&thousandths) && value.is_sign_positive() && thousandths / 1e3 == value;
    is_so.then_some(thousandths as u64)
}

pub(super) fn yes_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

/// As much as is written at once.
const ROOM: usize = 1 << 16;

/// Writes a table as CSV: the header, then a line for each row.
pub(super) fn table<Row, Cell: Fn(&Row, &mut String)>(
    columns: &[Column<Cell>],
    rows: impl Iterator<Item = Row>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut csv =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(ROOM).from_writer(out);
    csv.write_record(columns.iter().map(|column| column.name))?;
    let mut cell = String::new();
    for row in rows {
        for column in columns {
            cell.clear();
            (column.cell)(&row, &mut cell);
            if column.sort == Sort::List && cell.contains(BETWEEN) {
                cell = cell.replace(BETWEEN, "; ");
            }
            // A spreadsheet runs a cell that begins so as a formula, and charters are written by strangers.
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
                cell.insert(0, '\'');
            }
            csv.write_field(&cell)?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}
