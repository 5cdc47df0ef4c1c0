//! The ways to misbehave, each with what is done, what is kept, what is told, and which page is shown after it.
#![expect(clippy::too_many_lines, reason = "tables of cases")]

use std::sync::LazyLock;

use charterhouse::collect::address::Reach;

use super::run::{Case, Vain, answer, gzip, html, page};
use super::server::{Act, Speech};

/// One way to misbehave.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    pub(crate) case: Case,
    /// The word for what was done.
    pub(crate) done: &'static str,
    /// The statuses of what is kept beyond the good capture.
    pub(crate) written: &'static [u16],
    /// What is told; nothing where this is empty.
    pub(crate) told: &'static str,
    /// Whether the good capture is still what is shown. It is kept in any case.
    pub(crate) stands: bool,
}

/// The page is as the expression has it; there is no robots.txt.
macro_rules! at_page {
    ($time:ident => $act:expr) => {
        |path: &str, $time: usize| if path == "/robots.txt" { answer("404 Not Found", "", b"") } else { $act }
    };
    ($act:expr) => {
        at_page!(_time => $act)
    };
}
pub(crate) use at_page;

/// The page is good; robots.txt is as the expression has it.
macro_rules! at_robots {
    ($act:expr) => {
        |path: &str, _: usize| if path == "/robots.txt" { $act } else { html(&page("parcel")) }
    };
}

pub(crate) const PAGE: Case = Case {
    script: |_, _| answer("404 Not Found", "", b""),
    speech: Speech::Clear,
    reach: Reach::Private,
    url: "http://127.0.0.1:PORT/page",
    times: 1,
    vain: Vain::Nothing,
};

/// Made once, since it takes a while.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| gzip(&vec![b' '; 30 << 20]));

fn way(
    name: &'static str,
    case: Case,
    done: &'static str,
    written: &'static [u16],
    told: &'static str,
) -> Way {
    Way { name, case, done, written, told, stands: done != "captured" }
}

