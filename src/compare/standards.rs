//! The measures of all libraries on their scales, and the figures of every selection of them in order.
//!
//! Which figures may be compared is said by [`Scale`](crate::model::scale::Scale) (time by the clock, time of service, shares,
//! frequencies) and [`Sense`]: a time to wait ("within"), a term ("for three weeks") and a least ("at least
//! two weeks' notice") are lengths of time that say nothing of each other.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::commitment::{Commitment, Party};
use crate::model::comparison::{Comparison, Group, Profile, Standard, Summary};
use crate::model::figures::{Figures, Selection, Standing};
use crate::model::scale::{Scaled, Sense};

/// The middle and the reach of a selection's figures; `None` where no library promises any.
#[must_use]
pub fn summary(comparison: &Comparison, selection: Selection) -> Option<Summary> {
    comparison.figures.get(&selection)?.summary()
}

/// Where a promise of that amount, on the selection's scale, would stand among its figures.
#[must_use]
pub fn standing(comparison: &Comparison, selection: Selection, amount: f64) -> Standing {
    comparison.figures.get(&selection).map(|figures| figures.standing(amount)).unwrap_or_default()
}

/// Every measure of every commitment by a library that a scale has, in the order of profiles and their commitments.
pub(super) fn of(profiles: &[Profile]) -> Vec<Standard> {
    let found: Vec<Vec<Standard>> =
        profiles.par_iter().enumerate().map(|(index, profile)| of_profile(index, profile)).collect();
    found.concat()
}

fn of_profile(profile: usize, of: &Profile) -> Vec<Standard> {
    let mut found = Vec::new();
    for (commitment, of) in of.commitments.iter().enumerate().filter(|(_, of)| of.party == Party::Library) {
        for (measure, of) in of.measures.iter().enumerate() {
            if let Some(scaled) = Scaled::of(of) {
                found.push(Standard { profile, commitment, measure, scaled, sense: Sense::of(of) });
            }
        }
    }
    found
}

/// The figures of every selection that has any. The sorting is shared among the cores.
pub(super) fn figures(profiles: &[Profile], standards: &[Standard]) -> BTreeMap<Selection, Figures> {
    let mut found: BTreeMap<Selection, (Figures, Option<usize>)> = BTreeMap::new();
    for standard in standards {
        for selection in selections(profiles, standard) {
            let (figures, last) = found.entry(selection).or_default();
            // Standards come profile by profile, so a charter is new just where it is not the last one.
            if last.replace(standard.profile) != Some(standard.profile) {
                figures.charters += 1;
            }
            figures.amounts.push(standard.scaled.amount());
        }
    }
    let mut all: Vec<&mut Figures> = found.values_mut().map(|(figures, _)| figures).collect();
    all.par_iter_mut().for_each(|figures| figures.amounts.sort_unstable_by(f64::total_cmp));
    found.into_iter().map(|(selection, (figures, _))| (selection, figures)).collect()
}

/// Every selection that a standard is in: with and without its topic, its kind and each of its channels.
fn selections(profiles: &[Profile], standard: &Standard) -> Vec<Selection> {
    let mut found = vec![Selection::of(standard.scaled.scale(), standard.sense)];
    let Some(profile) = profiles.get(standard.profile) else {
        return found;
    };
    let Some(commitment) = profile.commitments.get(standard.commitment) else {
        return found;
    };
    let groups =
        [vec![Group::Kind(profile.facts.kind)], vec![Group::Topic(commitment.topic)], channels(commitment)];
    for alternatives in groups {
        let narrower: Vec<Selection> = found
            .iter()
            .flat_map(|selection| alternatives.iter().map(|group| selection.in_group(*group)))
            .collect();
        found.extend(narrower);
    }
    found
}

/// The channels of a commitment as groups, each once: a correction by hand may name one twice.
fn channels(commitment: &Commitment) -> Vec<Group> {
    let mut channels = commitment.channels.clone();
    channels.sort_unstable();
    channels.dedup();
    channels.into_iter().map(Group::Channel).collect()
}
