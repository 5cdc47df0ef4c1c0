//! How a charter is cited on its page.

use serde::Serialize;

use crate::model::citation::Citation;
use crate::model::comparison::Profile;
use crate::render::site::Site;

/// How a charter is cited, in words and in the forms of reference managers.
#[derive(Serialize)]
pub(super) struct Cite {
    before: String,
    after: String,
    bibtex: String,
    ris: String,
    csl: String,
    coins: String,
}

/// How a charter is cited; nothing where no library published it.
pub(super) fn of(site: &Site<'_>, profile: &Profile) -> Option<Cite> {
    if profile.facts.is_made_up() {
        return None;
    }
    let citation = Citation::of(profile, site.input.publication);
    Some(Cite {
        before: citation.apa_before(),
        after: citation.apa_after(),
        bibtex: citation.bibtex(),
        ris: citation.ris(),
        csl: serde_json::to_string(&citation.csl()).unwrap_or_default(),
        coins: citation.coins(),
    })
}
