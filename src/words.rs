//! A text as words, and how phrases of a rule match them. What a phrase means is the lexicon's business.
//!
//! A word is a run of letters and digits in lower case. A hyphen or slash within a word parts it (so `inter-library` and
//! `inter library` are alike) unless only one letter stands before it (so `e-mail` and `email` are alike), a possessive ending is dropped, `we'll` is `we` and `ll`. A number keeps its commas and point.
//! Marks such as `,` `;` `%` `£` are words of their own, so that no phrase reaches across them unless it names them.
//!
//! In a phrase, `enquir*` is any word that begins so, and `...` stands for up to three words.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// How many words `...` may stand for.
const GAP: usize = 3;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In lower case, without a possessive ending.
    pub lower: String,
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
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |index: usize| chars.get(index).map_or(text.len(), |&(at, _)| at);
    let at = |index: usize| chars.get(index).map(|&(_, c)| c);
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(c) = at(index) {
        let begin = index;
        if c.is_ascii_digit() {
            while at(index).is_some_and(|c| {
                c.is_ascii_digit()
                    || (matches!(c, ',' | '.') && at(index + 1).is_some_and(|next| next.is_ascii_digit()))
            }) {
                index += 1;
            }
            push(&mut found, text, end_of(begin)..end_of(index), Sort::Number);
        } else if c.is_alphanumeric() {
            while at(index).is_some_and(char::is_alphanumeric) {
                index += 1;
            }
            let single = index == begin + 1 && matches!(at(index), Some('-' | '‐' | '‑'));
            if single && at(index + 1).is_some_and(char::is_alphabetic) {
                index += 1;
                while at(index).is_some_and(char::is_alphanumeric) {
                    index += 1;
                }
            }
            push(&mut found, text, end_of(begin)..end_of(index), Sort::Word);
            if matches!(at(index), Some('\'' | '’')) && at(index + 1).is_some_and(char::is_alphabetic) {
                index = apostrophe(&mut found, text, &chars, index);
            }
        } else {
            index += 1;
            let digits_around = begin > 0
                && at(begin - 1).is_some_and(|c| c.is_ascii_digit())
                && at(index).is_some_and(|c| c.is_ascii_digit());
            let within_word = begin > 0
                && at(begin - 1).is_some_and(char::is_alphanumeric)
                && at(index).is_some_and(char::is_alphanumeric);
            let silent = c.is_whitespace()
                || matches!(c, '\'' | '’' | '‘' | '"' | '“' | '”' | '*' | '_')
                || (matches!(c, '-' | '/' | '‐' | '‑') && within_word && !digits_around);
            if !silent {
                push(&mut found, text, end_of(begin)..end_of(index), Sort::Mark);
            }
        }
    }
    found
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
            "–" | "—" | "‐" | "‑" => "-".to_owned(),
            _ if sort == Sort::Word => slice.to_lowercase().replace(['-', '‐', '‑'], ""),
            _ => slice.to_lowercase(),
        };
        found.push(Word { lower, span, number: sort == Sort::Number, mark: sort == Sort::Mark });
    }
}

