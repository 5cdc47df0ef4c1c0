//! Standards as a picture: where dots, ticks and medians go. Drawing them is left to `templates/part/chart.html`.
//!
//! Places along the scale are shares of the width and places down the page are pixels, so that a chart is as wide as the
//! column it stands in while its letters and dots keep their size: on a telephone as on a desk, nothing is scaled down.

use serde::Serialize;

use crate::model::charter::Kind;
use crate::model::figures::Figures;
use crate::model::scale::{Scale, Sense};

mod axis;
mod bars;
mod stack;

pub use axis::Tick;
pub use bars::{Bar, Bars, Share, bars};
pub use stack::{Column, MOST_DOTS, Mark};

use axis::Axis;

/// Where the scale begins and ends, in percent of the width; what is left is room for half a dot and half a label.
const LEFT: f64 = 4.0;
const RIGHT: f64 = 96.0;
/// The narrowest that a chart is drawn, in pixels: what a telephone of 360 leaves after its margins. Nothing overlaps at it.
const NARROWEST: f64 = 320.0;
/// Pixels of a line of letters.
const LINE: u32 = 17;
/// As many letters as a line of the narrowest chart has room for; in a frame of 300 pixels it has smaller ones.
const LETTERS: usize = 46;

/// What a dot plot shows: promises of one scale and one sense, in rows.
#[derive(Clone, Debug)]
pub struct DotPlot {
    /// Tells the chart from others on its page: letters, digits and hyphens.
    pub id: String,
    /// The finding, as a sentence.
    pub title: String,
    /// What is seen, for those who do not see it.
    pub description: String,
    /// The scale of every dot.
    pub scale: Scale,
    /// The sense of every dot.
    pub sense: Sense,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a dot plot: one kind, channel or topic.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is of.
    pub label: String,
    /// Where its label leads, relative to the page; empty for nowhere.
    pub href: String,
    /// In any order.
    pub dots: Vec<Dot>,
}

/// A promise.
#[derive(Clone, Debug)]
pub struct Dot {
    /// The amount on the plot's scale.
    pub amount: f64,
    /// Which kind of library promises it: gives the dot its shape.
    pub kind: Kind,
    /// Where its words are, relative to the page.
    pub href: String,
    /// The library, and the figure in the words of its charter.
    pub title: String,
}

/// A dot plot as it is drawn. Every `x` and `width` is in percent of the width, every `y` and `height` in pixels.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Chart {
    /// As given.
    pub id: String,
    /// As given.
    pub title: String,
    /// As given.
    pub description: String,
    /// How the scale is to be read.
    pub note: String,
    /// Of the whole picture.
    pub height: u32,
    /// Where the lines of the ticks begin.
    pub top: u32,
    /// Where they end, above their labels.
    pub bottom: u32,
    /// Where the labels of the ticks stand.
    pub label_y: u32,
    /// How large the dots are beside those of the legend.
    pub dot_scale: f64,
    /// The kinds that have dots, in the order of pages: the legend. Empty where dots became bars.
    pub kinds: Vec<KindMark>,
    /// From left to right.
    pub ticks: Vec<Tick>,
    /// From top to bottom.
    pub rows: Vec<DrawnRow>,
    /// The rows without a dot, which are not drawn, as in "School, State"; empty where every row has one.
    pub silent: String,
    /// Where its links open, such as `_top`: browsers let no link of a picture follow the page's own `<base>`. Empty for in place.
    pub target: &'static str,
}

/// A kind in the legend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindMark {
    /// Such as `public`: the class and the shape.
    pub id: String,
    /// Such as "Public".
    pub label: String,
}

impl KindMark {
    /// All six, for a legend of the whole site.
    #[must_use]
    pub fn all() -> Vec<Self> {
        Kind::ALL.into_iter().map(Self::of).collect()
    }

    /// The mark of one kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        let id = kind.id().to_owned();
        let mut letters = id.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        Self { label: format!("{first}{}", letters.as_str()), id }
    }
}

