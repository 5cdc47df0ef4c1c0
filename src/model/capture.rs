//! A capture: one fetched copy of a charter, as a web archive keeps it.

use jiff::Timestamp;

/// One answer of a server (or one file of a person), on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The record's id, such as `urn:uuid:…`, without angle brackets.
    pub id: String,
    /// The address that was asked for.
    pub url: String,
    /// When.
    pub date: Timestamp,
    /// The status of the answer, such as 200.
    pub status: u16,
    /// The headers of the answer in their order; names as they were sent.
    pub headers: Vec<(String, String)>,
    /// The body as it was sent: without chunks, still compressed where the server compressed it.
    pub payload: Vec<u8>,
    /// `sha1:` and the digest of the payload in base 32, as web archives write it.
    pub digest: String,
    /// Where the payload is that of an earlier capture: that capture's id.
    pub revisits: Option<String>,
}

impl Capture {
    /// The value of the first header of that name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// What the server called the payload, without parameters, in lower case; empty where it said nothing.
    #[must_use]
    pub fn media_type(&self) -> String {
        let all = self.header("content-type").unwrap_or_default();
        all.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}
