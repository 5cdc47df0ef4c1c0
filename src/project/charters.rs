//! Which charter files a project has: `charters/<kind>/<slug>.md`, each name judged, none trusted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Project, corrections, disk};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::charter::{CharterId, Kind};
use crate::model::corrections::Corrections;
use crate::model::document::Place;

/// The largest charter file that is read. The longest charter known has 60 kB.
const LARGEST: u64 = 8 << 20;

/// A charter file whose name and place are as they should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharterFile {
    /// Its name in this project.
    pub id: CharterId,
    /// Its path from the project's folder, with `/` between names.
    pub path: String,
    /// Where it is on the disk.
    file: PathBuf,
}

impl CharterFile {
    /// Where it is on the disk.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Where its captures are kept, whether or not there are any.
    #[must_use]
    pub fn captures(&self) -> PathBuf {
        self.file.with_extension("warc.gz")
    }

    /// The same from the project's folder.
    #[must_use]
    pub fn captures_path(&self) -> String {
        format!("{}.warc.gz", self.path.trim_end_matches(".md"))
    }

    /// What a person decided about it; `None` where nobody did.
    ///
    /// # Errors
    /// A finding that says why that cannot be used.
    pub fn corrections(&self) -> Result<Option<Corrections>, Finding> {
        corrections::beside(&self.file, &self.path)
    }

    /// What is in it.
    ///
    /// # Errors
    /// A finding that says why it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>, Finding> {
        disk::bytes(&self.file, LARGEST).map_err(|trouble| unread(&self.path, &trouble, LARGEST))
    }
}

/// Every charter file of a project in the order of their ids, and a finding for everything else that lies there and should not.
///
/// # Errors
/// No `charters` folder, or one that cannot be read.
pub fn files(project: &Project) -> Result<(Vec<CharterFile>, Vec<Finding>), Error> {
    let folder = project.charters_folder();
    let inner = |source| Error::Read { path: folder.clone(), source };
    if !folder.is_dir() {
        return Err(Error::Usage(format!(
            "there is no folder `{}`\n  help: `charterhouse init DIR` makes a project that has one, with an example in it",
            folder.display()
        )));
    }
    let mut walk = Walk { root: folder.canonicalize().map_err(inner)?, ..Walk::default() };
    for path in disk::entries(&folder).map_err(inner)? {
        walk.top(&path);
    }
    walk.labels_without_charter();
    let mut files: Vec<CharterFile> = walk.files.into_values().collect();
    files.sort_by(|a, b| a.id.cmp(&b.id));
    Ok((files, walk.findings))
}

/// What to say of a file that cannot be read.
#[must_use]
pub(super) fn unread(path: &str, trouble: &disk::Trouble, largest: u64) -> Finding {
    let whole = Place::default();
    match trouble {
        disk::Trouble::TooLarge => {
            Finding::new("too-large", path, whole, format!("the file is larger than {} MB", largest >> 20))
                .help("a charter is a few pages; cut away what is not the charter")
        }
        disk::Trouble::NoFile(what) => {
            Finding::new("unreadable", path, whole, format!("this is {what}, not a file"))
        }
        disk::Trouble::Io(error) => {
            Finding::new("unreadable", path, whole, format!("cannot be read: {error}"))
        }
    }
}

#[derive(Default)]
struct Walk {
    /// The charters folder without any link in its path: what lies outside is not followed.
    root: PathBuf,
    /// By the file itself, so that two links to one file are known as one.
    files: BTreeMap<PathBuf, CharterFile>,
    /// Files of corrections: as a finding names them, and the charter file that each is of.
    labels: Vec<(String, PathBuf)>,
    findings: Vec<Finding>,
}

impl Walk {
    fn find(&mut self, code: &'static str, path: &str, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Finding::new(code, path, Place::default(), message).help(help));
    }

    /// Something right in `charters/`: the folder of a kind, or one of the two files that may lie there.
    fn top(&mut self, path: &Path) {
        let Some(name) = self.name(path, "charters") else {
            return;
        };
        let shown = format!("charters/{name}");
        if name.starts_with('.') || matches!(name.as_str(), "FORMAT.md" | "README.md") {
            return;
        }
        if self.leads_out(path, &shown) {
            return;
        }
        let kinds = Kind::ALL.map(Kind::id).join(", ");
        if !path.is_dir() {
            let help = format!("charters stand in the folder of their kind: {kinds}");
            return self.find("odd-name", &shown, "this file stands in no folder of a kind", help);
        }
        let Some(kind) = Kind::from_id(&name) else {
            return self.find(
                "odd-name",
                &shown,
                format!("`{name}` is no kind of library"),
                format!("the kinds are {kinds}"),
            );
        };
        match disk::entries(path) {
            Err(error) => self.find("unreadable", &shown, format!("cannot be read: {error}"), ""),
            // Links come last, so that of a file and a link to it the file is kept.
            Ok(paths) => {
                let (links, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_symlink());
                let (odd, files): (Vec<_>, Vec<_>) =
                    files.into_iter().partition(|path| id_of(kind, path).is_none());
                // What is no link has no link in its path but for the folder's own.
                let real = path.canonicalize();
                for file in files.iter().chain(&odd) {
                    let real = real.as_ref().ok().and_then(|folder| Some(folder.join(file.file_name()?)));
                    self.in_kind(kind, file, real);
                }
                for link in &links {
                    self.in_kind(kind, link, None);
                }
            }
        }
    }

