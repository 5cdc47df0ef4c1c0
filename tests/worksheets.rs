//! The worksheets of the charters that ship: what may stand on them, by what they change, and that no sheet tells its key.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at what cannot be")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use charterhouse::extract::learned::Weights;
use charterhouse::lexicon::Lexicon;
use charterhouse::model::charter::Kind;
use charterhouse::model::commitment::{Party, Strength, Topic};
use charterhouse::model::comparison::{Comparison, Profile};
use charterhouse::model::language::Language;
use charterhouse::model::worksheet::{Filling, Sheet, Worksheets};
use charterhouse::project::Project;
use charterhouse::render::{Choice, Page, SiteInput};
use charterhouse::{compare, profiles, render, worksheet};

/// The sheets whose items are commitments to be judged.
const JUDGED: [Sheet; 7] = [
    Sheet::Classify,
    Sheet::Rank,
    Sheet::Rewrite,
    Sheet::Rules,
    Sheet::Names,
    Sheet::Needs,
    Sheet::Agreement,
];

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::built_in().unwrap())
}

/// The charters that ship, read once.
fn shipped() -> Vec<Profile> {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    let read = || {
        let project = Project::open(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        profiles(&project, lexicon(), &Weights::built_in().unwrap(), &|_| ()).unwrap().0
    };
    PROFILES.get_or_init(read).clone()
}

fn drawn(profiles: Vec<Profile>, seed: u64) -> (Comparison, Worksheets) {
    let comparison = compare::profiles(profiles);
    let worksheets = worksheet::choose(&comparison, lexicon().lenses(), seed);
    (comparison, worksheets)
}

/// Whose words, and which, in the order of a sheet.
fn items(comparison: &Comparison, worksheets: &Worksheets, sheet: Sheet) -> Vec<(String, String)> {
    let of = |item: &charterhouse::model::worksheet::Item| {
        let (profile, commitment) = item.pick.of(comparison).unwrap();
        (profile.id.to_string(), commitment.text.clone())
    };
    worksheets.items(sheet).iter().map(of).collect()
}

fn all_items(profiles: Vec<Profile>, seed: u64) -> Vec<Vec<(String, String)>> {
    let (comparison, worksheets) = drawn(profiles, seed);
    JUDGED.map(|sheet| items(&comparison, &worksheets, sheet)).into()
}

fn pages(comparison: &Comparison, worksheets: &Worksheets) -> Vec<Page> {
    let lenses = compare::lenses::read(&comparison.profiles, lexicon().lenses());
    let status = compare::status::of(comparison, &[], jiff::civil::date(2026, 11, 24), 365);
    let input = SiteInput {
        comparison,
        topics: lexicon().topics().values().collect(),
        lenses: &lenses,
        worksheets,
        name: "Charters",
        today: jiff::civil::date(2026, 11, 24),
        publication: &charterhouse::model::publication::Publication::named(
            "Charters",
            jiff::civil::date(2026, 11, 24),
        ),
        quality: &[],
        reliability: &[],
        downloads: &[],
        histories: &[],
        status: &status,
        address: "",
        archive: "",
        templates: &[],
    };
    render::worksheets(&input, &Sheet::ALL, &Choice::default()).unwrap()
}

fn text<'a>(pages: &'a [Page], path: &str) -> &'a str {
    let page = pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(&page.content).unwrap()
}

#[test]
fn the_same_seed_draws_the_same_in_any_order_and_another_draws_others() {
    let mut reversed = shipped();
    reversed.reverse();
    let first = all_items(shipped(), 1);
    assert_eq!(first, all_items(reversed, 1));
    let second = all_items(shipped(), 2);
    assert!(first.iter().zip(&second).all(|(a, b)| a != b));
}

#[test]
fn a_charter_that_was_not_drawn_from_can_go_and_the_sheets_stay() {
    let before = all_items(shipped(), 1);
    let used: BTreeSet<&String> = before.iter().flatten().map(|(charter, _)| charter).collect();
    let unused = shipped().into_iter().find(|profile| !used.contains(&profile.id.to_string())).unwrap();
    let fewer: Vec<Profile> = shipped().into_iter().filter(|profile| profile.id != unused.id).collect();
    assert_eq!(before, all_items(fewer, 1));
}