/// A row as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DrawnRow {
    /// As given.
    pub label: String,
    /// As given.
    pub href: String,
    /// How many promises, and their middle.
    pub summary: String,
    /// Where the label stands.
    pub label_y: u32,
    /// Where the summary stands: beside the label, or under it where both are too long for one line.
    pub summary_y: u32,
    /// Whether the summary stands at the right, beside the label.
    pub beside: bool,
    /// Where the row's first dots stand on a line.
    pub base: u32,
    /// Where the highest stack ends.
    pub top: u32,
    /// Where the middle is; empty where there are fewer than three dots.
    pub median: String,
    /// The dots, each with its link. Empty where there are too many.
    pub marks: Vec<Mark>,
    /// Bars in their place, where there are too many.
    pub columns: Vec<Column>,
}

/// Lays out a dot plot. The same dots, in any order, give the same picture.
#[must_use]
pub fn dots(plot: &DotPlot) -> Chart {
    let axis = Axis::of(plot.scale, plot.rows.iter().flat_map(|row| row.dots.iter().map(|dot| dot.amount)));
    let (size, stacks) = sized(plot, &axis);
    let crowded = stacks.is_empty();
    let most =
        if crowded { plot.rows.iter().map(|row| stack::highest(row, &axis)).max().unwrap_or(1) } else { 1 };
    let mut chart = Chart {
        id: plot.id.clone(),
        title: plot.title.clone(),
        description: plot.description.clone(),
        note: axis::note(plot.scale).to_owned(),
        dot_scale: size.scale,
        ticks: axis.ticks(),
        ..Chart::default()
    };
    let mut y = 2;
    let silent = |row: &Row| row.dots.is_empty();
    if !plot.rows.iter().all(silent) {
        let labels: Vec<&str> =
            plot.rows.iter().filter(|row| silent(row)).map(|row| row.label.as_str()).collect();
        chart.silent = labels.join(", ");
    }
    for (index, row) in plot.rows.iter().enumerate() {
        if silent(row) && !chart.silent.is_empty() {
            continue;
        }
        let mut drawn = headed(plot, row, &axis, y);
        let stacks = stacks.get(index).map(Vec::as_slice).unwrap_or_default();
        let tall = if crowded && !row.dots.is_empty() { stack::TALLEST } else { stack::height(stacks, size) };
        drawn.top = drawn.summary_y + 7;
        drawn.base = drawn.top + tall;
        if crowded {
            drawn.columns = stack::columns(plot.scale, row, &axis, drawn.base, most);
        } else {
            drawn.marks = stack::marks(stacks, size, drawn.base);
        }
        y = drawn.base + 14;
        chart.rows.push(drawn);
    }
    chart.bottom = y;
    chart.label_y = y + LINE;
    chart.height = chart.label_y + 6;
    if !crowded {
        chart.kinds = legend(plot);
    }
    chart
}

/// The kinds that have dots.
fn legend(plot: &DotPlot) -> Vec<KindMark> {
    let has = |kind: Kind| plot.rows.iter().any(|row| row.dots.iter().any(|dot| dot.kind == kind));
    Kind::ALL.into_iter().filter(|kind| has(*kind)).map(KindMark::of).collect()
}

/// The dots of each row in stacks, as large as there is room for; no stacks where even the smallest have none.
fn sized<'a>(plot: &'a DotPlot, axis: &Axis) -> (stack::Size, Vec<Vec<stack::Stack<'a>>>) {
    let [large, small] = stack::SIZES;
    if plot.rows.iter().any(|row| row.dots.len() > MOST_DOTS) {
        return (small, Vec::new());
    }
    for size in [large, small] {
        let stacks: Vec<_> = plot.rows.iter().map(|row| stack::stacks(row, axis, size)).collect();
        if !stacks.iter().any(|stacks| stack::too_many(stacks, size)) {
            return (size, stacks);
        }
    }
    (small, Vec::new())
}

