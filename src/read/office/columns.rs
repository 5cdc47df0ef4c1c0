//! Pages in columns: parted at the gutter, and each column read from top to bottom by where its lines stand.
//!
//! The crate takes a table that stands in a column for two columns more, and a list for one paragraph; so a page that has
//! columns is laid out here, and every other page is left to it.

use unpdf::parser::TextSpan;

use super::Form;
use blocks::Region;

mod blocks;

/// How far apart words of one line may stand in height, in points.
const LEVEL: f32 = 2.0;

/// Pages with more words than this are left as the crate laid them out.
const MOST: usize = 5000;

/// Fewer lines are no column.
const FEWEST: usize = 4;

/// Columns within columns are parted no deeper.
const DEEPEST: usize = 3;

/// How far columns stand apart at least, in points.
const GAP: f32 = 8.0;

/// A part of a page, and how wide its column is at least.
type Part = (Vec<Row>, f32);

/// A run of words of one line, without a gap.
#[derive(Clone, Debug)]
struct Run {
    left: f32,
    right: f32,
    size: f32,
    bold: bool,
    text: String,
}

/// A line: its runs from left to right, and its height on the page.
#[derive(Clone, Debug)]
struct Row {
    y: f32,
    runs: Vec<Run>,
}

impl Row {
    fn left(&self) -> f32 {
        self.runs.first().map_or(0.0, |run| run.left)
    }

    fn right(&self) -> f32 {
        self.runs.iter().map(|run| run.right).fold(f32::MIN, f32::max)
    }

    fn size(&self) -> f32 {
        self.runs.iter().map(|run| run.size).fold(0.0, f32::max)
    }

    fn words(&self) -> usize {
        self.runs.iter().map(|run| run.text.split_whitespace().count()).sum()
    }
}

/// The lines of a page, from top to bottom.
pub(super) struct Page(Vec<Row>);

/// What a document is set in: the size of its text, and of its headings from the largest on.
pub(super) struct Sizes {
    body: f32,
    headings: Vec<f32>,
}

impl Page {
    /// The lines that words make by where they stand.
    pub(super) fn new(spans: Vec<TextSpan>) -> Self {
        Self(rows(spans))
    }

    /// What a page in columns says, column by column; `None` for any other page.
    pub(super) fn forms(&self, sizes: &Sizes) -> Option<Vec<Form>> {
        let parts = parted(&self.0, 0)?;
        Some(parts.iter().flat_map(|(rows, width)| Region::new(rows, *width, sizes).forms()).collect())
    }
}

impl Sizes {
    /// Those of a document.
    pub(super) fn of(pages: &[Page]) -> Self {
        let mut runs: Vec<&Run> = pages.iter().flat_map(|page| &page.0).flat_map(|row| &row.runs).collect();
        runs.sort_by(|a, b| a.size.total_cmp(&b.size));
        let alike = runs.chunk_by(|a, b| b.size - a.size < 0.1);
        let most = alike.max_by_key(|runs| runs.iter().map(|run| run.text.len()).sum::<usize>());
        let body = most.and_then(|runs| runs.first()).map_or(0.0, |run| run.size);
        let mut headings: Vec<f32> =
            runs.iter().map(|run| run.size).filter(|size| *size > body * blocks::LARGE).rev().collect();
        headings.dedup_by(|a, b| (*a - *b).abs() < 0.6);
        Self { body, headings }
    }

    /// The level of a heading of a size; `None` for one that is no larger than the text.
    pub(super) fn level(&self, size: f32) -> Option<u8> {
        let rank = self.headings.iter().position(|heading| size > heading - 0.6)?;
        Some(u8::try_from(rank + 1).unwrap_or(6).min(6))
    }
}

/// The lines of a page from top to bottom.
fn rows(mut spans: Vec<TextSpan>) -> Vec<Row> {
    spans.retain(|span| !span.is_rotated() && !span.text.trim().is_empty());
    if spans.len() > MOST {
        return Vec::new();
    }
    spans.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<(f32, Vec<TextSpan>)> = Vec::new();
    for span in spans {
        match lines.last_mut() {
            Some((y, line)) if *y - span.y <= LEVEL => line.push(span),
            _ => lines.push((span.y, vec![span])),
        }
    }
    let row = |(y, mut line): (f32, Vec<TextSpan>)| {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut runs: Vec<Run> = Vec::new();
        for span in line {
            let right = span.x + span.ink_width.unwrap_or(span.width);
            match runs.last_mut() {
                Some(run) if near(run, &span) => {
                    if span.x - run.right > span.font_size * 0.15 {
                        run.text.push(' ');
                    }
                    run.text.push_str(&span.text);
                    run.right = run.right.max(right);
                    run.bold &= span.is_bold;
                    run.size = run.size.max(span.font_size);
                }
                _ => runs.push(Run {
                    left: span.x,
                    right,
                    size: span.font_size,
                    bold: span.is_bold,
                    text: span.text,
                }),
            }
        }
        Row { y, runs }
    };
    lines.into_iter().map(row).collect()
}

