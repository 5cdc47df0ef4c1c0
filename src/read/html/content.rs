//! What each block of a page holds: how much text, how much of it in links, how many headings, items and tables.

use super::tag::Tag;
use super::tree::Tree;

/// A run of text with so many words says something, and is no label.
const SAYING_WORDS: u32 = 6;

/// What a block holds, its own text and that of all blocks in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    /// Letters and digits outside links.
    pub(super) prose: u32,
    /// Letters and digits in links.
    pub(super) linked: u32,
    /// Those of both that are bold.
    pub(super) bold: u32,
    /// Words in links.
    pub(super) link_words: u32,
    pub(super) links: u32,
    /// Runs of text outside links that have the length of a sentence.
    pub(super) sayings: u32,
    /// The letters of those runs, and of them those in list items, cells and panels.
    pub(super) said: u32,
    pub(super) said_in_lists: u32,
    /// The letters of sentences that are links, and of them those in list items, cells and panels.
    pub(super) told: u32,
    pub(super) told_in_lists: u32,
    pub(super) headings: u32,
    pub(super) tables: u32,
    /// Letters in them.
    pub(super) tabled: u32,
    /// Panels that open, and definition lists.
    pub(super) panels: u32,
    pub(super) items: u32,
    pub(super) fields: u32,
    /// Paragraphs, boxes and ends of lines.
    pub(super) blocks: u32,
}

impl Content {
    fn add(&mut self, other: Self) {
        let Self {
            prose,
            linked,
            bold,
            link_words,
            links,
            sayings,
            said,
            said_in_lists,
            told,
            told_in_lists,
            headings,
            tables,
            tabled,
            panels,
            items,
            fields,
            blocks,
        } = other;
        self.prose += prose;
        self.linked += linked;
        self.bold += bold;
        self.link_words += link_words;
        self.links += links;
        self.sayings += sayings;
        self.said += said;
        self.said_in_lists += said_in_lists;
        self.told += told;
        self.told_in_lists += told_in_lists;
        self.headings += headings;
        self.tables += tables;
        self.tabled += tabled;
        self.panels += panels;
        self.items += items;
        self.fields += fields;
        self.blocks += blocks;
    }

    /// Whether at least so many of a hundred letters are in links.
    pub(super) fn linked_at_least(&self, hundredths: u32) -> bool {
        u64::from(self.linked) * 100 >= u64::from(hundredths) * u64::from(self.linked + self.prose)
            && self.linked > 0
    }

    /// Letters and digits, in links or not.
    pub(super) fn letters(&self) -> u32 {
        self.prose + self.linked
    }
}

/// What each node of the tree holds, in their order.
pub(super) fn content(tree: &Tree) -> Vec<Content> {
    let mut all = vec![Content::default(); tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate().rev() {
        let mut here = all.get(index).copied().unwrap_or_default();
        match node.tag {
            Tag::Text => {
                let (letters, words) = measure(&node.text);
                here.bold += if node.bold { letters } else { 0 };
                here.links += u32::from(node.link_start);
                // A whole sentence says something even where all of it leads somewhere.
                if node.link && words >= SAYING_WORDS && node.text.trim_end().ends_with(['.', '!']) {
                    here.told += letters;
                }
                if node.link {
                    here.linked += letters;
                    here.link_words += words;
                } else {
                    here.prose += letters;
                    if words >= SAYING_WORDS {
                        here.sayings += 1;
                        here.said += letters;
                    }
                }
            }
            Tag::Heading(_) => here.headings += 1,
            Tag::Table => {
                here.tables += 1;
                here.tabled = here.letters();
            }
            Tag::Details | Tag::Definitions => here.panels += 1,
            Tag::Item => here.items += 1,
            Tag::Field => here.fields += 1,
            Tag::Paragraph | Tag::Block | Tag::Figure | Tag::Break => here.blocks += 1,
            _ => {}
        }
        if matches!(node.tag, Tag::Item | Tag::Cell | Tag::Definition | Tag::Details) {
            here.said_in_lists = here.said;
            here.told_in_lists = here.told;
        }
        if let Some(slot) = all.get_mut(index) {
            *slot = here;
        }
        if index > 0
            && let Some(parent) = all.get_mut(node.parent)
        {
            parent.add(here);
        }
    }
    all
}

/// The letters and digits, and the words, of a run of text.
fn measure(text: &str) -> (u32, u32) {
    let (mut letters, mut words, mut within) = (0, 0, false);
    for byte in text.bytes() {
        // A letter beyond ASCII is counted by its first byte.
        let letter = byte.is_ascii_alphanumeric() || byte >= 0xc2;
        letters += u32::from(letter);
        let space = byte.is_ascii_whitespace();
        words += u32::from(letter && !within);
        within = (within || letter) && !space;
    }
    (letters, words)
}
