//! A server on loopback that misbehaves on purpose: for each way, what is written, what is told, and that the last good
//! capture is what is read.

mod collect {
    pub(crate) mod run;
    pub(crate) mod server;
    pub(crate) mod ways;
}

use std::collections::{BTreeMap, BTreeSet};

use charterhouse::collect::address::Reach;
use collect::run::{Case, Run, add, answer, fetch, html, page};
use collect::server::Script;
use collect::ways::{PAGE, all, at_page};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

/// The ways that issue 4 names; the table may have more.
const NAMED: [&str; 32] = [
    "slow drip",
    "hang before the answer",
    "reset",
    "truncated body",
    "wrong length: too short",
    "gzip bomb",
    "endless body",
    "redirect loop",
    "redirect to a private address",
    "name that resolves to a private address",
    "cookie wall",
    "304 without validator",
    "429 with Retry-After of a second",
    "503 then well",
    "410",
    "soft 404",
    "wrong charset",
    "no content type",
    "PDF as HTML",
    "empty",
    "huge header",
    "HTTP/2",
    "keep-alive cut",
    "robots.txt missing",
    "robots.txt refused",
    "robots.txt 500",
    "robots.txt huge",
    "robots.txt malformed",
    "BOM",
    "meta refresh",
    "script-only page",
    "certificate that does not match",
];

#[test]
fn each_way_to_misbehave_costs_no_good_capture_and_is_told() {
    let ways = all();
    let names: BTreeSet<&str> = ways.iter().map(|way| way.name).collect();
    assert_eq!(names.len(), ways.len(), "each name stands once");
    for name in NAMED {
        assert!(names.contains(name), "{name}");
    }
    // They spend their time waiting.
    let threads = rayon::ThreadPoolBuilder::new().num_threads(8).build().unwrap();
    let wrong: Vec<String> = threads.install(|| {
        ways.into_par_iter()
            .filter_map(|way| {
                let found = outcome(&fetch(&way.case));
                let told = if way.told.is_empty() { found.3.is_empty() } else { found.3.contains(way.told) };
                let as_expected =
                    (found.0.as_str(), found.1.as_slice(), found.2) == (way.done, way.written, way.stands);
                (!as_expected || !told).then(|| format!("{}: {found:?}", way.name))
            })
            .collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was done, what is kept, whether the good capture is shown, and what is told.
fn outcome(run: &Run) -> (String, Vec<u16>, bool, String) {
    let said: Vec<&str> = run.fetched.findings.iter().map(|finding| finding.message.as_str()).collect();
    let done = run.fetched.charters.first().map(|(_, done)| done.id()).unwrap_or_default();
    (done.to_owned(), run.written.clone(), run.stands, said.join("\n"))
}

/// A script that is asked several times: what the last time did, and all that is kept.
#[track_caller]
fn check(times: usize, script: Script, done: &str, written: &[u16]) -> BTreeMap<String, usize> {
    let run = fetch(&Case { script, times, ..PAGE });
    assert_eq!(outcome(&run), (done.to_owned(), written.to_vec(), false, String::new()), "{:?}", run.asked);
    run.asked
}

#[test]
fn a_page_that_did_not_change_is_written_once() {
    let tagged: Script = |path, _| match path {
        "/robots.txt" => answer("404 Not Found", "", b""),
        "/page#conditional" => answer("304 Not Modified", "ETag: \"a\"\r\n", b""),
        _ => answer("200 OK", "ETag: \"a\"\r\nContent-Type: text/html\r\n", page("parcel").as_bytes()),
    };
    // A revisit reads as what it refers to.
    check(3, tagged, "unchanged", &[200, 200, 200]);
    check(2, at_page!(html(&page("parcel"))), "unchanged", &[200, 200]);
    let fresh: Script = at_page!(answer(
        "200 OK",
        "Cache-Control: max-age=60\r\nContent-Type: text/html\r\n",
        page("parcel").as_bytes()
    ));
    let asked = check(2, fresh, "fresh", &[200]);
    assert_eq!(asked.get("/page"), Some(&1), "what is fresh is not asked for");
}

#[test]
fn redirects_and_refreshes_are_followed_to_the_page() {
    let to_next: Script = |path, _| match path {
        "/page" => answer("301 Moved", "Location: /new\r\n", b""),
        "/new" => html("<meta http-equiv=\"refresh\" content=\"0; url=/newest\">"),
        "/newest" => html(&page("parcel")),
        _ => answer("404 Not Found", "", b""),
    };
    check(1, to_next, "captured", &[301, 200, 200]);
}

#[test]
fn a_charter_is_added_with_what_its_page_says_of_itself() {
    let script: Script = |path, _| match path {
        "/robots.txt" => answer("404 Not Found", "", b""),
        "/moved" => answer("301 Moved", "Location: /charter\r\n", b""),
        "/permanent-link" => answer("302 Found", "Location: /other\r\n", b""),
        "/nowhere" => html(&page("parcel")),
        path => html(&page("parcel").replace(
            "<title>Charter</title>",
            &format!("<html lang=\"cy-GB\"><title>Charter | Library{}</title>", path.replace('/', " ")),
        )),
    };
    let found = add(script, &["/moved", "/permanent-link", "/charter", "/nowhere"]);
    let [moved, link, again, nowhere] = found.as_slice() else { panic!("{found:?}") };
    let facts = |name: &str, path: &str| {
        format!(
            "+++\nname = \"Library {name}\"\nkind = \"public\"\ncountry = \"GB\"\ntitle = \"Our charter\"\n\
             url = \"http://127.0.0.1{path}\"\nretrieved = 2026-11-24\nbasis = \"capture\"\nlanguage = \"cy-GB\"\n+++\n"
        )
    };
    assert_eq!(*moved, facts("charter", "/charter"));
    assert_eq!(*link, facts("other", "/permanent-link"));
    assert!(again.contains("`public/library-charter` has this address already"), "{again}");
    assert!(nowhere.contains("neither the page nor its address tells the country"), "{nowhere}");
}

#[test]
fn what_will_not_pass_is_asked_once_and_what_may_pass_again() {
    let gone = fetch(&Case { script: at_page!(answer("410 Gone", "", b"")), ..PAGE });
    assert_eq!(gone.asked.get("/page"), Some(&1));
    let busy = fetch(&Case { script: at_page!(answer("503 Busy", "", b"")), ..PAGE });
    assert_eq!(busy.asked.get("/page"), Some(&2), "once, and once again");
}

#[test]
fn machines_of_this_network_are_not_asked() {
    for url in [
        "http://127.0.0.1:PORT/page",
        "http://localhost:PORT/page",
        "http://[::1]:PORT/page",
        "http://2130706433:PORT/page",
    ] {
        let run = fetch(&Case { script: at_page!(html(&page("parcel"))), reach: Reach::Public, url, ..PAGE });
        assert_eq!(run.asked, BTreeMap::new(), "{url}");
        let (done, _, stands, told) = outcome(&run);
        assert!(matches!(done.as_str(), "failed" | "refused") && stands, "{url}: {done}");
        assert!(told.contains("--allow-private"), "{told}");
    }
}
