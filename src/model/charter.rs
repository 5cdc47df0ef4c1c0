//! A charter's facts: whose it is, where it was found, and how it may be shown.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The six sorts of library that a class compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Serves the pupils and teachers of a school, or many schools: "Parc Eglos School Library".
    School,
    /// Serves a university or college: "University of Sussex".
    University,
    /// Serves everyone in a place: "Slough Libraries".
    Public,
    /// Keeps a nation's heritage: "National Library of Scotland".
    National,
    /// Serves a state, province or region: "State Library Victoria".
    State,
    /// Serves one profession, body or subject: "Bodleian Health Care Libraries".
    Special,
}

impl Kind {
    /// All six, in the order in which every page shows them.
    pub const ALL: [Self; 6] =
        [Self::School, Self::University, Self::Public, Self::National, Self::State, Self::Special];

    /// The word for it in addresses, keys and folders, such as `public`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::University => "university",
            Self::Public => "public",
            Self::National => "national",
            Self::State => "state",
            Self::Special => "special",
        }
    }

    /// The kind of that id; `None` for any other word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How the text in a charter file relates to the document it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The facts, restated in our own words.
    Summary,
    /// The document itself.
    Verbatim,
    /// The document itself, read from a capture that is kept beside the charter file.
    Capture,
    /// Made up, to try the tool or to measure it; no library promised this.
    Sample,
}

impl Basis {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Summary, Self::Verbatim, Self::Capture, Self::Sample];

    /// The word for it in a charter file, such as `summary`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Verbatim => "verbatim",
            Self::Capture => "capture",
            Self::Sample => "sample",
        }
    }
}

/// What the front matter of a charter file says (`charters/FORMAT.md`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The library, as it names itself.
    pub name: String,
    /// Which of the six kinds it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2, in capitals.
    pub country: String,
    /// ISO 3166-2, where given.
    pub region: Option<String>,
    /// The document's own title.
    pub title: String,
    /// Where the document was found: `http` or `https`.
    pub url: String,
    /// When the copy that is shown was read: the day of the capture, or of what the file is written from.
    pub retrieved: Date,
    /// How the file's text relates to the document.
    pub basis: Basis,
    /// BCP 47, such as `en`.
    pub language: String,
}

impl Facts {
    /// Whether no library published it: then nobody should cite it, and no catalogue take it up.
    #[must_use]
    pub fn is_made_up(&self) -> bool {
        self.basis == Basis::Sample
    }
}

/// A charter's name in this project: `<kind>/<slug>`, as in `public/slough-libraries`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CharterId(String);

impl CharterId {
    /// The id of a charter of that kind and slug. A slug is made of lower-case letters, digits and single hyphens;
    /// `None` for anything else, since it becomes a file name and an address.
    #[must_use]
    pub fn new(kind: Kind, slug: &str) -> Option<Self> {
        let plain = !slug.is_empty()
            && slug.len() <= 120
            && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !slug.starts_with('-')
            && !slug.ends_with('-')
            && !slug.contains("--");
        plain.then(|| Self(format!("{}/{slug}", kind.id())))
    }

    /// `<kind>/<slug>`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the slug: the id of its kind.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.0.split_once('/').map_or("", |(kind, _)| kind)
    }

    /// The part after the kind.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(_, slug)| slug)
    }
}

impl fmt::Display for CharterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
