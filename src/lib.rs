//! Reads the customer service charters of libraries, extracts the commitments in them, compares them, and renders a
//! comparison site.
//!
//! The steps, one module each; values flow down, and only this file chains them:
//!
//! 1. `project` gathers the charter files (the only one to touch the disk, besides `serve`),
//! 2. [`read`] makes a document of each: sections, blocks, units, each with its place,
//! 3. [`extract`] labels each unit: commitment or not, party, strength, topic, channels, measures, vague words,
//! 4. [`compare`] lays all profiles side by side,
//! 5. [`worksheet`] draws what stands on a class's worksheets,
//! 6. [`render`] makes the pages, `export` the downloads, and `project` swaps the site in whole.
//!
//! [`handout`] makes worksheets alone, without a site. `eval` holds labels against gold labels; [`lexicon`] has the words that decide.

#![warn(clippy::disallowed_methods, clippy::exit, clippy::expect_used, clippy::unwrap_used)]
#![warn(clippy::print_stderr, clippy::print_stdout)]

pub mod model;
pub mod error;
pub mod finding;
pub mod words;
pub mod lexicon;
pub mod collect;
pub mod read;
pub mod extract;
pub mod compare;
pub mod worksheet;
pub mod render;
pub mod export;
pub mod eval;
pub mod keep;
pub mod teach;
pub mod handout;
pub mod offer;
pub mod project;
pub mod serve;
pub mod cli;

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use error::Error;
use extract::learned::Weights;
use extract::{About, Extraction};
use finding::Finding;
use keep::kept::{self, Kept};
use lexicon::Lexicon;
use model::change::History;
use model::charter::{CharterId, Facts};
use model::comparison::{Comparison, Profile};
use model::confidence::Reliability;
use model::corrections::Corrections;
use model::document::Place;
use model::quality::QualityRow;
use model::status::Status;
use project::Project;
use project::charters::CharterFile;
use project::inputs::Input;
use project::output::Output;
use read::Words;

/// How far a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// This many charters will be read.
    Charters(usize),
    /// One of them was.
    Charter,
    /// All are compared, and the pages are being written.
    Pages,
    /// Another build is under way, and this one waits.
    Waiting,
}

/// What a build made.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Built {
    /// How many charters are in the site.
    pub charters: usize,
    /// How many commitments they make.
    pub commitments: usize,
    /// How many pages the site has, its downloads apart.
    pub pages: usize,
    /// What a person should know, in order.
    pub findings: Vec<Finding>,
}

/// What a build takes besides the project's folder.
#[derive(Debug)]
pub struct BuildInput<'a> {
    /// The words that decide.
    pub lexicon: &'a Lexicon,
    /// The weights of the models.
    pub weights: &'a Weights,
    /// How good the labels are.
    pub quality: &'a [QualityRow],
    /// How far their confidence can be trusted.
    pub reliability: &'a [Reliability],
    /// The day of the build.
    pub today: Date,
}

