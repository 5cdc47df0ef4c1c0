//! A [`Document`] becomes commitments: the questions of `gold/LABELS.md`, in their order.
//!
//! 1. [`evidence`]: each unit's words and the rules that hit in them, found once for all labels,
//! 2. [`features`] and [`learned`]: is it a commitment, who owes it, what is it about,
//! 3. [`strength`]: how firmly, by rules alone,
//! 4. [`measure`], [`mention`]: its figures, its channels, its vague words,
//! 5. [`confidence`]: how sure each label is; [`corrected`]: what a person decided instead,
//! 6. [`identity`]: its permanent id.
//!
//! [`tongues`] does so for each language of a document that has rules; [`by_rules`] where there are rules but no models.

use std::collections::BTreeMap;

use crate::lexicon::Lexicon;
use crate::model::commitment::{Because, Commitment, Party, Topic};
use crate::model::confidence::{Confidence, UNSURE};
use crate::model::corrections::Corrections;
use crate::model::document::Document;
use crate::model::language::Languages;
use crate::model::lens::{Remark, UnitAt};

pub mod evidence;
pub mod features;
pub mod learned;
pub mod strength;
pub mod measure;
pub mod mention;
pub mod confidence;
pub mod corrected;
pub mod identity;
pub mod by_rules;
pub mod tongues;

use corrected::{Decided, Decisions, Stale};
use evidence::{Evidence, Passage};
use features::Rests;
use features::kinds::Surroundings;
use learned::{Model, Verdict, Weighing, Weights};

/// What extraction is told of a document besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The charter's name, `public/slough-libraries`: a part of each commitment's id.
    pub charter: &'a str,
    /// The title that its front matter gives; the document's own is taken where there is none.
    pub title: Option<&'a str>,
    /// ISO 3166-1 alpha-2: whose money a plain `$` is.
    pub country: Option<&'a str>,
    /// What a person decided about it, which wins over the machine.
    pub corrections: Option<&'a Corrections>,
}

/// What extraction finds in a document: each of its units stands in just one of the two, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// The units that promise or ask something.
    pub commitments: Vec<Commitment>,
    /// The texts of all others.
    pub other: Vec<String>,
    /// What the lenses see in both, in the order of the document.
    pub remarks: Vec<Remark>,
    /// How sure it is of each of these that it is no commitment; 1 for those that were not labelled.
    pub other_confidence: Vec<f32>,
    /// Those of them that are unsure, as the commitments that they would be.
    pub doubts: Vec<Doubt>,
    /// How many of the units a person decided about.
    pub reviewed: usize,
    /// The corrections whose text does not stand in the document.
    pub stale: Vec<Stale>,
    /// Which languages they are in, and which of the others were not labelled for that.
    pub languages: Languages,
}

/// A unit that is taken for no commitment, and may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Which of [`Extraction::other`] it is.
    pub other: usize,
    /// The labels that it would have; its confidence of being a commitment is what is left to it.
    pub commitment: Commitment,
}

/// What goes on from part to part of a document whose parts are labelled one by one.
struct Ongoing<'c> {
    /// How often each id was given.
    ids: BTreeMap<String, u32>,
    /// What a person decided about the units that are still to come.
    decisions: Decisions<'c>,
}

impl<'c> Ongoing<'c> {
    fn new(about: About<'c>) -> Self {
        Self { ids: BTreeMap::new(), decisions: Decisions::new(about.corrections) }
    }
}

/// Labels every unit of a document in English.
#[must_use]
pub fn commitments(
    about: About<'_>,
    document: &Document,
    lexicon: &Lexicon,
    weights: &Weights,
) -> Extraction {
    let mut ongoing = Ongoing::new(about);
    let mut extraction = by_models(about, document, (lexicon, weights), &mut ongoing);
    extraction.stale = ongoing.decisions.stale();
    extraction
}

/// Labels a part of a document that is in the language of the models.
fn by_models(
    about: About<'_>,
    document: &Document,
    (lexicon, weights): (&Lexicon, &Weights),
    Ongoing { ids, decisions }: &mut Ongoing<'_>,
) -> Extraction {
    let mut extraction = Extraction::default();
    with_units(about, document, lexicon, |_, surroundings| {
        surroundings.each(&mut weights.weighing(lexicon), |evidence, weighing| {
            let verdicts = weighing.verdicts();
            let decided = decisions.take(evidence.unit.text, evidence.context.section);
            extraction.reviewed += usize::from(decided.is_some());
            let judged = (weights, weighing, &verdicts);
            let correction = match decided {
                Some(Decided::Other(_)) => return extraction.no_commitment(evidence, 1.0),
                Some(Decided::Commitment(correction)) => Some(correction),
                None => None,
            };
            if correction.is_some() || weights.commitment.says(&verdicts[0]) == COMMITMENT {
                let id = identity::id(about.charter, evidence.unit.text, ids);
                let mut commitment = commitment(about, evidence, id, judged);
                if let Some(correction) = correction {
                    corrected::correct(&mut commitment, correction);
                }
                return extraction.promise(evidence, commitment);
            }
            let sure = weights.calibration.modelled(confidence::OTHER, verdicts[0].probability());
            if sure < UNSURE {
                let mut commitment = commitment(about, evidence, String::new(), judged);
                commitment.confidence.commitment = 1.0 - sure;
                extraction.doubts.push(Doubt { other: extraction.other.len(), commitment });
            }
            extraction.no_commitment(evidence, sure);
        });
    });
    extraction
}

