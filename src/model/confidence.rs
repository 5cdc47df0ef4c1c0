//! How sure the machine is of each label, as the share that was right of labels given alike on charters not seen.

use serde::{Deserialize, Serialize};

/// Below this a label is unsure: it is marked wherever it is shown, and `review` asks about it. Chosen from the reliability
/// table (`src/lexicon/en/learned/reliability.tsv`): on charters not seen it marks 3 % of all labels, half of these are wrong, and
/// they are a quarter of all that are wrong. At 0.7 it would mark 7 %, most of them right.
pub const UNSURE: f32 = 0.6;

/// A label that can be more or less sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Whether it is a commitment at all.
    Commitment,
    /// Who owes it.
    Party,
    /// How firmly it is promised.
    Strength,
    /// What it is about, above all.
    Topic,
    /// The ways of contact that it names, all of them right.
    Channels,
    /// Its figures, all of them right.
    Measures,
    /// Its vague words, all of them right.
    Vague,
}

impl Label {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Commitment,
        Self::Party,
        Self::Strength,
        Self::Topic,
        Self::Channels,
        Self::Measures,
        Self::Vague,
    ];

    /// The word for it in JSON, in columns and in reasons.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Commitment => "commitment",
            Self::Party => "party",
            Self::Strength => "strength",
            Self::Topic => "topic",
            Self::Channels => "channels",
            Self::Measures => "measures",
            Self::Vague => "vague",
        }
    }

    /// The one of that id; `None` for any other word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.id() == id)
    }
}

/// How sure each label of a commitment is, 0 to 1; 1 where a person decided it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Confidence {
    /// That it is a commitment at all.
    pub commitment: f32,
    /// Who owes it.
    pub party: f32,
    /// How firmly it is promised.
    pub strength: f32,
    /// What it is about, above all.
    pub topic: f32,
    /// The ways of contact.
    pub channels: f32,
    /// The figures.
    pub measures: f32,
    /// The vague words.
    pub vague: f32,
}

impl Confidence {
    /// That of labels which a person decided.
    pub const CERTAIN: Self = Self {
        commitment: 1.0,
        party: 1.0,
        strength: 1.0,
        topic: 1.0,
        channels: 1.0,
        measures: 1.0,
        vague: 1.0,
    };

    /// That of one label.
    #[must_use]
    pub fn of(&self, label: Label) -> f32 {
        match label {
            Label::Commitment => self.commitment,
            Label::Party => self.party,
            Label::Strength => self.strength,
            Label::Topic => self.topic,
            Label::Channels => self.channels,
            Label::Measures => self.measures,
            Label::Vague => self.vague,
        }
    }

    /// Sets that of one label.
    pub fn set(&mut self, label: Label, sure: f32) {
        *match label {
            Label::Commitment => &mut self.commitment,
            Label::Party => &mut self.party,
            Label::Strength => &mut self.strength,
            Label::Topic => &mut self.topic,
            Label::Channels => &mut self.channels,
            Label::Measures => &mut self.measures,
            Label::Vague => &mut self.vague,
        } = sure;
    }

    /// That of the label which is least sure.
    #[must_use]
    pub fn least(&self) -> f32 {
        Label::ALL.into_iter().map(|label| self.of(label)).fold(1.0, f32::min)
    }

    /// The labels that are unsure, the least sure first.
    #[must_use]
    pub fn unsure(&self) -> Vec<Label> {
        let mut unsure: Vec<Label> =
            Label::ALL.into_iter().filter(|label| self.of(*label) < UNSURE).collect();
        unsure.sort_by(|a, b| self.of(*a).total_cmp(&self.of(*b)));
        unsure
    }
}

/// How often labels of about one confidence were right, on charters that neither the models nor the calibration had seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// The label.
    pub label: Label,
    /// The least confidence of this row.
    pub from: f32,
    /// The confidence that is just above this row; 1 is within the last.
    pub to: f32,
    /// The mean of their confidence.
    pub said: f64,
    /// How many were right.
    pub right: usize,
    /// How many there were.
    pub of: usize,
}

impl Reliability {
    /// The share that was right.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^52")]
    pub fn share(&self) -> f64 {
        if self.of == 0 { 1.0 } else { self.right as f64 / self.of as f64 }
    }
}

/// The expected calibration error of some rows: how far what was said lies from what was right, on the mean of all labels.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^52")]
pub fn calibration_error<'a>(rows: impl IntoIterator<Item = &'a Reliability>) -> f64 {
    let (mut apart, mut all) = (0.0, 0.0);
    for row in rows {
        apart += (row.share() - row.said).abs() * row.of as f64;
        all += row.of as f64;
    }
    if all > 0.0 { apart / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_sure_label_comes_first() {
        let sure = Confidence { topic: 0.4, commitment: 0.5, vague: UNSURE, ..Confidence::CERTAIN };
        assert_eq!(sure.unsure(), [Label::Topic, Label::Commitment]);
        assert_eq!(sure.least(), 0.4);
    }

    #[test]
    fn calibration_error_weighs_rows_by_their_labels() {
        let row = |said, right, of| Reliability { label: Label::Topic, from: 0.0, to: 1.0, said, right, of };
        let error = calibration_error(&[row(0.5, 5, 10), row(0.9, 27, 30), row(0.8, 6, 10)]);
        assert!((error - 0.04).abs() < 1e-9, "{error}");
        assert_eq!(calibration_error(&[]), 0.0);
    }
}
