//! A server on loopback that misbehaves on purpose: for each way, what is written, what is told, and that the last good
//! capture is what is read. Limits are small, so that the slowest case is over in a second.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use charterhouse::collect::address::Reach;
use charterhouse::collect::client::Limits;
use charterhouse::collect::{Manners, store};
use charterhouse::keep::{self, Fetched};
use charterhouse::lexicon::Lexicon;
use charterhouse::project::{Project, charters};
use charterhouse::read::Words;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does at a path, the how-many-eth time it is asked.
type Script = fn(&str, usize) -> Act;

enum Act {
    /// These bytes, then the end.
    Say(Vec<u8>),
    /// These bytes, one by one, a moment between them.
    Drip(Vec<u8>),
    /// These bytes, then silence.
    Hang(Vec<u8>),
    /// These bytes, then the same piece for ever.
    Endless(Vec<u8>, Vec<u8>),
    /// The connection is cut without a word.
    Reset,
}

fn page(marker: &str) -> String {
    let promises =
        format!("<li>We will answer every {marker} within ten working days of its coming to us.").repeat(12);
    format!("<!doctype html><title>Charter</title><h1>Our charter</h1><h2>We promise</h2><ul>{promises}</ul>")
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Act {
    let mut bytes =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len())
            .into_bytes();
    bytes.extend_from_slice(body);
    Act::Say(bytes)
}

fn html(body: &str) -> Act {
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes())
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

async fn serve(listener: TcpListener, script: Script, log: Arc<Mutex<BTreeMap<String, usize>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(one(stream, script, Arc::clone(&log)));
    }
}

