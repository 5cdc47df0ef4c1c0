//! One charter with a good capture, one run of the program's own fetching, and what became of it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use charterhouse::collect::address::Reach;
use charterhouse::collect::client::Limits;
use charterhouse::collect::{Manners, store};
use charterhouse::keep::add::New;
use charterhouse::keep::{self, Fetched};
use charterhouse::lexicon::Lexicon;
use charterhouse::model::charter::Kind;
use charterhouse::project::{Project, charters};
use charterhouse::read::Words;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::server::{AUTHORITY, Act, Log, Script, Speech, serve};

pub(crate) fn page(marker: &str) -> String {
    let promises =
        format!("<li>We will answer every {marker} within ten working days of its coming to us.").repeat(12);
    format!("<!doctype html><title>Charter</title><h1>Our charter</h1><h2>We promise</h2><ul>{promises}</ul>")
}

pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Act {
    Act::Say(
        [
            format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n", body.len()).as_bytes(),
            b"Connection: close\r\n\r\n",
            body,
        ]
        .concat(),
    )
}

pub(crate) fn html(body: &str) -> Act {
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes())
}

pub(crate) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// What a case waits for in vain, so that the time for it is short. All other times are so long that a busy machine does no harm.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vain {
    Nothing,
    Byte,
    Whole,
}

/// Small limits.
fn limits(vain: Vain) -> Limits {
    let seconds = |of, few, many| Duration::from_secs_f64(if vain == of { few } else { many });
    Limits {
        connect: seconds(Vain::Byte, 1.5, 30.0),
        first_byte: seconds(Vain::Byte, 1.5, 30.0),
        whole: seconds(Vain::Whole, 3.0, 60.0),
        body: 256 << 10,
        redirects: 4,
        tries: 1,
        pause: Duration::from_millis(5),
        longest_pause: Duration::from_millis(1200),
    }
}

/// What is fetched, and how the server takes it. `PORT` in the address is the server's.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) script: Script,
    pub(crate) speech: Speech,
    pub(crate) reach: Reach,
    pub(crate) url: &'static str,
    pub(crate) times: usize,
    pub(crate) vain: Vain,
}

pub(crate) struct Run {
    pub(crate) fetched: Fetched,
    /// The statuses of what is kept beyond the good capture.
    pub(crate) written: Vec<u16>,
    /// Whether what is shown is the capture that was there before.
    pub(crate) stands: bool,
    /// How often each path was asked for.
    pub(crate) asked: BTreeMap<String, usize>,
}

/// A server that speaks as the case has it, as long as the runtime is kept, and its port.
fn served(case: &Case, log: &Log) -> (Runtime, u16) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let listener = runtime.block_on(TcpListener::bind("0.0.0.0:0")).unwrap();
    let port = listener.local_addr().unwrap().port();
    runtime.spawn(serve(listener, case.speech, case.script, Arc::clone(log)));
    (runtime, port)
}

fn manners(case: &Case) -> Manners {
    Manners {
        name: "charterhouse".to_owned(),
        agent: "charterhouse/0 (+test@library.example)".to_owned(),
        delay: Duration::ZERO,
        at_once: 4,
        reach: case.reach,
        limits: limits(case.vain),
        authorities: AUTHORITY.to_vec(),
        clock: || "2026-11-24T10:00:00Z".parse().unwrap(),
        refresh: charterhouse::read::capture::refresh,
    }
}

/// Adds the pages of a server one after the other, and gives for each the charter file without its port, or why there is none.
pub(crate) fn add(script: Script, paths: &[&str]) -> Vec<String> {
    let case = Case { script, ..super::ways::PAGE };
    let (_runtime, port) = served(&case, &Log::default());
    let folder = tempfile::tempdir().unwrap();
    let project = Project::open(folder.path()).unwrap();
    let words = Words::new(&Lexicon::built_in().unwrap());
    let one = |path: &&str| {
        let url = format!("http://127.0.0.1:{port}{path}");
        let new = New { url, kind: Kind::Public, name: None, country: None, slug: None };
        let text = match keep::add::add(&project, &new, &manners(&case), &words) {
            Ok(id) => std::fs::read_to_string(folder.path().join(format!("charters/{id}.md"))).unwrap(),
            Err(error) => error.to_string(),
        };
        text.replace(&format!(":{port}"), "")
    };
    paths.iter().map(one).collect()
}

/// Puts a good capture in place, lets the server misbehave, and looks at what became of it: what the last run told.
pub(crate) fn fetch(case: &Case) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(Mutex::new(BTreeMap::new()));
    let (_runtime, port) = served(case, &log);
    let url = case.url.replace("PORT", &port.to_string());
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
    let manners = manners(case);
    let mut fetched = Fetched::default();
    for _ in 0..case.times {
        fetched = keep::fetch(files.clone(), &manners, &words, false, &|_, _| {}).unwrap();
    }
    let contents = store::captures(&files[0].captures()).unwrap();
    assert_eq!(contents.trouble, None);
    let first = contents.captures.first().map(|capture| capture.payload.as_slice());
    assert_eq!(first, Some(good.as_bytes()), "the good capture is in its place");
    let kept = keep::kept::kept(&files[0]);
    let mut reading = charterhouse::read::file("a.md", &files[0].bytes().unwrap(), &lexicon);
    keep::kept::from_captures(&mut reading, &kept, &words);
    let shown = reading.document.units().iter().map(|unit| unit.unit.text.clone()).collect::<String>();
    assert_ne!(
        shown.contains("every letter"),
        shown.contains("every parcel"),
        "one of the two pages is shown"
    );
    let asked = log.lock().unwrap().clone();
    Run {
        fetched,
        written: contents.captures.iter().skip(1).map(|capture| capture.status).collect(),
        stands: shown.contains("every letter"),
        asked,
    }
}
