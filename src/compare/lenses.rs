//! What each lens shows of all charters: how many stand in each of its groups, by kind, with a few of their passages.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::charter::Kind;
use crate::model::comparison::Profile;
use crate::model::lens::{Example, Group, GroupReading, InLens, Lens, LensReading, Remark, UnitAt};

/// How many charters of each kind are quoted for a group.
const QUOTED: usize = 2;

/// Reads all profiles through each lens. Profiles are in the order of their ids, as a comparison has them; the remarks of each
/// must be of the same lenses.
#[must_use]
pub fn read<'a>(profiles: &[Profile], lenses: &'a [Lens]) -> Vec<LensReading<'a>> {
    let by_group = by_group(profiles);
    lenses
        .par_iter()
        .enumerate()
        .map(|(number, lens)| {
            let found = |(place, group)| standing_in(profiles, group, at(number, place), &by_group);
            let groups = lens.groups.iter().enumerate().map(found);
            LensReading { lens, groups: groups.map(|found| reading(profiles, &found)).collect() }
        })
        .collect()
}

fn at(lens: usize, group: usize) -> InLens {
    let number = |number| u16::try_from(number).unwrap_or(u16::MAX);
    InLens { lens: number(lens), group: number(group) }
}

/// Every remark of every profile, by the group that it speaks for: gathered in one walk.
fn by_group(profiles: &[Profile]) -> BTreeMap<InLens, Vec<Example>> {
    let mut by_group: BTreeMap<InLens, Vec<Example>> = BTreeMap::new();
    for (profile, of) in (0u32..).zip(profiles) {
        for Remark { of, at, words } in &of.remarks {
            by_group.entry(*of).or_default().push(Example { profile, at: *at, words: *words });
        }
    }
    by_group
}

/// What stands in a group, in the order of profiles and their units, each unit once.
fn standing_in(
    profiles: &[Profile],
    group: &Group,
    of: InLens,
    by_group: &BTreeMap<InLens, Vec<Example>>,
) -> Vec<Example> {
    let Some(labels) = &group.labels else {
        let mut found = by_group.get(&of).cloned().unwrap_or_default();
        found.dedup_by_key(|example| (example.profile, example.at));
        return found;
    };
    let mut found = Vec::new();
    for (profile, of) in (0u32..).zip(profiles) {
        for (place, commitment) in (0u32..).zip(&of.commitments) {
            if labels.fit(commitment) {
                found.push(Example { profile, at: UnitAt::Commitment(place), words: (0, 0) });
            }
        }
    }
    found
}

fn reading(profiles: &[Profile], found: &[Example]) -> GroupReading {
    let mut charters: BTreeMap<Kind, Vec<Example>> = BTreeMap::new();
    for of in found.chunk_by(|a, b| a.profile == b.profile) {
        // A commitment says it better than a passage that promises nothing.
        let best = of.iter().min_by_key(|example| (matches!(example.at, UnitAt::Other(_)), **example));
        let profile = best.and_then(|example| profiles.get(example.profile as usize));
        if let Some((example, profile)) = best.zip(profile) {
            charters.entry(profile.facts.kind).or_default().push(*example);
        }
    }
    GroupReading {
        by_kind: charters.iter().map(|(kind, of)| (*kind, of.len())).collect(),
        units: found.len(),
        examples: charters.values().flat_map(|of| spread(of)).collect(),
    }
}

/// A few of them, as far apart as they can be, so that the same libraries are not quoted for everything.
fn spread(of: &[Example]) -> impl Iterator<Item = Example> {
    let quoted = QUOTED.min(of.len());
    (0..quoted).filter_map(move |place| of.get((2 * place + 1) * of.len() / (2 * quoted)).copied())
}
