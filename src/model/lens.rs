//! A lens: a way of reading charters that the sources of this project teach, such as "what do they call their customers?".
//!
//! A lens sorts what charters say into groups, by words (rules of its file) or by labels. Each is one file under
//! `src/lexicon/en/lens/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::charter::Kind;
use super::commitment::{Commitment, Party, Strength, Topic};

/// What readers of the site are told of a lens, and its groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lens {
    /// Its file's name, such as `customer`: a part of addresses and of rule ids.
    pub id: String,
    /// As in "Names for the customer".
    pub title: String,
    /// The question that it asks of a charter.
    pub question: String,
    /// Why it is worth asking, in a sentence or two.
    pub why: String,
    /// Which source it comes from, in the numbers of `DESIGN.md`, such as `000, 004`.
    pub source: String,
    /// Its place among the lenses; those of one place stand in the order of their ids.
    pub place: u16,
    /// In the order of its file.
    pub groups: Vec<Group>,
}

/// One of the answers that a lens tells apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Group {
    /// What the rules of the file say where they hit, such as `patron`.
    pub says: String,
    /// As in "patron".
    pub name: String,
    /// What a reader should know or could write in its place; empty where there is nothing to say.
    #[serde(default)]
    pub note: String,
    /// Which commitments belong to it by their labels, where words alone do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<ByLabels>,
}

/// Commitments by their labels: one belongs where each of these that is given fits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ByLabels {
    /// Who owes it.
    pub party: Option<Party>,
    /// One of these.
    #[serde(default)]
    pub strength: Vec<Strength>,
    /// Its main topic is one of these.
    #[serde(default)]
    pub topic: Vec<Topic>,
    /// Whether it has vague words and no figure.
    pub vague: Option<bool>,
}

impl ByLabels {
    /// Whether a commitment's labels fit.
    #[must_use]
    pub fn fit(&self, commitment: &Commitment) -> bool {
        self.fit_as(commitment, commitment.topic)
    }

    /// Whether they would fit if its main topic were that one: a commitment may be about something else besides.
    #[must_use]
    pub fn fit_as(&self, commitment: &Commitment, topic: Topic) -> bool {
        let vague = !commitment.vague.is_empty() && commitment.measures.is_empty();
        self.party.is_none_or(|party| party == commitment.party)
            && (self.strength.is_empty() || self.strength.contains(&commitment.strength))
            && (self.topic.is_empty() || self.topic.contains(&topic))
            && self.vague.is_none_or(|wanted| wanted == vague)
    }
}

/// Where in a lexicon's lenses a group stands: the lens and the group, each as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InLens {
    /// The lens.
    pub lens: u16,
    /// Its group.
    pub group: u16,
}

/// A unit of a charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitAt {
    /// A commitment, as an index into the profile's.
    Commitment(u32),
    /// A unit that is none, as an index into the profile's other texts.
    Other(u32),
}

/// Words of a charter that a lens sorts into a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Lens and group.
    pub of: InLens,
    /// The unit that they stand in.
    pub at: UnitAt,
    /// Where the words begin and end in the unit's text, in bytes.
    pub words: (u32, u32),
}

/// What a lens shows of all charters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LensReading<'a> {
    /// The lens.
    pub lens: &'a Lens,
    /// What stands in each group, in the order of the lens's groups.
    pub groups: Vec<GroupReading>,
}

/// What stands in one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupReading {
    /// How many charters, by kind; a kind without any is left out.
    pub by_kind: BTreeMap<Kind, usize>,
    /// In how many units.
    pub units: usize,
    /// Some of them: at most a few charters of each kind, spread over all that there are.
    pub examples: Vec<Example>,
}

impl GroupReading {
    /// How many charters of any kind.
    #[must_use]
    pub fn charters(&self) -> usize {
        self.by_kind.values().sum()
    }
}

/// A unit that stands in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example {
    /// Its profile, as an index into the comparison's.
    pub profile: u32,
    /// The unit.
    pub at: UnitAt,
    /// The words that told, in bytes of its text; the same twice where labels told.
    pub words: (u32, u32),
}
