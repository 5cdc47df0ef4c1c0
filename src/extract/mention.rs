//! The ways of contact that a unit names, its vague words, and what the lenses see in it: look-ups in the lexicon.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::format_compact;

use crate::extract::evidence::{Evidence, Passage};
use crate::lexicon::FileKey;
use crate::model::commitment::{Because, Channel};
use crate::model::lens::{Remark, UnitAt};
use crate::model::measure::TimeUnit;

/// The channels that a unit or its lead-in names, in the order of [`Channel::ALL`], each once.
#[must_use]
pub fn channels(evidence: &Evidence<'_>) -> Vec<(Channel, Because)> {
    let mut named: BTreeMap<Channel, Because> = BTreeMap::new();
    for reading in [&evidence.unit, &*evidence.lead_in] {
        for hit in reading.of(FileKey::CHANNEL).chain(reading.of(FileKey::WRITING)) {
            if let Some(channel) = Channel::from_id(&hit.rule.says) {
                named
                    .entry(channel)
                    .or_insert_with(|| reading.because(format_compact!("channels={channel}"), hit));
            }
        }
    }
    named.into_iter().collect()
}

/// The vague words of a unit, exactly as they stand in it, in the order of the text.
#[must_use]
pub fn vague(evidence: &Evidence<'_>) -> Vec<(String, Because)> {
    let reading = &evidence.unit;
    if !reading.files.has(FileKey::VAGUE) {
        return Vec::new();
    }
    let ends: Vec<usize> = (0..reading.words.len())
        .filter(|&at| reading.words.get(at).is_some_and(|word| matches!(&*word.lower, "." | ";" | "!" | "?")))
        .collect();
    let sentence = |at: usize| ends.partition_point(|&end| end < at);
    let times: BTreeSet<usize> = figures_of_time(reading).map(sentence).collect();
    let mut found: Vec<(String, Because)> = Vec::new();
    let hits = reading.of(FileKey::VAGUE).filter(|hit| match &*hit.rule.says {
        "vague time" => !times.contains(&sentence(hit.words.start)),
        says => says == "vague",
    });
    for hit in hits {
        let words = reading.quote(hit.words.clone());
        if !found.iter().any(|(known, _)| known == words) {
            found.push((words.to_owned(), reading.because(format_compact!("vague={words}"), hit)));
        }
    }
    found
}

/// What the lenses see in a unit, which is the one of that number among its sort.
pub fn remarks<'s>(
    evidence: &'s Evidence<'_>,
    sort: impl Fn(u32) -> UnitAt,
    number: usize,
) -> impl Iterator<Item = Remark> + 's {
    let unit = &evidence.unit;
    let at = u32::try_from(number).ok().map(sort);
    unit.hits.iter().filter(|hit| hit.rule.in_lens.is_some()).filter_map(move |hit| {
        let first = unit.words.get(hit.words.start)?;
        let last = unit.words.get(hit.words.end.checked_sub(1)?)?;
        let words = (u32::try_from(first.span.start).ok()?, u32::try_from(last.span.end).ok()?);
        Some(Remark { of: hit.rule.in_lens?, at: at?, words })
    })
}

/// Where a time stands that would make a vague word of its sentence precise.
fn figures_of_time<'s>(reading: &'s Passage<'_>) -> impl Iterator<Item = usize> + 's {
    let numbers: BTreeSet<usize> =
        reading.of(FileKey::NUMBER).filter(|hit| hit.rule.says != "range").map(|hit| hit.words.end).collect();
    let counted = move |at: usize| {
        let before = at.checked_sub(1).and_then(|before| reading.words.get(before));
        before.is_some_and(|word| word.number || word.lower == ")") || numbers.contains(&at)
    };
    let times = reading.of(FileKey::UNIT).filter(|hit| is_time(&hit.rule.says)).map(|hit| hit.words.start);
    let spans = reading.of(FileKey::SPAN).filter(|hit| is_time(&hit.rule.says)).map(|hit| hit.words.start);
    times.filter(move |&at| counted(at)).chain(spans)
}

fn is_time(says: &str) -> bool {
    TimeUnit::from_id(says.strip_prefix("working ").unwrap_or(says)).is_some()
}
