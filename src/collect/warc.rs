//! WARC/1.1 records: one gzip member each, as web archives read them.
//!
//! What is read may come from anyone: members, headers and bodies are bounded, and what is no record is told, not trusted.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::Read;

use data_encoding::BASE32;
use flate2::bufread::GzDecoder;
use jiff::Timestamp;
use sha1::{Digest, Sha1};

use member::{cut_short, packed};

use crate::model::capture::Capture;
use crate::model::change::Attempt;

pub mod attempt;
mod member;

/// The most bytes of one record, decompressed.
const LARGEST_RECORD: usize = 64 << 20;

/// The most bytes of a record's headers.
const LARGEST_HEAD: usize = 256 << 10;

/// The payload was told to be unchanged by the server.
const NOT_MODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

/// The payload came again and is the same.
const SAME_PAYLOAD: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

/// A request as it was sent, and what came of it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The request's line and headers, as they went over the wire; empty where a person brought the answer.
    pub request: String,
    /// What came.
    pub capture: Capture,
    /// Where the payload is that of an earlier capture: its address and day.
    pub same_as: Option<(String, Timestamp)>,
    /// The address of the machine that answered.
    pub peer: Option<String>,
}

/// `sha1:` and the digest in base 32.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("sha1:{}", BASE32.encode(&Sha1::digest(bytes)))
}

