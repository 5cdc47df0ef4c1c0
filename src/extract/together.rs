//! What the units of one block say together: the items of a list, or the rows of a table, are seldom of different parties,
//! and seldom a promise and none by turns. Each unit's scores lean toward the mean of its neighbours in the block.

use super::evidence::Evidence;
use super::features::Feature;
use super::learned::{Model, Verdict};
use crate::model::document::Shape;

/// How far a unit's scores lean toward the mean of the others in its block.
#[derive(Clone, Copy, Debug)]
pub struct Lean {
    /// In a list or a table.
    list: f32,
    /// In a paragraph.
    paragraph: f32,
}

// By cross-validation on the gold labels; `ARCHITECTURE.md` has the figures.
/// For the model that tells commitments from others.
pub const PROMISE: Lean = Lean { list: 0.5, paragraph: 0.1 };
/// For the model of parties.
pub const PARTY: Lean = Lean { list: 0.8, paragraph: 0.2 };
/// For the model of topics.
pub const TOPIC: Lean = Lean { list: 0.1, paragraph: 0.2 };

/// What a model makes of each unit of a document, in the light of the others in its block.
#[must_use]
pub fn verdicts(
    model: &Model,
    features: &[Vec<Feature<'_>>],
    units: &[Evidence<'_>],
    lean: Lean,
) -> Vec<Verdict> {
    let scores: Vec<Vec<f32>> = features.iter().map(|features| model.scores(features)).collect();
    let mut verdicts = Vec::with_capacity(units.len());
    for run in units.chunk_by(|a, b| std::ptr::eq(a.context.block, b.context.block)) {
        let block = scores.get(verdicts.len()..verdicts.len() + run.len()).unwrap_or_default();
        let paragraph = run.first().is_some_and(|unit| unit.context.block.shape == Shape::Paragraph);
        let lean = if paragraph { lean.paragraph } else { lean.list };
        let totals = totals(block, model.classes().len());
        verdicts.extend(block.iter().map(|own| Verdict::of(&leaning(own, &totals, block.len(), lean))));
    }
    verdicts
}

/// The sum of each class's scores.
fn totals(block: &[Vec<f32>], classes: usize) -> Vec<f32> {
    (0..classes).map(|class| block.iter().filter_map(|scores| scores.get(class)).sum()).collect()
}

/// A unit's own scores and the mean of the others' in its block.
#[expect(clippy::cast_precision_loss, reason = "the mean of some scores")]
fn leaning(own: &[f32], totals: &[f32], units: usize, lean: f32) -> Vec<f32> {
    let others = units.saturating_sub(1).max(1) as f32;
    own.iter().zip(totals).map(|(score, total)| score + lean * (total - score) / others).collect()
}
