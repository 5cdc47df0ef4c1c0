//! The pictures that ship with the program: the mark of the site, and what others show beside a link to it. They are drawn by
//! `tests/browser/share.mjs`, and say nothing of one project, so that they fit any.

use std::collections::BTreeMap;

use rust_embed::Embed;

use super::Page;
use crate::model::charter::Kind;

#[derive(Embed)]
#[folder = "templates/"]
#[include = "assets/*.png"]
#[include = "assets/*.svg"]
struct Pictures;

/// How the names of pictures end.
const ENDINGS: [&str; 8] = [".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"];

/// Whether a file of a project's templates is a picture.
pub(super) fn is_picture(name: &str) -> bool {
    name.starts_with("assets/") && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Every picture, as a file of the site: those of a project, and ours where it has none of that name.
pub(super) fn pictures(own: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = Page> {
    let ours = Pictures::iter().filter(|path| !own.contains_key(&**path)).filter_map(|path| {
        let file = Pictures::get(&path)?;
        Some(Page { path: path.into_owned(), content: file.data.into_owned() })
    });
    ours.chain(own.iter().map(|(path, content)| Page { path: path.clone(), content: content.clone() }))
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
        let paths: Vec<String> = pictures(&BTreeMap::new()).map(|page| page.path).collect();
        for kind in Kind::ALL.map(Some).into_iter().chain([None]) {
            assert!(paths.iter().any(|path| path == shared(kind)), "{}", shared(kind));
        }
    }
}
