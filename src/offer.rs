//! What the site offers to download: the files of the data set as its pages describe them.

use crate::export;
use crate::render;

/// What the data page offers: the files of the data set, each with its columns.
#[must_use]
pub fn downloads() -> Vec<render::Download> {
    let entries = export::dictionary();
    let columns = |path: &str| {
        let of_file = entries.iter().filter(|entry| entry.file == path);
        of_file
            .map(|entry| render::DownloadColumn {
                name: entry.column,
                sort: entry.sort,
                unit: entry.unit,
                values: entry.values.clone(),
                meaning: entry.meaning,
            })
            .collect()
    };
    export::FILES
        .iter()
        .map(|file| render::Download {
            path: file.path,
            about: file.about,
            format: file.part.format().name(),
            media_type: file.part.format().media_type(),
            columns: columns(file.path),
        })
        .collect()
}
