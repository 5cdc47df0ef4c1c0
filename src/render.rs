//! A [`Comparison`] becomes pages, handed out one by one as they are made; no file is touched.
//!
//! Each file under `page/` makes one sort of page: a struct that is all its template sees, and a function that lists
//! the pages of that sort as jobs. A page is made, handed on and dropped, so that memory never holds the site.

use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::error::Error;
use crate::finding::Finding;
use crate::model::change::History;
use crate::model::charter::Kind;
use crate::model::comparison::Comparison;
use crate::model::confidence::Reliability;
use crate::model::lens::LensReading;
use crate::model::publication::Publication;
use crate::model::quality::QualityRow;
use crate::model::status::Status;
use crate::model::topic::TopicText;
use crate::model::worksheet::{Sheet, Worksheets};

pub mod chart;
mod country;
mod feed;
mod outward;
mod page;
mod picture;
mod record;
mod search;
mod site;
mod sitemap;
mod templates;

use site::Site;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its place in the site, with `/` between names, such as `topics/hours.html`.
    pub path: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// What a site is made of.
#[derive(Debug)]
pub struct SiteInput<'a> {
    /// What is shown.
    pub comparison: &'a Comparison,
    /// What readers are told of each topic, in the order of topics.
    pub topics: Vec<&'a TopicText>,
    /// What each lens shows of them, in the order of pages.
    pub lenses: &'a [LensReading<'a>],
    /// What stands on the worksheets.
    pub worksheets: &'a Worksheets,
    /// The site's name.
    pub name: &'a str,
    /// What else is said of the site as a whole, and where it is read.
    pub publication: &'a Publication,
    /// The day of the build.
    pub today: Date,
    /// How good the labels are, as the method page shows it: rows of the label's name and its figures.
    pub quality: &'a [QualityRow],
    /// How far their confidence can be trusted, label by label, the least sure first.
    pub reliability: &'a [Reliability],
    /// What there is to download, in the order in which it is offered.
    pub downloads: &'a [Download],
    /// What is known of charters' captures, in the order of their ids.
    pub histories: &'a [History],
    /// How the collection stands.
    pub status: &'a Status,
    /// Where the site is published, ending in `/`; empty where nobody said.
    pub address: &'a str,
    /// What stands before the day and the address of a page in a public web archive; empty for no links to one.
    pub archive: &'a str,
    /// The user's templates, laid over the built-in ones, as are scripts and pictures: file name, content.
    pub templates: &'a [(String, Vec<u8>)],
}

/// Of which charters worksheets are made: empty lists are all kinds and all countries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// In the order in which pages show them.
    pub kinds: Vec<Kind>,
    /// ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
}

/// A file of the data set, as the data page offers it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Download {
    /// Its place in the site, such as `data/commitments.csv`.
    pub path: &'static str,
    /// What it holds, in a sentence.
    pub about: &'static str,
    /// Its format, as in "BibTeX".
    pub format: &'static str,
    /// Its media type, such as `text/csv`.
    pub media_type: &'static str,
    /// Its columns; none where it is no table.
    pub columns: Vec<DownloadColumn>,
}

/// A column of a table, as the data dictionary describes it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DownloadColumn {
    /// Its name in the header.
    pub name: &'static str,
    /// What sort of value it holds, such as "whole number".
    pub sort: &'static str,
    /// In which unit; empty where there is none.
    pub unit: &'static str,
    /// The values it may take, parted by semicolons; empty where any will do.
    pub values: String,
    /// What it means, in a sentence.
    pub meaning: &'static str,
}

/// A page that is still to be made. Small, so that all of a site's can wait in a list.
type Job<'a> = Box<dyn Fn() -> Result<Page, Error> + Send + Sync + 'a>;

/// Lists the pages of one sort.
type Maker = for<'a> fn(&'a Site<'a>) -> Vec<Job<'a>>;

/// Every sort of page. A new sort is a file `page/<sort>.rs` with
/// `pub(in crate::render) fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>>` (see `page/missing.rs`, the shortest),
/// a template, and a line here. The long ones come first, so that no core waits for the last at the end.
const MAKERS: &[Maker] = &[
    page::topic::jobs,
    page::kind::jobs,
    page::charters::jobs,
    page::topics::jobs,
    page::missing::jobs,
    page::standards::jobs,
    page::matrix::jobs,
    page::home::jobs,
    page::language::jobs,
    page::activity::jobs,
    page::data::jobs,
    page::method::jobs,
    page::changes::jobs,
    page::changes::history::jobs,
    page::quality::jobs,
    feed::jobs,
    page::embed::jobs,
    page::charter::jobs,
    page::search::jobs,
    page::wording::jobs,
    page::script::jobs,
    page::compare::jobs,
    page::basket::jobs,
];

/// Makes every page and hands each to `write`, in no fixed order and from several threads at once. Says what is wrong with the
/// project's own templates.
///
/// # Errors
/// A broken template of ours, or the first error of `write`.
pub fn site(
    input: &SiteInput<'_>,
    write: &(dyn Fn(Page) -> Result<(), Error> + Sync),
) -> Result<Vec<Finding>, Error> {
    let site = Site::new(input)?;
    write(Page { path: "style.css".to_owned(), content: site.templates.style().as_bytes().to_vec() })?;
    picture::pictures(site.templates.pictures()).try_for_each(write)?;
    site.templates
        .assets()
        .iter()
        .try_for_each(|(path, text)| write(Page { path: path.clone(), content: text.as_bytes().to_vec() }))?;
    let jobs: Vec<Job<'_>> = MAKERS.iter().flat_map(|maker| maker(&site)).collect();
    let paths = Mutex::new(Vec::with_capacity(jobs.len()));
    let make = |job: &Job<'_>| {
        let page = job()?;
        // A poisoned lock only says that another thread failed; the list itself is sound at any time.
        paths.lock().unwrap_or_else(PoisonError::into_inner).push(page.path.clone());
        write(page)
    };
    let (index, pages) = rayon::join(|| search::index(&site, write), || jobs.par_iter().try_for_each(make));
    index.and(pages)?;
    let paths = paths.into_inner().unwrap_or_else(PoisonError::into_inner);
    sitemap::files(paths, input.publication).into_iter().try_for_each(write)?;
    Ok(site.templates.findings())
}

/// Makes some worksheets and their keys as files that stand alone, in the order of `wanted`.
///
/// # Errors
/// A broken template.
pub fn worksheets(input: &SiteInput<'_>, wanted: &[Sheet], choice: &Choice) -> Result<Vec<Page>, Error> {
    let site = Site::new(input)?;
    page::activity::alone(&site, wanted, choice).iter().map(|job| job()).collect()
}

#[cfg(test)]
mod tests;
