//! What is left of a page when its furniture is gone becomes headings, paragraphs and lists.

use std::collections::HashMap;

use crate::read::flow::Flow;
use crate::read::outline::{Mark, Outline, line};
use crate::read::text::bullet;

use super::furniture::{Page, role};
use super::tree::{Node, Tag};

/// Lists deeper than this are read as one level.
const LIST_DEPTH: usize = 16;

/// A link of no more words that stands alone is a button.
const LABEL_WORDS: usize = 4;

/// Walks the region of the page that holds the charter.
pub(super) fn outline<'rules>(page: &Page<'_>, outline: Outline<'rules>) -> Outline<'rules> {
    page.learn_names();
    let whole = page.whole();
    // Where most of a page is bold, bold means nothing.
    let bold_heads = whole.bold.saturating_mul(2) < whole.letters();
    let mut walk = Walk {
        page,
        outline,
        open: Vec::new(),
        flow: Flow::default(),
        bold_bytes: 0,
        link_bytes: 0,
        panels: HashMap::new(),
        lines: Vec::new(),
        loose_list: false,
        items: 0,
        lists: 0,
        bold_heads,
        seen: 0,
    };
    walk.region();
    walk.outline
}

/// A line of a paragraph, as `<br>` parts it.
struct Line {
    flow: Flow,
    bold: bool,
    link: bool,
}

/// What to do when a block is over.
enum Over {
    Flush,
    List,
    Item,
    Panel(Option<Mark>),
    Inline,
}

pub(super) struct Walk<'walk, 'page, 'rules> {
    pub(super) page: &'walk Page<'page>,
    pub(super) outline: Outline<'rules>,
    open: Vec<(usize, Over)>,
    flow: Flow,
    bold_bytes: usize,
    link_bytes: usize,
    lines: Vec<Line>,
    /// Whether lines with bullets, but no list of the page's own, have opened a list.
    loose_list: bool,
    items: usize,
    lists: usize,
    bold_heads: bool,
    /// Where the text goes back to behind each panel that a heading opens, by the panel's id.
    panels: HashMap<String, Mark>,
    /// Up to which node a heading's furniture has been looked at.
    seen: usize,
}

