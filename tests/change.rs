//! What changed between two saved pages: `tests/change/<case>.old.html` and `<case>.new.html` beside `<case>.txt`.
//!
//! Each pair goes the whole way: imported as two captures, read back from the file of captures, labelled, compared. A changed
//! commitment is two lines: in which ways it changed and in which section it stands; its words, `[-old-]` and `{+new+}`.
//! `SNAPSHOTS=overwrite cargo test --test change` writes what is missing or changed; read the difference like code.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use charterhouse::collect::address::Reach;
use charterhouse::extract::learned::Weights;
use charterhouse::keep::history::{By, histories};
use charterhouse::keep::import::{Brought, import};
use charterhouse::lexicon::Lexicon;
use charterhouse::model::change::{self, Attempted, Change, History, Mark};
use charterhouse::project::{Project, charters};
use charterhouse::read::Words;

fn cases() -> BTreeSet<PathBuf> {
    let all = std::fs::read_dir("tests/change").unwrap().map(|entry| entry.unwrap().path());
    all.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        path.with_file_name(name.split('.').next().unwrap())
    })
    .collect()
}

const FACTS: &str = "+++\nname = \"A\"\nkind = \"public\"\ncountry = \"GB\"\ntitle = \"Our charter\"\nurl = \"https://library.example/charter\"\n\
                     retrieved = 2025-01-01\nbasis = \"summary\"\nlanguage = \"en\"\n+++\n\nWe will open at nine.\n";

/// The history of a charter of which these pages were saved, one a day; a correction of it may lie beside it.
fn history(pages: &[&[u8]], corrections: Option<&str>) -> History {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("charters/public");
    std::fs::create_dir_all(&public).unwrap();
    std::fs::write(public.join("a.md"), FACTS).unwrap();
    if let Some(corrections) = corrections {
        std::fs::write(public.join("a.labels.json"), corrections).unwrap();
    }
    let project = Project::open(folder.path()).unwrap();
    let (lexicon, weights) = (Lexicon::built_in().unwrap(), Weights::built_in().unwrap());
    let words = Words::new(&lexicon);
    let (files, _) = charters::files(&project).unwrap();
    for (day, bytes) in pages.iter().enumerate() {
        let date = format!("2026-09-{:02}T00:00:00Z", day + 1).parse().unwrap();
        let brought = Brought { path: "page.html", bytes, into: files.first(), date };
        let kept = import(&files, &brought, &words).unwrap();
        assert_eq!(kept.findings, []);
    }
    let by = By { lexicon: &lexicon, words: &words, weights: &weights };
    histories(&project, by).unwrap().remove(0)
}

fn shown(change: &Change) -> String {
    let what: Vec<String> = change
        .differences
        .iter()
        .map(|one| format!("{} {}", one.what.id(), one.figures()).trim_end().to_owned())
        .collect();
    let section = change.commitment().map_or("", |one| one.section.as_str());
    let words: String = change
        .words
        .iter()
        .map(|stretch| match stretch.mark {
            Mark::Same => stretch.text.clone(),
            Mark::Old => format!("[-{}-]", stretch.text),
            Mark::New => format!("{{+{}+}}", stretch.text),
        })
        .collect();
    format!("{} | {section}\n    {words}\n", what.join("; "))
}

fn of(case: &Path) -> String {
    let page = |which: &str| std::fs::read(case.with_extension(which)).unwrap();
    let history = history(&[&page("old.html"), &page("new.html")], None);
    let mut text = String::new();
    for revision in &history.revisions {
        let _ = writeln!(text, "{}; {} as before", revision.said(), revision.same);
        text.extend(revision.changes.iter().map(shown));
    }
    if text.is_empty() {
        let brought = serde_json::to_value(&history.captures[1].brought).unwrap();
        return format!("no change: {}\n", brought["brought"].as_str().unwrap());
    }
    text
}

#[test]
fn each_pair_of_pages_changed_as_its_file_says() {
    for case in cases() {
        let expected = snapbox::Data::read_from(&case.with_extension("txt"), None).raw();
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(snapbox::Data::text(of(&case)).raw(), expected);
    }
}

