//! Each charter, and the list of each kind's, as a script that hands its data to the scripts of the pages.
//!
//! A page that is read from a folder may load a script and no other data, so each of these is a call of one function with
//! JSON: `charterhouse.charter({…});`. A page asks for the few that it needs, so that none grows with the collection.

use serde::Serialize;

use super::{Figure, Job, Site, say};
use crate::error::Error;
use crate::model::charter::Kind;
use crate::model::commitment::{Channel, Commitment};
use crate::model::comparison::Profile;
use crate::model::confidence::Label;
use crate::render::Page;

/// A charter, as pages that put several side by side need it.
#[derive(Serialize)]
struct Charter<'a> {
    id: &'a str,
    library: &'a str,
    kind: &'static str,
    country: &'a str,
    title: &'a str,
    url: &'a str,
    /// As in "23 November 2026".
    retrieved: String,
    /// As in `2026-11-23`.
    date: String,
    /// `summary`, `verbatim` or `sample`.
    basis: &'static str,
    language: &'a str,
    /// Its language, as in "Welsh", where nothing in it was labelled; else left out.
    #[serde(skip_serializing_if = "str::is_empty")]
    unlabelled: &'a str,
    commitments: Vec<Said<'a>>,
}

/// A commitment. What it does not have is left out.
#[derive(Serialize)]
struct Said<'a> {
    id: &'a str,
    topic: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    lead: &'a str,
    text: &'a str,
    party: &'static str,
    strength: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<&'a Figure>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    channels: Vec<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    vague: &'a [String],
    /// As in "topic and party"; left out where all labels are sure.
    #[serde(skip_serializing_if = "String::is_empty")]
    unsure: String,
}

/// The scripts: one for each charter, and one with the list of each kind that has any.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let lists = site.kinds().map(|(kind, _)| -> Job<'a> { Box::new(move || list(site, kind)) });
    let profiles = site.comparison.profiles.iter();
    let charters = profiles.map(|profile| -> Job<'a> { Box::new(move || charter(site, profile)) });
    lists.chain(charters).collect()
}

/// The charters of a kind: slug, library, country, how many commitments.
fn list(site: &Site<'_>, kind: Kind) -> Result<Page, Error> {
    let charters: Vec<(&str, &str, &str, usize)> = site
        .profiles(kind)
        .iter()
        .map(|profile| {
            let country = site.countries.name(&profile.facts.country);
            (profile.id.slug(), profile.facts.name.as_str(), country, profile.commitments.len())
        })
        .collect();
    call(format!("compare/{kind}.js"), "list", &(kind.id(), charters))
}

fn charter(site: &Site<'_>, profile: &Profile) -> Result<Page, Error> {
    let facts = &profile.facts;
    let charter = Charter {
        id: profile.id.as_str(),
        library: &facts.name,
        kind: facts.kind.id(),
        country: site.countries.name(&facts.country),
        title: &facts.title,
        url: &facts.url,
        retrieved: say::date(facts.retrieved),
        date: facts.retrieved.to_string(),
        basis: facts.basis.id(),
        language: &profile.languages.main.id,
        unlabelled: say::unlabelled(profile),
        commitments: profile.commitments.iter().map(|commitment| said(site, commitment)).collect(),
    };
    call(format!("compare/{}.js", profile.id), "charter", &charter)
}

fn said<'a>(site: &'a Site<'_>, commitment: &'a Commitment) -> Said<'a> {
    Said {
        id: &commitment.id,
        topic: commitment.topic.id(),
        also: commitment.also.iter().map(|topic| topic.id()).collect(),
        lead: &commitment.lead_in,
        text: &commitment.text,
        party: commitment.party.id(),
        strength: commitment.strength.id(),
        figures: commitment
            .measures
            .iter()
            .filter_map(|measure| Some(&site.marks.figure(measure)?.figure))
            .collect(),
        channels: commitment.channels.iter().map(|channel: &Channel| say::channel(*channel)).collect(),
        vague: &commitment.vague,
        unsure: say::and(commitment.unsure().into_iter().map(Label::id)),
    }
}

/// A script that calls one function of ours.
pub(in crate::render) fn call(path: String, function: &str, value: &impl Serialize) -> Result<Page, Error> {
    let json = serde_json::to_string(value)
        .map_err(|error| Error::Template(format!("{path} could not be made: {error}")))?;
    let mut content = format!("charterhouse.{function}(");
    // These stand in JSON's strings alone, and hardly ever. The first could end a tag, the others a line of an older script.
    let odd = [('<', "\\u003c"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
    let plain = odd
        .into_iter()
        .filter(|(letter, _)| json.contains(*letter))
        .fold(None, |plain: Option<String>, (letter, said)| {
            Some(plain.as_deref().unwrap_or(&json).replace(letter, said))
        });
    content.push_str(plain.as_deref().unwrap_or(&json));
    content.push_str(");\n");
    Ok(Page { path, content: content.into_bytes() })
}
