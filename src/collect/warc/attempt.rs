//! The record of a visit that brought nothing to be kept as a capture, so that it is known later why there is none.

use super::{LARGEST_HEAD, digest, field, fields, one_line, record, record_id};
use crate::model::change::{Attempt, Attempted};

const OUTCOME: &str = "charterhouse-outcome";
const WHY: &str = "charterhouse-why";

/// A visit to an address as a record.
#[must_use]
pub fn written(url: &str, attempt: &Attempt) -> Vec<u8> {
    let body = format!("{OUTCOME}: {}\r\n{WHY}: {}\r\n", attempt.outcome.id(), one_line(&attempt.why));
    let id = record_id("metadata", url, attempt.date, &digest(body.as_bytes()));
    let kind = "application/warc-fields".to_owned();
    let head = [("WARC-Target-URI", one_line(url)), ("Content-Type", kind)];
    record("metadata", &id, attempt.date, &head, body.as_bytes())
}

/// The visit that a record tells of; `None` where it tells of none.
pub(super) fn read(head: &[(String, String)], block: &[u8]) -> Option<Attempt> {
    if field(head, "warc-type")? != "metadata" {
        return None;
    }
    // The fields of the block have no first line above them.
    let (_, said) = fields(&[b"\n", block.get(..block.len().min(LARGEST_HEAD))?].concat());
    let date = field(head, "warc-date")?.parse().ok()?;
    let outcome = Attempted::from_id(field(&said, OUTCOME)?)?;
    Some(Attempt { date, outcome, why: field(&said, WHY).unwrap_or_default().to_owned() })
}
