//! Pages of prose: one box of paragraphs holds nearly all that they say.
//!
//! On such a page what stands beside that box, or breaks it, is the site's far more often than on one of lists, tables, panels
//! or cards; so more is left out of it. A charter in any of those shapes is no such page.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::{Name, Page};
use crate::read::html::content::Content;
use crate::read::html::tag::Tag;
use crate::read::html::tree::{Node, Tree};

/// So many of a hundred letters must be in a box for the text to be in it, and under it in paragraphs for it to be prose.
const MOST: u64 = 70;
const IN_PARAGRAPHS: u64 = 50;

/// No more of a hundred letters than these are in list items, cells and panels.
const IN_LISTS: u64 = 15;

/// A box beside the text that says so many for a hundred of its letters is read as well.
const BESIDE: u64 = 15;

/// Fewer paragraphs are no run of them.
const RUN: u32 = 3;

/// Where the text of a page of prose is.
#[derive(Clone, Debug)]
pub(super) struct Prose {
    /// The box of the text.
    pub(super) text: Range<usize>,
    /// The page's own heading, where it stands before the text.
    title: Option<Range<usize>>,
    /// How many letters each node says, less what stands apart and what is said again.
    said: Vec<u32>,
}

impl Prose {
    /// The text of a region, if it is one of prose. `apart` says of a node whether it is the site's, or stands apart from the text
    /// whatever it says.
    pub(super) fn of(
        tree: &Tree,
        content: &[Content],
        region: &Range<usize>,
        apart: impl Fn(usize, &Node) -> bool,
    ) -> Option<Self> {
        let said = Said::of(tree, content, region, apart);
        let at = said.most(tree, region.start)?;
        let node = tree.nodes.get(at)?;
        let held = content.get(at).copied().unwrap_or_default();
        let (all, in_lists) = (said.said(at), said.in_lists.get(at).copied().unwrap_or_default());
        let (run, in_runs) = said.runs(tree, at..node.end);
        let listed = share(in_lists + held.told_in_lists, all + held.told_in_lists, IN_LISTS)
            || share(held.tabled, held.letters(), IN_LISTS);
        if (at, region.start) == (0, 0) || run < RUN || !share(in_runs, all, IN_PARAGRAPHS) || listed {
            return None;
        }
        let title = (region.start..at).rev().find_map(|index| {
            tree.nodes.get(index).filter(|node| node.tag == Tag::Heading(1)).map(|node| index..node.end)
        });
        Some(Self { text: at..node.end, title, said: said.all })
    }

    /// Whether a node is neither in the text, nor around it or the title, while the box that it stands in is.
    pub(super) fn is_beside(&self, tree: &Tree, index: usize, node: &Node) -> bool {
        let around = |index: usize, end: usize| {
            let holds = |at: usize| index <= at && at < end;
            holds(self.text.start) || self.title.as_ref().is_some_and(|title| holds(title.start))
        };
        let within =
            self.text.contains(&index) || self.title.as_ref().is_some_and(|title| title.contains(&index));
        !within
            && !around(index, node.end)
            && tree.nodes.get(node.parent).is_some_and(|parent| around(node.parent, parent.end))
    }

    /// Whether a node says little beside the text, less what stands apart and what is said again.
    pub(super) fn says_little(&self, index: usize) -> bool {
        let said = |index: usize| self.said.get(index).copied().unwrap_or_default();
        !share(said(index), said(self.text.start), BESIDE)
    }
}

