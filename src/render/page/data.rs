//! What there is to download, what each column means, how to cite it, and what may be done with it.

use serde::Serialize;

use super::{Frame, Job, Link, Site, promise_path, say};
use crate::error::Error;
use crate::model::charter::Basis;
use crate::render::record::Record;
use crate::render::{Download, DownloadColumn, Page};

/// What `data.html` sees.
#[derive(Serialize)]
struct Data<'a> {
    frame: Frame<'a>,
    /// As in "103 charters".
    charters: String,
    /// As in "2,140 commitments".
    commitments: String,
    files: Vec<File<'a>>,
    /// How many charters are of which basis; bases without any are left out.
    bases: Vec<BasisNote>,
    /// Year of the build.
    year: i16,
    /// An address as an example; nothing where no charter promises anything.
    example: Option<Link>,
}

/// A file.
#[derive(Serialize)]
struct File<'a> {
    href: &'static str,
    name: &'static str,
    about: &'static str,
    /// As in "CSV".
    format: &'static str,
    id: String,
    columns: &'a [DownloadColumn],
}

/// What a basis means for those who use the words.
#[derive(Serialize)]
struct BasisNote {
    name: &'static str,
    charters: String,
    note: &'static str,
}

/// The one page of this sort.
pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    vec![Box::new(|| make(site))]
}

fn make(site: &Site<'_>) -> Result<Page, Error> {
    let path = "data.html";
    let profiles = &site.comparison.profiles;
    let about = "Every commitment, every figure and every charter to download, with what each column means and how to cite it.";
    let data = Data {
        frame: site.frame(path, "Data", about).record(Some(dataset(site))),
        charters: say::count(profiles.len(), "charter"),
        commitments: say::count(profiles.iter().map(|profile| profile.commitments.len()).sum(), "commitment"),
        files: site.input.downloads.iter().map(file).collect(),
        bases: Basis::ALL
            .into_iter()
            .filter_map(|basis| {
                let count = profiles.iter().filter(|profile| profile.facts.basis == basis).count();
                (count > 0).then(|| note(basis, count))
            })
            .collect(),
        year: site.input.today.year(),
        example: profiles.iter().find_map(|profile| {
            let commitment = profile.commitments.first()?;
            let href = promise_path("", &profile.id, &commitment.id);
            Some(Link::new(href.clone(), href))
        }),
    };
    site.page(path, "data.html", &data)
}

/// The data set as machines are told of it, on this page and on the home page.
pub(super) fn dataset<'a>(site: &Site<'a>) -> Record<'a> {
    let profiles = &site.comparison.profiles;
    let commitments = profiles.iter().map(|profile| profile.commitments.len()).sum();
    let about = format!(
        "Customer service charters of libraries, read line by line: {} and {}, each commitment with its text, its labels and its source.",
        say::count(profiles.len(), "charter"),
        say::count(commitments, "commitment")
    );
    Record::dataset(site.input, about)
}

fn file(download: &Download) -> File<'_> {
    let stem = download.path.rsplit_once('.').map_or(download.path, |(stem, _)| stem);
    let name = |path: &'static str| path.rsplit_once('/').map_or(path, |(_, name)| name);
    File {
        href: download.path,
        name: name(download.path),
        about: download.about,
        format: download.format,
        id: format!("columns-{}", name(stem)),
        columns: &download.columns,
    }
}

fn note(basis: Basis, count: usize) -> BasisNote {
    let (name, note) = match basis {
        Basis::Summary => (
            "Summary",
            "The facts of the charter, restated in the words of this project. Quote them as a summary, not as the words of the \
             library.",
        ),
        Basis::Verbatim => (
            "Verbatim",
            "The words of the library itself. They stay under the terms on which the library published them: follow the link \
             to the source before you publish them again.",
        ),
        Basis::Capture => (
            "Capture",
            "The words of the library itself, read from a copy that was fetched on the day given. They stay under the terms on \
             which the library published them: follow the link to the source before you publish them again.",
        ),
        Basis::Sample => ("Sample", "Made up to try the program. No library promised this."),
    };
    BasisNote { name, charters: say::count(count, "charter"), note }
}
