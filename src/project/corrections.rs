//! What a person decided about a charter: `<slug>.labels.json` beside it, read, and written answer by answer.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{charters, disk};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::corrections::{Correction, Corrections, NoCommitment};
use crate::model::document::Place;
use crate::model::measure::Measure;

/// The largest file of corrections that is read.
const LARGEST: u64 = 8 << 20;

/// What the name of a file of corrections ends in.
pub const ENDING: &str = ".labels.json";

/// Where the corrections of a charter file are, or would be.
#[must_use]
pub fn path_of(charter: &Path) -> PathBuf {
    let mut name = charter.file_stem().unwrap_or_default().to_os_string();
    name.push(ENDING);
    charter.with_file_name(name)
}

/// The corrections beside a charter file; `None` where there are none. `shown` is how findings name the charter file.
///
/// # Errors
/// A finding that says why they cannot be used: the machine's labels then stand.
pub fn beside(charter: &Path, shown: &str) -> Result<Option<Corrections>, Finding> {
    let path = path_of(charter);
    let shown = path_of(Path::new(shown)).to_string_lossy().into_owned();
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() && !stays(&path) => {
            let message = "this link leads out of the folder";
            let finding = Finding::new("outside-folder", &shown, Place::default(), message);
            return Err(finding.help("put a copy of the file here instead"));
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(charters::unread(&shown, &error.into(), LARGEST)),
    }
    let bytes = disk::bytes(&path, LARGEST).map_err(|trouble| charters::unread(&shown, &trouble, LARGEST))?;
    parsed(&bytes, &shown).map(Some)
}

/// Whether a link leads to a file of its own folder.
fn stays(link: &Path) -> bool {
    let folder = link.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = link.canonicalize().and_then(|target| Ok((target, folder.canonicalize()?)));
    real.is_ok_and(|(target, folder)| target.starts_with(folder))
}

/// The file as it is written, each entry still unread, so that its place is known and its text can be kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scheme<'a> {
    charter: String,
    #[serde(borrow, default)]
    commitments: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    other: Vec<&'a RawValue>,
}

/// Reads a file of corrections; `path` is how findings name it.
///
/// # Errors
/// A finding with the line of what is wrong, and with the keys or values that there are.
pub fn parsed(bytes: &[u8], path: &str) -> Result<Corrections, Finding> {
    let wrong = |line: usize, message: &str| {
        let line = u32::try_from(line).unwrap_or(0);
        Finding::new("bad-labels", path, Place { line, column: 0 }, message)
            .help("the labels of the machine stand until this is mended")
    };
    let text = std::str::from_utf8(bytes).map_err(|_| wrong(0, "the file is not UTF-8 text"))?;
    let text = text.trim_start_matches('\u{feff}');
    let scheme: Scheme<'_> =
        serde_json::from_str(text).map_err(|error| wrong(error.line(), &said(&error)))?;
    let lines = Lines::of(text);
    let mut corrections =
        Corrections { path: path.to_owned(), charter: scheme.charter, ..Corrections::default() };
    for raw in scheme.commitments {
        let begin = lines.of_part(raw.get(), 0);
        let mut correction: Correction = serde_json::from_str(raw.get())
            .map_err(|error| wrong(begin + error.line().saturating_sub(1), &said(&error)))?;
        let line = lines.of_part(raw.get(), raw.get().find("\"text\"").unwrap_or(0));
        if let Some(trouble) = trouble(&correction) {
            return Err(wrong(line, &trouble));
        }
        correction.place.line = u32::try_from(line).unwrap_or(0);
        corrections.commitments.push(correction);
    }
    for raw in scheme.other {
        let line = lines.of_part(raw.get(), 0);
        let text: String = serde_json::from_str(raw.get()).map_err(|error| wrong(line, &said(&error)))?;
        let place = Place { line: u32::try_from(line).unwrap_or(0), column: 0 };
        corrections.other.push(NoCommitment { text, place });
    }
    Ok(corrections)
}

