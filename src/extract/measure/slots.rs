//! The rule hits of a unit by the word that they begin or end at, so that the readers look at one place at a time.

use crate::extract::evidence::Passage;
use crate::lexicon::{Hit, Rule};
use crate::words::Word;

/// Files whose hits the readers of measures look at.
const FILES: &[&str] = &["number", "unit", "bound", "condition", "frequency", "span"];

/// The hits of a unit by place.
pub(super) struct Slots<'r> {
    pub(super) words: &'r [Word],
    begin: Vec<Vec<&'r Hit<'r>>>,
    end: Vec<Vec<&'r Hit<'r>>>,
    /// Whether a word of a loan or a term stands anywhere in the unit.
    pub(super) term: bool,
    /// Whether the words stand in a column of times, each the most that a step takes.
    pub(super) limits: bool,
    /// Whether the unit says that its times leave weekends out.
    pub(super) weekdays: bool,
}

impl<'r> Slots<'r> {
    pub(super) fn new(reading: &'r Passage<'r>) -> Self {
        let mut begin = vec![Vec::new(); reading.words.len() + 1];
        let mut end = begin.clone();
        for hit in reading.hits.iter().filter(|hit| FILES.contains(&hit.rule.file.as_str())) {
            if let Some(slot) = begin.get_mut(hit.words.start) {
                slot.push(hit);
            }
            if let Some(slot) = end.get_mut(hit.words.end) {
                slot.push(hit);
            }
        }
        let says = |word: &str| reading.hits.iter().any(|hit| hit.rule.says == word);
        Self {
            words: &reading.words,
            begin,
            end,
            term: says("term"),
            limits: false,
            weekdays: says("weekdays"),
        }
    }

    /// The rules of a file that begin at a word, each with the index behind it.
    pub(super) fn from<'s>(
        &'s self,
        file: &'s str,
        at: usize,
    ) -> impl Iterator<Item = (&'r Rule, usize)> + 's {
        let hits = self.begin.get(at).map(Vec::as_slice).unwrap_or_default();
        hits.iter().filter(move |hit| hit.rule.file == file).map(|hit| (hit.rule, hit.words.end))
    }

    /// The rules of a file that end before a word, each with the index of its first.
    pub(super) fn until<'s>(
        &'s self,
        file: &'s str,
        at: usize,
    ) -> impl Iterator<Item = (&'r Rule, usize)> + 's {
        let hits = self.end.get(at).map(Vec::as_slice).unwrap_or_default();
        hits.iter().filter(move |hit| hit.rule.file == file).map(|hit| (hit.rule, hit.words.start))
    }

    /// The rule of a file that begins at a word and says so, with the index behind it.
    pub(super) fn says(&self, file: &str, word: &str, at: usize) -> Option<(&'r Rule, usize)> {
        self.from(file, at).find(|(rule, _)| rule.says == word)
    }

    /// Behind a phrase that begins here and names no level of service.
    pub(super) fn silent(&self, at: usize) -> Option<usize> {
        let silent = |file| self.says(file, "silent", at).map(|(_, end)| end);
        silent("condition").or_else(|| silent("frequency"))
    }

    /// Whether the word is this mark.
    pub(super) fn mark(&self, at: usize, mark: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.lower == mark)
    }
}
