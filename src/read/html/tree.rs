//! A page's tags become a flat tree of blocks and text runs.
//!
//! This is not a browser's tree. Inline marks are counted, not nested, so a page with a million open `<b>` costs no more
//! than its length; what is nested too deep is read as one level; and each run of text keeps its line.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag as Token, TagKind, Token as AnyToken, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{Attribute, LocalName, local_name};

/// Blocks deeper than this are read as one level.
const DEPTH: usize = 250;

/// What an element is to a reader of charters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Root,
    Head,
    Title,
    Main,
    Article,
    Nav,
    Header,
    Footer,
    Aside,
    Form,
    Heading(u8),
    Paragraph,
    /// Any other block.
    Block,
    List,
    Item,
    Definitions,
    Term,
    Definition,
    Table,
    Caption,
    HeadRows,
    Rows,
    Row,
    Cell,
    HeadCell,
    Details,
    Summary,
    Button,
    Pre,
    Inline,
    Break,
    Rule,
    Text,
    /// A field of a form.
    Field,
    /// What shows no text of the page.
    Skip,
}

/// The attributes that matter.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    pub(super) names: String,
    pub(super) id: String,
    pub(super) role: String,
    /// The id of what it opens or shows.
    pub(super) target: String,
    /// Whether it opens and shuts something.
    pub(super) toggles: bool,
    pub(super) hidden_from_readers: bool,
    pub(super) spans_columns: bool,
}

/// A block, or a run of text.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) tag: Tag,
    pub(super) parent: usize,
    /// Behind its last descendant: nodes stand in the order of the page.
    pub(super) end: usize,
    pub(super) line: u32,
    pub(super) attributes: Option<Box<Attributes>>,
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) link: bool,
    /// Whether this run begins a link.
    pub(super) link_start: bool,
}

/// A page as a flat tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) title: String,
    pub(super) language: Option<String>,
    /// The line where the page was nested deeper than is read.
    pub(super) too_deep: Option<u32>,
}