/// Reads what follows an apostrophe at `index`: a possessive ending is dropped, `n't` stays in its word, any other
/// ending is a word of its own. Gives the index behind it.
fn apostrophe(found: &mut Vec<Word>, text: &str, chars: &[(usize, char)], index: usize) -> usize {
    let mut end = index + 1;
    while chars.get(end).is_some_and(|&(_, c)| c.is_alphanumeric()) {
        end += 1;
    }
    let byte = |index: usize| chars.get(index).map_or(text.len(), |&(at, _)| at);
    let span = byte(index + 1)..byte(end);
    match text.get(span.clone()).unwrap_or_default() {
        "s" | "S" => {}
        "t" | "T" => {
            if let Some(word) = found.last_mut() {
                word.lower.push_str("'t");
                word.span.end = span.end;
            }
        }
        _ => push(found, text, span, Sort::Word),
    }
    end
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
#[derive(Clone, Debug)]
pub struct Phrases {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    words: FxHashMap<Box<str>, u32>,
    /// By their first two bytes, so that a root with hundreds of them is quick.
    prefixes: FxHashMap<[u8; 2], Vec<(Box<str>, u32)>>,
    gap: Option<u32>,
    ends: Vec<u32>,
}

impl Default for Phrases {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Phrases {
    /// Adds a phrase under a number. An empty phrase matches nothing; a prefix shorter than two letters is taken as a whole word.
    pub fn add(&mut self, phrase: &str, number: u32) {
        let mut at = 0u32;
        let mut any = false;
        for part in phrase.split_whitespace() {
            if part == "..." {
                at = self.step(at, |node| &mut node.gap);
                continue;
            }
            let (part, prefix) = part.strip_suffix('*').map_or((part, false), |part| (part, true));
            let mut parts = words(part);
            let last = parts.pop();
            for word in parts {
                at = self.step_word(at, &word.lower);
                any = true;
            }
            let Some(last) = last else { continue };
            any = true;
            at = match last.lower.as_bytes() {
                &[first, second, ..] if prefix => self.step_prefix(at, [first, second], &last.lower),
                _ => self.step_word(at, &last.lower),
            };
        }
        if any && let Some(node) = self.nodes.get_mut(at as usize) {
            node.ends.push(number);
        }
    }

    /// Every place where a phrase stands, overlapping ones included, in the order of the words.
    #[must_use]
    pub fn matches(&self, words: &[Word]) -> Vec<Match> {
        let mut found = Vec::new();
        for start in 0..words.len() {
            self.walk(0, words, start, start, &mut found);
        }
        found
    }

    fn walk(&self, at: u32, words: &[Word], start: usize, next: usize, found: &mut Vec<Match>) {
        let Some(node) = self.nodes.get(at as usize) else {
            return;
        };
        found.extend(node.ends.iter().map(|&phrase| Match { phrase, words: start..next }));
        if let Some(word) = words.get(next) {
            self.follow(node, word, words, start, next, found);
        }
        if let Some(gap) = node.gap {
            for skipped in 0..=GAP {
                let here = next + skipped;
                let crosses = skipped > 0 && words.get(here - 1).is_none_or(|word| word.mark);
                let (Some(node), Some(word)) = (self.nodes.get(gap as usize), words.get(here)) else {
                    break;
                };
                if crosses {
                    break;
                }
                self.follow(node, word, words, start, here, found);
            }
        }
    }

    fn follow(
        &self,
        node: &Node,
        word: &Word,
        words: &[Word],
        start: usize,
        next: usize,
        found: &mut Vec<Match>,
    ) {
        if let Some(&to) = node.words.get(word.lower.as_str()) {
            self.walk(to, words, start, next + 1, found);
        }
        if !node.prefixes.is_empty()
            && let &[first, second, ..] = word.lower.as_bytes()
            && let Some(prefixes) = node.prefixes.get(&[first, second])
        {
            for (prefix, to) in prefixes {
                if word.lower.starts_with(&**prefix) {
                    self.walk(*to, words, start, next + 1, found);
                }
            }
        }
    }

    fn step(&mut self, at: u32, slot: impl Fn(&mut Node) -> &mut Option<u32>) -> u32 {
        let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let Some(node) = self.nodes.get_mut(at as usize) else {
            return at;
        };
        let place = slot(node);
        if let Some(to) = *place {
            return to;
        }
        *place = Some(fresh);
        self.nodes.push(Node::default());
        fresh
    }

    fn step_word(&mut self, at: u32, word: &str) -> u32 {
        let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let Some(node) = self.nodes.get_mut(at as usize) else {
            return at;
        };
        let to = *node.words.entry(word.into()).or_insert(fresh);
        if to == fresh {
            self.nodes.push(Node::default());
        }
        to
    }

    fn step_prefix(&mut self, at: u32, key: [u8; 2], prefix: &str) -> u32 {
        let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let Some(node) = self.nodes.get_mut(at as usize) else {
            return at;
        };
        let prefixes = node.prefixes.entry(key).or_default();
        if let Some((_, to)) = prefixes.iter().find(|(known, _)| &**known == prefix) {
            return *to;
        }
        prefixes.push((prefix.into(), fresh));
        self.nodes.push(Node::default());
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_words(text: &str, expected: &str) {
        let found: Vec<String> = words(text).into_iter().map(|word| word.lower).collect();
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
