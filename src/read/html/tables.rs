//! Tables that hold rows, told from tables that only lay out a page.

use crate::model::document::Unit;
use crate::read::flow::Flow;
use crate::read::markdown::joined;
use crate::read::text::bullet;

use super::blocks::Walk;
use super::tag::Tag;
use super::tree::Node;

/// A cell with more letters than this is a column of a page.
const LONG_CELL: u32 = 700;

/// A header longer than this is none.
const HEADER_BYTES: usize = 2000;

struct Row {
    cells: Vec<Cell>,
    head: bool,
}

struct Cell {
    at: usize,
    flow: Flow,
    head: bool,
    bold: bool,
    spans: bool,
}

impl Row {
    /// Whether every cell with text is a heading of its column.
    fn is_header(&self) -> bool {
        self.filled() > 0 && (self.head || self.cells.iter().all(|cell| cell.head || cell.flow.is_empty()))
    }

    fn is_bold(&self) -> bool {
        self.filled() > 1 && self.cells.iter().all(|cell| cell.bold || cell.flow.is_empty())
    }

    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.flow.is_empty()).count()
    }
}

impl Walk<'_, '_, '_> {
    /// Takes in a table, or opens it where it is only a way to lay out a page.
    pub(super) fn table(&mut self, at: usize, node: &Node) -> usize {
        let held = self.page.held(at);
        let presentation = matches!(super::furniture::role(node), "presentation" | "none");
        if presentation || held.tables > 1 || held.headings > 0 || held.panels > 0 || held.letters() == 0 {
            self.open_layout(node);
            return at + 1;
        }
        let (rows, caption) = self.rows(at, node);
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let filled = rows.iter().filter(|row| row.filled() > 0).count();
        let long =
            rows.iter().flat_map(|row| &row.cells).any(|cell| self.page.held(cell.at).letters() > LONG_CELL);
        let lone = filled < 2 && !rows.iter().any(|row| row.cells.iter().any(|cell| cell.head));
        let lists = held.items > 1;
        if lists && columns > 1 && filled > 1 && !long {
            self.rows_with_lists(rows);
            return node.end;
        }
        if lists || long || lone || (columns < 2 && held.blocks as usize > filled) {
            self.open_layout(node);
            return at + 1;
        }
        self.part();
        self.end_loose_list();
        self.data(rows, columns, caption);
        node.end
    }

    fn rows(&self, at: usize, table: &Node) -> (Vec<Row>, Option<String>) {
        let mut rows: Vec<Row> = Vec::new();
        let mut caption = None;
        let mut head_until = 0;
        let mut next = at + 1;
        while let Some(node) = self.page.tree.nodes.get(next).filter(|_| next < table.end) {
            match node.tag {
                Tag::Caption => caption = Some(self.gather(next, node).text().to_owned()),
                Tag::HeadRows => head_until = node.end,
                Tag::Row => rows.push(Row { cells: Vec::new(), head: next < head_until }),
                Tag::Cell | Tag::HeadCell => {
                    if rows.is_empty() {
                        rows.push(Row { cells: Vec::new(), head: false });
                    }
                    let mut flow = self.gather(next, node);
                    // A picture of a bullet in a column of its own is no cell.
                    if flow.text().chars().count() == 1 && bullet(&format!("{} x", flow.text())).is_some() {
                        flow = Flow::default();
                    }
                    let held = self.page.held(next);
                    let bold = held.letters() > 0 && held.bold == held.letters();
                    let spans = node.attributes.as_ref().is_some_and(|attributes| attributes.spans_columns);
                    let cell = Cell { at: next, flow, head: node.tag == Tag::HeadCell, bold, spans };
                    if let Some(row) = rows.last_mut() {
                        row.cells.push(cell);
                    }
                }
                _ => {}
            }
            let enter = matches!(node.tag, Tag::Rows | Tag::HeadRows | Tag::Row);
            next = if enter { next + 1 } else { node.end };
        }
        (rows, caption.filter(|caption| !caption.is_empty()))
    }

    /// Rows of data: each is a unit. A row that is one cell across all columns is a heading over the rows below it.
    fn data(&mut self, rows: Vec<Row>, columns: usize, caption: Option<String>) {
        let mark = self.outline.mark();
        let mut caption = caption;
        let mut header: Vec<String> = Vec::new();
        let mut units: Vec<Unit> = Vec::new();
        let bullets =
            columns == 2 && rows.iter().all(|row| row.cells.first().is_none_or(|cell| cell.flow.is_empty()));
        let first_is_header =
            rows.first().is_some_and(Row::is_bold) && !rows.get(1).is_some_and(Row::is_bold);
        let mut headed = false;
        for (index, row) in rows.into_iter().enumerate() {
            let across = columns > 1
                && row.filled() == 1
                && (row.cells.len() == 1
                    && row.cells.iter().any(|cell| cell.spans || cell.head || cell.bold));
            if across {
                self.send(&header, &mut units, &mut caption);
                if let Some(cell) = row.cells.into_iter().next() {
                    if self.outline.could_head(cell.flow.text()) {
                        self.pseudo_heading(&cell.flow);
                        headed = true;
                    } else {
                        self.outline.paragraph(cell.flow);
                    }
                }
            } else if row.is_header() && (columns > 1 || row.head) || (index == 0 && first_is_header) {
                self.send(&header, &mut units, &mut caption);
                header = row.cells.iter().map(|cell| cell.flow.text().to_owned()).collect();
            } else if row.filled() > 0 {
                let place = row
                    .cells
                    .iter()
                    .find(|cell| !cell.flow.is_empty())
                    .map(|cell| cell.flow.place())
                    .unwrap_or_default();
                let skipped = usize::from(bullets);
                let mut cells: Vec<String> =
                    row.cells.iter().skip(skipped).map(|cell| cell.flow.text().to_owned()).collect();
                while cells.last().is_some_and(String::is_empty) {
                    cells.pop();
                }
                let text = joined(&cells);
                if !self.page.furniture.is_line(&text) {
                    units.push(Unit { text, place });
                }
            }
        }
        self.send(&header, &mut units, &mut caption);
        if headed {
            self.outline.back_to(mark);
        }
    }

    fn send(&mut self, header: &[String], units: &mut Vec<Unit>, caption: &mut Option<String>) {
        // Rows under one header are not many times as long as the file, however often it is said again.
        let header = if header.iter().map(String::len).sum::<usize>() > HEADER_BYTES { &[] } else { header };
        if !units.is_empty() {
            *caption = Some(self.outline.table(header.to_vec(), std::mem::take(units), caption.take()));
        }
    }

    /// Rows whose cells hold lists: the first cell heads what the others list, and each item is a unit.
    fn rows_with_lists(&mut self, rows: Vec<Row>) {
        self.part();
        self.end_loose_list();
        let mark = self.outline.mark();
        for row in rows.into_iter().filter(|row| !row.is_header()) {
            for (index, cell) in row.cells.into_iter().enumerate() {
                let heads = index == 0
                    && self.page.held(cell.at).items == 0
                    && self.outline.could_head(cell.flow.text());
                let Some(node) = self.page.tree.nodes.get(cell.at) else {
                    continue;
                };
                if heads {
                    self.outline.pseudo_heading(&cell.flow);
                } else {
                    self.cell(cell.at, node);
                }
            }
        }
        self.outline.back_to(mark);
    }
}
