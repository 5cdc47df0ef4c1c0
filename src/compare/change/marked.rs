//! Two texts as one, the words that only one of them has marked.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::tokens::{Token, tokens};
use crate::model::change::{Mark, Stretch};

/// Texts of more words than this are set against each other by how they begin and end alone: finding the fewest words that differ
/// takes as many steps as there are words times those that differ.
const MOST: usize = 2_000;

/// The stretches of the old text and the new one. Marks, case and space that differ are not marked, and the new text's are shown.
pub(super) fn marked(old: &str, new: &str) -> Vec<Stretch> {
    let (was, is) = (tokens(old), tokens(new));
    let text = |text: &str, tokens: &[Token]| {
        let from = tokens.first().map_or(0, |token| token.span.start);
        let to = tokens.last().map_or(0, |token| token.span.end);
        text.get(from..to).unwrap_or_default().to_owned()
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut push = |text: String, mark| {
        if !text.is_empty() {
            stretches.push(Stretch { text, mark });
        }
    };
    for (from, to) in parts(&was, &is) {
        let (gone, come) =
            (was.get(from.clone()).unwrap_or_default(), is.get(to.clone()).unwrap_or_default());
        let keys = |tokens: &[Token]| tokens.iter().all(|token| token.key.is_empty());
        if gone.iter().map(|token| &token.key).eq(come.iter().map(|token| &token.key)) {
            push(text(new, come), Mark::Same);
        } else if keys(gone) && keys(come) {
            // Nothing but marks: the new ones are shown, and no word is said to have changed.
            push(text(new, come), Mark::Same);
        } else {
            push(text(old, gone), Mark::Old);
            push(text(new, come), Mark::New);
        }
    }
    joined(stretches)
}

type Span = std::ops::Range<usize>;

/// Stretches of the old tokens, each with what stands in their place.
fn parts(was: &[Token], is: &[Token]) -> Vec<(Span, Span)> {
    let key = |token: &Token| token.key.clone();
    let (old, new): (Vec<String>, Vec<String>) =
        (was.iter().map(key).collect(), is.iter().map(key).collect());
    if old.len().max(new.len()) > MOST {
        let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let room = old.len().min(new.len()) - start;
        let end = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
        return vec![
            (0..start, 0..start),
            (start..old.len() - end, start..new.len() - end),
            (old.len() - end..old.len(), new.len() - end..new.len()),
        ];
    }
    capture_diff_slices(Algorithm::Myers, &old, &new)
        .into_iter()
        .map(|op| match op {
            DiffOp::Equal { old_index, new_index, len } => {
                (old_index..old_index + len, new_index..new_index + len)
            }
            DiffOp::Delete { old_index, old_len, new_index } => {
                (old_index..old_index + old_len, new_index..new_index)
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                (old_index..old_index, new_index..new_index + new_len)
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (old_index..old_index + old_len, new_index..new_index + new_len)
            }
        })
        .collect()
}

/// Neighbours of one mark as one; what is gone stands before what has come, also where a mark that nobody reads stands between.
fn joined(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if last.mark == stretch.mark => last.text.push_str(&stretch.text),
            _ => joined.push(stretch),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let shown: String = marked(old, new)
            .iter()
            .map(|Stretch { text, mark }| match mark {
                Mark::Same => text.clone(),
                Mark::Old => format!("[-{text}-]"),
                Mark::New => format!("{{+{text}+}}"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_that_changed_are_marked() {
        check(
            "We reply within two days.",
            "We reply within five days.",
            "We reply within [-two -]{+five +}days.",
        );
        check("We reply.", "We reply soon.", "We reply {+soon+}.");
        check("", "We reply.", "{+We reply.+}");
        check("We reply.", "", "[-We reply.-]");
    }

    #[test]
    fn marks_case_and_space_are_not() {
        check("we reply", "We  “reply”.", "We  “reply”.");
    }

    #[test]
    fn long_texts_are_set_against_each_other_by_how_they_begin_and_end() {
        let long = |middle: &str| format!("{}{middle} {}", "a b ".repeat(1_000), "c d ".repeat(1_000));
        let stretches = marked(&long("x"), &long("y"));
        let marks: Vec<Mark> = stretches.iter().map(|stretch| stretch.mark).collect();
        assert_eq!(marks, [Mark::Same, Mark::Old, Mark::New, Mark::Same]);
    }
}