/// An id that is made of what it names: the same capture has the same id wherever it is written.
#[must_use]
pub fn record_id(kind: &str, url: &str, date: Timestamp, digest: &str) -> String {
    let hash = Sha1::digest(format!("{kind}\n{url}\n{date}\n{digest}"));
    let hex: String = hash.iter().take(16).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-5{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

thread_local! {
    /// Files that are begun within a second begin alike.
    static OPENING: RefCell<(Timestamp, String, Vec<u8>)> = RefCell::default();
}

/// The record that begins a file.
#[must_use]
pub fn warcinfo(date: Timestamp, agent: &str) -> Vec<u8> {
    OPENING.with_borrow_mut(|(of, by, record)| {
        if (*of, by.as_str()) != (date, agent) || record.is_empty() {
            (*of, *by, *record) = (date, agent.to_owned(), opening(date, agent));
        }
        record.clone()
    })
}

fn opening(date: Timestamp, agent: &str) -> Vec<u8> {
    let agent = one_line(agent);
    let body = format!(
        "software: charterhouse/{}\r\nformat: WARC File Format 1.1\r\n\
         conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: obey\r\n\
         http-header-user-agent: {agent}\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let id = record_id("warcinfo", &agent, date, &digest(body.as_bytes()));
    record("warcinfo", &id, date, &[("Content-Type", "application/warc-fields".to_owned())], body.as_bytes())
}

/// The records of one exchange: its answer (or that it is the same as before), then its request.
#[must_use]
pub fn records(exchange: &Exchange) -> Vec<u8> {
    let Exchange { request, capture, same_as, peer } = exchange;
    let mut head = format!("HTTP/1.1 {} {}\r\n", capture.status, reason(capture.status));
    for (name, value) in &capture.headers {
        // A body is kept without its chunks, and must not be taken for one that has them.
        let kept = if name.eq_ignore_ascii_case("transfer-encoding") { "X-Archive-Orig-" } else { "" };
        let _ = write!(head, "{kept}{}: {}\r\n", one_line(name), one_line(value));
    }
    head.push_str("\r\n");
    let mut fields = vec![
        ("WARC-Target-URI", one_line(&capture.url)),
        ("Content-Type", "application/http; msgtype=response".to_owned()),
        ("WARC-Payload-Digest", capture.digest.clone()),
    ];
    fields.extend(peer.iter().map(|peer| ("WARC-IP-Address", peer.clone())));
    let mut block = head.into_bytes();
    let kind = match (&capture.revisits, same_as) {
        (Some(first), Some((url, date))) => {
            let profile = if capture.status == 304 { NOT_MODIFIED } else { SAME_PAYLOAD };
            fields.push(("WARC-Profile", profile.to_owned()));
            fields.push(("WARC-Refers-To", format!("<{first}>")));
            fields.push(("WARC-Refers-To-Target-URI", one_line(url)));
            fields.push(("WARC-Refers-To-Date", day(*date)));
            "revisit"
        }
        _ => {
            block.extend_from_slice(&capture.payload);
            "response"
        }
    };
    let mut bytes = record(kind, &capture.id, capture.date, &fields, &block);
    if !request.is_empty() {
        let id = record_id("request", &capture.url, capture.date, &capture.digest);
        let fields = [
            ("WARC-Target-URI", one_line(&capture.url)),
            ("Content-Type", "application/http; msgtype=request".to_owned()),
            ("WARC-Concurrent-To", format!("<{}>", capture.id)),
        ];
        bytes.extend(record("request", &id, capture.date, &fields, request.as_bytes()));
    }
    bytes
}

/// The record of a file that a person brought.
#[must_use]
pub fn resource(capture: &Capture) -> Vec<u8> {
    let kind = capture.header("content-type").unwrap_or("application/octet-stream");
    let fields = [
        ("WARC-Target-URI", one_line(&capture.url)),
        ("Content-Type", one_line(kind)),
        ("WARC-Payload-Digest", capture.digest.clone()),
    ];
    record("resource", &capture.id, capture.date, &fields, &capture.payload)
}

fn record(kind: &str, id: &str, date: Timestamp, fields: &[(&str, String)], block: &[u8]) -> Vec<u8> {
    let mut head =
        format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{id}>\r\nWARC-Date: {}\r\n", day(date));
    for (name, value) in fields {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(head, "WARC-Block-Digest: {}\r\nContent-Length: {}\r\n\r\n", digest(block), block.len());
    packed(&[head.as_bytes(), block, b"\r\n\r\n"])
}

/// To the second, so that every tool reads it.
fn day(date: Timestamp) -> String {
    date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Without what would begin another header.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter == '\r' || letter == '\n' { ' ' } else { letter }).collect()
}

fn reason(status: u16) -> &'static str {
    http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Unknown")
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Every response, resource and revisit, in the order of the file; a revisit has the payload of what it refers to.
    pub captures: Vec<Capture>,
    /// Every visit that brought nothing, in the order of the file.
    pub attempts: Vec<Attempt>,
    /// Where the last whole member ends.
    pub whole: u64,
    /// Why what follows `whole` is no member; `None` where the file ends there.
    pub trouble: Option<Trouble>,
}

/// Why a file is not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It breaks off within its last member: a write was cut short.
    Torn,
    /// A member is damaged, and others may follow.
    Damaged,
    /// A record is larger than is read.
    TooLarge,
}

/// Reads a file of records, compressed one by one or not at all.
#[must_use]
pub fn read(bytes: &[u8]) -> Contents {
    let mut contents = Contents::default();
    if bytes.starts_with(b"WARC/") {
        plain(bytes, &mut contents);
    } else {
        members(bytes, &mut contents);
    }
    resolve(&mut contents.captures);
    contents
}

fn members(bytes: &[u8], contents: &mut Contents) {
    let mut rest = bytes;
    while !rest.is_empty() {
        let mut member = GzDecoder::new(rest);
        let mut record = Vec::new();
        let read = member.by_ref().take(LARGEST_RECORD as u64 + 1).read_to_end(&mut record);
        let trouble = match read {
            Ok(_) if record.len() > LARGEST_RECORD => Some(Trouble::TooLarge),
            Ok(_) => None,
            Err(_) if cut_short(rest) => Some(Trouble::Torn),
            Err(_) => Some(Trouble::Damaged),
        };
        if trouble.is_some() {
            contents.trouble = trouble;
            return;
        }
        rest = member.into_inner();
        // Some writers put all records into one member.
        let mut within = record.as_slice();
        while let Some((record, behind)) = one(within) {
            contents.add(record);
            within = behind;
        }
        contents.whole = (bytes.len() - rest.len()) as u64;
    }
}

fn plain(bytes: &[u8], contents: &mut Contents) {
    let mut rest = bytes;
    while let Some((record, behind)) = one(rest) {
        contents.add(record);
        rest = behind;
        contents.whole = (bytes.len() - rest.len()) as u64;
    }
    if !rest.trim_ascii().is_empty() {
        contents.trouble = Some(Trouble::Torn);
    }
}

/// A record, as far as it is of use here.
enum Record {
    Capture(Capture),
    Attempt(Attempt),
    Other,
}

impl Contents {
    fn add(&mut self, record: Record) {
        match record {
            Record::Capture(capture) => self.captures.push(capture),
            Record::Attempt(attempt) => self.attempts.push(attempt),
            Record::Other => {}
        }
    }
}

/// The first record, and what follows it.
fn one(bytes: &[u8]) -> Option<(Record, &[u8])> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let bytes = bytes.get(start..)?;
    if !bytes.starts_with(b"WARC/") {
        return None;
    }
    let (head, rest) = split_head(bytes)?;
    let (_, fields) = fields(head);
    let length: usize = field(&fields, "content-length")?.parse().ok()?;
    let (block, rest) = rest.split_at_checked(length)?;
    let attempt = || attempt::read(&fields, block).map(Record::Attempt);
    Some((capture(&fields, block).map(Record::Capture).or_else(attempt).unwrap_or(Record::Other), rest))
}

