//! A number with its unit: times, shares, sums and things.

use super::bound;
use super::number::{self, Number};
use super::slots::Slots;
use crate::lexicon::FileKey;
use crate::model::measure::{Bound, Measure, TimeUnit};

/// How many words may stand between a number and the thing that it counts.
const BETWEEN: usize = 2;

/// How far before its number a thing that is left out may be named.
const LEFT_OUT: usize = 30;

/// From here on a number of hours is a clock time: 1600 hours.
const CLOCK: f64 = 1000.0;

/// A time unit as a rule says it: `day`, `working day`.
pub(super) fn time(says: &str) -> Option<(TimeUnit, bool)> {
    let (name, working) = says.strip_prefix("working ").map_or((says, false), |name| (name, true));
    TimeUnit::from_id(name).map(|unit| (unit, working))
}

/// The time unit that begins at a word, with how many of it that is, and the index behind it.
pub(super) fn time_at(slots: &Slots<'_>, at: usize) -> Option<(TimeUnit, bool, f64, usize)> {
    slots.from(FileKey::UNIT, at).find_map(|(rule, end)| {
        time(&rule.says).map(|(unit, working)| (unit, working, rule.value.unwrap_or(1.0), end))
    })
}

/// The measure whose number begins at a word.
pub(super) fn at(slots: &Slots<'_>, at: usize, country: Option<&str>) -> Option<(Measure, usize)> {
    if let Some(found) = money_before(slots, at, country) {
        return Some(found);
    }
    if let Some(found) = occasions(slots, at) {
        return Some(found);
    }
    if let Some(found) = share(slots, at) {
        return Some(found);
    }
    let number = number::at(slots, at)?;
    if let Some(found) = time_measure(slots, at, number) {
        return Some(found);
    }
    if number.article {
        return None;
    }
    let passed = |measure, end| (!bound::conditional(slots, at, end)).then_some((measure, end));
    if let Some((_, end)) = slots.says(FileKey::UNIT, "percent", number.end) {
        if number.value > 100.0 || coded(slots, number.end) {
            return None;
        }
        let bound = bound::around(slots, at, end, number.range).unwrap_or(Bound::Exact);
        return passed(Measure::Percentage { bound, value: number.value }, end);
    }
    if let Some((value, unit, end)) = money_behind(slots, number, country) {
        let bound = bound::around(slots, at, end, number.range).unwrap_or(Bound::Exact);
        return passed(Measure::Money { bound, value, unit }, end);
    }
    if let Some((bound, (unit, end))) =
        bound::between(slots, number.end).and_then(|(bound, next)| Some((bound, thing(slots, next)?)))
    {
        return passed(Measure::Count { bound, value: number.value, unit }, end);
    }
    let (unit, end) = thing(slots, number.end).or_else(|| left_out(slots, at, number))?;
    // "One" is often a pronoun, so that its noun must follow at once.
    if number.value <= 1.0 && end > number.end + 1 {
        return None;
    }
    let bound = bound::around(slots, at, end, number.range).unwrap_or(Bound::Exact);
    passed(Measure::Count { bound, value: number.value, unit }, end)
}

/// A share in words: nine out of ten, two thirds of requests.
fn share(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    let (value, end) = number::share(slots, at, |next| thing(slots, next).is_some())?;
    let bound = bound::around(slots, at, end, false).unwrap_or(Bound::Exact);
    (!bound::conditional(slots, at, end)).then_some((Measure::Percentage { bound, value }, end))
}

/// Whether a per cent sign runs on into a word, as in the address of a page: `a%20b`.
fn coded(slots: &Slots<'_>, at: usize) -> bool {
    let (sign, next) = (slots.words.get(at), slots.words.get(at + 1));
    sign.zip(next).is_some_and(|(sign, next)| sign.mark && !next.mark && sign.span.end == next.span.start)
}

/// What may be done twice at most: a count of renewals, or of times.
fn occasions(slots: &Slots<'_>, at: usize) -> Option<(Measure, usize)> {
    let (rule, end) = slots.says(FileKey::FREQUENCY, "times", at)?;
    let value = rule.value?;
    let bound = bound::around(slots, at, end, false)?;
    let before = (0..at).rev().take(LEFT_OUT);
    let act = before
        .flat_map(|at| slots.from(FileKey::UNIT, at))
        .find_map(|(rule, _)| rule.says.strip_prefix("act "));
    let unit = act.unwrap_or("time").to_owned();
    (!bound::conditional(slots, at, end)).then_some((Measure::Count { bound, value, unit }, end))
}

