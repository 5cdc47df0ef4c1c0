//! Near-identical wordings together: those of one topic, party, strength and figures, whose words are nearly the same.
//!
//! Each wording is a set of pairs of neighbouring words. Two are near-identical when they share at least [`ALIKE`] of all
//! pairs that either has. So that a hundred thousand wordings need not each be held against all others, a wording is
//! held only against the first one of each of its `BANDS` bands of least hashes (MinHash); with `ROWS` hashes a band, a
//! wording that is just alike is missed once in a thousand times, and an equal one never. Every member of a group is like its
//! first, so that no chain of small steps brings together what is far apart.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::commitment::{Commitment, Topic};
use crate::model::comparison::{Alike, Profile};

/// The share of word pairs in common from which two wordings are near-identical.
pub const ALIKE: f64 = 0.7;
const BANDS: u64 = 16;
const ROWS: u64 = 3;
/// Words of a wording that are looked at: a promise is a sentence, and what is longer is not looked at to its end.
const MOST_WORDS: usize = 200;

/// A wording, by its profile and its place there.
type Place = (u32, u32);

/// The wordings of each topic that has any, each under its main topic.
pub(super) fn of(profiles: &[Profile]) -> BTreeMap<Topic, Vec<Alike>> {
    let mut topics: BTreeMap<Topic, Vec<(Place, &Commitment)>> = BTreeMap::new();
    for (profile, at) in profiles.iter().zip(0u32..) {
        for (commitment, place) in profile.commitments.iter().zip(0u32..) {
            topics.entry(commitment.topic).or_default().push(((at, place), commitment));
        }
    }
    topics.into_par_iter().map(|(topic, wordings)| (topic, groups(wordings))).collect()
}

/// The shorter wording comes first, so that a group is led by the one that says it in the fewest words.
fn groups(mut wordings: Vec<(Place, &Commitment)>) -> Vec<Alike> {
    wordings.sort_by_key(|(place, commitment)| (commitment.lead_in.len() + commitment.text.len(), *place));
    let mut seen: FxHashMap<(u64, u64), usize> = FxHashMap::default();
    let mut groups: Vec<Alike> = Vec::new();
    let mut leaders: Vec<Vec<u64>> = Vec::new();
    for (place, commitment) in wordings {
        let pairs = pairs(&commitment.text);
        let keys = bands(&pairs, label(commitment));
        let mut near = keys.iter().filter_map(|key| seen.get(key).copied()).collect::<Vec<_>>();
        near.sort_unstable();
        near.dedup();
        let found = near
            .into_iter()
            .find(|group| leaders.get(*group).is_some_and(|leader| likeness(leader, &pairs) >= ALIKE));
        match found.and_then(|group| groups.get_mut(group)) {
            Some(group) => group.wordings.push(place),
            None => {
                for key in keys {
                    seen.entry(key).or_insert(groups.len());
                }
                groups.push(Alike { charters: 0, wordings: vec![place] });
                leaders.push(pairs);
            }
        }
    }
    for group in &mut groups {
        let mut charters: Vec<u32> = group.wordings.iter().map(|(profile, _)| *profile).collect();
        charters.sort_unstable();
        charters.dedup();
        group.charters = charters.len();
    }
    // A stable sort: among groups as common, the one with the shortest wording stays first.
    groups.sort_by_key(|group| std::cmp::Reverse(group.charters));
    groups
}

