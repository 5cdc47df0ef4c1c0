//! One address followed to its page: what its host permits, conditions, other tries, and whither it sends us on.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use http_cache_semantics::{BeforeRequest, CacheOptions, CachePolicy};
use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::Instant;
use url::Url;

use super::address::permitted;
use super::client::{Answer, ask};
use super::robots::Robots;
use super::warc::{self, Exchange};
use super::{Manners, Target};
use crate::model::capture::Capture;

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A page came: it is the last of the exchanges.
    Page,
    /// The page is as it was: the last of the exchanges says so.
    Unchanged,
    /// What is kept is fresh by the server's own word, and nothing was asked.
    Fresh,
    /// The host does not want it fetched.
    Refused(String),
    /// It cannot be had: why.
    Failed(String),
}

/// All that was exchanged for one address.
#[derive(Clone, Debug)]
pub struct Visit {
    /// In their order: what sent us on, then what came.
    pub exchanges: Vec<Exchange>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What all visits of a run share.
pub(super) struct Shared<'run> {
    pub(super) client: reqwest::Client,
    pub(super) manners: &'run Manners,
    pub(super) at_once: Semaphore,
    pub(super) hosts: Mutex<BTreeMap<String, Arc<Mutex<Host>>>>,
}

/// A host: asked one thing at a time, and not before its time.
#[derive(Default)]
pub(super) struct Host {
    next: Option<Instant>,
    /// What each of its ports permits, or why nothing.
    robots: BTreeMap<String, Result<Robots, Outcome>>,
}

enum Step {
    Done(Outcome),
    On(String),
}

/// Follows an address to its page.
pub(super) async fn visit(shared: &Shared<'_>, target: &Target) -> Visit {
    let mut exchanges = Vec::new();
    let mut url = target.url.clone();
    for _ in 0..=shared.manners.limits.redirects {
        match step(shared, target, &url, &mut exchanges).await {
            Step::Done(outcome) => return Visit { exchanges, outcome },
            Step::On(next) => url = next,
        }
    }
    let message = format!("sent on more than {} times, last to {url}", shared.manners.limits.redirects);
    Visit { exchanges, outcome: Outcome::Failed(message) }
}

async fn step(shared: &Shared<'_>, target: &Target, url: &str, exchanges: &mut Vec<Exchange>) -> Step {
    let failed = |message: String| Step::Done(Outcome::Failed(message));
    let url = match permitted(url, shared.manners.reach) {
        Ok(url) => url,
        Err(why) => return failed(why),
    };
    let previous = target.previous.as_ref().filter(|previous| previous.url == url.as_str());
    let now = (shared.manners.clock)();
    let Some(conditions) = conditions(previous, &url, now, target.again) else {
        return Step::Done(Outcome::Fresh);
    };
    let host = {
        let mut hosts = shared.hosts.lock().await;
        Arc::clone(hosts.entry(url.host_str().unwrap_or_default().to_owned()).or_default())
    };
    // Held to the answer's end: one request at a time for a host.
    let mut host = host.lock().await;
    let robots = permission(shared, &mut host, &url).await;
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let delay = match robots {
        Err(outcome) => return Step::Done(outcome),
        Ok(robots) if !robots.allows(&path) => {
            return Step::Done(Outcome::Refused(format!("robots.txt of the host does not permit {url}")));
        }
        Ok(robots) => robots.delay().unwrap_or(0.0),
    };
    let delay =
        Duration::try_from_secs_f64(delay).unwrap_or_default().min(shared.manners.limits.longest_pause);
    let delay = delay.max(shared.manners.delay);
    match persistently(shared, &mut host, &url, &conditions, delay).await {
        Err(why) => failed(why),
        Ok(answer) => judged(shared, target, &url, (answer, &conditions), exchanges),
    }
}