fn time_measure(slots: &Slots<'_>, at: usize, number: Number) -> Option<(Measure, usize)> {
    let (unit, working, factor, mut end) = time_at(slots, number.end)?;
    let mut value = number.value * factor;
    let half = slots.says(FileKey::NUMBER, "and-half", end);
    // An hour and half a day are two times.
    let apart =
        |next| slots.says(FileKey::NUMBER, "article", next).is_some() || time_at(slots, next).is_some();
    if let Some((half, behind)) = half.filter(|(_, behind)| !apart(*behind)) {
        value += half.value.unwrap_or_default() * factor;
        end = behind;
    }
    let (unit, value, end) = joined_time(slots, unit, working, value, end);
    let ahead = bound::ahead(slots, end);
    let period = bound::per_time(slots, end);
    let end = period.unwrap_or(end);
    // "In a month" is most often the period of a rate.
    let inside = (!number.article && bound::inside(slots, at)).then_some(Bound::Max);
    let worded = bound::around(slots, at, end, number.range).or(inside);
    let meant = worded.is_some() || ahead || bound::exact(slots, at);
    let bare_article = number.article && !meant && value < 2.0;
    let clock = unit == TimeUnit::Hour && value >= CLOCK;
    // "For a day or two" is a manner of speaking; a year that costs something is the period of a price.
    let loose = slots.silent(number.end).is_some_and(|behind| behind > end)
        || slots.says(FileKey::CONDITION, "priced", end).is_some();
    if bare_article || loose || clock || bound::threshold(slots, at) || bound::conditional(slots, at, end) {
        return None;
    }
    let bound = match worded {
        Some(Bound::Max) if ahead && !slots.limits => Bound::Exact,
        Some(bound) => bound,
        None if period.is_some() => Bound::Exact,
        None => bound::default(slots, at, end),
    };
    let working = working || (unit == TimeUnit::Hour && period.is_none() && slots.weekdays());
    Some((Measure::Duration { bound, value, unit, working }, end))
}

/// How many of the next smaller unit make one.
fn parts(unit: TimeUnit) -> Option<(TimeUnit, f64)> {
    match unit {
        TimeUnit::Week => Some((TimeUnit::Day, 7.0)),
        TimeUnit::Day => Some((TimeUnit::Hour, 24.0)),
        TimeUnit::Hour => Some((TimeUnit::Minute, 60.0)),
        TimeUnit::Minute => Some((TimeUnit::Second, 60.0)),
        TimeUnit::Second | TimeUnit::Month | TimeUnit::Year => None,
    }
}

/// The number behind a figure, at once or behind an "and".
fn next_number(slots: &Slots<'_>, end: usize) -> Option<Number> {
    let next = slots.says(FileKey::NUMBER, "and", end).map_or(end, |(_, behind)| behind);
    number::at(slots, next).filter(|number| !number.article && !number.range)
}

/// A time with the smaller one that is said with it: one hour and 30 minutes are 90 minutes.
fn joined_time(
    slots: &Slots<'_>,
    unit: TimeUnit,
    working: bool,
    value: f64,
    end: usize,
) -> (TimeUnit, f64, usize) {
    let smaller = || {
        let (part, size) = parts(unit).filter(|_| !working)?;
        let number = next_number(slots, end)?;
        let (found, working, factor, behind) = time_at(slots, number.end)?;
        let fits = found == part && !working && number.value * factor < size;
        fits.then_some((part, value * size + number.value * factor, behind))
    };
    smaller().unwrap_or((unit, value, end))
}

/// A sum without the tail that hundredths have as binary fractions.
fn sum(value: f64) -> f64 {
    if value < 1e9 { (value * 1e6).round() / 1e6 } else { value }
}

