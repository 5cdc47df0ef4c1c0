//! Charters of the reader's choice side by side: a page that a script fills from its address, and the way to the pages that do the
//! same for the charters of a kind without one.

use serde::Serialize;

use super::{Frame, Job, Link, Site, Topic, kind_path, say};
use crate::error::Error;
use crate::render::Page;
use crate::render::chart::KindMark;

/// As many charters as the example has: one each of so many kinds.
const EXAMPLE: usize = 3;

/// What `compare.html` sees.
#[derive(Serialize)]
struct Compare<'a> {
    frame: Frame<'a>,
    topics: Vec<TopicName<'a>>,
    kinds: Vec<Way>,
    /// The ids of the kinds that have charters, parted by spaces.
    kind_ids: String,
    /// The ids of some charters to begin with, parted by commas; empty where there are no two.
    example: String,
}

/// A topic, for the scripts of a page.
#[derive(Serialize)]
pub(super) struct TopicName<'a> {
    id: &'static str,
    name: &'a str,
}

/// A kind whose page has its charters side by side.
#[derive(Serialize)]
struct Way {
    mark: KindMark,
    link: Link,
    /// As in "25 charters".
    charters: String,
}

/// Every topic, in the order of pages.
pub(super) fn topic_names<'a>(site: &Site<'a>) -> Vec<TopicName<'a>> {
    Topic::ALL.iter().map(|topic| TopicName { id: topic.id(), name: site.topic_name(*topic) }).collect()
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "compare.html";
    let frame = site.frame(
        path,
        "Compare charters",
        "Two to five charters side by side, topic by topic: what each promises, and where it says nothing.",
    );
    let ways = site.kinds().map(|(kind, range)| Way {
        mark: KindMark::of(kind),
        link: Link::new(format!("{}#side-by-side", kind_path(kind, 1)), say::capital(say::libraries(kind))),
        charters: say::count(range.len(), "charter"),
    });
    let ids: Vec<&str> = site.kinds().map(|(kind, _)| kind.id()).collect();
    let data = Compare {
        frame: frame.with(&["site.js", "compare.js"]),
        topics: topic_names(site),
        kinds: ways.collect(),
        kind_ids: ids.join(" "),
        example: example(site),
    };
    site.page(path, "compare.html", &data)
}

/// The charter with most commitments of each of the kinds that have most to show; the first of equals.
fn example(site: &Site<'_>) -> String {
    let richest = |(kind, _)| {
        let profiles = site.profiles(kind).iter().filter(|profile| !profile.commitments.is_empty());
        profiles.rev().max_by_key(|profile| profile.commitments.len())
    };
    let mut found: Vec<_> = site.kinds().filter_map(richest).collect();
    found.sort_by_key(|profile| std::cmp::Reverse(profile.commitments.len()));
    found.truncate(EXAMPLE);
    let ids: Vec<&str> = found.iter().map(|profile| profile.id.as_str()).collect();
    if ids.len() < 2 { String::new() } else { ids.join(",") }
}
