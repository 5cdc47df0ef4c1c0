//! Every charter as reference managers read it: BibTeX, RIS and CSL-JSON, one file each, since a file a charter would be thousands.

use std::io::{self, BufWriter, Write};

use super::Source;
use crate::model::citation::Citation;

/// Every charter that a library published: what was made up to try the program is cited by nobody.
fn citations<'a>(source: &Source<'a>) -> impl Iterator<Item = Citation<'a>> {
    let publication = source.publication;
    let profiles = source.comparison.profiles.iter().filter(|profile| !profile.facts.is_made_up());
    profiles.map(move |profile| Citation::of(profile, publication))
}

/// Writes `charters.bib`.
pub(super) fn bibtex(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    citations(source).enumerate().try_for_each(|(index, citation)| {
        out.write_all(if index == 0 { b"" } else { b"\n" })?;
        out.write_all(citation.bibtex().as_bytes())
    })
}

/// Writes `charters.ris`.
pub(super) fn ris(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    citations(source).try_for_each(|citation| {
        out.write_all(citation.ris().as_bytes())?;
        out.write_all(b"\n")
    })
}

/// Writes `charters.csl.json`, an item a line.
pub(super) fn csl(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    out.write_all(b"[")?;
    for (index, citation) in citations(source).enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &citation.csl())?;
    }
    out.write_all(b"\n]\n")?;
    out.flush()
}
