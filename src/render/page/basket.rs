//! The basket of pinned wordings: a page that a script fills from its address.

use serde::Serialize;

use super::compare::{TopicName, topic_names};
use super::{Frame, Job, Site};
use crate::error::Error;
use crate::render::Page;

/// What `basket.html` sees.
#[derive(Serialize)]
struct Basket<'a> {
    frame: Frame<'a>,
    topics: Vec<TopicName<'a>>,
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "basket.html";
    let frame = site.frame(
        path,
        "Your basket of wordings",
        "Wordings that you pinned, with notes: to share by a link and to take along as a file.",
    );
    let frame = frame.with(&["site.js", "pins.js", "export.js", "basket.js"]);
    site.page(path, "basket.html", &Basket { frame, topics: topic_names(site) })
}
