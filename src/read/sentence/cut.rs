//! Where a paragraph is parted although Unicode's rules see no end of a sentence.
//!
//! Before the next mark of a list that runs on in one line, after a full stop whose space was forgotten, and before the dots
//! that stand for words left out at the beginning of a sentence.

/// What may stand before an item.
const BULLETS: [char; 6] = ['•', '⁃', '‣', '◦', '▪', '·'];

/// Dots of which the first ends a sentence and the others stand for what is left out of the next.
const STOP_AND_OMISSION: &str = ". . . . ";

/// A list's mark: "• 9." is a bullet, a number, and what closes it.
struct Mark<'text> {
    bullet: &'text str,
    label: Label,
    close: &'text str,
}

#[derive(Clone, Copy)]
enum Label {
    Number(u32),
    Letter(u8),
}

impl Label {
    fn next(self) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.checked_add(1)?.to_string()),
            Self::Letter(letter) if letter.to_ascii_lowercase() < b'z' => {
                Some(char::from(letter + 1).to_string())
            }
            Self::Letter(_) => None,
        }
    }
}

/// The mark that a text begins with.
fn mark(text: &str) -> Option<Mark<'_>> {
    let rest = text.trim_start_matches(|c| c == ' ' || BULLETS.contains(&c));
    let bullet = text.get(..text.len() - rest.len())?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
    let label = match rest.get(..end)? {
        number if number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) => {
            Label::Number(number.parse().ok()?)
        }
        letter if letter.len() == 1 => Label::Letter(letter.bytes().next()?),
        _ => return None,
    };
    let rest = rest.get(end..)?;
    let close = [".)", ".", ")"].into_iter().find(|close| rest.starts_with(close))?;
    let after = rest.get(close.len()..)?;
    (after.is_empty() || after.starts_with(' ')).then_some(Mark { bullet, label, close })
}

/// Whether a text is nothing but a list's mark, or a number such as "2.1.", which stays with the words after it.
pub(super) fn is_mark(text: &str) -> bool {
    let number = |text: &str| {
        text.len() <= 4 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    };
    text.strip_suffix('.').is_some_and(number)
        || (text.len() <= 12
            && mark(text).is_some_and(|mark| {
                let lower = !matches!(mark.label, Label::Letter(letter) if letter.is_ascii_uppercase());
                lower && text.ends_with(mark.close) && !text.trim_start_matches(mark.bullet).contains(' ')
            }))
}

/// Whether a text ends in three dots with a space before each, which stand for words left out within a sentence.
pub(super) fn is_omission(text: &str) -> bool {
    text == ". . ." || (text.ends_with(" . . .") && !text.ends_with(". . . ."))
}

/// Where to cut, in order.
pub(super) fn find(text: &str, begins_a_sentence: impl Fn(&str) -> bool) -> Vec<usize> {
    let mut cuts = marks(text);
    cuts.extend(forgotten_spaces(text, begins_a_sentence));
    for (at, dots) in text.match_indices(STOP_AND_OMISSION) {
        let after_word = text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let rest = text.get(at + dots.len()..).unwrap_or_default();
        if after_word && rest.starts_with(char::is_uppercase) {
            cuts.push(at + 1);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Before each mark that follows on the one which the text begins with: "1. Ask 2. Wait", each looked for after the last.
fn marks(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut from = 0;
    while let Some(next) = text
        .get(from..)
        .and_then(mark)
        .and_then(|mark| Some(format!(" {}{}{} ", mark.bullet.trim_start(), mark.label.next()?, mark.close)))
    {
        let Some(at) = text.get(from..).and_then(|rest| rest.find(&next)) else { break };
        from += at + 1;
        cuts.push(from);
    }
    cuts
}

/// After each full stop that has a word before it and, without a space, the beginning of a sentence after it.
fn forgotten_spaces(text: &str, begins_a_sentence: impl Fn(&str) -> bool) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        // An address is full of stops.
        let address = || word.contains(['@', '/', ':']) || word.to_ascii_lowercase().starts_with("www.");
        if word.contains('.') && !address() {
            let mut end = at;
            let mut pieces = word.split_inclusive('.').peekable();
            while let Some(piece) = pieces.next() {
                end += piece.len();
                let Some(next) = pieces.peek().filter(|next| next.starts_with(char::is_uppercase)) else {
                    continue;
                };
                let ended = piece.strip_suffix('.').is_some_and(|piece| {
                    let mut last = piece.chars().rev();
                    let mut ends = |c: fn(char) -> bool| last.next().is_some_and(c);
                    ends(|c| c.is_lowercase() || c.is_ascii_digit()) && ends(char::is_alphanumeric)
                });
                // A longer piece than any word is not lowered and looked up.
                let next = if next.len() <= 40 { next.to_lowercase() } else { String::new() };
                let bare = next.trim_end_matches(|c: char| !c.is_alphanumeric());
                if ended && (begins_a_sentence(&next) || begins_a_sentence(bare)) {
                    cuts.push(end);
                }
            }
        }
        at += word.len() + 1;
    }
    cuts
}
