//! What the labels of one unit are decided by: its words and the rules that hit in them, found once and shared by all labels.

use std::ops::Range;
use std::rc::Rc;

use compact_str::CompactString;

use crate::lexicon::{FileKey, FileSet, Hit, Lexicon};
use crate::model::commitment::Because;
use crate::model::document::{Document, UnitInContext};
use crate::words::{Word, words};

/// A text with its words and the rules that hit in them.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its words, in order.
    pub words: Vec<Word>,
    /// The rules that hit in them, of all files, in the order of the words.
    pub hits: Vec<Hit<'a>>,
    /// The files that they are of.
    pub files: FileSet,
}

impl<'a> Passage<'a> {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        let words = words(text);
        let hits = lexicon.hits(&words);
        let files = hits.iter().fold(FileSet::default(), |files, hit| files.with(hit.file));
        Self { text, words, hits, files }
    }

    /// The hits of one file.
    #[inline]
    pub fn of(&self, file: FileKey) -> impl Iterator<Item = &Hit<'a>> + use<'_, 'a> {
        // Most texts have hits of few files.
        let hits = if self.files.has(file) { self.hits.as_slice() } else { &[] };
        hits.iter().filter(move |hit| hit.file == file)
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
    pub fn because(&self, label: CompactString, hit: &Hit<'_>) -> Because {
        Because { label, rule: hit.rule.id.as_str().into(), words: self.quote(hit.words.clone()).into() }
    }
}

/// A unit with everything that its labels are decided by. What several units share is read once.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// The unit and what stands around it.
    pub context: UnitInContext<'a>,
    /// The unit's own text.
    pub unit: Passage<'a>,
    /// The words over it.
    pub lead_in: Rc<Passage<'a>>,
    /// The nearest heading.
    pub section: Rc<Passage<'a>>,
    /// The heading above that one.
    pub parent_section: Rc<Passage<'a>>,
    /// The header cells of the table that it is a row of.
    pub header: Rc<[Passage<'a>]>,
}

/// Reads every unit of a document with its surroundings, in order.
#[must_use]
pub fn evidence<'a>(document: &'a Document, lexicon: &'a Lexicon) -> Vec<Evidence<'a>> {
    let mut found: Vec<Evidence<'a>> = Vec::new();
    for context in document.units() {
        let passage = |text: &'a str| Rc::new(Passage::new(text, lexicon));
        let last = found.last();
        let same = |text: &str, shared: for<'s> fn(&'s Evidence<'a>) -> &'s Rc<Passage<'a>>| {
            last.map(shared).filter(|passage| passage.text == text).map(Rc::clone)
        };
        let lead_in = same(&context.block.lead_in, |last| &last.lead_in);
        let section = same(context.section, |last| &last.section);
        let parent = same(context.parent_section, |last| &last.parent_section);
        let header = last.filter(|last| last.context.block.header == context.block.header);
        let evidence = Evidence {
            context,
            unit: Passage::new(&context.unit.text, lexicon),
            lead_in: lead_in.unwrap_or_else(|| passage(&context.block.lead_in)),
            section: section.unwrap_or_else(|| passage(context.section)),
            parent_section: parent.unwrap_or_else(|| passage(context.parent_section)),
            header: header.map_or_else(
                || context.block.header.iter().map(|cell| Passage::new(cell, lexicon)).collect(),
                |last| Rc::clone(&last.header),
            ),
        };
        found.push(evidence);
    }
    found
}
