//! The data set: what the site offers to download, written row by row so that no second copy of it is ever held.
//!
//! Each column is described where its cells are made, so that header, dictionary and the site's data page cannot part.
//! Tables are CSV as RFC 4180 says (commas, quotes doubled, lines ended by CR LF), in UTF-8 without a mark, with a header; the
//! large ones are Parquet besides.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::comparison::Comparison;
use crate::model::publication::Publication;
use crate::model::scale::Scale;
use crate::model::topic::TopicText;

mod column;
mod commitments;
mod measures;
mod charters;
mod json;
mod dictionary;
mod citations;
mod topics;
mod package;
mod format;
mod parquet;

use column::{Column, table};
pub use format::Format;

/// A file of the data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its place in the site, such as `data/commitments.csv`.
    pub path: &'static str,
    /// What one row of it is; for the JSON file, what it holds.
    pub about: &'static str,
    /// Which of them it is.
    #[serde(skip)]
    pub part: Part,
}

/// The parts of the data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A row for each commitment.
    Commitments,
    /// A row for each measure of each commitment.
    Measures,
    /// A row for each charter.
    Charters,
    /// Everything, nested.
    Json,
    /// A row for each column of each table.
    Dictionary,
    /// The citation of each charter, for BibTeX.
    Bibtex,
    /// The same in RIS.
    Ris,
    /// The same as CSL-JSON.
    Csl,
    /// The topics as a concept scheme, in Turtle.
    Turtle,
    /// The same as JSON-LD.
    JsonLd,
    /// What describes all other files.
    Package,
    /// How the data set is cited.
    Cff,
    /// The rows of measures that the charts of one scale show.
    Standards(Scale),
    /// A table once more, with types.
    Typed(Table),
}

/// The tables that are written in two formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// [`Part::Commitments`].
    Commitments,
    /// [`Part::Measures`].
    Measures,
    /// [`Part::Charters`].
    Charters,
}

impl Part {
    /// In which format it is written.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            Self::Json | Self::Package => Format::Json,
            Self::Bibtex => Format::Bibtex,
            Self::Ris => Format::Ris,
            Self::Csl => Format::Csl,
            Self::Turtle => Format::Turtle,
            Self::JsonLd => Format::JsonLd,
            Self::Cff => Format::Cff,
            Self::Typed(_) => Format::Parquet,
            _ => Format::Csv,
        }
    }
}

/// What the data set is made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What was found in all charters.
    pub comparison: &'a Comparison,
    /// What readers are told of each topic, in the order of topics.
    pub topics: &'a [&'a TopicText],
    /// What the site is called, who keeps it, and where it is read.
    pub publication: &'a Publication,
}

/// Every file, in the order in which the data page offers them.
pub const FILES: [File; 15] = [
    File {
        path: "data/commitments.csv",
        about: "One row for each commitment: its text, its labels, its first figure and its source.",
        part: Part::Commitments,
    },
    File {
        path: "data/measures.csv",
        about: "One row for each figure of each commitment, with what it comes to on its scale.",
        part: Part::Measures,
    },
    File {
        path: "data/charters.csv",
        about: "One row for each charter: its source, how many commitments it makes and of what sort.",
        part: Part::Charters,
    },
    File {
        path: "data/commitments.parquet",
        about: "The rows and columns of commitments.csv with types: numbers, days, yes or no, and lists as lists; an empty cell is null.",
        part: Part::Typed(Table::Commitments),
    },
    File {
        path: "data/measures.parquet",
        about: "The rows and columns of measures.csv with types.",
        part: Part::Typed(Table::Measures),
    },
    File {
        path: "data/charters.parquet",
        about: "The rows and columns of charters.csv with types.",
        part: Part::Typed(Table::Charters),
    },
    File {
        path: "data/charterhouse.json",
        about: "Everything, nested: each charter with its facts, its commitments and what else it says.",
        part: Part::Json,
    },
    File {
        path: "data/dictionary.csv",
        about: "One row for each column of the tables: its type, its unit, the values it may take, and what it means.",
        part: Part::Dictionary,
    },
    File {
        path: "data/charters.bib",
        about: "How each charter is cited, for BibTeX and what reads it.",
        part: Part::Bibtex,
    },
    File {
        path: "data/charters.ris",
        about: "How each charter is cited, for Zotero, EndNote, Mendeley and others.",
        part: Part::Ris,
    },
    File {
        path: "data/charters.csl.json",
        about: "How each charter is cited, for programs that format citations by a style.",
        part: Part::Csl,
    },
    File {
        path: "data/topics.ttl",
        about: "The topics as a concept scheme (SKOS), each with its definition.",
        part: Part::Turtle,
    },
    File {
        path: "data/topics.jsonld",
        about: "The same concept scheme as linked data in JSON.",
        part: Part::JsonLd,
    },
    File {
        path: "data/datapackage.json",
        about: "What describes the files to programs (Frictionless Data Package): every table with the schema of its columns.",
        part: Part::Package,
    },
    File {
        path: "data/CITATION.cff",
        about: "How the data set as a whole is cited (Citation File Format).",
        part: Part::Cff,
    },
];

