//! Labels held against a person's: precision, recall and F1 of each label, and the errors one by one.
//!
//! A unit is one and the same where the texts are, white space and marks of emphasis aside. Party, strength and topic are
//! judged on the units that both call a commitment; figures, channels and vague words on every unit that either does.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::extract::Extraction;
use crate::extract::confidence::OTHER;
use crate::extract::learned::lessons::ByText;
use crate::model::commitment::Commitment;
use crate::model::confidence::Label;
use crate::model::labels::{LabelledUnit, Labels};
use crate::model::quality::QualityRow;

pub mod calibrate;

use calibrate::Observation;

/// What was right, what was found and what there was to find.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Found, and right.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// There to be found.
    pub there: usize,
}

impl Tally {
    /// The share of what was found that is right; 1 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of what was there that was found; 1 where there was nothing.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.there)
    }

    /// The harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.there)
    }

    fn add(&mut self, right: usize, found: usize, there: usize) {
        self.right += right;
        self.found += found;
        self.there += there;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// One label that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// The charter, `<kind>/<slug>`.
    pub charter: String,
    /// Which label.
    pub label: &'static str,
    /// What a person says.
    pub gold: String,
    /// What the machine says.
    pub machine: String,
    /// The rules and words that decided it.
    pub because: String,
    /// The unit.
    pub text: String,
}

/// How good the labels of some charters are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// How many charters were judged.
    pub charters: usize,
    /// A row a label, in the order of [`LABELS`].
    pub labels: BTreeMap<&'static str, Tally>,
    /// Every label that is wrong, in the order of the charters.
    pub errors: Vec<Wrong>,
    /// Every label with what it was decided by and whether it is right, to calibrate by.
    #[serde(skip)]
    pub observations: Vec<Observation>,
}

/// The labels that are judged, with what their figures mean.
pub const LABELS: [(&str, &str); 11] = [
    (
        "units",
        "units that a person labelled and that were read; what is found beyond them counts against precision",
    ),
    ("commitment", "units that are commitments"),
    ("section", "commitments under the right heading"),
    ("party", "commitments with the right party"),
    ("strength", "commitments with the right strength"),
    ("topic", "commitments with the right topic"),
    ("topic-or-also", "commitments whose topic is among the topics that a person gave"),
    ("also", "second topics"),
    ("measures", "figures with their bound, unit and sort"),
    ("channels", "channels"),
    ("vague", "vague words"),
];

/// What a report comes to, as the site tells its readers: F1 of what is found, and the share that is right of what is judged
/// on the units that both call a commitment.
#[must_use]
pub fn quality(report: &Report) -> Vec<QualityRow> {
    let rows = [
        ("commitment", "commitment", "F1"),
        ("party", "party", "share right"),
        ("strength", "strength", "share right"),
        ("topic", "topic", "share right"),
        ("topic-or-also", "topic in {topic, also}", "share right"),
        ("measures", "measures", "F1"),
        ("channels", "channels", "F1"),
        ("vague", "vague", "F1"),
    ];
    let row = |(label, name, figure): (&str, &str, &str)| QualityRow {
        label: name.to_owned(),
        figure: figure.to_owned(),
        unseen: report.of(label).f1(),
    };
    rows.into_iter().map(row).collect()
}

/// Judges extractions against a person's labels, charter by charter.
#[must_use]
pub fn report<'a>(charters: impl Iterator<Item = (&'a Extraction, &'a Labels)>) -> Report {
    let mut report = Report::default();
    for (label, _) in LABELS {
        report.labels.insert(label, Tally::default());
    }
    for (extraction, labels) in charters {
        report.charters += 1;
        judge(extraction, labels, &mut report);
    }
    report
}

impl Report {
    /// The tally of a label; nothing where no such label is judged.
    #[must_use]
    pub fn of(&self, label: &str) -> Tally {
        self.labels.get(label).copied().unwrap_or_default()
    }

    /// Adds another report to this one.
    pub fn extend(&mut self, other: Self) {
        self.charters += other.charters;
        for (label, tally) in other.labels {
            self.labels.entry(label).or_default().add(tally.right, tally.found, tally.there);
        }
        self.errors.extend(other.errors);
        self.observations.extend(other.observations);
    }

    fn count(&mut self, label: &'static str, right: usize, found: usize, there: usize) {
        self.labels.entry(label).or_default().add(right, found, there);
    }
}

