//! A text as words, and how phrases of a rule match them. What a phrase means is the lexicon's business.
//!
//! A word is a run of letters and digits in lower case. A hyphen or slash within a word parts it (so `inter-library` and
//! `inter library` are alike) unless only one letter stands before it (so `e-mail` and `email` are alike), a possessive ending is dropped, `we'll` is `we` and `ll`. A number keeps its commas and point.
//! Marks such as `,` `;` `%` `£` are words of their own, so that no phrase reaches across them unless it names them.
//!
//! In a phrase, `enquir*` is any word that begins so, and `...` stands for up to three words.

use std::ops::Range;

use compact_str::CompactString;

mod phrases;

pub use phrases::{Match, Phrases};

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
    let mut begin = 0;
    while let Some(c) = at(text, begin) {
        // Nearly all that a text is made of: blanks, and words of letters without marks.
        if c == ' ' {
            begin += 1;
            continue;
        }
        if let Some(end) = plain_end(text.as_bytes(), begin) {
            push(&mut found, text, begin..end, Sort::Word);
            begin = end;
            continue;
        }
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
            let around = [before(text, begin), at(text, end)];
            let digits_around = around.iter().all(|c| c.is_some_and(|c: char| c.is_ascii_digit()));
            let within_word = around.iter().all(|c| c.is_some_and(char::is_alphanumeric));
            let silent = c.is_whitespace()
                || matches!(c, '\'' | '’' | '‘' | '"' | '“' | '”' | '*' | '_')
                || (matches!(c, '-' | '/' | '‐' | '‑') && within_word && !digits_around);
            if !silent {
                push(&mut found, text, begin..end, Sort::Mark);
            }
        }
        begin = end;
    }
    found
}

/// The letter that ends before a byte.
fn before(text: &str, index: usize) -> Option<char> {
    text.get(..index)?.chars().next_back()
}

/// Behind a word that begins at a byte, if it is one of plain letters and digits alone that no mark may belong to.
fn plain_end(text: &[u8], begin: usize) -> Option<usize> {
    let rest = text.get(begin..)?;
    if !rest.first()?.is_ascii_alphabetic() {
        return None;
    }
    let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let parted = match rest.get(length) {
        Some(b'-') => length > 1,
        Some(byte) => byte.is_ascii() && *byte != b'\'',
        None => true,
    };
    parted.then_some(begin + length)
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
                let mut lower = CompactString::new(slice);
                lower.make_ascii_lowercase();
                if sort == Sort::Word && lower.as_bytes().get(1) == Some(&b'-') {
                    lower.remove(1);
                }
                lower
            }
            _ if sort == Sort::Word => slice.to_lowercase().replace(['-', '‐', '‑'], "").into(),
            _ => slice.to_lowercase().into(),
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
}