    /// Something in the folder of a kind: a charter, a neighbour of one, or a finding. `real` is its path without links, where known.
    fn in_kind(&mut self, kind: Kind, path: &Path, real: Option<PathBuf>) {
        let folder = format!("charters/{kind}");
        let Some(name) = self.name(path, &folder) else {
            return;
        };
        let shown = format!("{folder}/{name}");
        let neighbour =
            [".warc.gz", ".pdf", ".docx", corrections::ENDING].iter().any(|ending| name.ends_with(ending));
        if let Some(slug) = name.strip_suffix(corrections::ENDING).filter(|slug| !slug.starts_with('.')) {
            self.labels.push((shown.clone(), path.with_file_name(format!("{slug}.md"))));
        }
        if name.starts_with('.') || neighbour || (real.is_none() && self.leads_out(path, &shown)) {
            return;
        }
        let Some(id) = id_of(kind, path) else {
            return self.odd(kind, &name, &shown);
        };
        let file = match real.map_or_else(|| path.canonicalize(), Ok) {
            Ok(file) => file,
            Err(error) => return self.find("unreadable", &shown, format!("cannot be read: {error}"), ""),
        };
        if let Some(first) = self.files.get(&file).map(|first| first.path.clone()) {
            return self.find(
                "duplicate-slug",
                &shown,
                format!("this is the same file as `{first}`"),
                "remove one of the two",
            );
        }
        self.files.insert(file, CharterFile { id, path: shown, file: path.to_owned() });
    }

    /// A finding for each file of corrections that stands beside no charter, as after a charter was renamed.
    fn labels_without_charter(&mut self) {
        for (shown, charter) in std::mem::take(&mut self.labels) {
            if !charter.exists() {
                let help = "a charter file `<slug>.md` has its labels in `<slug>.labels.json`";
                self.find("bad-labels", &shown, "there is no charter beside these labels", help);
            }
        }
    }

    /// A name in the folder of a kind that is no `<slug>.md`.
    fn odd(&mut self, kind: Kind, name: &str, shown: &str) {
        let lower = name.to_lowercase();
        let Some(stem) = lower.strip_suffix(".md") else {
            return self.find(
                "odd-name",
                shown,
                "this is no charter file",
                "a charter file is `<slug>.md`; keep notes elsewhere",
            );
        };
        let slug = slug_of(stem);
        let taken =
            |id: &CharterId| self.files.values().find(|file| file.id == *id).map(|file| file.path.clone());
        match CharterId::new(kind, &slug) {
            Some(id) => match taken(&id) {
                Some(first) => {
                    let message = format!("this would have the address of `{first}`");
                    self.find(
                        "duplicate-slug",
                        shown,
                        message,
                        "remove one of the two, or give one another name",
                    );
                }
                None => self.find(
                    "odd-name",
                    shown,
                    format!(
                        "`{name}` cannot be an address: lower-case letters, digits and single hyphens can"
                    ),
                    format!("rename it to `{slug}.md`"),
                ),
            },
            None => self.find(
                "odd-name",
                shown,
                format!("`{name}` cannot be an address: lower-case letters, digits and single hyphens can"),
                "rename it, such as `slough-libraries.md`",
            ),
        }
    }

    /// The last name of a path; a finding where it is not UTF-8.
    fn name(&mut self, path: &Path, folder: &str) -> Option<String> {
        let name = path.file_name()?;
        if let Some(name) = name.to_str() {
            return Some(name.to_owned());
        }
        let shown = format!("{folder}/{}", name.to_string_lossy());
        self.find("odd-name", &shown, "the name is not UTF-8 and cannot be an address", "rename it");
        None
    }

    /// Whether a link leads out of the charters folder, or nowhere: then it is a finding, and not followed.
    fn leads_out(&mut self, path: &Path, shown: &str) -> bool {
        if !path.is_symlink() {
            return false;
        }
        match path.canonicalize() {
            Ok(target) if target.starts_with(&self.root) => false,
            Ok(_) => {
                let help = "put a copy of the file here instead";
                self.find("outside-folder", shown, "this link leads out of the charters folder", help);
                true
            }
            Err(error) => {
                self.find("unreadable", shown, format!("this link leads nowhere: {error}"), "remove it");
                true
            }
        }
    }
}

fn id_of(kind: Kind, path: &Path) -> Option<CharterId> {
    CharterId::new(kind, path.file_name()?.to_str()?.strip_suffix(".md")?)
}

/// The nearest slug to a name: what a charter file might be called.
#[must_use]
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
