//! How a collection stands: which charters were never seen, not seen for long, are away, refused, unread or unreviewed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::odd;
use crate::model::change::{Attempted, Brought, History};
use crate::model::charter::{Basis, CharterId};
use crate::model::comparison::{Comparison, Profile};
use crate::model::status::{Notice, State, Status};

/// How a collection stands on a day. A charter is stale that was last seen more than `stale_after` days before.
#[must_use]
pub fn of(comparison: &Comparison, histories: &[History], today: Date, stale_after: u32) -> Status {
    let histories: BTreeMap<&CharterId, &History> =
        histories.iter().map(|history| (&history.charter, history)).collect();
    let mut notices = Vec::new();
    for profile in &comparison.profiles {
        let mut say = |state, said: String| {
            notices.push(Notice { state, charter: profile.id.clone(), commitment: None, said });
        };
        let history = histories.get(&profile.id).copied();
        // What was made up is nowhere to be fetched.
        if profile.facts.basis != Basis::Sample {
            if let Some((state, said)) = visits(history) {
                say(state, said);
            }
            let seen = seen(profile, history);
            let days = (today - seen).get_days();
            if i64::from(days) > i64::from(stale_after) {
                say(State::Stale, format!("last seen on {seen}, {days} days before"));
            }
            if profile.facts.basis == Basis::Summary {
                say(State::SummaryOnly, String::new());
            }
        }
        if !profile.is_reviewed() {
            let doubts = profile.commitments.iter().filter(|one| !one.unsure().is_empty()).count();
            let doubts = if doubts > 0 { format!("{doubts} with an unsure label") } else { String::new() };
            say(State::Unreviewed, doubts);
        }
    }
    notices.extend(odd::figures(comparison).into_iter().filter_map(|odd| {
        let profile = comparison.profiles.get(odd.profile)?;
        let commitment = profile.commitments.get(odd.commitment)?.id.clone();
        let state = State::OddFigure;
        Some(Notice { state, charter: profile.id.clone(), commitment: Some(commitment), said: odd.said })
    }));
    // Stable: odd figures of one charter stay in its order.
    notices.sort_by(|a, b| (a.state, &a.charter).cmp(&(b.state, &b.charter)));
    Status { today, charters: comparison.profiles.len(), notices }
}

/// What the last visit came to, where that is worth a word.
fn visits(history: Option<&History>) -> Option<(State, String)> {
    let Some(history) = history else {
        return Some((State::NeverFetched, String::new()));
    };
    if let Some(attempt) = &history.attempt {
        let state = match attempt.outcome {
            Attempted::Refused => State::Refused,
            Attempted::Failed => State::Unreachable,
        };
        return Some((state, format!("{}: {}", day(attempt.date), attempt.why)));
    }
    let last = history.last()?;
    match &last.brought {
        Brought::Unusable(why) => Some((State::Unusable, format!("{}: {why}", day(last.date)))),
        _ => None,
    }
}

/// When the charter was last seen to say what is shown.
fn seen(profile: &Profile, history: Option<&History>) -> Date {
    let newest = history.and_then(History::newest).map(|seen| day(seen.date));
    newest.map_or(profile.facts.retrieved, |newest| newest.max(profile.facts.retrieved))
}

fn day(moment: jiff::Timestamp) -> Date {
    moment.to_zoned(jiff::tz::TimeZone::UTC).date()
}
