//! Weighs the features of a unit as they are gathered, and says what the models make of it, and why.

use std::sync::Arc;

use super::rows::Rows;
use super::{BIAS, Model, Table, Verdict, WIDTH, Weights};
use crate::extract::features::name::Name;
use crate::extract::features::{Facts, Rests, quick_key};
use crate::lexicon::Lexicon;

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
    table: Arc<Table>,
    /// Gone when this is dropped, and at no other time.
    rows: Option<Rows>,
    /// Each feature once, those that units share first.
    list: Vec<Weighed<'a>>,
    shared: usize,
    /// Whether those that units share are still being gathered.
    over: bool,
}

impl Drop for Weighing<'_, '_> {
    fn drop(&mut self) {
        self.keep(0);
        if let Some(rows) = self.rows.take() {
            rows.keep();
        }
    }
}

impl<'a> Facts<'a> for Weighing<'_, 'a> {
    fn add(&mut self, name: Name<'_>, value: f32, rests: Rests<'a>) {
        let Some(rows) = &mut self.rows else { return };
        let Some(row) = rows.row(name) else { return };
        let Some(place) = rows.places.get_mut(row as usize) else { return };
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

impl Weights {
    /// Nothing gathered yet, to be weighed by these weights. What is weighed is what these rules hit.
    #[must_use]
    pub fn weighing<'a>(&self, lexicon: &Lexicon) -> Weighing<'_, 'a> {
        Weighing {
            weights: self,
            table: Arc::clone(&self.table),
            rows: Some(Rows::of(&self.table, lexicon)),
            list: Vec::with_capacity(256),
            shared: 0,
            over: false,
        }
    }
}

impl<'a> Weighing<'_, 'a> {
    /// Forgets all features but the first so many.
    fn keep(&mut self, shared: usize) {
        let Some(rows) = &mut self.rows else { return };
        for gone in self.list.drain(shared..) {
            if let Some(place) = rows.places.get_mut(gone.row as usize) {
                *place = 0;
            }
        }
        self.shared = shared;
    }

    /// What each model makes of the unit, in the order of [`MODELS`](super::MODELS).
    #[must_use]
    pub fn verdicts(&self) -> [Verdict; 3] {
        let Weights { commitment, party, topic, .. } = self.weights;
        let table = &*self.table;
        let bias = table.places.get(&quick_key(&[BIAS])).and_then(|place| table.row(*place));
        let mut scores = bias.copied().unwrap_or([0.0; WIDTH]);
        for one in &self.list {
            if let Some(weights) = table.row(one.row) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight * one.value;
                }
            }
        }
        [commitment, party, topic]
            .map(|model| Verdict::of(scores.get(model.columns.clone()).unwrap_or_default()))
    }

    /// What the features rest on that spoke most for a class of a model and rest on words, heaviest first: three at most, no words
    /// twice; where two speak as loud, the one that was gathered first.
    #[must_use]
    pub fn heaviest(&self, model: &Model, class: usize) -> Vec<Rests<'a>> {
        const LEAST: f32 = 0.05;
        let column = model.columns.start + class;
        let mut heaviest: Vec<(f32, Rests<'a>)> = Vec::with_capacity(4);
        let mut least = LEAST;
        for Weighed { row, value, rests } in &self.list {
            // A weight alone tells how far a feature speaks: with the penalty on squares those of classes that stand against one
            // another add up to nothing, and that of a class weighed for itself is against all that is not of it.
            let weight =
                self.table.row(*row).and_then(|row| row.get(column)).map_or(0.0, |weight| weight * value);
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
            least = heaviest.get(2).map_or(LEAST, |(least, _)| *least);
        }
        heaviest.into_iter().map(|(_, rests)| rests).collect()
    }
}
