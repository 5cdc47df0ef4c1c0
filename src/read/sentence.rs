//! Where a sentence ends.
//!
//! Unicode's rules part a paragraph first; then what they part wrongly is put together again: abbreviations and initials
//! (`sentence.toml` has the words), numbering, addresses of the web, and whatever stands in brackets or quotation marks.

use std::collections::HashSet;
use std::ops::Range;

use icu_segmenter::{SentenceSegmenter, SentenceSegmenterBorrowed};

use crate::lexicon::Lexicon;

mod cut;

/// A bracket that is not closed within so many bytes is taken as never closed, so that it cannot swallow a paragraph.
const BRACKET_REACH: usize = 400;

/// How much of the text on either side of a break is looked at.
const WORD_REACH: usize = 120;

/// Knows where a sentence ends. Made once from the lexicon.
pub(super) struct Sentences {
    segmenter: SentenceSegmenterBorrowed<'static>,
    always: HashSet<String>,
    before_number: HashSet<String>,
    before_day: HashSet<String>,
    before_name: HashSet<String>,
    days: HashSet<String>,
    starts: HashSet<String>,
    opens_phrase: HashSet<String>,
    lead_in: HashSet<String>,
    lead_in_subject: HashSet<String>,
}

impl Sentences {
    /// With the rules of the lexicon's file `sentence`.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let of = |says: &str| -> HashSet<String> {
            let rules = lexicon.file("sentence").filter(|rule| rule.says == says);
            rules.flat_map(|rule| &rule.words).map(|word| word.to_lowercase()).collect()
        };
        Self {
            segmenter: SentenceSegmenter::new(
                icu_segmenter::options::SentenceBreakInvariantOptions::default(),
            ),
            always: of("never-ends"),
            before_number: of("goes-on-before-number"),
            before_day: of("goes-on-before-day"),
            before_name: of("goes-on-before-name"),
            days: of("day"),
            starts: of("start"),
            opens_phrase: of("opens-phrase"),
            lead_in: of("lead-in-end"),
            lead_in_subject: of("lead-in-subject"),
        }
    }

    /// Whether a line that ends in a colon leads in to a list ("We will:") rather than heads it ("Opening hours:").
    pub(super) fn leads_in(&self, text: &str) -> bool {
        let words = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let first = words.split(' ').next().unwrap_or_default().to_lowercase();
        self.lead_in_subject.contains(&first) || self.ends_open(words)
    }

    /// Whether a sentence without an end leads in to what follows: "The staff will".
    pub(super) fn ends_open(&self, text: &str) -> bool {
        let last = text.rsplit(' ').next().unwrap_or_default();
        let last = last.to_lowercase();
        self.lead_in.contains(&last) || self.lead_in_subject.contains(&last)
    }

    /// The sentences of one paragraph whose white space is folded, as ranges of bytes, without the spaces between them.
    pub(super) fn split(&self, text: &str) -> Vec<Range<usize>> {
        if text.is_empty() {
            return Vec::new();
        }
        let begins_here = |word: &str| self.starts.contains(word) || self.always.contains(word);
        let mut cuts = cut::find(text, begins_here);
        cuts.push(text.len());
        let mut start = 0;
        let mut found = Vec::new();
        for end in cuts {
            if let Some(part) = text.get(start..end) {
                let begin = start + (part.len() - part.trim_start().len());
                let part = part.trim();
                found.extend(self.split_part(part).into_iter().map(|at| begin + at.start..begin + at.end));
            }
            start = end;
        }
        found
    }

    /// The sentences of what lies between two sure cuts.
    fn split_part(&self, text: &str) -> Vec<Range<usize>> {
        if text.is_empty() {
            return Vec::new();
        }
        // Most lines are one sentence, and the segmenter is the dearest part of reading.
        let body = text.get(..text.len() - 1).unwrap_or_default();
        if !body.contains(['.', '!', '?', '…', '。']) {
            return std::iter::once(0..text.len()).collect();
        }
        let mut found = Vec::new();
        let mut start = 0;
        let mut open = Brackets::default();
        let mut seen = 0;
        let last_word = text.rfind(char::is_alphanumeric).unwrap_or(0);
        for end in self.segmenter.segment_str(text) {
            let (Some(before), Some(after)) = (text.get(start..end), text.get(end..)) else {
                continue;
            };
            if before.is_empty() {
                continue;
            }
            open.read(text.get(seen..end).unwrap_or_default());
            seen = end;
            if !after.is_empty() && (end > last_word || open.closes_in(after) || self.goes_on(before, after))
            {
                continue;
            }
            let kept = before.trim();
            let begin = start + (before.len() - before.trim_start().len());
            if !kept.is_empty() {
                found.push(begin..begin + kept.len());
            }
            start = end;
            open = Brackets::default();
        }
        found
    }

    /// Whether the sentence that `before` seems to end goes on with `after`.
    fn goes_on(&self, before: &str, after: &str) -> bool {
        // Only what is near counts, so that one endless word costs no more than a short one.
        let before = before
            .get(before.floor_char_boundary(before.len().saturating_sub(WORD_REACH))..)
            .unwrap_or_default();
        let after = after.get(..after.floor_char_boundary(WORD_REACH)).unwrap_or_default();
        let gap = before.ends_with(char::is_whitespace);
        let before = before.trim_end();
        let last = before.rsplit(' ').next().unwrap_or_default();
        if cites(before, after) || cut::is_omission(before) {
            return true;
        }
        let next = after.split(' ').next().unwrap_or_default();
        if !gap && (last.contains(['@', '/']) || last.starts_with("www.") || last.matches('.').count() > 1) {
            return true;
        }
        let next = next.trim_start_matches(['(', '[', '"', '“', '‘', '\'']);
        let Some(first) = next.chars().next() else {
            return false;
        };
        if first.is_lowercase() {
            return true;
        }
        let word = last.trim_start_matches(['(', '[', '"', '“', '‘', '\'']).to_lowercase();
        let day = next.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        self.always.contains(&word)
            || (first.is_numeric() && self.before_number.contains(&word))
            || (self.before_day.contains(&word) && self.days.contains(&day))
            || (self.before_name.contains(&word) && !self.starts.contains(&day))
            || (self.before_day.contains(&word) && self.is_phrase(before))
            || initial(last)
            || (last == "I." && self.is_name(before) && !self.starts.contains(&day))
            || cut::is_mark(before)
    }

    /// "At 5 a.m.", which is not yet a sentence.
    fn is_phrase(&self, before: &str) -> bool {
        let mut words = before.split(' ');
        let opens = words.next().is_some_and(|word| self.opens_phrase.contains(&word.to_lowercase()));
        opens && words.count() <= 2
    }

    /// Whether the word before the last is a name, as in "Albert I."
    fn is_name(&self, before: &str) -> bool {
        let word = before.rsplit(' ').nth(1).unwrap_or_default();
        word.starts_with(char::is_uppercase) && !self.starts.contains(&word.to_lowercase())
    }
}

