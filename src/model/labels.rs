//! A person's labels for one charter, in the scheme of `gold/LABELS.md`: to measure the machine by, and to train it on.

use serde::{Deserialize, Serialize};

use super::commitment::{Channel, Party, Strength, Topic};
use super::measure::Measure;

/// A person's labels for one charter: each unit stands in just one of the two lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// `<kind>/<slug>`.
    pub charter: String,
    /// The units that promise or ask something.
    pub commitments: Vec<LabelledUnit>,
    /// The texts of all others.
    pub other: Vec<String>,
}

/// A person's labels for one commitment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelledUnit {
    /// The unit, exactly as in the charter, without marks.
    pub text: String,
    /// The nearest heading; empty before the first.
    pub section: String,
    /// Who owes it.
    pub party: Party,
    /// How firmly it is promised.
    pub strength: Strength,
    /// What it is about, above all.
    pub topic: Topic,
    /// What it is about besides.
    pub also: Vec<Topic>,
    /// The ways of contact that it names.
    pub channels: Vec<Channel>,
    /// Every figure that sets a level of service, in the order of the text.
    pub measures: Vec<Measure>,
    /// The words that promise a level without saying which.
    pub vague: Vec<String>,
}

/// A text without marks of emphasis, its white space folded, and one sign for all quotes and one for all dashes: the form in which a unit and a person's copy of it are held
/// against each other.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain = text.chars().filter_map(|letter| match letter {
        '*' | '_' | '`' | '\\' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '‘' | '’' | 'ʼ' | '“' | '”' | '„' | '«' | '»' | '"' => Some('\''),
        '‐' | '‑' | '–' | '—' => Some('-'),
        _ => Some(letter),
    });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
