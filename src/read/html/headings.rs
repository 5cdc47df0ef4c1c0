//! Headings, what serves as one, and what stands under one that is the site's.

use crate::read::flow::Flow;
use crate::read::outline::line;

use super::blocks::Walk;
use super::tag::Tag;
use super::tree::Node;

impl Walk<'_, '_, '_> {
    /// The text of a node and all in it, less furniture.
    pub(super) fn gather(&self, at: usize, node: &Node) -> Flow {
        let mut flow = Flow::default();
        let mut next = at + usize::from(node.tag != Tag::Text);
        while next < node.end {
            let Some(inner) = self.page.tree.nodes.get(next) else {
                break;
            };
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
    pub(super) fn heading(&mut self, at: usize, node: &Node, level: Option<u8>) -> usize {
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
        let target = parts
            .iter()
            .filter_map(|part| part.attributes.as_ref())
            .find(|part| part.toggles && !part.target.is_empty());
        if let Some(target) = target {
            self.panels.insert(target.target.clone(), self.outline.mark());
        }
        // A whole paragraph marked as a heading is one all the same: it was only to look large.
        let long = flow.text().split(' ').count() > 24
            || (flow.text().ends_with('.') && flow.text().split(' ').count() > 14);
        match level {
            _ if long => self.outline.paragraph(flow),
            Some(level) => self.outline.heading(level, &flow),
            None => self.outline.pseudo_heading(&flow),
        }
        node.end
    }

    /// Behind what stands under a heading: the next heading as high, or the end of the box around it.
    pub(super) fn under(&self, heading: &Node, level: Option<u8>) -> usize {
        let tree = self.page.tree;
        let end =
            tree.nodes.get(heading.parent).map_or(heading.end, |parent| parent.end).min(self.page.region.end);
        let next =
            tree.nodes.get(heading.end..end).unwrap_or_default().iter().position(|node| match node.tag {
                Tag::Heading(other) => level.is_none_or(|level| other <= level),
                Tag::Summary | Tag::Term => level.is_none(),
                _ => false,
            });
        next.map_or(end, |next| heading.end + next)
    }

    /// Whether what stands between two nodes is links, or next to nothing.
    pub(super) fn says_little(&self, from: usize, to: usize) -> bool {
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

    pub(super) fn button(&mut self, at: usize, node: &Node) -> usize {
        let toggles = node.attributes.as_ref().is_some_and(|attributes| attributes.toggles);
        if toggles || self.page.is_heading_box(node) { self.heading(at, node, None) } else { node.end }
    }
}