/// Reads the tags of a page.
pub(super) fn tree(html: &str) -> Tree {
    let tokenizer = Tokenizer::new(Builder(RefCell::new(State::new())), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // It stops early only where a sink runs scripts, and this one does not.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Builder(RefCell<State>);

struct State {
    tree: Tree,
    /// The open blocks, the root first.
    open: Vec<(usize, LocalName)>,
    /// How many open blocks were not added, being too deep.
    beyond: usize,
    bold: u32,
    /// Whether each open `<span>` or `<font>` is bold, and whether it is a node.
    bold_marks: Vec<(bool, bool)>,
    link: bool,
    link_start: bool,
    /// How deep the present element is in ones that show no text, such as a drawing.
    skipping: Option<(LocalName, usize)>,
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: AnyToken, line: u64) -> TokenSinkResult<()> {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let mut state = self.0.borrow_mut();
        match token {
            AnyToken::CharacterTokens(text) => state.text(&text, line),
            AnyToken::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag, line),
            AnyToken::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn new() -> Self {
        let root = Node {
            tag: Tag::Root,
            parent: 0,
            end: 0,
            line: 0,
            attributes: None,
            text: String::new(),
            bold: false,
            link: false,
            link_start: false,
        };
        Self {
            tree: Tree { nodes: vec![root], ..Tree::default() },
            open: vec![(0, local_name!(""))],
            beyond: 0,
            bold: 0,
            bold_marks: Vec::new(),
            link: false,
            link_start: false,
            skipping: None,
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        if self.skipping.is_some() {
            return;
        }
        let breaks = text.bytes().filter(|&byte| byte == b'\n').count();
        let line = line.saturating_sub(u32::try_from(breaks).unwrap_or(0));
        let (bold, link, parent) = (self.bold > 0, self.link, self.parent());
        if self.tag_of(parent) == Tag::Title {
            self.tree.title.push_str(text);
            return;
        }
        if let Some(last) = self.tree.nodes.last_mut()
            && last.tag == Tag::Text
            && (last.parent, last.bold, last.link) == (parent, bold, link)
            && !self.link_start
        {
            last.text.push_str(text);
            return;
        }
        let link_start = std::mem::take(&mut self.link_start);
        self.add(Tag::Text, line, None, text.to_owned(), link_start);
    }

    fn add(&mut self, tag: Tag, line: u32, attributes: Option<Box<Attributes>>, text: String, link_start: bool) -> usize {
        let index = self.tree.nodes.len();
        let (parent, bold, link) = (self.parent(), self.bold > 0, self.link);
        self.tree.nodes.push(Node { tag, parent, end: index + 1, line, attributes, text, bold, link, link_start });
        index
    }

    fn parent(&self) -> usize {
        self.open.last().map_or(0, |(index, _)| *index)
    }

    fn tag_of(&self, index: usize) -> Tag {
        self.tree.nodes.get(index).map_or(Tag::Root, |node| node.tag)
    }

    fn start(&mut self, token: &Token, line: u32) -> TokenSinkResult<()> {
        let name = &token.name;
        // A drawing or menu that is never closed must not swallow the page.
        if let Some((skipped, _)) = &self.skipping
            && matches!(*skipped, local_name!("svg") | local_name!("math") | local_name!("select") | local_name!("object"))
            && matches!(tag(name), Some(Tag::Heading(_) | Tag::Block | Tag::Paragraph | Tag::List | Tag::Main | Tag::Table))
        {
            self.skipping = None;
        }
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name && !token.self_closing {
                *depth += 1;
            }
            return raw(name);
        }
        match *name {
            local_name!("html") | local_name!("body") => {
                if let Some(language) = value(&token.attrs, "lang").or_else(|| value(&token.attrs, "xml:lang")) {
                    self.tree.language.get_or_insert_with(|| language.trim().to_owned());
                }
                self.close_head();
                return TokenSinkResult::Continue;
            }
            local_name!("b") | local_name!("strong") | local_name!("u") | local_name!("big") => {
                self.bold += u32::from(!token.self_closing);
            }
            local_name!("a") => {
                self.link = value(&token.attrs, "href").is_some();
                self.link_start = self.link;
            }
            local_name!("br") => drop(self.add(Tag::Break, line, None, String::new(), false)),
            local_name!("hr") => {
                self.imply_end(Tag::Rule);
                self.add(Tag::Rule, line, None, String::new(), false);
            }
            local_name!("font") | local_name!("span") => {
                let bold = looks_bold(token);
                self.bold += u32::from(bold);
                let node = *name == local_name!("span") && attributes(&token.attrs).is_some() && self.open.len() < DEPTH;
                self.bold_marks.push((bold, node));
            }
            _ => {}
        }
        let Some(tag) = tag(name) else { return raw(name) };
        if tag == Tag::Skip {
            if token.self_closing || void(name) {
                return TokenSinkResult::Continue;
            }
            self.skipping = Some((name.clone(), 0));
            return raw(name);
        }
        if tag == Tag::Field {
            self.add(Tag::Field, line, None, String::new(), false);
            return TokenSinkResult::Continue;
        }
        let attributes = attributes(&token.attrs);
        let plain = attributes.is_none();
        let link = *name == local_name!("a");
        if token.self_closing && matches!(tag, Tag::Inline | Tag::Title) {
            self.bold_marks.pop_if(|_| *name == local_name!("span"));
            return TokenSinkResult::Continue;
        }
        if (tag == Tag::Inline && plain) || (link && !attributes.as_ref().is_some_and(|a| a.toggles || a.role == "tab")) {
            return TokenSinkResult::Continue;
        }
        self.imply_end(tag);
        if self.open.len() >= DEPTH {
            self.beyond += 1;
            self.tree.too_deep.get_or_insert(line);
            self.add(Tag::Rule, line, None, String::new(), false);
            return raw(name);
        }
        let index = self.add(if link { Tag::Button } else { tag }, line, attributes, String::new(), false);
        self.open.push((index, name.clone()));
        raw(name)
    }

    fn close_head(&mut self) {
        if self.tag_of(self.parent()) == Tag::Head {
            self.pop_to(self.open.len() - 1);
        }
    }

    /// Closes what the beginning of a block closes without a tag of its own.
    fn imply_end(&mut self, tag: Tag) {
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
            Tag::Item => !matches!(open, Tag::Paragraph | Tag::Block | Tag::Inline | Tag::Heading(_)),
            Tag::Term | Tag::Definition => !matches!(open, Tag::Paragraph | Tag::Block | Tag::Inline | Tag::List | Tag::Item),
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
    fn pop_to(&mut self, at: usize) {
        let end = self.tree.nodes.len();
        for (index, _) in self.open.drain(at..) {
            if let Some(node) = self.tree.nodes.get_mut(index) {
                node.end = end;
                if matches!(node.tag, Tag::Item | Tag::Cell | Tag::Paragraph | Tag::Heading(_)) {
                    self.link = false;
                }
            }
        }
    }

    fn end(&mut self, name: &LocalName) {
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
            local_name!("br") => drop(self.add(Tag::Break, 0, None, String::new(), false)),
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
            Tag::Row | Tag::Rows | Tag::HeadRows | Tag::Cell | Tag::HeadCell | Tag::Caption => open == Tag::Table,
            Tag::Item => matches!(open, Tag::List | Tag::Cell | Tag::HeadCell | Tag::Table),
            Tag::Inline | Tag::Button | Tag::Heading(_) | Tag::Paragraph => open != Tag::Inline,
            _ => matches!(open, Tag::Cell | Tag::HeadCell | Tag::Table),
        };
        for at in (1..self.open.len()).rev() {
            let Some((index, open)) = self.open.get(at) else { return };
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

    fn finish(mut self) -> Tree {
        self.pop_to(0);
        self.tree
    }
}

fn value<'token>(attributes: &'token [Attribute], name: &str) -> Option<&'token str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn attributes(all: &[Attribute]) -> Option<Box<Attributes>> {
    let mut kept = Attributes::default();
    let mut any = false;
    for attribute in all {
        let value = &*attribute.value;
        any |= match &*attribute.name.local {
            "class" | "id" => {
                if &*attribute.name.local == "id" {
                    value.clone_into(&mut kept.id);
                }
                if !kept.names.is_empty() {
                    kept.names.push_str(" , ");
                }
                kept.names.push_str(value);
                true
            }
            "role" => {
                kept.role = value.trim().to_ascii_lowercase();
                true
            }
            "aria-controls" | "data-target" | "data-bs-target" => {
                value.trim_start_matches('#').clone_into(&mut kept.target);
                true
            }
            "href" if value.starts_with('#') => {
                value.trim_start_matches('#').clone_into(&mut kept.target);
                true
            }
            "aria-expanded" => {
                kept.toggles = true;
                true
            }
            "data-toggle" | "data-bs-toggle" => {
                kept.toggles |= value == "collapse";
                if value == "tab" || value == "pill" {
                    "tab".clone_into(&mut kept.role);
                }
                true
            }
            "aria-hidden" => {
                kept.hidden_from_readers = value == "true";
                true
            }
            "colspan" => {
                kept.spans_columns = value.trim() != "1";
                true
            }
            _ => false,
        };
    }
    any.then(|| Box::new(kept))
}

/// Whether a `<span>` or `<font>` shows its text bold or as large as a heading.
fn looks_bold(token: &Token) -> bool {
    let style = value(&token.attrs, "style").unwrap_or_default().to_ascii_lowercase();
    let weight = style.split_once("font-weight").map(|(_, rest)| rest.trim_start_matches([':', ' ']));
    let heavy = weight.is_some_and(|weight| ["bold", "600", "700", "800", "900"].iter().any(|heavy| weight.starts_with(heavy)));
    let large = token.name == local_name!("font")
        && value(&token.attrs, "size").is_some_and(|size| matches!(size.trim(), "4" | "5" | "6" | "7" | "+1" | "+2" | "+3" | "+4"));
    heavy || large
}

fn raw(name: &LocalName) -> TokenSinkResult<()> {
    match *name {
        local_name!("script") => TokenSinkResult::RawData(RawKind::ScriptData),
        local_name!("style") | local_name!("iframe") | local_name!("noembed") | local_name!("noframes") | local_name!("xmp") => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        local_name!("title") | local_name!("textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

fn void(name: &LocalName) -> bool {
    matches!(*name, local_name!("embed") | local_name!("source") | local_name!("track") | local_name!("param"))
}

/// What an element is; `None` for one that changes nothing.
fn tag(name: &LocalName) -> Option<Tag> {
    Some(match *name {
        local_name!("head") => Tag::Head,
        local_name!("title") => Tag::Title,
        local_name!("main") => Tag::Main,
        local_name!("article") => Tag::Article,
        local_name!("nav") => Tag::Nav,
        local_name!("header") => Tag::Header,
        local_name!("footer") => Tag::Footer,
        local_name!("aside") => Tag::Aside,
        local_name!("form") => Tag::Form,
        local_name!("h1") => Tag::Heading(1),
        local_name!("h2") => Tag::Heading(2),
        local_name!("h3") => Tag::Heading(3),
        local_name!("h4") => Tag::Heading(4),
        local_name!("h5") => Tag::Heading(5),
        local_name!("h6") => Tag::Heading(6),
        local_name!("p") => Tag::Paragraph,
        local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => Tag::List,
        local_name!("li") => Tag::Item,
        local_name!("dl") => Tag::Definitions,
        local_name!("dt") => Tag::Term,
        local_name!("dd") => Tag::Definition,
        local_name!("table") => Tag::Table,
        local_name!("caption") => Tag::Caption,
        local_name!("thead") => Tag::HeadRows,
        local_name!("tbody") | local_name!("tfoot") => Tag::Rows,
        local_name!("tr") => Tag::Row,
        local_name!("td") => Tag::Cell,
        local_name!("th") => Tag::HeadCell,
        local_name!("details") => Tag::Details,
        local_name!("summary") => Tag::Summary,
        local_name!("button") => Tag::Button,
        local_name!("pre") | local_name!("listing") => Tag::Pre,
        local_name!("input") => Tag::Field,
        local_name!("script") | local_name!("style") | local_name!("template") | local_name!("noscript")
        | local_name!("svg") | local_name!("math") | local_name!("iframe") | local_name!("object")
        | local_name!("canvas") | local_name!("audio") | local_name!("video") | local_name!("select")
        | local_name!("textarea") | local_name!("datalist") | local_name!("noembed") | local_name!("noframes")
        | local_name!("xmp") | local_name!("embed") | local_name!("source") | local_name!("track")
        | local_name!("param") => Tag::Skip,
        local_name!("div") | local_name!("section") | local_name!("address") | local_name!("figure")
        | local_name!("figcaption") | local_name!("center") | local_name!("fieldset") | local_name!("legend")
        | local_name!("blockquote") | local_name!("hgroup") | local_name!("dialog") => Tag::Block,
        local_name!("span") | local_name!("a") => Tag::Inline,
        // What a page calls by a name of its own is laid out as a block.
        _ if name.contains('-') => Tag::Block,
        _ => return None,
    })
}
