//! Finds the rules that hit in a text's words: all phrases at once, and of those that overlap within a file the longest.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Rule;
use crate::words::{Match, Phrases, Word};

/// A rule found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'lexicon> {
    /// Which one.
    pub rule: &'lexicon Rule,
    /// The words that it covers.
    pub words: Range<usize>,
    /// Which of the lexicon's phrases it is.
    pub phrase: PhraseKey,
    /// The file that the rule stands in.
    pub file: FileKey,
}

impl<'lexicon> Hit<'lexicon> {
    /// The phrase that hit, as the rule has it.
    #[must_use]
    pub fn phrase(&self) -> &'lexicon str {
        self.rule.words.get(self.phrase.place as usize).map_or("", String::as_str)
    }
}

/// A phrase of a rule as numbers, by which a table of a lexicon's phrases, rules or sayings is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseKey {
    /// Its number among all phrases.
    pub number: u32,
    /// The rule's number among all rules.
    pub rule: u32,
    /// The number of what the rule says: the same for all rules of one file that say the same, for no other.
    pub says: u32,
    /// Its place among the rule's phrases.
    place: u32,
}

/// The name of a rule file as a number: a label asks for the hits of its own file dozens of times a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey(u16);

/// Declares the files that labels ask for by name, each as a key and in [`FileKey::NAMES`].
macro_rules! files {
    ($($key:ident = $number:literal $name:literal,)+) => {
        impl FileKey {
            $(#[doc = concat!("`", $name, ".toml`")] pub const $key: Self = Self($number);)+

            /// Their names, in the order of their numbers.
            const NAMES: &'static [&'static str] = &[$($name),+];
        }
    };
}

files! {
    BOUND = 0 "bound",
    CHANNEL = 1 "channel",
    CONDITION = 2 "condition",
    FREQUENCY = 3 "frequency",
    HEADER = 4 "header",
    HEADING = 5 "heading",
    NUMBER = 6 "number",
    OPENING = 7 "opening",
    PARTY = 8 "party",
    PROMISE = 9 "promise",
    SPAN = 10 "span",
    STRENGTH = 11 "strength",
    TOPIC = 12 "topic",
    UNIT = 13 "unit",
    VAGUE = 14 "vague",
    WRITING = 15 "writing",
}

/// A set of the files that labels ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileSet(u16);

impl FileSet {
    /// The set of these files; one that labels do not ask for by name is in no set.
    #[must_use]
    pub const fn of(files: &[FileKey]) -> Self {
        let mut set = Self(0);
        let mut at = 0;
        while at < files.len() {
            set = set.with(files[at]);
            at += 1;
        }
        set
    }

    /// The set with one file more.
    #[must_use]
    pub const fn with(self, FileKey(file): FileKey) -> Self {
        if file < u16::BITS as u16 { Self(self.0 | 1 << file) } else { self }
    }

    /// Whether a file is in it.
    #[must_use]
    pub const fn has(self, file: FileKey) -> bool {
        self.meets(Self(0).with(file))
    }

    /// Whether two sets have a file in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Phrases of some rules, ready to be matched.
#[derive(Clone, Debug)]
pub(super) struct Index {
    phrases: Phrases,
    /// For each phrase, what it is of.
    phrase_of: Vec<(PhraseKey, FileKey)>,
}

impl Index {
    /// The phrases of those rules that are wanted.
    pub(super) fn of(rules: &[Rule], wanted: impl Fn(&Rule) -> bool) -> Self {
        let mut phrases = Vec::new();
        let mut phrase_of = Vec::new();
        let mut files: FxHashMap<&str, u16> = FileKey::NAMES.iter().copied().zip(0..).collect();
        let mut sayings: FxHashMap<(u16, &str), usize> = FxHashMap::default();
        for (index, rule) in rules.iter().enumerate() {
            let next = u16::try_from(files.len()).unwrap_or(u16::MAX);
            let file = *files.entry(&rule.file).or_insert(next);
            let next = sayings.len();
            let says = *sayings.entry((file, &rule.says)).or_insert(next);
            for (place, phrase) in rule.words.iter().enumerate().filter(|_| wanted(rule)) {
                let [number, rule, says, place] = [phrases.len(), index, says, place]
                    .map(|number| u32::try_from(number).unwrap_or(u32::MAX));
                phrases.push((phrase.as_str(), number));
                phrase_of.push((PhraseKey { number, rule, says, place }, FileKey(file)));
            }
        }
        Self { phrases: Phrases::new(phrases), phrase_of }
    }

    /// Every rule that hits; see [`Lexicon::hits`](super::Lexicon::hits).
    pub(super) fn hits<'lexicon>(
        &'lexicon self,
        rules: &'lexicon [Rule],
        words: &[Word],
    ) -> Vec<Hit<'lexicon>> {
        let mut all: Vec<Hit<'lexicon>> = Vec::new();
        let matches = self.phrases.matches(words);
        all.reserve_exact(matches.len());
        for Match { phrase, words } in matches {
            let Some(&(phrase, file)) = self.phrase_of.get(phrase as usize) else { continue };
            let Some(rule) = rules.get(phrase.rule as usize) else { continue };
            let again = |last: &Hit<'_>| last.phrase.rule == phrase.rule && last.words == words;
            if !all.last().is_some_and(again) {
                all.push(Hit { rule, words, phrase, file });
            }
        }
        let reach = all.iter().map(|hit| hit.words.len()).max().unwrap_or(0);
        let shadows = |other: &Hit<'_>, hit: &Hit<'_>| {
            other.file == hit.file
                && other.words.len() > hit.words.len()
                && other.words.start < hit.words.end
                && hit.words.start < other.words.end
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
