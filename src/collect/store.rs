//! A charter's captures on the disk: read whole, appended to so that no kill harms what is there.
//!
//! A write that is cut short leaves a torn last member. The next run that writes cuts it off, and says so; whoever only reads
//! leaves it as it is. A file that is damaged further up is never written to.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::warc::{self, Contents, Trouble};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::document::Place;

/// The largest file of captures that is read.
const LARGEST: u64 = 512 << 20;

/// What a charter's file of captures holds; nothing where there is no such file.
///
/// # Errors
/// A file that cannot be read, or is larger than is read.
pub fn captures(file: &Path) -> Result<Contents, Error> {
    let mut open = match OpenOptions::new().read(true).open(file) {
        Ok(open) => open,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Contents::default()),
        Err(source) => return Err(Error::Read { path: file.to_owned(), source }),
    };
    read(&mut open, file)
}

fn read(open: &mut File, file: &Path) -> Result<Contents, Error> {
    let fail = |source| Error::Read { path: file.to_owned(), source };
    let metadata = open.metadata().map_err(fail)?;
    if !metadata.is_file() {
        return Err(fail(std::io::Error::other("it is not a file")));
    }
    if metadata.len() > LARGEST {
        return Err(fail(std::io::Error::other(format!("it is larger than {} MB", LARGEST >> 20))));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0).saturating_add(1));
    open.take(LARGEST).read_to_end(&mut bytes).map_err(fail)?;
    Ok(warc::read(&bytes))
}

/// What a charter's file of captures holds, after what a write that was cut short left in it is cut off. `path` names it in
/// findings. Nothing happens where there is no file.
///
/// # Errors
/// A file that cannot be read or written.
pub fn repaired(file: &Path, path: &str) -> Result<(Contents, Vec<Finding>), Error> {
    let fail = |source| Error::Write { path: file.to_owned(), source };
    let mut open = match OpenOptions::new().read(true).write(true).open(file) {
        Ok(open) => open,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Default::default()),
        Err(source) => return Err(fail(source)),
    };
    // Held until the file is closed: another run may be in the midst of a write.
    open.lock().map_err(fail)?;
    let contents = read(&mut open, file)?;
    let found = cut(&open, file, path, &contents)?;
    Ok((contents, found.into_iter().collect()))
}

fn cut(open: &File, file: &Path, path: &str, contents: &Contents) -> Result<Option<Finding>, Error> {
    let fail = |source| Error::Write { path: file.to_owned(), source };
    match contents.trouble {
        None => Ok(None),
        Some(Trouble::Torn) => {
            let torn = open.metadata().map_err(fail)?.len().saturating_sub(contents.whole);
            open.set_len(contents.whole).and_then(|()| open.sync_all()).map_err(fail)?;
            let message = format!(
                "the last record was torn, as a write that was cut short leaves it: {torn} bytes are cut off, {} captures stand",
                contents.captures.len()
            );
            Ok(Some(
                Finding::new("torn-capture", path, Place::default(), message).help("nothing is to be done"),
            ))
        }
        Some(_) => Ok(Some(damaged(path, contents))),
    }
}

/// What to say of a file of captures that is not read to its end.
#[must_use]
pub fn damaged(path: &str, contents: &Contents) -> Finding {
    let (code, message, help) = match contents.trouble {
        Some(Trouble::Torn) => (
            "torn-capture",
            format!("the last record is torn: what stands before byte {} is read", contents.whole),
            "the next `charterhouse fetch` repairs it",
        ),
        _ => (
            "damaged-capture",
            format!("the record at byte {} cannot be read: what stands before it is", contents.whole),
            "put a sound copy in its place, or move it away; nothing is added to it",
        ),
    };
    Finding::new(code, path, Place::default(), message).help(help)
}

/// Appends records to a file; a new one begins with `opening`. A kill costs nothing of what it wrote; a power cut costs none once
/// the folder is [`settled`].
///
/// # Errors
/// A file that cannot be written, or is damaged.
pub fn append(file: &Path, path: &str, opening: &[u8], records: &[u8]) -> Result<Vec<Finding>, Error> {
    let fail = |source| Error::Write { path: file.to_owned(), source };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut open = options
        .open(file)
        .or_else(|error| match file.parent() {
            // Making what is there would wait for all others that write to the folder.
            Some(folder) if error.kind() == std::io::ErrorKind::NotFound => {
                std::fs::create_dir_all(folder).and_then(|()| options.open(file))
            }
            _ => Err(error),
        })
        .map_err(fail)?;
    open.lock().map_err(fail)?;
    let metadata = open.metadata().map_err(fail)?;
    let (mut found, mut whole) = (None, 0);
    if metadata.len() > 0 || !metadata.is_file() {
        let contents = read(&mut open, file)?;
        found = cut(&open, file, path, &contents)?;
        if contents.trouble.is_some_and(|trouble| trouble != Trouble::Torn) {
            return Err(fail(std::io::Error::other("it is damaged, and is left as it is")));
        }
        whole = contents.whole;
        open.seek(SeekFrom::Start(whole)).map_err(fail)?;
    }
    let opening = if whole == 0 { opening } else { &[] };
    if let Err(source) = open.write_all(&[opening, records].concat()) {
        // A full disk: back to what was there before, if that can be had.
        let _ = open.set_len(whole);
        return Err(fail(source));
    }
    Ok(found.into_iter().collect())
}

/// Has what was appended to files of a folder on the disk, so that a power cut costs none of it. Many at once, since the disk takes
/// hardly longer for a thousand files than for one.
///
/// # Errors
/// A disk that fails.
pub fn settled<'a>(folder: &Path, files: impl IntoIterator<Item = &'a Path>) -> Result<(), Error> {
    let fail = |source| Error::Write { path: folder.to_owned(), source };
    #[cfg(target_os = "linux")]
    {
        // All that the file system holds back, files and names alike.
        let _ = files;
        let open = OpenOptions::new().read(true).open(folder).map_err(fail)?;
        rustix::fs::syncfs(&open).map_err(|error| fail(error.into()))
    }
    #[cfg(not(target_os = "linux"))]
    {
        for file in files {
            OpenOptions::new().write(true).open(file).and_then(|file| file.sync_all()).map_err(fail)?;
        }
        #[cfg(unix)]
        OpenOptions::new().read(true).open(folder).and_then(|folder| folder.sync_all()).map_err(fail)?;
        Ok(())
    }
}
