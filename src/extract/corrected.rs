//! What a person decided wins over the machine, label by label.

use std::collections::BTreeMap;

use super::COMMITMENT;
use compact_str::{CompactString, format_compact};

use crate::model::commitment::{Because, Commitment, Party, Strength, Topic};
use crate::model::confidence::{Confidence, Label};
use crate::model::corrections::{Correction, Corrections, NoCommitment, REVIEWED};
use crate::model::document::{Place, UnitInContext};
use crate::model::labels::folded;

/// A person's decision on a unit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Decided<'c> {
    /// It is a commitment, with these labels.
    Commitment(&'c Correction),
    /// It is none.
    Other(&'c NoCommitment),
}

/// A person's decisions by the text of the unit. Each is given out once, so that a text that stands twice finds both.
#[derive(Debug, Default)]
pub(super) struct Decisions<'c> {
    by_text: BTreeMap<String, Vec<Decided<'c>>>,
}

/// A correction whose text does not stand in the charter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Where it stands in the file of corrections.
    pub place: Place,
    /// The text that was looked for.
    pub text: String,
}

impl<'c> Decisions<'c> {
    pub(super) fn new(corrections: Option<&'c Corrections>) -> Self {
        let mut decisions = Self::default();
        if let Some(corrections) = corrections {
            let commitments = corrections.commitments.iter().map(|one| (&one.text, Decided::Commitment(one)));
            let other = corrections.other.iter().map(|one| (&one.text, Decided::Other(one)));
            for (text, decided) in commitments.chain(other) {
                decisions.by_text.entry(folded(text)).or_default().push(decided);
            }
        }
        decisions
    }

    /// The decision on a unit: that of its section where there are several of its text, else the first.
    pub(super) fn take(&mut self, text: &str, section: &str) -> Option<Decided<'c>> {
        // Nearly no charter has corrections, and folding its texts would be for nothing.
        if self.by_text.is_empty() {
            return None;
        }
        let left = self.by_text.get_mut(&folded(text))?;
        let here = |one: &Decided<'_>| matches!(one, Decided::Commitment(one) if one.section.as_deref().is_some_and(|named| named.trim() == section.trim()));
        let at = left.iter().position(here).unwrap_or(0);
        (at < left.len()).then(|| left.remove(at))
    }

    /// Those that were not given out, in the order of their places.
    pub(super) fn stale(self) -> Vec<Stale> {
        let mut stale: Vec<Stale> = self
            .by_text
            .into_values()
            .flatten()
            .map(|one| match one {
                Decided::Commitment(Correction { text, place, .. })
                | Decided::Other(NoCommitment { text, place }) => Stale { place: *place, text: text.clone() },
            })
            .collect();
        stale.sort_by_key(|stale| stale.place);
        stale
    }
}

/// Gives a commitment the labels that a person gave it; those that the person left out stay the machine's.
pub(super) fn correct(commitment: &mut Commitment, correction: &Correction) {
    commitment.reviewed = true;
    decided(commitment, Label::Commitment);
    if let Some(party) = correction.party {
        commitment.party = party;
        decided(commitment, Label::Party);
    }
    if let Some(strength) = correction.strength {
        commitment.strength = strength;
        decided(commitment, Label::Strength);
    }
    if let Some(topic) = correction.topic {
        commitment.topic = topic;
        decided(commitment, Label::Topic);
        commitment.also.retain(|also| *also != topic);
    }
    if let Some(also) = &correction.also {
        commitment.also.clone_from(also);
    }
    if let Some(channels) = &correction.channels {
        commitment.channels.clone_from(channels);
        decided(commitment, Label::Channels);
    }
    if let Some(measures) = &correction.measures {
        commitment.measures.clone_from(measures);
        decided(commitment, Label::Measures);
    }
    if let Some(vague) = &correction.vague {
        commitment.vague.clone_from(vague);
        decided(commitment, Label::Vague);
    }
    if let Some(section) = &correction.section {
        commitment.section.clone_from(section);
    }
}

/// A commitment that a person alone labels, in a language without rules. Of labels that the person left out nothing is known.
pub(super) fn alone(unit: &UnitInContext<'_>, correction: &Correction, id: String) -> Commitment {
    let mut commitment = Commitment {
        text: unit.unit.text.clone(),
        section: unit.section.to_owned(),
        party: Party::Library,
        strength: Strength::Firm,
        topic: Topic::Enquiries,
        also: Vec::new(),
        channels: Vec::new(),
        measures: Vec::new(),
        vague: Vec::new(),
        id,
        because: Vec::new(),
        confidence: Confidence::CERTAIN,
        reviewed: true,
        place: unit.unit.place,
        lead_in: unit.block.lead_in.clone(),
    };
    for label in Label::ALL {
        commitment.confidence.set(label, 0.0);
    }
    correct(&mut commitment, correction);
    commitment
}

/// Says of a label that a person decided it: the machine's reasons for it are gone with its value.
fn decided(commitment: &mut Commitment, label: Label) {
    let at = commitment.because.iter().position(|why| why.is_for(label));
    let at = at.unwrap_or(commitment.because.len());
    commitment.because.retain(|why| !why.is_for(label));
    let value = if label == Label::Commitment { COMMITMENT.to_owned() } else { commitment.says(label) };
    let why = Because {
        label: format_compact!("{}={value}", label.id()),
        rule: REVIEWED.into(),
        words: CompactString::default(),
    };
    commitment.because.insert(at.min(commitment.because.len()), why);
    commitment.confidence.set(label, Confidence::CERTAIN.of(label));
}
