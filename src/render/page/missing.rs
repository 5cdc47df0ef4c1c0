//! The page for an address that leads nowhere.

use serde::Serialize;

use super::{Frame, Job, Site};

/// What `404.html` sees.
#[derive(Serialize)]
struct Missing<'a> {
    frame: Frame<'a>,
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| {
        let path = "404.html";
        let page = Missing {
            frame: site
                .frame(path, "There is no such page", "The address leads to no page of this site.")
                .anywhere(site.input),
        };
        site.page(path, "404.html", &page)
    })]
}
