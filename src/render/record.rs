//! What machines are told of a page: records in the words of schema.org, which stand in the page as a block of JSON-LD.

use serde::Serialize;

use super::{Download, SiteInput};
use crate::model::comparison::Profile;
use crate::model::publication::Publication;

const CONTEXT: &str = "https://schema.org";

/// The record of a page.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Record<'a> {
    Charter(Box<Charter<'a>>),
    Dataset(Box<Dataset<'a>>),
}

/// The library's own document, not the page that shows it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Charter<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    sort: &'static str,
    identifier: &'a str,
    name: &'a str,
    url: &'a str,
    in_language: &'a str,
    author: Library<'a>,
    subject_of: Part<'a>,
    sd_date_published: String,
}

#[derive(Debug, Serialize)]
struct Library<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    name: &'a str,
    address: Place<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    address_country: &'a str,
}

#[derive(Debug, Serialize)]
struct Part<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    name: &'a str,
    url: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dataset<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    sort: &'static str,
    name: &'a str,
    description: String,
    url: String,
    version: String,
    date_modified: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    temporal_coverage: String,
    keywords: [&'static str; 4],
    license: String,
    is_accessible_for_free: bool,
    creator: Keeper<'a>,
    measurement_technique: String,
    distribution: Vec<Distribution<'a>>,
}

#[derive(Debug, Serialize)]
struct Keeper<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    name: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Distribution<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    name: &'a str,
    description: &'a str,
    content_url: String,
    encoding_format: &'a str,
}

impl<'a> Record<'a> {
    /// The record of a charter; none of one that is made up. `root` is the way to the site's home.
    pub(super) fn charter(profile: &'a Profile, publication: &'a Publication, root: &str) -> Option<Self> {
        let facts = &profile.facts;
        let record = || Charter {
            context: CONTEXT,
            sort: "DigitalDocument",
            identifier: profile.id.as_str(),
            name: &facts.title,
            url: &facts.url,
            in_language: &facts.language,
            author: Library {
                sort: "Library",
                name: &facts.name,
                address: Place { sort: "PostalAddress", address_country: &facts.country },
            },
            subject_of: Part {
                sort: "Dataset",
                name: &publication.name,
                url: publication.link(root, "data.html"),
            },
            sd_date_published: facts.retrieved.to_string(),
        };
        (!facts.is_made_up()).then(|| Self::Charter(Box::new(record())))
    }

    /// The record of the whole data set, as it stands on a page at the top of the site.
    pub(super) fn dataset(input: &'a SiteInput<'a>, description: String) -> Self {
        let publication = input.publication;
        let days = || input.comparison.profiles.iter().map(|profile| profile.facts.retrieved);
        let distribution = |download: &'a Download| Distribution {
            sort: "DataDownload",
            name: download.path.rsplit_once('/').map_or(download.path, |(_, name)| name),
            description: download.about,
            content_url: publication.link("", download.path),
            encoding_format: download.media_type,
        };
        Self::Dataset(Box::new(Dataset {
            context: CONTEXT,
            sort: "Dataset",
            name: &publication.name,
            description,
            url: publication.link("", "data.html"),
            version: publication.today.to_string(),
            date_modified: publication.today.to_string(),
            temporal_coverage: match (days().min(), days().max()) {
                (Some(first), Some(last)) => format!("{first}/{last}"),
                _ => String::new(),
            },
            keywords: ["libraries", "customer service charters", "service standards", "commitments"],
            license: publication.link("", "data.html#licence"),
            is_accessible_for_free: true,
            creator: Keeper { sort: "Organization", name: &publication.keeper },
            measurement_technique: publication.link("", "method.html"),
            distribution: input.downloads.iter().map(distribution).collect(),
        }))
    }
}