/// The pairs of neighbouring words, each as a number, in order; case and marks do not count. A single word is paired with nothing.
fn pairs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(|word| {
            word.chars().flat_map(char::to_lowercase).fold(SEED, |sum, letter| mixed(sum ^ u64::from(letter)))
        })
        .collect();
    let begins = std::iter::once(SEED).chain(words.iter().copied());
    let mut pairs: Vec<u64> = begins.zip(&words).map(|(a, b)| mixed(a.rotate_left(1) ^ b)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What two wordings must have in common besides their words.
fn label(commitment: &Commitment) -> u64 {
    let figures = commitment.measures.iter().map(|measure| measure.short());
    let labels = [commitment.party.id().to_owned(), commitment.strength.id().to_owned()];
    labels
        .into_iter()
        .chain(figures)
        .fold(SEED, |sum, label| label.bytes().fold(mixed(sum), |sum, byte| mixed(sum ^ u64::from(byte))))
}

/// The keys under which a wording is found: in each band, the least of its pairs by several hashes.
fn bands(pairs: &[u64], label: u64) -> Vec<(u64, u64)> {
    let least = |hash: u64| pairs.iter().map(|pair| mixed(pair ^ mixed(hash))).min().unwrap_or_default();
    let key = |band: u64| (0..ROWS).fold(label, |key, row| mixed(key ^ least(band * ROWS + row + 1)));
    (0..BANDS).map(|band| (band, key(band))).collect()
}

/// The share that two sets in order have in common of all that either has; two empty ones are alike.
fn likeness(a: &[u64], b: &[u64]) -> f64 {
    let common = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 1.0 } else { common as f64 / all as f64 }
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads a number over all bits, the same on every machine (the finaliser of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(SEED);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commitment::{Party, Strength};
    use crate::model::document::Place as InFile;
    use crate::model::measure::{Bound, Measure};

    fn says(text: &str, percent: Option<f64>) -> Commitment {
        Commitment {
            text: text.to_owned(),
            section: String::new(),
            party: Party::Library,
            strength: Strength::Firm,
            topic: Topic::Contact,
            also: Vec::new(),
            channels: Vec::new(),
            measures: percent
                .map(|value| Measure::Percentage { bound: Bound::Min, value })
                .into_iter()
                .collect(),
            vague: Vec::new(),
            id: String::new(),
            because: Vec::new(),
            place: InFile::default(),
            lead_in: String::new(),
            confidence: crate::model::confidence::Confidence::CERTAIN,
            reviewed: false,
        }
    }

    /// The sizes of the groups that wordings come to, the largest first.
    #[track_caller]
    fn check(wordings: &[Commitment], expected: &[usize]) {
        let placed = (0u32..).zip(wordings).map(|(at, wording)| ((at, 0), wording)).collect();
        let sizes: Vec<usize> = groups(placed).iter().map(|group| group.wordings.len()).collect();
        assert_eq!(sizes, expected);
    }

    const LONG: &str =
        "We will answer every question that reaches us by letter or e-mail and say who dealt with it";

    #[test]
    fn case_marks_and_a_word_do_not_part_what_is_alike() {
        let shouted = LONG.to_uppercase();
        check(&[says(LONG, None), says(&shouted, None), says(&format!("{LONG}!"), None)], &[3]);
        check(&[says(LONG, None), says(&format!("{LONG} today"), None)], &[2]);
    }

    #[test]
    fn another_promise_stays_apart() {
        check(&[says(LONG, None), says("We open at nine", None), says("We close at nine", None)], &[1, 1, 1]);
    }

    #[test]
    fn another_figure_or_strength_is_another_wording() {
        let mut aimed = says(LONG, None);
        aimed.strength = Strength::Qualified;
        check(&[says(LONG, None), says(LONG, Some(90.0)), says(LONG, Some(95.0)), aimed], &[1, 1, 1, 1]);
    }

    #[test]
    fn small_steps_do_not_bring_together_what_is_far_apart() {
        let words: Vec<String> = (0..40).map(|at| format!("word{at}")).collect();
        // Each wording drops words at its start and takes as many at its end.
        let steps: Vec<Commitment> = (0..20)
            .filter_map(|at| words.get(at..at + 20))
            .map(|words| says(&words.join(" "), None))
            .collect();
        let placed = (0u32..).zip(&steps).map(|(at, wording)| ((at, 0), wording)).collect();
        for group in groups(placed) {
            let at = |index: usize| group.wordings.get(index).map_or(0, |(profile, _)| *profile);
            assert!((0..group.wordings.len()).all(|index| at(index).abs_diff(at(0)) <= 4), "{group:?}");
        }
    }

    #[test]
    fn texts_without_words_are_alike_and_cost_nothing() {
        check(&[says("", None), says("…", None), says("?!", None)], &[3]);
    }
}
