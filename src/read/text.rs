//! Plain text becomes sections, blocks and units: paragraphs parted by blank lines, lists by their bullets, headings by
//! the line under them, by capitals, or by standing alone.

use crate::model::document::{Document, Place};

use super::flow::Flow;
use super::outline::Outline;
use super::sentence::Sentences;

/// Lists deeper than this are read as one level.
const LIST_DEPTH: usize = 16;

/// How many bytes of a line stand before its text if it begins with a bullet or a number, such as "• ", "1. " or "(a) ".
pub(super) fn bullet(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let after = |bytes: usize| {
        line.get(bytes..).is_some_and(|rest| rest.starts_with(char::is_whitespace) && !rest.trim().is_empty())
    };
    if "•◦▪▫●○■□►▸▶➢➤✓✔★·∙‣⁃\u{f0b7}\u{f0a7}➔→»✦❖⇒".contains(first)
    {
        return Some(first.len_utf8())
            .filter(|&at| line.get(at..).is_some_and(|rest| !rest.trim().is_empty()));
    }
    if matches!(first, '-' | '–' | '—' | '*' | '+' | 'o' | '~') && after(first.len_utf8()) {
        return Some(first.len_utf8());
    }
    let inner = line.strip_prefix('(').unwrap_or(line);
    let label = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let text = inner.get(..label)?;
    let counts = text.bytes().all(|b| b.is_ascii_digit()) && label <= 3
        || text.bytes().all(|b| b"ivx".contains(&b)) && label <= 4
        || text.bytes().all(|b| b.is_ascii_lowercase()) && label == 1;
    let mark = inner.get(label..)?.chars().next()?;
    let begin = line.len() - inner.len();
    let end = begin + label + 1;
    let fits = if begin == 1 { mark == ')' } else { mark == ')' || mark == '.' };
    (label > 0 && counts && fits && after(end)).then_some(end)
}

/// Reads plain text that stands behind `lines_before` lines.
pub(super) fn document(text: &str, lines_before: u32, sentences: &Sentences) -> Document {
    let mut reader = Reader {
        outline: Outline::new(sentences),
        flow: Flow::default(),
        lists: Vec::new(),
        in_item: false,
        first_heads: Vec::new(),
        said: false,
        rows: 0,
    };
    let mut lines = text
        .split('\n')
        .map(|line| line.trim_end_matches(|c: char| c.is_whitespace() || c.is_control()))
        .peekable();
    let mut number = lines_before;
    let mut blank_before = true;
    while let Some(line) = lines.next() {
        number += 1;
        let next = lines.peek().copied().unwrap_or_default();
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let kept = line.trim_start();
        let place = Place { line: number, column: u32::try_from(indent + 1).unwrap_or(u32::MAX) };
        if kept.is_empty() {
            reader.flush();
            blank_before = true;
            continue;
        }
        let shown = kept.trim_start_matches(|c: char| c.is_control());
        if underline(shown) && reader.rows == 1 && !reader.in_item {
            let level = if shown.starts_with('=') { 1 } else { 2 };
            reader.head(level);
        } else if let Some(bytes) = bullet(shown) {
            reader.bullet(indent, shown, bytes, place);
        } else if blank_before && indent == 0 && heading(shown, next) && reader.outline.could_head(shown) {
            reader.close_lists(0);
            reader.flow.push(shown, place);
            reader.head(0);
        } else {
            if blank_before && reader.flow.is_empty() {
                reader.close_lists(if reader.lists.is_empty() { 0 } else { indent });
            }
            reader.flow.space();
            reader.flow.push(shown, place);
            reader.rows += 1;
        }
        blank_before = false;
    }
    reader.flush();
    // A heading over a heading, with nothing between, is the text's title.
    let title =
        if let [title, _, ..] = reader.first_heads.as_slice() { title.clone() } else { String::new() };
    reader.outline.finish(|heading| heading == title)
}

fn underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// A line that stands alone between blank lines, in capitals or without an end; or one that a bullet follows at once.
fn heading(line: &str, next: &str) -> bool {
    let next = next.trim();
    let capitals = line.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && line.chars().any(char::is_alphabetic);
    !underline(next)
        && line.chars().count() <= 80
        && !line.ends_with([':', '?', ')'])
        && (capitals || next.is_empty())
        && line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

struct Reader<'rules> {
    outline: Outline<'rules>,
    flow: Flow,
    /// The indents of the open lists.
    lists: Vec<usize>,
    in_item: bool,
    /// The headings before anything else.
    first_heads: Vec<String>,
    said: bool,
    /// How many lines the present paragraph has.
    rows: usize,
}

impl Reader<'_> {
    fn bullet(&mut self, indent: usize, line: &str, bytes: usize, place: Place) {
        self.flush();
        self.close_lists(indent + 1);
        let deeper = self.lists.last().is_none_or(|&open| indent > open + 1);
        if deeper && self.lists.len() < LIST_DEPTH {
            self.lists.push(indent);
            self.outline.open_list();
        }
        self.flow.push(line, place);
        self.flow.cut(bytes);
        self.in_item = true;
    }

    /// Closes the lists that are not indented less than `indent`.
    fn close_lists(&mut self, indent: usize) {
        while self.lists.last().is_some_and(|&open| open >= indent.max(1) || indent == 0) {
            self.lists.pop();
            self.outline.close_list();
        }
    }

    fn head(&mut self, level: u8) {
        let flow = std::mem::take(&mut self.flow);
        self.rows = 0;
        if !self.said {
            self.first_heads.push(flow.text().to_owned());
        }
        if level == 0 {
            self.outline.pseudo_heading(&flow);
        } else {
            self.outline.heading(level, &flow);
        }
    }

    fn flush(&mut self) {
        let flow = std::mem::take(&mut self.flow);
        self.rows = 0;
        self.said |= !flow.is_empty();
        if std::mem::take(&mut self.in_item) {
            self.outline.item(flow);
        } else if !flow.is_empty() {
            self.close_lists(0);
            self.outline.paragraph(flow);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bullet_is_a_mark_or_a_number_with_a_space_behind_it() {
        for (line, bytes) in
            [("• We", 3), ("- We", 1), ("1. We", 2), ("(a) We", 3), ("iv) We", 3), ("12) We", 3)]
        {
            assert_eq!(bullet(line), Some(bytes), "{line}");
        }
        for line in
            ["We help", "-5 degrees", "1.5 hours", "a. ", "I. We", "2026. We", "of (a) thing", "-", ""]
        {
            assert_eq!(bullet(line), None, "{line}");
        }
    }
}