fn capture(fields: &[(String, String)], block: &[u8]) -> Option<Capture> {
    let kind = field(fields, "warc-type")?;
    let url = field(fields, "warc-target-uri")?.trim_matches(['<', '>']).to_owned();
    let date = field(fields, "warc-date")?.parse().ok()?;
    let id = field(fields, "warc-record-id")?.trim_matches(['<', '>']).to_owned();
    let stated = field(fields, "warc-payload-digest").map(str::to_owned);
    if kind == "resource" {
        let headers = field(fields, "content-type").map(|kind| ("Content-Type".to_owned(), kind.to_owned()));
        let (headers, payload) = (headers.into_iter().collect(), block.to_vec());
        return Some(Capture {
            id,
            url,
            date,
            status: 200,
            headers,
            digest: digest(&payload),
            payload,
            revisits: None,
        });
    }
    if kind != "response" && kind != "revisit" {
        return None;
    }
    let (head, body) = split_head(block)?;
    let (line, headers) = self::fields(head);
    let status = line.split_whitespace().nth(1)?.parse().ok()?;
    let chunked = field(&headers, "transfer-encoding")
        .is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    let payload = if chunked { unchunked(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    let revisits = (kind == "revisit")
        .then(|| field(fields, "warc-refers-to").unwrap_or_default().trim_matches(['<', '>']).to_owned());
    let digest = stated.unwrap_or_else(|| digest(&payload));
    Some(Capture { id, url, date, status, headers, payload, digest, revisits })
}

/// Gives each revisit what it refers to: by its id, or by its digest where the id is not in this file.
fn resolve(captures: &mut [Capture]) {
    for index in 0..captures.len() {
        let (before, from) = captures.split_at_mut(index);
        let Some(revisit) = from.first_mut().filter(|capture| capture.revisits.is_some()) else { continue };
        let first = before.iter().rev().filter(|first| first.revisits.is_none()).find(|first| {
            revisit.revisits.as_deref() == Some(&first.id)
                || (first.digest == revisit.digest && !first.payload.is_empty())
        });
        if let Some(first) = first {
            revisit.payload.clone_from(&first.payload);
            if revisit.status == 304 {
                revisit.status = first.status;
                revisit.headers.clone_from(&first.headers);
            }
        }
    }
}

/// What stands before the first empty line, and what behind it.
pub(super) fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let within = bytes.get(..bytes.len().min(LARGEST_HEAD))?;
    let crlf = within.windows(4).position(|four| four == b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = within.windows(2).position(|two| two == b"\n\n").map(|at| (at, at + 2));
    let (at, behind) = match (crlf, lf) {
        (Some(crlf), Some(lf)) => crlf.min(lf),
        (crlf, lf) => crlf.or(lf)?,
    };
    bytes.get(..at).zip(bytes.get(behind..))
}

/// The first line, and the named values under it.
fn fields(head: &[u8]) -> (String, Vec<(String, String)>) {
    let text: String = match std::str::from_utf8(head) {
        Ok(text) => text.to_owned(),
        Err(_) => head.iter().map(|&byte| char::from(byte)).collect(),
    };
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let named = lines.filter_map(|line| line.split_once(':'));
    (first, named.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect())
}

fn field<'fields>(fields: &'fields [(String, String)], name: &str) -> Option<&'fields str> {
    fields.iter().find(|(have, _)| have.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// A body without the lengths of its chunks; `None` where it has none after all.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut whole) = (body, Vec::new());
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let line = std::str::from_utf8(rest.get(..end)?).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        let data = rest.get(end + 2..)?;
        whole.extend_from_slice(data.get(..length)?);
        rest = data.get(length + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(payload: &[u8]) -> Exchange {
        let date: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap_or_default();
        let url = "https://library.example/charter".to_owned();
        let digest = digest(payload);
        let headers = vec![("Content-Type".to_owned(), "text/html".to_owned())];
        let id = record_id("response", &url, date, &digest);
        let capture = Capture {
            id,
            url,
            date,
            status: 200,
            headers,
            payload: payload.to_vec(),
            digest,
            revisits: None,
        };
        Exchange { request: "GET /charter HTTP/1.1\r\n\r\n".to_owned(), capture, same_as: None, peer: None }
    }

    fn file() -> (Vec<u8>, Exchange) {
        let first = exchange(b"<p>We will answer.");
        let mut second = first.clone();
        second.capture.id = "urn:uuid:b".to_owned();
        second.capture.status = 304;
        second.capture.revisits = Some(first.capture.id.clone());
        second.same_as = Some((first.capture.url.clone(), first.capture.date));
        let mut bytes = warcinfo(first.capture.date, "charterhouse");
        bytes.extend(records(&first));
        bytes.extend(records(&second));
        (bytes, first)
    }

    #[test]
    fn what_is_written_is_read_and_a_revisit_has_its_payload() {
        let (bytes, first) = file();
        let contents = read(&bytes);
        assert_eq!((contents.trouble, contents.whole), (None, bytes.len() as u64));
        let [one, two] = contents.captures.as_slice() else { panic!("{:?}", contents.captures) };
        assert_eq!(*one, first.capture);
        assert_eq!((two.status, &two.payload), (200, &first.capture.payload));
    }

    #[test]
    fn a_file_cut_anywhere_keeps_its_earlier_records() {
        let (bytes, _) = file();
        let ends: Vec<u64> = (0..bytes.len()).map(|end| read(&bytes[..end]).whole).collect();
        for (end, whole) in ends.iter().enumerate() {
            let contents = read(&bytes[..end]);
            assert_eq!(contents.trouble.is_some(), *whole != end as u64, "cut at {end}");
            assert_ne!(contents.trouble, Some(Trouble::Damaged), "cut at {end}");
        }
    }

    #[test]
    fn a_damaged_member_is_told_from_a_torn_one() {
        let (mut bytes, _) = file();
        let info = warcinfo(exchange(b"").capture.date, "charterhouse").len();
        bytes[info + 40] ^= 0xff;
        assert_eq!(read(&bytes).trouble, Some(Trouble::Damaged));
        assert_eq!(read(b"notes").trouble, Some(Trouble::Damaged));
    }

    #[test]
    fn a_flipped_bit_never_makes_later_records_look_torn() {
        let (bytes, _) = file();
        let last = records(&exchange(b"")).len();
        for at in 0..bytes.len() - last {
            let mut broken = bytes.clone();
            broken[at] ^= 0x10;
            assert_ne!(read(&broken).trouble, Some(Trouble::Torn), "at {at}");
        }
    }

    #[test]
    fn chunks_that_another_tool_kept_are_taken_out() {
        let block = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n";
        let text = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <a>\r\nWARC-Target-URI: <http://a.example/>\r\n\
             WARC-Date: 2026-11-24T10:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        let contents = read(text.as_bytes());
        assert_eq!(contents.captures.first().map(|capture| capture.payload.as_slice()), Some(&b"abcde"[..]));
    }
}
