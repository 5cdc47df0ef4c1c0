//! What describes the data set as a whole: the descriptor of a Frictionless data package, with a schema for each table made from
//! the dictionary, and a `CITATION.cff`.

use std::io::{self, Write};

use serde::Serialize;

use super::{EXTRACTS, Entry, FILES, File, Format, Part, Source};

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'static str,
    title: &'a str,
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    homepage: String,
    version: String,
    created: String,
    contributors: [Contributor<'a>; 1],
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Contributor<'a> {
    title: &'a str,
    roles: [&'static str; 1],
}

#[derive(Serialize)]
struct Resource {
    name: String,
    /// Relative to the descriptor.
    path: &'static str,
    description: &'static str,
    format: &'static str,
    mediatype: &'static str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    sort: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    sort: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    true_values: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    false_values: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(rename = "enum")]
    values: Vec<String>,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: [&'static str; 1],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: [&'static str; 1],
}

/// Writes `datapackage.json`.
pub(super) fn frictionless(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let entries = super::dictionary();
    let publication = source.publication;
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: "library-charters",
        title: &publication.name,
        description: about(source),
        homepage: publication.at("data.html"),
        version: publication.today.to_string(),
        created: format!("{}T00:00:00Z", publication.today),
        contributors: [Contributor { title: &publication.keeper, roles: ["publisher"] }],
        resources: FILES
            .iter()
            .chain(&EXTRACTS)
            .filter(|file| file.part != Part::Package)
            .map(|file| resource(file, &entries))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &package)?;
    out.write_all(b"\n")
}

/// What the data set is, in a sentence.
pub(super) fn about(source: &Source<'_>) -> String {
    let profiles = &source.comparison.profiles;
    let commitments: usize = profiles.iter().map(|profile| profile.commitments.len()).sum();
    format!(
        "Customer service charters of libraries, read line by line: {} charters and {commitments} commitments, each with its text, \
         its labels and its source.",
        profiles.len()
    )
}

fn resource(file: &File, entries: &[Entry]) -> Resource {
    let path = file.path.strip_prefix("data/").unwrap_or(file.path);
    let format = file.part.format();
    let table = format == Format::Csv;
    Resource {
        name: path.replace('.', "-").trim_end_matches("-csv").to_owned(),
        path,
        description: file.about,
        format: format.id(),
        mediatype: format.media_type(),
        sort: match format {
            Format::Csv => Some("table"),
            // A table as well, but readers of packages read lists of no format but their own: to them it is a file beside the CSV.
            Format::Parquet => Some("file"),
            _ => None,
        },
        encoding: format.is_text().then_some("utf-8"),
        schema: table.then(|| schema(described_by(file), entries)),
    }
}

/// The table whose columns a file has.
fn described_by(file: &File) -> &'static str {
    match file.part {
        Part::Standards(_) => "data/measures.csv",
        _ => file.path,
    }
}

fn schema(path: &str, entries: &[Entry]) -> Schema {
    let to = |field, resource, there| ForeignKey {
        fields: [field],
        reference: Reference { resource, fields: [there] },
    };
    let (primary_key, foreign_keys) = match path {
        "data/commitments.csv" => (vec!["id"], vec![to("charter", "charters", "charter")]),
        "data/measures.csv" => (
            vec!["commitment", "number"],
            vec![to("commitment", "commitments", "id"), to("charter", "charters", "charter")],
        ),
        "data/charters.csv" => (vec!["charter"], Vec::new()),
        "data/dictionary.csv" => (vec!["file", "column"], Vec::new()),
        _ => (Vec::new(), Vec::new()),
    };
    let fields = entries.iter().filter(|entry| entry.file == path).map(field).collect();
    Schema { fields, missing_values: [""], primary_key, foreign_keys }
}

fn field(entry: &Entry) -> Field {
    let (sort, yes, no) = match entry.sort {
        "whole number" => ("integer", None, None),
        "number" => ("number", None, None),
        "date" => ("date", None, None),
        "yes or no" => ("boolean", Some("yes"), Some("no")),
        _ => ("string", None, None),
    };
    let values = || entry.values.split("; ").map(str::to_owned).collect();
    Field {
        name: entry.column,
        sort,
        description: entry.meaning,
        unit: entry.unit,
        true_values: yes.into_iter().collect(),
        false_values: no.into_iter().collect(),
        constraints: (entry.sort == "word" && !entry.values.is_empty())
            .then(|| Constraints { values: values() }),
    }
}

/// Writes `CITATION.cff`. Strings of JSON are strings of YAML, so that nothing in a name is read as more than a name.
pub(super) fn cff(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let publication = source.publication;
    let quoted = |text: &str| serde_json::to_string(text).map_err(io::Error::from);
    writeln!(out, "cff-version: 1.2.0")?;
    writeln!(out, "message: \"If you use these data, please cite them so.\"")?;
    writeln!(out, "type: dataset")?;
    writeln!(out, "title: {}", quoted(&publication.name)?)?;
    writeln!(out, "abstract: {}", quoted(&about(source))?)?;
    writeln!(out, "authors:\n  - name: {}", quoted(&publication.keeper)?)?;
    writeln!(out, "date-released: {}", publication.today)?;
    writeln!(out, "version: \"{}\"", publication.today)?;
    let address = publication.at("data.html");
    if !address.is_empty() {
        writeln!(out, "url: {}", quoted(&address)?)?;
    }
    writeln!(out, "keywords:\n  - libraries\n  - customer service charters\n  - service standards")
}