/// What the charts of the standards show, a file a scale: rows of `data/measures.csv`, with its columns, beside the charts that
/// they were drawn from. They hold nothing that the data set has not.
pub const EXTRACTS: [File; 4] = [
    extract("data/standards-working-time.csv", Scale::WorkingTime),
    extract("data/standards-calendar-time.csv", Scale::CalendarTime),
    extract("data/standards-percentage.csv", Scale::Percentage),
    extract("data/standards-frequency.csv", Scale::Frequency),
];

const fn extract(path: &'static str, scale: Scale) -> File {
    let about = "One row for each figure of one scale that a library promises, with the columns of `data/measures.csv`.";
    File { path, about, part: Part::Standards(scale) }
}

/// Writes one file of the data set.
///
/// # Errors
/// Whatever `out` says.
pub fn write(file: &File, source: &Source<'_>, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let comparison = source.comparison;
    match file.part {
        Part::Commitments => table(commitments::COLUMNS, commitments::rows(comparison), out),
        Part::Measures => table(measures::COLUMNS, measures::rows(comparison), out),
        Part::Charters => table(charters::COLUMNS, charters::rows(comparison), out),
        Part::Typed(Table::Commitments) => {
            parquet::table(commitments::COLUMNS, commitments::rows(comparison), out)
        }
        Part::Typed(Table::Measures) => parquet::table(measures::COLUMNS, measures::rows(comparison), out),
        Part::Typed(Table::Charters) => parquet::table(charters::COLUMNS, charters::rows(comparison), out),
        Part::Json => json::write(comparison, out),
        Part::Standards(scale) => table(measures::COLUMNS, measures::of_scale(comparison, scale), out),
        Part::Dictionary => table(dictionary::COLUMNS, dictionary().into_iter(), out),
        Part::Bibtex => citations::bibtex(source, out),
        Part::Ris => citations::ris(source, out),
        Part::Csl => citations::csl(source, out),
        Part::Turtle => topics::turtle(source, out),
        Part::JsonLd => topics::json_ld(source, out),
        Part::Package => package::frictionless(source, out),
        Part::Cff => package::cff(source, out),
    }
}

/// Every column of every table, in the order of files and columns.
#[must_use]
pub fn dictionary() -> Vec<Entry> {
    let mut entries = described("data/commitments.csv", commitments::COLUMNS);
    entries.extend(described("data/measures.csv", measures::COLUMNS));
    entries.extend(described("data/charters.csv", charters::COLUMNS));
    entries.extend(described("data/dictionary.csv", dictionary::COLUMNS));
    entries
}

/// A line of the dictionary: what a column holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The file that it is in.
    pub file: &'static str,
    /// Its name in the header.
    pub column: &'static str,
    /// What sort of value it holds, such as "whole number".
    pub sort: &'static str,
    /// In which unit; empty where there is none.
    pub unit: &'static str,
    /// The values it may take, parted by semicolons; empty where any will do.
    pub values: String,
    /// What it means, in a sentence.
    pub meaning: &'static str,
}

fn described<Cell>(file: &'static str, columns: &[Column<Cell>]) -> Vec<Entry> {
    let entry = |column: &Column<Cell>| Entry {
        file,
        column: column.name,
        sort: column.sort.id(),
        unit: column.unit,
        values: (column.values)(),
        meaning: column.meaning,
    };
    columns.iter().map(entry).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what cannot be")]
mod tests;
