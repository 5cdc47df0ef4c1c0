//! What the labels of one unit are decided by: its words and the rules that hit in them, found once and shared by all labels.

use std::ops::Range;

use crate::lexicon::{Hit, Lexicon};
use crate::model::commitment::Because;
use crate::model::document::UnitInContext;
use crate::words::{Word, words};

/// A text with its words and the rules that hit in them.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its words, in order.
    pub words: Vec<Word>,
    /// The rules that hit in them, of all files, in the order of the words.
    pub hits: Vec<Hit<'a>>,
}

impl<'a> Reading<'a> {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        let words = words(text);
        let hits = lexicon.hits(&words);
        Self { text, words, hits }
    }

    /// The hits of one file, such as `channel`.
    pub fn of<'s>(&'s self, file: &'s str) -> impl Iterator<Item = &'s Hit<'a>> {
        self.hits.iter().filter(move |hit| hit.rule.file == file)
    }

    /// The words of a range, exactly as they stand in the text.
    #[must_use]
    pub fn quote(&self, range: Range<usize>) -> &'a str {
        let begin = self.words.get(range.start).map_or(0, |word| word.span.start);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.words.get(last))
            .map_or(begin, |word| word.span.end);
        self.text.get(begin..end).unwrap_or_default()
    }

    /// The reason that a hit gives for a label.
    #[must_use]
    pub fn because(&self, label: String, hit: &Hit<'_>) -> Because {
        Because {
            label,
            rule: hit.rule.id.clone(),
            words: self.quote(hit.words.clone()).to_owned(),
        }
    }
}

/// A unit with everything that its labels are decided by.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// The unit and what stands around it.
    pub context: UnitInContext<'a>,
    /// The unit's own text.
    pub unit: Reading<'a>,
    /// The words over it.
    pub lead_in: Reading<'a>,
    /// The nearest heading.
    pub section: Reading<'a>,
    /// The header cells of the table that it is a row of.
    pub header: Vec<Reading<'a>>,
}

/// Reads a unit, its lead-in and its heading.
#[must_use]
pub fn evidence<'a>(context: UnitInContext<'a>, lexicon: &'a Lexicon) -> Evidence<'a> {
    Evidence {
        context,
        unit: Reading::new(&context.unit.text, lexicon),
        lead_in: Reading::new(&context.block.lead_in, lexicon),
        section: Reading::new(context.section, lexicon),
        header: context
            .block
            .header
            .iter()
            .map(|cell| Reading::new(cell, lexicon))
            .collect(),
    }
}
