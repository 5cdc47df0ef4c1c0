//! The site of a handful of charters, hostile and scarce ones among them.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at what cannot be")]

use std::collections::BTreeMap;
use std::sync::Mutex;

use charterhouse::model::charter::{Basis, CharterId, Facts, Kind};
use charterhouse::model::commitment::{Channel, Commitment, Party, Strength, Topic};
use charterhouse::model::comparison::Profile;
use charterhouse::model::document::Place;
use charterhouse::model::language::{Language, Languages, Unlabelled};
use charterhouse::model::measure::{Bound, Measure, TimeUnit};
use charterhouse::model::publication::Publication;
use charterhouse::offer::downloads;
use charterhouse::{compare, lexicon, render, worksheet};

const HOSTILE: &str = "<script>alert(1)</script>\"'&\u{202e}{{ frame.site }}";

fn promise(id: &str, text: &str, days: &[f64]) -> Commitment {
    Commitment {
        text: text.to_owned(),
        section: text.to_owned(),
        party: Party::Library,
        strength: Strength::Firm,
        topic: Topic::Contact,
        also: Vec::new(),
        channels: vec![Channel::Email],
        measures: days
            .iter()
            .map(|value| Measure::Duration {
                bound: Bound::Max,
                value: *value,
                unit: TimeUnit::Day,
                working: true,
            })
            .collect(),
        vague: Vec::new(),
        id: id.to_owned(),
        because: Vec::new(),
        confidence: charterhouse::model::confidence::Confidence::CERTAIN,
        reviewed: false,
        place: Place::default(),
        lead_in: text.to_owned(),
    }
}

fn charter(slug: &str, name: &str, commitments: Vec<Commitment>) -> Profile {
    Profile {
        id: CharterId::new(Kind::Public, slug).unwrap(),
        path: format!("charters/public/{slug}.md"),
        facts: Facts {
            name: name.to_owned(),
            kind: Kind::Public,
            country: "GB".to_owned(),
            region: None,
            title: name.to_owned(),
            url: "https://example.org/".to_owned(),
            retrieved: jiff::civil::date(2026, 11, 23),
            basis: Basis::Sample,
            language: "en".to_owned(),
        },
        languages: Default::default(),
        commitments,
        other: vec![name.to_owned()],
        reviewed: 0,
        remarks: Vec::new(),
    }
}

/// Every page by its path.
fn site(profiles: Vec<Profile>) -> BTreeMap<String, String> {
    let lexicon = lexicon::Lexicon::built_in().unwrap();
    let comparison = compare::profiles(profiles);
    let pages = Mutex::new(BTreeMap::new());
    let lenses = compare::lenses::read(&comparison.profiles, lexicon.lenses());
    let worksheets = worksheet::choose(&comparison, lexicon.lenses(), 1);
    let status = compare::status::of(&comparison, &[], jiff::civil::date(2026, 11, 24), 365);
    let input = render::SiteInput {
        lenses: &lenses,
        worksheets: &worksheets,
        comparison: &comparison,
        topics: lexicon.topics().values().collect(),
        name: "Charters & friends",
        publication: &Publication::named("Charters & friends", jiff::civil::date(2026, 11, 24)),
        today: jiff::civil::date(2026, 11, 24),
        quality: &[],
        reliability: &[],
        downloads: &downloads(),
        histories: &[],
        status: &status,
        address: "",
        archive: "https://archive.example/",
        templates: &[],
    };
    render::site(&input, &|page| {
        if page.path.ends_with(".png") {
            return Ok(());
        }
        let text = String::from_utf8(page.content).expect("pages are UTF-8");
        pages.lock().unwrap().insert(page.path, text);
        Ok(())
    })
    .unwrap();
    pages.into_inner().unwrap()
}

#[track_caller]
fn says(pages: &BTreeMap<String, String>, path: &str, expected: &str) {
    let text = pages.get(path).unwrap_or_else(|| panic!("no {path}"));
    assert!(text.contains(expected), "{path} does not say {expected:?}:\n{text}");
}

#[test]
fn hostile_words_are_shown_as_words_on_every_page() {
    let pages = site(vec![charter("a", HOSTILE, vec![promise("1", HOSTILE, &[2.0; 12])])]);
    for (path, text) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        // Files of the site's own and blocks of data are the only scripts.
        let scripts =
            text.matches("<script").count() - text.matches("<script type=\"application/ld+json\">{").count();
        assert_eq!(scripts, text.matches(".js\" defer></script>").count(), "{path}");
        assert!(!text.contains(" style="), "{path} has an inline style");
        assert!(!text.contains("alert(1)</script>"), "{path}");
    }
    says(&pages, "standards/working-time.html", "<bdi>&lt;script&gt;");
    says(&pages, "matrix/public.html", "<bdi>&lt;script&gt;");
}

