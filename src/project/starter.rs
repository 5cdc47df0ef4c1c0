//! The files of a new project: enough to build at once, and to see what to do next.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

const FILES: [(&str, &str); 4] = [
    (".gitignore", include_str!("starter/gitignore")),
    ("README.md", include_str!("starter/README.md")),
    ("charterhouse.toml", include_str!("starter/charterhouse.toml")),
    ("charters/public/example-library.md", include_str!("starter/example-library.md")),
];

/// Makes a new project in a folder, and says which files it made. Nothing that is there is touched.
///
/// # Errors
/// One of the files is there already, which is told before anything is made; or the disk fails.
pub fn start(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let paths = FILES.map(|(name, _)| folder.join(name));
    if let Some(taken) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(Error::Usage(format!(
            "`{}` is there already, and is left as it is\n  help: name a folder that is new or empty",
            taken.display()
        )));
    }
    for ((_, text), path) in FILES.iter().zip(&paths) {
        create(path, text).map_err(|source| Error::Write { path: path.clone(), source })?;
    }
    Ok(paths.into())
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}
