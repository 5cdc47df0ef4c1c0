//! A table as Parquet, with types: what a cell of the CSV says in letters stands there as the number, day or list that it is.
//!
//! The same columns, by the same names, make the same cells. An empty cell is null; a list is a list of texts and is never null.

use std::io::{self, Write};
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use super::column::{BETWEEN, Column, Sort};

/// As many rows as are written together: the readers' own advice, and what bounds the memory that writing takes.
const BAND: usize = 65_536;
/// Where Parquet counts days from.
const FIRST: Date = date(1970, 1, 1);

/// Writes a table. The same rows give the same bytes.
pub(super) fn table<Row, Cell: Fn(&Row, &mut String)>(
    columns: &[Column<Cell>],
    rows: impl Iterator<Item = Row>,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    write(columns, rows, BAND, out).map_err(io::Error::other)
}

fn write<Row, Cell: Fn(&Row, &mut String)>(
    columns: &[Column<Cell>],
    rows: impl Iterator<Item = Row>,
    band: usize,
    out: &mut (dyn Write + Send),
) -> Result<()> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("charterhouse".to_owned())
        .build();
    let mut file = SerializedFileWriter::new(out, schema(columns)?, Arc::new(properties))?;
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let some: Vec<Row> = rows.by_ref().take(band).collect();
        let mut group = file.next_row_group()?;
        for column in columns {
            let Some(mut writer) = group.next_column()? else { break };
            // One column at a time, so that no more than one is held as values.
            Values::of(column, &some).write(writer.untyped())?;
            writer.close()?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

/// What the columns are, for whoever reads the file.
fn schema<Cell>(columns: &[Column<Cell>]) -> Result<TypePtr> {
    let fields: Result<Vec<TypePtr>> = columns.iter().map(field).collect();
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields?).build()?))
}

fn field<Cell>(column: &Column<Cell>) -> Result<TypePtr> {
    let plain = |name: &str, sort, logical, repetition| {
        let field = Type::primitive_type_builder(name, sort);
        field.with_logical_type(logical).with_repetition(repetition).build().map(Arc::new)
    };
    let optional = |sort, logical| plain(column.name, sort, logical, Repetition::OPTIONAL);
    match column.sort {
        Sort::Text | Sort::Word | Sort::Address => optional(Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Sort::Whole => optional(Physical::INT64, None),
        Sort::Number => optional(Physical::DOUBLE, None),
        Sort::YesNo => optional(Physical::BOOLEAN, None),
        Sort::Date => optional(Physical::INT32, Some(LogicalType::Date)),
        Sort::List => {
            let text = Some(LogicalType::String);
            let element = plain("element", Physical::BYTE_ARRAY, text, Repetition::REQUIRED)?;
            let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
            let list = list.with_fields(vec![element]).build()?;
            let whole = Type::group_type_builder(column.name).with_repetition(Repetition::REQUIRED);
            let whole = whole.with_logical_type(Some(LogicalType::List)).with_fields(vec![Arc::new(list)]);
            whole.build().map(Arc::new)
        }
    }
}

/// The values of a column: those that there are, and for each cell or element whether there is one (1 or 0).
#[derive(Default)]
struct Values {
    there: Vec<i16>,
    /// Of a list: 0 where a row begins, 1 where a value follows another of its row.
    again: Option<Vec<i16>>,
    texts: Vec<ByteArray>,
    wholes: Vec<i64>,
    numbers: Vec<f64>,
    days: Vec<i32>,
    truths: Vec<bool>,
}

impl Values {
    fn of<Row, Cell: Fn(&Row, &mut String)>(column: &Column<Cell>, rows: &[Row]) -> Self {
        let mut values = Self { again: (column.sort == Sort::List).then(Vec::new), ..Self::default() };
        let (mut cell, mut letters, mut ends) = (String::new(), Vec::new(), Vec::new());
        for row in rows {
            cell.clear();
            (column.cell)(row, &mut cell);
            if column.sort == Sort::List {
                values.list(&cell, &mut letters, &mut ends);
                continue;
            }
            let there = match column.sort {
                Sort::Whole => keep(&mut values.wholes, cell.parse().ok()),
                Sort::Number => keep(&mut values.numbers, cell.parse().ok()),
                Sort::Date => keep(&mut values.days, cell.parse().ok().and_then(days)),
                Sort::YesNo => keep(&mut values.truths, (!cell.is_empty()).then(|| cell == "yes")),
                _ if cell.is_empty() => 0,
                _ => {
                    letters.extend_from_slice(cell.as_bytes());
                    keep(&mut ends, Some(letters.len()))
                }
            };
            values.there.push(there);
        }
        // All texts of a column are one piece of memory, of which each is a part.
        let all = ByteArray::from(letters);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        values.texts = starts.zip(&ends).map(|(start, end)| all.slice(start, end - start)).collect();
        values
    }

    fn list(&mut self, cell: &str, letters: &mut Vec<u8>, ends: &mut Vec<usize>) {
        let again = self.again.get_or_insert_default();
        if cell.is_empty() {
            self.there.push(0);
            again.push(0);
            return;
        }
        for (index, value) in cell.split(BETWEEN).enumerate() {
            self.there.push(1);
            again.push(i16::from(index > 0));
            letters.extend_from_slice(value.as_bytes());
            ends.push(letters.len());
        }
    }

    fn write(&self, writer: &mut ColumnWriter<'_>) -> Result<()> {
        let (there, again) = (Some(self.there.as_slice()), self.again.as_deref());
        match writer {
            ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&self.texts, there, again),
            ColumnWriter::Int64ColumnWriter(writer) => writer.write_batch(&self.wholes, there, again),
            ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&self.numbers, there, again),
            ColumnWriter::Int32ColumnWriter(writer) => writer.write_batch(&self.days, there, again),
            ColumnWriter::BoolColumnWriter(writer) => writer.write_batch(&self.truths, there, again),
            _ => Err(ParquetError::General("a column of a sort that no table has".to_owned())),
        }?;
        Ok(())
    }
}

