//! The data set: what the site offers to download, written row by row so that no second copy of it is ever held.
//!
//! Each column is described where its cells are made, so that header, dictionary and the site's data page cannot part.
//! Tables are CSV as RFC 4180 says (commas, quotes doubled, lines ended by CR LF), in UTF-8 without a mark, with a header.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::comparison::Comparison;
use crate::model::publication::Publication;
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

use column::{Column, table};

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
            _ => Format::Csv,
        }
    }
}

/// The formats of the data set's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Comma-separated values, as RFC 4180 has them.
    Csv,
    /// JSON.
    Json,
    /// BibTeX.
    Bibtex,
    /// The format of Research Information Systems.
    Ris,
    /// The JSON of the Citation Style Language.
    Csl,
    /// Turtle.
    Turtle,
    /// JSON for linked data.
    JsonLd,
    /// Citation File Format, which is YAML.
    Cff,
}

impl Format {
    /// As readers know it, as in "BibTeX".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::Csl => "CSL-JSON",
            Self::Turtle => "Turtle",
            Self::JsonLd => "JSON-LD",
            Self::Cff => "CFF",
        }
    }

    /// As the descriptor of the data package names it: mostly the ending of its files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json | Self::Csl => "json",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::Cff => "cff",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Bibtex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::Turtle => "text/turtle",
            Self::JsonLd => "application/ld+json",
            Self::Cff => "application/yaml",
        }
    }

    /// Whether it is text, which is always in UTF-8.
    #[must_use]
    pub fn is_text(self) -> bool {
        true
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
pub const FILES: [File; 12] = [
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

/// Writes one file of the data set.
///
/// # Errors
/// Whatever `out` says.
pub fn write(file: &File, source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let comparison = source.comparison;
    match file.part {
        Part::Commitments => table(commitments::COLUMNS, commitments::rows(comparison), out),
        Part::Measures => table(measures::COLUMNS, measures::rows(comparison), out),
        Part::Charters => table(charters::COLUMNS, charters::rows(comparison), out),
        Part::Json => json::write(comparison, out),
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
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;
    use crate::model::charter::{Basis, CharterId, Facts, Kind};
    use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
    use crate::model::comparison::Profile;
    use crate::model::document::Place;
    use crate::model::measure::{Bound, Measure, TimeUnit};

    fn commitment(text: &str, party: Party, measures: &[Measure]) -> Commitment {
        Commitment {
            text: text.to_owned(),
            section: "Post, telephone".to_owned(),
            party,
            strength: Strength::Firm,
            topic: Topic::Contact,
            also: vec![Topic::Enquiries, Topic::Staff],
            channels: vec![Channel::Email, Channel::Post],
            measures: measures.to_vec(),
            vague: vec!["promptly".to_owned()],
            id: "0123abcd".to_owned(),
            because: Vec::new(),
            confidence: crate::model::confidence::Confidence::CERTAIN,
            reviewed: false,
            place: Place::default(),
            lead_in: String::new(),
        }
    }

    fn one(commitments: Vec<Commitment>) -> Comparison {
        let facts = Facts {
            name: "=HYPERLINK(\"https://example.org\")".to_owned(),
            kind: Kind::Public,
            country: "GB".to_owned(),
            region: None,
            title: "Our \"promise\", and yours".to_owned(),
            url: "https://example.org/".to_owned(),
            retrieved: date(2026, 11, 23),
            basis: Basis::Summary,
            language: "en".to_owned(),
        };
        let id = CharterId::new(Kind::Public, "a").unwrap();
        let other = vec!["The town is old.".to_owned()];
        let profile = Profile {
            id,
            path: "charters/public/a.md".to_owned(),
            facts,
            commitments,
            other,
            remarks: Vec::new(),
            reviewed: 0,
            languages: Default::default(),
        };
        Comparison { profiles: vec![profile], ..Comparison::default() }
    }

    fn written(path: &str, comparison: &Comparison) -> String {
        let file = FILES.iter().find(|file| file.path == path).unwrap();
        let mut out = Vec::new();
        let publication = Publication::named("Charters \"of\" <all>\n", date(2026, 11, 24));
        let topic = TopicText {
            id: Topic::Hours,
            name: "Hours \"\\\n".to_owned(),
            question: "Open?".to_owned(),
            covers: "Hours.".to_owned(),
            hint: "Say.".to_owned(),
        };
        let source = Source { comparison, topics: &[&topic], publication: &publication };
        write(file, &source, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// A cell of the first row, as a reader of CSV gets it.
    #[track_caller]
    fn check(path: &str, column: &str, expected: &str) {
        let days = Measure::Duration { bound: Bound::Max, value: 2.0, unit: TimeUnit::Day, working: true };
        let share = Measure::Percentage { bound: Bound::Exact, value: 95.0 };
        let promise = commitment("+44 is answered\nwithin two days", Party::Library, &[days, share]);
        let text = written(path, &one(vec![promise, commitment("Please wait", Party::User, &[])]));
        let mut csv = csv::Reader::from_reader(text.as_bytes());
        let index = csv.headers().unwrap().iter().position(|name| name == column).unwrap();
        assert_eq!(&csv.records().next().unwrap().unwrap()[index], expected);
    }

    #[test]
    fn a_commitment_s_row_says_all_that_is_known_of_it() {
        let path = "data/commitments.csv";
        check(path, "title", "Our \"promise\", and yours");
        check(path, "region", "");
        check(path, "also", "enquiries; staff");
        check(path, "channels", "email; post");
        check(path, "measures", "within 2 working days; 95 %");
        check(path, "first_kind", "duration");
        check(path, "first_bound", "max");
        check(path, "first_value", "2");
        check(path, "first_unit", "day");
        check(path, "first_working", "yes");
        check(path, "first_scale", "working-time");
        check(path, "first_amount", "16");
        check(path, "page", "charters/public/a.html#c-0123abcd");
    }

    #[test]
    fn a_measure_has_a_row_of_its_own() {
        check("data/measures.csv", "number", "1");
        check("data/measures.csv", "words", "within 2 working days");
        check("data/measures.csv", "amount", "16");
    }

    #[test]
    fn a_charter_s_shares_are_of_what_the_library_promises() {
        check("data/charters.csv", "commitments", "2");
        check("data/charters.csv", "by_user", "1");
        check("data/charters.csv", "share_figure", "1");
        check("data/charters.csv", "topics", "enquiries; contact; staff");
        check("data/charters.csv", "other", "1");
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("data/commitments.csv", "text", "'+44 is answered\nwithin two days");
        check("data/commitments.csv", "library", "'=HYPERLINK(\"https://example.org\")");
        check("data/charters.csv", "library", "'=HYPERLINK(\"https://example.org\")");
    }

    #[test]
    fn a_charter_that_promises_nothing_has_no_shares() {
        let text = written("data/charters.csv", &one(Vec::new()));
        assert!(
            text.lines().nth(1).unwrap().contains(",0,0,0,0,0,0,0,0,,,,1,0,no,0,0,,,charters/public/a.html")
        );
    }

    #[test]
    fn every_column_of_every_table_has_its_line_in_the_dictionary() {
        let entries = dictionary();
        for file in FILES.iter().filter(|file| file.part.format() == Format::Csv) {
            let text = written(file.path, &one(Vec::new()));
            let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
            let described: Vec<&str> =
                entries.iter().filter(|entry| entry.file == file.path).map(|entry| entry.column).collect();
            assert_eq!(header, described, "{}", file.path);
            assert_eq!(header.iter().collect::<BTreeSet<_>>().len(), header.len(), "{}", file.path);
        }
        assert!(entries.iter().all(|entry| entry.meaning.ends_with('.')));
        let text = written("data/dictionary.csv", &one(Vec::new()));
        let mut csv = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(csv.records().count(), entries.len());
    }

    #[test]
    fn a_table_without_rows_still_has_its_header_and_lines_end_as_the_standard_says() {
        let text = written("data/commitments.csv", &Comparison::default());
        assert!(text.starts_with("id,charter,library,") && text.ends_with("page\r\n"));
    }

    #[test]
    fn the_json_has_the_scheme_of_the_gold_labels() {
        let comparison = one(vec![commitment("We \"reply\"", Party::Library, &[])]);
        let read: serde_json::Value =
            serde_json::from_str(&written("data/charterhouse.json", &comparison)).unwrap();
        let charter = &read["charters"][0];
        assert_eq!(charter["charter"], "public/a");
        assert_eq!(charter["facts"]["retrieved"], "2026-11-23");
        assert_eq!(charter["commitments"][0]["party"], "library");
        assert_eq!(charter["commitments"][0]["also"][1], "staff");
        assert_eq!(charter["other"][0], "The town is old.");
        let none: serde_json::Value =
            serde_json::from_str(&written("data/charterhouse.json", &Comparison::default())).unwrap();
        assert_eq!(none["charters"].as_array().unwrap().len(), 0);
    }

    #[test]
    fn what_is_made_up_is_cited_by_nobody() {
        let mut comparison = one(Vec::new());
        assert!(written("data/charters.bib", &comparison).starts_with("@misc{public-a,"));
        let csl: serde_json::Value =
            serde_json::from_str(&written("data/charters.csl.json", &comparison)).unwrap();
        assert_eq!(csl[0]["title"], "Our \"promise\", and yours");
        comparison.profiles[0].facts.basis = Basis::Sample;
        for path in ["data/charters.bib", "data/charters.ris"] {
            assert_eq!(written(path, &comparison), "", "{path}");
        }
    }

    #[test]
    fn the_package_describes_every_other_file_and_every_column() {
        let package: serde_json::Value =
            serde_json::from_str(&written("data/datapackage.json", &one(Vec::new()))).unwrap();
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), FILES.len() - 1);
        let columns: usize =
            resources.iter().filter_map(|one| one["schema"]["fields"].as_array().map(Vec::len)).sum();
        assert_eq!(columns, dictionary().len());
    }

    #[test]
    fn a_topic_s_name_ends_no_literal() {
        let turtle = written("data/topics.ttl", &Comparison::default());
        assert!(turtle.contains("skos:prefLabel \"Hours \\\"\\\\\\n\"@en ;"), "{turtle}");
        assert!(turtle.contains("<topics.ttl#hours> a skos:Concept"), "{turtle}");
        let graph: serde_json::Value =
            serde_json::from_str(&written("data/topics.jsonld", &Comparison::default())).unwrap();
        assert_eq!(graph["@graph"][1]["@id"], "topics.ttl#hours");
    }
}
