//! The files that a user names for `extract` and `show`: one by one, by folder, or standard input.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::charters::unread;
use super::{child, corrections, disk};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::corrections::Corrections;
use crate::model::document::Place;

/// The largest file that is read: web pages of 20 MB are.
const LARGEST: u64 = 24 << 20;

/// What a folder is searched for.
const ENDINGS: [&str; 6] = ["md", "html", "htm", "txt", "pdf", "docx"];

/// How deep folders are searched.
const DEEPEST: usize = 32;

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As the user named it; `-` for standard input.
    pub path: String,
    /// What a charter without front matter is called: `<folder>/<stem>`, or `stdin`.
    pub name: String,
    /// The file's name without its ending.
    pub stem: String,
    /// How many bytes the system says that it has.
    pub size: u64,
    source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    File(PathBuf),
    /// Named by the user, and so to be waited for: a pipe, or standard input.
    Stream(Option<PathBuf>),
}

impl Input {
    /// Where the file is; `None` for standard input.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) | Source::Stream(Some(path)) => Some(path),
            Source::Stream(None) => None,
        }
    }

    /// What a person decided about it: `<stem>.labels.json` beside it, if that is there.
    ///
    /// # Errors
    /// A finding that says why that cannot be used.
    pub fn corrections(&self) -> Result<Option<Corrections>, Finding> {
        self.file().map_or(Ok(None), |file| corrections::beside(file, &self.path))
    }

    /// What is in it.
    ///
    /// # Errors
    /// A finding that says why it cannot be read.
    #[expect(clippy::disallowed_methods, reason = "`project` is where files are read")]
    pub fn bytes(&self) -> Result<Vec<u8>, Finding> {
        let read = match &self.source {
            Source::File(path) => disk::bytes(path, LARGEST),
            Source::Stream(None) => disk::stream(io::stdin().lock(), LARGEST),
            Source::Stream(Some(path)) => {
                fs::File::open(path).map_err(Into::into).and_then(|file| disk::stream(file, LARGEST))
            }
        };
        let bytes = read.map_err(|trouble| unread(&self.path, &trouble, LARGEST))?;
        if child::is_office(&bytes) {
            return child::unpacked(&self.path, &bytes);
        }
        match binary(&bytes) {
            None => Ok(bytes),
            Some(what) => {
                Err(Finding::new("unreadable", &self.path, Place::default(), format!("this is {what}"))
                    .help("PDF, DOCX, web pages, Markdown and plain text are read; save it as one of them"))
            }
        }
    }
}

/// The files that these paths name, in their order, folders searched in the order of names; and a finding for each link out.
///
/// # Errors
/// A path that is not there, or a folder that cannot be read.
pub fn files(paths: &[PathBuf]) -> Result<(Vec<Input>, Vec<Finding>), Error> {
    let mut search = Search::default();
    for path in paths {
        if path == Path::new("-") {
            let name = "stdin".to_owned();
            let input = Input {
                path: "-".to_owned(),
                name: name.clone(),
                stem: name,
                size: 0,
                source: Source::Stream(None),
            };
            search.inputs.push(input);
            continue;
        }
        let metadata = fs::metadata(path).map_err(|source| Error::Read { path: path.clone(), source })?;
        if metadata.is_dir() {
            search.root = path.canonicalize().map_err(|source| Error::Read { path: path.clone(), source })?;
            search.folder(path, 0).map_err(|source| Error::Read { path: path.clone(), source })?;
        } else {
            let source = if metadata.is_file() {
                Source::File(path.clone())
            } else {
                Source::Stream(Some(path.clone()))
            };
            search.add(path, metadata.len(), source);
        }
    }
    Ok((search.inputs, search.findings))
}

#[derive(Default)]
struct Search {
    root: PathBuf,
    inputs: Vec<Input>,
    findings: Vec<Finding>,
    /// The folder that was named last, with its own name, since most files share theirs with the file before.
    last: Option<(PathBuf, String)>,
}

impl Search {
    fn folder(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        for path in disk::entries(folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // The two that explain a folder of charters are no charters.
            if name.starts_with('.') || name == "README.md" || name == "FORMAT.md" {
                continue;
            }
            let Ok(metadata) = path.symlink_metadata() else {
                continue;
            };
            let wanted = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
            let wanted = wanted.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
            if metadata.is_symlink() {
                self.link(&path, wanted);
            } else if metadata.is_dir() {
                if depth < DEEPEST {
                    if let Err(error) = self.folder(&path, depth + 1) {
                        self.findings.push(unread(&path.to_string_lossy(), &error.into(), LARGEST));
                    }
                } else {
                    let message = "this folder lies deeper than is searched";
                    self.findings.push(Finding::new(
                        "too-deep",
                        &path.to_string_lossy(),
                        Place::default(),
                        message,
                    ));
                }
            } else if wanted {
                self.add(&path, metadata.len(), Source::File(path.clone()));
            }
        }
        Ok(())
    }

    /// A link to a file within the folder is read like any file; a link to a folder within is not, for it is searched anyway.
    fn link(&mut self, path: &Path, wanted: bool) {
        let shown = path.to_string_lossy();
        match path.canonicalize() {
            Ok(target) if !target.starts_with(&self.root) => {
                let message = "this link leads out of the folder";
                self.findings.push(
                    Finding::new("outside-folder", &shown, Place::default(), message)
                        .help("name the file itself"),
                );
            }
            Ok(target) if wanted && !target.is_dir() => self.add(path, 0, Source::File(path.to_owned())),
            Ok(_) => {}
            Err(error) => {
                let message = format!("this link leads nowhere: {error}");
                self.findings.push(Finding::new("unreadable", &shown, Place::default(), message));
            }
        }
    }

    fn add(&mut self, path: &Path, size: u64, source: Source) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let parent = path.parent().unwrap_or(Path::new(""));
        let folder = match &self.last {
            Some((last, name)) if last == parent => name.clone(),
            _ => {
                let name = name_of(parent);
                self.last = Some((parent.to_owned(), name.clone()));
                name
            }
        };
        let name = if folder.is_empty() { stem.clone() } else { format!("{folder}/{stem}") };
        self.inputs.push(Input { path: path.to_string_lossy().into_owned(), name, stem, size, source });
    }
}

/// The name of a folder, also of one that the user calls `.` or `..`.
fn name_of(folder: &Path) -> String {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = if folder.file_name().is_none() {
        folder.canonicalize().unwrap_or_default()
    } else {
        folder.to_owned()
    };
    real.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a file is that is no text, in words; `None` for a text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let marked = [&[0xff, 0xfe][..], &[0xfe, 0xff]].iter().any(|mark| start.starts_with(mark));
    if start.starts_with(b"PK\x03\x04") {
        Some("a zip archive, and no DOCX")
    } else if start.contains(&0) && !marked && !utf16(start) {
        Some("no text")
    } else {
        None
    }
}

/// Whether nearly every second byte is zero, as in UTF-16 that lost its mark.
fn utf16(start: &[u8]) -> bool {
    [0, 1].iter().any(|from| {
        let zeros = start.iter().skip(*from).step_by(2).filter(|byte| **byte == 0).count();
        zeros * 10 > start.len() / 2 * 7
    })
}
