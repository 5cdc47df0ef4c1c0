//! CommonMark with tables becomes sections, blocks and units.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::model::document::{Document, Place, Unit};

use super::flow::Flow;
use super::outline::Outline;
use super::sentence::Sentences;

/// Lists deeper than this are read as one level, so that what is passed on is never deep.
const LIST_DEPTH: usize = 16;

/// Reads Markdown that stands behind `lines_before` lines. Also says whether it was nested deeper than is read, and where.
pub(super) fn document(text: &str, lines_before: u32, sentences: &Sentences) -> (Document, Option<Place>) {
    let mut reader = Reader {
        outline: Outline::new(sentences),
        cursor: Cursor { text, at: 0, line: lines_before + 1, line_start: 0, column: 1 },
        flow: Flow::default(),
        bold: 0,
        bold_bytes: 0,
        silent: 0,
        lists: 0,
        items: 0,
        row: Row::default(),
        header: Vec::new(),
        rows: Vec::new(),
        in_table: false,
        too_deep: None,
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range.start);
    }
    (reader.outline.finish(|_| false), reader.too_deep)
}

struct Reader<'text, 'rules> {
    outline: Outline<'rules>,
    cursor: Cursor<'text>,
    flow: Flow,
    bold: usize,
    bold_bytes: usize,
    /// How many images and other things that show no text are open.
    silent: usize,
    lists: usize,
    items: usize,
    row: Row,
    header: Vec<String>,
    rows: Vec<Unit>,
    in_table: bool,
    too_deep: Option<Place>,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    place: Place,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text, at),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => self.flow.space(),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.silent > 0 {
            return;
        }
        let place = self.cursor.place(at);
        let before = self.flow.text().len();
        self.flow.push(text, place);
        if self.bold > 0 {
            self.bold_bytes += self.flow.text().len() - before;
        } else if text.trim_matches([':', ' ']).is_empty() {
            // A colon behind a bold label belongs to the label.
            self.bold_bytes += self.flow.text().len() - before;
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::HtmlBlock => self.flush(),
            Tag::Paragraph => self.flow.space(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.flush_unless_item(),
            Tag::List(_) => {
                self.flush();
                self.lists += 1;
                if self.lists <= LIST_DEPTH {
                    self.outline.open_list();
                } else if self.too_deep.is_none() {
                    self.too_deep = Some(self.cursor.place(at));
                }
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::Table(_) => {
                self.flush();
                self.in_table = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.row = Row { cells: Vec::new(), place: self.cursor.place(at) }
            }
            Tag::TableCell => self.clear(),
            Tag::Strong => self.bold += 1,
            Tag::Image { .. } => self.silent += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.flush_unless_item(),
            TagEnd::Heading(level) => {
                let flow = self.take();
                self.outline.heading(rank(level), &flow);
            }
            TagEnd::BlockQuote(_) => self.flush(),
            TagEnd::List(_) => {
                if self.lists <= LIST_DEPTH {
                    self.outline.close_list();
                }
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableCell => {
                let cell = self.take();
                if self.row.cells.is_empty() {
                    self.row.place = if cell.is_empty() { self.row.place } else { cell.place() };
                }
                self.row.cells.push(cell.text().to_owned());
            }
            TagEnd::TableHead => self.header = std::mem::take(&mut self.row.cells),
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if row.cells.iter().any(|cell| !cell.is_empty()) {
                    self.rows.push(Unit { text: joined(&row.cells), place: row.place });
                }
            }
            TagEnd::Table => {
                self.in_table = false;
                let header = std::mem::take(&mut self.header);
                let header = if header.iter().all(String::is_empty) { Vec::new() } else { header };
                let rows = std::mem::take(&mut self.rows);
                self.outline.table(header, rows, None);
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Image => self.silent = self.silent.saturating_sub(1),
            _ => {}
        }
    }

    /// A paragraph of an item goes on the item; any other is over.
    fn flush_unless_item(&mut self) {
        if self.items > 0 {
            self.flow.space();
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let bold = self.bold_bytes > 0 && self.bold_bytes >= self.flow.text().len();
        let flow = self.take();
        if flow.is_empty() {
        } else if self.items > 0 && self.lists > 0 {
            self.outline.item(flow);
        } else if bold && self.outline.could_head(flow.text()) {
            self.outline.pseudo_heading(&flow);
        } else {
            self.outline.paragraph(flow);
        }
    }

    fn take(&mut self) -> Flow {
        self.bold_bytes = 0;
        std::mem::take(&mut self.flow)
    }

    fn clear(&mut self) {
        self.take();
    }
}

/// The cells of a row as the text of a unit.
pub(super) fn joined(cells: &[String]) -> String {
    cells.join(Unit::CELL).trim().to_owned()
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Tells lines and columns of places that mostly come in the order of the text, without counting anything twice.
struct Cursor<'text> {
    text: &'text str,
    at: usize,
    line: u32,
    line_start: usize,
    column: u32,
}

impl Cursor<'_> {
    fn place(&mut self, at: usize) -> Place {
        if at >= self.at {
            for (index, c) in self.text.get(self.at..at).unwrap_or_default().char_indices() {
                if c == '\n' {
                    self.line += 1;
                    self.column = 1;
                    self.line_start = self.at + index + 1;
                } else {
                    self.column += 1;
                }
            }
            self.at = at;
        }
        Place { line: self.line, column: self.column }
    }
}