/// What is wrong with a correction besides its grammar.
fn trouble(correction: &Correction) -> Option<String> {
    let text = correction.text.to_lowercase();
    let vague = correction.vague.iter().flatten().find(|words| !text.contains(&words.to_lowercase()));
    let negative = |measure: &&Measure| match measure {
        Measure::Duration { value, .. }
        | Measure::Percentage { value, .. }
        | Measure::Count { value, .. }
        | Measure::Money { value, .. }
        | Measure::Frequency { value, .. } => *value < 0.0,
    };
    let most = correction.also.as_ref().is_some_and(|also| also.len() > 2);
    vague
        .map(|words| format!("the vague words `{words}` do not stand in the text"))
        .or_else(|| {
            let measure = correction.measures.iter().flatten().find(negative)?;
            Some(format!("the measure `{measure}` is less than nothing"))
        })
        .or_else(|| most.then(|| "`also` holds two topics at most".to_owned()))
}

/// What serde found wrong, without the place, which the finding has.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

/// Where the lines of a text end.
struct Lines<'a> {
    text: &'a str,
    ends: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line, from 1, on which a byte of a part of the text stands.
    fn of_part(&self, part: &str, byte: usize) -> usize {
        // serde hands out the part as a slice of the text itself, so that where it lies in memory says where it stands.
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) + byte;
        self.ends.partition_point(|end| *end < at) + 1
    }
}

/// What a person said of one unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is a commitment, with these labels.
    Commitment(Correction),
    /// It is none: its text.
    Other(String),
}

/// A file of corrections that answers are added to. What stands in it already keeps its words and its order.
#[derive(Clone, Debug)]
pub struct Sheet {
    file: PathBuf,
    charter: String,
    commitments: Vec<String>,
    other: Vec<String>,
    /// What was in the file when it was last read or written; nothing where there was none.
    known: Option<Vec<u8>>,
}

impl Sheet {
    /// Opens the corrections of a charter file, or begins them. `charter` is the charter's name.
    ///
    /// # Errors
    /// Corrections that cannot be read, or are of another charter: they are not written over.
    pub fn open(charter_file: &Path, charter: &str) -> Result<Self, Error> {
        let file = path_of(charter_file);
        let shown = file.to_string_lossy().into_owned();
        let usage = |finding: Finding| Error::Usage(finding.to_string());
        let found = beside(charter_file, &charter_file.to_string_lossy()).map_err(usage)?;
        if let Some(corrections) = &found {
            corrections
                .are_of(charter)
                .map_err(|message| usage(Finding::new("bad-labels", &shown, Place::default(), message)))?;
        }
        let mut sheet = Self {
            file,
            charter: charter.to_owned(),
            commitments: Vec::new(),
            other: Vec::new(),
            known: None,
        };
        if found.is_some() {
            let bytes = disk::bytes(&sheet.file, LARGEST)
                .map_err(|trouble| usage(charters::unread(&shown, &trouble, LARGEST)))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let scheme: Scheme<'_> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
                .map_err(|error| Error::Usage(format!("{shown}: {error}")))?;
            sheet.commitments = scheme.commitments.iter().map(|raw| raw.get().to_owned()).collect();
            sheet.other = scheme.other.iter().map(|raw| raw.get().to_owned()).collect();
            sheet.known = Some(bytes);
        }
        Ok(sheet)
    }

    /// Where the file is.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Adds an answer, in the place of an earlier one where that is given, and writes the file whole.
    ///
    /// # Errors
    /// A file that cannot be written, or that somebody else has changed meanwhile.
    pub fn put(&mut self, answer: &Answer, instead_of: Option<&Answer>) -> Result<(), Error> {
        let earlier = instead_of.and_then(|earlier| self.take(earlier));
        let (list, entry) = match answer {
            Answer::Commitment(_) => (&mut self.commitments, written(answer)),
            Answer::Other(_) => (&mut self.other, written(answer)),
        };
        let same_list = |earlier: &Answer| {
            matches!(
                (earlier, answer),
                (Answer::Commitment(_), Answer::Commitment(_)) | (Answer::Other(_), Answer::Other(_))
            )
        };
        let at = earlier.filter(|_| instead_of.is_some_and(same_list)).unwrap_or(list.len());
        list.insert(at.min(list.len()), entry);
        self.save()
    }

