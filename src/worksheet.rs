//! Chooses what stands on the worksheets: a bounded sample of a collection, drawn by a seed.
//!
//! Every commitment is looked at once; per sheet, sort and kind of library only the lowest lots are kept. From these a sheet takes
//! its items so that kinds, charters and topics change as much as they can. What the sheets say is left to `render`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::charter::Kind;
use crate::model::commitment::{Party, Strength, Topic};
use crate::model::comparison::{Comparison, Profile};
use crate::model::labels::folded;
use crate::model::lens::{Lens, UnitAt};
use crate::model::worksheet::{Filling, Item, Pick, Reading, Sheet, Worksheets};

mod fit;
mod lot;

use lot::{Candidate, Shortlist, lot};

/// How a sheet is filled.
struct Plan {
    sheet: Sheet,
    /// How many of each sort it wants; sorts beyond these are wanted once each.
    wants: &'static [usize],
    /// How many items it has.
    items: usize,
    /// With fewer it is not worth printing.
    least: usize,
    /// How many sorts it needs.
    groups: usize,
}

const PLANS: [Plan; 8] = [
    Plan { sheet: Sheet::Classify, wants: &[2, 2, 3, 2, 1], items: 10, least: 5, groups: 2 },
    Plan { sheet: Sheet::Rank, wants: &[2, 2, 2, 2], items: 8, least: 5, groups: 3 },
    Plan { sheet: Sheet::Rewrite, wants: &[5], items: 5, least: 2, groups: 1 },
    Plan { sheet: Sheet::Rules, wants: &[3, 3, 3], items: 9, least: 5, groups: 2 },
    Plan { sheet: Sheet::Names, wants: &[], items: 8, least: 4, groups: 2 },
    Plan { sheet: Sheet::Needs, wants: &[5, 5], items: 10, least: 5, groups: 2 },
    Plan { sheet: Sheet::Agreement, wants: &[8, 7, 5], items: 20, least: 8, groups: 2 },
    // Three charters' words on what goes wrong, beside the e-mail; the sheet does without them where there are none.
    Plan { sheet: Sheet::Reply, wants: &[1, 1, 1], items: 3, least: 0, groups: 0 },
];

/// What the words beside the e-mail are about: what it costs, what went wrong, how people are treated.
const ON_A_FINE: [Topic; 3] = [Topic::Costs, Topic::Complaints, Topic::Staff];

/// As many charters of a kind are named for a class to read.
const READ: usize = 3;
/// With fewer commitments a charter is no reading for a class.
const READABLE: usize = 5;

/// A sheet's candidates, by sort and kind.
type Candidates = BTreeMap<(Sheet, usize, Kind), Shortlist>;

/// What stands on all sheets. `lenses` are those by which the profiles were read. The same comparison and seed give the same.
#[must_use]
pub fn choose(comparison: &Comparison, lenses: &[Lens], seed: u64) -> Worksheets {
    let (candidates, measured) = candidates(&comparison.profiles, lenses, seed);
    let mut fillings: BTreeMap<Sheet, Filling> =
        PLANS.iter().map(|plan| (plan.sheet, filled(comparison, plan, &candidates, seed))).collect();
    if let Some(Filling::Items(items)) = fillings.get_mut(&Sheet::Rewrite) {
        for item in items {
            let topic = item.pick.of(comparison).map(|(_, commitment)| commitment.topic);
            let found = topic.and_then(|topic| measured.get(&topic));
            let other = |found: &&Candidate| found.pick.profile != item.pick.profile;
            item.beside = found.and_then(|list| list.iter().find(other)).map(|found| found.pick);
        }
    }
    Worksheets { seed, fillings, readings: readings(&comparison.profiles, seed) }
}

