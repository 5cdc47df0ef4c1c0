//! The rule hits of a unit by the word that they begin or end at, so that the readers look at one place at a time.

use crate::extract::evidence::Passage;
use crate::lexicon::{FileKey, Hit, Rule};
use crate::words::Word;

/// Files whose hits the readers of measures look at.
const FILES: [FileKey; 6] = [
    FileKey::of("number"),
    FileKey::of("unit"),
    FileKey::of("bound"),
    FileKey::of("condition"),
    FileKey::of("frequency"),
    FileKey::of("span"),
];

/// The hits of a unit by place.
pub(super) struct Slots<'r> {
    pub(super) words: &'r [Word],
    /// In the order of their first words, and in that of the words behind them.
    begin: Vec<&'r Hit<'r>>,
    end: Vec<&'r Hit<'r>>,
    /// Whether a word of a loan or a term stands anywhere in the unit.
    pub(super) term: bool,
    /// Whether the words stand in a column of times, each the most that a step takes.
    pub(super) limits: bool,
    /// Whether the unit says that its times leave weekends out.
    pub(super) weekdays: bool,
}

impl<'r> Slots<'r> {
    pub(super) fn new(reading: &'r Passage<'r>) -> Self {
        let begin: Vec<_> = reading.hits.iter().filter(|hit| FILES.contains(&hit.file)).collect();
        let mut end = begin.clone();
        end.sort_by_key(|hit| hit.words.end);
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
    #[inline]
    pub(super) fn from(
        &self,
        file: &str,
        at: usize,
    ) -> impl Iterator<Item = (&'r Rule, usize)> + use<'_, 'r> {
        let file = FileKey::of(file);
        let from = self.begin.partition_point(|hit| hit.words.start < at);
        let hits = self.begin.iter().skip(from).take_while(move |hit| hit.words.start == at);
        hits.filter(move |hit| hit.file == file).map(|hit| (hit.rule, hit.words.end))
    }

    /// Whether no rule begins at a word.
    pub(super) fn nothing(&self, at: usize) -> bool {
        self.begin.binary_search_by_key(&at, |hit| hit.words.start).is_err()
    }

    /// The rules of a file that end before a word, each with the index of its first.
    #[inline]
    pub(super) fn until(
        &self,
        file: &str,
        at: usize,
    ) -> impl Iterator<Item = (&'r Rule, usize)> + use<'_, 'r> {
        let file = FileKey::of(file);
        let from = self.end.partition_point(|hit| hit.words.end < at);
        let hits = self.end.iter().skip(from).take_while(move |hit| hit.words.end == at);
        hits.filter(move |hit| hit.file == file).map(|hit| (hit.rule, hit.words.start))
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
