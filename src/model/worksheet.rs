//! Worksheets for a class: which there are, and which items of a collection stand on them.

use std::collections::BTreeMap;
use std::fmt;

use super::charter::Kind;
use super::commitment::Commitment;
use super::comparison::{Comparison, Profile};

/// A sheet that a teacher can print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// What to do in one lesson or two: for the teacher.
    LessonPlan,
    /// Find charters of six kinds of library, list their main points, discuss.
    SixKinds,
    /// Who owes what, how firmly, and about what: ten commitments.
    Classify,
    /// Five vague promises, to be said so that anyone can tell whether they were kept.
    Rewrite,
    /// Eight promises, from the firmest to the least firm.
    Rank,
    /// Rules that bind, that may be bent, and that leave staff guessing.
    Rules,
    /// What charters call the people whom they serve, and what each name says.
    Names,
    /// Whether a promise meets a need of the body or of the mind.
    Needs,
    /// What a good charter has, as a checklist of one's own.
    Checklist,
    /// How far two labellers agree: Cohen's kappa.
    Agreement,
    /// A customer's e-mail about a fine, to be answered from the policy.
    Reply,
}

impl Sheet {
    /// All of them, in the order in which a teacher is offered them.
    pub const ALL: [Self; 11] = [
        Self::LessonPlan,
        Self::SixKinds,
        Self::Classify,
        Self::Rank,
        Self::Rewrite,
        Self::Rules,
        Self::Names,
        Self::Needs,
        Self::Checklist,
        Self::Agreement,
        Self::Reply,
    ];

    /// The word for it in addresses and on the command line, such as `six-kinds`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::LessonPlan => "lesson-plan",
            Self::SixKinds => "six-kinds",
            Self::Classify => "classify",
            Self::Rewrite => "rewrite",
            Self::Rank => "rank",
            Self::Rules => "rules",
            Self::Names => "names",
            Self::Needs => "needs",
            Self::Checklist => "checklist",
            Self::Agreement => "agreement",
            Self::Reply => "reply",
        }
    }

    /// The sheet of that id; `None` for any other word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.id() == id)
    }

    /// The id of the lens that it is about; empty where it is about none.
    #[must_use]
    pub fn lens(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Names => "customer",
            Self::Needs => "needs",
            _ => "",
        }
    }

    /// Whether it has a page of answers or notes for the teacher.
    #[must_use]
    pub fn has_key(self) -> bool {
        self != Self::LessonPlan
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A commitment of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pick {
    /// Its profile, as an index into the comparison's.
    pub profile: usize,
    /// Its place there.
    pub commitment: usize,
}

impl Pick {
    /// What it points to; `None` in another comparison.
    #[must_use]
    pub fn of(self, comparison: &Comparison) -> Option<(&Profile, &Commitment)> {
        let profile = comparison.profiles.get(self.profile)?;
        Some((profile, profile.commitments.get(self.commitment)?))
    }
}

/// An item of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The commitment.
    pub pick: Pick,
    /// Which of the sorts that the sheet tells apart it belongs to; for a sheet on a lens, the group of that lens.
    pub group: usize,
    /// The words that the sheet is about, in bytes of the text; the same twice where it is about the whole.
    pub words: (u32, u32),
    /// Another commitment to hold it against, in the key.
    pub beside: Option<Pick>,
}

/// What stands on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filling {
    /// These, in the order of the sheet; none on a sheet that needs none.
    Items(Vec<Item>),
    /// The collection has too few that will do.
    Short {
        /// How many it has.
        found: usize,
        /// How many the sheet needs at least.
        least: usize,
        /// How many sorts they are of; most sheets need two.
        groups: usize,
    },
}

/// Some charters of one kind, for a class to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The kind.
    pub kind: Kind,
    /// Their profiles, as indices into the comparison's.
    pub profiles: Vec<usize>,
}

/// What stands on all sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worksheets {
    /// The number that they were drawn by: the same collection and seed give the same sheets.
    pub seed: u64,
    /// What stands on each sheet that is filled from the collection.
    pub fillings: BTreeMap<Sheet, Filling>,
    /// Charters to read, by kind, for the kinds that have any.
    pub readings: Vec<Reading>,
}

impl Worksheets {
    /// The items of a sheet; none where it could not be filled.
    #[must_use]
    pub fn items(&self, sheet: Sheet) -> &[Item] {
        match self.fillings.get(&sheet) {
            Some(Filling::Items(items)) => items,
            _ => &[],
        }
    }
}
