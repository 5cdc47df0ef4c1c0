//! A [`Document`] becomes commitments: the questions of `gold/LABELS.md`, in their order.

use crate::lexicon::Lexicon;
use crate::model::commitment::Commitment;
use crate::model::document::Document;

pub mod evidence;
pub mod measure;
pub mod mention;
pub mod learned;

/// What extraction finds in a document: each of its units stands in just one of the two, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// The units that promise or ask something.
    pub commitments: Vec<Commitment>,
    /// The texts of all others.
    pub other: Vec<String>,
}

/// Labels every unit of a document. `charter` names it, `public/slough-libraries`, and is part of each commitment's id.
#[must_use]
pub fn commitments(
    charter: &str,
    document: &Document,
    lexicon: &Lexicon,
    weights: &learned::Weights,
) -> Extraction {
    let _ = (charter, lexicon, weights);
    Extraction {
        other: document
            .units()
            .iter()
            .map(|unit| unit.unit.text.clone())
            .collect(),
        ..Extraction::default()
    }
}
