//! The marks that stand in thousands of places, each drawn once by its component: a page is handed what was drawn.
//!
//! A project's own `part/marks.html` is heeded like ours, since it is the template's component that draws.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use tera::Value;

use super::promise::party;
use super::{Channel, Commitment, Figure, Party, Strength, say};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::comparison::Profile;
use crate::model::confidence::Label;
use crate::model::measure::{Key, Measure};
use crate::render::chart::KindMark;
use crate::render::templates::Templates;

/// What a template sees of a mark, ready to be handed to any page: it is shared, not copied.
#[derive(Debug)]
pub(in crate::render) struct Drawn(Value);

impl Serialize for Drawn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A figure of some charter.
#[derive(Debug)]
pub(in crate::render) struct DrawnFigure {
    /// Its words, for scripts.
    pub(super) figure: Figure,
    /// `{short, words, mark}`, for templates.
    pub(super) drawn: Drawn,
}

/// Every mark of a site.
#[derive(Debug)]
pub(in crate::render) struct Marks<'a> {
    firm: Drawn,
    qualified: Drawn,
    discretionary: Drawn,
    kinds: BTreeMap<Kind, Drawn>,
    /// Looked up only, never walked.
    figures: FxHashMap<Key<'a>, DrawnFigure>,
    /// The same.
    found: FxHashMap<Found<'a>, Drawn>,
}

impl<'a> Marks<'a> {
    /// Draws the marks that some charters need.
    ///
    /// # Errors
    /// A built-in component that cannot be drawn.
    pub(in crate::render) fn of(profiles: &'a [Profile], templates: &Templates) -> Result<Self, Error> {
        let strength = |strength: Strength| {
            let component = StrengthOf { sign: say::sign(strength), word: Strength::id(strength) };
            templates.draw("strength", &component).map(Drawn)
        };
        let kind = |kind: Kind| {
            let of = KindOf { kind: KindMark::of(kind) };
            let shape = templates.draw("kindshape", &of)?;
            Ok((kind, Drawn(Value::from_serializable(&DrawnKind { mark: of.kind, shape }))))
        };
        let mut marks = Self {
            firm: strength(Strength::Firm)?,
            qualified: strength(Strength::Qualified)?,
            discretionary: strength(Strength::Discretionary)?,
            kinds: Kind::ALL.into_iter().map(kind).collect::<Result<_, Error>>()?,
            figures: FxHashMap::default(),
            found: FxHashMap::default(),
        };
        for commitment in profiles.iter().flat_map(|profile| &profile.commitments) {
            for measure in &commitment.measures {
                if let Entry::Vacant(vacant) = marks.figures.entry(measure.key()) {
                    vacant.insert(figure(measure, templates)?);
                }
            }
            let found = Found::of(commitment);
            if !marks.found.contains_key(&found) {
                let drawn = templates.draw("marks", &FoundOf { found: marks.shown(commitment) })?;
                marks.found.insert(found, Drawn(drawn));
            }
        }
        Ok(marks)
    }

    fn shown(&self, commitment: &'a Commitment) -> Shown<'_> {
        let figure = |measure: &'a Measure| self.figures.get(&measure.key()).map(|figure| &figure.drawn);
        Shown {
            party: party(commitment.party),
            strength: Strength::id(commitment.strength),
            strength_mark: self.strength(commitment.strength),
            figures: commitment.measures.iter().filter_map(figure).collect(),
            channels: commitment.channels.iter().map(|channel: &Channel| say::channel(*channel)).collect(),
            unsure: say::and(commitment.unsure().into_iter().map(Label::id)),
        }
    }

    /// A strength: its sign and its word.
    pub(in crate::render) fn strength(&self, strength: Strength) -> &Drawn {
        match strength {
            Strength::Firm => &self.firm,
            Strength::Qualified => &self.qualified,
            Strength::Discretionary => &self.discretionary,
        }
    }

    /// A kind, as `{id, label, shape}`; there for every kind.
    pub(in crate::render) fn kind(&self, kind: Kind) -> Option<&Drawn> {
        self.kinds.get(&kind)
    }

    /// A figure; there for all of the charters that the marks were drawn for.
    pub(in crate::render) fn figure<'m>(&'m self, measure: &'m Measure) -> Option<&'m DrawnFigure> {
        self.figures.get(&measure.key())
    }

    /// What was found in the words of a commitment; there for all that the marks were drawn for.
    pub(in crate::render) fn found<'m>(&'m self, commitment: &'m Commitment) -> Option<&'m Drawn> {
        self.found.get(&Found::of(commitment))
    }
}

/// What was found in the words of a commitment, to tell whether the same was found in another's.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Found<'a> {
    party: Party,
    strength: Strength,
    figures: Vec<Key<'a>>,
    channels: &'a [Channel],
    unsure: Vec<Label>,
}

impl<'a> Found<'a> {
    fn of(commitment: &'a Commitment) -> Self {
        Self {
            party: commitment.party,
            strength: commitment.strength,
            figures: commitment.measures.iter().map(Measure::key).collect(),
            channels: &commitment.channels,
            unsure: commitment.unsure(),
        }
    }
}

/// What the component `marks` takes.
#[derive(Serialize)]
struct FoundOf<'a> {
    found: Shown<'a>,
}

/// What was found, as that component sees it.
#[derive(Serialize)]
struct Shown<'a> {
    /// "we" where the library promises, "you" where the user is asked.
    party: &'static str,
    /// `firm`, `qualified` or `discretionary`.
    strength: &'static str,
    /// That word with its sign, as the component `strength` draws it.
    strength_mark: &'a Drawn,
    /// Its figures, each with its `mark` as the component `figure` draws it.
    figures: Vec<&'a Drawn>,
    /// The ways of contact that it names.
    channels: Vec<&'static str>,
    /// The labels that are unsure, as in "topic" or "topic and party"; empty where all are sure.
    unsure: String,
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
