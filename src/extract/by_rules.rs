//! Labels by rules alone, for languages whose rules a project has written and for which no model was trained.
//!
//! A unit is a commitment where more rules of `promise` and `strength` speak for it, in it and in its lead-in, than speak
//! against it, and some rule of `topic` hits: what is about nothing that is known is left alone. The first rule of `party`
//! says who owes it; the library, where none does.

use std::collections::BTreeMap;

use compact_str::{CompactString, format_compact};

use super::confidence::Calibration;
use super::corrected::{self, Decided};
use super::evidence::{Evidence, evidence};
use super::{About, Extraction, Judgement, Ongoing, identity, labels};
use crate::lexicon::{FileKey, Hit, Lexicon};
use crate::model::commitment::{Because, Party, Topic};
use crate::model::document::Document;

/// How sure the labels are that models decide elsewhere: nobody has measured these rules, so a person should look.
const SURE: f32 = 0.5;

/// Labels a part of a document by these rules. Lenses are for English, and see nothing here.
pub(super) fn labelled(
    about: About<'_>,
    document: &Document,
    lexicon: &Lexicon,
    Ongoing { ids, decisions }: &mut Ongoing<'_>,
) -> Extraction {
    let mut extraction = Extraction::default();
    let calibration = Calibration::default();
    for evidence in evidence(document, lexicon) {
        let text = &evidence.context.unit.text;
        let decided = decisions.take(text, evidence.context.section);
        extraction.reviewed += usize::from(decided.is_some());
        let correction = match decided {
            Some(Decided::Other(_)) => {
                extraction.leave(text, 1.0);
                continue;
            }
            Some(Decided::Commitment(correction)) => Some(correction),
            None => None,
        };
        let judged = judged(&evidence).or_else(|| correction.map(|_| Judgement::none()));
        let Some(judgement) = judged else {
            extraction.leave(text, SURE);
            continue;
        };
        let id = identity::id(about.charter, text, ids);
        let mut commitment = labels(about, &evidence, id, judgement);
        commitment.confidence = calibration.confidence(&commitment, [SURE; 3]);
        if let Some(correction) = correction {
            corrected::correct(&mut commitment, correction);
        }
        extraction.commitments.push(commitment);
    }
    extraction
}

/// What the rules make of a unit; `None` where it is no commitment.
fn judged(evidence: &Evidence<'_>) -> Option<Judgement> {
    let mut because = Vec::new();
    let mut weight = 0i32;
    for passage in [&evidence.unit, &*evidence.lead_in] {
        let said = passage.of(FileKey::PROMISE).chain(passage.of(FileKey::STRENGTH));
        for hit in said.filter(|hit| hit.rule.says != "none") {
            let against = hit.rule.says == "background";
            weight += if against { -1 } else { 1 };
            if !against && because.is_empty() {
                because.push(passage.because(CompactString::const_new("commitment=commitment"), hit));
            }
        }
    }
    if weight <= 0 {
        return None;
    }
    let owed = evidence.unit.of(FileKey::PARTY).chain(evidence.lead_in.of(FileKey::PARTY));
    let owed = owed.chain(evidence.section.of(FileKey::HEADING));
    let party = owed.filter_map(|hit| Party::from_id(&hit.rule.says)).next().unwrap_or(Party::Library);
    let (topic, also, why) = topics(evidence)?;
    because.push(why);
    Some(Judgement { party, topic, also, promise: because, topical: Vec::new() })
}

/// The topics that speak loudest: in the unit, then in its heading and its lead-in.
fn topics(evidence: &Evidence<'_>) -> Option<(Topic, Vec<Topic>, Because)> {
    let mut loud: BTreeMap<Topic, (u32, Because)> = BTreeMap::new();
    for (passage, weight) in [(&evidence.unit, 3), (&*evidence.section, 2), (&*evidence.lead_in, 1)] {
        let mut hear = |hit: &Hit<'_>| {
            let topic = Topic::from_id(&hit.rule.says)?;
            let because = || passage.because(format_compact!("topic={topic}"), hit);
            loud.entry(topic).or_insert_with(|| (0, because())).0 += weight;
            Some(())
        };
        for hit in passage.of(FileKey::TOPIC) {
            hear(hit);
        }
    }
    let mut ranked: Vec<(Topic, (u32, Because))> = loud.into_iter().collect();
    ranked.sort_by_key(|(_, (weight, _))| std::cmp::Reverse(*weight));
    let mut ranked = ranked.into_iter();
    let (topic, (_, why)) = ranked.next()?;
    let also = ranked.filter(|(_, (weight, _))| *weight >= 3).map(|(topic, _)| topic).take(2).collect();
    Some((topic, also, why))
}
