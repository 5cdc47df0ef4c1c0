//! How long a unit may be. A sentence of megabytes is no sentence, and a page shows a unit's words beside each of its
//! figures: a longer unit is parted at white space, and nothing of it is lost.

use crate::model::document::{Document, Section, Unit};

/// The most bytes of a unit. The longest of the charters that ship has 900.
const LONGEST: usize = 4000;

/// Parts every unit that is too long.
pub(super) fn part(document: &mut Document) {
    document.sections.iter_mut().for_each(part_section);
}

// Sections are never deeper than six.
fn part_section(section: &mut Section) {
    for block in &mut section.blocks {
        if block.units.iter().any(|unit| unit.text.len() > LONGEST) {
            block.units = std::mem::take(&mut block.units).into_iter().flat_map(parts).collect();
        }
    }
    section.sections.iter_mut().for_each(part_section);
}

fn parts(unit: Unit) -> Vec<Unit> {
    let mut rest = unit.text.as_str();
    let mut parts = Vec::with_capacity(1);
    while rest.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or_default();
        let (head, _) = rest.split_at(end);
        let at = head.rfind(' ').filter(|at| *at > 0).unwrap_or(end);
        let (head, tail) = rest.split_at(at);
        parts.push(Unit { text: head.to_owned(), place: unit.place });
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        parts.push(Unit { text: rest.to_owned(), place: unit.place });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Place;

    #[test]
    fn a_long_unit_is_parted_and_nothing_of_it_is_lost() {
        let text = "We answer within two days ".repeat(1000);
        let found = parts(Unit { text: text.trim().to_owned(), place: Place::default() });
        assert!(found.len() > 5 && found.iter().all(|unit| unit.text.len() <= LONGEST));
        let whole: Vec<&str> = found.iter().map(|unit| unit.text.as_str()).collect();
        assert_eq!(whole.join(" "), text.trim());
        let found = parts(Unit { text: "é".repeat(5000), place: Place::default() });
        assert_eq!(found.iter().map(|unit| unit.text.len()).sum::<usize>(), 10_000);
    }
}
