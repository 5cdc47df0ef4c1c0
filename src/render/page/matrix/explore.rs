//! Charters against topics as a reader filters them: the choices of `matrix.html`, and the data that its script counts, in files of
//! some hundred charters of a kind.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::script::call;
use super::super::{Channel, Commitment, Job, Party, Site, Strength, say};
use super::of_kind;
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::comparison::Profile;
use crate::model::measure::Measure;
use crate::model::scale::Scaled;
use crate::render::Page;
use crate::render::chart::KindMark;
use crate::render::search::letters::{letter, push_number};

/// What a reader may choose from.
#[derive(Serialize)]
pub(super) struct Explore {
    /// How many charters there are: many are not loaded unasked.
    charters: usize,
    /// The files of data: the kind, and how many files it has.
    files: String,
    kinds: Vec<(KindMark, String)>,
    facets: Vec<Facet>,
}

/// One question with its answers.
#[derive(Serialize)]
struct Facet {
    /// Its name in the address and in the script.
    id: &'static str,
    name: &'static str,
    /// Id and name of each.
    values: Vec<(String, String)>,
}

/// The choices.
pub(super) fn of(site: &Site<'_>) -> Explore {
    let compared = || site.comparison.profiles.iter().filter(|profile| profile.unlabelled().is_none());
    let countries: BTreeSet<(&str, &str)> = compared()
        .map(|profile| (site.countries.name(&profile.facts.country), profile.facts.country.as_str()))
        .collect();
    let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    let facet = |id, name, values| Facet { id, name, values };
    let yes_no = |yes: &str, no: &str| vec![pair("yes", yes), pair("no", no)];
    let files: Vec<String> = site
        .kinds()
        .map(|(kind, range)| format!("{} {}", kind.id(), range.len().div_ceil(of_kind::MOST).max(1)))
        .collect();
    let channels =
        Channel::ALL.iter().map(|channel| pair(channel.id(), &say::capital(say::channel(*channel))));
    Explore {
        charters: compared().count(),
        files: files.join(","),
        kinds: site.kinds().map(|(kind, _)| (KindMark::of(kind), of_kind::path(kind, 1))).collect(),
        facets: vec![
            facet(
                "kind",
                "Kind of library",
                site.kinds().map(|(kind, _)| pair(kind.id(), &KindMark::of(kind).label)).collect(),
            ),
            facet(
                "strength",
                "Strength",
                Strength::ALL.iter().map(|s| pair(s.id(), &say::capital(s.id()))).collect(),
            ),
            facet("channel", "Channel", channels.chain([pair("none", "Not stated")]).collect()),
            facet("figure", "Figure", yes_no("Has a figure", "No figure stated")),
            facet("vague", "Vague words", yes_no("Has a vague word", "None")),
            facet("reviewed", "Labels", yes_no("Reviewed by a person", "Not reviewed")),
            facet("country", "Country", countries.into_iter().map(|(name, id)| pair(id, name)).collect()),
        ],
    }
}

/// The files of data, one for each page of a kind.
pub(super) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    site.kinds()
        .flat_map(|(kind, range)| {
            let files = range.len().div_ceil(of_kind::MOST).max(1);
            (1..=files).map(move |number| -> Job<'a> { Box::new(move || file(site, kind, number)) })
        })
        .collect()
}

/// A figure of a file: its words, its scale where two may be told sooner and later (0 working time, 1 calendar time, else 2), and
/// its amount there.
type Figure = (String, u8, f64);

/// A charter: slug, library, country, whether it is reviewed, and its commitments in letters.
type Row<'a> = (&'a str, &'a str, &'a str, u8, String);

fn file(site: &Site<'_>, kind: Kind, number: usize) -> Result<Page, Error> {
    let profiles = site.profiles(kind).chunks(of_kind::MOST).nth(number - 1).unwrap_or_default();
    let mut figures: Vec<Figure> = Vec::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut figure = |measure: &Measure| {
        let words = measure.words();
        if let Some(number) = numbers.get(&words) {
            return *number;
        }
        numbers.insert(words.clone(), figures.len());
        let (scale, amount) = match Scaled::of(measure) {
            Some(Scaled::WorkingTime(amount)) => (0, amount),
            Some(Scaled::CalendarTime(amount)) => (1, amount),
            _ => (2, 0.0),
        };
        figures.push((words, scale, amount));
        figures.len() - 1
    };
    let labelled = profiles.iter().filter(|profile| profile.unlabelled().is_none());
    let rows: Vec<Row<'_>> = labelled.map(|profile| row(profile, &mut figure)).collect();
    call(path(kind, number), "gridded", &(kind.id(), number, figures, rows))
}

/// Where a file of data is.
fn path(kind: Kind, number: usize) -> String {
    format!("matrix/{}-data-{number}.js", kind.id())
}

fn row<'a>(profile: &'a Profile, figure: &mut impl FnMut(&Measure) -> usize) -> Row<'a> {
    let facts = &profile.facts;
    let mut letters = String::new();
    for commitment in &profile.commitments {
        push(&mut letters, commitment, figure);
    }
    (profile.id.slug(), &facts.name, &facts.country, u8::from(profile.is_reviewed()), letters)
}

/// A commitment: a letter for topic and strength, two for twelve bits (a bit a channel, then vague, figure, asked of users), and
/// where it has figures how many and which.
fn push(letters: &mut String, commitment: &Commitment, figure: &mut impl FnMut(&Measure) -> usize) {
    letters.push(letter(commitment.topic as usize * Strength::ALL.len() + commitment.strength as usize));
    let channels = commitment.channels.iter().map(|channel| 1usize << (*channel as usize));
    let mut bits = channels.fold(0, |bits, bit| bits | bit);
    for (place, holds) in
        [!commitment.vague.is_empty(), !commitment.measures.is_empty(), commitment.party == Party::User]
            .into_iter()
            .enumerate()
    {
        bits |= usize::from(holds) << (8 + place);
    }
    letters.push(letter(bits / 64));
    letters.push(letter(bits % 64));
    if !commitment.measures.is_empty() {
        push_number(letters, commitment.measures.len());
        for measure in &commitment.measures {
            push_number(letters, figure(measure));
        }
    }
}
