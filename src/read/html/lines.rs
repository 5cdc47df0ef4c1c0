//! The lines of a paragraph, as `<br>` parts them: bullets, bold lines that serve as headings, and plain text.

use crate::read::flow::Flow;
use crate::read::outline::line;
use crate::read::text::bullet;

use super::blocks::Walk;
use super::tag::Tag;
use super::tree::Node;

/// A link of no more words that stands alone is a button.
const LABEL_WORDS: usize = 4;

/// A line of a paragraph, as `<br>` parts it.
pub(super) struct Line {
    flow: Flow,
    bold: bool,
    link: bool,
}

impl Walk<'_, '_, '_> {
    pub(super) fn text(&mut self, node: &Node) {
        if self.page.tree.nodes.get(node.parent).is_some_and(|parent| parent.tag == Tag::Pre) {
            return self.typed_lines(node);
        }
        let before = self.flow.text().len();
        self.flow.push(&node.text, line(node.line));
        let colon = node.text.trim_matches([':', ' ', '\u{a0}', '\n', '\t', '\r']).is_empty();
        if node.bold || colon {
            self.bold_bytes += self.flow.text().len() - before;
        }
        if node.link {
            self.link_bytes += self.flow.text().len() - before;
        }
    }

    /// Text whose lines end where they do in the source.
    fn typed_lines(&mut self, node: &Node) {
        for (number, row) in (node.line..).zip(node.text.split('\n')) {
            if number > node.line {
                self.end_line();
            }
            self.flow.push(row, line(number));
        }
    }

    pub(super) fn end_line(&mut self) {
        if self.items > 0 {
            return self.flow.space();
        }
        let flow = std::mem::take(&mut self.flow);
        let bold = self.bold_bytes >= flow.text().len();
        let link = self.link_bytes >= flow.text().len();
        (self.bold_bytes, self.link_bytes) = (0, 0);
        self.lines.push(Line { flow, bold, link });
    }

    /// Parts what comes from what was: in an item by a space, elsewhere by the end of a paragraph.
    pub(super) fn part(&mut self) {
        if self.items > 0 { self.flow.space() } else { self.flush() }
    }

    pub(super) fn end_item(&mut self) {
        (self.bold_bytes, self.link_bytes) = (0, 0);
        let mut flow = std::mem::take(&mut self.flow);
        if !self.page.furniture.is_line(flow.text()) {
            if let Some(mark) = bullet(flow.text())
                .filter(|&mark| flow.text().get(..mark).is_some_and(|mark| !mark.is_ascii()))
            {
                flow.cut(mark);
            }
            self.outline.item(flow);
        }
    }

    /// Ends the text of an item that a list follows: a bold one heads that list.
    pub(super) fn end_parent(&mut self) {
        let bold = self.bold_heads && self.bold_bytes >= self.flow.text().len();
        if !self.flow.is_empty() && bold && self.outline.could_head(self.flow.text()) {
            (self.bold_bytes, self.link_bytes) = (0, 0);
            let flow = std::mem::take(&mut self.flow);
            self.pseudo_heading(&flow);
        } else {
            self.end_item();
        }
    }

    pub(super) fn flush(&mut self) {
        if self.flow.is_empty() && self.lines.is_empty() {
            return;
        }
        self.end_line();
        let lines = std::mem::take(&mut self.lines);
        let mut text: Option<Flow> = None;
        let mut leads = 0;
        for (index, Line { mut flow, bold, link }) in lines.into_iter().enumerate() {
            if flow.is_empty() {
                self.end_text(&mut text);
                leads = 0;
                continue;
            }
            if self.page.furniture.is_line(flow.text()) || (link && is_label(flow.text())) {
                self.end_text(&mut text);
            } else if bold && self.bold_heads && self.outline.could_head(flow.text()) {
                self.end_text(&mut text);
                self.pseudo_heading(&flow);
            } else if let Some(mark) = bullet(flow.text()) {
                self.end_text(&mut text);
                // A list with numbers does not go on one with bullets.
                let numbers = flow
                    .text()
                    .get(..mark)
                    .is_some_and(|mark| mark.contains(char::is_alphanumeric) && mark != "o");
                if std::mem::replace(&mut self.loose_numbers, numbers) != numbers {
                    self.end_loose_list();
                }
                flow.cut(mark);
                self.loose_item(flow);
            } else if leads > 0 && text.as_ref().is_none_or(|text| ends(text.text())) {
                // Lines behind "We will:" in one paragraph are its items, bullets or not.
                self.end_text(&mut text);
                self.loose_item(flow);
                continue;
            } else if text.as_ref().is_some_and(|text| !ends(text.text()) && goes_on(flow.text())) {
                if let Some(text) = &mut text {
                    text.append(flow);
                }
            } else {
                self.end_text(&mut text);
                leads = usize::from(flow.text().ends_with(':')) * (index + 1);
                text = Some(flow);
            }
        }
        self.end_text(&mut text);
    }

    pub(super) fn end_text(&mut self, text: &mut Option<Flow>) {
        if let Some(flow) = text.take() {
            self.end_loose_list();
            self.outline.paragraph(flow);
        }
    }

    pub(super) fn loose_item(&mut self, flow: Flow) {
        if !std::mem::replace(&mut self.loose_list, true) {
            self.outline.open_list();
        }
        self.outline.item(flow);
    }

    pub(super) fn end_loose_list(&mut self) {
        if std::mem::take(&mut self.loose_list) {
            self.outline.close_list();
        }
    }
}

/// Whether a line that is all link only says where it leads.
fn is_label(line: &str) -> bool {
    !ends(line) && line.split(' ').count() <= LABEL_WORDS
}

/// Whether a line is complete, so that the next one is another.
fn ends(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', ';'])
}

/// Whether a line carries on the one before.
fn goes_on(line: &str) -> bool {
    line.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | ',' | '–' | '&'))
}