/// The sum whose currency stands behind its number: 3 dollars 50 cents, 75 USD million.
fn money_behind(slots: &Slots<'_>, number: Number, country: Option<&str>) -> Option<(f64, String, usize)> {
    let (unit, factor, end) = currency(slots, number.end, country)?;
    let touches = |left: usize, right: usize| {
        let spans = slots.words.get(left).zip(slots.words.get(right));
        spans.is_some_and(|(left, right)| left.span.end == right.span.start)
    };
    // In "1 $10 bill" the sign belongs to the ten.
    let next = slots.words.get(end).is_some_and(|word| word.number);
    if next && touches(end.saturating_sub(1), end) && !touches(number.end.saturating_sub(1), number.end) {
        return None;
    }
    let (value, end) = number::scaled(slots, number.value * factor, end);
    let hundredths = || {
        let part = next_number(slots, end).filter(|part| part.value < 100.0)?;
        let (code, size, behind) = currency(slots, part.end, country)?;
        (code == unit && size < factor).then_some((value + part.value * size, behind))
    };
    let (value, end) = hundredths().unwrap_or((value, end));
    Some((sum(value), unit, end))
}

/// A currency that begins at a word: its code, its part of a whole, the index behind it.
fn currency(slots: &Slots<'_>, at: usize, country: Option<&str>) -> Option<(String, f64, usize)> {
    slots.from(FileKey::UNIT, at).find_map(|(rule, end)| {
        let code = match rule.says.strip_prefix("money ") {
            Some("$") => dollar(country),
            Some(code) => code,
            None => {
                let code = rule.says.strip_prefix("glued ")?;
                let letter = slots.words.get(at).zip(slots.words.get(at + 1));
                let glued = letter.is_some_and(|(letter, sign)| letter.span.end == sign.span.start);
                if glued { code } else { dollar(country) }
            }
        };
        Some((code.to_owned(), rule.value.unwrap_or(1.0), end))
    })
}

/// Countries with a dollar of their own, and its code.
const DOLLARS: &str = include_str!("dollar.tsv");

/// Which dollar a plain one is in a country.
fn dollar(country: Option<&str>) -> &'static str {
    let mut own = DOLLARS.lines().filter_map(|line| line.split_once('\t'));
    own.find(|(code, _)| country == Some(code)).map_or("USD", |(_, dollar)| dollar)
}

fn money_before(slots: &Slots<'_>, at: usize, country: Option<&str>) -> Option<(Measure, usize)> {
    let (unit, _, next) = currency(slots, at, country)?;
    let word = slots.words.get(next).filter(|word| word.number)?;
    let number = number::at(slots, next)?;
    let glued = slots.words.get(at).is_some_and(|before| before.mark || before.span.end == word.span.start)
        || unit.len() == 3;
    if !glued || bound::conditional(slots, at, number.end) {
        return None;
    }
    let bound = bound::around(slots, at, number.end, number.range).unwrap_or(Bound::Exact);
    Some((Measure::Money { bound, value: sum(number.value), unit }, number.end))
}

/// The thing that is left out behind a bounded number and was named before: renewals, no more than two for each loan.
fn left_out(slots: &Slots<'_>, at: usize, number: Number) -> Option<(String, usize)> {
    let by = slots.until(FileKey::BOUND, at).any(|(rule, _)| rule.says == "max by");
    let bounded = bound::around(slots, at, number.end, false).is_some();
    let ends = slots
        .words
        .get(number.end)
        .is_none_or(|word| matches!(&*word.lower, "," | "." | ";" | ":" | ")" | "|"));
    if by || !bounded {
        return None;
    }
    if !ends && slots.says(FileKey::UNIT, "left-out", number.end).is_none() {
        return None;
    }
    let before = (0..at).rev().take(LEFT_OUT);
    let name = before
        .flat_map(|at| slots.from(FileKey::UNIT, at))
        .find_map(|(rule, _)| rule.says.strip_prefix("thing "))?;
    Some((name.to_owned(), number.end))
}

/// The thing counted, at most a few words behind its number.
fn thing(slots: &Slots<'_>, at: usize) -> Option<(String, usize)> {
    for next in at..=at + BETWEEN {
        let found = slots
            .from(FileKey::UNIT, next)
            .find_map(|(rule, end)| Some((rule.says.strip_prefix("thing ")?, end)));
        if let Some((name, end)) = found {
            return Some((name.to_owned(), end));
        }
        let word = slots.words.get(next)?;
        let stops = word.mark || word.number || slots.from(FileKey::NUMBER, next).next().is_some();
        if stops || slots.from(FileKey::BOUND, next).next().is_some() {
            return None;
        }
    }
    None
}
