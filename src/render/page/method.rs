//! How labels are made, how good they are, and what they cannot say.

use serde::Serialize;

use super::home::read_between;
use super::{Frame, Job, Site, say, topic_path};
use crate::error::Error;
use crate::model::charter::Basis;
use crate::model::confidence::{Reliability, UNSURE, calibration_error};
use crate::model::quality::QualityRow;
use crate::render::Page;

/// What `method.html` sees.
#[derive(Serialize)]
struct Method<'a> {
    frame: Frame<'a>,
    /// As in "103 charters".
    charters: String,
    /// As in "between 1 October 2026 and 3 November 2026"; empty where there are none.
    read: String,
    /// How many are of which basis, as in "97 as summaries, 6 word for word".
    bases: String,
    topics: Vec<Covered<'a>>,
    quality: Vec<Quality<'a>>,
    /// How far confidence can be trusted.
    reliability: Vec<Trusted>,
    /// The confidence below which a label is marked as unsure.
    unsure: String,
    /// The expected calibration error of all labels together, as in "0.012".
    apart: String,
}

/// Labels of about one confidence.
#[derive(Serialize)]
struct Trusted {
    label: &'static str,
    /// As in "0.60 to 0.70".
    band: String,
    said: String,
    right: String,
    /// As in "183 of 270".
    count: String,
    /// Whether labels of this confidence are marked as unsure.
    unsure: bool,
}

/// A topic with what it covers.
#[derive(Serialize)]
struct Covered<'a> {
    href: String,
    name: &'a str,
    id: &'static str,
    covers: &'a str,
}

/// How good one label is.
#[derive(Serialize)]
struct Quality<'a> {
    label: &'a str,
    figure: &'a str,
    /// As in "0.912".
    unseen: String,
    /// What a second careful human reader reached; empty where that was not measured.
    human: &'static str,
}

/// What a second careful reader, who had not seen the first one's labels, reached against them: label, figure.
const HUMAN: [(&str, &str); 8] = [
    ("commitment", "0.993"),
    ("party", "0.995"),
    ("strength", "0.995"),
    ("topic", "0.902"),
    ("topic in {topic, also}", "0.980"),
    ("measures", "0.988"),
    ("channels", "0.958"),
    ("vague", "0.909"),
];

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "method.html";
    let data = Method {
        frame: site.frame(
            path,
            "Method",
            "How a charter becomes labels, what each label means, how good the labels are, and what they cannot say.",
        ),
        charters: say::count(site.comparison.profiles.len(), "charter"),
        read: read_between(site),
        bases: bases(site),
        topics: site
            .input
            .topics
            .iter()
            .map(|topic| Covered {
                href: topic_path(topic.id, 1),
                name: &topic.name,
                id: topic.id.id(),
                covers: &topic.covers,
            })
            .collect(),
        quality: site.input.quality.iter().map(quality).collect(),
        reliability: site.input.reliability.iter().map(trusted).collect(),
        unsure: format!("{UNSURE}"),
        apart: format!("{:.3}", calibration_error(site.input.reliability)),
    };
    site.page(path, "method.html", &data)
}

fn bases(site: &Site<'_>) -> String {
    let said: Vec<String> = Basis::ALL
        .into_iter()
        .filter_map(|basis| {
            let count =
                site.comparison.profiles.iter().filter(|profile| profile.facts.basis == basis).count();
            let how = match basis {
                Basis::Summary => "restated in our own words",
                Basis::Verbatim => "given word for word",
                Basis::Capture => "read from a capture of the library’s own page",
                Basis::Sample => "made up as a sample",
            };
            let verb = if count == 1 { "is" } else { "are" };
            let count_said = if count == site.comparison.profiles.len() && count > 1 {
                "all".to_owned()
            } else {
                say::number(count)
            };
            (count > 0).then(|| format!("{count_said} {verb} {how}"))
        })
        .collect();
    said.join(", ")
}

fn trusted(row: &Reliability) -> Trusted {
    Trusted {
        label: row.label.id(),
        band: format!("{:.2} to {:.2}", row.from, row.to),
        said: format!("{:.3}", row.said),
        right: format!("{:.3}", row.share()),
        count: format!("{} of {}", say::number(row.right), say::number(row.of)),
        unsure: row.to <= UNSURE,
    }
}

fn quality(row: &QualityRow) -> Quality<'_> {
    let human = HUMAN.iter().find(|(label, _)| *label == row.label);
    Quality {
        label: &row.label,
        figure: &row.figure,
        unseen: format!("{:.3}", row.unseen),
        human: human.map_or("", |(_, figure)| figure),
    }
}
