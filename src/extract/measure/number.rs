//! Numbers in digits and words: `12`, `1,000`, `twenty-four`, `one and a half`, `three (3)`, `5 to 10`.

use super::slots::Slots;
use crate::lexicon::{FileKey, Rule};

/// The most parts of a number in words behind its first, as in "one million two thousand three hundred and four".
const GROUPS: usize = 6;

/// The most things that a share in words is of: nine out of ten.
const MOST_OF: f64 = 1000.0;

/// A number with the index behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) end: usize,
    /// Whether it is the upper end of a range.
    pub(super) range: bool,
    /// Whether it is only an article.
    pub(super) article: bool,
}

/// The number or range that begins at a word.
pub(super) fn at(slots: &Slots<'_>, at: usize) -> Option<Number> {
    let first = single(slots, at)?;
    if first.article {
        return Some(first);
    }
    let Some(next) = upper_end(slots, at, first.end) else {
        return Some(first);
    };
    match single(slots, next) {
        Some(upper) if !upper.article && upper.value > first.value => Some(Number { range: true, ..upper }),
        _ => Some(first),
    }
}

/// Where the upper end of a range begins. An "and" joins one only behind a "between".
fn upper_end(slots: &Slots<'_>, at: usize, end: usize) -> Option<usize> {
    let between = || {
        (at.saturating_sub(1)..=at)
            .any(|at| slots.until(FileKey::NUMBER, at).any(|(rule, _)| rule.says == "between"))
    };
    let joined = slots.says(FileKey::NUMBER, "range", end);
    joined.or_else(|| slots.says(FileKey::NUMBER, "and", end).filter(|_| between())).map(|(_, next)| next)
}

fn single(slots: &Slots<'_>, at: usize) -> Option<Number> {
    let (mut value, mut end) = part_of_scale(slots, at)
        .or_else(|| fraction(slots, at))
        .or_else(|| plain(slots, at))
        .or_else(|| article(slots, at))?;
    let article = slots.says(FileKey::NUMBER, "article", at).is_some_and(|(_, behind)| behind == end)
        || slots.says(FileKey::NUMBER, "whole", at).is_some();
    if let Some((rule, behind)) = slots.says(FileKey::NUMBER, "and-half", end) {
        value += rule.value.unwrap_or_default();
        end = behind;
    }
    // A number in brackets repeats the one before it: three (3) days.
    if slots.mark(end, "(")
        && slots.words.get(end + 1).is_some_and(|word| word.number)
        && slots.mark(end + 2, ")")
    {
        end += 3;
    }
    // Three full weeks, one whole day.
    end = slots.says(FileKey::NUMBER, "whole", end).map_or(end, |(_, behind)| behind);
    Some(Number { value, end, range: false, article })
}

fn article(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let said =
        slots.says(FileKey::NUMBER, "article", at).or_else(|| slots.says(FileKey::NUMBER, "whole", at));
    let (_, end) = said?;
    if let Some((rule, behind)) = slots.says(FileKey::NUMBER, "dozen", end) {
        return Some((rule.value.unwrap_or(1.0), behind));
    }
    let scale = slots.says(FileKey::NUMBER, "scale", end);
    Some(scale.and_then(|_| plain(slots, end)).unwrap_or((1.0, end)))
}

/// What a number is after the "million" or the like that may stand behind it, and the index behind that.
pub(super) fn scaled(slots: &Slots<'_>, mut value: f64, mut end: usize) -> (f64, usize) {
    // No promise counts so far; a bound keeps a text of nothing but "hundred" quick.
    while value < 1e12
        && let Some((scale, behind)) = slots.says(FileKey::NUMBER, "scale", end)
    {
        value *= scale.value.unwrap_or(1.0);
        end = behind;
    }
    (value, end)
}

/// The first of some sorts of number word that stands at a word or behind an article there, and the index behind it.
fn behind_article<'s>(slots: &'s Slots<'_>, at: usize, sorts: &[&str]) -> Option<(&'s Rule, usize)> {
    let said = |at| sorts.iter().find_map(|sort| slots.says(FileKey::NUMBER, sort, at));
    said(at).or_else(|| slots.says(FileKey::NUMBER, "article", at).and_then(|(_, behind)| said(behind)))
}

