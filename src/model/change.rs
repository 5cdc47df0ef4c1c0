//! What became of a charter between two of its captures, commitment by commitment; and all that is known of its captures.

use jiff::Timestamp;
use serde::Serialize;

use super::charter::CharterId;
use super::commitment::Commitment;
use super::measure::Measure;
use super::scale::Scaled;

/// One way in which a commitment changed. A standard is tighter where it binds whoever owes it more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It stands there no more.
    Dropped,
    /// Its standard binds less: "within 5 days" where it was "within 2 days".
    Loosened,
    /// It has no figure where it had one.
    FigureGone,
    /// It is promised less firmly: "we aim to" where it was "we will".
    Weaker,
    /// A figure is another one, and neither tighter nor looser: a sum, a number of items, or a time on another scale.
    FigureChanged,
    /// It is new.
    Added,
    /// Its standard binds more.
    Tightened,
    /// It has a figure where it had none.
    FigureGiven,
    /// It is promised more firmly.
    Firmer,
    /// Its words are others, and nothing above is.
    Reworded,
}

impl What {
    /// All of them: what takes away first, then what gives, then the rest.
    pub const ALL: [Self; 10] = [
        Self::Dropped,
        Self::Loosened,
        Self::FigureGone,
        Self::Weaker,
        Self::FigureChanged,
        Self::Added,
        Self::Tightened,
        Self::FigureGiven,
        Self::Firmer,
        Self::Reworded,
    ];

    /// The word for it in JSON and in classes.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Loosened => "loosened",
            Self::FigureGone => "figure-gone",
            Self::Weaker => "weaker",
            Self::FigureChanged => "figure-changed",
            Self::Added => "added",
            Self::Tightened => "tightened",
            Self::FigureGiven => "figure-given",
            Self::Firmer => "firmer",
            Self::Reworded => "reworded",
        }
    }

    /// The word for it as people say it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FigureGone => "figure gone",
            Self::FigureChanged => "figure changed",
            Self::FigureGiven => "figure given",
            _ => self.id(),
        }
    }
}

/// One way in which a commitment changed, with the figures where it is about one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Which way.
    pub what: What,
    /// The figure as it was; none where there was none, or where it is not about a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Measure>,
    /// The figure as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Measure>,
}

impl Difference {
    /// The figures in words: "within 2 working days, now within 5 working days"; empty where it is not about a figure.
    #[must_use]
    pub fn figures(&self) -> String {
        match (&self.was, &self.is) {
            (None, None) => String::new(),
            (Some(was), None) => format!("was {}", was.words()),
            (None, Some(is)) => is.words(),
            (Some(was), Some(is)) => {
                let scale = |measure| Scaled::of(measure).map(Scaled::scale);
                let apart = match (scale(was), scale(is)) {
                    (Some(one), Some(other)) if one != other => ", which is another scale and not compared",
                    _ => "",
                };
                format!("{}, now {}{apart}", was.words(), is.words())
            }
        }
    }
}

/// Which of two texts a stretch stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// In both.
    Same,
    /// In the old one alone.
    Old,
    /// In the new one alone.
    New,
}

/// A stretch of one text set against another. Those that are not new make up the old text, those that are not old the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// The words, with the space behind them.
    pub text: String,
    /// Whose they are.
    pub mark: Mark,
}

/// A commitment that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// In which ways, the gravest first; never none.
    pub differences: Vec<Difference>,
    /// As it was; none where it is new.
    pub was: Option<Commitment>,
    /// As it is now; none where it was dropped.
    pub is: Option<Commitment>,
    /// Its words, old and new marked.
    pub words: Vec<Stretch>,
}

impl Change {
    /// The commitment as it is, or as it was where it was dropped.
    #[must_use]
    pub fn commitment(&self) -> Option<&Commitment> {
        self.is.as_ref().or(self.was.as_ref())
    }

