//! What an outline comes to in the end: its title apart, its sections in one another.

use crate::model::document::{Document, Section};

use super::Outline;

impl Outline<'_> {
    /// The document. A single heading of level 1 that comes first, or a first heading that `is_title` knows, is its title.
    pub(in crate::read) fn finish(mut self, is_title: impl Fn(&str) -> bool) -> Document {
        while !self.lists.is_empty() {
            self.close_list();
        }
        self.settle();
        let mut title = self.take_title(&is_title);
        // The site's name may stand over the page's.
        if title.is_some() && self.sections.first().is_some_and(|section| section.blocks.is_empty()) {
            let names_page = |next: &Section| is_title(&next.heading);
            if self.sections.get(1).is_some_and(names_page) {
                title = self.take_title(&is_title).or(title);
            }
        }
        Document { title, language: None, sections: nested(self.sections) }
    }

    /// Takes the first heading out, if it is the title: what stood under it stands before the first heading then.
    fn take_title(&mut self, is_title: &impl Fn(&str) -> bool) -> Option<String> {
        let first = self.sections.get(1)?;
        // Where a text comes back to its title after a panel, that is no second heading.
        let others =
            self.sections.iter().any(|section| section.level == 1 && section.heading != first.heading);
        let stands_apart = first.level == 1 && (!others || first.blocks.is_empty());
        if !stands_apart && !is_title(&first.heading) {
            return None;
        }
        let mut first = self.sections.remove(1);
        if let Some(before) = self.sections.first_mut() {
            before.blocks.append(&mut first.blocks);
        }
        for section in &mut self.sections {
            if section.heading == first.heading {
                section.heading.clear();
                section.level = 0;
            }
        }
        Some(first.heading)
    }
}

/// Puts each section into the nearest one before it of a lower level. Sections without a level stand alone.
fn nested(flat: Vec<Section>) -> Vec<Section> {
    let mut roots: Vec<Section> = Vec::new();
    let mut open: Vec<Section> = Vec::new();
    let close = |roots: &mut Vec<Section>, open: &mut Vec<Section>, level: u8| {
        while open.last().is_some_and(|section| section.level >= level || section.level == 0) {
            let Some(done) = open.pop() else { break };
            match open.last_mut() {
                Some(parent) => parent.sections.push(done),
                None => roots.push(done),
            }
        }
    };
    for section in flat {
        close(&mut roots, &mut open, section.level);
        open.push(section);
    }
    close(&mut roots, &mut open, 0);
    roots
}
