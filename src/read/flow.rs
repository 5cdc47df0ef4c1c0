//! Running text as it is gathered from a source: white space folded, and the place of each piece kept.

use std::ops::Range;

use crate::model::document::{Place, Unit};

/// Text with white space folded. Every piece that was put in remembers where it stood in the source.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    text: String,
    marks: Vec<(usize, Place)>,
    gap: bool,
}

impl Flow {
    /// Adds a piece that stands at `place`. Control and zero-width characters are dropped, white space is folded.
    pub(super) fn push(&mut self, piece: &str, mut place: Place) {
        let mut fresh = true;
        let mut rest = piece;
        while let Some(c) = rest.chars().next() {
            // Runs of plain letters and marks are nearly all of a text.
            let plain = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
            let (run, behind) = rest.split_at_checked(plain.max(c.len_utf8())).unwrap_or((rest, ""));
            rest = behind;
            if c == '\n' {
                self.gap = true;
                fresh = true;
                place = Place { line: place.line + 1, column: place.column.min(1) };
                continue;
            }
            if c.is_whitespace() {
                self.gap = true;
            } else if !invisible(c) {
                if std::mem::take(&mut self.gap) && !self.text.is_empty() {
                    self.text.push(' ');
                }
                if std::mem::take(&mut fresh) {
                    self.marks.push((self.text.len(), place));
                }
                self.text.push_str(run);
            }
            if place.column > 0 {
                place.column += u32::try_from(plain.max(1)).unwrap_or(u32::MAX);
            }
        }
    }

    /// Parts what comes from what is there, as the end of a line does.
    pub(super) fn space(&mut self) {
        self.gap = true;
    }

    /// Puts another flow behind this one, parted by a space.
    pub(super) fn append(&mut self, other: Self) {
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.into_iter().map(|(at, place)| (at + shift, place)));
        self.gap = other.gap;
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to see in it.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where its first word stands.
    pub(super) fn place(&self) -> Place {
        self.marks.first().map(|&(_, place)| place).unwrap_or_default()
    }

    /// Cuts off the first `bytes` of the text with the white space behind them, such as a bullet.
    pub(super) fn cut(&mut self, bytes: usize) {
        let Some(rest) = self.text.get(bytes..) else {
            return;
        };
        let rest = rest.trim_start();
        let shift = self.text.len() - rest.len();
        let place = self.units(std::iter::once(shift..self.text.len())).pop().map(|unit| unit.place);
        self.text = rest.to_owned();
        self.marks.retain_mut(|(at, _)| {
            let keep = *at > shift;
            *at = at.saturating_sub(shift);
            keep
        });
        self.marks.insert(0, (0, place.unwrap_or_default()));
    }

    /// The whole text as one unit.
    pub(super) fn unit(self) -> Unit {
        Unit { place: self.place(), text: self.text }
    }

    /// Parts of the text as units. The ranges must come in the order of the text: each place is found from the one before.
    pub(super) fn units(&self, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Unit> {
        let mut marks = self.marks.iter().peekable();
        let mut at = 0;
        let mut place = Place::default();
        let mut units = Vec::new();
        for range in ranges {
            while let Some(&(mark, there)) = marks.next_if(|(mark, _)| *mark <= range.start) {
                (at, place) = (mark, there);
            }
            if place.column > 0 {
                let passed = self.text.get(at..range.start).map_or(0, |text| text.chars().count());
                place.column = place.column.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
            }
            at = at.max(range.start);
            if let Some(text) = self.text.get(range) {
                units.push(Unit { text: text.to_owned(), place });
            }
        }
        units
    }
}

/// Characters that nobody sees: controls, zero-width marks, the soft hyphen.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_folded_and_each_part_keeps_its_place() {
        let mut flow = Flow::default();
        flow.push("  We \u{a0}\u{0}help.", Place { line: 3, column: 1 });
        flow.space();
        flow.push("You ask.", Place { line: 4, column: 5 });
        assert_eq!(flow.text(), "We help. You ask.");
        let places: Vec<(u32, u32)> = flow
            .units([0..8, 9..17].into_iter())
            .iter()
            .map(|unit| (unit.place.line, unit.place.column))
            .collect();
        assert_eq!(places, [(3, 3), (4, 5)]);
    }

    #[test]
    fn a_bullet_is_cut_off_and_the_place_moves_on() {
        let mut flow = Flow::default();
        flow.push("- We help.", Place { line: 2, column: 1 });
        flow.cut(1);
        assert_eq!((flow.text(), flow.place()), ("We help.", Place { line: 2, column: 3 }));
    }
}
