//! The pictures that ship with the program: the mark of the site, and what others show beside a link to it. They are drawn by
//! `tests/browser/share.mjs`, and say nothing of one project, so that they fit any.

use rust_embed::Embed;

use super::Page;
use crate::model::charter::Kind;

#[derive(Embed)]
#[folder = "templates/"]
#[include = "assets/*.png"]
#[include = "assets/*.svg"]
struct Pictures;

/// Every picture, as a file of the site.
pub(super) fn pictures() -> impl Iterator<Item = Page> {
    Pictures::iter().filter_map(|path| {
        let file = Pictures::get(&path)?;
        Some(Page { path: path.into_owned(), content: file.data.into_owned() })
    })
}

/// Where the picture stands that others show beside a link to a page of that kind; of none, beside one to any other page.
pub(super) fn shared(kind: Option<Kind>) -> &'static str {
    match kind {
        None => "assets/share.png",
        Some(Kind::School) => "assets/share-school.png",
        Some(Kind::University) => "assets/share-university.png",
        Some(Kind::Public) => "assets/share-public.png",
        Some(Kind::National) => "assets/share-national.png",
        Some(Kind::State) => "assets/share-state.png",
        Some(Kind::Special) => "assets/share-special.png",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_picture() {
        let paths: Vec<String> = pictures().map(|page| page.path).collect();
        for kind in Kind::ALL.map(Some).into_iter().chain([None]) {
            assert!(paths.iter().any(|path| path == shared(kind)), "{}", shared(kind));
        }
    }
}
