//! What each worksheet is called and for: read from `sheets.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Error;
use crate::model::worksheet::Sheet;

const SHEETS: &str = include_str!("sheets.toml");

/// What is said of a sheet wherever it is offered.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    id: String,
    /// With `{items}` where the number of items goes.
    pub(super) title: String,
    /// The same.
    pub(super) purpose: String,
    /// How long it takes, and in which company.
    pub(super) time: String,
    /// What a collection lacks that cannot fill it; empty for a sheet that is always filled.
    pub(super) lacks: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sheet: Vec<About>,
}

/// Every sheet's entry.
///
/// # Errors
/// A mistake of ours in the file, which a test finds first.
pub(super) fn read() -> Result<BTreeMap<Sheet, About>, Error> {
    let file: File =
        toml::from_str(SHEETS).map_err(|error| Error::Template(format!("sheets.toml: {error}")))?;
    Ok(file.sheet.into_iter().filter_map(|about| Some((Sheet::from_id(&about.id)?, about))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_has_its_entry() {
        let found = read().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.len(), Sheet::ALL.len());
        assert!(Sheet::ALL.iter().all(|sheet| found.contains_key(sheet)));
    }
}
