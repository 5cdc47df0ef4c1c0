//! The ways of contact that a unit names, and its vague words: look-ups in the lexicon.

use crate::extract::evidence::{Evidence, Reading};
use crate::lexicon::Hit;
use crate::model::commitment::{Because, Channel};

/// The channels that a unit or its lead-in names, in the order of [`Channel::ALL`], each once.
#[must_use]
pub fn channels(evidence: &Evidence<'_>) -> Vec<(Channel, Because)> {
    let named = |channel: &Channel| {
        [&evidence.unit, &evidence.lead_in].into_iter().find_map(|reading| {
            let hit = standing(reading, "channel").into_iter().find(|hit| hit.rule.says == channel.id())?;
            Some((*channel, reading.because(format!("channels={channel}"), hit)))
        })
    };
    Channel::ALL.iter().filter_map(named).collect()
}

/// The vague words of a unit, exactly as they stand in it, in the order of the text.
#[must_use]
pub fn vague(evidence: &Evidence<'_>) -> Vec<(String, Because)> {
    let reading = &evidence.unit;
    let mut found: Vec<(String, Because)> = Vec::new();
    for hit in standing(reading, "vague").into_iter().filter(|hit| hit.rule.says == "vague") {
        let words = reading.quote(hit.words.clone());
        if !found.iter().any(|(known, _)| known == words) {
            found.push((words.to_owned(), reading.because(format!("vague={words}"), hit)));
        }
    }
    found
}

/// The hits of a file that stand: not those within a phrase that says that nothing is meant.
fn standing<'s, 'a>(reading: &'s Reading<'a>, file: &'s str) -> Vec<&'s Hit<'a>> {
    reading.of(file).filter(|hit| hit.rule.says != "none").collect()
}
