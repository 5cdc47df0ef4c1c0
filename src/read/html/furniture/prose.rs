//! Pages of prose: one box of paragraphs holds nearly all that they say.
//!
//! On such a page what stands beside that box, or breaks it, is the site's far more often than on one of lists, tables, panels
//! or cards; so more is left out of it. A charter in any of those shapes is no such page.

use std::ops::Range;

use crate::read::html::content::Content;
use crate::read::html::tag::Tag;
use crate::read::html::tree::{Node, Tree};

/// So many of a hundred letters must be in a box for the text to be in it, and under it in paragraphs for it to be prose.
const MOST: u64 = 70;
const IN_PARAGRAPHS: u64 = 60;

/// No more of a hundred letters than these are in list items, cells and panels.
const IN_LISTS: u64 = 15;

/// Fewer paragraphs are no run of them.
const RUN: u32 = 4;

/// A box with so many paragraphs of its own is a part of the text, not a card.
const PART: u32 = 3;

/// Where the text of a page of prose is.
#[derive(Clone, Debug)]
pub(super) struct Prose {
    /// The box of the text.
    pub(super) text: Range<usize>,
    /// The page's own heading, where it stands before the text.
    title: Option<usize>,
}

impl Prose {
    /// The text of a region, if it is one of prose.
    pub(super) fn of(tree: &Tree, content: &[Content], region: &Range<usize>) -> Option<Self> {
        let held = |index: usize| content.get(index).copied().unwrap_or_default();
        let share = |part: u32, whole: u32, hundredths: u64| {
            u64::from(part) * 100 >= u64::from(whole) * hundredths
        };
        let mut at = region.start;
        // Each step goes down one level, and looks at that level's children alone.
        loop {
            let node = tree.nodes.get(at)?;
            let mut child = at + 1;
            let mut next = None;
            while let Some(inner) = tree.nodes.get(child).filter(|_| child < node.end) {
                let holds = !matches!(inner.tag, Tag::Text | Tag::Paragraph);
                if holds && share(held(child).said, held(at).said, MOST) {
                    next = Some(child);
                    break;
                }
                child = inner.end.max(child + 1);
            }
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        let (node, all) = (tree.nodes.get(at)?, held(at));
        let (mut run, mut said) = (0, 0);
        let mut child = at + 1;
        while let Some(inner) = tree.nodes.get(child).filter(|_| child < node.end) {
            let (paragraphs, letters) = run_of(tree, content, child, inner);
            if inner.tag == Tag::Paragraph || paragraphs >= PART {
                run += paragraphs;
                said += letters;
            }
            child = inner.end.max(child + 1);
        }
        if at == region.start && region.start == 0
            || run < RUN
            || !share(said, all.said, IN_PARAGRAPHS)
            || share(all.said_in_lists, all.said, IN_LISTS)
        {
            return None;
        }
        let title = (region.start..at)
            .rev()
            .find(|&index| tree.nodes.get(index).is_some_and(|node| node.tag == Tag::Heading(1)));
        Some(Self { text: at..node.end, title })
    }

    /// Whether a node is neither in the text, nor around it or the title.
    pub(super) fn is_beside(&self, index: usize, node: &Node) -> bool {
        let around = |at: usize| index <= at && at < node.end;
        !(self.text.contains(&index) || around(self.text.start) || self.title.is_some_and(around))
            && !self.title.is_some_and(|title| node.parent >= title && index > title && index < self.text.start)
    }
}

/// How many paragraphs a node is or holds right under it, and how many letters they say.
fn run_of(tree: &Tree, content: &[Content], index: usize, node: &Node) -> (u32, u32) {
    let said = |index: usize| content.get(index).map_or(0, |held| held.said);
    if node.tag == Tag::Paragraph {
        return (u32::from(said(index) > 0), said(index));
    }
    let (mut run, mut letters) = (0, 0);
    let mut child = index + 1;
    while let Some(inner) = tree.nodes.get(child).filter(|_| child < node.end) {
        if inner.tag == Tag::Paragraph && said(child) > 0 {
            run += 1;
            letters += said(child);
        }
        child = inner.end.max(child + 1);
    }
    (run, letters)
}
