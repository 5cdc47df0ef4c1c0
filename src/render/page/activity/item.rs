//! An item of a sheet, and what its key says of it.

use serde::Serialize;

use super::super::promise::{Piece, pieces};
use super::super::{Figure, Site, promise_path, say, standards};
use crate::model::commitment::{Commitment, Party, Strength, Topic};
use crate::model::comparison::Profile;
use crate::model::confidence::Label;
use crate::model::figures::Figures;
use crate::model::scale::{Scale, Sense};
use crate::model::worksheet::{Item, Sheet};
use crate::render::chart::KindMark;

/// An item.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    number: usize,
    /// The words over its list; empty where there are none.
    lead_in: &'a str,
    text: &'a str,
    library: &'a str,
    country: &'a str,
    kind: KindMark,
    /// What the key says; never there on the sheet.
    answer: Option<Answer<'a>>,
}

/// What a key says of an item.
#[derive(Serialize)]
struct Answer<'a> {
    /// Where it stands in the site; empty for a file that stands alone.
    href: String,
    party: &'static str,
    strength: &'static str,
    sign: &'static str,
    topic: &'a str,
    also: Vec<&'a str>,
    figures: Vec<Figure>,
    /// The text with its vague words apart.
    pieces: Vec<Piece<'a>>,
    vague: &'a [String],
    /// The words that decided its strength, where words did.
    told: Vec<&'a str>,
    /// The answer that the sheet's lens gives.
    group: &'a str,
    /// The words that the sheet is about.
    words: &'a str,
    /// A promise on the same topic that says its figure.
    beside: Option<Beside<'a>>,
    /// Figures of others on the same topic, as in "27 figures, from 1 hour to 10 working days; half are 3 working days or less".
    peers: String,
}

/// A promise to hold an item against.
#[derive(Serialize)]
struct Beside<'a> {
    lead_in: &'a str,
    text: &'a str,
    library: &'a str,
    href: String,
}

/// The items of a sheet, with the key's answers where they are wanted.
pub(super) fn items<'a>(site: &Site<'a>, sheet: Sheet, is_key: bool, alone: bool) -> Vec<Shown<'a>> {
    let items = site.input.worksheets.items(sheet).iter();
    items
        .filter_map(|item| Some((item, item.pick.of(site.comparison)?)))
        .enumerate()
        .map(|(at, (item, (profile, commitment)))| Shown {
            number: at + 1,
            lead_in: &commitment.lead_in,
            text: &commitment.text,
            library: &profile.facts.name,
            country: site.countries.name(&profile.facts.country),
            kind: KindMark::of(profile.facts.kind),
            answer: is_key.then(|| answer(site, sheet, alone, item, (profile, commitment))),
        })
        .collect()
}

fn answer<'a>(
    site: &Site<'a>,
    sheet: Sheet,
    alone: bool,
    item: &Item,
    (profile, commitment): (&'a Profile, &'a Commitment),
) -> Answer<'a> {
    let (from, to) = (item.words.0 as usize, item.words.1 as usize);
    let lens = site.input.lenses.iter().map(|reading| reading.lens).find(|lens| lens.id == sheet.lens());
    let strengths = commitment.because.iter().filter(|why| why.is_for(Label::Strength));
    let mut told: Vec<&str> =
        strengths.map(|why| why.words.as_str()).filter(|words| !words.is_empty()).collect();
    told.dedup();
    let beside = item.beside.and_then(|pick| pick.of(site.comparison));
    Answer {
        href: address(alone, profile, commitment),
        party: match commitment.party {
            Party::Library => "the library",
            Party::User => "the user",
        },
        strength: Strength::id(commitment.strength),
        sign: say::sign(commitment.strength),
        topic: site.topic_name(commitment.topic),
        also: commitment
            .also
            .iter()
            .filter(|topic| **topic != commitment.topic)
            .map(|topic| site.topic_name(*topic))
            .collect(),
        figures: commitment.measures.iter().map(Figure::of).collect(),
        pieces: pieces(&commitment.text, &commitment.vague),
        vague: &commitment.vague,
        told,
        group: lens.and_then(|lens| lens.groups.get(item.group)).map_or("", |group| &group.name),
        words: commitment.text.get(from..to).unwrap_or_default(),
        beside: beside.map(|(profile, commitment)| Beside {
            lead_in: &commitment.lead_in,
            text: &commitment.text,
            library: &profile.facts.name,
            href: address(alone, profile, commitment),
        }),
        peers: if sheet == Sheet::Rewrite { peers(site, commitment.topic) } else { String::new() },
    }
}

/// Where a commitment stands in the site, seen from a sheet.
fn address(alone: bool, profile: &Profile, commitment: &Commitment) -> String {
    if alone { String::new() } else { promise_path("../", &profile.id, &commitment.id) }
}

/// What figures others give on a topic, on the scale that most give theirs on; empty where hardly any do.
fn peers(site: &Site<'_>, topic: Topic) -> String {
    let fullest = site
        .comparison
        .figures
        .iter()
        .filter(|(of, _)| {
            of.topic == Some(topic) && of.kind.is_none() && of.channel.is_none() && of.sense != Sense::Exactly
        })
        .max_by_key(|(of, figures)| (figures.amounts.len(), std::cmp::Reverse(**of)));
    match fullest.and_then(|(of, figures)| Some((of, figures.summary()?))) {
        Some((of, summary)) if summary.count > 2 => {
            let amount = |value| standards::amount(of.scale, value);
            let more = if of.sense == Sense::AtMost { "less" } else { "more" };
            format!(
                "{} in {}, from {} to {}; half are {} or {more}",
                say::count(summary.count, "figure"),
                say::count(summary.charters, "charter"),
                amount(summary.low),
                amount(summary.high),
                amount(summary.median),
            )
        }
        _ => String::new(),
    }
}

/// The figures of a scale that most of some selections give, for the discussion.
pub(super) fn fullest<'a>(found: impl Iterator<Item = (Scale, &'a Figures)>) -> Option<(Scale, &'a Figures)> {
    found.max_by_key(|(scale, figures)| (figures.amounts.len(), std::cmp::Reverse(*scale)))
}
