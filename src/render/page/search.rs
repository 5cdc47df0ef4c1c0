//! The page on which a reader searches. Its script reads the index that [`search`](crate::render::search) makes; without one, the
//! page says so and offers every topic.

use serde::Serialize;

use super::{Frame, Job, Link, Site, Strength, Topic, say};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::render::Page;

/// What `search.html` sees.
#[derive(Serialize)]
struct Search<'a> {
    frame: Frame<'a>,
    /// As in "103 charters".
    charters: String,
    /// As in "2,140 commitments".
    commitments: String,
    /// To choose from: id, name.
    kinds: Vec<(&'static str, String)>,
    strengths: Vec<&'static str>,
    topics: Vec<Asked<'a>>,
}

/// A topic, which is found by its words as well.
#[derive(Serialize)]
struct Asked<'a> {
    id: &'static str,
    link: Link,
    question: &'a str,
    covers: &'a str,
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "search.html";
    let profiles = &site.comparison.profiles;
    let page = Search {
        frame: site
            .frame(
                path,
                "Search",
                "Search every charter, every commitment and every topic, by word or phrase.",
            )
            .with(&["site.js", "choice.js", "search.js"]),
        charters: say::count(profiles.len(), "charter"),
        commitments: say::count(profiles.iter().map(|profile| profile.commitments.len()).sum(), "commitment"),
        kinds: Kind::ALL.into_iter().map(|kind| (kind.id(), say::capital(say::libraries(kind)))).collect(),
        strengths: Strength::ALL.iter().map(|strength| strength.id()).collect(),
        topics: Topic::ALL.iter().map(|topic| asked(site, *topic)).collect(),
    };
    site.page(path, "search.html", &page)
}

fn asked<'a>(site: &Site<'a>, topic: Topic) -> Asked<'a> {
    let text = site.topic_text(topic);
    Asked {
        id: topic.id(),
        link: Link::topic(site, "", topic),
        question: text.map_or("", |text| text.question.as_str()),
        covers: text.map_or("", |text| text.covers.as_str()),
    }
}
