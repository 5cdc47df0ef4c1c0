//! What the keeper of a collection should look at.

use jiff::civil::Date;
use serde::Serialize;

use super::charter::CharterId;

/// Why a charter, or a figure of it, is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The last visit brought no page: the server was away, or says that there is none.
    Unreachable,
    /// The host does not want the page fetched.
    Refused,
    /// The last page that came is no charter: an error, a login, an empty shell.
    Unusable,
    /// Neither a capture nor a visit is kept.
    NeverFetched,
    /// It was last seen too long ago.
    Stale,
    /// What is shown is a summary, and no capture stands behind it.
    SummaryOnly,
    /// A figure lies far from all others of its topic, or cannot be.
    OddFigure,
    /// No person has decided about any of its labels.
    Unreviewed,
}

impl State {
    /// All of them, what needs a keeper most first.
    pub const ALL: [Self; 8] = [
        Self::Unreachable,
        Self::Refused,
        Self::Unusable,
        Self::NeverFetched,
        Self::Stale,
        Self::SummaryOnly,
        Self::OddFigure,
        Self::Unreviewed,
    ];

    /// The word for it in JSON and in addresses.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Refused => "refused",
            Self::Unusable => "unusable",
            Self::NeverFetched => "never-fetched",
            Self::Stale => "stale",
            Self::SummaryOnly => "summary-only",
            Self::OddFigure => "odd-figure",
            Self::Unreviewed => "unreviewed",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Unreachable => "Unreachable",
            Self::Refused => "Refused by robots.txt",
            Self::Unusable => "No charter came",
            Self::NeverFetched => "Never fetched",
            Self::Stale => "Stale",
            Self::SummaryOnly => "Summary without a capture",
            Self::OddFigure => "Odd figure",
            Self::Unreviewed => "Unreviewed",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Unreachable => "The last visit brought no page.",
            Self::Refused => "The host does not want the page fetched.",
            Self::Unusable => {
                "The last page that came is no charter that can be read; what is shown stays as it was."
            }
            Self::NeverFetched => "No capture and no visit is kept.",
            Self::Stale => "The charter was last seen too long ago to say what it promises now.",
            Self::SummaryOnly => {
                "What is shown is a summary in other words, and the document itself is not kept."
            }
            Self::OddFigure => {
                "A figure lies far from the others of its topic, or cannot be: the charter or our reading may be wrong."
            }
            Self::Unreviewed => "No person has looked at its labels.",
        }
    }

    /// What a keeper can do about it.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Unreachable => "look for its new address, and put it into the charter file",
            Self::Refused => "save the page by hand, and `charterhouse import` it",
            Self::Unusable => "open the page, and save what it shows for `charterhouse import`",
            Self::NeverFetched | Self::Stale | Self::SummaryOnly => "`charterhouse fetch`",
            Self::OddFigure => "`charterhouse show CHARTER --why`, then `charterhouse review CHARTER`",
            Self::Unreviewed => "`charterhouse review CHARTER`",
        }
    }
}

/// One charter in one state, or one of its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Which state.
    pub state: State,
    /// Whose.
    pub charter: CharterId,
    /// The id of the commitment, where one of its figures is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// What there is to say of it; empty where the state says all.
    pub said: String,
}

/// How a collection stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The day on which it stood so.
    pub today: Date,
    /// How many charters there are.
    pub charters: usize,
    /// In the order of the states, then of charters.
    pub notices: Vec<Notice>,
}

impl Status {
    /// Those of one state, in the order of charters.
    #[must_use]
    pub fn of(&self, state: State) -> &[Notice] {
        let from = self.notices.partition_point(|notice| notice.state < state);
        let to = self.notices.partition_point(|notice| notice.state <= state);
        self.notices.get(from..to).unwrap_or_default()
    }

    /// How many charters are in one state.
    #[must_use]
    pub fn charters_in(&self, state: State) -> usize {
        self.of(state).chunk_by(|a, b| a.charter == b.charter).count()
    }
}