#[test]
fn a_site_without_figures_says_so_and_draws_nothing() {
    let pages = site(vec![charter("a", "A", vec![promise("1", "We reply.", &[])])]);
    says(&pages, "index.html", "1 of 1 charter promises something on this.");
    says(&pages, "standards.html", "None of 1 charter gives such a figure.");
    says(&pages, "standards/frequency.html", "No charter gives such a figure.");
    let home = &pages["index.html"];
    assert!(!home.contains("class=\"chart\"") && !home.contains("#stand"));
}

#[test]
fn a_charter_in_a_language_without_rules_is_marked_and_in_no_figure() {
    let welsh = Language { id: "cy".to_owned(), name: "Welsh".to_owned() };
    let unlabelled = vec![Unlabelled { language: welsh.clone(), units: vec![0] }];
    let languages = Languages { main: welsh, unlabelled };
    let a = charter("a", "A", vec![promise("1", "We reply.", &[2.0])]);
    let b = Profile { languages, ..charter("b", "B", Vec::new()) };
    let pages = site(vec![a, b]);
    let mark = "in Welsh, not labelled";
    for path in ["charters.html", "kinds/public.html", "matrix/public.html"] {
        says(&pages, path, mark);
        says(&pages, path, "1 charter, in Welsh, is in none of these figures");
    }
    for path in ["index.html", "matrix.html", "language.html"] {
        says(&pages, path, "1 charter, in Welsh, is in none of these figures");
    }
    says(&pages, "matrix.html", "1 of 1");
    says(&pages, "kinds/public.html", "1 charter makes 1 commitment");
    says(&pages, "language.html", "of 1 charter");
    says(&pages, "charters/public/b.html", "This charter is in Welsh.");
    says(&pages, "charters/public/b.html", "<ul class=\"said\" lang=\"cy\">");
    let silent = pages["kinds/public.html"].contains("Say nothing of it");
    assert!(!silent && !pages["charters/public/b.html"].contains("silent on"));
    assert!(!pages["charters/public/a.html"].contains("not labelled"));
}

#[test]
fn a_charter_that_promises_nothing_still_has_its_place() {
    let pages = site(vec![charter("a", "A", Vec::new())]);
    says(&pages, "matrix/public.html", "<bdi>A</bdi>");
    says(&pages, "matrix.html", "silent");
}

#[test]
fn with_enough_figures_the_first_question_is_how_soon_an_e_mail_is_answered() {
    let days = [1.0, 2.0, 2.0, 3.0, 5.0, 10.0, 10.0, 10.0, 10.0, 10.0];
    let charters = (0..10).map(|index| {
        charter(&format!("c{index}"), "A", vec![promise("1", "We reply.", &days[index..=index])])
    });
    let pages = site(charters.collect());
    says(&pages, "index.html", "How soon will a library answer my e-mail?");
    says(
        &pages,
        "index.html",
        "10 of 10 charters give a time in working days or hours for an answer by e-mail. \
         Half of their 10 figures are 7.5 working days or less.",
    );
}

#[test]
fn without_captures_the_pages_of_changes_and_of_the_collection_say_what_is_not_there_yet() {
    let pages = site(vec![charter("a", "A", vec![promise("1", "We reply.", &[])])]);
    says(&pages, "changes.html", "a change needs two captures of one charter. 0 of 1 charter have captures");
    says(&pages, "changes.html", "No charter has a capture yet.");
    says(&pages, "charters/public/a.html", "No capture of its page is kept yet");
    // What was made up is nowhere to be fetched; nobody has looked at its labels.
    says(&pages, "quality.html", "Never fetched</th><td class=\"n\" data-label=\"Charters\">0</td>");
    says(
        &pages,
        "quality.html",
        "<a href=\"#unreviewed\">Unreviewed</a></th><td class=\"n\" data-label=\"Charters\">1</td>",
    );
    assert!(pages["changes.atom"].contains("<feed ") && !pages["changes.atom"].contains("<entry>"));
}

#[test]
fn a_sheet_that_a_collection_cannot_fill_says_so() {
    let pages = site(vec![charter("a", "A", vec![promise("1", "We reply.", &[2.0])])]);
    for sheet in ["classify", "rank", "rewrite", "rules", "names", "needs", "agreement"] {
        for path in [format!("activities/{sheet}.html"), format!("activities/{sheet}-key.html")] {
            says(&pages, &path, "This sheet cannot be filled from these charters.");
        }
    }
    says(&pages, "activities/six-kinds.html", "It needs at least two kinds of library");
    says(&pages, "activities/reply.html", "Your answer");
    says(&pages, "activities.html", "These charters cannot fill it yet.");
}
