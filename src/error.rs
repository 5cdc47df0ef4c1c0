//! What stops a run. What a reader of the site should know, and the run goes on, is a [`Finding`].

use std::path::PathBuf;

use crate::finding::Finding;

/// What stops a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the lexicon is not as `src/lexicon/README.md` says.
    #[error("{path}: {message}")]
    Lexicon {
        /// Which file, with the line where one is known.
        path: String,
        /// What is wrong with it.
        message: String,
    },
    /// The settings file is not as the README says.
    #[error("{path}: {message}")]
    Settings {
        /// Which file, with the line where one is known.
        path: String,
        /// What is wrong with it.
        message: String,
    },
    /// A template is broken.
    #[error("{0}")]
    Template(String),
    /// The weights of a trained model cannot be read.
    #[error("the weights `{name}` cannot be read: {message}")]
    Weights {
        /// Which model.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// Not one charter of a project can be read, so that there is nothing to show; the last site is left as it is.
    #[error("there is no charter to show in `{}`\n  help: a charter is a file `<kind>/<name>.md` there, as `charterhouse init` makes one", folder.display())]
    NoCharters {
        /// Where charters should be.
        folder: PathBuf,
        /// Why each of its files is none.
        findings: Vec<Finding>,
    },
    /// What was asked for is not there, or makes no sense.
    #[error("{0}")]
    Usage(String),
}
