//! The attributes of an element that matter to a reader of charters.

use html5ever::tokenizer::Tag as Token;
use html5ever::{Attribute, local_name};

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

pub(super) fn value<'token>(attributes: &'token [Attribute], name: &str) -> Option<&'token str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

pub(super) fn attributes(all: &[Attribute]) -> Option<Box<Attributes>> {
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
pub(super) fn looks_bold(token: &Token) -> bool {
    let style = value(&token.attrs, "style").unwrap_or_default().to_ascii_lowercase();
    let weight = style.split_once("font-weight").map(|(_, rest)| rest.trim_start_matches([':', ' ']));
    let heavy = weight.is_some_and(|weight| {
        ["bold", "600", "700", "800", "900"].iter().any(|heavy| weight.starts_with(heavy))
    });
    let large = token.name == local_name!("font")
        && value(&token.attrs, "size")
            .is_some_and(|size| matches!(size.trim(), "4" | "5" | "6" | "7" | "+1" | "+2" | "+3" | "+4"));
    heavy || large
}
