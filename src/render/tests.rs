//! The site as a whole: nothing raw, nothing dead, nothing by chance.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use jiff::civil::date;

use super::*;
use crate::compare;
use crate::lexicon::Lexicon;
use crate::model::change::{
    Attempt, Attempted, Brought, Change, Difference, History, Mark, Revision, Seen, Stretch, What,
};
use crate::model::charter::{Basis, CharterId, Facts, Kind};
use crate::model::commitment::{Because, Channel, Commitment, Party, Strength, Topic};
use crate::model::comparison::Profile;
use crate::model::document::Place;
use crate::model::measure::{Bound, Measure, TimeUnit};
use crate::model::publication::Publication;

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=y>";

fn commitment(text: &str, id: &str, topic: Topic) -> Commitment {
    Commitment {
        text: text.to_owned(),
        section: text.to_owned(),
        party: Party::Library,
        strength: Strength::Qualified,
        topic,
        also: vec![Topic::Staff],
        channels: vec![Channel::Email, Channel::InPerson],
        measures: vec![
            Measure::Duration { bound: Bound::Max, value: 2.0, unit: TimeUnit::Day, working: true },
            Measure::Count { bound: Bound::Max, value: 2.0, unit: text.to_owned() },
        ],
        vague: vec![text.to_owned()],
        id: id.to_owned(),
        because: vec![Because { label: text.into(), rule: text.into(), words: text.into() }],
        confidence: crate::model::confidence::Confidence::CERTAIN,
        reviewed: false,
        place: Place::default(),
        lead_in: text.to_owned(),
    }
}

pub(super) fn charter(kind: Kind, slug: &str, text: &str, commitments: usize) -> Profile {
    let topics = Topic::ALL.iter().cycle();
    Profile {
        id: CharterId::new(kind, slug).unwrap_or_else(|| panic!("{slug}")),
        path: format!("charters/{kind}/{text}.md"),
        facts: Facts {
            name: text.to_owned(),
            kind,
            country: text.to_owned(),
            region: Some(text.to_owned()),
            title: text.to_owned(),
            url: format!("https://example.org/{text}"),
            retrieved: date(2026, 11, 23),
            basis: Basis::Sample,
            language: text.to_owned(),
        },
        languages: Default::default(),
        commitments: topics
            .take(commitments)
            .enumerate()
            .map(|(index, topic)| commitment(text, &format!("a{index}"), *topic))
            .collect(),
        other: vec![text.to_owned()],
        reviewed: 0,
        remarks: Vec::new(),
    }
}

/// Two captures of a charter, between which each of its commitments became what it says of itself, and a visit that failed.
fn history(profile: &Profile) -> Option<History> {
    let (said, last) = (&profile.facts.name, profile.commitments.last()?);
    let moment = |day: i8| date(2026, 3, day).to_zoned(jiff::tz::TimeZone::UTC).map(|day| day.timestamp());
    let (from, to) = (moment(1).unwrap_or_default(), moment(9).unwrap_or_default());
    let changes = profile.commitments.iter().map(|one| Change {
        differences: vec![Difference { what: What::Reworded, was: None, is: None }],
        was: Some(last.clone()),
        is: Some(one.clone()),
        words: [Mark::Same, Mark::Old, Mark::New].map(|mark| Stretch { text: said.clone(), mark }).to_vec(),
    });
    let seen = |id: &str, date, brought| Seen { id: id.to_owned(), url: said.clone(), date, brought };
    Some(History {
        charter: profile.id.clone(),
        captures: vec![
            seen(said, from, Brought::First),
            seen("urn:uuid:2", to, Brought::Changes),
            seen(HOSTILE, to, Brought::Unusable(said.clone())),
        ],
        revisions: vec![Revision {
            capture: "urn:uuid:2".to_owned(),
            from,
            to,
            changes: changes.collect(),
            same: 0,
        }],
        attempt: Some(Attempt { date: to, outcome: Attempted::Failed, why: said.clone() }),
    })
}

