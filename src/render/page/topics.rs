//! All topics: a question each, with its finding.

use serde::Serialize;

use super::{Frame, Job, Link, Site, Topic, say, topic};
use crate::error::Error;
use crate::render::Page;

/// What `topics.html` sees.
#[derive(Serialize)]
struct Topics<'a> {
    frame: Frame<'a>,
    /// As in "103 charters".
    total: String,
    topics: Vec<Question<'a>>,
}

/// One topic.
#[derive(Serialize)]
struct Question<'a> {
    link: Link,
    question: &'a str,
    finding: String,
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "topics.html";
    let total = say::count(site.comparison.compared(), "charter");
    let question = |topic: &Topic| Question {
        link: Link::topic(site, "", *topic),
        question: site
            .topic_text(*topic)
            .map_or_else(|| site.topic_name(*topic), |text| text.question.as_str()),
        finding: topic::finding(site, *topic),
    };
    let page = Topics {
        frame: site.frame(
            path,
            "Topics",
            format!("What {total} of libraries say on each of {} topics.", Topic::ALL.len()),
        ),
        topics: Topic::ALL.iter().map(question).collect(),
        total,
    };
    site.page(path, "topics.html", &page)
}