impl Extraction {
    /// How many units it is of.
    #[must_use]
    pub fn units(&self) -> usize {
        self.commitments.len() + self.other.len()
    }

    fn promise(&mut self, evidence: &Evidence<'_>, commitment: Commitment) {
        self.remarks.extend(mention::remarks(evidence, UnitAt::Commitment, self.commitments.len()));
        self.commitments.push(commitment);
    }

    fn no_commitment(&mut self, evidence: &Evidence<'_>, sure: f32) {
        self.remarks.extend(mention::remarks(evidence, UnitAt::Other, self.other.len()));
        self.leave(&evidence.context.unit.text, sure);
    }

    /// Adds a unit that is no commitment, as far as is known.
    fn leave(&mut self, text: &str, sure: f32) {
        self.other.push(text.to_owned());
        self.other_confidence.push(sure);
    }
}

/// The class of units that are commitments, in the model that tells them from others.
pub const COMMITMENT: &str = "commitment";

/// Reads the units of a document and hands them on, with their surroundings.
pub fn with_units(
    about: About<'_>,
    document: &Document,
    lexicon: &Lexicon,
    then: impl for<'a> FnOnce(&'a [Evidence<'a>], &Surroundings<'a>),
) {
    let units = evidence::evidence(document, lexicon);
    let title = about.title.or(document.title.as_deref()).unwrap_or_default();
    let surroundings = Surroundings::new(&units, &Passage::new(title, lexicon));
    then(&units, &surroundings);
}

/// What the models made of a unit, and from what.
type Judged<'j, 'w, 'e> = (&'j Weights, &'j Weighing<'w, 'e>, &'j [Verdict; 3]);

fn commitment(
    about: About<'_>,
    evidence: &Evidence<'_>,
    id: String,
    (weights, weighing, [promise, party, topic]): Judged<'_, '_, '_>,
) -> Commitment {
    let mut because = reasons(&weights.commitment, weighing, promise);
    because.extend(reasons(&weights.party, weighing, party));
    let classes = weights.topic.classes();
    let judgement = Judgement {
        party: Party::from_id(weights.party.says(party)).unwrap_or(Party::Library),
        topic: Topic::from_id(weights.topic.says(topic)).unwrap_or(Topic::Enquiries),
        also: also(topic).into_iter().filter_map(|class| Topic::from_id(classes.get(class)?)).collect(),
        promise: because,
        topical: reasons(&weights.topic, weighing, topic),
    };
    let mut commitment = labels(about, evidence, id, judgement);
    let probabilities = [promise, party, topic].map(Verdict::probability);
    commitment.confidence = weights.calibration.confidence(&commitment, probabilities);
    commitment
}

/// What models, or rules in their stead, say of a commitment.
struct Judgement {
    party: Party,
    topic: Topic,
    also: Vec<Topic>,
    /// Why it is a commitment, and whose.
    promise: Vec<Because>,
    /// Why it is about that.
    topical: Vec<Because>,
}

impl Judgement {
    /// What is assumed of a commitment that neither models nor rules can judge.
    fn none() -> Self {
        let (party, topic) = (Party::Library, Topic::Enquiries);
        Self { party, topic, also: Vec::new(), promise: Vec::new(), topical: Vec::new() }
    }
}

/// A commitment with all its labels: those of the judgement, and those that rules alone decide.
fn labels(about: About<'_>, evidence: &Evidence<'_>, id: String, judgement: Judgement) -> Commitment {
    let mut because = judgement.promise;
    let (strength, why) = strength::strength(evidence);
    because.extend(why);
    because.extend(judgement.topical);
    let channels = mention::channels(evidence).into_iter().map(|(channel, why)| {
        because.push(why);
        channel
    });
    let channels = channels.collect();
    let measures = measure::measures(evidence, about.country).into_iter().map(|found| {
        because.extend(found.because);
        found.measure
    });
    let measures = measures.collect();
    let vague = mention::vague(evidence).into_iter().map(|(words, why)| {
        because.push(why);
        words
    });
    Commitment {
        text: evidence.context.unit.text.clone(),
        section: evidence.context.section.to_owned(),
        party: judgement.party,
        strength,
        topic: judgement.topic,
        also: judgement.also,
        channels,
        measures,
        vague: vague.collect(),
        id,
        because,
        confidence: Confidence::CERTAIN,
        reviewed: false,
        place: evidence.context.unit.place,
        lead_in: evidence.context.block.lead_in.clone(),
    }
}

/// How probable a second topic must be to be named besides the first.
const ALSO: f32 = 0.2;

/// The classes besides the first that are probable enough to be named, the most probable first, two at most.
fn also(verdict: &Verdict) -> Vec<usize> {
    let mut others: Vec<(usize, f32)> = verdict
        .probabilities
        .iter()
        .copied()
        .enumerate()
        .filter(|(class, p)| *class != verdict.class && *p >= ALSO)
        .collect();
    others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    others.truncate(2);
    others.into_iter().map(|(class, _)| class).collect()
}

/// The features that spoke most for a verdict, as reasons for a label.
fn reasons(model: &Model, weighing: &Weighing<'_, '_>, verdict: &Verdict) -> Vec<Because> {
    let because = |Rests { rule, words }: Rests<'_>| Because {
        label: model.label(verdict),
        rule: if rule.is_empty() { model.rule().clone() } else { rule.into() },
        words: words.into(),
    };
    weighing.heaviest(model, verdict.class).into_iter().map(because).collect()
}
