//! Many phrases of rules, matched in one walk over the words of a text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Word, words};

/// How many words `...` may stand for.
const GAP: usize = 3;

/// Where a phrase stands in a text: its number, and the words it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The number that the phrase was given.
    pub phrase: u32,
    /// From its first word to behind its last, as indices into the words.
    pub words: Range<usize>,
}

/// Many phrases, matched in one walk over the words of a text.
///
/// Every word and every beginning that some phrase names is a sign with a number. A text's words are turned into the signs that
/// they bear once, by one look-up for each that some phrase names, so that following phrases compares numbers alone.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// For each word that some phrase names, where its signs stand.
    words: FxHashMap<Box<str>, Slice>,
    signs: Vec<u32>,
    /// The beginnings that some phrase names, by their first two bytes, so that hundreds of them are quick.
    prefixes: FxHashMap<[u8; 2], Vec<(Box<str>, u32)>>,
    nodes: Vec<Node>,
    /// The numbers of the phrases that end at some node, one node after another.
    ends: Vec<u32>,
    /// Where a node and a sign lead.
    steps: FxHashMap<(u32, u32), u32>,
    /// The same for the first node, by the sign; `NOWHERE` for those that begin no phrase.
    first: Vec<u32>,
}

/// A part of a list.
type Slice = Range<u32>;

fn part<'l>(list: &'l [u32], slice: &Slice) -> &'l [u32] {
    list.get(slice.start as usize..slice.end as usize).unwrap_or_default()
}

/// What is known of a text that was matched so far: the phrases that begin so.
#[derive(Clone, Debug)]
struct Node {
    /// A bit for each sign that may lead on from here, at the place that [`bit`] gives it: most words lead nowhere, and a look-up
    /// for each would take most of the time.
    leads_on: u64,
    /// The node behind a gap, or `NOWHERE`.
    gap: u32,
    ends: Slice,
}

/// The node that is not there.
const NOWHERE: u32 = u32::MAX;

fn bit(sign: u32) -> u64 {
    1 << (sign % 64)
}

/// A text on its way through the phrases.
struct Walk<'w> {
    words: &'w [Word],
    /// The signs of all words, one after another, and where those of each word end.
    signs: Vec<u32>,
    ends: Vec<u32>,
    start: usize,
    found: Vec<Match>,
}

impl Walk<'_> {
    /// Where the signs of a word stand.
    fn signs(&self, word: usize) -> Range<usize> {
        let end = |word: usize| self.ends.get(word).map_or(self.signs.len(), |&end| end as usize);
        let begin = word.checked_sub(1).map_or(0, end);
        begin..end(word)
    }
}

impl Phrases {
    /// Phrases, each with a number. An empty phrase matches nothing; a prefix shorter than two letters is taken as a whole word.
    #[must_use]
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, u32)>) -> Self {
        let mut growing = Growing::default();
        growing.fresh();
        for (phrase, number) in phrases {
            growing.add(phrase, number);
        }
        growing.grown()
    }

    /// Every place where a phrase stands, overlapping ones included, in the order of the words.
    #[must_use]
    pub fn matches(&self, words: &[Word]) -> Vec<Match> {
        let mut walk = Walk {
            words,
            signs: Vec::with_capacity(words.len() * 2),
            ends: Vec::with_capacity(words.len()),
            start: 0,
            found: Vec::with_capacity(words.len()),
        };
        for word in words {
            self.sign(&word.lower, &mut walk.signs);
            walk.ends.push(number(walk.signs.len()));
        }
        for start in 0..words.len() {
            walk.start = start;
            for at in walk.signs(start) {
                let sign = walk.signs.get(at).copied().unwrap_or(NOWHERE);
                if let Some(&to) = self.first.get(sign as usize)
                    && to != NOWHERE
                {
                    self.walk(to, start + 1, &mut walk);
                }
            }
        }
        walk.found
    }

    /// The signs that a word bears: itself, where some phrase names it, then the beginnings that it has.
    fn sign(&self, word: &str, signs: &mut Vec<u32>) {
        match self.words.get(word) {
            Some(slice) => signs.extend_from_slice(part(&self.signs, slice)),
            None => self.begin(word, signs),
        }
    }

    /// The signs of the beginnings that a word has.
    fn begin(&self, word: &str, signs: &mut Vec<u32>) {
        if let &[first, second, ..] = word.as_bytes()
            && let Some(prefixes) = self.prefixes.get(&[first, second])
        {
            signs.extend(
                prefixes.iter().filter(|(prefix, _)| word.starts_with(&**prefix)).map(|(_, sign)| sign),
            );
        }
    }

    fn walk(&self, at: u32, next: usize, walk: &mut Walk<'_>) {
        let Some(node) = self.nodes.get(at as usize) else {
            return;
        };
        for &phrase in part(&self.ends, &node.ends) {
            walk.found.push(Match { phrase, words: walk.start..next });
        }
        if node.leads_on != 0 {
            self.follow(at, node, next, walk);
        }
        if let Some(gap) = self.nodes.get(node.gap as usize) {
            for skipped in 0..=GAP {
                let here = next + skipped;
                let crosses = skipped > 0 && walk.words.get(here - 1).is_none_or(|word| word.mark);
                if crosses || here >= walk.words.len() {
                    break;
                }
                self.follow(node.gap, gap, here, walk);
            }
        }
    }

    /// Goes on from a node with the word that comes next, if there is one.
    fn follow(&self, at: u32, node: &Node, next: usize, walk: &mut Walk<'_>) {
        if next >= walk.words.len() {
            return;
        }
        for sign in walk.signs(next) {
            let sign = walk.signs.get(sign).copied().unwrap_or(NOWHERE);
            if node.leads_on & bit(sign) != 0
                && let Some(&to) = self.steps.get(&(at, sign))
            {
                self.walk(to, next + 1, walk);
            }
        }
    }
}

