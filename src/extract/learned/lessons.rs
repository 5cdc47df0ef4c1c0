//! What a person labelled, as lessons for the models: gold labels of real charters, and example sentences of our own.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::train::{Choice, Lesson, Settings, model};
use super::{MODELS, Weights};
use crate::error::Error;
use crate::extract::features::Named;
use crate::extract::{About, COMMITMENT, with_units};
use crate::lexicon::Lexicon;
use crate::model::commitment::{Party, Topic};
use crate::model::document::Document;
use crate::model::labels::{LabelledUnit, Labels, folded};

/// A document with a person's labels.
#[derive(Clone, Debug)]
pub struct Taught {
    /// What is labelled.
    pub document: Document,
    /// Its title.
    pub title: String,
    /// How a person labelled it.
    pub labels: Labels,
    /// How much each of its units counts: 1 for a real charter.
    pub weight: f32,
}

/// How each model is trained, in the order of [`MODELS`]. Chosen by cross-validation; `ARCHITECTURE.md` says what was tried.
pub const SETTINGS: [Settings; 3] = [
    Settings {
        choice: Choice::One,
        trust: 0.2,
        least: 2,
        steps: 120,
        emphasis: &[("in document ", 0.0), ("place ", 0.0), ("block ", 2.0), ("section word ", 2.0)],
    },
    Settings {
        choice: Choice::One,
        trust: 0.2,
        least: 2,
        steps: 120,
        emphasis: &[("in document ", 0.0), ("word ", 2.0)],
    },
    Settings {
        choice: Choice::Each,
        trust: 0.2,
        least: 2,
        steps: 120,
        emphasis: &[
            ("early topic", 0.0),
            ("word ", 3.0),
            ("in document ", 2.0),
            ("in section ", 2.0),
            ("phrase topic", 0.7),
        ],
    },
];

/// A person's labels by text: each label is given out once, so that a text that stands twice finds both.
#[derive(Debug)]
pub struct ByText<'a> {
    labels: BTreeMap<String, Vec<Option<&'a LabelledUnit>>>,
}

impl<'a> ByText<'a> {
    /// The labels of a charter.
    #[must_use]
    pub fn new(labels: &'a Labels) -> Self {
        let mut by_text: BTreeMap<String, Vec<Option<&'a LabelledUnit>>> = BTreeMap::new();
        for text in labels.other.iter().rev() {
            by_text.entry(folded(text)).or_default().push(None);
        }
        for unit in labels.commitments.iter().rev() {
            by_text.entry(folded(&unit.text)).or_default().push(Some(unit));
        }
        Self { labels: by_text }
    }

    /// The label of a text: `None` where no person labelled it (or its labels were all given out), `Some(None)` where it is
    /// no commitment.
    pub fn take(&mut self, text: &str) -> Option<Option<&'a LabelledUnit>> {
        self.labels.get_mut(&folded(text))?.pop()
    }

    /// The labels of commitments that were not given out.
    pub fn left(&self) -> impl Iterator<Item = &'a LabelledUnit> {
        self.labels.values().flatten().copied().flatten()
    }
}

/// Lessons for the three models, in the order of [`MODELS`], with the names of all features.
struct Lessons {
    of: [Vec<Lesson>; 3],
    names: BTreeMap<u64, String>,
}

/// The classes of each model, in the order of [`MODELS`].
fn classes() -> [Vec<String>; 3] {
    let ids = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
    [
        ids(vec![COMMITMENT, "other"]),
        ids(Party::ALL.iter().map(|party| party.id()).collect()),
        ids(Topic::ALL.iter().map(|topic| topic.id()).collect()),
    ]
}

/// A unit's features, and what a person said of it.
#[derive(Debug)]
struct Labelled {
    features: Vec<(u64, f32)>,
    /// Who owes it, and what it is about; nothing where it is no commitment.
    label: Option<(Party, Topic, Vec<Topic>)>,
    weight: f32,
}

/// How far a unit counts as being about the topics that it is about besides its first.
const BESIDES: f64 = 0.4;

/// The features of every labelled unit of some documents, gathered once for all that is trained on them.
#[derive(Debug)]
pub struct Gathered {
    units: Vec<Labelled>,
    names: BTreeMap<u64, String>,
}

/// Gathers the features of every labelled unit.
#[must_use]
pub fn gather(taught: &Taught, lexicon: &Lexicon) -> Gathered {
    let mut gathered = Gathered { units: Vec::new(), names: BTreeMap::new() };
    let mut labels = ByText::new(&taught.labels);
    let about = About { charter: &taught.labels.charter, title: Some(&taught.title), ..About::default() };
    with_units(about, &taught.document, lexicon, |units, surroundings| {
        for (index, evidence) in units.iter().enumerate() {
            let Some(label) = labels.take(evidence.unit.text) else { continue };
            let mut features = Named::default();
            surroundings.gather(index, &mut features);
            gathered.names.extend(features.names);
            gathered.units.push(Labelled {
                features: features.values.into_iter().collect(),
                label: label.map(|unit| (unit.party, unit.topic, unit.also.clone())),
                weight: taught.weight,
            });
        }
    });
    gathered
}

fn lessons<'g>(gathered: impl Iterator<Item = &'g Gathered>) -> Lessons {
    let mut lessons = Lessons { of: [Vec::new(), Vec::new(), Vec::new()], names: BTreeMap::new() };
    let [commitment, party, topic] = &mut lessons.of;
    for some in gathered {
        lessons.names.extend(some.names.iter().map(|(key, name)| (*key, name.clone())));
        for Labelled { features, label, weight } in &some.units {
            let lesson = |classes| Lesson { features: features.clone(), classes, weight: *weight };
            commitment.push(lesson(vec![(usize::from(label.is_none()), 1.0)]));
            let Some((who, what, also)) = label else { continue };
            let place = |what: &Topic| Topic::ALL.iter().position(|topic| topic == what);
            party.push(lesson(
                Party::ALL.iter().position(|party| party == who).map(|who| (who, 1.0)).into_iter().collect(),
            ));
            let besides = also.iter().filter_map(place).map(|topic| (topic, BESIDES));
            topic.push(lesson(place(what).map(|topic| (topic, 1.0)).into_iter().chain(besides).collect()));
        }
    }
    lessons
}

/// Trains all models: each model's name with the text of its file of weights.
///
/// # Errors
/// Lessons from which nothing can be learned.
pub fn files<'g>(gathered: impl Iterator<Item = &'g Gathered>) -> Result<Vec<(String, String)>, Error> {
    let lessons = lessons(gathered);
    let jobs: Vec<_> = MODELS.into_iter().zip(SETTINGS).zip(classes()).zip(&lessons.of).collect();
    jobs.into_par_iter()
        .map(|(((name, settings), classes), of)| {
            Ok((name.to_owned(), model(name, &classes, of, &lessons.names, settings)?))
        })
        .collect()
}

/// The weights that such files hold.
///
/// # Errors
/// A file that is missing or is no file of weights.
pub fn weights(files: &[(String, String)]) -> Result<Weights, Error> {
    Weights::read(|wanted| files.iter().find(|(name, _)| name == wanted).map(|(_, text)| text.clone()))
}
