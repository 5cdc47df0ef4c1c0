//! Profiles become a [`Comparison`]: coverage by topic and kind, standards on their scales, gaps against peers.
//!
//! Each profile is read once, on every core, and the rest is sums in the order of profiles: the same charters give the same
//! comparison, however many cores there are.

use rayon::prelude::*;

use crate::model::comparison::{Comparison, Profile};

pub mod coverage;
pub mod standards;
pub mod gaps;
pub mod lenses;
pub mod alike;
pub mod change;
pub mod odd;
pub mod status;

/// Compares profiles, in any order; the comparison has them in the order of their ids.
#[must_use]
pub fn profiles(mut profiles: Vec<Profile>) -> Comparison {
    profiles.par_sort_by(|a, b| a.id.cmp(&b.id));
    let spoken = coverage::spoken(&profiles);
    let coverage = coverage::of(&profiles, &spoken);
    let gaps = gaps::of(&profiles, &spoken, &coverage);
    let standards = standards::of(&profiles);
    let figures = standards::figures(&profiles, &standards);
    let alike = alike::of(&profiles);
    Comparison { profiles, coverage, standards, gaps, figures, alike }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what cannot be")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::charter::{Basis, CharterId, Facts, Kind};
    use crate::model::commitment::{Channel, Commitment, Party, Strength, Topic};
    use crate::model::comparison::Group;
    use crate::model::document::Place;
    use crate::model::figures::Selection;
    use crate::model::language::{Language, Unlabelled};
    use crate::model::measure::{Bound, Measure, TimeUnit};
    use crate::model::scale::{Scale, Sense, decimal};

    fn days(value: f64, working: bool) -> Measure {
        Measure::Duration { bound: Bound::Max, value, unit: TimeUnit::Day, working }
    }

    fn says(topic: Topic, also: &[Topic], channels: &[Channel], measures: &[Measure]) -> Commitment {
        Commitment {
            text: format!("We promise {topic}."),
            section: String::new(),
            party: Party::Library,
            strength: Strength::Firm,
            topic,
            also: also.to_vec(),
            channels: channels.to_vec(),
            measures: measures.to_vec(),
            vague: Vec::new(),
            id: format!("{topic}"),
            because: Vec::new(),
            confidence: crate::model::confidence::Confidence::CERTAIN,
            reviewed: false,
            place: Place::default(),
            lead_in: String::new(),
        }
    }

    fn charter(kind: Kind, slug: &str, commitments: Vec<Commitment>) -> Profile {
        Profile {
            id: CharterId::new(kind, slug).unwrap(),
            path: format!("charters/{kind}/{slug}.md"),
            facts: Facts {
                name: slug.to_owned(),
                kind,
                country: "GB".to_owned(),
                region: None,
                title: "Charter".to_owned(),
                url: "https://example.org/".to_owned(),
                retrieved: date(2026, 11, 23),
                basis: Basis::Sample,
                language: "en".to_owned(),
            },
            languages: Default::default(),
            commitments,
            other: Vec::new(),
            reviewed: 0,
            remarks: Vec::new(),
        }
    }

    /// Four public charters and a school's; `alpha` is silent on hours, and `delta` on nearly everything.
    fn five() -> Vec<Profile> {
        let email = [Channel::Email];
        let mut asked = says(Topic::Conduct, &[], &[], &[days(9.0, false)]);
        asked.party = Party::User;
        vec![
            charter(
                Kind::Public,
                "bravo",
                vec![
                    says(Topic::Hours, &[Topic::Staff], &[], &[]),
                    says(Topic::Contact, &[Topic::Enquiries], &email, &[days(2.0, true), days(10.0, true)]),
                    asked,
                ],
            ),
            charter(Kind::Public, "alpha", vec![says(Topic::Contact, &[], &email, &[days(1.0, true)])]),
            charter(
                Kind::Public,
                "charlie",
                vec![
                    says(Topic::Hours, &[], &[], &[]),
                    says(Topic::Contact, &[], &[Channel::Email, Channel::Post], &[days(3.0, false)]),
                ],
            ),
            charter(Kind::Public, "delta", vec![says(Topic::Hours, &[], &[], &[])]),
            charter(Kind::School, "echo", vec![says(Topic::Contact, &[], &email, &[days(4.0, true)])]),
        ]
    }

    #[track_caller]
    fn check_cell(topic: Topic, kind: Kind, expected: Option<(usize, usize, usize)>) {
        let found = profiles(five());
        let cell = found.coverage.cells[&topic].get(&kind);
        assert_eq!(cell.map(|cell| (cell.charters, cell.commitments, cell.with_figure)), expected);
    }

    #[test]
    fn a_topic_besides_the_main_one_is_covered_but_has_no_figure_of_its_own() {
        check_cell(Topic::Contact, Kind::Public, Some((3, 3, 3)));
        check_cell(Topic::Enquiries, Kind::Public, Some((1, 1, 0)));
        check_cell(Topic::Hours, Kind::Public, Some((3, 3, 0)));
    }

    #[test]
    fn every_topic_has_a_cell_for_every_kind_that_has_charters_and_no_other() {
        check_cell(Topic::Privacy, Kind::School, Some((0, 0, 0)));
        check_cell(Topic::Privacy, Kind::National, None);
        assert_eq!(profiles(five()).coverage.charters.len(), 2);
    }

    #[track_caller]
    fn check_gaps(slug: &str, expected: &str) {
        let found = profiles(five());
        let index = found.profiles.iter().position(|profile| profile.id.slug() == slug).unwrap();
        let shown: Vec<_> =
            found.gaps[index].iter().map(|gap| format!("{} {}/{}", gap.topic, gap.peers, gap.of)).collect();
        assert_eq!(shown.join(", "), expected);
    }

    #[test]
    fn a_gap_is_what_half_of_at_least_three_peers_speak_of() {
        check_gaps("alpha", "hours 3/3");
        check_gaps("delta", "contact 3/3");
        check_gaps("bravo", "");
        check_gaps("echo", "");
    }

    #[test]
    fn a_charter_that_was_not_labelled_is_no_peer_and_has_no_gaps() {
        let mut six = five();
        let mut welsh = charter(Kind::Public, "foxtrot", Vec::new());
        welsh.other.push("Byddwn yn ateb.".to_owned());
        let language = Language { id: "cy".to_owned(), name: "Welsh".to_owned() };
        welsh.languages.unlabelled.push(Unlabelled { language, units: vec![0] });
        six.push(welsh);
        let (found, before) = (profiles(six), profiles(five()));
        assert_eq!(found.coverage.charters, before.coverage.charters);
        assert_eq!(found.gaps, [before.gaps, vec![Vec::new()]].concat());
        assert_eq!((found.compared(), found.compared_of(Kind::Public)), (5, 4));
    }

    #[track_caller]
    fn check_summary(scale: Scale, groups: &[Group], expected: &str) {
        let found = profiles(five());
        let selection = groups
            .iter()
            .fold(Selection::of(scale, Sense::AtMost), |selection, group| selection.in_group(*group));
        let summary = standards::summary(&found, selection);
        let shown = summary.map_or("none".to_owned(), |summary| {
            let [low, median, high] = [summary.low, summary.median, summary.high].map(decimal);
            format!("{} in {}: {low} {median} {high}", summary.count, summary.charters)
        });
        assert_eq!(shown, expected);
        let walked = found.selected(selection).count();
        assert_eq!(walked, summary.map_or(0, |summary| summary.count));
    }

    #[test]
    fn working_and_calendar_time_are_summarised_apart() {
        check_summary(Scale::WorkingTime, &[], "4 in 3: 8 24 80");
        check_summary(Scale::CalendarTime, &[], "1 in 1: 72 72 72");
        check_summary(Scale::Percentage, &[], "none");
    }

    #[test]
    fn a_summary_may_be_of_any_topic_kind_and_channel() {
        let email = Group::Channel(Channel::Email);
        check_summary(Scale::WorkingTime, &[email, Group::Kind(Kind::Public)], "3 in 2: 8 16 80");
        check_summary(Scale::WorkingTime, &[email, Group::Kind(Kind::School)], "1 in 1: 32 32 32");
        check_summary(Scale::CalendarTime, &[Group::Channel(Channel::Post)], "1 in 1: 72 72 72");
        check_summary(Scale::WorkingTime, &[Group::Topic(Topic::Contact)], "4 in 3: 8 24 80");
        check_summary(Scale::WorkingTime, &[Group::Topic(Topic::Enquiries)], "none");
    }

    #[test]
    fn a_user_s_duty_is_no_standard_and_standards_are_found_by_profile() {
        let found = profiles(five());
        assert_eq!(found.standards.len(), 5);
        let names: Vec<_> = found.profiles.iter().map(|profile| profile.id.slug()).collect();
        assert_eq!(names, ["alpha", "bravo", "charlie", "delta", "echo"]);
        let counts: Vec<_> = (0..6).map(|index| found.standards_of(index).len()).collect();
        assert_eq!(counts, [1, 2, 1, 0, 1, 0]);
    }

    #[test]
    fn the_order_of_the_files_does_not_matter() {
        let mut reversed = five();
        reversed.reverse();
        let text = |profiles: Vec<Profile>| format!("{:?}", super::profiles(profiles));
        assert_eq!(text(five()), text(reversed));
    }

    #[test]
    fn nothing_compares_to_nothing() {
        let found = profiles(Vec::new());
        assert!(found.coverage.charters.is_empty() && found.figures.is_empty() && found.gaps.is_empty());
        assert_eq!(found.coverage.cells.len(), Topic::ALL.len());
    }
}
