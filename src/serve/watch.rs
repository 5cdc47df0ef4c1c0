//! Notices that an input has changed, once for a flurry of changes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer,
};

use crate::error::Error;

/// How long it must be quiet before a change counts: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// Calls `changed` on a thread of its own, once after each flurry of changes to the inputs.
pub(super) fn start(
    folder: &Path,
    inputs: &[PathBuf],
    changed: impl Fn() + Send + 'static,
) -> Result<(), Error> {
    let fail = |path: &Path, error: notify_debouncer_full::notify::Error| Error::Read {
        path: path.to_owned(),
        source: io::Error::other(format!("it cannot be watched: {error}")),
    };
    let folder = folder.canonicalize().map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    let (send, receive) = mpsc::channel::<DebounceEventResult>();
    let mut watcher = new_debouncer(QUIET, None, move |events| {
        // The other end goes away with the program.
        let _ = send.send(events);
    })
    .map_err(|error| fail(&folder, error))?;
    watcher.watch(&folder, RecursiveMode::NonRecursive).map_err(|error| fail(&folder, error))?;
    let mut watched = Watched { watcher, folder, inputs: inputs.to_vec(), roots: Vec::new() };
    watched.look_again().map_err(|(path, error)| fail(&path, error))?;
    thread::spawn(move || {
        while let Ok(events) = receive.recv() {
            let mut matters = watched.matters(&events);
            // What was put off while the last build ran is one change.
            while let Ok(more) = receive.try_recv() {
                matters |= watched.matters(&more);
            }
            if matters {
                // A folder that cannot be watched is no reason to stop watching the others.
                let _ = watched.look_again();
                changed();
            }
        }
    });
    Ok(())
}

struct Watched {
    watcher: Debouncer<RecommendedWatcher, RecommendedCache>,
    folder: PathBuf,
    inputs: Vec<PathBuf>,
    /// The inputs that are there, with every link in their paths followed: what the system calls them.
    roots: Vec<PathBuf>,
}

impl Watched {
    /// Watches the inputs that have come since, or that have come again.
    fn look_again(&mut self) -> Result<(), (PathBuf, notify_debouncer_full::notify::Error)> {
        for input in &self.inputs {
            let Ok(root) = input.canonicalize() else { continue };
            if !self.roots.contains(&root) {
                // A file is watched through its folder, since editors put a new file in the place of the old one.
                if root.is_dir() {
                    self.watcher
                        .watch(&root, RecursiveMode::Recursive)
                        .map_err(|error| (root.clone(), error))?;
                }
                self.roots.push(root);
            }
        }
        let gone: Vec<PathBuf> = self.roots.iter().filter(|root| !root.exists()).cloned().collect();
        for root in gone {
            // The system has forgotten it already; the watcher must as well, so that it can be watched again.
            let _ = self.watcher.unwatch(&root);
            self.roots.retain(|known| *known != root);
        }
        Ok(())
    }

    fn matters(&self, events: &DebounceEventResult) -> bool {
        match events {
            Ok(events) => events.iter().any(|event| self.is_change(event)),
            // Something was missed; it may have been a change.
            Err(_) => true,
        }
    }

    fn is_change(&self, event: &DebouncedEvent) -> bool {
        // A build reads the inputs: were that a change, it would never end.
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        event.need_rescan() || event.paths.iter().any(|path| self.is_input(path))
    }

    fn is_input(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.ends_with('~') {
            return false;
        }
        let named = |input: &PathBuf| input.file_name().is_some_and(|name| path == self.folder.join(name));
        self.roots.iter().any(|root| path.starts_with(root)) || self.inputs.iter().any(named)
    }
}