pub(super) fn rendered(profiles: Vec<Profile>) -> BTreeMap<String, String> {
    rendered_by(profiles, &[])
}

/// The same with a project's own templates.
fn rendered_by(profiles: Vec<Profile>, templates: &[(String, Vec<u8>)]) -> BTreeMap<String, String> {
    let lexicon = Lexicon::built_in().unwrap_or_else(|error| panic!("{error}"));
    let comparison = compare::profiles(profiles);
    let lenses = compare::lenses::read(&comparison.profiles, lexicon.lenses());
    let worksheets = crate::worksheet::choose(&comparison, lexicon.lenses(), 1);
    let histories: Vec<History> = comparison.profiles.iter().filter_map(history).collect();
    let status = compare::status::of(&comparison, &histories, date(2026, 11, 24), 365);
    let input = SiteInput {
        lenses: &lenses,
        worksheets: &worksheets,
        comparison: &comparison,
        topics: lexicon.topics().values().collect(),
        name: "Charters",
        publication: &Publication::named("Charters", date(2026, 11, 24)),
        today: date(2026, 11, 24),
        quality: &[],
        reliability: &[],
        downloads: &[],
        histories: &histories,
        status: &status,
        address: "",
        archive: "https://archive.example/",
        templates,
    };
    let pages = Mutex::new(BTreeMap::new());
    let outcome = site(&input, &|page| {
        let text = String::from_utf8_lossy(&page.content).into_owned();
        let before = pages.lock().map(|mut pages| pages.insert(page.path.clone(), text));
        assert!(before.is_ok_and(|before| before.is_none()), "{} twice", page.path);
        Ok(())
    });
    assert!(outcome.is_ok(), "{}", outcome.err().map(|error| error.to_string()).unwrap_or_default());
    pages.into_inner().unwrap_or_default()
}

fn some() -> Vec<Profile> {
    vec![
        charter(Kind::Public, "alpha", "A & B", 5),
        charter(Kind::Public, "bravo", HOSTILE, 25),
        charter(Kind::Public, "charlie", "Charlie", 25),
        charter(Kind::Public, "delta", "Delta", 25),
        charter(Kind::National, "echo", "Echo", 1),
    ]
}

/// The values of an attribute on a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    page.split(begin.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where a link of a page leads: path and fragment.
fn target(from: &str, href: &str) -> (String, String) {
    let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
    if path.is_empty() {
        return (from.to_owned(), fragment.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{href} on {from} leads out of the site");
        } else {
            parts.push(part);
        }
    }
    (parts.join("/"), fragment.to_owned())
}

#[test]
fn a_projects_own_marks_are_drawn_wherever_marks_stand() {
    let marks = include_str!("../../templates/part/marks.html");
    let own = |from: &str, to: &str| {
        assert!(marks.contains(from));
        rendered_by(some(), &[("part/marks.html".to_owned(), marks.replace(from, to).into_bytes())])
    };
    let check = |pages: &BTreeMap<String, String>, mark: &str, paths: &[&str]| {
        for path in paths {
            assert!(pages[*path].contains(mark), "{mark} on {path}");
        }
    };
    let (charter, topic, scale) =
        ("charters/public/charlie.html", "topics/hours.html", "standards/working-time.html");
    check(&own("class=\"strength", "class=\"mine"), "class=\"mine s-qualified", &[charter, topic]);
    check(&own("class=\"figure\"", "class=\"mine\""), "class=\"mine\"><span", &[charter, topic, scale]);
    check(&own("class=\"shape\"", "class=\"mine\""), "<svg class=\"mine\"", &[charter, topic, scale]);
    // One that fails where it is drawn: ours draw in its place, and the site is whole.
    check(&own("{{ sign }}", "{{ sign.of }}"), "aria-hidden=\"true\">◐</span> qualified", &[charter, topic]);
}