/// Builds the site of a project. `progress` may be called from several threads at once.
///
/// # Errors
/// What leaves the last good site as it is: no charter that can be read, a broken template, a disk that is full.
pub fn build(
    project: &Project,
    input: &BuildInput<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Built, Error> {
    let templates = project.templates()?;
    let settings = &project.settings().site;
    // First, so that what a killed build left is repaired whatever happens next, and a folder that is not ours is refused at once.
    let output = Output::begin(&project.output_folder(), &|| progress(Progress::Waiting))?;
    let (profiles, mut findings) = profiles(project, input.lexicon, input.weights, progress)?;
    if profiles.is_empty() {
        return Err(Error::NoCharters { folder: project.charters_folder(), findings });
    }
    let Compared { comparison, histories, status } =
        compared(project, profiles, (input.lexicon, input.weights), input.today)?;
    let lenses = compare::lenses::read(&comparison.profiles, input.lexicon.lenses());
    let worksheets =
        worksheet::choose(&comparison, input.lexicon.lenses(), project.settings().activities.seed);
    progress(Progress::Pages);
    let pages = AtomicUsize::new(0);
    let is_page = |path: &str| usize::from(path.ends_with(".html"));
    let publication = project.settings().site.publication(input.today);
    let topics: Vec<_> = input.lexicon.topics().values().collect();
    let site = render::SiteInput {
        comparison: &comparison,
        topics: topics.clone(),
        publication: &publication,
        lenses: &lenses,
        worksheets: &worksheets,
        name: &settings.name,
        address: publication.address.as_str(),
        archive: &settings.archive,
        histories: &histories,
        status: &status,
        today: input.today,
        quality: input.quality,
        reliability: input.reliability,
        downloads: &offer::downloads(),
        templates: &templates,
    };
    let found = render::site(&site, &|page| {
        pages.fetch_add(is_page(&page.path), Ordering::Relaxed);
        output.write(&page.path, &page.content)
    })?;
    let source = export::Source { comparison: &comparison, topics: &topics, publication: &publication };
    let files: Vec<&export::File> = export::FILES.iter().chain(&export::EXTRACTS).collect();
    files
        .par_iter()
        .try_for_each(|file| output.stream(file.path, |out| export::write(file, &source, out)))?;
    output.finish()?;
    findings.extend(found);
    findings.sort();
    Ok(Built {
        charters: comparison.profiles.len(),
        commitments: comparison.profiles.iter().map(|profile| profile.commitments.len()).sum(),
        pages: pages.into_inner(),
        findings,
    })
}

/// Charters side by side, with what is known of their captures.
struct Compared {
    comparison: Comparison,
    histories: Vec<History>,
    status: Status,
}

fn compared(
    project: &Project,
    profiles: Vec<Profile>,
    (lexicon, weights): (&Lexicon, &Weights),
    today: Date,
) -> Result<Compared, Error> {
    let words = Words::new(lexicon);
    let histories = keep::history::histories(project, keep::history::By { lexicon, words: &words, weights })?;
    let comparison = compare::profiles(profiles);
    let stale_after = project.settings().fetch.stale_after;
    let status = compare::status::of(&comparison, &histories, today, stale_after);
    Ok(Compared { comparison, histories, status })
}

/// How a project's collection stands on a day. `progress` may be called from several threads at once.
///
/// # Errors
/// No folder of charters, or one that cannot be read.
pub fn status(
    project: &Project,
    by: (&Lexicon, &Weights),
    today: Date,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Status, Vec<Finding>), Error> {
    let (profiles, findings) = profiles(project, by.0, by.1, progress)?;
    Ok((compared(project, profiles, by, today)?.status, findings))
}

/// Reads and labels every charter of a project, in the order of their ids.
///
/// # Errors
/// No folder of charters, or one that cannot be read.
pub fn profiles(
    project: &Project,
    lexicon: &Lexicon,
    weights: &Weights,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<Profile>, Vec<Finding>), Error> {
    let (files, mut findings) = project::charters::files(project)?;
    progress(Progress::Charters(files.len()));
    let unread = |finding| (None, vec![finding]);
    let words = Words::new(lexicon);
    let read: Vec<(Option<Profile>, Vec<Finding>)> = files
        .into_par_iter()
        .map(|file| {
            let CharterFile { id, path, .. } = &file;
            let read = match file.bytes() {
                Ok(bytes) => {
                    let (decided, unusable) = usable(file.corrections());
                    let kept = kept::kept(&file);
                    let source = (bytes.as_slice(), decided.as_ref(), &kept);
                    let read = || profile(id.clone(), path, source, &words, lexicon, weights);
                    let (profile, mut found) = finding::guarded(path, read).unwrap_or_else(unread);
                    found.extend(unusable);
                    (profile, found)
                }
                Err(finding) => unread(finding),
            };
            progress(Progress::Charter);
            read
        })
        .collect();
    let mut profiles = Vec::with_capacity(read.len());
    for (profile, found) in read {
        profiles.extend(profile);
        findings.extend(found);
    }
    Ok((profiles, findings))
}

/// What a person decided, or the finding that says why it cannot be used.
#[must_use]
pub fn usable(read: Result<Option<Corrections>, Finding>) -> (Option<Corrections>, Option<Finding>) {
    match read {
        Ok(corrections) => (corrections, None),
        Err(finding) => (None, Some(finding)),
    }
}

/// Labels a document, language by language and a person's decisions over the machine's; says what could not be labelled, and
/// of each decision that cannot be followed why. `said` is what the file at `path` says of its language, and where.
fn extracted(
    (path, said): (&str, Option<(&str, Place)>),
    mut about: About<'_>,
    document: &model::document::Document,
    by: (&Lexicon, &Weights),
    findings: &mut Vec<Finding>,
) -> Extraction {
    if let Some(corrections) = about.corrections
        && let Err(message) = corrections.are_of(about.charter)
    {
        findings.push(Finding::new("bad-labels", &corrections.path, Place::default(), message));
        about.corrections = None;
    }
    let (extraction, found) = extract::tongues::labelled(path, about, said, document, by);
    findings.extend(found);
    let corrected = about.corrections.map_or("", |corrections| corrections.path.as_str());
    findings.extend(extraction.stale.iter().map(|stale| {
        let message = format!("`{}` does not stand in the charter", stale.text);
        Finding::new("stale-correction", corrected, stale.place, message)
            .help("the charter was changed, or the text is not as it stands there: mend the text, or remove the entry")
    }));
    extraction
}

/// Reads and labels one charter file, with what a person decided about it. `None` where its front matter is missing or wrong, or
/// where it says nothing: the findings say why.
#[must_use]
pub fn profile(
    id: CharterId,
    path: &str,
    (bytes, corrections, kept): Source<'_>,
    words: &Words,
    lexicon: &Lexicon,
    weights: &Weights,
) -> (Option<Profile>, Vec<Finding>) {
    let mut reading = read::file_with(path, bytes, words);
    kept::from_captures(&mut reading, kept, words);
    let mut findings = reading.findings;
    let has = |findings: &[Finding], code| findings.iter().any(|finding| finding.code == code);
    let Some(facts) = reading.facts else {
        // Of an empty file there is no more to say than that it is empty.
        if !reading.refused && !has(&findings, "bad-front-matter") && !has(&findings, "empty-charter") {
            findings.push(
                Finding::new("bad-front-matter", path, Place { line: 1, column: 0 }, "the front matter is missing")
                    .help("a charter file begins with its facts between two lines `+++`, as `charters/FORMAT.md` shows"),
            );
        }
        return (None, findings);
    };
    if facts.kind.id() != id.kind() {
        let message =
            format!("the kind is `{}`, but the file stands in the folder of `{}`", facts.kind, id.kind());
        findings.push(
            Finding::new("bad-front-matter", path, line_of("kind", bytes), message)
                .help("move the file, or change `kind` in its front matter"),
        );
        return (None, findings);
    }
    let about =
        About { charter: id.as_str(), title: Some(&facts.title), country: Some(&facts.country), corrections };
    let said = (facts.language.as_str(), line_of("language", bytes));
    let extraction =
        extracted((path, Some(said)), about, &reading.document, (lexicon, weights), &mut findings);
    if extraction.commitments.is_empty() && extraction.other.is_empty() {
        if !has(&findings, "empty-charter") {
            findings.push(Finding::new(
                "empty-charter",
                path,
                Place::default(),
                "there is no text under the front matter",
            ));
        }
        return (None, findings);
    }
    let Extraction { commitments, other, languages, reviewed, remarks, .. } = extraction;
    let path = path.to_owned();
    (Some(Profile { id, path, facts, languages, commitments, other, reviewed, remarks }), findings)
}

/// What a charter is read from: its file's bytes, what a person decided about it, and its captures.
pub type Source<'a> = (&'a [u8], Option<&'a Corrections>, &'a Kept);

