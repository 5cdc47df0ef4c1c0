//! How a site presents itself to the world: what it is called, who keeps it, and where it is read.

use jiff::civil::Date;
use serde::Deserialize;

/// How a site presents itself to the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The site's name.
    pub name: String,
    /// Who keeps the collection, as a reader would cite them; the site's name where nobody is named.
    pub keeper: String,
    /// Where the site is read; empty for a site that is read from a folder, or wherever it is put.
    pub address: Address,
    /// Where the site begins on its host; empty where that is not known.
    pub base: BasePath,
    /// The day of the build.
    pub today: Date,
}

impl Publication {
    /// A site that is known by its name alone.
    #[must_use]
    pub fn named(name: &str, today: Date) -> Self {
        Self {
            name: name.to_owned(),
            keeper: name.to_owned(),
            address: Address::default(),
            base: BasePath::default(),
            today,
        }
    }

    /// The whole address of a page or file, such as `https://example.org/charters/topics/hours.html`; empty where the site's own
    /// is not known. That of the home page is the site's.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        match self.address.as_str() {
            "" => String::new(),
            address => format!("{address}{}", if path == "index.html" { "" } else { path }),
        }
    }

    /// The same, or where the address is not known, the path with `root` before it: the way to the site's home from where the link
    /// will stand.
    #[must_use]
    pub fn link(&self, root: &str, path: &str) -> String {
        if self.address.as_str().is_empty() { format!("{root}{path}") } else { self.at(path) }
    }

    /// Where the site begins on its host, such as `/charters/`; empty where that is not known.
    #[must_use]
    pub fn base(&self) -> &str {
        match (self.base.as_str(), self.address.as_str()) {
            ("", "") => "",
            ("", address) => path_of(address),
            (base, _) => base,
        }
    }

    /// Whether the two settings that say where the site begins speak of two places.
    #[must_use]
    pub fn contradicts_itself(&self) -> bool {
        let (base, address) = (self.base.as_str(), self.address.as_str());
        !base.is_empty() && !address.is_empty() && path_of(address) != base
    }
}

/// The path of an address, from the `/` after its host.
fn path_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address.get(host..).and_then(|rest| rest.find('/')).map_or(address.len(), |at| host + at);
    address.get(path..).unwrap_or("/")
}

/// Where a site is read: `http` or `https`, a host, and a path that ends in `/`; or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

impl Address {
    /// As it is written in a browser, with its last `/`; empty where it is not known.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is no address of a site, which is written as `https://example.org/charters/`, without `?` or `#`"
            )
        };
        if text.is_empty() {
            return Ok(Self::default());
        }
        let rest =
            text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(wrong)?;
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.contains(['@', '\\']) || !rest.chars().all(is_plain) {
            return Err(wrong());
        }
        let end = if rest.ends_with('/') { "" } else { "/" };
        Ok(Self(format!("{text}{end}")))
    }
}

/// Where a site begins on its host: a path that begins and ends in `/`; or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BasePath(String);

impl BasePath {
    /// As in `/charters/`; empty where it is not known.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for BasePath {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        if !text.starts_with('/') || text.contains("//") || text.contains("/.") || !text.chars().all(is_plain)
        {
            return Err(format!(
                "`{text}` is no base path, which is written as `/charters/`, or `/` for the top of a host"
            ));
        }
        let end = if text.ends_with('/') { "" } else { "/" };
        Ok(Self(format!("{text}{end}")))
    }
}

/// Whether a letter may stand in the address of a site as it is: none that ends an attribute or an IRI, and none that begins a query.
fn is_plain(letter: char) -> bool {
    !letter.is_whitespace()
        && !letter.is_control()
        && !"<>\"'`{}|\\^?#%".contains(letter)
        && letter.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publication(address: &str, base: &str) -> Result<Publication, String> {
        Ok(Publication {
            address: Address::try_from(address.to_owned())?,
            base: BasePath::try_from(base.to_owned())?,
            ..Publication::named("A", jiff::civil::date(2026, 11, 24))
        })
    }

    #[track_caller]
    fn check(address: &str, base: &str, expected: (&str, &str)) {
        let publication = publication(address, base).unwrap_or_else(|message| panic!("{message}"));
        assert_eq!((publication.at("topics.html").as_str(), publication.base()), expected);
    }

    #[test]
    fn the_base_path_is_that_of_the_address_or_its_own() {
        check("", "", ("", ""));
        check("https://example.org", "", ("https://example.org/topics.html", "/"));
        check("https://example.org/a/b", "", ("https://example.org/a/b/topics.html", "/a/b/"));
        check("", "/a", ("", "/a/"));
        check("http://localhost:8000/", "/", ("http://localhost:8000/topics.html", "/"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for address in [
            "example.org",
            "ftp://example.org",
            "https://",
            "https:///a",
            "https://a/?b",
            "https://a/\"><b>",
            "https://u@a/",
        ] {
            assert!(publication(address, "").is_err(), "{address}");
        }
        for base in ["a", "//a", "/a/../b", "/a b/", "/a?", "https://example.org/"] {
            assert!(publication("", base).is_err(), "{base}");
        }
    }

    #[test]
    fn two_base_paths_contradict_each_other() {
        let contradicts = |address, base| publication(address, base).is_ok_and(|it| it.contradicts_itself());
        assert!(contradicts("https://example.org/a/", "/b/"));
        assert!(!contradicts("https://example.org/a/", "/a"));
        assert!(!contradicts("", "/a"));
    }

    #[test]
    fn the_home_page_has_the_address_of_the_site() {
        let publication =
            publication("https://example.org/a", "").unwrap_or_else(|message| panic!("{message}"));
        assert_eq!(publication.at("index.html"), "https://example.org/a/");
        assert_eq!(publication.link("../", "data.html"), "https://example.org/a/data.html");
    }
}
