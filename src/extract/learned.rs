//! Small linear models over [`features`](super::features): their weights, and what they make of a unit.
//!
//! The weights are data, made by `charterhouse train` from gold labels and from example sentences of our own, one file a
//! model under `src/lexicon/en/learned/`. A file begins with the classes; each further line is a feature's name and its
//! weight for each class, in hundredths. The feature `bias` is there for every unit.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Arc;

use compact_str::{CompactString, format_compact};
use rust_embed::Embed;

use super::confidence::Calibration;
use super::features::quick_key;
use crate::error::Error;
use crate::model::commitment::{Party, Topic};
use crate::model::confidence::{Label, Reliability};
use crate::model::quality::QualityRow;

mod rows;
mod weighing;
pub mod train;
pub mod lessons;
pub mod examples;

pub use weighing::Weighing;

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
    table: Arc<Table>,
}

/// A linear model: its classes, and where its weights stand in each row of the table.
#[derive(Clone, Debug, Default)]
pub struct Model {
    name: &'static str,
    classes: Vec<String>,
    columns: Range<usize>,
    /// What a reason for each class is called: `topic=hours`.
    labels: Vec<CompactString>,
    /// What stands for a rule where none gave a reason: `model/topic`.
    rule: CompactString,
}

/// As many classes as all models have at most: the columns of the table. It is a whole number of the widest registers, so that a
/// feature is weighed for all classes at once.
const WIDTH: usize = (2 + Party::ALL.len() + Topic::ALL.len()).next_multiple_of(8);

/// What a feature says for each class of each model.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Row([f32; WIDTH]);

/// What each feature says for each class of each model.
#[derive(Clone, Debug, Default)]
struct Table {
    /// The place of each feature's row, by the [`quick_key`] of its name.
    places: HashMap<u64, u32, BuildHasherDefault<Already>>,
    rows: Vec<Row>,
}

impl Table {
    fn row(&self, place: u32) -> Option<&[f32; WIDTH]> {
        self.rows.get(place as usize).map(|Row(weights)| weights)
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
        let mut table = Table::default();
        let mut width = 0;
        for (model, (name, text)) in
            [&mut weights.commitment, &mut weights.party, &mut weights.topic].into_iter().zip(&texts)
        {
            let head = text.lines().next().unwrap_or_default();
            let classes: Vec<String> = head.split('\t').skip(1).map(str::to_owned).collect();
            let columns = width..width + classes.len();
            width = columns.end;
            if width > WIDTH {
                let message = "there are more classes than parties and topics".to_owned();
                return Err(Error::Weights { name: (*name).to_owned(), message });
            }
            let labels = classes.iter().map(|class| format_compact!("{name}={class}")).collect();
            *model = Model { name, classes, columns, labels, rule: format_compact!("model/{name}") };
        }
        let columns =
            [&weights.commitment, &weights.party, &weights.topic].map(|model| model.columns.clone());
        for ((name, text), columns) in texts.iter().zip(columns) {
            table.fill(name, text, &columns)?;
        }
        weights.table = Arc::new(table);
        weights.calibration = file("calibration")
            .map_or_else(|| Ok(Calibration::default()), |text| Calibration::read(&text))?;
        Ok(weights)
    }
}

impl Table {
    /// Fills a model's columns of the table from the lines of its file.
    fn fill(&mut self, name: &str, text: &str, columns: &Range<usize>) -> Result<(), Error> {
        for (index, line) in text.lines().enumerate().skip(1) {
            let wrong = |message: &str| Error::Weights {
                name: name.to_owned(),
                message: format!("line {}: {message}", index + 1),
            };
            let (feature, cells) = line.split_once('\t').ok_or_else(|| wrong("there are no weights"))?;
            let next = u32::try_from(self.rows.len()).map_err(|_| wrong("there are too many features"))?;
            let place = *self.places.entry(quick_key(&[feature])).or_insert(next);
            if place == next {
                self.rows.push(Row([0.0; WIDTH]));
            }
            let row = self.rows.get_mut(place as usize);
            let own = row.and_then(|Row(row)| row.get_mut(columns.clone())).unwrap_or_default();
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

    /// What a reason for its verdict is called, as in `topic=hours`.
    #[must_use]
    pub fn label(&self, verdict: &Verdict) -> CompactString {
        self.labels.get(verdict.class).cloned().unwrap_or_default()
    }

    /// What stands for a rule where the model alone gave a reason: `model/topic`.
    #[must_use]
    pub fn rule(&self) -> &CompactString {
        &self.rule
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
