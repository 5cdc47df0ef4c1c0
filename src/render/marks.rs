//! The marks that stand in thousands of places, each drawn once by its component: a page is handed what was drawn.
//!
//! A project's own `part/marks.html` is heeded like ours, since it is the template's component that draws.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use tera::Value;

use super::chart::KindMark;
use super::page::{Figure, sign};
use super::templates::Templates;
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::commitment::Strength;
use crate::model::comparison::Profile;
use crate::model::measure::{Key, Measure};

/// What a template sees of a mark, ready to be handed to any page: it is shared, not copied.
#[derive(Debug)]
pub(super) struct Drawn(Value);

impl Serialize for Drawn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A figure of some charter.
#[derive(Debug)]
pub(super) struct DrawnFigure {
    /// Its words, for scripts.
    pub(super) figure: Figure,
    /// `{short, words, mark}`, for templates.
    pub(super) drawn: Drawn,
}

/// Every mark of a site.
#[derive(Debug)]
pub(super) struct Marks<'a> {
    firm: Drawn,
    qualified: Drawn,
    discretionary: Drawn,
    kinds: BTreeMap<Kind, Drawn>,
    /// Looked up only, never walked.
    figures: FxHashMap<Key<'a>, DrawnFigure>,
}

impl<'a> Marks<'a> {
    /// Draws the marks that some charters need.
    ///
    /// # Errors
    /// A built-in component that cannot be drawn.
    pub(super) fn of(profiles: &'a [Profile], templates: &Templates) -> Result<Self, Error> {
        let strength = |strength: Strength| {
            let component = StrengthOf { sign: sign(strength), word: Strength::id(strength) };
            templates.draw("strength", &component).map(Drawn)
        };
        let kind = |kind: Kind| {
            let of = KindOf { kind: KindMark::of(kind) };
            let shape = templates.draw("kindshape", &of)?;
            Ok((kind, Drawn(Value::from_serializable(&DrawnKind { mark: of.kind, shape }))))
        };
        let mut figures = FxHashMap::default();
        let commitments = profiles.iter().flat_map(|profile| &profile.commitments);
        for measure in commitments.flat_map(|commitment| &commitment.measures) {
            if let std::collections::hash_map::Entry::Vacant(vacant) = figures.entry(measure.key()) {
                vacant.insert(figure(measure, templates)?);
            }
        }
        Ok(Self {
            firm: strength(Strength::Firm)?,
            qualified: strength(Strength::Qualified)?,
            discretionary: strength(Strength::Discretionary)?,
            kinds: Kind::ALL.into_iter().map(kind).collect::<Result<_, Error>>()?,
            figures,
        })
    }

    /// A strength: its sign and its word.
    pub(super) fn strength(&self, strength: Strength) -> &Drawn {
        match strength {
            Strength::Firm => &self.firm,
            Strength::Qualified => &self.qualified,
            Strength::Discretionary => &self.discretionary,
        }
    }

    /// A kind, as `{id, label, shape}`; there for every kind.
    pub(super) fn kind(&self, kind: Kind) -> Option<&Drawn> {
        self.kinds.get(&kind)
    }

    /// A figure; there for all of the charters that the marks were drawn for.
    pub(super) fn figure<'m>(&'m self, measure: &'m Measure) -> Option<&'m DrawnFigure> {
        self.figures.get(&measure.key())
    }

    /// Some figures.
    pub(super) fn figures<'m>(&'m self, measures: &'m [Measure]) -> Vec<&'m Drawn> {
        measures.iter().filter_map(|measure| Some(&self.figure(measure)?.drawn)).collect()
    }
}

/// What the component `strength` takes.
#[derive(Serialize)]
struct StrengthOf {
    sign: &'static str,
    word: &'static str,
}

/// What the component `kindshape` takes.
#[derive(Serialize)]
struct KindOf {
    kind: KindMark,
}

/// What the component `figure` takes.
#[derive(Serialize)]
struct FigureOf<'a> {
    figure: &'a Figure,
}

#[derive(Serialize)]
struct DrawnKind {
    #[serde(flatten)]
    mark: KindMark,
    shape: Value,
}

#[derive(Serialize)]
struct Seen<'a> {
    #[serde(flatten)]
    figure: &'a Figure,
    mark: Value,
}

fn figure(measure: &Measure, templates: &Templates) -> Result<DrawnFigure, Error> {
    let figure = Figure::of(measure);
    let mark = templates.draw("figure", &FigureOf { figure: &figure })?;
    let drawn = Drawn(Value::from_serializable(&Seen { figure: &figure, mark }));
    Ok(DrawnFigure { figure, drawn })
}
