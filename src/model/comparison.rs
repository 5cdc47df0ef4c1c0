//! All profiles side by side: who covers what, which figures may be compared, and who is silent where peers speak.

use std::collections::BTreeMap;

use serde::Serialize;

use super::charter::{CharterId, Facts, Kind};
use super::commitment::{Channel, Commitment, Topic};
use super::figures::{Figures, Selection};
use super::language::{Language, Languages};
use super::lens::Remark;
use super::measure::Measure;
use super::scale::{Scaled, Sense};

/// A charter with its commitments.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// Its name in this project.
    pub id: CharterId,
    /// Where the charter file is, from the project's folder, with `/` between names.
    pub path: String,
    /// Whose it is and where it was found.
    pub facts: Facts,
    /// Which languages it is in, and what was not labelled for that.
    pub languages: Languages,
    /// What it promises and asks, in the order of the charter.
    pub commitments: Vec<Commitment>,
    /// What else it says: the units that are no commitments, in the order of the charter.
    pub other: Vec<String>,
    /// What the lenses see in both.
    #[serde(skip)]
    pub remarks: Vec<Remark>,
    /// How many of its units a person has decided about; a charter is reviewed where there are any.
    pub reviewed: usize,
}

impl Profile {
    /// Whether a person has decided about any of its units.
    #[must_use]
    pub fn is_reviewed(&self) -> bool {
        self.reviewed > 0
    }

    /// How many units it has in all.
    #[must_use]
    pub fn units(&self) -> usize {
        self.commitments.len() + self.other.len()
    }

    /// Its main language, where nothing in it was labelled since there are no rules for it: such a charter is shown, and is left
    /// out of every figure, for its silence would be ours.
    #[must_use]
    pub fn unlabelled(&self) -> Option<&Language> {
        self.languages.are_all_unlabelled(self.units()).then_some(&self.languages.main)
    }
}

/// All profiles side by side.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// In the order of their ids.
    pub profiles: Vec<Profile>,
    /// Who covers which topic: a cell for every topic and kind.
    pub coverage: Coverage,
    /// Every measure of every commitment by a library, on a scale, in the order of profiles and their commitments.
    pub standards: Vec<Standard>,
    /// What each charter is silent on where its peers speak: one list a profile, in the same order, the commonest first.
    pub gaps: Vec<Vec<Gap>>,
    /// The figures of every selection of standards that has any, in order, so that a page need not walk them all.
    #[serde(skip)]
    pub figures: BTreeMap<Selection, Figures>,
    /// The wordings of each topic, near-identical ones together: the commonest first, then the shortest.
    #[serde(skip)]
    pub alike: BTreeMap<Topic, Vec<Alike>>,
}

/// Near-identical wordings of one topic, party, strength and figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// How many charters have one of them.
    pub charters: usize,
    /// Each wording: its profile and its commitment there, as indices. The first is the one that all others are like.
    pub wordings: Vec<(u32, u32)>,
}

/// Who covers which topic.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Coverage {
    /// How many charters there are of each kind; a kind without any is left out.
    pub charters: BTreeMap<Kind, usize>,
    /// A cell for every topic and every kind that has charters.
    pub cells: BTreeMap<Topic, BTreeMap<Kind, Cell>>,
}

/// What the charters of one kind say on one topic, as a commitment's main topic or besides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// How many charters say something.
    pub charters: usize,
    /// How many commitments they make in all.
    pub commitments: usize,
    /// How many charters give a figure.
    pub with_figure: usize,
}

/// One measure of a commitment by a library, on the scale on which it may be compared with others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Standard {
    /// Its profile, as an index into [`Comparison::profiles`].
    pub profile: usize,
    /// Its commitment, as an index into the profile's.
    pub commitment: usize,
    /// Its measure, as an index into the commitment's.
    pub measure: usize,
    /// The scale, with what the figure comes to on it.
    pub scaled: Scaled,
    /// Which way it binds: figures of two senses are not summarised together.
    pub sense: Sense,
}

impl Comparison {
    /// How many charters were labelled, and so are in the figures.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.coverage.charters.values().sum()
    }

    /// How many charters of a kind were labelled.
    #[must_use]
    pub fn compared_of(&self, kind: Kind) -> usize {
        self.coverage.charters.get(&kind).copied().unwrap_or(0)
    }

    /// The standards of one profile, in the order of its commitments.
    #[must_use]
    pub fn standards_of(&self, profile: usize) -> &[Standard] {
        let from = self.standards.partition_point(|standard| standard.profile < profile);
        let to = self.standards.partition_point(|standard| standard.profile <= profile);
        self.standards.get(from..to).unwrap_or_default()
    }

    /// The standards of a selection, in the order of profiles and their commitments. This walks all of them.
    pub fn selected(&self, selection: Selection) -> impl Iterator<Item = Resolved<'_>> {
        self.standards.iter().filter_map(|standard| self.resolve(standard)).filter(move |found| {
            let standard = found.standard;
            selection.scale == standard.scaled.scale()
                && selection.sense == standard.sense
                && selection.topic.is_none_or(|topic| topic == found.commitment.topic)
                && selection.kind.is_none_or(|kind| kind == found.profile.facts.kind)
                && selection.channel.is_none_or(|channel| found.commitment.channels.contains(&channel))
        })
    }

    /// A standard with what it points to; `None` for a standard of another comparison.
    #[must_use]
    pub fn resolve<'a>(&'a self, standard: &'a Standard) -> Option<Resolved<'a>> {
        let profile = self.profiles.get(standard.profile)?;
        let commitment = profile.commitments.get(standard.commitment)?;
        let measure = commitment.measures.get(standard.measure)?;
        Some(Resolved { standard, profile, commitment, measure })
    }
}

/// A standard with what it points to.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'a> {
    /// The standard itself.
    pub standard: &'a Standard,
    /// Whose it is.
    pub profile: &'a Profile,
    /// Where it is promised.
    pub commitment: &'a Commitment,
    /// The figure as the charter words it.
    pub measure: &'a Measure,
}

/// Something that a charter is silent on and its peers speak of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// What it is silent on.
    pub topic: Topic,
    /// How many charters of its kind speak of it.
    pub peers: usize,
    /// Of how many others of its kind.
    pub of: usize,
}

/// The middle and the reach of some figures on one scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many figures.
    pub count: usize,
    /// How many charters they stand in: one with a long table has many figures.
    pub charters: usize,
    /// The smallest.
    pub low: f64,
    /// Half are no greater; between the two middle ones where their number is even.
    pub median: f64,
    /// The greatest.
    pub high: f64,
}

impl Summary {
    /// The median, where there are figures enough for one: of one or two there is no middle worth the name, and whoever speaks
    /// of them gives the figures instead.
    #[must_use]
    pub fn middle(&self) -> Option<f64> {
        (self.count >= 3).then_some(self.median)
    }
}

/// Which standards a summary is of: one topic, kind or channel, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Group {
    /// Those of one topic.
    Topic(Topic),
    /// Those of one kind of library.
    Kind(Kind),
    /// Those that name one channel.
    Channel(Channel),
}