#[track_caller]
fn check_links(profiles: Vec<Profile>) {
    let pages = rendered(profiles);
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, page)| (path.as_str(), values(page, "id").into_iter().collect())).collect();
    for (path, page) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let all = values(page, "id");
        assert_eq!(all.len(), ids[path.as_str()].len(), "an id stands twice on {path}");
        for src in values(page, "src") {
            assert!(pages.contains_key(&target(path, src).0), "{src} on {path} is not there");
        }
        for href in values(page, "href") {
            if href.starts_with("https://") || href.starts_with("data:") {
                continue;
            }
            let (to, fragment) = target(path, href);
            if to == "compare.html" && fragment.contains('/') {
                // The charters that a comparison begins with, each of which has its data.
                let has = |id: &str| pages.contains_key(&format!("compare/{id}.js"));
                assert!(fragment.split(',').all(has), "{href} on {path} names no charter");
                continue;
            }
            // The downloads are written beside the pages, by `export`.
            let downloads =
                crate::export::FILES.iter().chain(&crate::export::EXTRACTS).any(|file| file.path == to);
            // Other makers' pages: this test holds them too, once they are in the list.
            let elsewhere = ["index.html", "standards.html", "matrix.html", "data.html", "method.html"];
            if downloads || (elsewhere.contains(&to.as_str()) && !pages.contains_key(&to)) {
                continue;
            }
            let found = ids.get(to.as_str());
            assert!(found.is_some(), "{href} on {path} leads nowhere");
            assert!(
                // A fragment with `=` is a choice that a script reads.
                fragment.is_empty()
                    || fragment.contains('=')
                    || found.is_some_and(|ids| ids.contains(fragment.as_str())),
                "{href} on {path} leads to no place there"
            );
        }
    }
}

/// Whether every script of a page is a file of the site's own, or a block of data in which no tag can begin.
fn scripts_are_ours(page: &str) -> bool {
    let named = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || b"-.".contains(&byte));
    page.split("<script").skip(1).all(|script| {
        let file = script.strip_prefix(" src=\"").and_then(|rest| rest.split_once("\" defer></script>"));
        let data =
            script.strip_prefix(" type=\"application/ld+json\">").and_then(|rest| rest.split_once('<'));
        file.and_then(|(path, _)| path.trim_start_matches("../").strip_prefix("assets/")).is_some_and(named)
            || data.is_some_and(|(_, end)| end.starts_with("/script>"))
    })
}

#[test]
fn a_script_is_a_file_of_ours_or_a_block_of_data() {
    #[track_caller]
    fn check(page: &str, expected: bool) {
        assert_eq!(scripts_are_ours(page), expected, "{page}");
    }
    check("<p>no script</p>", true);
    check("<script src=\"../../assets/site.js\" defer></script>", true);
    check("<script type=\"application/ld+json\">{\"a\":\"\\u003c\"}</script>", true);
    check("<script type=\"application/ld+json\">{\"a\":\"<!--\"}</script>", false);
    check("<script src=\"assets/site.js\"></script>", false);
    check("<script src=\"https://example.org/assets/a.js\" defer></script>", false);
    check("<script src=\"assets/../data/a.js\" defer></script>", false);
    check("<script>alert(1)</script>", false);
    check("<script src=\"assets/site.js\" defer></script><script>1</script>", false);
}