impl Page<'_> {
    /// Whether a node is no part of a page's text, should it be one of prose.
    pub(super) fn is_apart(&self, index: usize, node: &Node) -> bool {
        let most = self.held(index).prose.saturating_mul(5) > self.whole.prose.saturating_mul(2);
        match node.tag {
            Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form | Tag::Figure => !most,
            Tag::Block | Tag::List | Tag::Item | Tag::Article => match self.name(node) {
                // A page may call all of itself a discussion.
                Some(Name::Comments) => {
                    !self.title.as_ref().is_some_and(|title| (index..node.end).contains(title))
                }
                Some(Name::Furniture | Name::Apart | Name::Side) => !most,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a node of a page of prose stands beside its text, or breaks it.
    pub(super) fn breaks(&self, prose: &Prose, index: usize, node: &Node) -> bool {
        let held = self.held(index);
        if matches!(node.tag, Tag::Skip | Tag::Head | Tag::Title | Tag::Main | Tag::Root) {
            return false;
        }
        if prose.is_beside(self.tree, index, node) {
            return prose.says_little(index)
                || held.linked_at_least(20)
                || self.name(node).is_some_and(|name| name != Name::Heading);
        }
        if self.name(node) == Some(Name::Comments) && node.tag != Tag::Paragraph {
            return self.is_apart(index, node);
        }
        if !prose.text.contains(&index)
            || index == prose.text.start
            || held.prose.saturating_mul(4) > self.whole.prose
        {
            return false;
        }
        let links = held.linked_at_least(20);
        let named = match self.name(node) {
            Some(Name::Apart) => links || held.sayings <= 3,
            Some(Name::Weak | Name::Side | Name::Furniture) => links || held.sayings == 0,
            _ => false,
        };
        match node.tag {
            Tag::Figure => held.tables == 0 && held.items == 0,
            Tag::List => held.linked_at_least(60) && held.told == 0,
            Tag::Paragraph | Tag::Block
                if held.linked_at_least(80) && held.sayings == 0 && held.told == 0 =>
            {
                true
            }
            Tag::Paragraph
            | Tag::Block
            | Tag::Inline
            | Tag::Aside
            | Tag::Header
            | Tag::Footer
            | Tag::Article => named,
            _ => false,
        }
    }
}

/// How many letters each node says, less what stands apart and what is said again; and of them those in lists.
struct Said {
    all: Vec<u32>,
    in_lists: Vec<u32>,
}

impl Said {
    fn of(
        tree: &Tree,
        content: &[Content],
        region: &Range<usize>,
        apart: impl Fn(usize, &Node) -> bool,
    ) -> Self {
        let mut said = Self {
            all: content.iter().map(|held| held.said).collect(),
            in_lists: content.iter().map(|held| held.said_in_lists).collect(),
        };
        let mut seen: HashSet<&str> = HashSet::new();
        let mut dropped = region.start;
        for (index, node) in tree.nodes.iter().enumerate().take(region.end).skip(region.start + 1) {
            if index < dropped {
                continue;
            }
            let again = node.tag == Tag::Text && said.said(index) > 0 && !seen.insert(node.text.trim());
            if again || apart(index, node) {
                said.drop(tree, index);
                dropped = node.end;
            }
        }
        said
    }

    fn said(&self, index: usize) -> u32 {
        self.all.get(index).copied().unwrap_or_default()
    }

    /// Takes what a node says from all that it stands in.
    fn drop(&mut self, tree: &Tree, index: usize) {
        let all = self.said(index);
        let in_lists = self.in_lists.get(index).copied().unwrap_or_default();
        let mut at = index;
        if all == 0 {
            return;
        }
        // As often as the tree is deep, which is bounded.
        loop {
            if let (Some(said), Some(listed)) = (self.all.get_mut(at), self.in_lists.get_mut(at)) {
                *said = said.saturating_sub(all);
                *listed = listed.saturating_sub(in_lists);
            }
            match tree.nodes.get(at) {
                Some(node) if at > 0 => at = node.parent,
                _ => break,
            }
        }
    }

    /// The smallest box that has most of what is said in the one at `from`.
    fn most(&self, tree: &Tree, from: usize) -> Option<usize> {
        let mut at = from;
        // Each step goes down one level, and looks at that level's children alone.
        loop {
            let node = tree.nodes.get(at)?;
            let mut child = at + 1;
            let mut next = None;
            while let Some(inner) = tree.nodes.get(child).filter(|_| child < node.end) {
                let holds = !matches!(inner.tag, Tag::Text | Tag::Paragraph) && self.said(child) > 0;
                if holds && share(self.said(child), self.said(from), MOST) {
                    next = Some(child);
                    break;
                }
                child = inner.end.max(child + 1);
            }
            match next {
                Some(next) => at = next,
                None => return Some(at),
            }
        }
    }

    /// How many paragraphs stand in a row somewhere in a part of the page, and how many letters they say.
    fn runs(&self, tree: &Tree, part: Range<usize>) -> (u32, u32) {
        let mut runs: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for (index, node) in tree.nodes.iter().enumerate().take(part.end).skip(part.start) {
            if node.tag == Tag::Paragraph && self.said(index) > 0 {
                let (paragraphs, said) = runs.entry(node.parent).or_default();
                *paragraphs += 1;
                *said += self.said(index);
            }
        }
        let runs = runs.values().filter(|(paragraphs, _)| *paragraphs >= RUN);
        runs.fold((0, 0), |(run, all), (paragraphs, said)| (run + paragraphs, all + said))
    }
}

fn share(part: u32, whole: u32, hundredths: u64) -> bool {
    u64::from(part) * 100 >= u64::from(whole) * hundredths
}
