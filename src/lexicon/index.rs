//! Finds the rules that hit in a text's words: all phrases at once, and of those that overlap within a file the longest.

use std::ops::Range;

use super::Rule;
use crate::words::{Phrases, Word};

/// A rule found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'lexicon> {
    /// Which one.
    pub rule: &'lexicon Rule,
    /// Which of its phrases.
    pub phrase: &'lexicon str,
    /// The words that it covers.
    pub words: Range<usize>,
    /// The file that the rule stands in.
    pub file: FileKey,
}

/// The name of a rule file as a number: a label asks for the hits of its own file dozens of times a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileKey(u128);

impl FileKey {
    /// The key of a file, such as `strength`: its first bytes and its length. Names of up to 15 bytes are told apart; a longer one,
    /// such as that of a lens, is never asked for.
    #[must_use]
    #[inline]
    pub const fn of(file: &str) -> Self {
        let bytes = file.as_bytes();
        let mut key = bytes.len() as u128;
        let mut at = 0;
        while at < bytes.len() && at < 15 {
            key = key << 8 | bytes[at] as u128;
            at += 1;
        }
        Self(key)
    }
}

/// Phrases of some rules, ready to be matched.
#[derive(Clone, Debug)]
pub(super) struct Index {
    phrases: Phrases,
    /// For each phrase, its rule and its place among the rule's words.
    phrase_of: Vec<(usize, usize)>,
    /// For each rule, the file that it stands in.
    file_of: Vec<FileKey>,
}

impl Index {
    /// The phrases of those rules that are wanted.
    pub(super) fn of(rules: &[Rule], wanted: impl Fn(&Rule) -> bool) -> Self {
        let mut phrases = Phrases::default();
        let mut phrase_of = Vec::new();
        for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| wanted(rule)) {
            for (place, phrase) in rule.words.iter().enumerate() {
                phrases.add(phrase, u32::try_from(phrase_of.len()).unwrap_or(u32::MAX));
                phrase_of.push((index, place));
            }
        }
        let file_of = rules.iter().map(|rule| FileKey::of(&rule.file)).collect();
        Self { phrases, phrase_of, file_of }
    }

    /// Every rule that hits; see [`Lexicon::hits`](super::Lexicon::hits).
    pub(super) fn hits<'lexicon>(
        &'lexicon self,
        rules: &'lexicon [Rule],
        words: &[Word],
    ) -> Vec<Hit<'lexicon>> {
        let mut all: Vec<Hit<'lexicon>> = self
            .phrases
            .matches(words)
            .into_iter()
            .filter_map(|found| {
                let &(number, place) = self.phrase_of.get(found.phrase as usize)?;
                let (rule, &file) = rules.get(number).zip(self.file_of.get(number))?;
                Some(Hit { rule, phrase: rule.words.get(place)?, words: found.words, file })
            })
            .collect();
        all.dedup_by(|a, b| a.words == b.words && std::ptr::eq(a.rule, b.rule));
        let reach = all.iter().map(|hit| hit.words.len()).max().unwrap_or(0);
        let shadows = |other: &Hit<'_>, hit: &Hit<'_>| {
            other.words.len() > hit.words.len()
                && other.words.start < hit.words.end
                && hit.words.start < other.words.end
                && other.file == hit.file
                && other.rule.file == hit.rule.file
        };
        // Hits are in the order of their first word, so only neighbours within the longest hit's reach can overlap.
        let longest: Vec<bool> = (0..all.len())
            .map(|index| {
                let (before, from) = all.split_at(index);
                let Some((hit, after)) = from.split_first() else {
                    return true;
                };
                let earlier =
                    before.iter().rev().take_while(|other| other.words.start + reach > hit.words.start);
                let later = after.iter().take_while(|other| other.words.start < hit.words.end);
                !earlier.chain(later).any(|other| shadows(other, hit))
            })
            .collect();
        let mut keep = longest.into_iter();
        all.retain(|_| keep.next().unwrap_or(true));
        all
    }
}