/// Phrases while they are added to one another.
#[derive(Default)]
struct Growing {
    words: FxHashMap<Box<str>, u32>,
    prefixes: FxHashMap<[u8; 2], Vec<(Box<str>, u32)>>,
    signs: u32,
    nodes: Vec<GrowingNode>,
    steps: FxHashMap<(u32, u32), u32>,
    first: Vec<u32>,
}

#[derive(Default)]
struct GrowingNode {
    leads_on: u64,
    gap: Option<u32>,
    ends: Vec<u32>,
}

/// A length as a number of what stands in a list; no list of phrases is longer than that.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NOWHERE)
}

impl Growing {
    fn add(&mut self, phrase: &str, number: u32) {
        let mut at = 0u32;
        let mut any = false;
        for part in phrase.split_whitespace() {
            if part == "..." {
                // Before the first word they would stand for nothing.
                at = if any { self.gap(at) } else { at };
                continue;
            }
            let (part, prefix) = part.strip_suffix('*').map_or((part, false), |part| (part, true));
            let mut parts = words(part);
            let last = parts.pop();
            for word in parts {
                let sign = self.word(&word.lower);
                at = self.step(at, sign);
                any = true;
            }
            let Some(last) = last else { continue };
            any = true;
            let sign = match last.lower.as_bytes() {
                &[first, second, ..] if prefix => self.prefix([first, second], &last.lower),
                _ => self.word(&last.lower),
            };
            at = self.step(at, sign);
        }
        if any && let Some(node) = self.nodes.get_mut(at as usize) {
            node.ends.push(number);
        }
    }

    /// The sign of a whole word.
    fn word(&mut self, word: &str) -> u32 {
        let sign = *self.words.entry(word.into()).or_insert(self.signs);
        self.signs = self.signs.max(sign.saturating_add(1));
        sign
    }

    /// The sign of a beginning.
    fn prefix(&mut self, key: [u8; 2], prefix: &str) -> u32 {
        let prefixes = self.prefixes.entry(key).or_default();
        if let Some((_, sign)) = prefixes.iter().find(|(known, _)| &**known == prefix) {
            return *sign;
        }
        let sign = self.signs;
        prefixes.push((prefix.into(), sign));
        self.signs = sign.saturating_add(1);
        sign
    }

    fn fresh(&mut self) -> u32 {
        let fresh = number(self.nodes.len());
        self.nodes.push(GrowingNode::default());
        fresh
    }

    /// The node behind up to three words of any kind.
    fn gap(&mut self, at: u32) -> u32 {
        if let Some(to) = self.nodes.get(at as usize).and_then(|node| node.gap) {
            return to;
        }
        let to = self.fresh();
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.gap = Some(to);
        }
        to
    }

    fn step(&mut self, at: u32, sign: u32) -> u32 {
        if let Some(&to) = self.steps.get(&(at, sign)) {
            return to;
        }
        let to = self.fresh();
        self.steps.insert((at, sign), to);
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.leads_on |= bit(sign);
        }
        if at == 0 {
            let place = sign as usize;
            self.first.resize(self.first.len().max(place + 1), NOWHERE);
            if let Some(first) = self.first.get_mut(place) {
                *first = to;
            }
        }
        to
    }

    /// All that was added, ready to be matched.
    fn grown(self) -> Phrases {
        let Self { words, prefixes, nodes: growing, steps, first, .. } = self;
        let mut phrases = Phrases { prefixes, steps, first, ..Phrases::default() };
        for GrowingNode { leads_on, gap, ends } in growing {
            let from = number(phrases.ends.len());
            phrases.ends.extend(ends);
            let ends = from..number(phrases.ends.len());
            phrases.nodes.push(Node { leads_on, gap: gap.unwrap_or(NOWHERE), ends });
        }
        let mut words: Vec<(Box<str>, u32)> = words.into_iter().collect();
        words.sort_unstable_by_key(|(_, sign)| *sign);
        for (word, sign) in words {
            let mut signs = vec![sign];
            phrases.begin(&word, &mut signs);
            let from = number(phrases.signs.len());
            phrases.signs.extend(signs);
            phrases.words.insert(word, from..number(phrases.signs.len()));
        }
        phrases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_match(phrase: &str, text: &str, expected: &[&str]) {
        let phrases = Phrases::new([(phrase, 7)]);
        let words = words(text);
        let found: Vec<&str> = phrases
            .matches(&words)
            .iter()
            .map(|found| {
                assert_eq!(found.phrase, 7);
                &text[words[found.words.start].span.start..words[found.words.end - 1].span.end]
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_phrase_is_whole_words_in_any_case() {
        check_match("aim to", "We AIM TO help; we aim together", &["AIM TO"]);
    }

    #[test]
    fn a_star_is_any_ending_and_dots_are_up_to_three_words() {
        check_match("enquir*", "An enquiry, two enquiries, an inquiry", &["enquiry", "enquiries"]);
        check_match("aim ... to", "we aim always to help", &["aim always to"]);
        check_match("aim ... to", "we aim, always, to help", &[]);
        check_match("aim ... to", "we aim one two three four to help", &[]);
    }

    #[test]
    fn an_empty_phrase_matches_nothing() {
        check_match("", "anything", &[]);
        check_match("...", "anything", &[]);
    }
}
