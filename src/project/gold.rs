//! A person's labels and the charters they are of: `GOLD/<kind>/<slug>.json` beside `CHARTERS/<kind>/<slug>.md` (or a web page,
//! or plain text, of that name).

use std::path::Path;

use super::inputs::{self, Input};
use super::{charters, disk};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::document::Place;
use crate::model::labels::Labels;

/// The largest file of labels that is read.
const LARGEST: u64 = 8 << 20;

/// A charter with a person's labels.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The labels.
    pub labels: Labels,
    /// The charter, still to be read.
    pub input: Input,
}

/// Every charter of a folder for which another has labels, in the order of their names; and a finding for each file of labels
/// that is none, or whose charter is not there.
///
/// # Errors
/// A folder that is not there or cannot be read, or one without any labels.
pub fn pairs(gold: &Path, folder: &Path) -> Result<(Vec<Pair>, Vec<Finding>), Error> {
    let (inputs, mut findings) = inputs::files(&[folder.to_path_buf()])?;
    let mut pairs = Vec::new();
    let entries = |folder: &Path| {
        disk::entries(folder).map_err(|source| Error::Read { path: folder.to_path_buf(), source })
    };
    for kind in entries(gold)?.into_iter().filter(|path| path.is_dir()) {
        for file in
            entries(&kind)?.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        {
            match pair(&file, &inputs) {
                Ok(pair) => pairs.push(pair),
                Err(finding) => findings.push(finding),
            }
        }
    }
    if pairs.is_empty() && findings.is_empty() {
        return Err(Error::Usage(format!(
            "there are no labels in `{}`: they are files `<kind>/<slug>.json`",
            gold.display()
        )));
    }
    Ok((pairs, findings))
}

fn pair(file: &Path, inputs: &[Input]) -> Result<Pair, Finding> {
    let path = file.display().to_string();
    let bytes = disk::bytes(file, LARGEST).map_err(|trouble| charters::unread(&path, &trouble, LARGEST))?;
    let labels: Labels = serde_json::from_slice(&bytes).map_err(|error| {
        let place = Place { line: u32::try_from(error.line()).unwrap_or(0), column: 0 };
        Finding::new("bad-labels", &path, place, error.to_string())
            .help("`gold/LABELS.md` has the scheme of labels")
    })?;
    match inputs.iter().find(|input| input.name == labels.charter) {
        Some(input) => Ok(Pair { labels, input: input.clone() }),
        None => Err(Finding::new(
            "bad-labels",
            &path,
            Place::default(),
            format!("there is no charter `{}`", labels.charter),
        )
        .help("the folder of charters holds `<kind>/<slug>.md`")),
    }
}
