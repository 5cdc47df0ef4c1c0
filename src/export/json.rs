//! Everything as JSON: each charter with its facts, its commitments in the scheme of the gold labels, and what else it says.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::charter::{CharterId, Facts};
use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
use crate::model::comparison::{Comparison, Profile};
use crate::model::confidence::{Confidence, Label};
use crate::model::language::Unlabelled;
use crate::model::measure::Measure;

/// Writes `{"charters": […]}`, a charter a line.
pub(super) fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"charters\":[")?;
    let mut line = Vec::new();
    for (index, profile) in comparison.profiles.iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        // Serialising writes word by word: to memory, and what there is of a charter from there at once.
        line.clear();
        serde_json::to_writer(&mut line, &Charter::of(profile))?;
        out.write_all(&line)?;
    }
    out.write_all(b"\n]}\n")
}

#[derive(Serialize)]
struct Charter<'a> {
    charter: &'a CharterId,
    page: String,
    facts: &'a Facts,
    /// The language that most of the text was found to be in; `facts` has what its front matter says.
    language: &'a str,
    /// Whether a person decided about any of its units.
    reviewed: bool,
    commitments: Vec<Labelled<'a>>,
    other: &'a [String],
    /// Which of the others were not labelled, since there are no rules for their language.
    unlabelled: &'a [Unlabelled],
}

impl<'a> Charter<'a> {
    fn of(profile: &'a Profile) -> Self {
        Self {
            charter: &profile.id,
            page: format!("charters/{}.html", profile.id),
            facts: &profile.facts,
            language: &profile.languages.main.id,
            reviewed: profile.is_reviewed(),
            commitments: profile.commitments.iter().map(Labelled::of).collect(),
            other: &profile.other,
            unlabelled: &profile.languages.unlabelled,
        }
    }
}

/// A commitment without its `because`: reasons are many times as long as labels, and `show` gives them.
#[derive(Serialize)]
struct Labelled<'a> {
    id: &'a str,
    text: &'a str,
    section: &'a str,
    party: Party,
    strength: Strength,
    topic: Topic,
    also: &'a [Topic],
    channels: &'a [Channel],
    measures: &'a [Measure],
    vague: &'a [String],
    confidence: Confidence,
    unsure: Vec<Label>,
    reviewed: bool,
}

impl<'a> Labelled<'a> {
    fn of(commitment: &'a Commitment) -> Self {
        Self {
            id: &commitment.id,
            text: &commitment.text,
            section: &commitment.section,
            party: commitment.party,
            strength: commitment.strength,
            topic: commitment.topic,
            also: &commitment.also,
            channels: &commitment.channels,
            measures: &commitment.measures,
            vague: &commitment.vague,
            confidence: commitment.confidence,
            unsure: commitment.unsure(),
            reviewed: commitment.reviewed,
        }
    }
}