/// "J." in "J. Smith", but not the word "I".
fn initial(word: &str) -> bool {
    let mut chars = word.trim_start_matches(['(', '[', '"', '“']).chars();
    let letter = chars.next().filter(|c| c.is_uppercase() && *c != 'I');
    letter.is_some() && chars.next() == Some('.') && chars.next().is_none()
}

/// Whether a quotation is followed by its source in brackets, with the full stop after them: "[...]" (Moss 55).
fn cites(before: &str, after: &str) -> bool {
    before.ends_with(['"', '”', '’', '\''])
        && after
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'))
            .is_some_and(|(_, rest)| rest.starts_with('.'))
}

/// How many brackets and quotation marks are open.
#[derive(Default)]
struct Brackets {
    round: u32,
    quotes: u32,
}

impl Brackets {
    fn read(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '(' => self.round += 1,
                ')' => self.round = self.round.saturating_sub(1),
                '“' => self.quotes += 1,
                '”' => self.quotes = self.quotes.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether one is open that is closed before long.
    fn closes_in(&self, after: &str) -> bool {
        let near = || after.char_indices().take_while(|(at, _)| *at < BRACKET_REACH).map(|(_, c)| c);
        (self.round > 0 && near().find(|c| matches!(c, '(' | ')')) == Some(')'))
            || (self.quotes > 0 && near().find(|c| matches!(c, '“' | '”')) == Some('”'))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let sentences = Sentences::new(&Lexicon::built_in().unwrap());
        let found: Vec<&str> = sentences.split(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_full_stop_ends_a_sentence() {
        check("We help. You ask! Do we answer? We do.", &["We help.", "You ask!", "Do we answer?", "We do."]);
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        check("Ask e.g. Dr. Moss or J. Smith. They help.", &["Ask e.g. Dr. Moss or J. Smith.", "They help."]);
        check("Open Mon. to Fri. from 9 a.m. Ask us.", &["Open Mon. to Fri. from 9 a.m.", "Ask us."]);
        check(
            "From 9 a.m. Monday to 5 p.m. Friday. See No. 4 below.",
            &["From 9 a.m. Monday to 5 p.m. Friday.", "See No. 4 below."],
        );
    }

    #[test]
    fn a_semicolon_parts_nothing() {
        check("We answer; we help; we care.", &["We answer; we help; we care."]);
    }

    #[test]
    fn decimals_and_addresses_stay_whole() {
        check(
            "It costs 2.50 pounds. See www.Example.org for more.",
            &["It costs 2.50 pounds.", "See www.Example.org for more."],
        );
        check("Write to A.Smith@Example.org. We answer.", &["Write to A.Smith@Example.org.", "We answer."]);
    }

    #[test]
    fn brackets_and_quotes_hold_their_sentences() {
        check(
            "We reply (by post. Or e-mail.) soon. We do.",
            &["We reply (by post. Or e-mail.) soon.", "We do."],
        );
        check(
            "They say “We try. We fail.” and go. So be it.",
            &["They say “We try. We fail.” and go.", "So be it."],
        );
        check("An open (bracket. Never closed.", &["An open (bracket.", "Never closed."]);
    }

    #[test]
    fn numbering_stays_with_its_sentence() {
        check("1. We help. 2. We care.", &["1. We help.", "2. We care."]);
    }

    #[derive(serde::Deserialize)]
    struct Golden {
        rule: Vec<GoldenRule>,
    }

    #[derive(serde::Deserialize)]
    struct GoldenRule {
        number: u32,
        text: String,
        sentences: Vec<String>,
    }

    #[test]
    fn each_golden_rule_that_can_occur_in_a_charter_holds() {
        let golden: Golden = toml::from_str(include_str!("../../tests/sentences/golden.toml")).unwrap();
        assert_eq!(golden.rule.len(), 51);
        let sentences = Sentences::new(&Lexicon::built_in().unwrap());
        for rule in golden.rule {
            // As the readers do, which join the lines of a paragraph.
            let text = rule.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let found: Vec<&str> = sentences.split(&text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, rule.sentences, "golden rule {}", rule.number);
        }
    }
}