#[test]
fn sheets_are_full_of_sure_commitments_from_many_charters_and_kinds() {
    for seed in 1..6 {
        let (comparison, worksheets) = drawn(shipped(), seed);
        let counts = JUDGED.map(|sheet| worksheets.items(sheet).len());
        assert_eq!(counts, [10, 8, 5, 9, 8, 10, 20], "seed {seed}");
        for sheet in JUDGED {
            let found = items(&comparison, &worksheets, sheet);
            let texts: BTreeSet<&String> = found.iter().map(|(_, text)| text).collect();
            assert_eq!(texts.len(), found.len(), "{sheet} says something twice");
            let kinds: BTreeSet<Kind> = worksheets
                .items(sheet)
                .iter()
                .map(|item| item.pick.of(&comparison).unwrap().0.facts.kind)
                .collect();
            assert!(kinds.len() >= 4, "{sheet} has {kinds:?}");
            for item in worksheets.items(sheet) {
                assert!(item.pick.of(&comparison).unwrap().1.unsure().is_empty(), "{sheet}");
            }
        }
        let charters: BTreeSet<String> = items(&comparison, &worksheets, Sheet::Classify)
            .into_iter()
            .map(|(charter, _)| charter)
            .collect();
        assert_eq!(charters.len(), 10);
    }
}

#[test]
fn nothing_is_drawn_from_a_charter_in_another_language_or_with_unsure_labels() {
    let welsh = |mut profile: Profile| {
        profile.languages.main = Language { id: "cy".to_owned(), name: "Welsh".to_owned() };
        profile
    };
    let unsure = |mut profile: Profile| {
        profile.commitments.iter_mut().for_each(|commitment| commitment.confidence.strength = 0.5);
        profile
    };
    for spoil in [&welsh as &dyn Fn(Profile) -> Profile, &unsure] {
        let (_, worksheets) = drawn(shipped().into_iter().map(spoil).collect(), 1);
        for sheet in JUDGED {
            assert!(matches!(worksheets.fillings[&sheet], Filling::Short { found: 0, .. }), "{sheet}");
        }
    }
}

#[test]
fn no_sheet_changes_with_the_labels_that_its_key_tells() {
    let (mut comparison, worksheets) = drawn(shipped(), 1);
    let before = pages(&comparison, &worksheets);
    for commitment in comparison.profiles.iter_mut().flat_map(|profile| &mut profile.commitments) {
        commitment.party = if commitment.party == Party::Library { Party::User } else { Party::Library };
        commitment.strength = Strength::Qualified;
        commitment.topic = Topic::Preservation;
        commitment.also.clear();
        commitment.measures.clear();
        commitment.vague.clear();
        commitment.because.clear();
    }
    let after = pages(&comparison, &worksheets);
    for sheet in JUDGED {
        let (path, key) = (format!("{sheet}.html"), format!("{sheet}-key.html"));
        assert_eq!(text(&before, &path), text(&after, &path), "{path}");
        if sheet != Sheet::Names {
            assert_ne!(text(&before, &key), text(&after, &key), "{key} does not tell the labels");
        }
    }
}

#[test]
fn a_key_names_the_answers_and_the_words_that_decided() {
    let (comparison, worksheets) = drawn(shipped(), 1);
    let pages = pages(&comparison, &worksheets);
    let key = text(&pages, "rank-key.html");
    for item in worksheets.items(Sheet::Rank) {
        let (_, commitment) = item.pick.of(&comparison).unwrap();
        assert!(key.contains(&format!("</span> {}</span>", commitment.strength)));
    }
    assert!(text(&pages, "agreement.html").contains("<b>0.58</b>"));
    assert!(text(&pages, "rewrite-key.html").contains("Others on this topic:"));
}

#[test]
fn a_file_stands_alone() {
    let (comparison, worksheets) = drawn(shipped(), 1);
    for page in pages(&comparison, &worksheets) {
        let page = std::str::from_utf8(&page.content).unwrap();
        assert!(page.contains("<style>\n") && page.contains("@page sheet"));
        let links: BTreeSet<&str> =
            page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.iter().all(|link| link.starts_with("data:") || link.starts_with('#')), "{links:?}");
        assert!(!page.contains("<script") && !page.contains(" src="));
    }
}

#[test]
fn hostile_words_are_shown_as_words() {
    let mut hostile = shipped();
    for profile in &mut hostile {
        profile.facts.name = "<script>alert(1)</script>{{ frame.site }}".to_owned();
        profile.facts.title = profile.facts.name.clone();
        for commitment in &mut profile.commitments {
            commitment.text = format!("We will <img src=x> {}", commitment.text);
        }
    }
    let (comparison, worksheets) = drawn(hostile, 1);
    let pages = pages(&comparison, &worksheets);
    assert!(text(&pages, "classify.html").contains("&lt;img src=x&gt;"));
    assert!(text(&pages, "classify-key.html").contains("&lt;script&gt;alert"));
    for page in &pages {
        let page = std::str::from_utf8(&page.content).expect("pages are UTF-8");
        assert!(!page.contains("<script") && !page.contains("<img"));
    }
}
