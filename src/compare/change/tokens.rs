//! A text as the words that count when two captures are compared: without marks, case, the ends of links, past dates and counters.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

/// A word with the space behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands, with the space behind it.
    pub(super) span: Range<usize>,
    /// What it comes to; empty for a mark that makes no difference.
    pub(super) key: String,
}

/// The words of a text. Their spans are the whole text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let word = word(rest).max(rest.chars().next().map_or(1, char::len_utf8));
        let space = |rest: &str| rest.len() - rest.trim_start().len();
        let end = at + word + text.get(at + word..).map_or(0, space);
        let key = key(rest.get(..word).unwrap_or_default());
        // Space before the first word is its own.
        tokens.push(Token { span: at..end, key });
        at = end;
    }
    tokens
}

/// How long the word is that a text begins with; 0 where it begins with none.
fn word(text: &str) -> usize {
    if is_link(text) {
        return text.find(char::is_whitespace).unwrap_or(text.len());
    }
    let mut letters = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, next)| *next);
        let inner = before.zip(after).is_some_and(|(before, after)| joins(before, letter, after));
        if !letter.is_alphanumeric() && !invisible(letter) && !inner {
            return at;
        }
        before = Some(letter);
    }
    text.len()
}

/// Whether a mark between two letters is a part of their word.
fn joins(before: char, mark: char, after: char) -> bool {
    match mark {
        '\'' | '’' | 'ʼ' | '-' | '‐' | '‑' | '@' | '_' => {
            before.is_alphanumeric() && after.is_alphanumeric()
        }
        '.' | ',' | '/' | ':' | '–' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

fn invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_link(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| {
        text.as_bytes().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    })
}

/// Signs that say something where they stand alone.
const SPEAKING: &str = "%£€$¥+&@<>=≤≥°|/";

fn key(word: &str) -> String {
    if is_link(word) {
        // A session's id stands behind one of these marks, if at all.
        let path = word.split(['?', '#', ';']).next().unwrap_or(word).to_lowercase();
        let path = path.split_once("://").map_or(path.as_str(), |(_, rest)| rest);
        let path = path.strip_prefix("www.").unwrap_or(path);
        return path.trim_end_matches(|end: char| !end.is_alphanumeric()).to_owned();
    }
    let digits = word.chars().any(|letter| letter.is_ascii_digit());
    let speaks = |letter: &char| letter.is_alphanumeric() || SPEAKING.contains(*letter);
    let keep = word.chars().filter_map(|letter| match letter {
        '‐' | '‑' | '–' | '-' if digits => Some('-'),
        '.' | ',' | ':' if digits => Some(letter),
        _ => speaks(&letter).then_some(letter),
    });
    let key: String = keep.flat_map(char::to_lowercase).collect();
    key.trim_matches(['.', ',', ':', '-']).to_owned()
}

/// What stands for a date or a counter.
const NOISE: &str = "#";

/// The words that count, in order: no marks, and one sign for each counter, and for each date that is not after `day`. A later one
/// is a term that is set, as in "open until 31 December": it counts, and so do its words.
pub(super) fn keys(text: &str, day: Date) -> Vec<String> {
    let tokens = tokens(text);
    let masked = counters(text, &tokens);
    let mut keys: Vec<String> = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.into_iter().enumerate().filter(|(_, token)| !token.key.is_empty()) {
        let counter = masked.contains(&index);
        keys.push(if counter { NOISE.to_owned() } else { token.key });
        let dated = (1..=3).rev().find(|many| {
            keys.len()
                .checked_sub(*many)
                .and_then(|from| keys.get(from..))
                .is_some_and(|words| is_past(words, day))
        });
        if let Some(many) = dated {
            keys.truncate(keys.len() - many);
            keys.push(NOISE.to_owned());
        }
    }
    keys
}

/// Whether these words are a whole date, with its day, month and year, that is not after a day. Of one that can be read in two ways
/// the earlier counts.
fn is_past(words: &[String], day: Date) -> bool {
    let read = |formats: &[&str], text: &str| {
        let dates = formats.iter().filter_map(|format| {
            jiff::fmt::strtime::parse(format, text).and_then(|parsed| parsed.to_date()).ok()
        });
        dates.filter(|date| (1900..2200).contains(&date.year())).min().is_some_and(|date| date <= day)
    };
    let short = |word: &String| word.len() <= 12;
    match words {
        [one] if short(one) && one.starts_with(|first: char| first.is_ascii_digit()) => {
            read(&["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d"], one)
        }
        [one, two, year] if is_year(year) && short(one) && short(two) => {
            let (one, two) = (monthday(one), monthday(two));
            read(&["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"], &format!("{one} {two} {year}"))
        }
        _ => false,
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// A day of the month without the letters behind it, as in "12th".
fn monthday(word: &str) -> &str {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if (1..=2).contains(&digits.len()) && word.len() - digits.len() <= 2 { digits } else { word }
}

/// The least number that counts something when it stands alone: above all clock times and years.
const COUNTED: u64 = 2400;

/// The least number that counts something when it stands in brackets with words.
const COUNTED_ASIDE: u64 = 100;

/// Which tokens count visits, comments, pages seen: a number alone in brackets, a larger one in brackets with words, and a number
/// beyond clock times and years that has no other number beside it, as telephone numbers have. Whether a figure binds anyone is not
/// asked here: that is what measures say.
fn counters(text: &str, tokens: &[Token]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let number = |index: usize| tokens.get(index).and_then(|token| plain_number(&token.key));
    let shown = |index: usize| {
        tokens.get(index).and_then(|token| text.get(token.span.clone())).unwrap_or_default().trim()
    };
    let mut open: Option<usize> = None;
    for index in 0..tokens.len() {
        match shown(index) {
            "(" | "[" => open = Some(index),
            ")" | "]" => {
                if let Some(from) = open.take() {
                    let inside: Vec<usize> = (from + 1..index).collect();
                    let numbers: Vec<usize> =
                        inside.iter().copied().filter(|at| number(*at).is_some()).collect();
                    if let [one] = numbers.as_slice()
                        && (inside.len() == 1 || number(*one).is_some_and(|value| value >= COUNTED_ASIDE))
                    {
                        found.insert(*one);
                    }
                }
            }
            _ => {
                let beside = [index.checked_sub(1), Some(index + 1)];
                let alone = !beside.into_iter().flatten().any(|at| {
                    tokens
                        .get(at)
                        .is_some_and(|token| token.key.starts_with(|first: char| first.is_ascii_digit()))
                });
                if alone && number(index).is_some_and(|value| value >= COUNTED) {
                    found.insert(index);
                }
            }
        }
    }
    found
}

/// The number that a word is, its thousands parted or not; `None` for one that begins with a zero.
fn plain_number(key: &str) -> Option<u64> {
    let plain = key.starts_with(|first: char| first.is_ascii_digit() && first != '0')
        && key.chars().all(|letter| letter.is_ascii_digit() || letter == ',');
    plain.then(|| key.replace(',', "").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(keys(text, jiff::civil::date(2026, 6, 4)).join(" "), expected);
        let whole: String = tokens(text).iter().filter_map(|token| text.get(token.span.clone())).collect();
        assert_eq!(whole, text);
    }

    #[test]
    fn marks_case_and_space_make_no_difference() {
        check("We’ll  answer “every” e\u{2011}mail.", "well answer every email");
        check("we'll answer 'every' e-mail", "well answer every email");
        check("  Wi\u{ad}Fi;\u{a0}free — always…", "wifi free always");
        check("", "");
        check("\u{200b}", "");
        check("£2.50, 95 % & more", "£ 2.50 95 % & more");
        check("9.00–17.30 or 9-5", "9.00-17.30 or 9-5");
    }

    #[test]
    fn the_end_of_a_link_makes_no_difference() {
        check("See https://www.a.example/x;jsessionid=1A?s=2#top.", "see a.example/x");
        check("See www.A.example/x/", "see a.example/x");
    }

    #[test]
    fn a_date_to_come_is_a_term() {
        check("open until 31 December 2026", "open until 31 december 2026");
        check("from 5 June 2026 or 2026-06-05", "from 5 june 2026 or 2026-06-05");
        // The 5th of June, or the 6th of May.
        check("updated 05/06/2026, open until 12/31/2026", "updated # open until 12/31/2026");
    }

    #[test]
    fn whole_dates_and_counters_are_noise() {
        check("updated 3rd May 2026", "updated #");
        check("updated May 3, 2026, by us", "updated # by us");
        check("(2026-05-03) 03/05/2026", "# #");
        check("by May 2026", "by may 2026");
        check("updated 4 June 2026, as we said on 1.2.2025", "updated # as we said on #");
        check("Read (12) and seen (1,204 times) or 120,412 in all", "read # and seen # times or # in all");
        check("ring 01234 567890, 1700 to 1830, in 2026", "ring 01234 567890 1700 to 1830 in 2026");
        check("(open till 8 pm)", "open till 8 pm");
    }
}