fn judge(extraction: &Extraction, labels: &Labels, report: &mut Report) {
    let mut by_text = ByText::new(labels);
    let mut read = 0;
    for commitment in &extraction.commitments {
        let said = by_text.take(&commitment.text);
        if let Some(gold) = said {
            let sure = commitment.confidence.of(Label::Commitment);
            report.observations.push(Observation::of_model("commitment", sure, gold.is_some()));
        }
        match said {
            Some(Some(gold)) => {
                read += 1;
                report.count("commitment", 1, 1, 1);
                both(commitment, gold, &labels.charter, report);
            }
            not => {
                read += usize::from(not.is_some());
                report.count("commitment", 0, 1, 0);
                let wrong = wrong("commitment", "other", "commitment", commitment, &labels.charter);
                report.errors.push(wrong);
                found_alone(commitment, report);
            }
        }
    }
    for (text, sure) in extraction.other.iter().zip(&extraction.other_confidence) {
        let label = by_text.take(text);
        if let Some(gold) = label {
            report.observations.push(Observation::of_model(OTHER, *sure, gold.is_none()));
        }
        read += usize::from(label.is_some());
        if let Some(Some(gold)) = label {
            report.count("commitment", 0, 0, 1);
            missed(gold, report);
            report.errors.push(Wrong {
                charter: labels.charter.clone(),
                label: "commitment",
                gold: "commitment".to_owned(),
                machine: "other".to_owned(),
                because: String::new(),
                text: text.clone(),
            });
        }
    }
    for gold in by_text.left() {
        report.count("commitment", 0, 0, 1);
        missed(gold, report);
    }
    let found = extraction.commitments.len() + extraction.other.len();
    report.count("units", read, found, labels.commitments.len() + labels.other.len());
}

fn found_alone(commitment: &Commitment, report: &mut Report) {
    report.count("measures", 0, commitment.measures.len(), 0);
    report.count("channels", 0, commitment.channels.len(), 0);
    report.count("vague", 0, commitment.vague.len(), 0);
}

fn missed(gold: &LabelledUnit, report: &mut Report) {
    report.count("measures", 0, 0, gold.measures.len());
    report.count("channels", 0, 0, gold.channels.len());
    report.count("vague", 0, 0, gold.vague.len());
}

/// Judges a unit that both call a commitment.
fn both(commitment: &Commitment, gold: &LabelledUnit, charter: &str, report: &mut Report) {
    let ids = |topics: &[crate::model::commitment::Topic]| {
        topics.iter().map(|topic| topic.id()).collect::<Vec<_>>().join(", ")
    };
    let gold_topics: Vec<_> = std::iter::once(gold.topic).chain(gold.also.iter().copied()).collect();
    let single = [
        (
            "section",
            gold.section.clone(),
            commitment.section.clone(),
            gold.section.trim() == commitment.section.trim(),
        ),
        ("party", gold.party.to_string(), commitment.party.to_string(), gold.party == commitment.party),
        (
            "strength",
            gold.strength.to_string(),
            commitment.strength.to_string(),
            gold.strength == commitment.strength,
        ),
        ("topic", ids(&gold_topics), commitment.topic.to_string(), gold.topic == commitment.topic),
        (
            "topic-or-also",
            ids(&gold_topics),
            commitment.topic.to_string(),
            gold_topics.contains(&commitment.topic),
        ),
    ];
    for (label, gold, machine, right) in single {
        report.observations.extend(Observation::of(label, commitment, right));
        report.count(label, usize::from(right), 1, 1);
        if !right {
            report.errors.push(wrong(label, &gold, &machine, commitment, charter));
        }
    }
    let text = |list: Vec<String>| list.join("; ");
    let lower = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
    let show =
        |list: &[crate::model::measure::Measure]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let names = |list: &[crate::model::commitment::Channel]| {
        list.iter().map(|one| one.id().to_owned()).collect::<Vec<_>>()
    };
    let topics = |list: &[crate::model::commitment::Topic]| {
        list.iter().map(|one| one.id().to_owned()).collect::<Vec<_>>()
    };
    let many = [
        ("also", topics(&gold.also), topics(&commitment.also)),
        ("measures", show(&gold.measures), show(&commitment.measures)),
        ("channels", names(&gold.channels), names(&commitment.channels)),
        ("vague", lower(&gold.vague), lower(&commitment.vague)),
    ];
    for (label, gold, machine) in many {
        let right = shared(&gold, &machine);
        report.count(label, right, machine.len(), gold.len());
        let all = right == gold.len().max(machine.len());
        report.observations.extend(Observation::of(label, commitment, all));
        if right < gold.len().max(machine.len()) {
            report.errors.push(wrong(label, &text(gold), &text(machine), commitment, charter));
        }
    }
}

/// How many stand in both, each counted as often as in the list where it is rarer.
fn shared(gold: &[String], machine: &[String]) -> usize {
    let mut left: Vec<&String> = gold.iter().collect();
    machine
        .iter()
        .filter(|one| left.iter().position(|other| other == one).map(|at| left.swap_remove(at)).is_some())
        .count()
}

fn wrong(label: &'static str, gold: &str, machine: &str, commitment: &Commitment, charter: &str) -> Wrong {
    let label_of = if label == "topic-or-also" { "topic" } else { label };
    let because: Vec<String> = commitment
        .because
        .iter()
        .filter(|why| {
            why.label.starts_with(label_of)
                || label_of.starts_with(why.label.split('=').next().unwrap_or_default())
        })
        .map(|why| format!("{} \"{}\"", why.rule, why.words))
        .collect();
    Wrong {
        charter: charter.to_owned(),
        label,
        gold: gold.to_owned(),
        machine: machine.to_owned(),
        because: because.join(", "),
        text: commitment.text.clone(),
    }
}
