//! What is left of a page when its furniture is gone becomes headings, paragraphs and lists.

use std::collections::HashMap;

use crate::read::flow::Flow;
use crate::read::outline::{Mark, Outline};

use super::furniture::{Page, role};
use super::lines::Line;
use super::tag::Tag;
use super::tree::Node;

/// Lists deeper than this are read as one level.
const LIST_DEPTH: usize = 16;

/// Walks the region of the page that holds the charter. Also gives the line of the first list that is nested too deep.
pub(super) fn outline<'rules>(page: &Page<'_>, outline: Outline<'rules>) -> (Outline<'rules>, Option<u32>) {
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
        loose_numbers: false,
        items: 0,
        lists: 0,
        too_deep: None,
        bold_heads,
        seen: 0,
    };
    walk.region();
    (walk.outline, walk.too_deep)
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
    pub(super) flow: Flow,
    pub(super) bold_bytes: usize,
    pub(super) link_bytes: usize,
    pub(super) lines: Vec<Line>,
    /// Whether lines with bullets, but no list of the page's own, have opened a list.
    pub(super) loose_list: bool,
    /// Whether that list's marks are numbers.
    pub(super) loose_numbers: bool,
    pub(super) items: usize,
    lists: usize,
    too_deep: Option<u32>,
    pub(super) bold_heads: bool,
    /// Where the text goes back to behind each panel that a heading opens, by the panel's id.
    pub(super) panels: HashMap<String, Mark>,
    /// Up to which node a heading's furniture has been looked at.
    pub(super) seen: usize,
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
        if role(node) == "heading"
            || (held.blocks <= 3
                && held.letters() < 120
                && held.items == 0
                && self.heading_box(at, node)
                && self.outline.could_head(self.gather(at, node).text()))
        {
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
            self.end_parent();
        } else {
            self.part();
        }
        self.end_loose_list();
        self.lists += 1;
        if self.lists <= LIST_DEPTH {
            self.outline.open_list();
        } else {
            self.too_deep.get_or_insert(node.line);
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

    pub(super) fn open_layout(&mut self, node: &Node) {
        self.part();
        self.open.push((node.end, Over::Flush));
    }
}