async fn one(mut stream: TcpStream, script: Script, log: Arc<Mutex<BTreeMap<String, usize>>>) {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    while !request.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut piece).await {
            Ok(read) if read > 0 => request.extend_from_slice(&piece[..read]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let time = {
        let mut log = log.lock().unwrap();
        let time = log.entry(path.clone()).or_default();
        *time += 1;
        *time
    };
    let asked = if request.to_ascii_lowercase().contains("if-none-match") {
        format!("{path}#conditional")
    } else {
        path
    };
    match script(&asked, time) {
        Act::Say(bytes) => drop(stream.write_all(&bytes).await),
        Act::Drip(bytes) => {
            for byte in bytes {
                if stream.write_all(&[byte]).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Act::Hang(bytes) => {
            let _ = stream.write_all(&bytes).await;
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
        Act::Endless(head, piece) => {
            let _ = stream.write_all(&head).await;
            while stream.write_all(&piece).await.is_ok() {}
        }
        Act::Reset => drop(stream.set_zero_linger()),
    }
}

fn limits() -> Limits {
    Limits {
        connect: Duration::from_millis(500),
        first_byte: Duration::from_millis(400),
        whole: Duration::from_millis(1500),
        body: 256 << 10,
        redirects: 4,
        tries: 2,
        pause: Duration::from_millis(5),
        longest_pause: Duration::from_millis(1200),
    }
}

struct Run {
    fetched: Fetched,
    /// The statuses of what is kept beyond the good capture.
    written: Vec<u16>,
    /// Whether what is shown is the capture that was there before.
    stands: bool,
    /// How often each path was asked for.
    asked: BTreeMap<String, usize>,
}

/// Puts a good capture in place, lets the server misbehave, and looks at what became of it.
fn fetch(script: Script, reach: Reach, url: &str) -> Run {
    fetch_times(1, script, reach, url)
}

/// The same several times; what the last time told.
fn fetch_times(times: usize, script: Script, reach: Reach, url: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let port = listener.local_addr().unwrap().port();
    let log = Arc::new(Mutex::new(BTreeMap::new()));
    runtime.spawn(serve(listener, script, Arc::clone(&log)));
    let url = url.replace("PORT", &port.to_string());
    let facts = format!(
        "+++\nname = \"A\"\nkind = \"public\"\ncountry = \"GB\"\ntitle = \"T\"\nurl = \"{url}\"\nretrieved = 2026-11-23\n\
         basis = \"summary\"\nlanguage = \"en\"\n+++\n\nWe will open at nine.\n"
    );
    std::fs::create_dir_all(folder.path().join("charters/public")).unwrap();
    std::fs::write(folder.path().join("charters/public/a.md"), facts).unwrap();
    let project = Project::open(folder.path()).unwrap();
    let lexicon = Lexicon::built_in().unwrap();
    let words = Words::new(&lexicon);
    let (files, _) = charters::files(&project).unwrap();
    let good = page("letter");
    let date = "2026-01-01T00:00:00Z".parse().unwrap();
    let brought = keep::import::Brought { path: "a.html", bytes: good.as_bytes(), into: files.first(), date };
    keep::import::import(&files, &brought, &words).unwrap();
    let manners = Manners {
        name: "charterhouse".to_owned(),
        agent: "charterhouse/0 (+test@library.example)".to_owned(),
        delay: Duration::ZERO,
        at_once: 4,
        reach,
        limits: limits(),
        clock: || "2026-11-24T10:00:00Z".parse().unwrap(),
        refresh: charterhouse::read::capture::refresh,
    };
    let mut fetched = Fetched::default();
    for _ in 0..times {
        fetched = keep::fetch(files.clone(), &manners, &words, false, &|_, _| {}).unwrap();
    }
    let contents = store::captures(&files[0].captures()).unwrap();
    assert_eq!(contents.trouble, None);
    let kept = keep::kept::kept(&files[0]);
    let mut reading = charterhouse::read::file("a.md", &files[0].bytes().unwrap(), &lexicon);
    keep::kept::from_captures(&mut reading, &kept, &words);
    let shown = reading.document.units().iter().map(|unit| unit.unit.text.clone()).collect::<String>();
    let asked = log.lock().unwrap().clone();
    Run {
        fetched,
        written: contents.captures.iter().skip(1).map(|capture| capture.status).collect(),
        stands: shown.contains("every letter"),
        asked,
    }
}

/// One way to misbehave: what is done, which statuses are kept, what is told, and whether the good capture is still shown.
#[track_caller]
fn check(script: Script, done: &str, written: &[u16], told: &str, stands: bool) {
    let run = fetch(script, Reach::Private, "http://127.0.0.1:PORT/page");
    expect(&run, done, written, told, stands);
}

#[track_caller]
fn expect(run: &Run, done: &str, written: &[u16], told: &str, stands: bool) {
    let said: Vec<&str> = run.fetched.findings.iter().map(|finding| finding.message.as_str()).collect();
    let said = said.join("\n");
    let was = run.fetched.charters.first().map(|(_, done)| done.id()).unwrap_or_default();
    assert_eq!((was, run.written.as_slice(), run.stands), (done, written, stands), "{said}");
    assert!(if told.is_empty() { said.is_empty() } else { said.contains(told) }, "{said}\n{:?}", run.asked);
}

/// The page is as the function has it; there is no robots.txt.
macro_rules! at_page {
    ($time:ident => $act:expr) => {
        |path: &str, $time: usize| if path == "/robots.txt" { answer("404 Not Found", "", b"") } else { $act }
    };
    ($act:expr) => {
        at_page!(_time => $act)
    };
}

#[test]
fn a_good_page_is_captured_and_shown() {
    check(at_page!(html(&page("parcel"))), "captured", &[200], "", false);
    check(at_page!(answer("200 OK", "", page("parcel").as_bytes())), "captured", &[200], "", false);
    check(at_page!(html(&format!("\u{feff}{}", page("parcel")))), "captured", &[200], "", false);
    check(
        at_page!(answer("200 OK", "Content-Type: text/html; charset=utf-16\r\n", page("parcel").as_bytes())),
        "captured",
        &[200],
        "",
        false,
    );
    check(
        at_page!(answer(
            "200 OK",
            "Content-Encoding: gzip\r\nContent-Type: text/html\r\n",
            &gzip(page("parcel").as_bytes())
        )),
        "captured",
        &[200],
        "",
        false,
    );
}

#[test]
fn what_is_slow_or_breaks_off_is_not_kept() {
    check(at_page!(Act::Hang(Vec::new())), "failed", &[], "no answer within", true);
    check(
        at_page!(Act::Hang(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nabc".to_vec())),
        "failed",
        &[],
        "stopped for",
        true,
    );
    check(
        at_page!(Act::Drip(
            b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n".iter().chain(&[b'a'; 900]).copied().collect()
        )),
        "failed",
        &[],
        "not whole within",
        true,
    );
    check(at_page!(Act::Reset), "failed", &[], "reset", true);
    check(
        at_page!(Act::Say(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>cut".to_vec())),
        "failed",
        &[],
        "end of file before message length reached",
        true,
    );
    check(
        at_page!(Act::Say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc".to_vec())),
        "failed",
        &[],
        "error reading a body",
        true,
    );
    check(at_page!(Act::Say(b"nonsense\r\n\r\n".to_vec())), "failed", &[], "invalid HTTP", true);
}

#[test]
fn what_is_too_large_is_not_kept() {
    check(
        at_page!(Act::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'a'; 65536])),
        "failed",
        &[],
        "larger than",
        true,
    );
    check(
        at_page!(Act::Endless(b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'a'; 65536])),
        "failed",
        &[],
        "head is too large",
        true,
    );
    check(
        at_page!(answer("200 OK", &format!("X-Long: {}\r\n", "a".repeat(100_000)), b"a")),
        "failed",
        &[],
        "headers have",
        true,
    );
    let bomb: Script = at_page!(answer(
        "200 OK",
        "Content-Encoding: gzip\r\nContent-Type: text/html\r\n",
        &gzip(&vec![b' '; 30 << 20])
    ));
    check(bomb, "unusable", &[200], "when decompressed", true);
}

#[test]
fn what_is_no_charter_is_kept_and_never_shown() {
    check(at_page!(html("")), "unusable", &[200], "an empty page", true);
    check(
        at_page!(html("<title>Page not found</title><h1>Page not found</h1>")),
        "unusable",
        &[200],
        "an error page",
        true,
    );
    check(
        at_page!(html("<title>Sign in</title><form><input type=\"password\"></form>")),
        "unusable",
        &[200],
        "a login page",
        true,
    );
    check(
        at_page!(html("<title>T</title><p>We use cookies. Accept?</p>")),
        "unusable",
        &[200],
        "a wall of consent",
        true,
    );
    check(
        at_page!(html("<title>T</title><div id=app></div><script src=a></script>")),
        "unusable",
        &[200],
        "an empty shell",
        true,
    );
    check(at_page!(html("%PDF-1.7 nothing")), "unusable", &[200], "a PDF, sent as text/html", true);
}

#[test]
fn an_error_is_kept_and_never_shown() {
    check(
        at_page!(answer("410 Gone", "", page("parcel").as_bytes())),
        "failed",
        &[410],
        "gone for good",
        true,
    );
    check(
        at_page!(answer("404 Not Found", "", page("parcel").as_bytes())),
        "failed",
        &[404],
        "no such page",
        true,
    );
    check(at_page!(answer("403 Forbidden", "", b"")), "failed", &[403], "does not let us", true);
    check(at_page!(answer("304 Not Modified", "", b"")), "failed", &[], "not asked on that condition", true);
}

#[test]
fn what_may_pass_is_tried_again() {
    let busy_once: Script = at_page!(time => if time == 1 { answer("503 Service Unavailable", "", b"") } else { html(&page("parcel")) });
    check(busy_once, "captured", &[200], "", false);
    let reset_once: Script = at_page!(time => if time == 1 { Act::Reset } else { html(&page("parcel")) });
    check(reset_once, "captured", &[200], "", false);
    let wait: Script = at_page!(time => if time == 1 { answer("429 Too Many Requests", "Retry-After: 1\r\n", b"") } else { html(&page("parcel")) });
    check(wait, "captured", &[200], "", false);
    check(
        at_page!(answer("429 Too Many Requests", "Retry-After: 3600\r\n", b"")),
        "failed",
        &[],
        "come back in 3600 s",
        true,
    );
    check(at_page!(answer("500 Oh", "", b"")), "failed", &[500], "status 500", true);
    let gone = fetch(at_page!(answer("410 Gone", "", b"")), Reach::Private, "http://127.0.0.1:PORT/page");
    assert_eq!(gone.asked.get("/page"), Some(&1), "what will not pass is asked once");
}

#[test]
fn a_page_that_did_not_change_is_written_once() {
    let url = "http://127.0.0.1:PORT/page";
    let tagged: Script = |path, _| match path {
        "/robots.txt" => answer("404 Not Found", "", b""),
        "/page#conditional" => answer("304 Not Modified", "ETag: \"a\"\r\n", b""),
        _ => answer("200 OK", "ETag: \"a\"\r\nContent-Type: text/html\r\n", page("parcel").as_bytes()),
    };
    // A revisit reads as what it refers to.
    expect(&fetch_times(3, tagged, Reach::Private, url), "unchanged", &[200, 200, 200], "", false);
    let same = at_page!(html(&page("parcel")));
    expect(&fetch_times(2, same, Reach::Private, url), "unchanged", &[200, 200], "", false);
    let fresh: Script = at_page!(answer(
        "200 OK",
        "Cache-Control: max-age=60\r\nContent-Type: text/html\r\n",
        page("parcel").as_bytes()
    ));
    let run = fetch_times(2, fresh, Reach::Private, url);
    expect(&run, "fresh", &[200], "", false);
    assert_eq!(run.asked.get("/page"), Some(&1), "what is fresh is not asked for");
}

#[test]
fn redirects_are_followed_within_bounds() {
    let to_next: Script = |path, _| match path {
        "/page" => answer("301 Moved", "Location: /new\r\n", b""),
        "/new" => html("<meta http-equiv=\"refresh\" content=\"0; url=/newest\">"),
        "/newest" => html(&page("parcel")),
        _ => answer("404 Not Found", "", b""),
    };
    check(to_next, "captured", &[301, 200, 200], "", false);
    let around: Script = |path, _| match path {
        "/robots.txt" => answer("404 Not Found", "", b""),
        _ => answer("302 Found", "Location: /page\r\n", b""),
    };
    check(around, "failed", &[302; 5], "sent on more than 4 times", true);
    check(
        at_page!(answer("302 Found", "Location: file:///etc/passwd\r\n", b"")),
        "failed",
        &[302],
        "neither http nor https",
        true,
    );
}

#[test]
fn machines_of_this_network_are_not_asked() {
    for url in [
        "http://127.0.0.1:PORT/page",
        "http://localhost:PORT/page",
        "http://[::1]:PORT/page",
        "http://2130706433:PORT/page",
    ] {
        let run = fetch(at_page!(html(&page("parcel"))), Reach::Public, url);
        assert_eq!(run.asked, BTreeMap::new(), "{url}");
        assert!(matches!(run.fetched.charters[0].1.id(), "failed" | "refused"), "{url}");
        assert!(run.fetched.findings[0].message.contains("--allow-private"), "{:?}", run.fetched.findings);
    }
}

#[test]
fn robots_txt_is_heeded() {
    let refused: Script = |path, _| match path {
        "/robots.txt" => answer("200 OK", "", b"User-agent: *\nDisallow: /page\n"),
        _ => html(&page("parcel")),
    };
    check(refused, "refused", &[], "robots.txt of the host does not permit", true);
    let broken: Script =
        |path, _| if path == "/robots.txt" { answer("500 Oh", "", b"") } else { html(&page("parcel")) };
    check(broken, "refused", &[], "nothing may be fetched", true);
    let huge: Script = |path, _| match path {
        "/robots.txt" => answer("200 OK", "", &[b'#'; 200_000]),
        _ => html(&page("parcel")),
    };
    check(huge, "captured", &[200], "", false);
    let malformed: Script = |path, _| match path {
        "/robots.txt" => answer("200 OK", "", b"<html>\xff\xfe\0 : : User-agent\n\r\r*"),
        _ => html(&page("parcel")),
    };
    check(malformed, "captured", &[200], "", false);
}

#[test]
fn a_host_that_speaks_no_tls_is_not_asked_without_it() {
    let run = fetch(at_page!(html(&page("parcel"))), Reach::Private, "https://127.0.0.1:PORT/page");
    expect(&run, "failed", &[], "nothing may be fetched", true);
}