/// A file that was read and labelled, whether or not it is a charter file of a project.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// What it is called: `<kind>/<slug>` where it has front matter, else as its [`Input`] says.
    pub charter: String,
    /// What its front matter says, where it has any.
    pub facts: Option<Facts>,
    /// What it promises, and what else it says.
    pub extraction: Extraction,
    /// What a person should know about it.
    pub findings: Vec<Finding>,
    /// Whether nothing of it could be read; a finding says why.
    pub refused: bool,
}

/// Reads and labels any file, or the newest usable capture of it, with what a person decided about it.
#[must_use]
pub fn labelled(
    input: &Input,
    (bytes, corrections, kept): Source<'_>,
    words: &Words,
    lexicon: &Lexicon,
    weights: &Weights,
) -> Labelled {
    let mut reading = read::file_with(&input.path, bytes, words);
    if reading.facts.is_some() {
        kept::from_captures(&mut reading, kept, words);
    }
    let charter = match &reading.facts {
        Some(facts) => format!("{}/{}", facts.kind, input.stem),
        None => input.name.clone(),
    };
    let facts = reading.facts.as_ref();
    let about = About {
        charter: &charter,
        title: facts.map(|facts| facts.title.as_str()),
        country: facts.map(|facts| facts.country.as_str()),
        corrections,
    };
    let said = facts.map(|facts| (facts.language.as_str(), line_of("language", bytes)));
    let (mut findings, refused) = (reading.findings, reading.refused);
    let extraction =
        extracted((&input.path, said), about, &reading.document, (lexicon, weights), &mut findings);
    Labelled { charter, facts: reading.facts, extraction, findings, refused }
}

/// Where the front matter has a key.
fn line_of(key: &str, bytes: &[u8]) -> Place {
    let text = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
    let line = text.lines().position(|line| line.trim_start().starts_with(key)).unwrap_or(0);
    Place { line: u32::try_from(line + 1).unwrap_or(0), column: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::charter::Kind;

    #[track_caller]
    fn check(id: (Kind, &str), text: &str, expected: &[&str]) {
        let lexicon = Lexicon::built_in().unwrap_or_else(|error| panic!("{error}"));
        let id = CharterId::new(id.0, id.1).unwrap_or_else(|| panic!("no slug"));
        let (profile, findings) = profile(
            id,
            "a.md",
            (text.as_bytes(), None, &Kept::default()),
            &Words::new(&lexicon),
            &lexicon,
            &Weights::built_in().unwrap_or_else(|error| panic!("{error}")),
        );
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!((profile.is_some(), codes.as_slice()), (expected.is_empty(), expected));
    }

    #[test]
    fn a_charter_needs_its_facts_its_kind_and_a_text() {
        let facts = "+++\nname = \"A\"\nkind = \"public\"\ncountry = \"GB\"\ntitle = \"T\"\nurl = \"https://a.example/\"\n\
                     retrieved = 2026-11-23\nbasis = \"sample\"\nlanguage = \"en\"\n+++\n";
        check((Kind::Public, "a"), &format!("{facts}\nWe will open at nine.\n"), &[]);
        check((Kind::School, "a"), &format!("{facts}\nWe will open at nine.\n"), &["bad-front-matter"]);
        check((Kind::Public, "a"), "We will open at nine.\n", &["bad-front-matter"]);
        check((Kind::Public, "a"), facts, &["empty-charter"]);
        check((Kind::Public, "a"), "", &["empty-charter"]);
    }
}