/// A row with its label, summary and median, from `y` on.
fn headed(plot: &DotPlot, row: &Row, axis: &Axis, y: u32) -> DrawnRow {
    let mut amounts: Vec<f64> = row.dots.iter().map(|dot| dot.amount).collect();
    amounts.sort_unstable_by(f64::total_cmp);
    let figures = Figures { amounts, charters: 0 };
    let summary = figures.summary();
    let median = summary.and_then(|summary| summary.middle());
    let summary = summary.map_or("no figure".to_owned(), |found| said(plot, &figures.amounts, found.median));
    let beside = row.label.chars().count() + summary.chars().count() <= LETTERS;
    let label_y = y + LINE;
    DrawnRow {
        label: row.label.clone(),
        href: row.href.clone(),
        summary,
        label_y,
        summary_y: if beside { label_y } else { label_y + LINE },
        beside,
        median: median.map(|median| percent(axis.place(median))).unwrap_or_default(),
        ..DrawnRow::default()
    }
}

/// How many promises, and their middle, as in "27 figures, half within 2 working days".
///
/// Of two figures there is no half worth the name: both are given.
fn said(plot: &DotPlot, amounts: &[f64], median: f64) -> String {
    let amount = plot.scale.with(median).words();
    let count = grouped(amounts.len());
    match amounts {
        [_] => return format!("1 figure, {amount}"),
        [low, high] => {
            let [low, high] = [low, high].map(|amount| plot.scale.with(*amount).words());
            return if low == high {
                format!("2 figures, both {low}")
            } else {
                format!("2 figures, {low} and {high}")
            };
        }
        _ => {}
    }
    match (plot.sense, plot.scale) {
        (Sense::AtMost, Scale::CalendarTime | Scale::WorkingTime) => {
            format!("{count} figures, half within {amount}")
        }
        (Sense::AtMost, _) => format!("{count} figures, half {amount} or less"),
        (Sense::AtLeast, _) => format!("{count} figures, half {amount} or more"),
        (Sense::Exactly, _) => format!("{count} figures, median {amount}"),
    }
}

