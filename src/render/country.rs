//! The names of countries, by the codes that charter files give.

use std::collections::BTreeMap;

/// A code and a name a line, with a tab between them.
const TABLE: &str = include_str!("country.tsv");

/// Every country by its code (ISO 3166-1 alpha-2).
#[derive(Debug)]
pub(super) struct Countries(BTreeMap<&'static str, &'static str>);

impl Countries {
    /// The built-in names.
    pub(super) fn built_in() -> Self {
        Self(
            TABLE
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(code, name)| (code, name.trim()))
                .collect(),
        )
    }

    /// Its name; the code itself where it has none.
    pub(super) fn name<'a>(&self, code: &'a str) -> &'a str {
        self.0.get(code).copied().unwrap_or(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_a_name_and_an_unknown_code_is_its_own() {
        let countries = Countries::built_in();
        assert_eq!(
            (countries.name("NZ"), countries.name("CI"), countries.name("ZZ")),
            ("New Zealand", "Côte d’Ivoire", "ZZ")
        );
    }
}
