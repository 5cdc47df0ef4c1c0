//! Who covers which topic: a charter covers one by a commitment's main topic or by one besides it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::commitment::Topic;
use crate::model::comparison::{Coverage, Profile};

/// What one charter says on each topic.
pub(super) type Spoken = BTreeMap<Topic, Said>;

/// What a charter says on one topic.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// In how many commitments.
    commitments: usize,
    /// Whether one whose main topic it is has a figure.
    figure: bool,
}

/// What each profile speaks of, in the same order; silence has no entry.
pub(super) fn spoken(profiles: &[Profile]) -> Vec<Spoken> {
    profiles.par_iter().map(spoken_in).collect()
}

fn spoken_in(profile: &Profile) -> Spoken {
    let mut spoken = Spoken::new();
    for commitment in &profile.commitments {
        let main = spoken.entry(commitment.topic).or_default();
        main.commitments += 1;
        main.figure |= !commitment.measures.is_empty();
        // A correction by hand may name a topic twice, and a commitment counts once.
        for (index, also) in commitment.also.iter().enumerate() {
            let again = commitment.also.iter().take(index).any(|before| before == also);
            if *also != commitment.topic && !again {
                spoken.entry(*also).or_default().commitments += 1;
            }
        }
    }
    spoken
}

/// Sums what the profiles speak of: a cell for every topic and every kind that has charters.
pub(super) fn of(profiles: &[Profile], spoken: &[Spoken]) -> Coverage {
    let mut coverage = Coverage::default();
    for profile in profiles.iter().filter(|profile| profile.unlabelled().is_none()) {
        *coverage.charters.entry(profile.facts.kind).or_default() += 1;
    }
    for topic in Topic::ALL {
        let row = coverage.charters.keys().map(|kind| (*kind, Default::default())).collect();
        coverage.cells.insert(*topic, row);
    }
    for (profile, spoken) in profiles.iter().zip(spoken) {
        for (topic, said) in spoken {
            let cell = coverage.cells.entry(*topic).or_default().entry(profile.facts.kind).or_default();
            cell.charters += 1;
            cell.commitments += said.commitments;
            cell.with_figure += usize::from(said.figure);
        }
    }
    coverage
}
