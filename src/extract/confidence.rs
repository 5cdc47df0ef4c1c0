//! How sure a label is: what a model's probability, or the case that rules decided it in, came to on charters not seen.
//!
//! The table is data, made by `charterhouse train` beside the weights: `calibration.tsv`, a line for each label and case. The
//! cases of `commitment`, `other`, `party` and `topic` are the least probability of a bin; those of the other labels are a
//! rule's id or one of the [`situation`]s. Without a table a probability stands for itself, and rules are taken to be right.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::model::commitment::{Commitment, Strength};
use crate::model::confidence::{Confidence, Label};

/// What the table calls the label of a unit that is no commitment.
pub const OTHER: &str = "other";

/// What each probability and each case came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// By the least probability of a bin, rising: those of commitments, of other units, of parties, of topics.
    bins: [Vec<(f32, f32)>; 4],
    /// By rule or situation: those of strength, channels, measures, vague words.
    cases: [BTreeMap<String, f32>; 4],
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which label; [`OTHER`] for units that are no commitment.
    pub label: &'static str,
    /// The least probability of a bin, a rule's id, or a situation.
    pub case: String,
    /// How many were right.
    pub right: usize,
    /// How many there were.
    pub of: usize,
    /// What they come to.
    pub confidence: f32,
}

/// The labels of the table that a model decides, and those that rules decide.
const MODELS: [&str; 4] = ["commitment", OTHER, "party", "topic"];
const RULES: [Label; 4] = [Label::Strength, Label::Channels, Label::Measures, Label::Vague];

impl Calibration {
    /// Reads the text of the table.
    ///
    /// # Errors
    /// A line that is not as the [module](self) says.
    pub fn read(text: &str) -> Result<Self, Error> {
        let mut calibration = Self::default();
        for (index, line) in text.lines().enumerate().skip(1) {
            calibration.add(line).ok_or_else(|| Error::Weights {
                name: "calibration".to_owned(),
                message: format!("line {}: not a label, a case, two counts and a confidence", index + 1),
            })?;
        }
        for bins in &mut calibration.bins {
            bins.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        Ok(calibration)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [label, case, _, _, confidence] = cells.as_slice() else { return None };
        let confidence: f32 = confidence.parse().ok().filter(|sure| (0.0..=1.0).contains(sure))?;
        if let Some(at) = MODELS.iter().position(|name| name == label) {
            self.bins.get_mut(at)?.push((case.parse().ok()?, confidence));
        } else {
            let at = RULES.iter().position(|rule| rule.id() == *label)?;
            self.cases.get_mut(at)?.insert((*case).to_owned(), confidence);
        }
        Some(())
    }

    /// The table of some rows.
    #[must_use]
    pub fn of(rows: &[Row]) -> Self {
        Self::read(&file(rows)).unwrap_or_default()
    }

    /// How sure a label is that a model gave with a probability.
    #[must_use]
    pub fn modelled(&self, label: &str, probability: f32) -> f32 {
        let bins = MODELS.iter().position(|name| *name == label).and_then(|at| self.bins.get(at));
        let bins = bins.map(Vec::as_slice).unwrap_or_default();
        let above = bins.partition_point(|(from, _)| *from <= probability);
        bins.get(above.saturating_sub(1)).map_or(probability, |(_, sure)| *sure)
    }

    /// How sure a label is that rules gave: the least of what its rules came to where they are known, else its situation's.
    #[must_use]
    pub fn ruled(&self, label: Label, commitment: &Commitment) -> f32 {
        self.decided(label, rules(label, commitment).chain([situation(label, commitment)]))
    }

    /// The same for cases by name: rules and their situation.
    pub fn decided<'c>(&self, label: Label, cases: impl Iterator<Item = &'c str>) -> f32 {
        let Some(known) = RULES.iter().position(|rule| *rule == label).and_then(|at| self.cases.get(at))
        else {
            return 1.0;
        };
        let mut situation = None;
        let mut least: Option<f32> = None;
        for case in cases {
            let sure = known.get(case).copied();
            if is_rule(case) {
                least = [least, sure].into_iter().flatten().reduce(f32::min);
            } else {
                situation = sure;
            }
        }
        least.or(situation).unwrap_or(1.0)
    }

    /// How sure each label of a commitment is, given what the models made of it.
    #[must_use]
    pub fn confidence(&self, commitment: &Commitment, [promise, party, topic]: [f32; 3]) -> Confidence {
        Confidence {
            commitment: self.modelled("commitment", promise),
            party: self.modelled("party", party),
            strength: self.ruled(Label::Strength, commitment),
            topic: self.modelled("topic", topic),
            channels: self.ruled(Label::Channels, commitment),
            measures: self.ruled(Label::Measures, commitment),
            vague: self.ruled(Label::Vague, commitment),
        }
    }
}

/// Whether a case is a rule, not a situation: ids of rules have a slash in them.
#[must_use]
pub fn is_rule(case: &str) -> bool {
    case.contains('/')
}

/// The rules that gave a label its value.
pub fn rules(label: Label, commitment: &Commitment) -> impl Iterator<Item = &str> {
    commitment.because.iter().filter(move |why| why.is_for(label)).map(|why| why.rule.as_str())
}

/// In which of a few situations rules gave a label its value.
#[must_use]
pub fn situation(label: Label, commitment: &Commitment) -> &'static str {
    let count = |of: usize| ["none", "one"].get(of).copied().unwrap_or("several");
    match label {
        Label::Strength => match commitment.strength {
            Strength::Firm => "firm",
            Strength::Qualified => "qualified",
            Strength::Discretionary => "discretionary",
        },
        Label::Channels => count(commitment.channels.len()),
        Label::Measures if commitment.measures.is_empty() => {
            if commitment.text.bytes().any(|byte| byte.is_ascii_digit()) { "none, digits" } else { "none" }
        }
        Label::Measures => count(commitment.measures.len()),
        Label::Vague => count(commitment.vague.len()),
        Label::Commitment | Label::Party | Label::Topic => "",
    }
}

/// The text of the table.
#[must_use]
pub fn file(rows: &[Row]) -> String {
    let line = |row: &Row| {
        format!("{}\t{}\t{}\t{}\t{:.3}\n", row.label, row.case, row.right, row.of, row.confidence)
    };
    std::iter::once("label\tcase\tright\tof\tconfidence\n".to_owned()).chain(rows.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &str, label: &str, probability: f32, expected: Option<f32>) {
        let table = format!("label\tcase\tright\tof\tconfidence\n{lines}");
        assert_eq!(Calibration::read(&table).ok().map(|table| table.modelled(label, probability)), expected);
    }

    #[test]
    fn a_probability_takes_the_confidence_of_its_bin() {
        let table = "topic\t0.5\t6\t10\t0.6\ntopic\t0.2\t3\t10\t0.3\n";
        check(table, "topic", 0.5, Some(0.6));
        check(table, "topic", 0.49, Some(0.3));
        check(table, "topic", 0.1, Some(0.3));
        check(table, "party", 0.1, Some(0.1));
        check("topic\t0.5\t6\t10\t1.6\n", "topic", 0.5, None);
        check("subject\t0.5\t6\t10\t0.6\n", "topic", 0.5, None);
        check("topic\t0.5\t6\n", "topic", 0.5, None);
    }
}
