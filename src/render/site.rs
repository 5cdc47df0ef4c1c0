//! What every page is made from: the comparison, the templates, and what would be dear to find anew for each page.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::country::Countries;
use super::page::Frame;
use super::page::marks::Marks;
use super::templates::Templates;
use super::{Page, SiteInput};
use crate::error::Error;
use crate::model::change::History;
use crate::model::charter::{CharterId, Kind};
use crate::model::commitment::{Commitment, Topic};
use crate::model::comparison::{Comparison, Profile};
use crate::model::topic::TopicText;

/// The site that is being made.
pub(super) struct Site<'a> {
    pub(super) input: &'a SiteInput<'a>,
    pub(super) comparison: &'a Comparison,
    pub(super) templates: Templates,
    pub(super) countries: Countries,
    pub(super) marks: Marks<'a>,
    topics: BTreeMap<Topic, &'a TopicText>,
    kinds: BTreeMap<Kind, Range<usize>>,
    wordings: BTreeMap<Topic, Vec<Said>>,
    histories: BTreeMap<&'a CharterId, &'a History>,
}

/// A commitment that speaks of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wording {
    kind: Kind,
    /// Letters of its text, so that the shortest come first.
    length: u32,
    /// Its profile and its place there, as indices.
    profile: u32,
    commitment: u32,
}

impl Wording {
    /// Its profile and its place there.
    pub(super) fn place(self) -> (u32, u32) {
        (self.profile, self.commitment)
    }
}

/// A wording with the others of its kind that say the very same and have the same labels: libraries under one roof share a charter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said {
    pub(super) first: Wording,
    /// In the order of their charters.
    pub(super) others: Vec<Wording>,
}

impl<'a> Site<'a> {
    /// # Errors
    /// A template that cannot be read.
    pub(super) fn new(input: &'a SiteInput<'a>) -> Result<Self, Error> {
        let comparison = input.comparison;
        let templates = Templates::layered(input.templates)?;
        let marks = Marks::of(&comparison.profiles, &templates)?;
        Ok(Self {
            input,
            comparison,
            templates,
            marks,
            countries: Countries::built_in(),
            topics: input.topics.iter().map(|topic| (topic.id, *topic)).collect(),
            kinds: kinds(&comparison.profiles),
            wordings: wordings(&comparison.profiles),
            histories: input.histories.iter().map(|history| (&history.charter, history)).collect(),
        })
    }

    /// A page at that path, made by that template.
    pub(super) fn page<P: Serialize>(&self, path: &str, template: &str, page: &P) -> Result<Page, Error> {
        Ok(Page { path: path.to_owned(), content: self.templates.render(template, page)? })
    }

    /// What is around a page at that path.
    pub(super) fn frame(
        &self,
        path: &str,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Frame<'a> {
        Frame::new(self.input, path, title.into(), description.into())
    }

    /// What readers are told of a topic; its id stands for what a project's own texts leave out.
    pub(super) fn topic_name(&self, topic: Topic) -> &'a str {
        self.topics.get(&topic).map_or(topic.id(), |text| text.name.as_str())
    }

    /// What readers are told of a topic.
    pub(super) fn topic_text(&self, topic: Topic) -> Option<&'a TopicText> {
        self.topics.get(&topic).copied()
    }

    /// The kinds that have charters, in the order of pages, with their profiles' places.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (Kind, Range<usize>)> + '_ {
        self.kinds.iter().map(|(kind, range)| (*kind, range.clone()))
    }

    /// Where the profiles of a kind stand; nowhere for a kind without any.
    pub(super) fn range(&self, kind: Kind) -> Range<usize> {
        self.kinds.get(&kind).cloned().unwrap_or(0..0)
    }

    /// The profiles of a kind, in the order of their ids.
    pub(super) fn profiles(&self, kind: Kind) -> &'a [Profile] {
        self.comparison.profiles.get(self.range(kind)).unwrap_or_default()
    }

    /// What speaks of a topic: by kind, the shortest first, what is said in the very same words once.
    pub(super) fn wordings(&self, topic: Topic) -> &[Said] {
        self.wordings.get(&topic).map_or(&[], Vec::as_slice)
    }

    /// What is known of a charter's captures; `None` where nothing is kept.
    pub(super) fn history(&self, id: &CharterId) -> Option<&'a History> {
        self.histories.get(id).copied()
    }

    /// The charters of which something is kept, in the order of their ids.
    pub(super) fn kept(&self) -> impl Iterator<Item = (&'a Profile, &'a History)> + '_ {
        let profiles = self.comparison.profiles.iter();
        profiles.filter_map(|profile| Some((profile, self.history(&profile.id)?)))
    }

    /// A commitment with its charter, by the places of both.
    pub(super) fn resolve(&self, at: (u32, u32)) -> Option<(&'a Profile, &'a Commitment)> {
        resolved(&self.comparison.profiles, at)
    }
}

/// Profiles are in the order of their ids, which begin with the kind: those of one kind stand together.
fn kinds(profiles: &[Profile]) -> BTreeMap<Kind, Range<usize>> {
    let mut kinds: BTreeMap<Kind, Range<usize>> = BTreeMap::new();
    for (index, profile) in profiles.iter().enumerate() {
        kinds.entry(profile.facts.kind).or_insert(index..index).end = index + 1;
    }
    kinds
}

fn resolved(profiles: &[Profile], (profile, commitment): (u32, u32)) -> Option<(&Profile, &Commitment)> {
    let profile = profiles.get(profile as usize)?;
    Some((profile, profile.commitments.get(commitment as usize)?))
}

fn wordings(profiles: &[Profile]) -> BTreeMap<Topic, Vec<Said>> {
    let mut wordings: BTreeMap<Topic, Vec<Said>> = BTreeMap::new();
    // Where a wording stands in the list of its topic. Looked up only, never walked.
    let mut places: FxHashMap<(Topic, Kind, &str, &str), Vec<usize>> = FxHashMap::default();
    for (index, profile) in (0u32..).zip(profiles) {
        for (place, commitment) in (0u32..).zip(&profile.commitments) {
            let wording = Wording {
                kind: profile.facts.kind,
                length: u32::try_from(commitment.text.chars().count()).unwrap_or(u32::MAX),
                profile: index,
                commitment: place,
            };
            // A correction by hand may name a topic twice.
            let mut topics = vec![commitment.topic];
            topics.extend(commitment.also.iter().filter(|also| **also != commitment.topic));
            topics.dedup();
            for topic in topics {
                let list = wordings.entry(topic).or_default();
                let key = (topic, wording.kind, commitment.text.as_str(), commitment.lead_in.as_str());
                let known = places.entry(key).or_default();
                let same = known.iter().copied().find(|at| {
                    let said = list.get(*at).and_then(|said| resolved(profiles, said.first.place()));
                    said.is_some_and(|(_, said)| shown_alike(said, commitment))
                });
                match same.and_then(|at| list.get_mut(at)) {
                    Some(said) => said.others.push(wording),
                    None => {
                        known.push(list.len());
                        list.push(Said { first: wording, others: Vec::new() });
                    }
                }
            }
        }
    }
    for list in wordings.values_mut() {
        list.sort_unstable();
    }
    wordings
}

/// Whether two commitments in the same words look the same on the page of a topic.
fn shown_alike(a: &Commitment, b: &Commitment) -> bool {
    a.topic == b.topic
        && a.party == b.party
        && a.strength == b.strength
        && a.measures == b.measures
        && a.channels == b.channels
        && a.vague == b.vague
        && a.unsure() == b.unsure()
}