    /// What a difference says beyond its word: its figures, or the strengths; empty where the words say all.
    #[must_use]
    pub fn details(&self, difference: &Difference) -> String {
        match (difference.what, &self.was, &self.is) {
            (What::Weaker | What::Firmer, Some(was), Some(is)) => {
                format!("{}, now {}", was.strength, is.strength)
            }
            _ => difference.figures(),
        }
    }

    /// Whether it changed in that way.
    #[must_use]
    pub fn is(&self, what: What) -> bool {
        self.differences.iter().any(|difference| difference.what == what)
    }
}

/// What changed between two captures that follow each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Revision {
    /// The record of the later capture, as its file of captures names it.
    pub capture: String,
    /// When the earlier capture was made.
    pub from: Timestamp,
    /// When the later one was.
    pub to: Timestamp,
    /// What changed, in the order of the charter; never nothing.
    pub changes: Vec<Change>,
    /// How many commitments stand as they stood.
    pub same: usize,
}

impl Revision {
    /// How many commitments changed in each way, in the order of [`What::ALL`], those without any left out. One that changed in
    /// two ways counts in both.
    #[must_use]
    pub fn counts(&self) -> Vec<(What, usize)> {
        let of = |what: What| (what, self.changes.iter().filter(|change| change.is(what)).count());
        What::ALL.map(of).into_iter().filter(|(_, number)| *number > 0).collect()
    }

    /// The same in words: "1 dropped, 2 loosened".
    #[must_use]
    pub fn said(&self) -> String {
        let counts = self.counts();
        counts.iter().map(|(what, number)| format!("{number} {}", what.word())).collect::<Vec<_>>().join(", ")
    }
}

/// What a capture brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "brought", content = "why", rename_all = "kebab-case")]
pub enum Brought {
    /// The first that can be read.
    First,
    /// The page was as before, byte for byte.
    Same,
    /// The page was another one, and its commitments were as before.
    Noise,
    /// Commitments changed: the revision of this capture says which.
    Changes,
    /// Nothing that can be shown as the charter, and why.
    Unusable(String),
}

/// A capture, without its payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// Its record.
    pub id: String,
    /// The address that was asked for.
    pub url: String,
    /// When.
    pub date: Timestamp,
    /// What it brought.
    #[serde(flatten)]
    pub brought: Brought,
}

/// A visit that brought nothing to be kept as a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// When.
    pub date: Timestamp,
    /// What came of it.
    pub outcome: Attempted,
    /// Why, in words.
    pub why: String,
}

/// What came of a visit that brought nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attempted {
    /// The host does not want the page fetched.
    Refused,
    /// It could not be had.
    Failed,
}

impl Attempted {
    /// The word for it in records and JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// The one of that word; `None` for any other.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Refused, Self::Failed].into_iter().find(|outcome| outcome.id() == id)
    }
}

/// What is known of a charter's captures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct History {
    /// Whose it is.
    pub charter: CharterId,
    /// Every capture, the oldest first.
    pub captures: Vec<Seen>,
    /// What changed, the oldest first: only where something did.
    pub revisions: Vec<Revision>,
    /// The last visit, where it brought nothing and no capture is later.
    pub attempt: Option<Attempt>,
}

impl History {
    /// The newest capture that can be shown as the charter.
    #[must_use]
    pub fn newest(&self) -> Option<&Seen> {
        self.captures.iter().rev().find(|seen| !matches!(seen.brought, Brought::Unusable(_)))
    }

    /// The newest capture of all.
    #[must_use]
    pub fn last(&self) -> Option<&Seen> {
        self.captures.last()
    }

    /// The newest change.
    #[must_use]
    pub fn last_change(&self) -> Option<&Revision> {
        self.revisions.last()
    }

    /// What changed at a capture; `None` where nothing did.
    #[must_use]
    pub fn revision_of(&self, seen: &Seen) -> Option<&Revision> {
        self.revisions.iter().find(|revision| revision.capture == seen.id)
    }
}
