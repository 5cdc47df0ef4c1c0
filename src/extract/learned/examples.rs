//! Example sentences of our own, labelled as `gold/LABELS.md` says: lessons besides the gold labels.
//!
//! A file is a table with tabs, its first line `party strength topic also section lead_in shape text title`; `title` may be
//! left out. `party` is `library`, `user`, or `other` for a unit that is no commitment. Lines of one title that follow one
//! another are one charter; a line without a title is a charter of its own.

use crate::error::Error;
use crate::model::commitment::{Party, Strength, Topic};
use crate::model::document::{Block, Document, Place, Section, Shape, Unit};
use crate::model::labels::{LabelledUnit, Labels};

use super::lessons::Taught;

/// How much an example counts beside a unit of a real charter.
const WEIGHT: f32 = 0.5;

/// Reads a file of examples. `path` names it in errors.
///
/// # Errors
/// A line that is not as the [module](self) says, with its number.
pub fn examples(path: &str, text: &str) -> Result<Vec<Taught>, Error> {
    let mut found: Vec<Taught> = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |what: String| Error::Lexicon { path: format!("{path}:{}", number + 1), message: what };
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let &[party, strength, _, also, section, lead_in, shape, text, ref rest @ ..] = cells.as_slice()
        else {
            return Err(wrong(format!("a line has eight cells, and this one has {}", cells.len())));
        };
        let title = rest.first().copied().unwrap_or_default();
        let joins = found.last().is_some_and(|last| !title.is_empty() && last.title == title);
        if !joins {
            found.push(Taught {
                document: Document::default(),
                title: title.to_owned(),
                labels: Labels { charter: String::new(), commitments: Vec::new(), other: Vec::new() },
                weight: WEIGHT,
            });
        }
        let Some(taught) = found.last_mut() else { continue };
        add(&mut taught.document, section, lead_in, shape, text);
        if party == "other" {
            taught.labels.other.push(text.to_owned());
            continue;
        }
        let unknown = |label: &str, id: &str| wrong(format!("`{id}` is no {label}"));
        let topic = |id: &str| Topic::from_id(id).ok_or_else(|| unknown("topic", id));
        taught.labels.commitments.push(LabelledUnit {
            text: text.to_owned(),
            section: section.to_owned(),
            party: Party::from_id(party).ok_or_else(|| unknown("party", party))?,
            strength: Strength::from_id(strength).ok_or_else(|| unknown("strength", strength))?,
            topic: topic(cells.get(2).copied().unwrap_or_default())?,
            also: also
                .split(',')
                .map(str::trim)
                .filter(|id| !id.is_empty())
                .map(topic)
                .collect::<Result<_, _>>()?,
            channels: Vec::new(),
            measures: Vec::new(),
            vague: Vec::new(),
        });
    }
    Ok(found)
}

/// Adds a unit to a document, to the last section and block where they are the same.
fn add(document: &mut Document, heading: &str, lead_in: &str, shape: &str, text: &str) {
    let shape = match shape {
        "list" => Shape::List,
        "row" => Shape::Table,
        _ => Shape::Paragraph,
    };
    if document.sections.last().is_none_or(|section| section.heading != heading) {
        document.sections.push(Section { heading: heading.to_owned(), level: 2, ..Section::default() });
    }
    let Some(section) = document.sections.last_mut() else {
        return;
    };
    if section.blocks.last().is_none_or(|block| block.shape != shape || block.lead_in != lead_in) {
        section.blocks.push(Block {
            shape,
            lead_in: lead_in.to_owned(),
            header: Vec::new(),
            units: Vec::new(),
        });
    }
    if let Some(block) = section.blocks.last_mut() {
        block.units.push(Unit { text: text.to_owned(), place: Place::default() });
    }
}
