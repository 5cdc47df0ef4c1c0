//! What `show --unsure` prints: the commitments with an unsure label, and the units that may be one, the least sure first.

use std::io::{self, Write};

use serde::Serialize;

use super::page::{dim, reason};
use crate::Labelled;
use crate::cli::layout::wrap;
use crate::cli::terminal::{BOLD, DIM, clean, count};
use crate::model::commitment::Commitment;
use crate::model::confidence::Label;

/// A unit that a person should look at.
#[derive(Serialize)]
pub(in crate::cli) struct Unsure<'a> {
    /// The unit.
    text: &'a str,
    /// The nearest heading.
    section: &'a str,
    /// The line of the file that it stands on; 0 where that is not known.
    line: u32,
    /// The labels that are unsure, the least sure first.
    labels: Vec<Doubtful>,
    #[serde(skip)]
    commitment: &'a Commitment,
}

/// A label that is unsure.
#[derive(Serialize)]
struct Doubtful {
    label: Label,
    says: String,
    confidence: f32,
}

/// Every unit of a charter with an unsure label, the least sure first.
pub(in crate::cli) fn unsure(labelled: &Labelled) -> Vec<Unsure<'_>> {
    let extraction = &labelled.extraction;
    let commitments = extraction.commitments.iter().filter_map(|one| {
        let doubtful =
            |label: Label| Doubtful { label, says: one.says(label), confidence: one.confidence.of(label) };
        let labels: Vec<Doubtful> = one.unsure().into_iter().map(doubtful).collect();
        (!labels.is_empty()).then(|| unit(one, labels))
    });
    let others = extraction.doubts.iter().map(|doubt| {
        let confidence = extraction.other_confidence.get(doubt.other).copied().unwrap_or_default();
        unit(
            &doubt.commitment,
            vec![Doubtful { label: Label::Commitment, says: "no".to_owned(), confidence }],
        )
    });
    let mut all: Vec<Unsure<'_>> = commitments.chain(others).collect();
    let least = |one: &Unsure<'_>| one.labels.first().map_or(1.0, |label| label.confidence);
    all.sort_by(|a, b| least(a).total_cmp(&least(b)));
    all
}

fn unit(commitment: &Commitment, labels: Vec<Doubtful>) -> Unsure<'_> {
    let Commitment { text, section, place, .. } = commitment;
    Unsure { text, section, line: place.line, labels, commitment }
}

/// Writes them for people.
pub(super) fn page(out: &mut dyn Write, labelled: &Labelled, asked: &str, why: bool) -> io::Result<()> {
    let all = unsure(labelled);
    for one in &all {
        wrap(out, "", &clean(one.text))?;
        let mut place = if one.line > 0 { format!("line {}", one.line) } else { String::new() };
        if !one.section.is_empty() {
            place = format!("{place}, under \"{}\"", one.section);
        }
        if !place.is_empty() {
            dim(out, place.trim_start_matches(", "))?;
        }
        for Doubtful { label, says, confidence } in &one.labels {
            writeln!(out, "    {BOLD}?{BOLD:#} {} {confidence:.2}  {}", label.id(), clean(says))?;
            if why {
                for because in one.commitment.because.iter().filter(|because| because.is_for(*label)) {
                    dim(out, &reason(because))?;
                }
            }
        }
        writeln!(out)?;
    }
    match all.len() {
        0 => writeln!(out, "{DIM}no label is unsure{DIM:#}"),
        some => {
            let units = count(some, "unit");
            writeln!(out, "{units} to look at: `charterhouse review {}`", clean(asked))
        }
    }
}
