//! A text as words, and how phrases of a rule match them. What a phrase means is the lexicon's business.
//!
//! A word is a run of letters and digits in lower case. A hyphen or slash within a word parts it (so `inter-library` and
//! `inter library` are alike) unless only one letter stands before it (so `e-mail` and `email` are alike), a possessive ending is dropped, `we'll` is `we` and `ll`. A number keeps its commas and point.
//! Marks such as `,` `;` `%` `£` are words of their own, so that no phrase reaches across them unless it names them.
//!
//! In a phrase, `enquir*` is any word that begins so, and `...` stands for up to three words.

use std::ops::Range;

use compact_str::{CompactString, ToCompactString};
use rustc_hash::FxHashMap;

/// How many words `...` may stand for.
const GAP: usize = 3;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In lower case, without a possessive ending.
    pub lower: CompactString,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Whether it is a number in digits.
    pub number: bool,
    /// Whether it is a mark such as `,` or `%`, not a word.
    pub mark: bool,
}

/// A text as words. See the [module](self) for what a word is.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut before = None;
    let mut begin = 0;
    while let Some(c) = at(text, begin) {
        let mut end = begin + c.len_utf8();
        if c.is_ascii_digit() {
            end = number_end(text, begin);
            push(&mut found, text, begin..end, Sort::Number);
        } else if c.is_alphanumeric() {
            let single = matches!(at(text, end), Some('-' | '‐' | '‑'));
            end = word_end(text, end);
            if single && let Some(mark) = at(text, end) {
                let behind = end + mark.len_utf8();
                if at(text, behind).is_some_and(char::is_alphabetic) {
                    end = word_end(text, behind);
                }
            }
            push(&mut found, text, begin..end, Sort::Word);
            if matches!(at(text, end), Some('\'' | '’')) {
                end = apostrophe(&mut found, text, end);
            }
        } else {
            let after = at(text, end);
            let digits_around = [before, after].iter().all(|c| c.is_some_and(|c: char| c.is_ascii_digit()));
            let within_word = [before, after].iter().all(|c| c.is_some_and(char::is_alphanumeric));
            let silent = c.is_whitespace()
                || matches!(c, '\'' | '’' | '‘' | '"' | '“' | '”' | '*' | '_')
                || (matches!(c, '-' | '/' | '‐' | '‑') && within_word && !digits_around);
            if !silent {
                push(&mut found, text, begin..end, Sort::Mark);
            }
        }
        before = text.get(begin..end).and_then(|read| read.chars().next_back());
        begin = end;
    }
    found
}

/// The letter that begins at a byte.
fn at(text: &str, index: usize) -> Option<char> {
    match *text.as_bytes().get(index)? {
        byte if byte.is_ascii() => Some(char::from(byte)),
        _ => text.get(index..)?.chars().next(),
    }
}

/// Behind the letters and digits from a byte on.
fn word_end(text: &str, mut index: usize) -> usize {
    while let Some(c) = at(text, index).filter(|c| c.is_alphanumeric()) {
        index += c.len_utf8();
    }
    index
}

/// Behind the digits from a byte on, with the commas and points between two of them.
fn number_end(text: &str, mut index: usize) -> usize {
    let digit = |index| at(text, index).is_some_and(|c| c.is_ascii_digit());
    while digit(index) || (matches!(at(text, index), Some(',' | '.')) && digit(index + 1)) {
        index += 1;
    }
    index
}

/// Which of the three sorts a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    Number,
    Mark,
}

fn push(found: &mut Vec<Word>, text: &str, span: Range<usize>, sort: Sort) {
    if let Some(slice) = text.get(span.clone()) {
        let lower = match slice {
            "–" | "—" | "‐" | "‑" => CompactString::const_new("-"),
            _ if slice.is_ascii() => {
                let mut lower = slice.to_compact_string();
                lower.make_ascii_lowercase();
                if sort == Sort::Word {
                    lower.retain(|c| c != '-');
                }
                lower
            }
            _ if sort == Sort::Word => slice.to_lowercase().replace(['-', '‐', '‑'], "").to_compact_string(),
            _ => slice.to_lowercase().to_compact_string(),
        };
        found.push(Word { lower, span, number: sort == Sort::Number, mark: sort == Sort::Mark });
    }
}

/// Reads what follows an apostrophe at a byte: a possessive ending is dropped, `n't` stays in its word, any other
/// ending is a word of its own. Gives the byte behind it; the apostrophe's own where no word follows.
fn apostrophe(found: &mut Vec<Word>, text: &str, index: usize) -> usize {
    let begin = index + at(text, index).map_or(0, char::len_utf8);
    if !at(text, begin).is_some_and(char::is_alphabetic) {
        return index;
    }
    let span = begin..word_end(text, begin);
    match text.get(span.clone()).unwrap_or_default() {
        "s" | "S" => {}
        "t" | "T" => {
            if let Some(word) = found.last_mut() {
                word.lower.push_str("'t");
                word.span.end = span.end;
            }
        }
        _ => push(found, text, span.clone(), Sort::Word),
    }
    span.end
}

