//! How often something is done: daily, every three weeks, twice a year.

use super::amount;
use super::number;
use super::slots::Slots;
use crate::lexicon::FileKey;
use crate::model::measure::{Measure, TimeUnit};

/// How far before "each day" a figure makes it a rate.
const RATE: usize = 8;

/// The frequency that begins at a word.
pub(super) fn at(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    times(slots, at).or_else(|| every(slots, at)).or_else(|| adverb(slots, at))
}

fn adverb(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    slots.from(FileKey::FREQUENCY, at).find_map(|(rule, end)| {
        let (unit, _) = amount::time(&rule.says).filter(|_| !hours(slots, at))?;
        Some((Measure::Frequency { value: rule.value?, unit }, end))
    })
}

fn every(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    let (factor, next) = match slots.says(FileKey::FREQUENCY, "every-other", at) {
        Some((rule, next)) => (rule.value.unwrap_or(1.0), next),
        None => (1.0, slots.says(FileKey::FREQUENCY, "every", at)?.1),
    };
    let (value, next) = number::at(slots, next).map_or((1.0, next), |number| (number.value, number.end));
    let (unit, _, size, end) = amount::time_at(slots, next)?;
    let rate = opens_with_rate(slots, at, end)
        || hours(slots, at)
        || (at.saturating_sub(RATE)..at).any(|before| {
            slots.words.get(before).is_some_and(|word| word.number)
                && slots.says(FileKey::UNIT, "clock", before + 1).is_none()
        });
    (!rate).then_some((Measure::Frequency { value: value * size * factor, unit }, end))
}

/// Whether the unit begins with the time that its figures are given per: every year each library renews 15%.
fn opens_with_rate(slots: &Slots<'_>, at: usize, end: usize) -> bool {
    at == 0
        && (end..end + RATE).any(|next| {
            slots.words.get(next).is_some_and(|word| word.number)
                && slots
                    .from(FileKey::UNIT, next + 1)
                    .any(|(rule, _)| rule.says == "percent" || rule.says.starts_with("thing"))
        })
}

/// Whether clock times lead up to a word: from 9 am to 5 pm each day.
fn hours(slots: &Slots<'_>, at: usize) -> bool {
    let clock = |from: usize| slots.until(FileKey::UNIT, from).find(|(rule, _)| rule.says == "clock");
    clock(at)
        .and_then(|(_, number)| number.checked_sub(1))
        .is_some_and(|number| slots.until(FileKey::NUMBER, number).any(|(rule, _)| rule.says == "range"))
}

fn times(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    let (count, end) = match slots.says(FileKey::FREQUENCY, "times", at) {
        Some((rule, end)) => (rule.value?, end),
        None => {
            let number = number::at(slots, at).filter(|number| !number.article)?;
            (number.value, slots.says(FileKey::FREQUENCY, "times-of", number.end)?.1)
        }
    };
    let (_, next) = slots.says(FileKey::FREQUENCY, "per", end)?;
    let (value, next) = number::at(slots, next).map_or((1.0, next), |number| (number.value, number.end));
    let (unit, _, size, end) = amount::time_at(slots, next)?;
    let (value, unit) = apart(value * size, unit, count);
    Some((Measure::Frequency { value, unit }, end))
}

/// How far apart so many times in a span are, in the largest unit that gives a whole number.
fn apart(span: f64, unit: TimeUnit, count: f64) -> (f64, TimeUnit) {
    if count <= 1.0 {
        return (span, unit);
    }
    let (factor, smaller) = match unit {
        TimeUnit::Year => (12.0, TimeUnit::Month),
        TimeUnit::Week => (7.0, TimeUnit::Day),
        TimeUnit::Day => (24.0, TimeUnit::Hour),
        TimeUnit::Hour => (60.0, TimeUnit::Minute),
        TimeUnit::Minute => (60.0, TimeUnit::Second),
        TimeUnit::Month | TimeUnit::Second => (1.0, unit),
    };
    (span * factor / count, smaller)
}
