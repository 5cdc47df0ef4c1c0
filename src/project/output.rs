//! The site's folder, swapped in whole: a build that fails or is killed leaves the last good site as it was.
//!
//! A build writes to a folder of its own beside the old one, on the same file system, and then has the system exchange the two
//! in one step. Where the system cannot, two renames do, and the next build repairs what a kill between them leaves.
//! A lock on the folder that both stand in keeps two builds apart. The marker file says that a folder is ours to replace.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use super::disk;
use crate::error::Error;

mod swap;

/// The file that says that a folder was written by a build, and may be replaced by the next.
pub const MARKER: &str = ".charterhouse";

const MARKER_TEXT: &str = "`charterhouse build` wrote this folder, and replaces all of it at each build.\n";

/// Files that git keeps a folder with, and that therefore stay.
const KEPT: [&str; 2] = [".gitkeep", ".gitignore"];

/// Files that desktops leave everywhere; nobody misses them.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// A site on its way. Dropped before [`finish`](Self::finish), it leaves no trace.
#[derive(Debug)]
pub struct Output {
    /// The site's folder, without a link in its last step.
    target: PathBuf,
    /// Where the new site grows.
    aside: PathBuf,
    /// Where that is.
    place: Place,
    /// Folders that are there already, so that each is made once.
    made: Mutex<BTreeSet<PathBuf>>,
    /// Held until the end: another build waits.
    _lock: Option<File>,
}

/// Where a new site grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Beside the old one: the two are exchanged in one step.
    Beside,
    /// Within it, where it is a mount or its parent may not be written, so that it cannot be exchanged: then file by file.
    Within,
}

impl Output {
    /// Makes room for a new site: waits for another build to end, repairs what a killed one left, and sees that nothing
    /// but a site will be replaced. `waiting` is called once if there is another build to wait for.
    ///
    /// # Errors
    /// A folder that a build did not write, or that cannot be written.
    pub fn begin(named: &Path, waiting: &dyn Fn()) -> Result<Self, Error> {
        let target = real(named)?;
        let parent = target.parent().unwrap_or(Path::new("/")).to_owned();
        let lock = swap::lock(&parent, waiting).map_err(write_error(&parent))?;
        let place =
            if swap::is_mount(&target) || !swap::may_write(&parent) { Place::Within } else { Place::Beside };
        let (aside, old) = match place {
            Place::Beside => (beside(&target, "partial"), beside(&target, "old")),
            Place::Within => (target.join(".partial"), target.join(".old")),
        };
        if !target.exists() && is_ours(&old) {
            // A build was killed between its two renames.
            fs::rename(&old, &target).map_err(write_error(&target))?;
        }
        check_ours(&target, named)?;
        for left_over in [&old, &aside] {
            if is_ours(left_over) {
                remove(left_over).map_err(write_error(left_over))?;
            }
        }
        fs::create_dir(&aside).map_err(write_error(&aside))?;
        let output = Self { target, aside, place, made: Mutex::default(), _lock: lock };
        output.write(MARKER, MARKER_TEXT.as_bytes())?;
        Ok(output)
    }

