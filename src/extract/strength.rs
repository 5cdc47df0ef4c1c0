//! How firmly a unit is promised.
//!
//! A hedge anywhere in a unit makes it qualified (`LABELS.md`, ruling 1); else a choice that the library keeps makes it
//! discretionary (ruling 2); a unit without either takes the strength of its lead-in; the rest is firm. The words are
//! rules of `strength`, where one that says `none` claims words that look like a hedge and are none.

use compact_str::format_compact;

use super::evidence::{Evidence, Passage};
use crate::lexicon::FileKey;
use crate::model::commitment::{Because, Strength};

/// The strength of a unit, with the rules that decided it: none where it is firm for want of a hedge.
#[must_use]
pub fn strength(evidence: &Evidence<'_>) -> (Strength, Vec<Because>) {
    [&evidence.unit, &*evidence.lead_in]
        .into_iter()
        .find_map(|passage| {
            [Strength::Qualified, Strength::Discretionary]
                .into_iter()
                .find_map(|strength| of(passage, strength))
        })
        .unwrap_or((Strength::Firm, Vec::new()))
}

fn of(passage: &Passage<'_>, strength: Strength) -> Option<(Strength, Vec<Because>)> {
    let because: Vec<Because> = passage
        .of(FileKey::STRENGTH)
        .filter(|hit| hit.rule.says == strength.id())
        .map(|hit| passage.because(format_compact!("strength={strength}"), hit))
        .collect();
    (!because.is_empty()).then_some((strength, because))
}
