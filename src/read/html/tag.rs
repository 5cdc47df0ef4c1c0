//! What each element of HTML is to a reader of charters.

use html5ever::tokenizer::TokenSinkResult;
use html5ever::tokenizer::states::RawKind;
use html5ever::{LocalName, local_name};

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
    /// A picture with its caption, or what else stands apart from the text.
    Figure,
    Inline,
    Break,
    Rule,
    Text,
    /// A field of a form.
    Field,
    /// What shows no text of the page.
    Skip,
}

/// How the tokenizer reads on behind the start of an element that holds nothing but text.
pub(super) fn kind_of_text(name: &LocalName) -> TokenSinkResult<()> {
    match *name {
        local_name!("script") => TokenSinkResult::RawData(RawKind::ScriptData),
        local_name!("style")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("noframes")
        | local_name!("xmp") => TokenSinkResult::RawData(RawKind::Rawtext),
        local_name!("title") | local_name!("textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

pub(super) fn void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("embed") | local_name!("source") | local_name!("track") | local_name!("param")
    )
}

/// What an element is; `None` for one that changes nothing.
pub(super) fn tag(name: &LocalName) -> Option<Tag> {
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
        local_name!("figure") => Tag::Figure,
        local_name!("pre") | local_name!("listing") => Tag::Pre,
        local_name!("input") => Tag::Field,
        _ if shows_no_text(name) => Tag::Skip,
        local_name!("div")
        | local_name!("section")
        | local_name!("address")
        | local_name!("figcaption")
        | local_name!("center")
        | local_name!("fieldset")
        | local_name!("legend")
        | local_name!("blockquote")
        | local_name!("hgroup")
        | local_name!("dialog") => Tag::Block,
        local_name!("span") | local_name!("a") => Tag::Inline,
        // What a page calls by a name of its own is laid out as a block.
        _ if name.contains('-') => Tag::Block,
        _ => return None,
    })
}

/// Elements that show no text of the page, or text that is not its own.
fn shows_no_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("template")
            | local_name!("noscript")
            | local_name!("svg")
            | local_name!("math")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("canvas")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("datalist")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("xmp")
            | local_name!("embed")
            | local_name!("source")
            | local_name!("track")
            | local_name!("param")
    )
}
