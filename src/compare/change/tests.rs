//! What every comparison of two captures holds, however large and odd they are.

use super::*;
use crate::model::commitment::{Party, Topic};
use crate::model::confidence::Confidence;
use crate::model::document::Place;
use crate::model::measure::{Bound, Measure, TimeUnit};

fn says(text: &str, section: &str) -> Commitment {
    Commitment {
        text: text.to_owned(),
        section: section.to_owned(),
        party: Party::Library,
        strength: Strength::Firm,
        topic: Topic::Contact,
        also: Vec::new(),
        channels: Vec::new(),
        measures: Vec::new(),
        vague: Vec::new(),
        id: String::new(),
        because: Vec::new(),
        confidence: Confidence::CERTAIN,
        reviewed: false,
        place: Place::default(),
        lead_in: String::new(),
    }
}

fn of(old: &[Commitment], new: &[Commitment]) -> Vec<String> {
    let side = |commitments| Side { commitments, other: &[] };
    let found = changes(side(old), side(new), jiff::civil::date(2026, 6, 4));
    found
        .iter()
        .map(|change| {
            let what: Vec<&str> = change.differences.iter().map(|one| one.what.id()).collect();
            format!("{} {}", what.join("+"), change.commitment().map_or("", |one| one.text.as_str()))
        })
        .collect()
}

#[test]
fn nothing_changed_between_a_capture_and_itself() {
    let all: Vec<Commitment> = (0..50).map(|index| says(&format!("We do thing {index}."), "A")).collect();
    assert_eq!(of(&all, &all), [""; 0]);
    assert_eq!(of(&[], &[]), [""; 0]);
}

#[test]
fn a_commitment_that_moved_is_the_same_and_one_that_was_dropped_stands_where_it_stood() {
    let old = [
        says("We greet you.", "A"),
        says("We answer letters.", "A"),
        says("We keep the building warm.", "B"),
    ];
    let new = [
        says("We keep the building warm.", "A"),
        says("We greet you.", "C"),
        says("Tea is free on Sundays.", "C"),
    ];
    assert_eq!(of(&old, &new), ["dropped We answer letters.", "added Tea is free on Sundays."]);
}

#[test]
fn texts_that_stand_often_are_counted() {
    let many = |times| vec![says("We help.", "A"); times];
    assert_eq!(of(&many(3), &many(2)), ["dropped We help."]);
    assert_eq!(of(&many(10_000), &many(10_001)), ["added We help."]);
}

#[test]
fn of_two_parties_nothing_is_alike() {
    let mut asked = says("Return loans within three weeks please.", "A");
    asked.party = Party::User;
    let promised = says("Return loans within four weeks please.", "A");
    assert_eq!(of(&[asked], &[promised]).len(), 2);
}

#[test]
fn a_weaker_word_and_a_looser_figure_are_both_said() {
    let days = |value| Measure::Duration { bound: Bound::Max, value, unit: TimeUnit::Day, working: true };
    let mut old = says("We will answer every letter within 2 working days.", "A");
    old.measures = vec![days(2.0)];
    let mut new = says("We aim to answer every letter within 5 working days.", "A");
    new.measures = vec![days(5.0)];
    new.strength = Strength::Qualified;
    assert_eq!(of(&[old], &[new]), ["loosened+weaker We aim to answer every letter within 5 working days."]);
}

#[test]
fn a_sentence_that_still_stands_there_was_not_dropped() {
    let old = [says("We greet you.", "A")];
    let other = ["We greet “you”".to_owned()];
    let day = jiff::civil::date(2026, 6, 4);
    let gone = changes(Side { commitments: &old, other: &[] }, Side { commitments: &[], other: &other }, day);
    let come = changes(Side { commitments: &[], other: &other }, Side { commitments: &old, other: &[] }, day);
    assert_eq!((gone.len(), come.len()), (0, 0));
}

#[test]
fn a_term_that_moves_is_a_change_and_a_date_that_is_past_is_none() {
    let until = |date: &str| [says(&format!("We keep the hall open until {date}."), "A")];
    let (past, to_come, later) = (until("3 May 2026"), until("31 December 2026"), until("31 March 2027"));
    assert_eq!(of(&to_come, &later), ["reworded We keep the hall open until 31 March 2027."]);
    assert_eq!(of(&past, &later), ["reworded We keep the hall open until 31 March 2027."]);
    assert_eq!(of(&past, &until("4 June 2026")), [""; 0]);
    assert_eq!(of(&later, &later), [""; 0]);
}

#[test]
fn ten_thousand_units_are_compared_whatever_they_share() {
    // Each has words of its own between those that all share, and every one is worded anew.
    let unit = |index: usize, verb: &str| {
        says(
            &format!(
                "We will {verb} every reader of room {} in hall {} about matter m{index}.",
                index % 97,
                index % 89
            ),
            "A",
        )
    };
    let old: Vec<Commitment> = (0..10_000).map(|index| unit(index, "tell")).collect();
    let new: Vec<Commitment> = (0..10_000).rev().map(|index| unit(index, "inform")).collect();
    let found = of(&old, &new);
    assert_eq!(found.len(), 10_000);
    assert!(found.iter().all(|one| one.starts_with("reworded ")));
}
