//! Reads the figures that set a level of service.
//!
//! The grammar stands in `src/lexicon/MEASURES.md`, its words in the lexicon.
//!
//! A condition before or behind a figure makes it none. A time without a bound is `max`, or `exact` where a word of a term
//! ("lent for", "beforehand") says so. The words are walked once, left to right; each figure belongs to one measure.

use compact_str::{CompactString, format_compact};

use crate::extract::evidence::{Evidence, Passage};
use crate::lexicon::{FileKey, FileSet};
use crate::model::commitment::Because;
use crate::model::document::{Shape, Unit};
use crate::model::measure::{Bound, Measure};

mod amount;
mod bound;
mod frequency;
mod number;
mod slots;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what cannot be")]
mod tests;

use slots::Slots;

/// The most figures of one unit. No charter has a quarter of them in one; a page repeats a unit's words beside each.
const MOST: usize = 40;

/// A measure with what it was decided by.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The figure.
    pub measure: Measure,
    /// The rules and the words.
    pub because: Vec<Because>,
}

/// Every measure of a unit, in the order of the text. `country` is the charter's (ISO 3166), for sums in plain dollars.
#[must_use]
pub fn measures(evidence: &Evidence<'_>, country: Option<&str>) -> Vec<Found> {
    let reading = &evidence.unit;
    if !reading.files.meets(slots::NEEDED) && !reading.words.iter().any(|word| word.number) {
        return Vec::new();
    }
    let table = evidence.context.block.shape == Shape::Table;
    if table && !columns(evidence, "requirements").is_empty() {
        return Vec::new();
    }
    let skipped = [columns(evidence, "result"), columns(evidence, "hours")].concat();
    let timed = columns(evidence, "time");
    let mut found: Vec<(usize, Found)> = Vec::new();
    let mut slots = Slots::new(reading);
    let mut at = 0;
    let mut column = 0;
    while let Some(word) = reading.words.get(at).filter(|_| found.len() < MOST) {
        column += usize::from(word.lower == Unit::CELL.trim());
        slots.limits = timed.contains(&column);
        if let Some(end) = slots.silent(at) {
            at = end;
        } else if !slots.opens(at) {
            at += 1;
        } else if let Some((measure, end)) = measure_at(&slots, at, country) {
            let measure = inherited(measure, found.last().map(|(_, last)| &last.measure), &slots, at, end);
            let because = because(reading, &measure, at, end);
            let new = Found { measure, because };
            let same = |(other, known): &&mut (usize, Found)| {
                *other != column && repeats(&known.measure, &new.measure)
            };
            match found.iter_mut().filter(|_| table).find(same) {
                // The figure that says more stands: 48 working hours, not 48 hours.
                Some((_, known)) if is_working(&new.measure) => *known = new,
                Some(_) => {}
                None if skipped.contains(&column) => {}
                None => found.push((column, new)),
            }
            at = end.max(at + 1);
        } else {
            // A number that is no measure is passed whole, so that its end is not read as another.
            let number = number::at(&slots, at).filter(|number| !number.article);
            at = number.map_or(at + 1, |number| number.end.max(at + 1));
        }
    }
    found.into_iter().map(|(_, found)| found).collect()
}

fn is_working(measure: &Measure) -> bool {
    matches!(measure, Measure::Duration { working: true, .. })
}

/// Whether a second column only says a figure again, be it in working time (`LABELS.md`, ruling 16).
fn repeats(known: &Measure, new: &Measure) -> bool {
    match (known, new) {
        (
            Measure::Duration { value: a, unit: first, .. },
            Measure::Duration { value: b, unit: second, .. },
        ) => (a - b).abs() < f64::EPSILON && first == second,
        _ => known == new,
    }
}

/// A figure that an "or" joins to a bounded one of its sort is bounded as well: within five items, or one box.
fn inherited(measure: Measure, last: Option<&Measure>, slots: &Slots<'_>, at: usize, end: usize) -> Measure {
    if !bound::joined(slots, at) || bound::around(slots, at, end, false).is_some() {
        return measure;
    }
    match (measure, last) {
        (
            Measure::Duration { bound: Bound::Exact, value, unit, working },
            Some(Measure::Duration { bound: Bound::Max, .. }),
        ) => Measure::Duration { bound: Bound::Max, value, unit, working },
        (Measure::Count { bound: Bound::Exact, value, unit }, Some(Measure::Count { bound, .. })) => {
            Measure::Count { bound: *bound, value, unit }
        }
        (measure, _) => measure,
    }
}

/// A measure that begins at a word, and the index behind it.
fn measure_at(slots: &Slots<'_>, at: usize, country: Option<&str>) -> Option<(Measure, usize)> {
    frequency::at(slots, at).or_else(|| bound::span(slots, at)).or_else(|| amount::at(slots, at, country))
}

/// The columns of a table whose header says so, from 0.
fn columns(evidence: &Evidence<'_>, word: &str) -> Vec<usize> {
    if evidence.context.block.shape != Shape::Table {
        return Vec::new();
    }
    let says = |cell: &Passage<'_>| cell.of(FileKey::HEADER).any(|hit| hit.rule.says == word);
    evidence.header.iter().enumerate().filter(|(_, cell)| says(cell)).map(|(index, _)| index).collect()
}

fn because(reading: &Passage<'_>, measure: &Measure, begin: usize, end: usize) -> Vec<Because> {
    const FILES: FileSet = FileSet::of(&[FileKey::UNIT, FileKey::FREQUENCY, FileKey::SPAN]);
    let inside = |range: &std::ops::Range<usize>| range.start >= begin && range.end <= end;
    let from = reading.hits.partition_point(|hit| hit.words.start < begin);
    let near = reading.hits.get(from..).unwrap_or_default().iter().take_while(|hit| hit.words.start < end);
    let hits = near.filter(|hit| FILES.has(hit.file) && inside(&hit.words));
    let label = format_compact!("measures={measure}");
    let words = CompactString::from(reading.quote(begin..end));
    hits.map(|hit| Because { label: label.clone(), rule: hit.rule.id.as_str().into(), words: words.clone() })
        .collect()
}