/// Where a phrase stands in a text: its number, and the words it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The number that the phrase was added with.
    pub phrase: u32,
    /// From its first word to behind its last, as indices into the words.
    pub words: Range<usize>,
}

/// Many phrases, matched in one walk over the words of a text.
///
/// Every word and every beginning that some phrase names is a sign with a number. A text's words are turned into the signs that
/// they bear once, so that following phrases compares numbers alone.
#[derive(Clone, Debug)]
pub struct Phrases {
    words: FxHashMap<Box<str>, u32>,
    /// By their first two bytes, so that hundreds of them are quick.
    prefixes: FxHashMap<[u8; 2], Vec<(Box<str>, u32)>>,
    signs: u32,
    nodes: Vec<Node>,
    /// Where a node and a sign lead.
    steps: FxHashMap<(u32, u32), u32>,
    /// The same for the first node, by the sign; `NOWHERE` for those that begin no phrase.
    first: Vec<u32>,
}

/// What is known of a text that was matched so far: the phrases that begin so.
#[derive(Clone, Debug, Default)]
struct Node {
    /// Whether any phrase goes on from here with a word.
    goes_on: bool,
    gap: Option<u32>,
    ends: Vec<u32>,
}

/// The node that is not there.
const NOWHERE: u32 = u32::MAX;

impl Default for Phrases {
    fn default() -> Self {
        Self {
            words: FxHashMap::default(),
            prefixes: FxHashMap::default(),
            signs: 0,
            nodes: vec![Node::default()],
            steps: FxHashMap::default(),
            first: Vec::new(),
        }
    }
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
    /// The signs of a word.
    fn signs(&self, word: usize) -> Range<usize> {
        let end = |word: usize| self.ends.get(word).map_or(self.signs.len(), |&end| end as usize);
        let begin = word.checked_sub(1).map_or(0, end);
        begin..end(word)
    }
}

impl Phrases {
    /// Adds a phrase under a number. An empty phrase matches nothing; a prefix shorter than two letters is taken as a whole word.
    pub fn add(&mut self, phrase: &str, number: u32) {
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

    /// Every place where a phrase stands, overlapping ones included, in the order of the words.
    #[must_use]
    pub fn matches(&self, words: &[Word]) -> Vec<Match> {
        let mut walk = Walk {
            words,
            signs: Vec::with_capacity(words.len() * 2),
            ends: Vec::with_capacity(words.len()),
            start: 0,
            found: Vec::new(),
        };
        for word in words {
            self.sign(&word.lower, &mut walk.signs);
            walk.ends.push(u32::try_from(walk.signs.len()).unwrap_or(u32::MAX));
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
        signs.extend(self.words.get(word));
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
        let words = walk.start..next;
        walk.found.extend(node.ends.iter().map(|&phrase| Match { phrase, words: words.clone() }));
        if node.goes_on {
            self.follow(at, next, walk);
        }
        if let Some(gap) = node.gap {
            for skipped in 0..=GAP {
                let here = next + skipped;
                let crosses = skipped > 0 && walk.words.get(here - 1).is_none_or(|word| word.mark);
                if crosses || here >= walk.words.len() {
                    break;
                }
                self.follow(gap, here, walk);
            }
        }
    }

    /// Goes on from a node with the word that comes next, if there is one.
    fn follow(&self, at: u32, next: usize, walk: &mut Walk<'_>) {
        if next >= walk.words.len() {
            return;
        }
        for sign in walk.signs(next) {
            let sign = walk.signs.get(sign).copied().unwrap_or(NOWHERE);
            if let Some(&to) = self.steps.get(&(at, sign)) {
                self.walk(to, next + 1, walk);
            }
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
        let fresh = u32::try_from(self.nodes.len()).unwrap_or(NOWHERE);
        self.nodes.push(Node::default());
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
            node.goes_on = true;
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_words(text: &str, expected: &str) {
        let found: Vec<_> = words(text).into_iter().map(|word| word.lower).collect();
        assert_eq!(found.join("·"), expected);
    }

    #[test]
    fn hyphens_part_a_word_and_marks_stand_alone() {
        check_words("Inter-library e-mail, 24/7!", "inter·library·email·,·24·/·7·!");
    }

    #[test]
    fn a_possessive_is_dropped_and_a_short_verb_is_a_word() {
        check_words(
            "The library’s staff: we'll help; don't wait",
            "the·library·staff·:·we·ll·help·;·don't·wait",
        );
    }

    #[test]
    fn numbers_keep_commas_and_point_but_not_letters() {
        check_words("£1,000.50 by 9.30am, 5–10 items.", "£·1,000.50·by·9.30·am·,·5·-·10·items·.");
    }

    #[track_caller]
    fn check_match(phrase: &str, text: &str, expected: &[&str]) {
        let mut phrases = Phrases::default();
        phrases.add(phrase, 7);
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
