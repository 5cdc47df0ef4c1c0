//! A text as the words that are looked up: `words` in `assets/search.js` parts and folds a query in the same way.
//!
//! A word is a run of letters, digits and marks on letters, without case and without marks, so that "maori" finds "Māori". One
//! letter with a hyphen is a part of what follows, so that "email" finds "e-mail". A single letter is no word, and neither is
//! anything too long to be typed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most letters that a word has.
const LONGEST: usize = 40;

/// Hands on every word of a text, in order.
pub(super) fn each_word(text: &str, scratch: &mut String, mut then: impl FnMut(&str)) {
    let mut chars = text.chars().peekable();
    while let Some(first) = chars.next() {
        if !is_of_word(first) {
            continue;
        }
        scratch.clear();
        let mut plain = push(scratch, first);
        let mut letters = 1usize;
        if matches!(chars.peek(), Some('-' | '‐' | '‑')) && first.is_alphabetic() {
            chars.next();
            if !chars.peek().is_some_and(|next| next.is_alphabetic()) {
                continue;
            }
        }
        while let Some(next) = chars.next_if(|next| is_of_word(*next)) {
            letters += 1;
            if letters <= LONGEST * 4 {
                plain &= push(scratch, next);
            }
        }
        if !plain {
            let folded: String = scratch
                .nfd()
                .filter(|letter| !is_combining_mark(*letter))
                .flat_map(char::to_lowercase)
                .filter(|letter| !is_combining_mark(*letter))
                .collect();
            *scratch = folded;
        }
        if is_looked_up(scratch) {
            then(scratch);
        }
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || (!letter.is_ascii() && (letter.is_alphanumeric() || is_combining_mark(letter)))
}

/// Whether the letter is as it should be, without a look at its marks.
fn push(word: &mut String, letter: char) -> bool {
    word.push(letter.to_ascii_lowercase());
    letter.is_ascii()
}

fn is_looked_up(word: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) => only.is_ascii_digit(),
        (Some(_), Some(_)) => word.len() <= LONGEST || word.chars().count() <= LONGEST,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        each_word(text, &mut String::new(), |word| found.push(word.to_owned()));
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_are_without_case_and_marks() {
        check("We reply within 2 working days.", "we reply within 2 working days");
        check("Te Puna Mātauranga; ÉCOLE, e\u{301}cole", "te puna matauranga ecole ecole");
        check("İstanbul ΣΊΣΥΦΟΣ", "istanbul σισυφοσ");
    }

    #[test]
    fn a_letter_with_a_hyphen_is_a_part_of_what_follows() {
        check("E-mail, e\u{2011}book, on-line, X-ray; a- b, -c", "email ebook on line xray");
    }

    #[test]
    fn what_nobody_types_is_no_word() {
        check(&"a".repeat(41), "");
        check(&"a".repeat(100_000), "");
        check(&format!("{} ok", "é".repeat(40)), &format!("{} ok", "e".repeat(40)));
        check("library's 5 £ a", "library 5");
    }
}