fn page(promises: &str) -> Vec<u8> {
    format!("<title>Charter</title><h1>Charter</h1><p>We will greet you at the desk within one minute.</p>{promises}").into_bytes()
}

#[test]
fn each_capture_is_known_for_what_it_brought() {
    let (one, two) = (page("<p>We answer letters."), page("<p>We answer letters within ten working days."));
    let pages = [one.as_slice(), &one, &two, &page("<p>We answer letters within ten  working days.")];
    let brought: Vec<String> = history(&pages, None)
        .captures
        .iter()
        .map(|seen| serde_json::to_value(&seen.brought).unwrap()["brought"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(brought, ["first", "same", "changes", "noise"]);
}

#[test]
fn a_figure_that_comes_back_is_two_changes() {
    let (one, two) =
        (page("<p>We answer letters within two days."), page("<p>We answer letters within nine days."));
    let revisions = history(&[&one, &two, &one], None).revisions;
    let said: Vec<String> = revisions.iter().map(change::Revision::said).collect();
    assert_eq!(said, ["1 loosened", "1 tightened"]);
}

/// A person's labels are of a sentence, not of a capture.
#[test]
fn labels_and_corrections_survive_where_the_sentence_did_not_change() {
    let corrections = r#"{ "charter": "public/a", "commitments": [
        { "text": "We'll keep \"every\" promise on this page.", "strength": "discretionary", "topic": "privacy" } ], "other": [] }"#;
    let old = page(
        "<h2>One</h2><p>We'll keep \"every\" promise on this page.</p><p>We answer letters within two days.</p>",
    );
    let new = page(
        "<h2>Two</h2><p>We answer letters within nine days.</p><p>We’ll  keep “every” promise on this page.</p>",
    );
    let history = history(&[&old, &new], Some(corrections));
    let said: Vec<String> = history.revisions.iter().map(change::Revision::said).collect();
    assert_eq!(said, ["1 loosened"]);
    // The greeting and the corrected one stand as they stood.
    assert_eq!(history.revisions[0].same, 2);
}

/// Why there is no newer capture is known later, and what is shown stays.
#[test]
fn a_visit_that_brought_nothing_is_kept_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("charters/public");
    std::fs::create_dir_all(&public).unwrap();
    // Nothing listens at that port: it was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let facts = FACTS.replace("https://library.example/charter", &format!("http://127.0.0.1:{port}/"));
    std::fs::write(public.join("a.md"), facts).unwrap();
    std::fs::write(
        folder.path().join("charterhouse.toml"),
        "[fetch]\ncontact = \"keeper@library.example\"\ndelay = 0.0\n",
    )
    .unwrap();
    let project = Project::open(folder.path()).unwrap();
    let (lexicon, weights) = (Lexicon::built_in().unwrap(), Weights::built_in().unwrap());
    let words = Words::new(&lexicon);
    let clock = || "2026-02-03T04:05:06Z".parse().unwrap();
    let mut manners = charterhouse::keep::manners(&project, Reach::Private, clock).unwrap();
    manners.limits.tries = 0;
    let (files, _) = charters::files(&project).unwrap();
    charterhouse::keep::fetch(files, &manners, &words, false, &|_, _| {}).unwrap();
    let by = By { lexicon: &lexicon, words: &words, weights: &weights };
    let history = histories(&project, by).unwrap().remove(0);
    let attempt = history.attempt.unwrap();
    assert_eq!(
        (attempt.outcome, attempt.date.to_string().as_str()),
        (Attempted::Failed, "2026-02-03T04:05:06Z")
    );
    assert!(attempt.why.contains("robots.txt") || !attempt.why.is_empty(), "{}", attempt.why);
    let (status, _) =
        charterhouse::status(&project, (&lexicon, &weights), jiff::civil::date(2026, 2, 4), &|_| {}).unwrap();
    let states: Vec<&str> = status.notices.iter().map(|notice| notice.state.id()).collect();
    assert_eq!(states, ["unreachable", "stale", "summary-only", "unreviewed"]);
}
