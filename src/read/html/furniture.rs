//! What on a page is the site's and not the charter's.
//!
//! Names alone decide little: `promo`, `card` or `sidebar` hold charters too. A name makes a block suspect; how much of the
//! page it holds, how much of it is links, and how its lines begin decide. The words are those of `element.toml` and `furniture.toml`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::content::Content;
use super::tag::Tag;
use super::tree::{Node, Tree};

mod prose;
mod sign;

use prose::Prose;
pub(crate) use sign::Furniture;
use sign::Name;

/// A page with what is known of its blocks.
pub(super) struct Page<'page> {
    pub(super) tree: &'page Tree,
    pub(super) content: &'page [Content],
    pub(super) furniture: &'page Furniture,
    /// The nodes among which the charter is.
    pub(super) region: Range<usize>,
    /// The one article that holds most of the region, if there is one.
    article: Option<Range<usize>>,
    whole: Content,
    /// The first heading of level 1 in the region.
    title: Option<usize>,
    /// Where the text is, if the page is one of prose.
    prose: Option<Prose>,
    known: RefCell<HashMap<&'page str, Option<Name>>>,
    /// What is shown of each tab's panel: the label of the tab that opens it.
    pub(super) labels: HashMap<&'page str, usize>,
}

impl<'page> Page<'page> {
    /// Finds the region of the charter.
    pub(super) fn new(tree: &'page Tree, content: &'page [Content], furniture: &'page Furniture) -> Self {
        let all = content.first().copied().unwrap_or_default();
        let held = |index: usize| content.get(index).copied().unwrap_or_default();
        let mains = || {
            tree.nodes.iter().enumerate().filter(|(_, node)| node.tag == Tag::Main || role(node) == "main")
        };
        let main = mains().max_by_key(|(index, _)| held(*index).prose).filter(|(index, _)| {
            let prose = held(*index).prose;
            prose >= 1500 || prose.saturating_mul(4) >= all.prose
        });
        let region = main.map_or(0..tree.nodes.len(), |(index, node)| index..node.end);
        let whole = held(region.start);
        let articles = tree
            .nodes
            .iter()
            .enumerate()
            .filter(|(index, node)| region.contains(index) && node.tag == Tag::Article);
        let article = articles
            .max_by_key(|(index, _)| held(*index).prose)
            .filter(|(index, _)| held(*index).prose.saturating_mul(2) >= whole.prose)
            .map(|(index, node)| index..node.end);
        let labels = tree.nodes.iter().enumerate().filter_map(|(index, node)| {
            let attributes = node.attributes.as_ref().filter(|attributes| attributes.role == "tab")?;
            (!attributes.target.is_empty()).then_some((attributes.target.as_str(), index))
        });
        let labels = labels.collect();
        let mut headings = tree.nodes.iter().enumerate().take(region.end).skip(region.start);
        let title = headings.find(|(_, node)| node.tag == Tag::Heading(1)).map(|(index, _)| index);
        let mut page = Self {
            tree,
            title,
            content,
            furniture,
            region,
            article,
            whole,
            prose: None,
            known: RefCell::default(),
            labels,
        };
        page.learn_names();
        page.prose = Prose::of(tree, content, &page.region, |index, node| page.is_apart(index, node));
        page
    }

    /// What a node holds.
    pub(super) fn held(&self, index: usize) -> Content {
        self.content.get(index).copied().unwrap_or_default()
    }

    /// What the region holds.
    pub(super) fn whole(&self) -> Content {
        self.whole
    }

    /// Whether class and id make a heading of a plain box.
    pub(super) fn is_heading_box(&self, node: &Node) -> bool {
        self.name(node) == Some(Name::Heading)
    }

    fn name(&self, node: &Node) -> Option<Name> {
        let _ = node.attributes.as_ref().filter(|attributes| !attributes.names.is_empty())?;
        // The tree outlives the page, but a node that is handed in may not be known to; so it is looked up by its text.
        let names = node.attributes.as_ref()?.names.as_str();
        if let Some(&known) = self.known.borrow().get(names) {
            return known;
        }
        self.furniture.name(names)
    }

    /// Reads every name of the page once.
    pub(super) fn learn_names(&self) {
        let mut known = self.known.borrow_mut();
        for node in &self.tree.nodes {
            if let Some(attributes) =
                node.attributes.as_ref().filter(|attributes| !attributes.names.is_empty())
            {
                known
                    .entry(attributes.names.as_str())
                    .or_insert_with(|| self.furniture.name(&attributes.names));
            }
        }
    }

