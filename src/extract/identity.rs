//! A commitment's permanent id, made from its content: it outlives a rebuild, and a move within the charter.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The id of a unit of a charter: ten hexadecimal digits of SHA-256 over the charter's name and the text, in lower case with
/// white space folded. A text that stands in a charter twice has `-2` behind its second id, and so on;
/// `taken` counts how often each id was given.
pub fn id(charter: &str, text: &str, taken: &mut BTreeMap<String, u32>) -> String {
    let mut content = String::with_capacity(charter.len() + text.len() + 1);
    content.push_str(charter);
    content.push('\n');
    for (place, word) in text.split_whitespace().enumerate() {
        if place > 0 {
            content.push(' ');
        }
        let begin = content.len();
        if word.is_ascii() {
            content.push_str(word);
            content.get_mut(begin..).unwrap_or_default().make_ascii_lowercase();
        } else {
            content.push_str(&word.to_lowercase());
        }
    }
    let id = Sha256::digest(content).iter().take(5).fold(String::new(), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    });
    let times = taken.entry(id.clone()).or_default();
    *times += 1;
    if *times == 1 { id } else { format!("{id}-{times}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_of_the_content_and_of_the_charter() {
        let first = |charter, text| id(charter, text, &mut BTreeMap::new());
        assert_eq!(first("public/a", "We  answer."), first("public/a", "we answer."));
        assert_ne!(first("public/a", "We answer."), first("public/b", "We answer."));
        assert_eq!(first("public/a", "We answer.").len(), 10);
    }

    #[test]
    fn a_text_that_stands_twice_has_two_ids() {
        let mut taken = BTreeMap::new();
        let first = id("public/a", "We answer.", &mut taken);
        assert_eq!(id("public/a", "We answer.", &mut taken), format!("{first}-2"));
    }

    #[test]
    fn a_hundred_thousand_equal_texts_are_numbered_one_after_another() {
        let mut taken = BTreeMap::new();
        let last = (0..100_000).map(|_| id("public/a", "We answer.", &mut taken)).last();
        assert!(last.is_some_and(|last| last.ends_with("-100000")));
    }
}
