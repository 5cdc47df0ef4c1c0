//! The keeper's verbs, chained: which charters are due, what came of each, and what is kept of it.
//!
//! Stands beside `lib.rs`, which chains the stages of a build: `collect` brings captures, `read` says which are charters, and
//! `project` knows where they go.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::collect::address::Reach;
use crate::collect::client::Limits;
use crate::collect::visit::{Outcome, Visit};
use crate::collect::{self, Manners, Target, store, warc};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::capture::Capture;
use crate::model::change::{Attempt, Attempted};
use crate::model::document::Place;
use crate::project::Project;
use crate::project::charters::CharterFile;
use crate::read::{self, Words};

pub mod add;
pub mod import;
pub mod kept;
pub mod history;

/// What was done for one charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// A page that is new, and is read from now on.
    Captured,
    /// The page is as it was.
    Unchanged,
    /// What is kept is still fresh, by the server's own word.
    Fresh,
    /// What came is kept, and is no charter that can be read.
    Unusable,
    /// Its host does not want it fetched.
    Refused,
    /// It could not be had.
    Failed,
}

impl Done {
    /// The word for it, such as `captured`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Captured => "captured",
            Self::Unchanged => "unchanged",
            Self::Fresh => "fresh",
            Self::Unusable => "unusable",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// What came of a run.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Fetched {
    /// Each charter's id with what was done, in the order of the ids.
    pub charters: Vec<(String, Done)>,
    /// What a person should know, in order.
    pub findings: Vec<Finding>,
}

/// The manners that a project's settings ask for.
///
/// # Errors
/// No address at which hosts reach the user.
pub fn manners(project: &Project, reach: Reach, clock: fn() -> Timestamp) -> Result<Manners, Error> {
    let settings = &project.settings().fetch;
    let contact = settings.contact.trim();
    let plausible =
        (contact.contains('@') || contact.starts_with("http://") || contact.starts_with("https://"))
            && !contact.contains(|letter: char| letter.is_control() || !letter.is_ascii());
    if !plausible {
        let what = if contact.is_empty() { "none is set".to_owned() } else { format!("`{contact}` is none") };
        return Err(Error::Usage(format!(
            "hosts must be able to reach whoever fetches, by an e-mail address or a web page, and {what}\n  help: set `contact \
             = \"you@library.example\"` under `[fetch]` in `{}`",
            Project::SETTINGS
        )));
    }
    Ok(Manners {
        name: "charterhouse".to_owned(),
        agent: format!("charterhouse/{} (+{contact})", env!("CARGO_PKG_VERSION")),
        delay: Duration::try_from_secs_f64(settings.delay)
            .unwrap_or(Duration::from_secs(2))
            .min(Duration::from_secs(3600)),
        at_once: 32,
        reach,
        limits: Limits::default(),
        authorities: Vec::new(),
        clock,
        refresh: read::capture::refresh,
    })
}

/// A charter that is due.
struct Due {
    file: CharterFile,
    target: Target,
}

/// Brings charters up to date. `each` hears of every one as soon as it is done, from several threads at once.
///
/// # Errors
/// A machine on which nothing can be fetched.
pub fn fetch(
    files: Vec<CharterFile>,
    manners: &Manners,
    words: &Words,
    again: bool,
    each: &(dyn Fn(&str, Done) + Sync),
) -> Result<Fetched, Error> {
    let (due, findings): (Vec<Option<Due>>, Vec<Vec<Finding>>) =
        files.into_par_iter().map(|file| due(file, words, again)).unzip();
    let due: Vec<Due> = due.into_iter().flatten().collect();
    let findings = findings.into_iter().flatten().collect();
    let targets: Vec<Target> = due.iter().map(|due| due.target.clone()).collect();
    let kept = Mutex::new(Fetched { findings, ..Fetched::default() });
    let unsettled = Mutex::new(((manners.clock)(), Vec::new()));
    let failure: Mutex<Option<Error>> = Mutex::default();
    collect::visits(&targets, manners, &|number, visit| {
        let Some(one) = due.get(number) else { return };
        let file = &one.file;
        let path = file.captures_path();
        let (done, found) = keep(&visit, &one.target.url, (&file.captures(), &path), manners, words);
        each(file.id.as_str(), done);
        if let Ok(mut kept) = kept.lock() {
            kept.charters.push((file.id.to_string(), done));
            kept.findings.extend(found);
        }
        if let Some(files) = due_to_settle(&unsettled, file.captures(), (manners.clock)()) {
            settled(files).unwrap_or_else(|error| {
                failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            });
        }
    })?;
    settled(unsettled.into_inner().unwrap_or_else(PoisonError::into_inner).1)?;
    if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    kept.charters.sort();
    kept.findings.sort();
    Ok(kept)
}

/// For how long captures may wait to be on the disk for good, in seconds: a power cut costs no older ones.
const UNSETTLED: i64 = 10;

