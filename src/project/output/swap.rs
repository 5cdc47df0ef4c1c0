//! What the system must do for a site to be swapped in whole: exchange two folders, keep two builds apart.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::beside;
use crate::project::disk;

/// One build at a time: a lock on the folder that the site stands in. `None` where the file system knows no locks.
#[expect(clippy::disallowed_methods, reason = "a folder is opened to be locked, not to be read")]
pub(super) fn lock(parent: &Path, waiting: &dyn Fn()) -> io::Result<Option<File>> {
    // Only Unix opens a folder as a file; elsewhere two builds at once are the user's to avoid.
    let Ok(folder) = File::open(parent) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Ok(()) => return Ok(Some(folder)),
        Err(fs::TryLockError::Error(_)) => return Ok(None),
        Err(fs::TryLockError::WouldBlock) => waiting(),
    }
    folder.lock()?;
    Ok(Some(folder))
}

#[cfg(target_os = "linux")]
pub(super) fn is_mount(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::empty(), StatxFlags::empty())
        .is_ok_and(|stat| stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount(_: &Path) -> bool {
    false
}

#[cfg(unix)]
pub(super) fn may_write(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
pub(super) fn may_write(_: &Path) -> bool {
    true
}

/// Exchanges two folders in one step, where the system can.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Puts `new` where `target` is; what was there is at `new` afterwards.
pub(super) fn folders(new: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(new, target);
    }
    if exchange(new, target).is_ok() {
        return Ok(());
    }
    two_steps(new, target)
}

/// The same with two renames, between which there is no site for a moment; the next build repairs what a kill leaves then.
fn two_steps(new: &Path, target: &Path) -> io::Result<()> {
    let old = beside(target, "old");
    fs::rename(target, &old)?;
    if let Err(error) = fs::rename(new, target) {
        fs::rename(&old, target)?;
        return Err(error);
    }
    fs::rename(&old, new)
}

/// The same where `new` is within `target`: entry by entry, so that a kill leaves whole pages of either site.
pub(super) fn entries(new: &Path, target: &Path) -> io::Result<()> {
    let names = |folder: &Path| -> io::Result<BTreeSet<std::ffi::OsString>> {
        Ok(disk::entries(folder)?.iter().filter_map(|path| path.file_name().map(ToOwned::to_owned)).collect())
    };
    let (news, olds) = (names(new)?, names(target)?);
    for name in &news {
        folders(&new.join(name), &target.join(name))?;
    }
    for name in olds.difference(&news).filter(|name| Some(name.as_os_str()) != new.file_name()) {
        fs::rename(target.join(name), new.join(name))?;
    }
    Ok(())
}

/// Asks the system to bring a folder's list of names to the disk. It is no error where it cannot: the site can be built again.
#[expect(clippy::disallowed_methods, reason = "a folder is opened to be synced, not to be read")]
pub(super) fn settle(folder: &Path) {
    if let Ok(open) = File::open(folder) {
        let _ = open.sync_all();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests make and read files")]
mod tests {
    use super::*;

    fn made(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[track_caller]
    fn check(folder: &tempfile::TempDir, expected: &[(&str, &str)]) {
        for (name, text) in expected {
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap_or_default(), *text, "{name}");
        }
    }

    type Swap = fn(&Path, &Path) -> io::Result<()>;

    #[test]
    fn one_step_and_two_come_to_the_same() {
        for swap in [folders as Swap, two_steps] {
            let folder =
                made(&[("new/index.html", "new"), ("site/index.html", "old"), ("site/gone.html", "old")]);
            swap(&folder.path().join("new"), &folder.path().join("site")).unwrap();
            check(&folder, &[("site/index.html", "new"), ("site/gone.html", ""), ("new/index.html", "old")]);
            assert_eq!(disk::entries(folder.path()).unwrap().len(), 2);
        }
    }

    #[test]
    fn a_first_site_needs_no_old_one() {
        let folder = made(&[("new/index.html", "new")]);
        folders(&folder.path().join("new"), &folder.path().join("site")).unwrap();
        check(&folder, &[("site/index.html", "new"), ("new/index.html", "")]);
    }

    #[test]
    fn within_a_mount_the_entries_are_swapped() {
        let files = [
            ("s/.partial/a", "new"),
            ("s/.partial/d/b", "new"),
            ("s/a", "old"),
            ("s/d/c", "old"),
            ("s/e/f", "old"),
        ];
        let folder = made(&files);
        entries(&folder.path().join("s/.partial"), &folder.path().join("s")).unwrap();
        check(&folder, &[("s/a", "new"), ("s/d/b", "new"), ("s/d/c", ""), ("s/e/f", "")]);
    }
}
