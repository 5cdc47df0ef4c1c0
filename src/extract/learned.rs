//! Small linear models over [`features`](super::features): their weights, and what they make of a unit.
//!
//! The weights are data, made by `charterhouse train` from gold labels and from example sentences of our own, one file a
//! model under `src/lexicon/en/learned/`. A file begins with the classes; each further line is a feature's name and its
//! weight for each class, in hundredths. The feature `bias` is there for every unit.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use rust_embed::Embed;

use super::confidence::Calibration;
use super::features::{Facts, Rests, quick_key};
use crate::error::Error;
use crate::model::confidence::{Label, Reliability};
use crate::model::quality::QualityRow;

pub mod train;
pub mod lessons;
pub mod examples;

#[derive(Embed)]
#[folder = "src/lexicon/en/learned/"]
#[include = "*.tsv"]
struct BuiltIn;

/// The models, in the order in which they are asked.
pub const MODELS: [&str; 3] = ["commitment", "party", "topic"];

/// The name of the feature that every unit has.
const BIAS: &str = "bias";

/// The weights of all models, in one table: what each feature says for each class of each model.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Whether a unit is a commitment: `commitment` or `other`.
    pub commitment: Model,
    /// Who owes it.
    pub party: Model,
    /// What it is about.
    pub topic: Model,
    /// What the probabilities of their verdicts come to, and how far rules can be trusted.
    pub calibration: Calibration,
    rows: HashMap<u64, u32, BuildHasherDefault<Already>>,
    table: Vec<f32>,
    width: usize,
}

/// A linear model: its classes, and where its weights stand in each row of the table.
#[derive(Clone, Debug, Default)]
pub struct Model {
    name: &'static str,
    classes: Vec<String>,
    columns: Range<usize>,
}

/// A feature of a unit that some model has a weight for.
#[derive(Clone, Copy, Debug)]
struct Weighed<'a> {
    row: u32,
    value: f32,
    rests: Rests<'a>,
}

/// Takes the features of a unit that some model has a weight for, and weighs them.
#[derive(Debug)]
pub struct Weighing<'w, 'a> {
    weights: &'w Weights,
    /// Each feature once, those that units share first.
    list: Vec<Weighed<'a>>,
    shared: usize,
    /// Whether those that units share are still being gathered.
    over: bool,
    /// For each row of the table, where it stands in the list, from 1; 0 for those that do not.
    places: Vec<u32>,
}

impl<'a> Facts<'a> for Weighing<'_, 'a> {
    fn add(&mut self, name: &[&str], value: f32, rests: Rests<'a>) {
        let Some(&row) = self.weights.rows.get(&quick_key(name)) else { return };
        let Some(place) = self.places.get_mut(row as usize) else { return };
        let weighed = Weighed { row, value, rests };
        match (*place as usize).checked_sub(1).and_then(|at| self.list.get_mut(at)) {
            Some(held) if held.value < value => *held = weighed,
            Some(_) => {}
            None => {
                self.list.push(weighed);
                *place = u32::try_from(self.list.len()).unwrap_or_default();
            }
        }
    }

    fn shared(&mut self) {
        self.keep(0);
        self.over = true;
    }

    fn own(&mut self) {
        let shared = if std::mem::take(&mut self.over) { self.list.len() } else { self.shared };
        self.keep(shared);
    }
}

