//! Small linear models over [`features`](super::features): their weights, and what they make of a unit.
//!
//! The weights are data, made by `charterhouse train` from gold labels and from example sentences of our own, one file a
//! model under `src/lexicon/en/learned/`. A file begins with the classes; each further line is a feature's name and its
//! weight for each class, in hundredths. The feature `bias` is there for every unit.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rust_embed::Embed;

use super::features::{Feature, key};
use crate::error::Error;
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

/// The weights of all models.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Whether a unit is a commitment: `commitment` or `other`.
    pub commitment: Model,
    /// Who owes it.
    pub party: Model,
    /// What it is about.
    pub topic: Model,
}

impl Weights {
    /// The weights that ship in the program.
    ///
    /// # Errors
    /// None in a released program: the built-in weights are held by tests.
    pub fn built_in() -> Result<Self, Error> {
        let [commitment, party, topic] = MODELS.map(|name| {
            let missing =
                || Error::Weights { name: name.to_owned(), message: "the file is missing".to_owned() };
            let file = BuiltIn::get(&format!("{name}.tsv")).ok_or_else(missing)?;
            Model::read(name, &String::from_utf8_lossy(&file.data))
        });
        Ok(Self { commitment: commitment?, party: party?, topic: topic? })
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

/// A linear model: a weight for each feature and class.
#[derive(Clone, Debug)]
pub struct Model {
    name: String,
    classes: Vec<String>,
    rows: HashMap<u64, u32, BuildHasherDefault<Already>>,
    weights: Vec<f32>,
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
        &self.name
    }

    /// Reads a file of weights.
    ///
    /// # Errors
    /// A line that is not as the [module](self) says.
    pub fn read(name: &str, text: &str) -> Result<Self, Error> {
        let wrong = |line: usize, message: &str| Error::Weights {
            name: name.to_owned(),
            message: format!("line {line}: {message}"),
        };
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
        let (_, head) = lines.next().ok_or_else(|| wrong(1, "the line of classes is missing"))?;
        let classes: Vec<String> = head.split('\t').skip(1).map(str::to_owned).collect();
        let mut model =
            Self { name: name.to_owned(), classes, rows: HashMap::default(), weights: Vec::new() };
        for (index, line) in lines {
            let (feature, weights) =
                line.split_once('\t').ok_or_else(|| wrong(index + 1, "there are no weights"))?;
            let row = u32::try_from(model.rows.len())
                .map_err(|_| wrong(index + 1, "there are too many features"))?;
            model.rows.insert(key(&[feature]), row);
            let before = model.weights.len();
            for weight in weights.split('\t') {
                let hundredths = if weight.is_empty() { Ok(0.0) } else { weight.parse::<f32>() };
                model
                    .weights
                    .push(hundredths.map_err(|_| wrong(index + 1, "a weight is no number"))? / 100.0);
            }
            if model.weights.len() - before != model.classes.len() {
                return Err(wrong(index + 1, "there are not as many weights as classes"));
            }
        }
        Ok(model)
    }

    /// How strongly these features speak for each class: logarithms of odds, up to a sum that all share.
    #[must_use]
    pub fn scores(&self, features: &[Feature<'_>]) -> Vec<f32> {
        let mut scores = vec![0.0f32; self.classes.len()];
        let bias = Feature { key: key(&[BIAS]), value: 1.0, rule: "", words: "" };
        for feature in features.iter().chain([&bias]) {
            for (score, weight) in scores.iter_mut().zip(self.row(feature.key)) {
                *score += weight * feature.value;
            }
        }
        scores
    }

    /// The features that spoke most for a class and rest on words, heaviest first: three at most.
    #[must_use]
    pub fn heaviest<'f, 'a>(&self, features: &'f [Feature<'a>], class: usize) -> Vec<&'f Feature<'a>> {
        let mut spoken: Vec<(f32, &Feature<'a>)> = features
            .iter()
            .filter(|feature| !feature.words.is_empty())
            .filter_map(|feature| {
                // With the penalty on squares, a feature's weights add up to nothing, so a weight alone tells how far it speaks.
                let weight = self.row(feature.key).get(class)? * feature.value;
                (weight > 0.05).then_some((weight, feature))
            })
            .collect();
        spoken.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.key.cmp(&b.1.key)));
        let mut heaviest: Vec<&Feature<'a>> = Vec::new();
        for (_, feature) in spoken {
            if heaviest.len() < 3 && heaviest.iter().all(|other| other.words != feature.words) {
                heaviest.push(feature);
            }
        }
        heaviest
    }

    fn row(&self, key: u64) -> &[f32] {
        let width = self.classes.len();
        let row = self.rows.get(&key).map(|row| *row as usize * width);
        row.and_then(|begin| self.weights.get(begin..begin + width)).unwrap_or_default()
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