    /// Removes the last entry that an answer made: where it stood.
    fn take(&mut self, answer: &Answer) -> Option<usize> {
        let entry = written(answer);
        let list = match answer {
            Answer::Commitment(_) => &mut self.commitments,
            Answer::Other(_) => &mut self.other,
        };
        let at = list.iter().rposition(|one| *one == entry)?;
        list.remove(at);
        Some(at)
    }

    fn save(&mut self) -> Result<(), Error> {
        let now = match disk::bytes(&self.file, LARGEST) {
            Ok(bytes) => Some(bytes),
            Err(disk::Trouble::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(trouble) => {
                let shown = self.file.to_string_lossy();
                return Err(Error::Usage(charters::unread(&shown, &trouble, LARGEST).to_string()));
            }
        };
        if now != self.known {
            return Err(Error::Usage(format!(
                "`{}` was changed by somebody else meanwhile\n  help: begin again; what was answered before is in it",
                self.file.display()
            )));
        }
        let text = self.text();
        disk::replace(&self.file, text.as_bytes())?;
        self.known = Some(text.into_bytes());
        Ok(())
    }

    fn text(&self) -> String {
        let list = |entries: &[String]| match entries {
            [] => "[]".to_owned(),
            some => format!("[\n    {}\n  ]", some.join(",\n    ")),
        };
        format!(
            "{{\n  \"charter\": {},\n  \"commitments\": {},\n  \"other\": {}\n}}\n",
            serde_json::Value::from(self.charter.as_str()),
            list(&self.commitments),
            list(&self.other)
        )
    }
}

/// An answer as an entry of the file.
fn written(answer: &Answer) -> String {
    match answer {
        // Strings, numbers and lists always have a JSON.
        Answer::Commitment(correction) => {
            serde_json::to_string_pretty(correction).unwrap_or_default().replace('\n', "\n    ")
        }
        Answer::Other(text) => serde_json::Value::from(text.as_str()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&[u32], &str>) {
        let actual = parsed(text.as_bytes(), "a.labels.json");
        let actual = actual.map(|corrections| {
            let commitments = corrections.commitments.iter().map(|one| one.place.line);
            commitments.chain(corrections.other.iter().map(|one| one.place.line)).collect::<Vec<_>>()
        });
        let actual = actual.map_err(|finding| format!("{}: {}", finding.place.line, finding.message));
        assert_eq!(actual.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn an_entry_knows_its_line() {
        check(
            "{\"charter\":\"public/a\",\n\"commitments\":[\n{\"topic\":\"hours\",\n \"text\":\"a\"}],\n\"other\":[\n\"b\",\n\"c\"]}",
            Ok(&[4, 6, 7]),
        );
        check("\u{feff}{\"charter\":\"public/a\"}", Ok(&[]));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_what_there_is() {
        check("", Err("1: EOF while parsing a value"));
        check(
            "{\"charter\":\"a\",\n\"others\":[]}",
            Err("2: unknown field `others`, expected one of `charter`, `commitments`, `other`"),
        );
        check(
            "{\"charter\":\"a\",\"commitments\":[\n{\"text\":\"a\",\n\"party\":\"staff\"}]}",
            Err("3: unknown variant `staff`, expected `library` or `user`"),
        );
        check(
            "{\"charter\":\"a\",\"other\":[\n\"a\",\n1]}",
            Err("3: invalid type: integer `1`, expected a string"),
        );
        check(
            "{\"charter\":\"a\",\"commitments\":[\n{\"text\":\"soon\",\"vague\":[\"later\"]}]}",
            Err("2: the vague words `later` do not stand in the text"),
        );
    }
}
