//! The language that a charter, or a part of it, is written in.

use serde::Serialize;

/// A language as programs and people call it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Language {
    /// BCP 47, such as `cy`, or `en-GB` where a charter's front matter says so.
    pub id: String,
    /// In English, such as `Welsh`; the id where no name is known.
    pub name: String,
}

impl Default for Language {
    fn default() -> Self {
        Self { id: "en".to_owned(), name: "English".to_owned() }
    }
}

/// Units that were not labelled, since there are no rules for their language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unlabelled {
    /// Their language.
    pub language: Language,
    /// Their places among the charter's `other` units, from 0, in order.
    pub units: Vec<usize>,
}

/// What is known of a charter's languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Languages {
    /// The one that most of the text is in.
    pub main: Language,
    /// What was not labelled, a language each, the main one first.
    pub unlabelled: Vec<Unlabelled>,
}

impl Languages {
    /// The units that were not labelled, of all languages.
    #[must_use]
    pub fn unlabelled_units(&self) -> usize {
        self.unlabelled.iter().map(|of| of.units.len()).sum()
    }

    /// Whether nothing was labelled of a charter that has so many units.
    #[must_use]
    pub fn are_all_unlabelled(&self, units: usize) -> bool {
        units > 0 && self.unlabelled_units() == units
    }

    /// The language of a unit among `other` that was not labelled; `None` for one that was.
    #[must_use]
    pub fn of_other(&self, place: usize) -> Option<&Language> {
        let of = self.unlabelled.iter().find(|of| of.units.binary_search(&place).is_ok())?;
        Some(&of.language)
    }
}