/// Whether a word goes on a run: no gap parts them, or only the one behind a bullet.
fn near(run: &Run, span: &TextSpan) -> bool {
    let gap = span.x - run.right;
    let mark = run.text.trim();
    let bullet = mark.chars().count() <= 3
        && (mark.starts_with(super::pdf::bullet) || mark == "-" || mark == "–" || mark.ends_with(['.', ')']));
    gap < span.font_size * if bullet { 3.0 } else { 0.7 }
}

/// The parts of a page in the order of reading: what runs across the gutter, and between such lines one column, then the next.
fn parted(rows: &[Row], depth: usize) -> Option<Vec<Part>> {
    let gutter = if depth < DEEPEST { gutter(rows, depth) } else { None }?;
    let (mut parts, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    // Most columns are as wide as each other, and no line may be as wide as they are.
    let begins = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
    let width = gutter - begins - GAP;
    let flush = |left: &mut Vec<Row>, right: &mut Vec<Row>, parts: &mut Vec<Part>| {
        for column in [std::mem::take(left), std::mem::take(right)] {
            if !column.is_empty() {
                parts.extend(parted(&column, depth + 1).unwrap_or_else(|| vec![(column, width)]));
            }
        }
    };
    let mut across: Vec<Row> = Vec::new();
    for row in rows {
        // A heading over all columns may end in a short line.
        let goes_on = across.last().is_some_and(|above| {
            (above.size() - row.size()).abs() < 0.6
                && above.y - row.y < row.size() * 1.4
                && row.right() < gutter
        });
        if goes_on || row.runs.iter().any(|run| run.left < gutter && run.right > gutter + 1.0) {
            flush(&mut left, &mut right, &mut parts);
            across.push(row.clone());
            continue;
        }
        if !across.is_empty() {
            parts.push((std::mem::take(&mut across), 0.0));
        }
        let (before, behind): (Vec<Run>, Vec<Run>) =
            row.runs.iter().cloned().partition(|run| run.left < gutter);
        for (runs, column) in [(before, &mut left), (behind, &mut right)] {
            if !runs.is_empty() {
                column.push(Row { y: row.y, runs });
            }
        }
    }
    flush(&mut left, &mut right, &mut parts);
    if !across.is_empty() {
        parts.push((across, 0.0));
    }
    Some(parts)
}

/// Where the right one of two columns begins.
fn gutter(rows: &[Row], depth: usize) -> Option<f32> {
    let mut starts: Vec<f32> = rows.iter().flat_map(|row| &row.runs).map(|run| run.left).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let tried = starts.into_iter().take(100).filter_map(|start| {
        let lines = columns(rows, start - 2.0, depth)?;
        Some((start - 2.0, lines))
    });
    tried.max_by_key(|(_, lines)| *lines).map(|(start, _)| start)
}

/// How many lines the shorter of the two columns has that a gutter parts, less those that cross it; `None` where it parts none, or cells of a table.
fn columns(rows: &[Row], gutter: f32, depth: usize) -> Option<usize> {
    let across = |row: &&Row| row.runs.iter().any(|run| run.left < gutter && run.right > gutter + 1.0);
    let crossing = rows.iter().filter(across).count();
    let side = |right: bool| -> Vec<Row> {
        let of = |row: &Row| Row {
            y: row.y,
            runs: row.runs.iter().filter(|run| (run.left >= gutter) == right).cloned().collect(),
        };
        rows.iter().filter(|row| !across(row)).map(of).filter(|row| !row.runs.is_empty()).collect()
    };
    let (left, right) = (side(false), side(true));
    let fewer = left.len().min(right.len());
    // A gutter that most lines cross is none; nor is what stands beside a page's edge a column.
    if fewer < FEWEST || crossing > fewer {
        return None;
    }
    let (short, long) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    let level = short.iter().filter(|row| beside(long, row.y)).count();
    // The cells of a table stand side by side, row by row, and seldom fill their columns.
    let running = fewer >= 2 * FEWEST && fills(&left) && fills(&right) && !in_step(&left, &right);
    let table = (level * 4 >= fewer * 3 || depth > 0) && !running;
    (!table).then_some(fewer - crossing)
}

/// Whether a column, read downwards, has a line at a height.
fn beside(rows: &[Row], y: f32) -> bool {
    let at = rows.partition_point(|row| row.y > y + 1.0);
    rows.get(at).is_some_and(|row| row.y > y - 1.0)
}

/// Whether paragraphs begin side by side in two columns, as the rows of a table do.
fn in_step(left: &[Row], right: &[Row]) -> bool {
    let pitches = left.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((a.y - b.y, b.y)),
        _ => None,
    });
    let nearest = pitches.clone().map(|(pitch, _)| pitch).fold(f32::MAX, f32::min);
    let begins: Vec<f32> =
        pitches.filter(|(pitch, _)| *pitch > nearest * blocks::ROWS_APART).map(|(_, y)| y).collect();
    let both = begins.iter().filter(|y| beside(right, **y)).count();
    both * 5 >= begins.len() * 3
}

/// Whether lines are of running text: most of them long, and reaching the edge of their column.
fn fills(rows: &[Row]) -> bool {
    let left = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
    let edge = rows.iter().map(Row::right).fold(f32::MIN, f32::max);
    let full =
        rows.iter().filter(|row| row.right() >= left + (edge - left) * 0.75 && row.words() >= 4).count();
    full * 2 >= rows.len()
}