#[test]
fn a_script_of_data_is_one_call_that_ends_no_tag() {
    let pages = rendered(some());
    let compared = pages.keys().filter(|path| path.starts_with("compare/")).count();
    assert_eq!(compared, some().len() + 2, "one for each charter, one for each kind that has any");
    let data = |path: &str| path.ends_with(".js") && !path.starts_with("assets/");
    for (path, script) in pages.iter().filter(|(path, _)| data(path)) {
        let call = script.strip_prefix("charterhouse.").and_then(|rest| rest.strip_suffix(");\n"));
        let json = call.and_then(|rest| rest.split_once('(')).map(|(_, json)| json).unwrap_or_default();
        assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{path}: {script}");
        assert!(!script.contains(['<', '\u{2028}', '\u{2029}']), "{path}: {script}");
    }
    let hostile = &pages["compare/public/bravo.js"];
    assert!(hostile.contains(r#""library":"\u003cscript>alert(1)\u003c/script>\"'>"#), "{hostile}");
}

#[test]
fn what_charters_say_is_never_markup() {
    for (path, page) in rendered(some()).iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(scripts_are_ours(page) && !page.contains("<img"), "{path}");
        assert!(page.contains("default-src 'none'"), "{path}");
        assert_eq!(page.contains("script-src 'self'"), page.contains("<script src"), "{path}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    check_links(some());
}

#[test]
fn the_emptiest_site_and_one_of_a_single_charter_are_whole() {
    check_links(Vec::new());
    check_links(vec![charter(Kind::School, "alpha", "Alpha", 0)]);
    check_links(vec![charter(Kind::School, "alpha", "Alpha", 1)]);
}

#[test]
fn long_lists_are_split() {
    let many = |index| charter(Kind::State, &format!("s{index}"), &format!("State {index}"), 2);
    let profiles: Vec<Profile> = (0..1001).map(many).collect();
    let pages = rendered(profiles.clone());
    for path in ["charters-2.html", "kinds/state-11.html", "topics/hours-2.html", "topics/staff-3.html"] {
        assert!(pages.contains_key(path), "{path}");
    }
    check_links(profiles);
}

#[test]
fn the_same_charters_give_the_same_site() {
    let mut reversed = some();
    reversed.reverse();
    assert_eq!(rendered(some()), rendered(reversed));
}

#[test]
fn every_feed_is_read_back_with_ids_of_its_own_and_opens_a_page() {
    let pages = rendered(some());
    let mut ids = BTreeSet::new();
    let feeds: Vec<&String> = pages.keys().filter(|path| path.ends_with(".atom")).collect();
    assert_eq!(feeds.len(), 6);
    for path in feeds {
        let feed = atom_syndication::Feed::read_from(pages[path].as_bytes());
        let feed = feed.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(feed.id.starts_with("urn:uuid:") && ids.insert(feed.id.clone()), "{path}: {}", feed.id);
        assert!(!feed.entries.is_empty(), "{path}");
        for entry in &feed.entries {
            assert!(entry.id.starts_with("urn:uuid:"), "{path}");
            let content =
                entry.content.as_ref().and_then(|content| content.value.as_deref()).unwrap_or_default();
            assert!(content.contains("<ins>") && !content.contains("<script"), "{path}: {content}");
            let (page, fragment) = target(path, &entry.links[0].href);
            let page = pages.get(&page).unwrap_or_else(|| panic!("{path} opens {page}, which is not there"));
            assert!(values(page, "id").contains(&fragment.as_str()), "{path}: {fragment}");
        }
    }
}

#[test]
fn what_several_charters_say_in_the_same_words_stands_once_with_all_of_them() {
    let names = ["alpha", "bravo", "charlie"];
    let mut profiles: Vec<Profile> =
        names.iter().map(|slug| charter(Kind::Public, slug, "We answer.", 1)).collect();
    profiles.push(charter(Kind::Public, "delta", "We answer.", 1));
    profiles.push(charter(Kind::School, "echo", "We answer.", 1));
    profiles[3].commitments[0].strength = Strength::Firm;
    let pages = rendered(profiles);
    let page = &pages["topics/hours.html"];
    // Once for three public libraries, once for the one whose label differs, once for the school.
    assert_eq!(page.matches("<li class=\"promise\"").count(), 3);
    assert_eq!(page.matches("said 2 times more in the very same words").count(), 1);
    for slug in names {
        assert!(page.contains(&format!("../charters/public/{slug}.html#c-a0")), "{slug}");
    }
}
