//! The list of all pages that search engines read, for a site whose own address is known: the list may hold whole addresses only.

use super::Page;
use crate::model::publication::Publication;

/// The most addresses that a list may hold, by the protocol of sitemaps; a longer one is parted.
const MOST: usize = 50_000;

/// Pages that are no place to begin from: one for wrong addresses, and parts of others.
fn is_listed(path: &str) -> bool {
    path.ends_with(".html") && path != "404.html" && !path.starts_with("embed/")
}

/// The files of the list. `paths` are those of all pages, in any order.
pub(super) fn files(mut paths: Vec<String>, publication: &Publication) -> Vec<Page> {
    if publication.address.as_str().is_empty() {
        return Vec::new();
    }
    paths.retain(|path| is_listed(path));
    paths.sort_unstable();
    let address = |path: &str| publication.at(path).replace('&', "&amp;");
    let list = |outer: &str, inner: &str, paths: &[String]| {
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{outer} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        );
        for path in paths {
            text.push_str(&format!("<{inner}><loc>{}</loc></{inner}>\n", address(path)));
        }
        text.push_str(&format!("</{outer}>\n"));
        text.into_bytes()
    };
    let mut files = Vec::new();
    if paths.len() <= MOST {
        files.push(Page { path: "sitemap.xml".to_owned(), content: list("urlset", "url", &paths) });
    } else {
        for (index, part) in paths.chunks(MOST).enumerate() {
            let path = format!("sitemap-{}.xml", index + 1);
            files.push(Page { path, content: list("urlset", "url", part) });
        }
        let parts: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
        files.push(Page { path: "sitemap.xml".to_owned(), content: list("sitemapindex", "sitemap", &parts) });
    }
    // Robots read this file at the top of a host and nowhere else.
    if publication.base() == "/" {
        let content = format!("User-agent: *\nDisallow:\n\nSitemap: {}\n", publication.at("sitemap.xml"));
        files.push(Page { path: "robots.txt".to_owned(), content: content.into_bytes() });
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::publication::Address;

    fn listed(address: &str, paths: &[&str]) -> Vec<(String, String)> {
        let publication = Publication {
            address: Address::try_from(address.to_owned()).unwrap_or_default(),
            ..Publication::named("A", jiff::civil::date(2026, 11, 24))
        };
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        let text = |page: Page| (page.path, String::from_utf8_lossy(&page.content).into_owned());
        files(paths, &publication).into_iter().map(text).collect()
    }

    #[test]
    fn only_a_site_with_an_address_has_a_list() {
        assert!(listed("", &["index.html"]).is_empty());
    }

    #[test]
    fn the_list_has_every_page_but_parts_and_that_of_wrong_addresses() {
        let paths = ["topics.html", "404.html", "style.css", "index.html", "embed/a.html"];
        let [(path, text)] = &listed("https://example.org/a&b", &paths)[..] else { panic!("not one file") };
        assert_eq!(path, "sitemap.xml");
        let addresses: Vec<&str> = text.lines().filter(|line| line.starts_with("<url>")).collect();
        let expected = ["https://example.org/a&amp;b/", "https://example.org/a&amp;b/topics.html"];
        assert_eq!(addresses, expected.map(|address| format!("<url><loc>{address}</loc></url>")));
    }

    #[test]
    fn a_site_at_the_top_of_its_host_tells_robots() {
        let files = listed("https://example.org", &["index.html"]);
        assert!(files.iter().any(|(path, text)| path == "robots.txt"
            && text.contains("Sitemap: https://example.org/sitemap.xml\n")));
    }
}
