//! What a person decided about one charter: `<slug>.labels.json`, in the scheme of the gold labels. A label that is left out
//! stays the machine's, as does a unit.

use serde::{Deserialize, Serialize};

use super::commitment::{Channel, Commitment, Party, Strength, Topic};
use super::document::Place;
use super::measure::Measure;

/// What a person decided about one charter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// The file that they stand in, as findings name it.
    pub path: String,
    /// Whose they are: `<kind>/<slug>`.
    pub charter: String,
    /// The units that promise or ask something.
    pub commitments: Vec<Correction>,
    /// The units that do not.
    pub other: Vec<NoCommitment>,
}

impl Corrections {
    /// Whether they are of that charter.
    ///
    /// # Errors
    /// What to say where they are of another.
    pub fn are_of(&self, charter: &str) -> Result<(), String> {
        if self.charter == charter {
            Ok(())
        } else {
            Err(format!("these are the labels of `{}`, and they stand beside `{charter}`", self.charter))
        }
    }
}

/// A unit that a person says is a commitment, with the labels that the person gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The unit, exactly as in the charter, without marks.
    pub text: String,
    /// The nearest heading: which of several units of one text is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Who owes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// How firmly it is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// What it is about, above all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// What it is about besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Vec<Topic>>,
    /// The ways of contact that it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<Channel>>,
    /// Its figures, in the order of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Vec<Measure>>,
    /// The words that promise a level without saying which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vague: Option<Vec<String>>,
    /// Where it stands in the file of corrections.
    #[serde(skip)]
    pub place: Place,
}

/// A unit that a person says is no commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoCommitment {
    /// The unit, exactly as in the charter, without marks.
    pub text: String,
    /// Where it stands in the file of corrections.
    pub place: Place,
}

impl Correction {
    /// All labels of a commitment as they are, as a person's.
    #[must_use]
    pub fn of(commitment: &Commitment) -> Self {
        Self {
            text: commitment.text.clone(),
            section: Some(commitment.section.clone()),
            party: Some(commitment.party),
            strength: Some(commitment.strength),
            topic: Some(commitment.topic),
            also: Some(commitment.also.clone()),
            channels: Some(commitment.channels.clone()),
            measures: Some(commitment.measures.clone()),
            vague: Some(commitment.vague.clone()),
            place: Place::default(),
        }
    }
}

/// The rule that stands for a person's decision in the reasons of a label.
pub const REVIEWED: &str = "reviewed";
