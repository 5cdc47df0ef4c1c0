//! Dots in stacks, so that none hides another; and bars in their place where there are too many to tell apart.

use serde::Serialize;

use super::axis::Axis;
use super::{Dot, LEFT, NARROWEST, RIGHT, Row, grouped, percent};
use crate::model::scale::Scale;

/// A row of more dots is drawn in bars: so many shapes say nothing and make the page heavy.
pub const MOST_DOTS: usize = 150;

/// How large dots are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    /// Pixels from one dot of a stack to the next.
    step: u32,
    /// Beside the shapes as the legend has them.
    pub(super) scale: f64,
    /// The highest stack that is drawn.
    highest: usize,
}

/// The sizes, the one that is tried first before the other.
pub(super) const SIZES: [Size; 2] =
    [Size { step: 11, scale: 1.0, highest: 14 }, Size { step: 7, scale: 0.66, highest: 24 }];

/// How high the tallest bar is, in pixels.
pub(super) const TALLEST: u32 = 56;
/// How many steps the width is parted in; each bar stands in the middle of its amounts.
const BARS: u32 = 40;

/// A dot as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Where it is, in percent of the width.
    pub x: String,
    /// Where its middle is, in pixels.
    pub y: u32,
    /// The kind's id: its shape and its class.
    pub kind: &'static str,
    /// As given.
    pub href: String,
    /// As given.
    pub title: String,
}

/// A bar in place of many dots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Where it begins, in percent of the width.
    pub x: String,
    /// How wide it is, in percent of the width.
    pub width: String,
    /// Where its top is.
    pub y: u32,
    /// How high it is.
    pub height: u32,
    /// How many promises of how much.
    pub title: String,
}

/// Dots that stand over one place.
pub(super) struct Stack<'a> {
    x: f64,
    dots: Vec<&'a Dot>,
}

/// The dots of a row in stacks from left to right. Dots of one amount share a stack; so do amounts that would overlap, over
/// the place of the commonest of them.
pub(super) fn stacks<'a>(row: &'a Row, axis: &Axis, size: Size) -> Vec<Stack<'a>> {
    let mut dots: Vec<&Dot> = row.dots.iter().collect();
    dots.sort_by(|a, b| {
        a.amount
            .total_cmp(&b.amount)
            .then_with(|| (a.kind, &a.title, &a.href).cmp(&(b.kind, &b.title, &b.href)))
    });
    let mut stacks: Vec<Stack<'a>> = Vec::new();
    let mut begins = f64::NEG_INFINITY;
    let mut most = 0;
    for same in dots.chunk_by(|a, b| a.amount.total_cmp(&b.amount).is_eq()) {
        let x = same.first().map_or(LEFT, |dot| axis.place(dot.amount));
        match stacks.last_mut() {
            Some(stack) if (x - begins) / 100.0 * NARROWEST < f64::from(size.step) - 0.5 => {
                stack.dots.extend(same);
                if same.len() > most {
                    most = same.len();
                    stack.x = x;
                }
            }
            _ => {
                begins = x;
                most = same.len();
                stacks.push(Stack { x, dots: same.to_vec() });
            }
        }
    }
    stacks
}

/// Whether a row has more dots, or a higher stack, than that size of dots has room for.
pub(super) fn too_many(stacks: &[Stack<'_>], size: Size) -> bool {
    let all: usize = stacks.iter().map(|stack| stack.dots.len()).sum();
    all > MOST_DOTS || stacks.iter().any(|stack| stack.dots.len() > size.highest)
}

/// How high the stacks of a row are, in pixels.
pub(super) fn height(stacks: &[Stack<'_>], size: Size) -> u32 {
    let most = stacks.iter().map(|stack| stack.dots.len()).max().unwrap_or(0).min(size.highest);
    u32::try_from(most).unwrap_or(0) * size.step
}

/// The dots, from the base line up.
pub(super) fn marks(stacks: &[Stack<'_>], size: Size, base: u32) -> Vec<Mark> {
    let mut marks = Vec::new();
    for stack in stacks {
        let mut y = base.saturating_sub(size.step / 2 + 1);
        for dot in &stack.dots {
            let (href, title) = (dot.href.clone(), dot.title.clone());
            marks.push(Mark { x: percent(stack.x), y, kind: dot.kind.id(), href, title });
            y = y.saturating_sub(size.step);
        }
    }
    marks
}

/// How many dots the tallest bar of a row stands for.
pub(super) fn highest(row: &Row, axis: &Axis) -> usize {
    counted(row, axis).iter().map(|bar| bar.count).max().unwrap_or(0)
}

/// The bars of a row, the tallest of all rows standing for `most` dots.
pub(super) fn columns(scale: Scale, row: &Row, axis: &Axis, base: u32, most: usize) -> Vec<Column> {
    let width = (RIGHT - LEFT) / f64::from(BARS);
    let most = u32::try_from(most).unwrap_or(u32::MAX).max(1);
    (0..=BARS)
        .zip(counted(row, axis))
        .filter(|(_, bar)| bar.count > 0)
        .map(|(index, bar)| {
            let count = u64::try_from(bar.count).unwrap_or(u64::MAX);
            let height = count.saturating_mul(TALLEST.into()).div_ceil(most.into());
            let height = u32::try_from(height).unwrap_or(TALLEST).clamp(2, TALLEST);
            let [low, high] = [bar.low, bar.high].map(|amount| scale.with(amount).words());
            let reach = if low == high { low } else { format!("{low} to {high}") };
            Column {
                x: percent(LEFT + (f64::from(index) - 0.5) * width),
                width: percent(width),
                y: base.saturating_sub(height),
                height,
                title: format!(
                    "{} {}: {reach}",
                    grouped(bar.count),
                    if bar.count == 1 { "promise" } else { "promises" }
                ),
            }
        })
        .collect()
}

#[derive(Clone, Copy)]
struct Counted {
    count: usize,
    low: f64,
    high: f64,
}

fn counted(row: &Row, axis: &Axis) -> Vec<Counted> {
    let mut bars = vec![Counted { count: 0, low: f64::INFINITY, high: f64::NEG_INFINITY }; BARS as usize + 1];
    for dot in &row.dots {
        let share = (axis.place(dot.amount) - LEFT) / (RIGHT - LEFT);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 0 to 1 of few bars; what is not a number becomes 0"
        )]
        let index = (share * f64::from(BARS)).round() as usize;
        if let Some(bar) = bars.get_mut(index) {
            bar.count += 1;
            bar.low = bar.low.min(dot.amount);
            bar.high = bar.high.max(dot.amount);
        }
    }
    bars
}
