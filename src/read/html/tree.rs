//! A page's tags become a flat tree of blocks and text runs.
//!
//! This is not a browser's tree. Inline marks are counted, not nested, so a page with a million open `<b>` costs no more
//! than its length; what is nested too deep is read as one level; and each run of text keeps its line.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag as Token, TagKind, Token as AnyToken, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};
use html5ever::{LocalName, local_name};

use super::attributes::{Attributes, attributes, looks_bold, value};
use super::tag::{Tag, kind_of_text, tag, void};

mod nesting;
mod raw;

/// Blocks deeper than this are read as one level.
const DEPTH: usize = 250;

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
    let input = BufferQueue::default();
    let builder = Builder { state: RefCell::new(State::new()), input: &input };
    let tokenizer = Tokenizer::new(builder, TokenizerOpts::default());
    input.push_back(StrTendril::from_slice(html));
    // It stops early only where a sink runs scripts, and this one does not.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.state.into_inner().finish()
}

struct Builder<'i> {
    state: RefCell<State>,
    /// What the tokenizer has not read yet.
    input: &'i BufferQueue,
}

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
    /// How many blocks were open where the link began: it ends with the last of them, even if it is never closed.
    link_depth: usize,
    /// How deep the present element is in ones that show no text, such as a drawing.
    skipping: Option<(LocalName, usize)>,
    /// How many lines the tokenizer was not given.
    passed: u32,
}

impl TokenSink for Builder<'_> {
    type Handle = ();

    fn process_token(&self, token: AnyToken, line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(state.passed);
        match token {
            AnyToken::CharacterTokens(text) => state.text(&text, line),
            AnyToken::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let next = state.start(&tag, line);
                if matches!(next, TokenSinkResult::RawData(_)) && state.skipping.is_some() {
                    state.passed += raw::pass(self.input, &tag.name);
                }
                return next;
            }
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
            link_depth: 0,
            skipping: None,
            passed: 0,
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

    fn add(
        &mut self,
        tag: Tag,
        line: u32,
        attributes: Option<Box<Attributes>>,
        text: String,
        link_start: bool,
    ) -> usize {
        let index = self.tree.nodes.len();
        let (parent, bold, link) = (self.parent(), self.bold > 0, self.link);
        self.tree.nodes.push(Node {
            tag,
            parent,
            end: index + 1,
            line,
            attributes,
            text,
            bold,
            link,
            link_start,
        });
        index
    }

    fn parent(&self) -> usize {
        self.open.last().map_or(0, |(index, _)| *index)
    }

    fn tag_of(&self, index: usize) -> Tag {
        self.tree.nodes.get(index).map_or(Tag::Root, |node| node.tag)
    }

    /// Whether the element lies in one that shows no text.
    fn skips(&mut self, token: &Token) -> bool {
        let name = &token.name;
        // A drawing or menu that is never closed must not swallow the page.
        if let Some((skipped, _)) = &self.skipping
            && matches!(
                *skipped,
                local_name!("svg") | local_name!("math") | local_name!("select") | local_name!("object")
            )
            && matches!(
                tag(name),
                Some(
                    Tag::Heading(_)
                        | Tag::Block
                        | Tag::Figure
                        | Tag::Paragraph
                        | Tag::List
                        | Tag::Main
                        | Tag::Table
                )
            )
        {
            self.skipping = None;
        }
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name && !token.self_closing {
                *depth += 1;
            }
            return true;
        }
        false
    }

    fn start(&mut self, token: &Token, line: u32) -> TokenSinkResult<()> {
        let name = &token.name;
        if self.skips(token) {
            return kind_of_text(name);
        }
        if matches!(*name, local_name!("html") | local_name!("body")) {
            self.start_page(token);
            return TokenSinkResult::Continue;
        }
        self.start_mark(token, line);
        let Some(tag) = tag(name) else { return kind_of_text(name) };
        if tag == Tag::Skip {
            if token.self_closing || void(name) {
                return TokenSinkResult::Continue;
            }
            self.skipping = Some((name.clone(), 0));
            return kind_of_text(name);
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
        if (tag == Tag::Inline && plain)
            || (link && !attributes.as_ref().is_some_and(|a| a.toggles || a.role == "tab"))
        {
            return TokenSinkResult::Continue;
        }
        self.imply_end(tag);
        if self.open.len() >= DEPTH {
            self.beyond += 1;
            self.tree.too_deep.get_or_insert(line);
            self.add(Tag::Rule, line, None, String::new(), false);
            return kind_of_text(name);
        }
        let index = self.add(if link { Tag::Button } else { tag }, line, attributes, String::new(), false);
        self.open.push((index, name.clone()));
        kind_of_text(name)
    }

    fn start_page(&mut self, token: &Token) {
        if let Some(language) = value(&token.attrs, "lang").or_else(|| value(&token.attrs, "xml:lang")) {
            self.tree.language.get_or_insert_with(|| language.trim().to_owned());
        }
        self.close_head();
    }

    /// Counts the beginning of an inline mark, and adds the end of a line.
    fn start_mark(&mut self, token: &Token, line: u32) {
        let name = &token.name;
        match *name {
            local_name!("b") | local_name!("strong") | local_name!("u") | local_name!("big") => {
                self.bold += u32::from(!token.self_closing);
            }
            local_name!("a") => {
                self.link = value(&token.attrs, "href").is_some();
                self.link_start = self.link;
                self.link_depth = self.open.len();
            }
            local_name!("br") => self.line_break(line),
            local_name!("hr") => {
                self.imply_end(Tag::Rule);
                self.add(Tag::Rule, line, None, String::new(), false);
            }
            local_name!("font") | local_name!("span") => {
                let bold = looks_bold(token);
                self.bold += u32::from(bold);
                let node = *name == local_name!("span")
                    && attributes(&token.attrs).is_some()
                    && self.open.len() < DEPTH;
                self.bold_marks.push((bold, node));
            }
            _ => {}
        }
    }

    /// Adds the end of a line. More than two in a row say no more than two.
    fn line_break(&mut self, line: u32) {
        let nodes = self.tree.nodes.iter().rev().take(2);
        if nodes.filter(|node| node.tag == Tag::Break).count() < 2 {
            self.add(Tag::Break, line, None, String::new(), false);
        }
    }

    fn close_head(&mut self) {
        if self.tag_of(self.parent()) == Tag::Head {
            self.pop_to(self.open.len() - 1);
        }
    }

    fn finish(mut self) -> Tree {
        self.pop_to(0);
        self.tree
    }
}
