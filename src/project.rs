//! The project's folder: where its parts are, what they hold, and how the site gets there whole.
//!
//! The only module to touch the disk, besides `serve`. It judges names and places; what a file says is for others.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::finding::Finding;
use crate::lexicon::{Layer, Lexicon};

pub mod charters;
pub mod disk;
pub mod child;
pub mod inputs;
pub mod gold;
pub mod corrections;
pub mod output;
pub mod settings;
pub mod starter;

use settings::Settings;

/// A folder with `charters/` and, if it likes, `charterhouse.toml`, `lexicon/` and `templates/`.
#[derive(Clone, Debug)]
pub struct Project {
    folder: PathBuf,
    settings: Settings,
}

impl Project {
    /// The name of the settings file.
    pub const SETTINGS: &'static str = "charterhouse.toml";

    /// Opens a folder as a project; without a settings file, the settings are the usual ones.
    ///
    /// # Errors
    /// No such folder, or a settings file that is not as the README says.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        if !folder.is_dir() {
            return Err(Error::Usage(format!(
                "there is no folder `{0}`\n  help: `charterhouse init {0}` makes a new project there",
                folder.display()
            )));
        }
        let mut project = Self { folder: folder.to_owned(), settings: Settings::default() };
        project.settings = Settings::of(&project.at(Self::SETTINGS))?;
        Ok(project)
    }

    /// The folder itself, as the user named it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Something in it, named as the user would: without `./` before it.
    fn at(&self, name: &str) -> PathBuf {
        if self.folder == Path::new(".") { PathBuf::from(name) } else { self.folder.join(name) }
    }

    /// What the settings file says.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where the charter files are.
    #[must_use]
    pub fn charters_folder(&self) -> PathBuf {
        self.at("charters")
    }

    /// Where the site goes.
    #[must_use]
    pub fn output_folder(&self) -> PathBuf {
        self.at("output")
    }

    /// The built-in rules with the project's own over them, and these folders' over all, the last one winning.
    ///
    /// # Errors
    /// A rule file that cannot be read or is wrong, or one of these folders that has no rule file.
    pub fn lexicon(&self, on_top: &[PathBuf]) -> Result<(Lexicon, Vec<Finding>), Error> {
        let mut layers = Vec::new();
        let own = self.at("lexicon");
        if own.is_dir() {
            layers.extend(self::layers(&own, "lexicon")?);
        }
        layers.push(Layer {
            origin: Self::SETTINGS.to_owned(),
            disable: self.settings.lexicon.disable.clone(),
            ..Layer::default()
        });
        for folder in on_top {
            let found = self::layers(folder, &folder.to_string_lossy())?;
            if found.iter().all(|layer| layer.files.is_empty()) {
                return Err(Error::Usage(format!(
                    "there is no rule file in `{}`\n  help: rule files are `en/<name>.toml` and `en/lens/<name>.toml` there",
                    folder.display()
                )));
            }
            layers.extend(found);
        }
        Lexicon::layered(&layers)
    }

    /// The project's own templates, and what stands beside them: name in `templates/`, with `/` between names, and content.
    ///
    /// # Errors
    /// One that cannot be read.
    pub fn templates(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let folder = self.at("templates");
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        disk::files(&folder, |name| !name.ends_with('~'))
    }
}

/// The rule files of a folder: a layer for each folder of a language in it, such as `en/` or `cy/`; those right in it where it
/// has none, which are English.
fn layers(folder: &Path, name: &str) -> Result<Vec<Layer>, Error> {
    let name = name.trim_end_matches('/');
    let entries = disk::entries(folder).map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    let languages: Vec<(&PathBuf, String)> = entries
        .iter()
        .filter(|path| path.is_dir())
        .filter_map(|path| {
            Some((path, path.file_name()?.to_str().filter(|name| is_language(name))?.to_owned()))
        })
        .collect();
    let rules = |name: &str| name.ends_with(".toml");
    if languages.is_empty() {
        let files = disk::texts(folder, rules)?;
        return Ok(vec![Layer { origin: name.to_owned(), files, ..Layer::default() }]);
    }
    // A rule file in the wrong place would be left out without a word.
    let stray = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    if let Some(path) = entries.iter().find(stray) {
        let message = format!("a rule file stands in a folder of its language: move it to `{name}/en/`");
        return Err(Error::Lexicon { path: path.to_string_lossy().into_owned(), message });
    }
    let layer = |(folder, language): (&PathBuf, String)| {
        let files = disk::texts(folder, rules)?;
        Ok(Layer { origin: format!("{name}/{language}"), language, files, ..Layer::default() })
    };
    languages.into_iter().map(layer).collect()
}

/// Whether a folder is called as a language is: two or three small letters.
fn is_language(name: &str) -> bool {
    (2..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase())
}
