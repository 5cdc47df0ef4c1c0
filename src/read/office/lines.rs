//! The lines of a PDF's page, by where its words stand: what a list or a table without marks is known by.

use unpdf::parser::TextSpan;

use super::Form;
use super::columns::Sizes;

/// How far apart words of one line may stand in height, in points.
const LEVEL: f32 = 2.0;

/// How far a list stands in from the margin at least, in points.
const INDENT: f32 = 8.0;

/// Pages with more words than this are left as the crate laid them out.
const MOST: usize = 5000;

/// A line: its cells, which are parted by gaps, each with its left edge; and its right edge.
#[derive(Debug)]
pub(super) struct Line {
    cells: Vec<(f32, String)>,
    right: f32,
    size: f32,
}

impl Line {
    fn compact(&self) -> String {
        self.cells.iter().flat_map(|(_, text)| text.chars()).filter(|c| !c.is_whitespace()).collect()
    }

    fn left(&self) -> f32 {
        self.cells.first().map_or(0.0, |(x, _)| *x)
    }
}

/// The lines of a page from top to bottom; none where it has too many words.
pub(super) fn of_page(mut spans: Vec<TextSpan>) -> Vec<Line> {
    spans.retain(|span| {
        !span.is_rotated() && span.text.chars().any(|c| !c.is_whitespace() && !super::pdf::bullet(c))
    });
    if spans.len() > MOST {
        return Vec::new();
    }
    spans.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<_>> = Vec::new();
    for span in spans {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first: &TextSpan| first.y - span.y <= LEVEL) => {
                row.push(span);
            }
            _ => rows.push(vec![span]),
        }
    }
    rows.into_iter()
        .map(|mut row| {
            row.sort_by(|a, b| a.x.total_cmp(&b.x));
            let mut line = Line { cells: Vec::new(), right: f32::MIN, size: 0.0 };
            for span in row {
                let gap = span.x - line.right;
                match line.cells.last_mut() {
                    // A table's cells may stand as close as a few points; words within a line do not stand so far apart.
                    Some((_, text)) if gap < span.font_size * 0.2 => text.push_str(&span.text),
                    _ => line.cells.push((span.x, span.text.clone())),
                }
                line.right = line.right.max(span.x + span.width);
                line.size = line.size.max(span.font_size);
            }
            line
        })
        .collect()
}

/// A paragraph that its lines show to be a list or a table; `None` where it is a paragraph.
pub(super) fn forms(text: &str, leads_in: bool, lines: &[Line]) -> Option<Vec<Form>> {
    let own = lines_of(text, lines)?;
    if own.len() < 2 {
        return None;
    }
    let starts: Vec<f32> = own.first()?.cells.iter().map(|(x, _)| *x).collect();
    let far = |a: f32, b: f32| (a - b).abs() > INDENT * 4.0;
    let fits = |line: &Line| {
        line.cells.len() == starts.len()
            && line.cells.iter().zip(&starts).all(|((x, _), start)| !far(*x, *start))
    };
    if starts.len() > 1 && own.iter().all(fits) {
        let mut rows =
            own.iter().map(|line| line.cells.iter().map(|(_, text)| text.trim().to_owned()).collect());
        let header = rows.next().unwrap_or_default();
        return Some(vec![Form::Table(header, rows.collect())]);
    }
    let margin = lines.iter().map(Line::left).fold(f32::MAX, f32::min);
    let edge = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    if !leads_in || own.iter().any(|line| line.left() < margin + INDENT) {
        return None;
    }
    let mut items: Vec<String> = Vec::new();
    let mut full = false;
    for line in own {
        let text: Vec<&str> = line.cells.iter().map(|(_, text)| text.trim()).collect();
        let text = text.join(" ");
        // A line goes on the one before it if its first word would not have fitted there.
        match items.last_mut() {
            Some(item) if full => {
                item.push(' ');
                item.push_str(&text);
            }
            _ => items.push(text),
        }
        full = edge - line.right < line.size * 4.0;
    }
    (items.len() > 1).then(|| items.into_iter().map(|item| Form::Item(0, item)).collect())
}

/// A heading with its level by its size; two, where its lines show one to stand right over the other: they differ in size, or the
/// next word would have fitted.
pub(super) fn headings(level: u8, text: &str, lines: &[Line], sizes: &Sizes) -> Option<Vec<Form>> {
    let own = lines_of(text, lines)?;
    let edge = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    let mut headings: Vec<(u8, String)> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in own {
        let text: Vec<&str> = line.cells.iter().map(|(_, text)| text.trim()).collect();
        let text = text.join(" ");
        let alone = before.is_none_or(|before| {
            (line.size - before.size).abs() > 0.6 || edge - before.right > line.size * 8.0
        });
        match headings.last_mut() {
            Some((_, heading)) if !alone => {
                heading.push(' ');
                heading.push_str(&text);
            }
            _ => headings.push((sizes.level(line.size).unwrap_or(level), text)),
        }
        before = Some(line);
    }
    Some(headings.into_iter().map(|(level, heading)| Form::Heading(level, heading)).collect())
}

/// The run of lines that a paragraph was made of.
fn lines_of<'lines>(text: &str, lines: &'lines [Line]) -> Option<&'lines [Line]> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let compact: Vec<String> = lines.iter().map(Line::compact).collect();
    (0..lines.len()).find_map(|from| {
        let mut rest = text.as_str();
        for (to, line) in compact.iter().enumerate().skip(from) {
            rest = rest.strip_prefix(line.as_str())?;
            if rest.is_empty() {
                return lines.get(from..=to);
            }
        }
        None
    })
}