/// Keeps a value, and says whether there is one.
fn keep<T>(values: &mut Vec<T>, value: Option<T>) -> i16 {
    let there = i16::from(value.is_some());
    values.extend(value);
    there
}

/// A day as Parquet counts it.
fn days(day: Date) -> Option<i32> {
    FIRST.until(day).ok().map(|span| span.get_days())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what cannot be")]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::super::column::{any, list};
    use super::*;

    /// A row in the letters of its cells, one for each column of [`columns`].
    type Row = [&'static str; 6];
    type Cell = fn(&Row, &mut String);

    fn columns() -> Vec<Column<Cell>> {
        let sorts: [(&str, Sort, Cell); 6] = [
            ("text", Sort::Text, |row, cell| cell.push_str(row[0])),
            ("whole", Sort::Whole, |row, cell| cell.push_str(row[1])),
            ("number", Sort::Number, |row, cell| cell.push_str(row[2])),
            ("day", Sort::Date, |row, cell| cell.push_str(row[3])),
            ("truth", Sort::YesNo, |row, cell| cell.push_str(row[4])),
            ("list", Sort::List, |row, cell| list(cell, row[5].split('|').filter(|value| !value.is_empty()))),
        ];
        let column = |(name, sort, cell)| Column {
            name,
            sort,
            unit: "",
            values: any as fn() -> String,
            meaning: "",
            cell,
        };
        sorts.map(column).into()
    }

    const FULL: Row = ["=1+1; \"é\"", "-7", "0.125", "2026-11-23", "yes", "staff|a; b|"];
    const EMPTY: Row = [""; 6];

    fn written(rows: &[Row], band: usize) -> Vec<u8> {
        let mut out = Vec::new();
        write(&columns(), rows.iter().copied(), band, &mut out).unwrap();
        out
    }

    /// What a reader finds, a line a row, and in how many bands.
    #[track_caller]
    fn check(rows: &[Row], band: usize, bands: usize, expected: &[&str]) {
        let reader = SerializedFileReader::new(bytes::Bytes::from(written(rows, band))).unwrap();
        assert_eq!(reader.num_row_groups(), bands);
        let found: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(found, expected);
    }

    const SAID: &str = "{text: \"=1+1; \"é\"\", whole: -7, number: 0.125, day: 2026-11-23, truth: true, list: [\"staff\", \"a; b\"]}";
    const SILENT: &str = "{text: null, whole: null, number: null, day: null, truth: null, list: []}";

    #[test]
    fn a_cell_is_the_value_that_it_says_and_an_empty_one_is_null() {
        check(&[FULL, EMPTY], 10, 1, &[SAID, SILENT]);
    }

    #[test]
    fn a_table_without_rows_has_its_columns() {
        check(&[], 10, 0, &[]);
    }

    #[test]
    fn rows_come_in_bands_and_stay_in_their_order() {
        check(&[EMPTY, FULL, FULL, EMPTY, FULL], 2, 3, &[SILENT, SAID, SAID, SILENT, SAID]);
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        assert_eq!(written(&[FULL, EMPTY], 1), written(&[FULL, EMPTY], 1));
    }
}