/// The candidates of every sheet, and of promises that are measured, by topic: those that a vague one is held against.
fn candidates(profiles: &[Profile], lenses: &[Lens], seed: u64) -> (Candidates, BTreeMap<Topic, Shortlist>) {
    let lens = |sheet: Sheet| lenses.iter().find(|lens| lens.id == sheet.lens());
    let mut found = Candidates::new();
    let mut measured: BTreeMap<Topic, Shortlist> = BTreeMap::new();
    for (index, profile) in profiles.iter().enumerate() {
        if !fit::is_english(profile) || !fit::is_named(profile) {
            continue;
        }
        let kind = profile.facts.kind;
        for (place, commitment) in profile.commitments.iter().enumerate() {
            let pick = Pick { profile: index, commitment: place };
            let candidate =
                |sheet: Sheet| Candidate { lot: lot(seed, sheet.id(), &commitment.id), pick, words: (0, 0) };
            for sheet in PLANS.iter().map(|plan| plan.sheet) {
                let group = match sheet {
                    Sheet::Reply => on_a_fine(commitment.party, commitment.topic),
                    _ => fit::group(sheet, commitment, lens(sheet)),
                };
                let Some(group) = group else { continue };
                // Whether the lot is low enough is cheaper to tell than whether the words are fit.
                let candidate = candidate(sheet);
                let list = found.get(&(sheet, group, kind));
                if list.is_none_or(|list| list.takes(&candidate)) && fit::is_fit(sheet, commitment) {
                    found.entry((sheet, group, kind)).or_default().offer(candidate);
                }
            }
            let is_model = commitment.party == Party::Library
                && commitment.strength == Strength::Firm
                && !commitment.measures.is_empty();
            if is_model && fit::is_fit(Sheet::Rewrite, commitment) {
                measured.entry(commitment.topic).or_default().offer(candidate(Sheet::Rewrite));
            }
        }
        names(&mut found, (index, profile), lenses, seed);
    }
    (found, measured)
}

fn on_a_fine(party: Party, topic: Topic) -> Option<usize> {
    ON_A_FINE.iter().position(|on| party == Party::Library && *on == topic)
}

/// The names that a charter gives to the people whom it serves.
fn names(found: &mut Candidates, (index, profile): (usize, &Profile), lenses: &[Lens], seed: u64) {
    for remark in &profile.remarks {
        let lens = lenses.get(usize::from(remark.of.lens));
        let UnitAt::Commitment(place) = remark.at else {
            continue;
        };
        let pick = Pick { profile: index, commitment: place as usize };
        let commitment = profile.commitments.get(pick.commitment);
        if let Some(commitment) = commitment.filter(|commitment| {
            lens.is_some_and(|lens| lens.id == Sheet::Names.lens()) && fit::is_fit(Sheet::Names, commitment)
        }) {
            let candidate =
                Candidate { lot: lot(seed, Sheet::Names.id(), &commitment.id), pick, words: remark.words };
            found
                .entry((Sheet::Names, usize::from(remark.of.group), profile.facts.kind))
                .or_default()
                .offer(candidate);
        }
    }
}

/// A sheet's items, in an order drawn by lot; or that there are too few.
fn filled(comparison: &Comparison, plan: &Plan, candidates: &Candidates, seed: u64) -> Filling {
    let mut lists: BTreeMap<usize, BTreeMap<Kind, Vec<Candidate>>> = BTreeMap::new();
    for ((sheet, group, kind), list) in candidates {
        if *sheet == plan.sheet {
            lists.entry(*group).or_default().insert(*kind, list.iter().copied().collect());
        }
    }
    let mut taken = Taken {
        comparison,
        items: Vec::new(),
        charters: BTreeSet::new(),
        texts: BTreeSet::new(),
        topics: BTreeSet::new(),
        kinds: BTreeMap::new(),
    };
    let mut order: Vec<usize> = lists.keys().copied().collect();
    // Of more sorts than there is room for, as many as there is, by lot.
    order.sort_by_key(|group| lot(seed, plan.sheet.id(), &group.to_string()));
    for round in Round::ALL {
        for group in &order {
            let wanted =
                if round == Round::Rest { plan.items } else { plan.wants.get(*group).copied().unwrap_or(1) };
            let list = lists.get(group).into_iter().flatten();
            taken.take(round, *group, wanted, plan.items, &list.collect::<Vec<_>>());
        }
    }
    let mut items = taken.items;
    let groups = items.iter().map(|item| item.group).collect::<BTreeSet<_>>().len();
    if items.len() < plan.least || groups < plan.groups {
        return Filling::Short { found: items.len(), least: plan.least, groups };
    }
    items.sort_by_cached_key(|item| {
        let id = item.pick.of(comparison).map_or("", |(_, commitment)| commitment.id.as_str());
        lot(seed, "order", id)
    });
    Filling::Items(items)
}