/// What an answer leads to; it is added to the exchanges.
fn judged(
    shared: &Shared<'_>,
    target: &Target,
    url: &Url,
    (answer, conditions): (Answer, &HeaderMap),
    exchanges: &mut Vec<Exchange>,
) -> Step {
    let failed = |message: String| Step::Done(Outcome::Failed(message));
    let status = answer.status;
    let previous = target.previous.as_ref().filter(|previous| previous.url == url.as_str());
    let location =
        answer.headers.get("location").and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let next = location.and_then(|to| url.join(to).ok()).map(String::from);
    let mut exchange = exchange(shared, url, answer, conditions);
    let conditional =
        ["if-none-match", "if-modified-since"].iter().any(|name| conditions.contains_key(*name));
    let same = previous.filter(|previous| {
        (status == 304 && conditional)
            || (status == 200 && previous.status == 200 && previous.digest == exchange.capture.digest)
    });
    if let Some(previous) = same {
        exchange.capture.revisits = Some(previous.revisits.clone().unwrap_or_else(|| previous.id.clone()));
        exchange.capture.digest.clone_from(&previous.digest);
        exchange.capture.id =
            warc::record_id("revisit", &previous.url, exchange.capture.date, &previous.digest);
        exchange.same_as = Some((previous.url.clone(), previous.date));
    }
    let refresh = (status == 200).then(|| (shared.manners.refresh)(&exchange.capture.payload)).flatten();
    let onward = refresh.and_then(|to| url.join(&to).ok()).map(String::from).filter(|to| to != url.as_str());
    let unchanged = same.is_some();
    if status == 304 && !unchanged {
        return failed(
            "the server says that nothing changed, though it was not asked on that condition".to_owned(),
        );
    }
    exchanges.push(exchange);
    match status {
        300..=399 if let Some(next) = next.filter(|_| !unchanged) => Step::On(next),
        200 if let Some(onward) = onward => Step::On(onward),
        _ if unchanged => Step::Done(Outcome::Unchanged),
        200 => Step::Done(Outcome::Page),
        410 => failed("the server says that the page is gone for good (410)".to_owned()),
        404 => failed("the server says that there is no such page (404)".to_owned()),
        401 | 403 => failed(format!("the server does not let us see the page ({status})")),
        _ => failed(format!("the server answered with status {status}")),
    }
}

/// The headers to ask with: on condition where an earlier capture has what it takes. `None` where it is fresh.
fn conditions(previous: Option<&Capture>, url: &Url, now: Timestamp, again: bool) -> Option<HeaderMap> {
    let mut usual = HeaderMap::new();
    usual.insert(
        "accept",
        HeaderValue::from_static("text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5"),
    );
    usual.insert("accept-encoding", HeaderValue::from_static("gzip"));
    let Some(previous) = previous else { return Some(usual) };
    let mut request = http::Request::new(());
    *request.uri_mut() = url.as_str().parse().unwrap_or_default();
    request.headers_mut().clone_from(&usual);
    let mut response = http::Response::new(());
    for (name, value) in &previous.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response.headers_mut().append(name, value);
        }
    }
    let options = CacheOptions { shared: false, cache_heuristic: 0.0, ..CacheOptions::default() };
    let policy = CachePolicy::new_options(&request, &response, previous.date.into(), options);
    match policy.before_request(&request, now.into()) {
        BeforeRequest::Fresh(_) if !again => None,
        BeforeRequest::Fresh(_) => Some(usual),
        BeforeRequest::Stale { request, .. } => Some(request.headers),
    }
}

fn exchange(shared: &Shared<'_>, url: &Url, answer: Answer, conditions: &HeaderMap) -> Exchange {
    let text =
        |value: &HeaderValue| value.as_bytes().iter().map(|&byte| char::from(byte)).collect::<String>();
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let host = format!("{}{port}", url.host_str().unwrap_or_default());
    let mut request =
        format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nuser-agent: {}\r\n", shared.manners.agent);
    for (name, value) in conditions {
        request.push_str(&format!("{name}: {}\r\n", text(value)));
    }
    request.push_str("\r\n");
    let date = Timestamp::from_second((shared.manners.clock)().as_second()).unwrap_or_default();
    let digest = warc::digest(&answer.body);
    let headers = answer.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let capture = Capture {
        id: warc::record_id("response", url.as_str(), date, &digest),
        url: url.to_string(),
        date,
        status: answer.status,
        headers,
        payload: answer.body,
        digest,
        revisits: None,
    };
    Exchange { request, capture, same_as: None, peer: answer.peer }
}

