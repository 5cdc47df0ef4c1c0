//! What the system must do for a site to be swapped in whole: exchange two folders, keep two builds apart.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::beside;
use crate::project::disk;

/// One build at a time: a lock on the folder that the site stands in. `None` where the file system knows no locks.
#[expect(
    clippy::disallowed_methods,
    reason = "a folder is opened to be locked, not to be read"
)]
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
        Ok(disk::entries(folder)?
            .iter()
            .filter_map(|path| path.file_name().map(ToOwned::to_owned))
            .collect())
    };
    let (news, olds) = (names(new)?, names(target)?);
    for name in &news {
        folders(&new.join(name), &target.join(name))?;
    }
    for name in olds
        .difference(&news)
        .filter(|name| Some(name.as_os_str()) != new.file_name())
    {
        fs::rename(target.join(name), new.join(name))?;
    }
    Ok(())
}

/// Asks the system to bring a folder's list of names to the disk. It is no error where it cannot: the site can be built again.
#[expect(
    clippy::disallowed_methods,
    reason = "a folder is opened to be synced, not to be read"
)]
pub(super) fn settle(folder: &Path) {
    if let Ok(open) = File::open(folder) {
        let _ = open.sync_all();
    }
}
