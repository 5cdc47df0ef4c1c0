//! What a charter is silent on where its peers, the other charters of its kind, speak.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::coverage::Spoken;
use crate::model::charter::Kind;
use crate::model::commitment::Topic;
use crate::model::comparison::{Coverage, Gap, Profile};

/// With fewer peers than this, "half of them" would be one charter's opinion.
const FEWEST_PEERS: usize = 3;

/// The gaps of each profile, in the same order: topics that at least half of its peers speak of and it does not, the
/// commonest first.
pub(super) fn of(profiles: &[Profile], spoken: &[Spoken], coverage: &Coverage) -> Vec<Vec<Gap>> {
    let common: BTreeMap<Kind, Vec<Gap>> = coverage
        .charters
        .iter()
        .map(|(kind, charters)| (*kind, common(*kind, *charters, coverage)))
        .collect();
    profiles
        .par_iter()
        .zip(spoken)
        .map(|(profile, spoken)| {
            let common = common.get(&profile.facts.kind).map(Vec::as_slice).unwrap_or_default();
            let common = if profile.unlabelled().is_none() { common } else { &[] };
            common.iter().filter(|gap| !spoken.contains_key(&gap.topic)).cloned().collect()
        })
        .collect()
}

/// What is a gap for each charter of a kind that is silent on it. The charter itself is not among those that speak, so the
/// number of its peers that do is the number of all that do.
fn common(kind: Kind, charters: usize, coverage: &Coverage) -> Vec<Gap> {
    let of = charters.saturating_sub(1);
    if of < FEWEST_PEERS {
        return Vec::new();
    }
    let speaking =
        |topic: &Topic| coverage.cells.get(topic).and_then(|row| row.get(&kind)).map_or(0, |c| c.charters);
    let mut common: Vec<Gap> =
        Topic::ALL.iter().map(|topic| Gap { topic: *topic, peers: speaking(topic), of }).collect();
    common.retain(|gap| gap.peers * 2 >= of);
    common.sort_by_key(|gap| std::cmp::Reverse(gap.peers));
    common
}