/// Asks until there is an answer that will not pass, or the tries are used up.
async fn persistently(
    shared: &Shared<'_>,
    host: &mut Host,
    url: &Url,
    headers: &HeaderMap,
    delay: Duration,
) -> Result<Answer, String> {
    let limits = &shared.manners.limits;
    let mut pauses = ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(limits.pause)
        .with_max_delay(limits.longest_pause)
        .with_max_times(limits.tries)
        .build();
    loop {
        let answer = in_turn(shared, host, delay, ask(&shared.client, url, headers.clone(), limits)).await;
        let passing = match &answer {
            Ok(answer) => matches!(answer.status, 408 | 429 | 500 | 502 | 503 | 504),
            Err(failure) => failure.may_pass,
        };
        let asked = answer.as_ref().ok().and_then(|answer| retry_after(answer, (shared.manners.clock)()));
        if passing && asked.is_some_and(|asked| asked > limits.longest_pause) {
            let seconds = asked.unwrap_or_default().as_secs();
            return Err(format!(
                "the server is busy and asks to come back in {seconds} s: fetch it again then"
            ));
        }
        match (passing, pauses.next()) {
            (true, Some(pause)) => tokio::time::sleep(pause.max(asked.unwrap_or_default())).await,
            _ => return answer.map_err(|failure| failure.message),
        }
    }
}

/// Does a request when it is the host's turn, and one of all that may be under way at once.
async fn in_turn<T>(
    shared: &Shared<'_>,
    host: &mut Host,
    delay: Duration,
    request: impl Future<Output = T>,
) -> T {
    if let Some(next) = host.next {
        tokio::time::sleep_until(next).await;
    }
    let permit = shared.at_once.acquire().await;
    let answer = request.await;
    drop(permit);
    host.next = Some(Instant::now() + delay);
    answer
}

/// How long an answer asks to wait: in seconds, or until a moment.
fn retry_after(answer: &Answer, now: Timestamp) -> Option<Duration> {
    let value = answer.headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    Duration::try_from(then.duration_since(now)).ok()
}

/// What the host permits at this port. A host that has no robots.txt permits all; one that cannot say so, nothing.
async fn permission(shared: &Shared<'_>, host: &mut Host, url: &Url) -> Result<Robots, Outcome> {
    let origin = url.origin().ascii_serialization();
    if let Some(known) = host.robots.get(&origin) {
        return known.clone();
    }
    let said = robots(shared, host, url).await;
    host.robots.insert(origin, said.clone());
    said
}

async fn robots(shared: &Shared<'_>, host: &mut Host, url: &Url) -> Result<Robots, Outcome> {
    let mut next = url.join("/robots.txt").map_err(|error| Outcome::Failed(error.to_string()))?;
    for _ in 0..=5 {
        let answer = persistently(shared, host, &next, &HeaderMap::new(), shared.manners.delay).await;
        let answer = answer.map_err(|why| {
            Outcome::Failed(format!("{next} cannot be had, and so nothing may be fetched: {why}"))
        })?;
        match answer.status {
            200..=299 => return Ok(Robots::parse(&answer.body, &shared.manners.name)),
            300..=399 => {
                let to = answer.headers.get("location").and_then(|value| value.to_str().ok());
                let Some(to) = to.and_then(|to| next.join(to).ok()) else { return Ok(Robots::default()) };
                next = permitted(to.as_str(), shared.manners.reach).map_err(Outcome::Refused)?;
            }
            400..=499 if answer.status != 429 => return Ok(Robots::default()),
            status => {
                return Err(Outcome::Failed(format!(
                    "{next} answers with status {status}, and so nothing may be fetched"
                )));
            }
        }
    }
    // More redirects than five are as good as none (RFC 9309, 2.3.1.2).
    Ok(Robots::default())
}