impl<'a> Weighing<'_, 'a> {
    /// Forgets all features but the first so many.
    fn keep(&mut self, shared: usize) {
        for gone in self.list.drain(shared..) {
            if let Some(place) = self.places.get_mut(gone.row as usize) {
                *place = 0;
            }
        }
        self.shared = shared;
    }

    /// What each model makes of the unit, in the order of [`MODELS`].
    #[must_use]
    pub fn verdicts(&self) -> [Verdict; 3] {
        let weights = self.weights;
        let bias = weights.rows.get(&quick_key(&[BIAS])).map(|row| weights.row(*row));
        let mut scores = bias.unwrap_or_default().to_vec();
        scores.resize(weights.width, 0.0);
        for one in &self.list {
            for (score, weight) in scores.iter_mut().zip(weights.row(one.row)) {
                *score += weight * one.value;
            }
        }
        [&weights.commitment, &weights.party, &weights.topic]
            .map(|model| Verdict::of(scores.get(model.columns.clone()).unwrap_or_default()))
    }

    /// What the features rest on that spoke most for a class of a model and rest on words, heaviest first: three at most, no words
    /// twice; where two speak as loud, the one that was gathered first.
    #[must_use]
    pub fn heaviest(&self, model: &Model, class: usize) -> Vec<Rests<'a>> {
        let column = model.columns.start + class;
        let mut heaviest: Vec<(f32, Rests<'a>)> = Vec::with_capacity(4);
        for Weighed { row, value, rests } in &self.list {
            // With the penalty on squares, a feature's weights add up to nothing, so a weight alone tells how far it speaks.
            let weight = self.weights.row(*row).get(column).map_or(0.0, |weight| weight * value);
            let least = heaviest.get(2).map_or(0.05, |(least, _)| *least);
            if weight <= least || rests.words.is_empty() {
                continue;
            }
            match heaviest.iter().position(|(_, other)| other.words == rests.words) {
                Some(same) if heaviest.get(same).is_some_and(|(held, _)| *held >= weight) => continue,
                Some(same) => drop(heaviest.remove(same)),
                None => {}
            }
            let place = heaviest.partition_point(|(other, _)| *other >= weight);
            heaviest.insert(place, (weight, *rests));
            heaviest.truncate(3);
        }
        heaviest.into_iter().map(|(_, rests)| rests).collect()
    }
}

impl Weights {
    /// The weights that ship in the program.
    ///
    /// # Errors
    /// None in a released program: the built-in weights are held by tests.
    pub fn built_in() -> Result<Self, Error> {
        Self::read(|name| {
            Some(String::from_utf8_lossy(&BuiltIn::get(&format!("{name}.tsv"))?.data).into_owned())
        })
    }

    /// Reads the file of each model and `calibration`; `file` gives its text by its name. Without a calibration, probabilities
    /// stand for themselves.
    ///
    /// # Errors
    /// A model's file that is missing, or a line that is not as the [module](self) says.
    pub fn read(file: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let mut texts = Vec::with_capacity(MODELS.len());
        for name in MODELS {
            let missing =
                || Error::Weights { name: name.to_owned(), message: "the file is missing".to_owned() };
            texts.push((name, file(name).ok_or_else(missing)?));
        }
        let mut weights = Self::default();
        for (model, (name, text)) in
            [&mut weights.commitment, &mut weights.party, &mut weights.topic].into_iter().zip(&texts)
        {
            let head = text.lines().next().unwrap_or_default();
            let classes: Vec<String> = head.split('\t').skip(1).map(str::to_owned).collect();
            let columns = weights.width..weights.width + classes.len();
            weights.width = columns.end;
            *model = Model { name, classes, columns };
        }
        let columns =
            [&weights.commitment, &weights.party, &weights.topic].map(|model| model.columns.clone());
        for ((name, text), columns) in texts.iter().zip(columns) {
            weights.fill(name, text, &columns)?;
        }
        weights.calibration = file("calibration")
            .map_or_else(|| Ok(Calibration::default()), |text| Calibration::read(&text))?;
        Ok(weights)
    }

    /// Fills a model's columns of the table from the lines of its file.
    fn fill(&mut self, name: &str, text: &str, columns: &Range<usize>) -> Result<(), Error> {
        for (index, line) in text.lines().enumerate().skip(1) {
            let wrong = |message: &str| Error::Weights {
                name: name.to_owned(),
                message: format!("line {}: {message}", index + 1),
            };
            let (feature, cells) = line.split_once('\t').ok_or_else(|| wrong("there are no weights"))?;
            let next = u32::try_from(self.rows.len()).map_err(|_| wrong("there are too many features"))?;
            let row = *self.rows.entry(quick_key(&[feature])).or_insert(next);
            if row == next {
                self.table.resize(self.table.len() + self.width, 0.0);
            }
            let begin = row as usize * self.width;
            let own = self.table.get_mut(begin + columns.start..begin + columns.end).unwrap_or_default();
            if cells.split('\t').count() != own.len() {
                return Err(wrong("there are not as many weights as classes"));
            }
            for (weight, cell) in own.iter_mut().zip(cells.split('\t')) {
                let hundredths = if cell.is_empty() { Ok(0.0) } else { cell.parse::<f32>() };
                *weight = hundredths.map_err(|_| wrong("a weight is no number"))? / 100.0;
            }
        }
        Ok(())
    }

