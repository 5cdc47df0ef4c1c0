//! Two captures of a charter, commitment by commitment: what is new, gone, tighter, looser, firmer, weaker or worded anew.
//!
//! What makes no difference is left out before anything is compared (`tokens`): marks, case, space, the ends of links, counters
//! and dates that are past; a date to come is a term of what is promised ("open until 31 December 2026"), and counts. A commitment that moved to another section is the same; so is a sentence that still stands there, whatever the
//! models make of it in its new surroundings.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::change::{Change, Difference, Stretch, What};
use crate::model::commitment::{Commitment, Strength};

mod tokens;
mod matched;
mod figures;
mod marked;

use matched::Told;

/// What a capture says.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What it promises and asks, in the order of the charter.
    pub commitments: &'a [Commitment],
    /// The texts of its other units.
    pub other: &'a [String],
}

/// What changed from one capture to the next, in the order of the charter; what was dropped stands where it stood. `day` is that of
/// the new capture: a date that is not after it says when something was written or came to pass, and is noise.
#[must_use]
pub fn changes(old: Side<'_>, new: Side<'_>, day: Date) -> Vec<Change> {
    let (were, are) = (Told::all(old.commitments, day), Told::all(new.commitments, day));
    let pairs = matched::pairs(&were, &are);
    let mut taken = vec![false; are.len()];
    let mut found: Vec<((usize, usize), Change)> = Vec::new();
    let (mut still_there, mut was_there) = (Texts::of(new.other, day), Texts::of(old.other, day));
    // Behind which new one a dropped one stood: 0 is the beginning.
    let mut behind = 0;
    for (index, (was, pair)) in were.iter().zip(&pairs).enumerate() {
        match pair.and_then(|at| Some((at, are.get(at)?))) {
            Some((at, is)) => {
                behind = at + 1;
                if let Some(taken) = taken.get_mut(at) {
                    *taken = true;
                }
                found.extend(changed(was, is).map(|change| ((at + 1, 0), change)));
            }
            None if still_there.take(&was.keys) => {}
            None => found.push(((behind, index + 1), one(What::Dropped, Some(was.commitment), None))),
        }
    }
    for (at, is) in are.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false)) {
        if !was_there.take(&is.keys) {
            found.push(((at + 1, 0), one(What::Added, None, Some(is.commitment))));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, change)| change).collect()
}

/// The texts of units that are no commitments, each to be taken as often as it stands there.
struct Texts(BTreeMap<String, usize>);

impl Texts {
    fn of(texts: &[String], day: Date) -> Self {
        let mut counted = BTreeMap::new();
        for text in texts {
            *counted.entry(tokens::keys(text, day).join(" ")).or_default() += 1;
        }
        Self(counted)
    }

    fn take(&mut self, keys: &[String]) -> bool {
        let left = self.0.get_mut(&keys.join(" ")).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

fn one(what: What, was: Option<&Commitment>, is: Option<&Commitment>) -> Change {
    let text = |side: Option<&Commitment>| side.map_or("", |one| one.text.as_str()).to_owned();
    Change {
        differences: vec![Difference { what, was: None, is: None }],
        was: was.cloned(),
        is: is.cloned(),
        words: marked::marked(&text(was), &text(is)),
    }
}

/// In which ways a commitment changed; `None` where it did not.
fn changed(old: &Told<'_>, new: &Told<'_>) -> Option<Change> {
    let (was, is) = (old.commitment, new.commitment);
    let mut differences = figures::differences(&was.measures, &is.measures);
    let weaker = |strength: Strength| strength as u8;
    match weaker(is.strength).cmp(&weaker(was.strength)) {
        std::cmp::Ordering::Greater => {
            differences.push(Difference { what: What::Weaker, was: None, is: None })
        }
        std::cmp::Ordering::Less => differences.push(Difference { what: What::Firmer, was: None, is: None }),
        std::cmp::Ordering::Equal => {}
    }
    if differences.is_empty() && !same_words(old, new) {
        differences.push(Difference { what: What::Reworded, was: None, is: None });
    }
    differences.sort_by_key(|difference| difference.what);
    (!differences.is_empty()).then(|| Change {
        differences,
        was: Some(was.clone()),
        is: Some(is.clone()),
        words: words(old, new),
    })
}

/// The words of both, old and new marked; with their lead-ins, where these are what changed.
fn words(was: &Told<'_>, is: &Told<'_>) -> Vec<Stretch> {
    let same = was.lead_in == is.lead_in;
    let (was, is) = (was.commitment, is.commitment);
    if same {
        return marked::marked(&was.text, &is.text);
    }
    let whole = |one: &Commitment| format!("{} {}", one.lead_in, one.text).trim_start().to_owned();
    marked::marked(&whole(was), &whole(is))
}

/// Whether two commitments say the same, a lead-in taken into the text or not.
fn same_words(was: &Told<'_>, is: &Told<'_>) -> bool {
    let whole = |one: &Told<'_>| [one.lead_in.clone(), one.keys.clone()].concat();
    was.keys == is.keys || whole(was) == whole(is)
}

#[cfg(test)]
mod tests;
