//! Which blocks the beginning and the end of another close, whether the page says so or not.

use html5ever::{LocalName, local_name};

use super::State;
use crate::read::html::tag::{Tag, tag};

impl State {
    /// Closes what the beginning of a block closes without a tag of its own.
    pub(super) fn imply_end(&mut self, tag: Tag) {
        if tag == Tag::Inline {
            return;
        }
        if tag != Tag::Title {
            self.close_head();
        }
        let closes = |open: Tag| match tag {
            Tag::Item => open == Tag::Item,
            Tag::Term | Tag::Definition => matches!(open, Tag::Term | Tag::Definition),
            Tag::Cell | Tag::HeadCell => matches!(open, Tag::Cell | Tag::HeadCell | Tag::Caption),
            Tag::Row => matches!(open, Tag::Row | Tag::Caption),
            Tag::Rows | Tag::HeadRows => matches!(open, Tag::Rows | Tag::HeadRows | Tag::Caption),
            _ => false,
        };
        let stops = |open: Tag| match tag {
            Tag::Item => {
                !matches!(open, Tag::Paragraph | Tag::Block | Tag::Figure | Tag::Inline | Tag::Heading(_))
            }
            Tag::Term | Tag::Definition => !matches!(
                open,
                Tag::Paragraph | Tag::Block | Tag::Figure | Tag::Inline | Tag::List | Tag::Item
            ),
            Tag::Cell | Tag::HeadCell => matches!(open, Tag::Row | Tag::Table | Tag::Root),
            Tag::Row => matches!(open, Tag::Rows | Tag::HeadRows | Tag::Table | Tag::Root),
            Tag::Rows | Tag::HeadRows => matches!(open, Tag::Table | Tag::Root),
            _ => true,
        };
        for at in (1..self.open.len()).rev() {
            let open = self.open.get(at).map_or(Tag::Root, |(index, _)| self.tag_of(*index));
            if closes(open) {
                self.pop_to(at);
                break;
            }
            if stops(open) {
                break;
            }
        }
        for at in (1..self.open.len()).rev() {
            let open = self.open.get(at).map_or(Tag::Root, |(index, _)| self.tag_of(*index));
            let heading = matches!((open, tag), (Tag::Heading(_), Tag::Heading(_)));
            if open == Tag::Paragraph || heading {
                self.pop_to(at);
                break;
            }
            if open != Tag::Inline {
                break;
            }
        }
    }

    /// Closes the open blocks from that one on.
    pub(super) fn pop_to(&mut self, at: usize) {
        let end = self.tree.nodes.len();
        self.link &= at >= self.link_depth;
        for (index, _) in self.open.drain(at..) {
            if let Some(node) = self.tree.nodes.get_mut(index) {
                node.end = end;
            }
        }
    }

    pub(super) fn end(&mut self, name: &LocalName) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                match depth.checked_sub(1) {
                    Some(less) => *depth = less,
                    None => self.skipping = None,
                }
            }
            return;
        }
        match *name {
            local_name!("b") | local_name!("strong") | local_name!("u") | local_name!("big") => {
                self.bold = self.bold.saturating_sub(1);
            }
            local_name!("a") => self.link = false,
            local_name!("font") | local_name!("span") => {
                let (bold, node) = self.bold_marks.pop().unwrap_or((false, false));
                self.bold = self.bold.saturating_sub(u32::from(bold));
                if !node {
                    return;
                }
            }
            // A stray end of a paragraph or line parts the text as its beginning does.
            local_name!("br") => self.line_break(0),
            _ => {}
        }
        let Some(closing) = tag(name) else { return };
        if self.beyond > 0 && closing != Tag::Inline {
            self.beyond -= 1;
            self.add(Tag::Rule, 0, None, String::new(), false);
            return;
        }
        let bound = |open: Tag| match closing {
            Tag::Table => false,
            Tag::Row | Tag::Rows | Tag::HeadRows | Tag::Cell | Tag::HeadCell | Tag::Caption => {
                open == Tag::Table
            }
            Tag::Item => matches!(open, Tag::List | Tag::Cell | Tag::HeadCell | Tag::Table),
            Tag::Inline | Tag::Button | Tag::Heading(_) | Tag::Paragraph => open != Tag::Inline,
            _ => matches!(open, Tag::Cell | Tag::HeadCell | Tag::Table),
        };
        for at in (1..self.open.len()).rev() {
            let Some((index, open)) = self.open.get(at) else {
                return;
            };
            let tag = self.tag_of(*index);
            let both_headings = matches!((tag, closing), (Tag::Heading(_), Tag::Heading(_)));
            if open == name || both_headings {
                self.pop_to(at);
                return;
            }
            if bound(tag) {
                return;
            }
        }
    }
}
