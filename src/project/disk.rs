//! Reading files and folders that anyone may have put there: never without a bound, never in a random order.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The largest file that is read of a lexicon or of templates.
const LARGEST_TEXT: u64 = 4 << 20;

/// How deep folders are walked.
const DEEPEST: usize = 32;

/// Why a file was not read.
#[derive(Debug)]
pub enum Trouble {
    /// It is larger than asked for.
    TooLarge,
    /// It is a folder, a pipe, a device: anything but a file. The words for what it is.
    NoFile(&'static str),
    /// The system's own reason.
    Io(io::Error),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge => write!(out, "it is too large"),
            Self::NoFile(what) => write!(out, "it is {what}, not a file"),
            Self::Io(error) => error.fmt(out),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The bytes of a file no larger than that. Does not wait on a pipe, and does not trust the size that the system states.
///
/// # Errors
/// What kept it from being read.
pub fn bytes(path: &Path, largest: u64) -> Result<Vec<u8>, Trouble> {
    let file = open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(Trouble::NoFile(kind_of(&metadata)));
    }
    if metadata.len() > largest {
        return Err(Trouble::TooLarge);
    }
    let bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0).saturating_add(1));
    onto(bytes, file, largest)
}

/// The bytes of a stream no longer than that; waits for them.
///
/// # Errors
/// What kept it from being read.
pub fn stream(stream: impl Read, largest: u64) -> Result<Vec<u8>, Trouble> {
    onto(Vec::new(), stream, largest)
}

fn onto(mut bytes: Vec<u8>, stream: impl Read, largest: u64) -> Result<Vec<u8>, Trouble> {
    stream.take(largest.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|read| read > largest) {
        Err(Trouble::TooLarge)
    } else {
        Ok(bytes)
    }
}

/// The text of a file no larger than that.
///
/// # Errors
/// A file that cannot be read, is larger, or is not UTF-8.
pub fn text(path: &Path, largest: u64) -> Result<String, Error> {
    utf8(path, whole(path, largest)?)
}

/// The bytes of a file no larger than that.
///
/// # Errors
/// A file that cannot be read or is larger.
fn whole(path: &Path, largest: u64) -> Result<Vec<u8>, Error> {
    bytes(path, largest).map_err(|trouble| {
        let source = match trouble {
            Trouble::Io(error) => error,
            Trouble::NoFile(what) => io::Error::other(format!("it is {what}, not a file")),
            Trouble::TooLarge => io::Error::other(format!("it is larger than {largest} bytes")),
        };
        Error::Read { path: path.to_owned(), source }
    })
}

fn utf8(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    let fail = |_| Error::Read { path: path.to_owned(), source: io::Error::other("it is not UTF-8 text") };
    String::from_utf8(bytes).map_err(fail)
}

/// The texts of all files under a folder whose path within it, with `/` between names, is wanted; in the order of paths.
///
/// # Errors
/// A folder or file that cannot be read, or a file that is not UTF-8.
pub fn texts(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, String)>, Error> {
    let text = |(name, bytes): (String, Vec<u8>)| {
        let text = utf8(&folder.join(&name), bytes)?;
        Ok((name, text))
    };
    files(folder, wanted)?.into_iter().map(text).collect()
}

/// The same as bytes.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = folders.pop() {
        for path in entries(&folder).map_err(|source| Error::Read { path: folder.clone(), source })? {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let within = format!("{prefix}{name}");
            if path.is_dir() {
                // A link to a folder is not followed: two that lead back up would make a walk without an end.
                if !path.is_symlink() && depth < DEEPEST && !name.starts_with('.') {
                    folders.push((path, format!("{within}/"), depth + 1));
                }
            } else if !name.starts_with('.') && wanted(&within) {
                found.push((within, whole(&path, LARGEST_TEXT)?));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What is in a folder, in the order of the names' bytes.
///
/// # Errors
/// A folder that cannot be read.
#[expect(clippy::disallowed_methods, reason = "`project` is where folders are read")]
pub fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Opens a file for reading. Opening a pipe that nobody writes to would wait for ever, so the system is asked not to.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0));
    }
    options.open(path)
}

fn kind_of(metadata: &std::fs::Metadata) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if metadata.is_dir() { "a folder" } else { "no regular file" }
}

/// Makes a folder, with those that it lies in, where it is not there yet.
///
/// # Errors
/// A file of that name, or a disk that refuses.
pub fn folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|source| Error::Write { path: path.to_path_buf(), source })
}

/// Writes a file whole: beside its place first, under a hidden name, then swapped in, so that a run that is cut short harms
/// nothing and leaves nothing that is taken for a charter.
///
/// # Errors
/// A folder that is not there or may not be written to.
#[expect(clippy::disallowed_methods, reason = "`project` is where files are written")]
pub fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".partial");
    let beside = path.with_file_name(name);
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(content)?;
        // A machine that loses its power must not be left with the new name on an empty file.
        file.sync_all()?;
        std::fs::rename(&beside, path)
    };
    write().map_err(|source| Error::Write { path: path.to_path_buf(), source })
}