    /// Writes a file of the new site; its path has `/` between names. May be called from several threads at once.
    ///
    /// # Errors
    /// A path that leads elsewhere, one that was written before, or a disk that is full.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<(), Error> {
        let file = self.place_for(path)?;
        // A page that has not changed is the same file in both sites: nothing is written to the disk, and nothing there is freed.
        let old = self.target.join(path);
        if holds(&old, content) && fs::hard_link(&old, &file).is_ok() {
            return Ok(());
        }
        File::create_new(&file).and_then(|mut open| open.write_all(content)).map_err(write_error(&file))
    }

    /// The same for a file that is too large to be held: `content` writes it bit by bit.
    ///
    /// # Errors
    /// The same.
    pub fn stream(
        &self,
        path: &str,
        content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<(), Error> {
        let file = self.place_for(path)?;
        let write = || {
            let mut out = BufWriter::with_capacity(1 << 16, File::create_new(&file)?);
            content(&mut out)?;
            out.flush()
        };
        write().map_err(write_error(&file))
    }

    /// Where a file of the new site goes, its folder made.
    fn place_for(&self, path: &str) -> Result<PathBuf, Error> {
        let plain = |part| matches!(part, Component::Normal(_));
        if path.is_empty() || !Path::new(path).components().all(plain) {
            let source = io::Error::new(io::ErrorKind::InvalidInput, "the path leads out of the site");
            return Err(Error::Write { path: PathBuf::from(path), source });
        }
        let file = self.aside.join(path);
        if let Some(folder) = file.parent() {
            self.make(folder)?;
        }
        Ok(file)
    }

    fn make(&self, folder: &Path) -> Result<(), Error> {
        // A poisoned lock only says that another thread failed; the set itself is sound at any time.
        let mut made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if made.contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(write_error(folder))?;
        made.insert(folder.to_owned());
        Ok(())
    }

    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// A disk that fails; the old site then stands, or is repaired at the next build.
    pub fn finish(self) -> Result<(), Error> {
        for name in KEPT {
            if let Ok(content) = disk::bytes(&self.target.join(name), 1 << 20) {
                self.write(name, &content)?;
            }
        }
        // Who may read the site is for its keeper to say, and was said of the old folder.
        if let Ok(old) = fs::metadata(&self.target) {
            fs::set_permissions(&self.aside, old.permissions()).map_err(write_error(&self.aside))?;
        }
        let parent = self.target.parent().unwrap_or(Path::new("/"));
        swap::settle(&self.aside);
        match self.place {
            Place::Beside => swap::folders(&self.aside, &self.target),
            Place::Within => swap::entries(&self.aside, &self.target),
        }
        .map_err(write_error(&self.target))?;
        swap::settle(parent);
        // What is left aside now is the old site, which `drop` removes.
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Nothing can be done about a folder that will not go; the next build tries again.
        let _ = remove(&self.aside);
    }
}

/// Whether a file has just this content.
fn holds(file: &Path, content: &[u8]) -> bool {
    let same_size = |metadata: fs::Metadata| {
        metadata.is_file() && u64::try_from(content.len()).is_ok_and(|length| length == metadata.len())
    };
    file.symlink_metadata().is_ok_and(same_size)
        && disk::bytes(file, u64::MAX - 1).is_ok_and(|old| old == content)
}

/// Removes a folder with all that is in it, many entries at once: some disks take milliseconds to free a file.
fn remove(folder: &Path) -> io::Result<()> {
    disk::entries(folder)?.par_iter().try_for_each(|path| {
        if path.symlink_metadata()?.is_dir() { remove(path) } else { fs::remove_file(path) }
    })?;
    fs::remove_dir(folder)
}

/// A folder with every link in its path followed; one that is not there yet keeps its last name.
fn real(target: &Path) -> Result<PathBuf, Error> {
    let fail = |source| Error::Write { path: target.to_owned(), source };
    match target.canonicalize() {
        Ok(real) if real.is_dir() => Ok(real),
        Ok(_) => Err(Error::Usage(format!(
            "`{}` is not a folder, and the site would go there\n  help: move it elsewhere",
            target.display()
        ))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !target.is_symlink() => {
            let (parent, name) = target.parent().zip(target.file_name()).ok_or_else(|| fail(error))?;
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            Ok(parent.canonicalize().map_err(fail)?.join(name))
        }
        Err(error) => Err(fail(error)),
    }
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{ending}"));
    target.with_file_name(name)
}

/// Whether a build wrote the folder, or was killed when it had just made it.
fn is_ours(folder: &Path) -> bool {
    let empty = || disk::entries(folder).is_ok_and(|entries| entries.is_empty());
    !folder.is_symlink() && folder.is_dir() && (folder.join(MARKER).is_file() || empty())
}

/// Refuses a folder whose content would be lost.
fn check_ours(target: &Path, named: &Path) -> Result<(), Error> {
    let refuse = |what: String| {
        let shown = named.display();
        Err(Error::Usage(format!(
            "`{shown}` {what}, and a build would replace it\n  help: move that elsewhere, or move the folder out of the way"
        )))
    };
    if !target.exists() {
        return Ok(());
    }
    if target.join(".git").exists() {
        return refuse("is a git checkout of its own (`.git`)".to_owned());
    }
    if target.join(MARKER).is_file() {
        return Ok(());
    }
    let entries = disk::entries(target).map_err(|source| Error::Read { path: target.to_owned(), source })?;
    let foreign =
        entries.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy()).find(|name| {
            !KEPT.contains(&name.as_ref())
                && !LITTER.contains(&name.as_ref())
                && *name != ".partial"
                && *name != ".old"
        });
    foreign.map_or(Ok(()), |name| refuse(format!("holds `{name}`, which no build wrote")))
}

fn write_error(path: &Path) -> impl Fn(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Write { path: path.clone(), source }
}
