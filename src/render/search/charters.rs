//! The charters as results name them, some hundreds a file.

use serde_json::{Value, json};

use crate::error::Error;
use crate::render::site::Site;

/// A file is full where another charter would make it larger than this.
const FULL: usize = 64 * 1024;
/// As many bytes of a name or a title as are kept.
const LONGEST: usize = 500;

/// Hands on the charters file by file, each with its id, its library, its title and its country; gives the place of the first
/// of each file.
///
/// # Errors
/// The first error of `put`.
pub(super) fn write(
    site: &Site<'_>,
    put: &dyn Fn(usize, &Value) -> Result<(), Error>,
) -> Result<Vec<usize>, Error> {
    let mut firsts: Vec<usize> = Vec::new();
    let mut file: Vec<Value> = Vec::new();
    let mut room = 0usize;
    for (place, profile) in site.comparison.profiles.iter().enumerate() {
        let facts = &profile.facts;
        let (name, title) = (cut(&facts.name), cut(&facts.title));
        let size = profile.id.as_str().len() + name.len() + title.len() + 40;
        if size > room && !file.is_empty() {
            put(firsts.len().saturating_sub(1), &Value::from(std::mem::take(&mut file)))?;
        }
        if file.is_empty() {
            firsts.push(place);
            room = FULL;
        }
        room = room.saturating_sub(size);
        file.push(json!([profile.id.as_str(), name, title, site.countries.name(&facts.country)]));
    }
    if !file.is_empty() {
        put(firsts.len().saturating_sub(1), &Value::from(file))?;
    }
    Ok(firsts)
}

/// The beginning of a text, with a sign where it was cut.
fn cut(text: &str) -> String {
    match text.get(..text.floor_char_boundary(LONGEST)) {
        Some(begin) if begin.len() < text.len() => format!("{begin}…"),
        _ => text.to_owned(),
    }
}
