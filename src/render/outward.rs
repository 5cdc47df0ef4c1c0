//! Links that lead out of the site: to where a charter was found, and to the copy of that day in a public web archive.
//!
//! Both carry the attributes of Robust Links (original address, address and day of the version), so that a page whose source is
//! gone still leads somewhere; moments are said as Memento (RFC 7089) says them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

/// A page out there, as it was on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Outward {
    /// Its address; empty where it does not lead to the web.
    original: String,
    /// The copy in a public web archive that is nearest to that day; empty where none is linked to.
    version: String,
    /// The day or moment, as in `2026-11-24` or `2026-11-24T10:00:00Z`.
    date: String,
    /// The moment as Memento says it: "Tue, 24 Nov 2026 10:00:00 GMT"; empty where only the day is known.
    memento: String,
}

impl Outward {
    /// A page as it was on a day.
    pub(super) fn on(url: &str, day: Date, archive: &str) -> Self {
        let stamp = day.strftime("%Y%m%d").to_string();
        Self::new(url, &stamp, day.to_string(), String::new(), archive)
    }

    /// A page as it was at a moment.
    pub(super) fn at(url: &str, moment: Timestamp, archive: &str) -> Self {
        let moment = Timestamp::from_second(moment.as_second()).unwrap_or(moment);
        let stamp = moment.strftime("%Y%m%d%H%M%S").to_string();
        Self::new(url, &stamp, moment.to_string(), memento(moment), archive)
    }

    fn new(url: &str, stamp: &str, date: String, memento: String, archive: &str) -> Self {
        let original = web(url).to_owned();
        let linked = !original.is_empty() && !web(archive).is_empty();
        let version = if linked {
            format!("{}/{stamp}/{original}", archive.trim_end_matches('/'))
        } else {
            String::new()
        };
        Self { original, version, date, memento }
    }
}

/// A moment as HTTP and Memento say it.
fn memento(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The address, where it leads to the web; the reader of front matter lets no other through, and no page relies on that.
pub(super) fn web(url: &str) -> &str {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") { url } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_source_and_to_the_copy_of_its_day() {
        let day = jiff::civil::date(2026, 3, 1);
        let link = Outward::on("http://a.example/x?y=1", day, "https://archive.example/web/");
        assert_eq!(link.version, "https://archive.example/web/20260301/http://a.example/x?y=1");
        assert_eq!(link.date, "2026-03-01");
        let moment = "2026-03-01T08:05:09.5Z".parse().unwrap_or_default();
        let link = Outward::at("http://a.example/", moment, "https://archive.example/web");
        assert_eq!(link.version, "https://archive.example/web/20260301080509/http://a.example/");
        assert_eq!(
            (link.date.as_str(), link.memento.as_str()),
            ("2026-03-01T08:05:09Z", "Sun, 01 Mar 2026 08:05:09 GMT")
        );
    }

    #[test]
    fn what_does_not_lead_to_the_web_is_no_link() {
        let day = jiff::civil::date(2026, 3, 1);
        let none = |url, archive| Outward::on(url, day, archive).version;
        assert_eq!(none("about:blank", "https://archive.example/"), "");
        assert_eq!(none("https://a.example/", ""), "");
        assert_eq!(none("https://a.example/", "javascript:"), "");
        assert_eq!(Outward::on("javascript:x", day, "").original, "");
    }
}