/// A count with its thousands apart, as in "10,540".
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share of the width as SVG takes it, with as few digits as the eye can tell.
fn percent(share: f64) -> String {
    let text = format!("{share:.1}");
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(rows: &[(&str, &[f64])]) -> DotPlot {
        let dot = |(index, amount): (usize, &f64)| Dot {
            amount: *amount,
            kind: Kind::ALL[index % 6],
            href: format!("charters/a.html#c-{index}"),
            title: format!("Library {index}"),
        };
        let row = |(label, amounts): &(&str, &[f64])| Row {
            label: (*label).to_owned(),
            href: String::new(),
            dots: amounts.iter().enumerate().map(dot).collect(),
        };
        DotPlot {
            id: "a".to_owned(),
            title: "A".to_owned(),
            description: "B".to_owned(),
            scale: Scale::WorkingTime,
            sense: Sense::AtMost,
            rows: rows.iter().map(row).collect(),
        }
    }

    #[track_caller]
    fn check(amounts: &[f64], expected: &str) {
        let drawn = dots(&plot(&[("Row", amounts)]));
        let row = &drawn.rows[0];
        let marks: Vec<_> =
            row.marks.iter().map(|mark| format!("{}+{}", mark.x, row.base - mark.y)).collect();
        let shown = format!("{} | {} | {}", row.summary, row.median, marks.join(" "));
        assert_eq!(shown, expected);
    }

    #[test]
    fn dots_of_one_amount_stand_on_each_other() {
        check(&[8.0, 80.0, 8.0], "3 figures, half within 1 working day | 4% | 4%+6 4%+17 96%+6");
    }

    #[test]
    fn amounts_that_would_overlap_share_the_place_of_the_commonest() {
        check(
            &[8.0, 80.0, 8.2, 8.2],
            "4 figures, half within about 1 working day | 5% | 5%+6 5%+17 5%+28 96%+6",
        );
    }

    #[test]
    fn an_empty_row_says_so() {
        check(&[], "no figure |  | ");
        check(&[16.0], "1 figure, 2 working days |  | 62%+6");
    }

    #[test]
    fn rows_without_a_dot_are_named_once_beside_those_that_have_some() {
        let drawn = dots(&plot(&[("One", &[8.0]), ("Two", &[]), ("Three", &[])]));
        assert_eq!((drawn.rows.len(), drawn.silent.as_str()), (1, "Two, Three"));
    }

    #[test]
    fn the_order_of_the_dots_does_not_matter() {
        let mut reversed = plot(&[("Row", &[8.0, 80.0, 8.2, 16.0, 8.0])]);
        let straight = dots(&reversed);
        reversed.rows[0].dots.reverse();
        assert_eq!(straight, dots(&reversed));
    }

    #[test]
    fn dots_grow_smaller_and_then_become_bars_as_there_are_more() {
        let form = |count: usize| {
            let drawn = dots(&plot(&[("Row", &vec![8.0; count]), ("Two", &[16.0])]));
            (
                drawn.dot_scale < 1.0,
                drawn.rows[0].marks.len(),
                drawn.rows[0].columns.len(),
                drawn.kinds.is_empty(),
            )
        };
        assert_eq!(form(14), (false, 14, 0, false));
        assert_eq!(form(20), (true, 20, 0, false));
        assert_eq!(form(5000), (true, 0, 1, true));
        let many = dots(&plot(&[("Row", &vec![8.0; 5000]), ("Two", &[16.0])]));
        assert_eq!(many.rows[0].columns[0].title, "5,000 promises: 1 working day");
        assert_eq!(many.rows[1].columns[0].title, "1 promise: 2 working days");
    }

    #[test]
    fn a_summary_that_has_no_room_beside_its_label_stands_under_it() {
        let drawn = dots(&plot(&[("Complaints and putting things right", &[8.0, 8.0])]));
        assert!(!drawn.rows[0].beside && drawn.rows[0].summary_y > drawn.rows[0].label_y);
    }

    #[test]
    fn no_figure_is_too_odd_to_be_drawn() {
        let drawn = dots(&plot(&[("Row", &[f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300, 8.0])]));
        assert_eq!(drawn.rows[0].marks.len(), 6);
        assert!(drawn.rows[0].marks.iter().all(|mark| !mark.x.contains("NaN") && !mark.x.contains("inf")));
    }

    #[test]
    fn the_template_draws_every_dot_and_escapes_what_charters_say() {
        let mut tera = tera::Tera::default();
        let part = |name: &str, text: &str| (format!("part/{name}.html"), text.to_owned());
        let parts = [
            part("shape", include_str!("../../templates/part/shape.html")),
            part("legend", include_str!("../../templates/part/legend.html")),
            part("chart", include_str!("../../templates/part/chart.html")),
            part("bars", include_str!("../../templates/part/bars.html")),
        ];
        let mut plot = plot(&[("A & B", &[8.0, 16.0]), ("None", &[])]);
        plot.rows[0].dots[0].title = "<b>\"Library\"</b>".to_owned();
        let mut context = tera::Context::new();
        context.insert("chart", &dots(&plot));
        context.insert("bars", &bars("b", "C", "D", &[]));
        let drawn = tera.add_raw_templates(parts).and_then(|()| tera.render("part/chart.html", &context));
        let drawn = drawn.map_err(|error| error.to_string());
        assert!(drawn.as_ref().is_ok_and(|text| text.matches("<use ").count() == 2), "{drawn:?}");
        assert!(drawn.is_ok_and(|text| !text.contains("<b>")
            && text.contains("A &amp; B")
            && !text.contains("style=")));
        assert!(tera.render("part/bars.html", &context).is_ok_and(|text| text.contains("<svg")));
    }
}