    /// Nothing gathered yet, to be weighed by these weights.
    #[must_use]
    pub fn weighing<'a>(&self) -> Weighing<'_, 'a> {
        Weighing {
            weights: self,
            list: Vec::with_capacity(256),
            shared: 0,
            over: false,
            places: vec![0; self.rows.len()],
        }
    }

    fn row(&self, row: u32) -> &[f32] {
        let begin = row as usize * self.width;
        self.table.get(begin..begin + self.width).unwrap_or_default()
    }
}

/// How good the labels are on charters that the models have not seen, as it was measured when they were trained.
///
/// # Errors
/// None in a released program: the file is held by tests.
pub fn quality() -> Result<Vec<QualityRow>, Error> {
    let wrong = |message: &str| Error::Weights { name: "quality".to_owned(), message: message.to_owned() };
    let file = BuiltIn::get("quality.tsv").ok_or_else(|| wrong("the file is missing"))?;
    let text = String::from_utf8_lossy(&file.data);
    let rows = text.lines().skip(1).map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let (label, figure) = cells.next().zip(cells.next())?;
        Some(QualityRow { label, figure, unseen: cells.next()?.parse().ok()? })
    });
    rows.collect::<Option<_>>().ok_or_else(|| wrong("a line has not a label, a figure and a number"))
}

/// The text of the file that [`quality`] reads.
#[must_use]
pub fn quality_file(rows: &[QualityRow]) -> String {
    let lines = rows.iter().map(|row| format!("{}\t{}\t{:.3}\n", row.label, row.figure, row.unseen));
    std::iter::once("label\tfigure\tunseen\n".to_owned()).chain(lines).collect()
}

/// How far the confidence of labels can be trusted, as it was measured when the models were trained.
///
/// # Errors
/// None in a released program: the file is held by tests.
pub fn reliability() -> Result<Vec<Reliability>, Error> {
    let wrong =
        |message: &str| Error::Weights { name: "reliability".to_owned(), message: message.to_owned() };
    let file = BuiltIn::get("reliability.tsv").ok_or_else(|| wrong("the file is missing"))?;
    let text = String::from_utf8_lossy(&file.data);
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [label, from, to, said, right, of] = cells.as_slice() else { return None };
        Some(Reliability {
            label: Label::from_id(label)?,
            from: from.parse().ok()?,
            to: to.parse().ok()?,
            said: said.parse().ok()?,
            right: right.parse().ok()?,
            of: of.parse().ok()?,
        })
    });
    rows.collect::<Option<_>>().ok_or_else(|| wrong("a line has not a label and five numbers"))
}

/// The text of the file that [`reliability`] reads.
#[must_use]
pub fn reliability_file(rows: &[Reliability]) -> String {
    let line = |row: &Reliability| {
        let Reliability { label, from, to, said, right, of } = row;
        format!("{}\t{from}\t{to}\t{said:.3}\t{right}\t{of}\n", label.id())
    };
    std::iter::once("label\tfrom\tto\tsaid\tright\tof\n".to_owned()).chain(rows.iter().map(line)).collect()
}

/// What a model makes of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The class with the greatest probability, as an index into [`Model::classes`].
    pub class: usize,
    /// The probability of each class.
    pub probabilities: Vec<f32>,
}

impl Verdict {
    /// The verdict that scores come to; the first of the greatest where there are several.
    #[must_use]
    pub fn of(scores: &[f32]) -> Self {
        let greatest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut probabilities: Vec<f32> = scores.iter().map(|score| (score - greatest).exp()).collect();
        let total: f32 = probabilities.iter().sum();
        for probability in &mut probabilities {
            *probability /= total;
        }
        let class = scores.iter().position(|score| score.total_cmp(&greatest).is_eq()).unwrap_or_default();
        Self { class, probabilities }
    }

    /// The probability of its class.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.probabilities.get(self.class).copied().unwrap_or_default()
    }
}

impl Model {
    /// The ids of its classes.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The id of the class that a verdict of its says.
    #[must_use]
    pub fn says(&self, verdict: &Verdict) -> &str {
        self.classes.get(verdict.class).map_or("", String::as_str)
    }

    /// Its name, such as `topic`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }
}

/// Hashes a key that is a hash already.
#[derive(Clone, Copy, Debug, Default)]
struct Already(u64);

impl Hasher for Already {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        // FNV's low bits, which choose the bucket, are its best; the high ones, which hashbrown tags by, are mixed here.
        self.0 = key ^ key.rotate_left(32);
    }
}
