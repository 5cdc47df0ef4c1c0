//! The rule hits of a unit by the word that they begin or end at, so that the readers look at one place at a time.

use crate::extract::evidence::Passage;
use crate::lexicon::{FileKey, FileSet, Hit, Rule};
use crate::words::Word;

/// Files whose hits the readers of measures look at.
const FILES: FileSet = FileSet::of(&[
    FileKey::NUMBER,
    FileKey::UNIT,
    FileKey::BOUND,
    FileKey::CONDITION,
    FileKey::FREQUENCY,
    FileKey::SPAN,
]);

/// Files of which one must hit where a unit without digits has a measure.
pub(super) const NEEDED: FileSet = FileSet::of(&[FileKey::NUMBER, FileKey::FREQUENCY, FileKey::SPAN]);

/// The hits of a unit by place.
pub(super) struct Slots<'r> {
    pub(super) words: &'r [Word],
    hits: &'r [Hit<'r>],
    /// In the order of their first words, and in that of the words behind them.
    begin: Vec<&'r Hit<'r>>,
    end: Vec<&'r Hit<'r>>,
    /// For each word, the files whose hits begin there, and those whose hits end before it: nearly always none that is asked for.
    at: Vec<(FileSet, FileSet)>,
    /// Whether the words stand in a column of times, each the most that a step takes.
    pub(super) limits: bool,
}

impl<'r> Slots<'r> {
    pub(super) fn new(reading: &'r Passage<'r>) -> Self {
        let begin: Vec<_> = reading.hits.iter().filter(|hit| FILES.has(hit.file)).collect();
        let mut end = begin.clone();
        end.sort_by_key(|hit| hit.words.end);
        let mut at = vec![(FileSet::default(), FileSet::default()); reading.words.len() + 1];
        for hit in &begin {
            if let Some((begin, _)) = at.get_mut(hit.words.start) {
                *begin = begin.with(hit.file);
            }
            if let Some((_, end)) = at.get_mut(hit.words.end) {
                *end = end.with(hit.file);
            }
        }
        Self { words: &reading.words, hits: &reading.hits, begin, end, at, limits: false }
    }

    /// Whether a word of a loan or a term stands anywhere in the unit.
    pub(super) fn term(&self) -> bool {
        self.hits.iter().any(|hit| hit.rule.says == "term")
    }

    /// Whether the unit says that its times leave weekends out.
    pub(super) fn weekdays(&self) -> bool {
        self.hits.iter().any(|hit| hit.rule.says == "weekdays")
    }

    /// The rules of a file that begin at a word, each with the index behind it.
    #[inline]
    pub(super) fn from(
        &self,
        file: FileKey,
        at: usize,
    ) -> impl Iterator<Item = (&'r Rule, usize)> + use<'_, 'r> {
        let some = self.at.get(at).is_some_and(|(begin, _)| begin.has(file));
        let from =
            if some { self.begin.partition_point(|hit| hit.words.start < at) } else { self.begin.len() };
        let hits = self.begin.get(from..).unwrap_or_default().iter();
        let hits = hits.take_while(move |hit| hit.words.start == at);
        hits.filter(move |hit| hit.file == file).map(|hit| (hit.rule, hit.words.end))
    }

    /// Whether a number or a measure may begin at a word. Nearly all words are told so by what little the readers would look at
    /// first: a number in digits or words, an article before something that is counted, a currency before its digits.
    pub(super) fn opens(&self, at: usize) -> bool {
        const OFTEN: FileSet = FileSet::of(&[FileKey::FREQUENCY, FileKey::SPAN]);
        const COUNTED: FileSet = FileSet::of(&[FileKey::NUMBER, FileKey::UNIT]);
        let digits = |at: usize| self.words.get(at).is_some_and(|word| word.number);
        let begins = |at: usize| self.at.get(at).map_or(FileSet::default(), |(begin, _)| *begin);
        if digits(at) || begins(at).meets(OFTEN) {
            return true;
        }
        let number = |(rule, behind): (&Rule, usize)| match &*rule.says {
            "article" => begins(behind).meets(COUNTED) || self.mark(behind, "("),
            "part" | "fraction" | "whole" | "cardinal" | "tens" | "scale" | "dozen" => true,
            _ => false,
        };
        self.from(FileKey::NUMBER, at).any(number) || self.from(FileKey::UNIT, at).any(|(_, end)| digits(end))
    }

    /// The rules of a file that end before a word, each with the index of its first.
    #[inline]
    pub(super) fn until(
        &self,
        file: FileKey,
        at: usize,
    ) -> impl Iterator<Item = (&'r Rule, usize)> + use<'_, 'r> {
        let some = self.at.get(at).is_some_and(|(_, end)| end.has(file));
        let from = if some { self.end.partition_point(|hit| hit.words.end < at) } else { self.end.len() };
        let hits = self.end.get(from..).unwrap_or_default().iter();
        let hits = hits.take_while(move |hit| hit.words.end == at);
        hits.filter(move |hit| hit.file == file).map(|hit| (hit.rule, hit.words.start))
    }

    /// The rule of a file that begins at a word and says so, with the index behind it.
    pub(super) fn says(&self, file: FileKey, word: &str, at: usize) -> Option<(&'r Rule, usize)> {
        self.from(file, at).find(|(rule, _)| rule.says == word)
    }

    /// Behind a phrase that begins here and names no level of service.
    pub(super) fn silent(&self, at: usize) -> Option<usize> {
        let silent = |file| self.says(file, "silent", at).map(|(_, end)| end);
        silent(FileKey::CONDITION).or_else(|| silent(FileKey::FREQUENCY))
    }

    /// Whether the word is this mark.
    pub(super) fn mark(&self, at: usize, mark: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.lower == mark)
    }
}
