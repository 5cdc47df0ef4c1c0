//! The question that the home page answers first, with its answer in dots.

use serde::Serialize;

use super::super::embed::{self, Offer, Part};
use super::super::standards::{amount, plot, says_where_one_stands, time};
use super::super::{Job, Link, Site, say, topic_path};
use crate::model::commitment::{Channel, Topic};
use crate::model::comparison::Resolved;
use crate::model::figures::Figures;
use crate::model::scale::{Scale, Sense};
use crate::render::chart::{Chart, dots};

/// With fewer figures than this, the question goes to another topic that has more to show.
const ENOUGH: usize = 10;
/// With fewer than this, a picture says nothing.
const FEW: usize = 5;

/// A question and its answer.
#[derive(Serialize)]
pub(super) struct Question {
    /// In the words of a library's user.
    question: String,
    /// The finding.
    answer: String,
    /// Nothing where there are too few figures.
    chart: Option<Chart>,
    /// How others may show it.
    offer: Option<Offer>,
    /// Where there is more.
    more: Vec<Link>,
}

/// The answer's picture alone, where it has one.
pub(super) fn embed<'a>(site: &'a Site<'a>) -> Option<Job<'a>> {
    let Question { question, chart, .. } = of(site, embed::ROOT);
    chart.map(|chart| embed::job(site, part(&question), move || chart.clone()))
}

fn part(question: &str) -> Part {
    Part::new("answer", question, "index.html#question")
}

/// How soon an e-mail is answered, where enough charters say; else the topic with the most times to wait. `root` is where the
/// site begins, seen from the page.
pub(super) fn of(site: &Site<'_>, root: &str) -> Question {
    let email = |found: &Resolved<'_>| {
        matches!(found.commitment.topic, Topic::Contact | Topic::Enquiries)
            && found.commitment.channels.contains(&Channel::Email)
    };
    let asked = "How soon will a library answer my e-mail?".to_owned();
    let about = "for an answer by e-mail";
    let fullest = [Scale::WorkingTime, Scale::CalendarTime]
        .into_iter()
        .map(|scale| (scale, waits(site, scale, &email)))
        .max_by_key(|(scale, found)| (found.len(), *scale == Scale::WorkingTime));
    if let Some((scale, found)) = fullest.filter(|(_, found)| found.len() >= ENOUGH) {
        return answered(site, root, (asked, about), (scale, Topic::Contact), &found);
    }
    let fullest = site
        .comparison
        .figures
        .iter()
        .filter(|(selection, _)| {
            time(selection.scale)
                && selection.sense == Sense::AtMost
                && selection.kind.is_none()
                && selection.channel.is_none()
        })
        .filter_map(|(selection, figures)| Some((selection.topic?, selection.scale, figures.amounts.len())))
        .max_by_key(|(topic, _, count)| (*count, std::cmp::Reverse(*topic)));
    match fullest.filter(|(.., count)| *count >= FEW) {
        Some((topic, scale, _)) => {
            let found = waits(site, scale, &|found| found.commitment.topic == topic);
            let asked = question(site, topic);
            answered(site, root, (asked, "for this"), (scale, topic), &found)
        }
        None => without(site),
    }
}

/// The times to wait of one scale.
fn waits<'a>(site: &Site<'a>, scale: Scale, which: &dyn Fn(&Resolved<'_>) -> bool) -> Vec<Resolved<'a>> {
    let comparison = site.comparison;
    comparison
        .standards
        .iter()
        .filter(|standard| standard.scaled.scale() == scale && standard.sense == Sense::AtMost)
        .filter_map(|standard| comparison.resolve(standard))
        .filter(|found| which(found))
        .collect()
}

fn question(site: &Site<'_>, topic: Topic) -> String {
    site.topic_text(topic).map_or_else(|| site.topic_name(topic).to_owned(), |text| text.question.clone())
}

fn answered(
    site: &Site<'_>,
    root: &str,
    (question, about): (String, &str),
    (scale, topic): (Scale, Topic),
    found: &[Resolved<'_>],
) -> Question {
    let mut amounts: Vec<f64> = found.iter().map(|found| found.standard.scaled.amount()).collect();
    amounts.sort_unstable_by(f64::total_cmp);
    let mut charters: Vec<usize> = found.iter().map(|found| found.standard.profile).collect();
    charters.dedup();
    let figures = Figures { amounts, charters: charters.len() };
    let clock = match scale {
        Scale::WorkingTime => "in working days or hours",
        _ => "by the clock or calendar",
    };
    let verb = if figures.charters == 1 { "gives" } else { "give" };
    let median = figures.summary().map_or_else(String::new, |summary| amount(scale, summary.median));
    let answer = format!(
        "{} of {} {verb} a time {clock} {about}. {}",
        say::number(figures.charters),
        say::count(site.comparison.compared(), "charter"),
        match figures.amounts.len() {
            1 => format!("The one figure is {median}."),
            many => format!("Half of their {} figures are {median} or less.", say::number(many)),
        },
    );
    let mut more = vec![
        Link::new(topic_path(topic, 1), "Read the promises"),
        Link::new(format!("standards/{}.html", scale.id()), "All times as a table"),
    ];
    if says_where_one_stands(site) {
        more.push(Link::new("standards.html#stand", "Where would yours stand?"));
    }
    let plot = plot(
        site,
        "answer",
        root,
        format!("Every dot is a promise: half are {median} or less"),
        (scale, Sense::AtMost),
        found,
    );
    let chart = dots(&plot);
    let offer = Offer::chart(site, "", &part(&question), &chart);
    Question { question, answer, chart: Some(chart), offer: Some(offer), more }
}

/// Where there are hardly any figures, what most charters speak of.
fn without(site: &Site<'_>) -> Question {
    let (topic, charters) = super::ranked(site).first().copied().unwrap_or((Topic::Hours, 0));
    Question {
        question: question(site, topic),
        answer: format!(
            "{} of {} {} something on this.",
            say::number(charters),
            say::count(site.comparison.compared(), "charter"),
            if charters == 1 { "promises" } else { "promise" }
        ),
        chart: None,
        offer: None,
        more: vec![Link::new(topic_path(topic, 1), "Read the promises")],
    }
}
