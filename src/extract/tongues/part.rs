//! The units of a document that are in one language: taken out of it to be labelled, and handed back into its order.

use std::collections::VecDeque;

use crate::extract::{Doubt, Extraction};
use crate::model::commitment::Commitment;
use crate::model::document::{Document, Section, Unit};
use crate::model::language::Language;
use crate::model::lens::{Remark, UnitAt};

/// The document with the units of one language alone. Sections stay, so that what is left keeps its headings.
pub(super) fn only(document: &Document, tongues: &[Language], language: &Language) -> Document {
    fn keep(section: &mut Section, wanted: &mut impl Iterator<Item = bool>) {
        for block in &mut section.blocks {
            block.units.retain(|_| wanted.next().unwrap_or(true));
        }
        section.blocks.retain(|block| !block.units.is_empty());
        for inner in &mut section.sections {
            keep(inner, wanted);
        }
    }
    let mut part = document.clone();
    let mut wanted = tongues.iter().map(|of| of == language);
    for section in &mut part.sections {
        keep(section, &mut wanted);
    }
    part
}

/// What was found in the units of one language, to be handed on in the order of the document.
pub(super) struct Part {
    commitments: VecDeque<Commitment>,
    other: VecDeque<(String, f32)>,
    doubts: VecDeque<Doubt>,
    remarks: VecDeque<Remark>,
    pub(super) reviewed: usize,
    /// How many commitments, and how many others, were handed on.
    handed: (usize, usize),
}

impl From<Extraction> for Part {
    fn from(found: Extraction) -> Self {
        Self {
            commitments: found.commitments.into(),
            other: found.other.into_iter().zip(found.other_confidence).collect(),
            doubts: found.doubts.into(),
            remarks: found.remarks.into(),
            reviewed: found.reviewed,
            handed: (0, 0),
        }
    }
}

impl Part {
    /// Hands on the next unit, which this one is: a part has its units in the order of the document, each in just one of the two
    /// lists.
    pub(super) fn hand_on(&mut self, unit: &Unit, to: &mut Extraction) {
        let is_next = |next: &Commitment| next.text == unit.text && next.place == unit.place;
        let (from, at) = if self.commitments.front().is_some_and(is_next) {
            let places = (commitment_at(self.handed.0), commitment_at(to.commitments.len()));
            to.commitments.extend(self.commitments.pop_front());
            self.handed.0 += 1;
            places
        } else {
            let (number, other) = (self.handed.1, to.other.len());
            while let Some(doubt) = self.doubts.pop_front_if(|doubt| doubt.other == number) {
                to.doubts.push(Doubt { other, ..doubt });
            }
            if let Some((text, sure)) = self.other.pop_front() {
                to.leave(&text, sure);
            }
            self.handed.1 += 1;
            (other_at(number), other_at(other))
        };
        while let Some(remark) = self.remarks.pop_front_if(|remark| remark.at == from) {
            to.remarks.push(Remark { at, ..remark });
        }
    }
}

fn commitment_at(place: usize) -> UnitAt {
    UnitAt::Commitment(u32::try_from(place).unwrap_or(u32::MAX))
}

fn other_at(place: usize) -> UnitAt {
    UnitAt::Other(u32::try_from(place).unwrap_or(u32::MAX))
}