/// A part of the things that follow, such as two thirds or half of them, from 0 to 1, and the index of the things.
fn part(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let (rule, end) = behind_article(slots, at, &["part", "fraction"])?;
    Some((rule.value?, slots.says(FileKey::NUMBER, "of", end).map_or(end, |(_, behind)| behind)))
}

/// A share of things in per cent: nine out of ten, 2 in 5, two thirds of requests. With the index behind it.
pub(super) fn share(slots: &Slots<'_>, at: usize, counts: impl Fn(usize) -> bool) -> Option<(f64, usize)> {
    let percent = |value: f64| (value * 1e4).round() / 100.0;
    if let Some((value, end)) = part(slots, at) {
        return counts(end).then_some((percent(value), end));
    }
    let first = plain(slots, at)?;
    let (_, next) = slots.says(FileKey::NUMBER, "out of", first.1)?;
    let (whole, end) = plain(slots, next)?;
    let fits = first.0 < whole
        && whole <= MOST_OF
        && slots.from(FileKey::UNIT, end).all(|(rule, _)| rule.says.starts_with("thing"));
    fits.then_some((percent(first.0 / whole), end))
}

/// Half an hour, a quarter of an hour, 1/2 hour.
fn fraction(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let (rule, end) = behind_article(slots, at, &["fraction"])?;
    let end = slots.says(FileKey::NUMBER, "article", end).map_or(end, |(_, behind)| behind);
    Some(scaled(slots, rule.value?, end))
}

/// A quarter million: a part that counts only before a scale, for a quarter alone may be one of a year.
fn part_of_scale(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let (rule, end) = behind_article(slots, at, &["part"])?;
    Some(scaled(slots, rule.value?, end)).filter(|(_, behind)| *behind > end)
}

fn plain(slots: &Slots<'_>, at: usize) -> Option<(f64, usize)> {
    let (mut value, mut end, mut smallest) = group(slots, at)?;
    // Three thousand nine hundred and sixty five: each group is smaller than the scale before it.
    for _ in 0..GROUPS {
        let next = slots.says(FileKey::NUMBER, "and", end).map_or(end, |(_, behind)| behind);
        let word = slots.words.get(next).is_some_and(|word| !word.number);
        let Some((more, behind, scale)) = group(slots, next).filter(|(more, ..)| word && *more < smallest)
        else {
            break;
        };
        value += more;
        (end, smallest) = (behind, scale);
    }
    Some((value, end)).filter(|(value, _): &(f64, usize)| value.is_finite())
}

/// A part of a number, such as "nine hundred": its value, the index behind it, and what a part behind it must stay under.
fn group(slots: &Slots<'_>, at: usize) -> Option<(f64, usize, f64)> {
    let word = slots.words.get(at)?;
    // A leading nought is that of a telephone number or a clock time.
    if word.lower.len() > 1 && word.lower.starts_with('0') && !word.lower.starts_with("0.") {
        return None;
    }
    let (value, end, mut under) = if word.number {
        (word.lower.replace(',', "").parse().ok()?, at + 1, 0.0)
    } else {
        let mut numbers = slots.from(FileKey::NUMBER, at);
        let (rule, end) =
            numbers.find(|(rule, _)| matches!(&*rule.says, "cardinal" | "tens" | "scale" | "dozen"))?;
        let value = rule.value?;
        match slots.says(FileKey::NUMBER, "cardinal", end) {
            Some((ones, behind)) if rule.says == "tens" => {
                (value + ones.value.unwrap_or_default(), behind, 0.0)
            }
            _ => (
                value,
                end,
                match &*rule.says {
                    "tens" => 10.0,
                    "scale" => value,
                    _ => 0.0,
                },
            ),
        }
    };
    let (value, behind) = scaled(slots, value, end);
    if behind > end {
        // Behind digits a scale ends the number: 1.5 million.
        let last = slots.until(FileKey::NUMBER, behind).find(|(rule, _)| rule.says == "scale");
        under = last.filter(|_| !word.number).and_then(|(rule, _)| rule.value).unwrap_or_default();
    }
    Some((value, behind, under))
}
