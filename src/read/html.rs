//! A web page becomes sections, blocks and units: the site around the charter goes, all of the charter stays.
//!
//! One pass over the tags makes a flat [`tree`], one from its end sums up what each block holds ([`content`]), and one from
//! its beginning drops [`furniture`] and hands the rest to the outline ([`blocks`], [`tables`]).

use crate::model::document::{Document, Place};

use super::outline::{Outline, line};
use super::sentence::Sentences;

mod tag;
mod attributes;
mod tree;
mod content;
mod furniture;
mod blocks;
mod headings;
mod lines;
mod tables;

pub(super) use furniture::Furniture;

/// Reads a page that stands behind `lines_before` lines. Also says whether it was nested deeper than is read, and where.
pub(super) fn document(
    html: &str,
    lines_before: u32,
    sentences: &Sentences,
    furniture: &Furniture,
) -> (Document, Option<Place>) {
    let mut tree = tree::tree(html);
    for node in &mut tree.nodes {
        node.line += lines_before;
    }
    let content = content::content(&tree);
    let page = furniture::Page::new(&tree, &content, furniture);
    let (outline, deep_list) = blocks::outline(&page, Outline::new(sentences));
    let page_title = tree.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut document = outline.finish(|heading| names_page(&page_title, heading));
    if document.title.is_none() && !page_title.is_empty() {
        document.title = Some(page_title);
    }
    document.language = tree.language.clone().filter(|language| super::front_matter::language(language));
    (document, tree.too_deep.map(|deep| deep + lines_before).or(deep_list).map(line))
}

/// Whether a heading is what the page calls itself, alone or before or behind the site's name: "Our charter | Town Libraries".
fn names_page(title: &str, heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let title = title.to_lowercase();
    !heading.is_empty()
        && (title == heading
            || [" | ", " - ", " – ", " — ", " :: ", " » ", ": "].iter().any(|mark| {
                title.strip_prefix(&heading).is_some_and(|rest| rest.starts_with(mark))
                    || title.strip_suffix(&heading).is_some_and(|rest| rest.ends_with(mark))
            }))
}