/// Adds a file to those that wait since a moment, and gives all of them when that is long ago. Each is settled once for all that
/// waited with it: the disk takes hardly longer for a thousand files than for one.
fn due_to_settle(
    waiting: &Mutex<(Timestamp, Vec<PathBuf>)>,
    file: PathBuf,
    now: Timestamp,
) -> Option<Vec<PathBuf>> {
    let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    let (since, files) = &mut *waiting;
    if files.is_empty() {
        *since = now;
    }
    files.push(file);
    // A clock may be set back meanwhile.
    ((now.as_second() - since.as_second()).abs() >= UNSETTLED).then(|| std::mem::take(files))
}

/// Has files of captures on the disk, those of one folder at once. What does not exist was not written.
fn settled(files: impl IntoIterator<Item = PathBuf>) -> Result<(), Error> {
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        if let Some(folder) = file.parent() {
            folders.entry(folder.to_owned()).or_default().push(file);
        }
    }
    for (folder, files) in folders {
        store::settled(&folder, files.iter().map(PathBuf::as_path).filter(|file| file.exists()))?;
    }
    Ok(())
}

fn due(file: CharterFile, words: &Words, again: bool) -> (Option<Due>, Vec<Finding>) {
    let path = file.captures_path();
    let unreadable = |error: Error| Finding::new("unreadable", &path, Place::default(), error.to_string());
    let (contents, mut findings) = match store::repaired(&file.captures(), &path) {
        Ok(repaired) => repaired,
        Err(error) => return (None, vec![unreadable(error)]),
    };
    let bytes = match file.bytes() {
        Ok(bytes) => bytes,
        Err(finding) => return (None, vec![finding]),
    };
    let (facts, found) = read::facts(&file.path, &bytes);
    let Some(facts) = facts else {
        if found.is_empty() {
            let message = "the front matter is missing, and so there is no address to be fetched";
            let missing = Finding::new("bad-front-matter", &file.path, Place { line: 1, column: 0 }, message);
            findings.push(missing.help("a charter file begins with its facts between two lines `+++`"));
        }
        findings.extend(found);
        return (None, findings);
    };
    let previous = newest_usable(&path, contents.captures, words);
    (Some(Due { file, target: Target { url: facts.url, previous, again } }), findings)
}

fn newest_usable(path: &str, mut captures: Vec<Capture>, words: &Words) -> Option<Capture> {
    captures.sort_by_key(|capture| capture.date);
    captures.into_iter().rev().find(|capture| kept::captured(path, capture, words).unusable.is_none())
}

/// Keeps what came of a visit, and says what it is.
fn keep(
    visit: &Visit,
    url: &str,
    (file, path): (&std::path::Path, &str),
    manners: &Manners,
    words: &Words,
) -> (Done, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut say = |code, message: String| findings.push(Finding::new(code, path, Place::default(), message));
    let done = match &visit.outcome {
        Outcome::Fresh => Done::Fresh,
        Outcome::Unchanged => Done::Unchanged,
        Outcome::Refused(why) => {
            say("not-fetched", why.clone());
            Done::Refused
        }
        Outcome::Failed(why) => {
            say("not-fetched", why.clone());
            Done::Failed
        }
        Outcome::Page => match visit.exchanges.last().and_then(|last| seen(path, &last.capture, words)) {
            None => Done::Captured,
            Some(why) => {
                say(
                    "bad-capture",
                    format!("what came is {why}; it is kept, and what is shown stays as it was"),
                );
                Done::Unusable
            }
        },
    };
    let attempt = attempt(visit, manners);
    let date =
        visit.exchanges.first().map(|first| first.capture.date).or(attempt.as_ref().map(|one| one.date));
    if let Some(date) = date {
        let mut records = visit.exchanges.iter().map(warc::records).collect::<Vec<_>>().concat();
        records.extend(attempt.iter().flat_map(|attempt| warc::attempt::written(url, attempt)));
        match store::append(file, path, &warc::warcinfo(date, &manners.agent), &records) {
            Ok(found) => findings.extend(found),
            Err(error) => {
                findings.push(Finding::new("not-fetched", path, Place::default(), error.to_string()));
                return (Done::Failed, findings);
            }
        }
    }
    (done, findings)
}

/// A visit that brought nothing, as it is kept: so that it is known later why there is no newer capture.
fn attempt(visit: &Visit, manners: &Manners) -> Option<Attempt> {
    let (outcome, why) = match &visit.outcome {
        Outcome::Refused(why) => (Attempted::Refused, why.clone()),
        Outcome::Failed(why) => (Attempted::Failed, why.clone()),
        Outcome::Fresh | Outcome::Unchanged | Outcome::Page => return None,
    };
    let last = visit.exchanges.last().map(|last| last.capture.date);
    let now = || Timestamp::from_second((manners.clock)().as_second()).unwrap_or_default();
    Some(Attempt { date: last.unwrap_or_else(now), outcome, why })
}

/// Why a capture is no charter; a mistake of ours in reading it is one reason more.
fn seen(path: &str, capture: &Capture, words: &Words) -> Option<String> {
    crate::finding::guarded(path, || kept::captured(path, capture, words).unusable)
        .unwrap_or_else(|finding| Some(finding.message))
}
