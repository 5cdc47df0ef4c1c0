//! A [`Comparison`] becomes pages, handed out one by one as they are made; no file is touched.

use jiff::civil::Date;

use crate::error::Error;
use crate::lexicon::TopicText;
use crate::model::comparison::Comparison;

pub mod chart;
mod templates;

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
    /// The site's name.
    pub name: &'a str,
    /// The day of the build.
    pub today: Date,
    /// How good the labels are, as the method page shows it: rows of the label's name and its figures.
    pub quality: &'a [QualityRow],
    /// The user's templates, laid over the built-in ones: file name, text.
    pub templates: &'a [(String, String)],
}

/// How good one label is, measured against the gold labels.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct QualityRow {
    /// The label, such as `topic`.
    pub label: String,
    /// What the figure is, such as "accuracy" or "F1".
    pub figure: String,
    /// On charters that the model has not seen (five-fold cross-validation), 0 to 1.
    pub unseen: f64,
}

/// Makes every page and hands each to `write`, in no fixed order and from several threads at once.
///
/// # Errors
/// A broken template, or the first error of `write`.
pub fn site(input: &SiteInput<'_>, write: &(dyn Fn(Page) -> Result<(), Error> + Sync)) -> Result<(), Error> {
    let page = Page { path: "index.html".to_owned(), content: input.name.as_bytes().to_vec() };
    write(page)
}
