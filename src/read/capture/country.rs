//! The country that a page says its library is in.

use super::super::is_country;

/// Where a page says so outright: in its geographic tags, or in the address that it gives to search engines. `lower` is the page in
/// small letters.
pub(super) fn stated(lower: &str) -> Option<String> {
    let tag = ["geo.region", "geo.country"].iter().find_map(|name| content(lower, name));
    tag.or_else(|| address(lower)).and_then(code)
}

/// The region of a page's language, as in `en-GB`.
pub(super) fn of_language(lower: &str) -> Option<String> {
    let tag = lower.get(lower.find("<html")?..)?.split('>').next()?;
    let language = tag.get(tag.find("lang=")? + "lang=".len()..)?.trim_start_matches(['"', '\'']);
    let language = language.split(['"', '\'', ' ']).next()?;
    let region = language.split(['-', '_']).skip(1).find(|part| part.len() == 2)?;
    // Many systems say `en-US` of whatever they make.
    (region != "us").then(|| code(region)).flatten()
}

/// What a meta tag of a name says.
fn content<'page>(lower: &'page str, name: &str) -> Option<&'page str> {
    let at = lower.find(&format!("\"{name}\""))?;
    let tag = lower.get(lower.get(..at)?.rfind('<')?..)?.split('>').next()?;
    tag.get(tag.find("content=\"")? + "content=\"".len()..)?.split('"').next()
}

fn address(lower: &str) -> Option<&str> {
    let key = "\"addresscountry\"";
    let behind = lower.get(lower.find(key)? + key.len()..)?.trim_start().strip_prefix(':')?;
    behind.trim_start().strip_prefix('"')?.split('"').next()
}

/// The country of a code such as `gb` or `gb-slg`, if there is one.
fn code(text: &str) -> Option<String> {
    let country = text.trim().split('-').next()?.to_ascii_uppercase();
    is_country(&country).then_some(country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_its_country_outright_or_by_its_language() {
        for (page, outright, by_language) in [
            ("<html lang=\"en-gb\"><title>a</title>", None, Some("GB")),
            ("<html lang=en-us>", None, None),
            ("<html lang='mi-latn-nz'>", None, Some("NZ")),
            ("<html lang=en><meta name=\"geo.region\" content=\"gb-slg\">", Some("GB"), None),
            ("<meta content=\"ie\" name=\"geo.country\">", Some("IE"), None),
            ("{\"@type\":\"library\",\"addresscountry\": \"au\"}", Some("AU"), None),
            ("{\"addresscountry\": \"united kingdom\"}", None, None),
            ("<html lang=\"", None, None),
            ("\"geo.region\"", None, None),
        ] {
            assert_eq!(
                (stated(page).as_deref(), of_language(page).as_deref()),
                (outright, by_language),
                "{page}"
            );
        }
    }
}