/// How choosy a sheet is: first a new charter and a new topic for each item, then whatever is left of its sort, then of any sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    NewTopic,
    NewCharter,
    Any,
    Rest,
}

impl Round {
    const ALL: [Self; 4] = [Self::NewTopic, Self::NewCharter, Self::Any, Self::Rest];
}

/// What a sheet has so far.
struct Taken<'a> {
    comparison: &'a Comparison,
    items: Vec<Item>,
    charters: BTreeSet<usize>,
    texts: BTreeSet<String>,
    topics: BTreeSet<Topic>,
    kinds: BTreeMap<Kind, usize>,
}

impl Taken<'_> {
    /// Takes of one sort until it has as many as are wanted, each from the kind of library that the sheet has least of.
    fn take(
        &mut self,
        round: Round,
        group: usize,
        wanted: usize,
        room: usize,
        lists: &[(&Kind, &Vec<Candidate>)],
    ) {
        while self.items.len() < room && self.items.iter().filter(|item| item.group == group).count() < wanted
        {
            let mut kinds: Vec<&(&Kind, &Vec<Candidate>)> = lists.iter().collect();
            let so_far = |kind: &Kind| self.kinds.get(kind).copied().unwrap_or(0);
            kinds.sort_by_key(|(kind, list)| (so_far(kind), list.first().map(|first| first.lot)));
            let found = kinds.iter().find_map(|(kind, list)| {
                list.iter()
                    .find(|candidate| self.allows(round, candidate))
                    .map(|candidate| (**kind, *candidate))
            });
            let Some((kind, candidate)) = found else {
                return;
            };
            let Some((_, commitment)) = candidate.pick.of(self.comparison) else {
                return;
            };
            self.charters.insert(candidate.pick.profile);
            self.texts.insert(said(&commitment.text));
            self.topics.insert(commitment.topic);
            *self.kinds.entry(kind).or_default() += 1;
            self.items.push(Item { pick: candidate.pick, group, words: candidate.words, beside: None });
        }
    }

    fn allows(&self, round: Round, candidate: &Candidate) -> bool {
        let Some((_, commitment)) = candidate.pick.of(self.comparison) else {
            return false;
        };
        let new_charter = !self.charters.contains(&candidate.pick.profile);
        !self.texts.contains(&said(&commitment.text))
            && match round {
                Round::NewTopic => new_charter && !self.topics.contains(&commitment.topic),
                Round::NewCharter => new_charter,
                Round::Any | Round::Rest => true,
            }
    }
}

/// A text as it is told from others: a sheet never says the same twice.
fn said(text: &str) -> String {
    folded(text).to_lowercase()
}

/// Some charters of each kind, those of many commitments and of few alike.
fn readings(profiles: &[Profile], seed: u64) -> Vec<Reading> {
    let mut lists: BTreeMap<Kind, Shortlist> = BTreeMap::new();
    for (index, profile) in profiles.iter().enumerate() {
        if fit::is_english(profile) && fit::is_named(profile) && profile.commitments.len() >= READABLE {
            let pick = Pick { profile: index, commitment: 0 };
            let candidate = Candidate { lot: lot(seed, "reading", profile.id.as_str()), pick, words: (0, 0) };
            lists.entry(profile.facts.kind).or_default().offer(candidate);
        }
    }
    let first = |list: Shortlist| list.iter().take(READ).map(|found| found.pick.profile).collect();
    lists.into_iter().map(|(kind, list)| Reading { kind, profiles: first(list) }).collect()
}