const HERE: Reach = Reach::Also(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

pub(crate) fn all() -> Vec<Way> {
    [slow(), large(), wrong(), onward(), busy(), robots(), secure()].into_iter().flatten().collect()
}

fn slow() -> Vec<Way> {
    vec![
        way(
            "slow drip",
            Case {
                script: at_page!(Act::Drip(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n".to_vec())),
                vain: Vain::Whole,
                ..PAGE
            },
            "failed",
            &[],
            "the answer was not whole within 3 s",
        ),
        way(
            "hang before the answer",
            Case { script: at_page!(Act::Hang(Vec::new())), vain: Vain::Byte, ..PAGE },
            "failed",
            &[],
            "no answer within",
        ),
        way(
            "hang within the answer",
            Case {
                script: at_page!(Act::Hang(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nabc".to_vec())),
                vain: Vain::Byte,
                ..PAGE
            },
            "failed",
            &[],
            "the answer stopped for 1.5 s",
        ),
        way("reset", Case { script: at_page!(Act::Reset), ..PAGE }, "failed", &[], "reset"),
        way(
            "truncated body",
            Case {
                script: at_page!(Act::Say(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>cut".to_vec())),
                ..PAGE
            },
            "failed",
            &[],
            "end of file before message length reached",
        ),
        way(
            "truncated chunk",
            Case {
                script: at_page!(Act::Say(
                    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc".to_vec()
                )),
                ..PAGE
            },
            "failed",
            &[],
            "error reading a body",
        ),
        way(
            "wrong length: too short",
            Case {
                script: at_page!(Act::Say(
                    format!(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n{}",
                        page("parcel")
                    )
                    .into_bytes()
                )),
                ..PAGE
            },
            "unusable",
            &[200],
            "a page with next to no text",
        ),
        way(
            "wrong length: no number",
            Case {
                script: at_page!(Act::Say(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n<p>".to_vec())),
                ..PAGE
            },
            "failed",
            &[],
            "invalid content-length",
        ),
        way(
            "keep-alive cut",
            Case {
                script: |path, _| match path {
                    "/robots.txt" => {
                        Act::SayThenCut(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec())
                    }
                    _ => html(&page("parcel")),
                },
                ..PAGE
            },
            "captured",
            &[200],
            "",
        ),
        way(
            "no HTTP at all",
            Case { script: at_page!(Act::Say(b"nonsense\r\n\r\n".to_vec())), ..PAGE },
            "failed",
            &[],
            "invalid HTTP",
        ),
    ]
}

fn large() -> Vec<Way> {
    vec![
        way(
            "gzip bomb",
            Case {
                script: at_page!(answer(
                    "200 OK",
                    "Content-Encoding: gzip\r\nContent-Type: text/html\r\n",
                    &BOMB
                )),
                ..PAGE
            },
            "unusable",
            &[200],
            "a page of more than 20 MB when decompressed",
        ),
        way(
            "endless body",
            Case {
                script: at_page!(Act::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'a'; 65536])),
                ..PAGE
            },
            "failed",
            &[],
            "the answer is larger than 256 kB",
        ),
        way(
            "huge header",
            Case {
                script: at_page!(answer("200 OK", &format!("X-Long: {}\r\n", "a".repeat(100_000)), b"a")),
                ..PAGE
            },
            "failed",
            &[],
            "headers have 97 kB",
        ),
        way(
            "endless header",
            Case {
                script: at_page!(Act::Endless(b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'a'; 65536])),
                ..PAGE
            },
            "failed",
            &[],
            "head is too large",
        ),
    ]
}

fn wrong() -> Vec<Way> {
    let unusable = |name, script, told| way(name, Case { script, ..PAGE }, "unusable", &[200], told);
    let good = |name, script| way(name, Case { script, ..PAGE }, "captured", &[200], "");
    vec![
        unusable("empty", at_page!(html("")), "what came is an empty page"),
        unusable(
            "soft 404",
            at_page!(html("<title>Page not found</title><h1>Page not found</h1>")),
            "an error page that calls itself well: \"Page not found\"",
        ),
        unusable(
            "login page",
            at_page!(html("<title>Sign in</title><form><input type=\"password\"></form>")),
            "a login page: \"Sign in\"",
        ),
        unusable(
            "cookie wall",
            at_page!(html("<title>T</title><p>We use cookies. Accept?</p>")),
            "a wall of consent to cookies",
        ),
        unusable(
            "script-only page",
            at_page!(html("<title>T</title><div id=app></div><script src=a></script>")),
            "an empty shell that only a script would fill",
        ),
        unusable("PDF as HTML", at_page!(html("%PDF-1.7 nothing")), "what came is a PDF, sent as text/html"),
        good("no content type", at_page!(answer("200 OK", "", page("parcel").as_bytes()))),
        good("BOM", at_page!(html(&format!("\u{feff}{}", page("parcel"))))),
        good(
            "BOM of UTF-16",
            at_page!(answer(
                "200 OK",
                "Content-Type: text/html; charset=utf-8\r\n",
                &format!("\u{feff}{}", page("parcel"))
                    .encode_utf16()
                    .flat_map(u16::to_be_bytes)
                    .collect::<Vec<u8>>()
            )),
        ),
        good(
            "wrong charset",
            at_page!(answer(
                "200 OK",
                "Content-Type: text/html; charset=utf-16\r\n",
                page("parcel").as_bytes()
            )),
        ),
        good(
            "unknown charset",
            at_page!(answer(
                "200 OK",
                "Content-Type: text/html; charset=klingon\r\n",
                page("parcel").as_bytes()
            )),
        ),
        good(
            "compressed though it need not be",
            at_page!(answer(
                "200 OK",
                "Content-Encoding: gzip\r\nContent-Type: text/html\r\n",
                &gzip(page("parcel").as_bytes())
            )),
        ),
    ]
}

fn onward() -> Vec<Way> {
    vec![
        way(
            "redirect loop",
            Case { script: at_page!(answer("302 Found", "Location: /page\r\n", b"")), ..PAGE },
            "failed",
            &[302; 5],
            "sent on more than 4 times",
        ),
        way(
            "redirect to a private address",
            Case {
                script: |path, _| match path {
                    "/page" => answer("302 Found", "Location: http://127.0.0.2/secret\r\n", b""),
                    _ => answer("404 Not Found", "", b""),
                },
                reach: HERE,
                ..PAGE
            },
            "failed",
            &[302],
            "127.0.0.2 is an address of this machine or its network",
        ),
        way(
            "redirect to a cloud's metadata",
            Case {
                script: at_page!(answer("302 Found", "Location: http://169.254.169.254/latest/\r\n", b"")),
                reach: HERE,
                ..PAGE
            },
            "failed",
            &[302],
            "169.254.169.254 is an address of this machine or its network",
        ),
        way(
            "redirect to a file",
            Case { script: at_page!(answer("302 Found", "Location: file:///etc/passwd\r\n", b"")), ..PAGE },
            "failed",
            &[302],
            "neither http nor https",
        ),
        way(
            "name that resolves to a private address",
            Case {
                script: at_page!(html(&page("parcel"))),
                reach: Reach::Public,
                url: "http://localhost:PORT/page",
                ..PAGE
            },
            "failed",
            &[],
            "`localhost` is 127.0.0.1 is an address",
        ),
        way(
            "meta refresh",
            Case {
                script: |path, _| match path {
                    "/page" => html("<meta http-equiv=\"refresh\" content=\"0; url=/new\">"),
                    "/new" => html(&page("parcel")),
                    _ => answer("404 Not Found", "", b""),
                },
                ..PAGE
            },
            "captured",
            &[200, 200],
            "",
        ),
    ]
}

fn busy() -> Vec<Way> {
    let told = |name, script, written, told| way(name, Case { script, ..PAGE }, "failed", written, told);
    let passes = |name, script| way(name, Case { script, ..PAGE }, "captured", &[200], "");
    vec![
        told(
            "304 without validator",
            at_page!(answer("304 Not Modified", "", b"")),
            &[],
            "nothing changed, though it was not asked on that condition",
        ),
        passes(
            "429 with Retry-After of a second",
            at_page!(time => if time == 1 {
                answer("429 Too Many Requests", "Retry-After: 1\r\n", b"")
            } else {
                html(&page("parcel"))
            }),
        ),
        told(
            "429 with Retry-After of an hour",
            at_page!(answer("429 Too Many Requests", "Retry-After: 3600\r\n", b"")),
            &[],
            "asks to come back in 3600 s",
        ),
        passes(
            "503 then well",
            at_page!(time => if time == 1 {
                answer("503 Service Unavailable", "", b"")
            } else {
                html(&page("parcel"))
            }),
        ),
        told("500 for good", at_page!(answer("500 Oh", "", b"")), &[500], "status 500"),
        told(
            "410",
            at_page!(answer("410 Gone", "", page("parcel").as_bytes())),
            &[410],
            "gone for good (410)",
        ),
        told("404", at_page!(answer("404 No", "", page("parcel").as_bytes())), &[404], "no such page (404)"),
        told("403", at_page!(answer("403 Forbidden", "", b"")), &[403], "does not let us see the page (403)"),
    ]
}

fn robots() -> Vec<Way> {
    let refused = |name, script, told| way(name, Case { script, ..PAGE }, "refused", &[], told);
    let failed = |name, script, told| way(name, Case { script, ..PAGE }, "failed", &[], told);
    let good = |name, script| way(name, Case { script, ..PAGE }, "captured", &[200], "");
    vec![
        good("robots.txt missing", at_robots!(answer("404 Not Found", "", b""))),
        refused(
            "robots.txt refused",
            at_robots!(answer("200 OK", "", b"User-agent: *\nDisallow: /page\n")),
            "robots.txt of the host does not permit",
        ),
        failed(
            "robots.txt 500",
            at_robots!(answer("500 Oh", "", b"")),
            "robots.txt answers with status 500, and so nothing may be fetched",
        ),
        failed(
            "robots.txt reset",
            at_robots!(Act::Reset),
            "robots.txt cannot be had, and so nothing may be fetched",
        ),
        good("robots.txt huge", at_robots!(answer("200 OK", "", &[b'#'; 200_000]))),
        good(
            "robots.txt malformed",
            at_robots!(answer("200 OK", "", b"<html>\xff\xfe\0 : : User-agent\n\r\r*")),
        ),
    ]
}

fn secure() -> Vec<Way> {
    let url = "https://127.0.0.1:PORT/page";
    let good = at_page!(html(&page("parcel")));
    let refused =
        |name, speech, told| way(name, Case { script: good, speech, url, ..PAGE }, "failed", &[], told);
    vec![
        way("HTTP/2", Case { script: good, speech: Speech::Http2, url, ..PAGE }, "captured", &[200], ""),
        refused("certificate that does not match", Speech::OtherName, "certificate not valid for name"),
        way(
            "https to a server without it",
            Case { script: good, url, vain: Vain::Byte, ..PAGE },
            "failed",
            &[],
            "nothing may be fetched",
        ),
    ]
}
