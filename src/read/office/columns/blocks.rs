//! The lines of one column become headings, paragraphs, items and tables.

use super::super::pdf::{bullet, clean};
use super::{Form, Row, Sizes};
use crate::read::text;

/// What is so many times as large as the text is a heading.
pub(super) const LARGE: f32 = 1.1;

/// Lines farther apart than so many times the usual are of two paragraphs.
const APART: f32 = 1.3;

/// Rows of a table stand so many times as far apart as lines of a cell.
pub(super) const ROWS_APART: f32 = 1.1;

/// How far a list without marks stands in at least, in points.
const INDENT: f32 = 8.0;

/// A column, with what its lines are measured by.
pub(super) struct Region<'page> {
    rows: &'page [Row],
    sizes: &'page Sizes,
    left: f32,
    edge: f32,
    pitch: f32,
}

impl<'page> Region<'page> {
    pub(super) fn new(rows: &'page [Row], width: f32, sizes: &'page Sizes) -> Self {
        let mut pitches: Vec<f32> = rows
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if (a.size() - b.size()).abs() < 0.6 => Some(a.y - b.y),
                _ => None,
            })
            .collect();
        pitches.sort_by(f32::total_cmp);
        // Lines of one paragraph are nearest to each other.
        let pitch = pitches.get(pitches.len() / 4).copied().unwrap_or(sizes.body * 1.3).max(sizes.body);
        let left = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
        let edge = rows.iter().map(Row::right).fold(left + width, f32::max);
        Self { rows, sizes, left, edge, pitch }
    }

    pub(super) fn forms(&self) -> Vec<Form> {
        let mut forms = Vec::new();
        let mut at = 0;
        let mut led_in = false;
        while let Some(row) = self.rows.get(at) {
            let (form, next) = match self.table(at) {
                Some(table) => table,
                None => {
                    let next = self.end(at, led_in && self.stands_in(row));
                    (self.form(at, next, led_in && self.stands_in(row)), next)
                }
            };
            led_in = match &form {
                Form::Paragraph(text, _) => text.ends_with(':'),
                Form::Item(..) => led_in,
                _ => false,
            };
            forms.push(form);
            at = next.max(at + 1);
        }
        forms
    }

    fn stands_in(&self, row: &Row) -> bool {
        row.left() >= self.left + INDENT
    }

    fn text(&self, from: usize, to: usize) -> String {
        let rows = self.rows.get(from..to).unwrap_or_default();
        let parts: Vec<&str> = rows.iter().flat_map(|row| &row.runs).map(|run| run.text.trim()).collect();
        clean(&parts.join(" "))
    }

    fn marked(&self, row: &Row) -> bool {
        let text = row.runs.first().map_or("", |run| run.text.trim_start());
        text.starts_with(bullet) || text::bullet(text).is_some()
    }

    fn bold(&self, row: &Row) -> bool {
        row.runs.iter().all(|run| run.bold)
    }

    /// Behind the last line of what begins at a line.
    fn end(&self, from: usize, listed: bool) -> usize {
        let Some(first) = self.rows.get(from) else {
            return from;
        };
        let item = self.marked(first);
        let mut at = from + 1;
        while let (Some(before), Some(row)) = (self.rows.get(at - 1), self.rows.get(at)) {
            let near = before.y - row.y <= self.pitch.max(row.size()) * APART;
            let alike = (before.size() - row.size()).abs() < 0.6 && self.bold(first) == self.bold(row);
            let hangs = item && row.left() > first.left() + 3.0;
            let same_list = !listed || self.stands_in(row);
            // A line goes on the one before if its first word would not have fitted there.
            let word =
                row.runs.first().and_then(|run| run.text.split_whitespace().next()).unwrap_or_default();
            let width = row.size() * 0.45 * word.chars().map(|_| 1.0).sum::<f32>();
            let full = self.edge - before.right() < width + row.size() * 0.5;
            if !near
                || !alike
                || !same_list
                || self.marked(row)
                || !(hangs || full)
                || self.table(at).is_some()
            {
                break;
            }
            at += 1;
        }
        at
    }

    fn form(&self, from: usize, to: usize, listed: bool) -> Form {
        let text = self.text(from, to);
        let Some(row) = self.rows.get(from) else {
            return Form::Paragraph(text, false);
        };
        if self.marked(row) {
            return Form::Item(0, text.trim_start_matches(bullet).trim().to_owned());
        }
        if let Some(level) = self.sizes.level(row.size()) {
            return Form::Heading(level, text);
        }
        if listed {
            return Form::Item(0, text);
        }
        Form::Paragraph(text, self.bold(row))
    }

    /// The table that begins at a line, and the line behind it.
    fn table(&self, from: usize) -> Option<(Form, usize)> {
        let first = self.rows.get(from).filter(|row| row.runs.len() > 1)?;
        // A header's cells may be centred, so the leftmost of a few rows say where each column begins.
        let mut starts: Vec<f32> = first.runs.iter().map(|run| run.left).collect();
        let cells = starts.len();
        for row in self.rows.iter().skip(from).take(8).filter(|row| row.runs.len() == cells) {
            for (start, run) in starts.iter_mut().zip(&row.runs) {
                *start = start.min(run.left);
            }
        }
        let column = |left: f32| starts.iter().rposition(|start| left > start - INDENT / 2.0);
        let fits = |row: &Row| {
            row.runs.iter().all(|run| {
                let next = column(run.left).map(|at| starts.get(at + 1).copied().unwrap_or(f32::MAX));
                next.is_some_and(|next| run.right < next)
            })
        };
        let mut to = from + 1;
        while let (Some(before), Some(row)) = (self.rows.get(to - 1), self.rows.get(to)) {
            if !fits(row) || before.y - row.y > self.pitch.max(self.sizes.body) * 3.0 {
                break;
            }
            // A line that fits the first column alone is the text behind the table, unless it goes on a cell.
            if row.runs.len() == 1 && column(row.left()) == Some(0) && before.y - row.y > self.pitch * APART {
                break;
            }
            to += 1;
        }
        let rows = self.rows.get(from..to)?;
        if rows.iter().filter(|row| row.runs.len() > 1).count() < 2 {
            return None;
        }
        // Cells may be centred beside each other, so only lines of one column tell how far apart lines stand.
        let mut above = vec![f32::MAX; starts.len()];
        let mut nearest = f32::MAX;
        for row in rows {
            for run in &row.runs {
                if let Some(above) = column(run.left).and_then(|at| above.get_mut(at)) {
                    nearest = nearest.min(*above - row.y);
                    *above = row.y;
                }
            }
        }
        let uneven = rows.windows(2).any(|pair| matches!(pair, [a, b] if a.y - b.y > nearest * ROWS_APART));
        let mut cells: Vec<Vec<String>> = Vec::new();
        let mut before = f32::MAX;
        for row in rows {
            let apart = before - row.y > nearest * ROWS_APART;
            let begins = if uneven { apart } else { row.runs.len() == starts.len() };
            if begins || cells.is_empty() {
                cells.push(vec![String::new(); starts.len()]);
            }
            before = row.y;
            for run in &row.runs {
                if let Some(cell) = column(run.left).and_then(|at| cells.last_mut()?.get_mut(at)) {
                    *cell = clean(&format!("{cell} {}", run.text));
                }
            }
        }
        let header = if cells.len() > 1 { cells.remove(0) } else { Vec::new() };
        Some((Form::Table(header, cells), to))
    }
}
