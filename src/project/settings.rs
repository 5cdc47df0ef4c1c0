//! The settings file, `charterhouse.toml`: few keys, all optional, an unknown one an error.

use std::path::Path;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::disk;
use crate::error::Error;
use crate::model::publication::{Address, BasePath, Publication};

/// What the settings file says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// `[site]`: how the site is presented.
    pub site: SiteSettings,
    /// `[lexicon]`: which words decide.
    pub lexicon: LexiconSettings,
    /// `[activities]`: what stands on the worksheets.
    pub activities: ActivitySettings,
    /// `[fetch]`: how pages are fetched.
    pub fetch: FetchSettings,
}

/// How the site is presented.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SiteSettings {
    /// The site's name.
    #[serde(deserialize_with = "name")]
    pub name: String,
    /// Who keeps the collection; empty for nobody but the site.
    #[serde(deserialize_with = "one_line")]
    pub keeper: String,
    /// Where the site is read, where that is known.
    pub address: Address,
    /// Where it begins on its host, where the address is not known.
    pub base_path: BasePath,
    /// What stands before the day and the address of a page in a public web archive; empty where none is linked to.
    pub archive: String,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            name: "Library charters compared".to_owned(),
            keeper: String::new(),
            address: Address::default(),
            base_path: BasePath::default(),
            archive: "https://web.archive.org/web/".to_owned(),
        }
    }
}

impl SiteSettings {
    /// How the site presents itself on a day.
    #[must_use]
    pub fn publication(&self, today: Date) -> Publication {
        let keeper = if self.keeper.trim().is_empty() { &self.name } else { &self.keeper };
        Publication {
            name: self.name.clone(),
            keeper: keeper.clone(),
            address: self.address.clone(),
            base: self.base_path.clone(),
            today,
        }
    }
}

/// A text that can stand in one line, such as the title of a page: what breaks lines or cannot be seen has no place there.
fn one_line<'de, D: Deserializer<'de>>(text: D) -> Result<String, D::Error> {
    let text = String::deserialize(text)?;
    if text.chars().any(char::is_control) {
        return Err(D::Error::custom(
            "it is one line of text, without tabs or other signs that cannot be seen",
        ));
    }
    Ok(text.trim().to_owned())
}

fn name<'de, D: Deserializer<'de>>(text: D) -> Result<String, D::Error> {
    let name = one_line(text)?;
    if name.is_empty() {
        return Err(D::Error::custom("a site needs a name; leave the key out for the usual one"));
    }
    Ok(name)
}

/// What stands on the worksheets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActivitySettings {
    /// The number that their items are drawn by: another one draws others.
    pub seed: u64,
}

impl Default for ActivitySettings {
    fn default() -> Self {
        Self { seed: 1 }
    }
}

/// Which words decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LexiconSettings {
    /// Ids of rules to switch off, such as `vague/regularly`.
    pub disable: Vec<String>,
}

/// How pages are fetched.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FetchSettings {
    /// Where the keepers of a host reach whoever fetches: an e-mail address or a web page.
    pub contact: String,
    /// How many seconds to wait between two requests to one host.
    pub delay: f64,
    /// How many days after a charter was last seen it counts as stale.
    pub stale_after: u32,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self { contact: String::new(), delay: 2.0, stale_after: 365 }
    }
}

impl Settings {
    /// The largest settings file that is read.
    const LARGEST: u64 = 1 << 20;

    /// The settings of a file; the usual ones where there is no such file.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, or has a wrong or unknown key: with its line and the known keys.
    pub fn of(path: &Path) -> Result<Self, Error> {
        if let Err(error) = path.symlink_metadata()
            && error.kind() == std::io::ErrorKind::NotFound
        {
            return Ok(Self::default());
        }
        let text = disk::text(path, Self::LARGEST)?;
        Self::parse(&path.to_string_lossy(), &text)
    }

    fn parse(path: &str, text: &str) -> Result<Self, Error> {
        let settings: Self = toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            Error::Settings { path: format!("{path}:{line}"), message: error.message().trim().to_owned() }
        })?;
        if settings.site.publication(Date::MIN).contradicts_itself() {
            let line =
                text.lines().position(|line| line.trim_start().starts_with("base-path")).unwrap_or(0) + 1;
            let message = format!(
                "the base path `{}` is not that of the address `{}`: leave one of the two out",
                settings.site.base_path.as_str(),
                settings.site.address.as_str()
            );
            return Err(Error::Settings { path: format!("{path}:{line}"), message });
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let said = match Settings::parse("charterhouse.toml", text) {
            Ok(settings) => format!("{} {:?}", settings.site.name, settings.lexicon.disable),
            Err(error) => error.to_string(),
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn every_key_is_optional() {
        check("", "Library charters compared []");
        check("[site]\nname = \"Ours\"\n", "Ours []");
        check("[lexicon]\ndisable = [\"vague/soon\"]\n", "Library charters compared [\"vague/soon\"]");
    }

    #[test]
    fn a_wrong_key_is_an_error_with_its_line_and_the_known_ones() {
        check(
            "[site]\nnmae = \"Ours\"\n",
            "charterhouse.toml:2: unknown field `nmae`, expected one of `name`, `keeper`, `address`, `base-path`, `archive`",
        );
        check(
            "\n[sites]\n",
            "charterhouse.toml:2: unknown field `sites`, expected one of `site`, `lexicon`, `activities`, `fetch`",
        );
        check(
            "[site]\naddress = \"example.org\"\n",
            "charterhouse.toml:2: `example.org` is no address of a site, which is written as `https://example.org/charters/`, without `?` or `#`",
        );
        check(
            "[site]\naddress = \"https://example.org/a\"\nbase-path = \"/b/\"\n",
            "charterhouse.toml:3: the base path `/b/` is not that of the address `https://example.org/a/`: leave one of the two out",
        );
        check(
            "[site]\n\nbase-path = \"charters\"\n",
            "charterhouse.toml:3: `charters` is no base path, which is written as `/charters/`, or `/` for the top of a host",
        );
        check(
            "[site]\nname = \" \"\n",
            "charterhouse.toml:2: a site needs a name; leave the key out for the usual one",
        );
        check(
            "[site]\nkeeper = \"A\"\nname = \"A\\nB\"\n",
            "charterhouse.toml:3: it is one line of text, without tabs or other signs that cannot be seen",
        );
        check("[site]\nname = 4\n", "charterhouse.toml:2: invalid type: integer `4`, expected a string");
    }
}