    /// Whether a node with all that is in it is the site's.
    pub(super) fn is_furniture(&self, index: usize, node: &Node) -> bool {
        let held = self.held(index);
        let most = held.prose.saturating_mul(5) > self.whole.prose.saturating_mul(2);
        if let Some(prose) = &self.prose
            && self.breaks(prose, index, node)
        {
            return true;
        }
        match node.tag {
            Tag::Text | Tag::Break | Tag::Rule | Tag::Field | Tag::Root | Tag::Main | Tag::Heading(_) => {
                return false;
            }
            Tag::Skip | Tag::Head | Tag::Title => return true,
            Tag::Row | Tag::Rows | Tag::HeadRows | Tag::Caption => return false,
            _ => {}
        }
        if index == self.region.start {
            return false;
        }
        let name = self.name(node);
        if name == Some(Name::Hidden) {
            return held.letters() <= 80;
        }
        let role = role(node);
        if matches!(role, "tablist" | "tab" | "search" | "menubar" | "menu" | "tooltip" | "alertdialog") {
            return true;
        }
        if node.attributes.as_ref().is_some_and(|attributes| attributes.hidden_from_readers)
            && node.tag == Tag::Inline
        {
            return held.letters() <= 30;
        }
        let site = node.tag == Tag::Nav || matches!(role, "navigation" | "banner" | "contentinfo" | "dialog");
        let edge = matches!(node.tag, Tag::Header | Tag::Footer) && !self.within_text(node);
        if site || edge || name == Some(Name::Furniture) {
            // Such a name on a box of text in the middle of the charter is a page builder's, not a menu's.
            let plain = held.links == 0 && held.fields == 0 && held.sayings > 0;
            let says = plain || (held.sayings >= 3 && !held.linked_at_least(20));
            let builder =
                !site && !edge && says && self.within_text(node) && !self.speaks_as_site(index, node);
            return !most && !builder;
        }
        if most {
            return false;
        }
        let aside = node.tag == Tag::Aside || role == "complementary" || name == Some(Name::Side);
        let beside = self.beside_article(index, node);
        if aside || beside {
            let says = if held.links == 0 && !beside { 1 } else { 2 };
            return held.linked_at_least(30) || held.sayings < says || self.speaks_as_site(index, node);
        }
        if name == Some(Name::Weak) && held.headings == 0 && held.linked_at_least(40) && held.links >= 2 {
            return true;
        }
        if name == Some(Name::Weak) && self.speaks_as_site(index, node) {
            return true;
        }
        self.is_form(node, held) || is_link_list(node, held)
    }

    /// Whether a node lies in a part of the page that is marked as its text.
    fn within_text(&self, node: &Node) -> bool {
        self.region.start > 0
            || self.article.as_ref().is_some_and(|article| article.contains(&node.parent))
            || {
                let mut at = node.parent;
                loop {
                    let Some(parent) = self.tree.nodes.get(at).filter(|_| at > 0) else {
                        break false;
                    };
                    if matches!(parent.tag, Tag::Article | Tag::Main) {
                        break true;
                    }
                    at = parent.parent;
                }
            }
    }

    /// Whether a block stands beside the one article that holds most of the text.
    fn beside_article(&self, index: usize, node: &Node) -> bool {
        self.article.as_ref().is_some_and(|article| {
            let holds_it = index <= article.start && node.end >= article.end;
            let parent_holds_it = self
                .tree
                .nodes
                .get(node.parent)
                .is_some_and(|parent| node.parent < article.start && parent.end >= article.end);
            !holds_it && !article.contains(&index) && parent_holds_it
        })
    }

    /// Whether a small block has a line or heading that only a site's furniture has.
    fn speaks_as_site(&self, index: usize, node: &Node) -> bool {
        let held = self.held(index);
        if held.prose > 500 && held.prose.saturating_mul(6) > self.whole.prose {
            return false;
        }
        let texts = self.tree.nodes.get(index..node.end).unwrap_or_default();
        texts
            .iter()
            .filter(|text| text.tag == Tag::Text && text.text.len() < 120)
            .take(60)
            .any(|text| self.furniture.is_line(&text.text) || self.furniture.is_heading(&text.text))
    }

    /// Whether this is a form to fill in. Some systems wrap the whole page in one: that is none.
    fn is_form(&self, node: &Node, held: Content) -> bool {
        node.tag == Tag::Form && held.headings == 0 && (held.sayings < 3 || held.fields > held.sayings)
    }
}

/// Whether a block is nothing but a few links of a few words each, such as a menu or a table of contents.
fn is_link_list(node: &Node, held: Content) -> bool {
    let short = held.link_words < held.links.saturating_mul(6);
    let alone =
        |hundredths| held.linked_at_least(hundredths) && held.sayings == 0 && held.headings == 0 && short;
    match node.tag {
        Tag::List => held.links >= 3 && alone(95),
        Tag::Paragraph | Tag::Block | Tag::Cell | Tag::Definitions | Tag::Table => {
            held.links >= 3 && alone(85)
        }
        _ => false,
    }
}

/// A node's role; empty where it has none.
pub(super) fn role(node: &Node) -> &str {
    node.attributes.as_ref().map_or("", |attributes| attributes.role.as_str())
}