impl Walk<'_, '_, '_> {
    fn region(&mut self) {
        let region = self.page.region.clone();
        self.walk(region.start, region.end);
        self.flush();
        self.end_loose_list();
    }

    fn walk(&mut self, from: usize, to: usize) {
        let outer = self.open.len();
        let mut at = from;
        while let Some(node) = self.page.tree.nodes.get(at).filter(|_| at < to) {
            while self.open.len() > outer && self.open.last().is_some_and(|(end, _)| *end <= at) {
                self.close();
            }
            at = if self.page.is_furniture(at, node) { node.end } else { self.enter(at, node).max(at + 1) };
        }
        while self.open.len() > outer {
            self.close();
        }
    }

    /// Walks one cell of a table that has neither tables nor headings in it.
    pub(super) fn cell(&mut self, at: usize, node: &Node) {
        self.walk(at + 1, node.end);
        self.part();
        self.end_loose_list();
    }

    fn close(&mut self) {
        match self.open.pop() {
            None | Some((_, Over::Inline)) => {}
            Some((_, Over::Flush)) => self.part(),
            Some((_, Over::List)) => {
                self.part();
                self.lists = self.lists.saturating_sub(1);
                if self.lists < LIST_DEPTH {
                    self.outline.close_list();
                }
            }
            Some((_, Over::Item)) => {
                self.end_item();
                self.items = self.items.saturating_sub(1);
            }
            Some((_, Over::Panel(mark))) => {
                self.part();
                self.end_loose_list();
                if let Some(mark) = mark {
                    self.outline.back_to(mark);
                }
            }
        }
    }

    /// Takes in a node. Gives the index of the node to go on with.
    fn enter(&mut self, at: usize, node: &Node) -> usize {
        match node.tag {
            Tag::Text => self.text(node),
            Tag::Break => self.end_line(),
            Tag::Rule => self.part(),
            Tag::Heading(level) => return self.heading(at, node, Some(level)),
            Tag::Summary | Tag::Term => return self.heading(at, node, None),
            Tag::Button => return self.button(at, node),
            Tag::Table => return self.table(at, node),
            Tag::List => self.open_list(at, node),
            Tag::Item => self.open_item(at, node),
            Tag::Details | Tag::Definitions => {
                self.part();
                let mark = self.outline.mark();
                self.open.push((node.end, Over::Panel((self.items == 0).then_some(mark))));
            }
            Tag::Inline => self.open.push((node.end, Over::Inline)),
            Tag::Field | Tag::Skip | Tag::Head | Tag::Title => return node.end,
            _ => return self.open_block(at, node),
        }
        at + 1
    }

    fn open_block(&mut self, at: usize, node: &Node) -> usize {
        self.part();
        let held = self.page.held(at);
        if role(node) == "heading" || (held.blocks <= 3 && held.letters() < 120 && held.items == 0 && self.heading_box(at, node)) {
            return self.heading(at, node, None);
        }
        let panel = node.attributes.as_ref().and_then(|attributes| self.panels.remove(&attributes.id));
        self.open.push((node.end, panel.map_or(Over::Flush, |mark| Over::Panel(Some(mark)))));
        if let Some(attributes) = &node.attributes
            && !attributes.id.is_empty()
            && held.headings == 0
            && let Some(&label) = self.page.labels.get(attributes.id.as_str())
            && let Some(tab) = self.page.tree.nodes.get(label)
        {
            let flow = self.gather(label, tab);
            self.pseudo_heading(&flow);
        }
        at + 1
    }

    /// A box that its class makes a heading, unless there is a real one in it.
    fn heading_box(&self, at: usize, node: &Node) -> bool {
        let held = self.page.held(at);
        held.headings == 0 && held.letters() > 0 && held.links <= 1 && self.page.is_heading_box(node)
    }

    /// The text of a node and all in it, less furniture.
    pub(super) fn gather(&self, at: usize, node: &Node) -> Flow {
        let mut flow = Flow::default();
        let mut next = at + usize::from(node.tag != Tag::Text);
        while next < node.end {
            let Some(inner) = self.page.tree.nodes.get(next) else { break };
            if inner.tag == Tag::Text {
                flow.push(&inner.text, line(inner.line));
            } else if inner.tag != Tag::Inline {
                flow.space();
            }
            let drop = inner.tag == Tag::Inline && self.page.is_furniture(next, inner);
            next = if drop || inner.tag == Tag::Skip { inner.end } else { next + 1 };
        }
        flow
    }

    /// A heading, or what serves as one where `level` is `None`.
    fn heading(&mut self, at: usize, node: &Node, level: Option<u8>) -> usize {
        self.part();
        self.end_loose_list();
        let flow = self.gather(at, node);
        if flow.is_empty() {
            return node.end;
        }
        if self.page.furniture.is_heading(flow.text()) || self.page.furniture.is_line(flow.text()) {
            let end = self.under(node, level);
            if end > self.seen {
                self.seen = end;
                if self.says_little(node.end, end) {
                    return end;
                }
            }
        }
        let parts = self.page.tree.nodes.get(at..node.end).unwrap_or_default();
        let target = parts.iter().filter_map(|part| part.attributes.as_ref()).find(|part| part.toggles && !part.target.is_empty());
        if let Some(target) = target {
            self.panels.insert(target.target.clone(), self.outline.mark());
        }
        // A whole paragraph marked as a heading is one all the same: it was only to look large.
        let long = flow.text().split(' ').count() > 24 || (flow.text().ends_with('.') && flow.text().split(' ').count() > 14);
        match level {
            _ if long => self.outline.paragraph(flow),
            Some(level) => self.outline.heading(level, &flow),
            None => self.outline.pseudo_heading(&flow),
        }
        node.end
    }

    /// Behind what stands under a heading: the next heading as high, or the end of the box around it.
    fn under(&self, heading: &Node, level: Option<u8>) -> usize {
        let tree = self.page.tree;
        let end = tree.nodes.get(heading.parent).map_or(heading.end, |parent| parent.end).min(self.page.region.end);
        let next = tree.nodes.get(heading.end..end).unwrap_or_default().iter().position(|node| match node.tag {
            Tag::Heading(other) => level.is_none_or(|level| other <= level),
            Tag::Summary | Tag::Term => level.is_none(),
            _ => false,
        });
        next.map_or(end, |next| heading.end + next)
    }

    /// Whether what stands between two nodes is links, or next to nothing.
    fn says_little(&self, from: usize, to: usize) -> bool {
        let mut linked = 0;
        let mut prose = 0;
        let mut sayings = 0;
        for at in from..to {
            if self.page.tree.nodes.get(at).is_some_and(|node| node.tag == Tag::Text) {
                let held = self.page.held(at);
                linked += held.linked;
                prose += held.prose;
                sayings += held.sayings;
            }
        }
        sayings <= 1 || linked.saturating_mul(3) > prose
    }

    fn button(&mut self, at: usize, node: &Node) -> usize {
        let toggles = node.attributes.as_ref().is_some_and(|attributes| attributes.toggles);
        if toggles || self.page.is_heading_box(node) { self.heading(at, node, None) } else { node.end }
    }

    pub(super) fn pseudo_heading(&mut self, flow: &Flow) {
        self.end_loose_list();
        self.outline.pseudo_heading(flow);
    }

    fn open_list(&mut self, at: usize, node: &Node) {
        let held = self.page.held(at);
        // A list of boxes with headings of their own is only a way to lay them out.
        if held.headings > 0 || held.tables > 0 || held.panels > 0 {
            self.part();
            self.open.push((node.end, Over::Flush));
            return;
        }
        if self.items > 0 {
            self.end_item();
        } else {
            self.part();
        }
        self.end_loose_list();
        self.lists += 1;
        if self.lists <= LIST_DEPTH {
            self.outline.open_list();
        }
        self.open.push((node.end, Over::List));
    }

    fn open_item(&mut self, at: usize, node: &Node) {
        let held = self.page.held(at);
        if self.lists == 0 || held.headings > 0 || held.tables > 0 || held.panels > 0 {
            self.part();
            self.open.push((node.end, Over::Flush));
            return;
        }
        self.part();
        self.items += 1;
        self.open.push((node.end, Over::Item));
    }

    fn text(&mut self, node: &Node) {
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

    fn end_line(&mut self) {
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

    fn end_item(&mut self) {
        (self.bold_bytes, self.link_bytes) = (0, 0);
        let mut flow = std::mem::take(&mut self.flow);
        if !self.page.furniture.is_line(flow.text()) {
            if let Some(mark) = bullet(flow.text()).filter(|&mark| flow.text().get(..mark).is_some_and(|mark| !mark.is_ascii())) {
                flow.cut(mark);
            }
            self.outline.item(flow);
        }
    }

    fn flush(&mut self) {
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

    fn end_text(&mut self, text: &mut Option<Flow>) {
        if let Some(flow) = text.take() {
            self.end_loose_list();
            self.outline.paragraph(flow);
        }
    }

    fn loose_item(&mut self, flow: Flow) {
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

    pub(super) fn open_layout(&mut self, node: &Node) {
        self.part();
        self.open.push((node.end, Over::Flush));
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
