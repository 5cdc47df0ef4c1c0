//! Numbers, days and lists as pages say them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::charter::Kind;
use crate::model::commitment::{Channel, Strength};
use crate::model::comparison::Profile;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words in a row, as in "topic, party and strength"; nothing of none.
pub(super) fn and<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A day, as in "24 November 2026".
pub(super) fn date(date: Date) -> String {
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    let month = MONTHS.get(month).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// A count with its thousands apart, as in "10,540".
pub(super) use crate::render::chart::grouped as number;

/// A count and its noun, as in "1 charter" or "12 charters".
pub(super) fn count(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{} {}", number(count), many(one)),
    }
}

/// A small number in words, as in "ten"; a larger one in digits.
pub(super) fn word(count: usize) -> String {
    const WORDS: [&str; 21] = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    WORDS.get(count).map_or_else(|| number(count), |word| (*word).to_owned())
}

/// The plural of a noun that pages count.
fn many(one: &str) -> String {
    match one.strip_suffix("library") {
        Some(stem) => format!("{stem}libraries"),
        None => format!("{one}s"),
    }
}

/// A share in whole percent, as in "67 %"; nothing is said of nothing.
pub(super) fn share(part: usize, of: usize) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    format!("{} %", (part * 200 + of) / (of * 2))
}

/// The language of a charter in which nothing was labelled, as in "Welsh"; empty for every other.
pub(super) fn unlabelled(profile: &Profile) -> &str {
    profile.unlabelled().map_or("", |language| language.name.as_str())
}

/// How many of some charters are in none of their figures, as in "2 charters, in Malay and Welsh, are in none of these
/// figures: there are no rules here to label them by."; empty where all are.
pub(super) fn left_out(profiles: &[Profile]) -> String {
    let languages: Vec<&str> = profiles.iter().map(unlabelled).filter(|name| !name.is_empty()).collect();
    let names: BTreeSet<&str> = languages.iter().copied().collect();
    match languages.len() {
        0 => String::new(),
        left => format!(
            "{}, in {}, {} in none of these figures: there are no rules here to label {} by.",
            count(left, "charter"),
            and(names),
            if left == 1 { "is" } else { "are" },
            if left == 1 { "it" } else { "them" },
        ),
    }
}

/// The libraries of a kind, as in "public libraries".
pub(super) fn libraries(kind: Kind) -> &'static str {
    match kind {
        Kind::School => "school libraries",
        Kind::University => "university libraries",
        Kind::Public => "public libraries",
        Kind::National => "national libraries",
        Kind::State => "state libraries",
        Kind::Special => "special libraries",
    }
}

/// One library of a kind, as in "a public library".
pub(super) fn library(kind: Kind) -> &'static str {
    match kind {
        Kind::School => "a school library",
        Kind::University => "a university library",
        Kind::Public => "a public library",
        Kind::National => "a national library",
        Kind::State => "a state library",
        Kind::Special => "a special library",
    }
}

/// A way of contact, as pages name it.
pub(super) fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "in person",
        Channel::Phone => "telephone",
        Channel::Email => "e-mail",
        Channel::Post => "post",
        Channel::Online => "online",
        Channel::Chat => "chat",
        Channel::Sms => "text message",
        Channel::Social => "social media",
    }
}

/// A way of contact as the beginning of a sentence's part, as in "by telephone".
pub(super) fn by_channel(channel: Channel) -> String {
    match channel {
        Channel::InPerson | Channel::Online => self::channel(channel).to_owned(),
        Channel::Social => format!("on {}", self::channel(channel)),
        _ => format!("by {}", self::channel(channel)),
    }
}

/// The sign of a strength: it never stands without its word.
pub(super) fn sign(strength: Strength) -> &'static str {
    match strength {
        Strength::Firm => "●",
        Strength::Qualified => "◐",
        Strength::Discretionary => "○",
    }
}

/// The first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_with_their_noun() {
        assert_eq!(count(1, "library"), "1 library");
        assert_eq!(count(0, "charter"), "0 charters");
        assert_eq!(count(10_540, "library"), "10,540 libraries");
        assert_eq!((share(2, 3), share(0, 0)), ("67 %".to_owned(), "–".to_owned()));
        assert_eq!(date(jiff::civil::date(2026, 3, 1)), "1 March 2026");
    }
}
