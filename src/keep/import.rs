//! Captures that a person has: a web archive, or a saved file.

use jiff::Timestamp;

use super::{CharterFile, Done, Fetched, read, store, warc};
use crate::collect::warc::Exchange;
use crate::error::Error;
use crate::finding::Finding;
use crate::model::capture::Capture;
use crate::model::document::Place;
use crate::read::Words;

/// A file that a person has.
#[derive(Clone, Debug)]
pub struct Brought<'a> {
    /// What it is called.
    pub path: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
    /// The charter that it is a capture of; for a web archive, all whose address is in it where none is named.
    pub into: Option<&'a CharterFile>,
    /// When a saved file was saved.
    pub date: Timestamp,
}

/// Keeps the captures of a file beside the charters that they are of.
///
/// # Errors
/// A saved file without a charter, a web archive that holds nothing of any charter, a disk that fails.
pub fn import(files: &[CharterFile], brought: &Brought<'_>, words: &Words) -> Result<Fetched, Error> {
    let gzip = brought.bytes.starts_with(&[0x1f, 0x8b]);
    let mut fetched = Fetched::default();
    if gzip || brought.bytes.starts_with(b"WARC/") {
        archive(files, brought, words, &mut fetched)?;
    } else if [".warc", ".warc.gz"].iter().any(|ending| brought.path.to_ascii_lowercase().ends_with(ending)) {
        return Err(Error::Usage(format!(
            "`{}` is called a web archive, and does not begin as one",
            brought.path
        )));
    } else {
        let file = brought.into.ok_or_else(|| {
            Error::Usage(format!(
                "`{}` does not say what it is a capture of\n  help: add `--into` and the charter's name",
                brought.path
            ))
        })?;
        saved(file, brought, words, &mut fetched)?;
    }
    fetched.charters.sort();
    fetched.findings.sort();
    Ok(fetched)
}

fn saved(
    file: &CharterFile,
    brought: &Brought<'_>,
    words: &Words,
    fetched: &mut Fetched,
) -> Result<(), Error> {
    let url = address(file).unwrap_or_else(|| "about:blank".to_owned());
    let (payload, digest) = (brought.bytes.to_vec(), warc::digest(brought.bytes));
    let headers = vec![("Content-Type".to_owned(), kind(brought).to_owned())];
    let id = warc::record_id("resource", &url, brought.date, &digest);
    let capture =
        Capture { id, url, date: brought.date, status: 200, headers, payload, digest, revisits: None };
    keep(file, &[(capture, true)], words, fetched)
}

/// What a saved file is, by how it begins and, where that says nothing, by its ending.
fn kind(brought: &Brought<'_>) -> &'static str {
    let start = brought.bytes.get(..1024).unwrap_or(brought.bytes).trim_ascii_start();
    let ending = brought.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if start.starts_with(b"%PDF-") {
        "application/pdf"
    } else if start.starts_with(b"PK\x03\x04") {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    } else if ending == "md" {
        "text/markdown"
    } else if ending == "txt" {
        "text/plain"
    } else {
        "text/html"
    }
}

fn archive(
    files: &[CharterFile],
    brought: &Brought<'_>,
    words: &Words,
    fetched: &mut Fetched,
) -> Result<(), Error> {
    let contents = warc::read(brought.bytes);
    if contents.trouble.is_some() {
        fetched.findings.push(store::damaged(brought.path, &contents));
    }
    let sound: Vec<Capture> = contents
        .captures
        .into_iter()
        .filter(|capture| sound(brought.path, capture, &mut fetched.findings))
        .collect();
    let mut any = false;
    for file in files.iter().filter(|file| brought.into.is_none_or(|into| into.id == file.id)) {
        let Some(url) = address(file) else { continue };
        let of_file: Vec<(Capture, bool)> = sound
            .iter()
            .filter(|capture| brought.into.is_some() || alike(&capture.url, &url))
            .map(|capture| (Capture { revisits: None, ..capture.clone() }, false))
            .collect();
        if !of_file.is_empty() {
            any = true;
            keep(file, &of_file, words, fetched)?;
        }
    }
    if any {
        return Ok(());
    }
    let trouble = fetched.findings.iter().map(|found| format!("; {}", found.message)).collect::<String>();
    Err(Error::Usage(format!(
        "`{}` holds {} captures, and none is of an address of this project{trouble}\n  help: name the charter with `--into`, if they \
         are of one",
        brought.path,
        sound.len()
    )))
}

/// Whether a capture's payload is the one that its record was made for.
fn sound(path: &str, capture: &Capture, findings: &mut Vec<Finding>) -> bool {
    let chunked = capture.header("transfer-encoding").is_some();
    let fits = !capture.digest.starts_with("sha1:") || capture.digest == warc::digest(&capture.payload);
    if capture.status == 200 && !fits && !chunked {
        let message =
            format!("the record {} does not hold what its digest says, and is left out", capture.id);
        findings.push(Finding::new("damaged-capture", path, Place::default(), message));
    }
    capture.status == 200 && (fits || chunked)
}

/// Whether two addresses are of one page: with or without the `s` of https, `www.` and a last `/`.
fn alike(one: &str, other: &str) -> bool {
    let bare = |url: &str| {
        let url = url.split('#').next().unwrap_or_default();
        let url = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches("www.");
        url.trim_end_matches('/').to_lowercase()
    };
    bare(one) == bare(other)
}

/// Where a charter's page is, by its file.
pub(super) fn address(file: &CharterFile) -> Option<String> {
    read::facts(&file.path, &file.bytes().ok()?).0.map(|facts| facts.url)
}

/// Appends the captures that are not there yet.
fn keep(
    file: &CharterFile,
    captures: &[(Capture, bool)],
    words: &Words,
    fetched: &mut Fetched,
) -> Result<(), Error> {
    let path = file.captures_path();
    let (contents, found) = store::repaired(&file.captures(), &path)?;
    fetched.findings.extend(found);
    let have = contents.captures;
    let (mut records, mut done) = (Vec::new(), Done::Unchanged);
    for (capture, is_resource) in captures {
        if have.iter().any(|one| one.id == capture.id) {
            continue;
        }
        match super::seen(&path, capture, words) {
            None => done = Done::Captured,
            Some(why) => {
                let message =
                    format!("the capture of {} is {why}; it is kept", crate::keep::kept::day_of(capture));
                fetched.findings.push(Finding::new("bad-capture", &path, Place::default(), message));
                done = done.max(Done::Unusable).min(Done::Unusable);
            }
        }
        records.extend(if *is_resource {
            warc::resource(capture)
        } else {
            let capture = Capture { digest: warc::digest(&capture.payload), ..capture.clone() };
            warc::records(&Exchange { request: String::new(), capture, same_as: None, peer: None })
        });
    }
    if let Some((first, _)) = captures.first()
        && !records.is_empty()
    {
        let opening = warc::warcinfo(first.date, "import");
        fetched.findings.extend(store::append(&file.captures(), &path, &opening, &records)?);
        super::settled(std::iter::once(file.captures()))?;
    }
    fetched.charters.push((file.id.to_string(), done));
    Ok(())
}
