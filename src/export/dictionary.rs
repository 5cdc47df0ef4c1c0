//! The dictionary, a table of its own.

use super::column::{Column, Sort, any, ids};
use super::{Entry, FILES, Format};

type Cell = fn(&Entry, &mut String);

pub(super) const COLUMNS: &[Column<Cell>] = &[
    Column {
        name: "file",
        sort: Sort::Word,
        unit: "",
        values: || ids(FILES.iter().filter(|file| file.part.format() == Format::Csv).map(|file| file.path)),
        meaning: "The table that the column is in.",
        cell: |entry, cell| cell.push_str(entry.file),
    },
    Column {
        name: "column",
        sort: Sort::Text,
        unit: "",
        values: any,
        meaning: "Its name in the table's header.",
        cell: |entry, cell| cell.push_str(entry.column),
    },
    Column {
        name: "type",
        sort: Sort::Word,
        unit: "",
        values: || {
            use Sort::{Address, Date, List, Number, Text, Whole, Word, YesNo};
            ids([Text, Word, List, Whole, Number, YesNo, Date, Address].map(Sort::id))
        },
        meaning: "What sort of value it holds. In CSV lists have \"; \" between their values, and a text that begins with \
                  = + - @, a tab or a line end has an apostrophe before it, so that no spreadsheet takes it for a formula. In \
                  Parquet a list is a list of texts, yes or no a truth value, a text is as it is, and an empty cell is null.",
        cell: |entry, cell| cell.push_str(entry.sort),
    },
    Column {
        name: "unit",
        sort: Sort::Text,
        unit: "",
        values: any,
        meaning: "The unit of a number; empty where it has none.",
        cell: |entry, cell| cell.push_str(entry.unit),
    },
    Column {
        name: "values",
        sort: Sort::List,
        unit: "",
        values: any,
        meaning: "The values it may take, where they are few; an empty cell is allowed where the meaning says so.",
        cell: |entry, cell| cell.push_str(&entry.values),
    },
    Column {
        name: "meaning",
        sort: Sort::Text,
        unit: "",
        values: any,
        meaning: "What it means.",
        cell: |entry, cell| cell.push_str(entry.meaning),
    },
];
