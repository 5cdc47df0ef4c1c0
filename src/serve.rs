//! Serves the site on this machine alone, has it built again when an input changes, and has the browser reload.
//!
//! Nothing else on the network can reach it, and no page of another site can read from it through the browser: it listens on
//! loopback, and answers only to loopback's own names, whatever name a stranger's DNS gives to 127.0.0.1.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;
use tower_livereload::LiveReloadLayer;

use crate::error::Error;

mod policy;
mod watch;

/// The largest page that is sent.
const LARGEST_PAGE: usize = 64 << 20;

/// What is served, and what is watched.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The folder that is served.
    pub site: PathBuf,
    /// The folder whose entries may come and go, not watched any deeper.
    pub folder: PathBuf,
    /// Files and folders of which a change calls for a new build; they need not be there yet.
    pub inputs: Vec<PathBuf>,
    /// The port to listen on; 0 for any that is free.
    pub port: u16,
}

/// Serves until Ctrl-C. `ready` is told the address; `rebuild` is called when an input has changed, and says whether there is
/// a new site to reload.
///
/// # Errors
/// A port that is taken, or a system that lets nothing be watched or served.
pub fn run(
    preview: &Preview,
    ready: impl FnOnce(SocketAddr) -> Result<(), Error>,
    rebuild: impl Fn() -> bool + Send + 'static,
) -> Result<(), Error> {
    let listener = listen(preview.port)?;
    let address = listener.local_addr().map_err(|error| failed(&error))?;
    let live = LiveReloadLayer::new().reload_interval(Duration::from_millis(300));
    let reloader = live.reloader();
    watch::start(&preview.folder, &preview.inputs, move || {
        if rebuild() {
            reloader.reload();
        }
    })?;
    let router = Router::new()
        .fallback_service(ServeDir::new(&preview.site))
        .layer(from_fn(fresh_and_relaxed))
        .layer(live)
        .layer(from_fn(only_loopback));
    let runtime = tokio::runtime::Runtime::new().map_err(|error| failed(&error))?;
    ready(address)?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        // A graceful end would wait for browsers to close their event streams, and they never do.
        tokio::select! {
            served = axum::serve(listener, router).into_future() => served,
            stopped = tokio::signal::ctrl_c() => stopped,
        }
    });
    runtime.shutdown_background();
    served.map_err(|error| failed(&error))
}

fn listen(port: u16) -> Result<TcpListener, Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Error::Usage(format!(
            "port {port} is taken by another program\n  help: `--port {}` tries the next one, `--port 0` takes any that is free",
            port.saturating_add(1)
        )),
        _ => Error::Usage(format!("cannot listen on port {port}: {error}")),
    })?;
    listener.set_nonblocking(true).map_err(|error| failed(&error))?;
    Ok(listener)
}

fn failed(error: &io::Error) -> Error {
    Error::Usage(format!("the preview cannot go on: {error}"))
}

/// Refuses a request under any name but loopback's own: a page of another site could give its own name our address, and then
/// the browser would let it read what we serve (DNS rebinding).
async fn only_loopback(request: Request, next: Next) -> Response {
    if is_loopback(request.headers()) {
        next.run(request).await
    } else {
        let said = "this preview answers only to localhost and 127.0.0.1\n";
        (StatusCode::FORBIDDEN, said).into_response()
    }
}

fn is_loopback(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else {
        return false;
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]")
}

/// Sends each page anew, with a policy under which the reloading script may run.
async fn fresh_and_relaxed(mut request: Request, next: Next) -> Response {
    // A page may change twice within the second that a date can tell apart, so no answer may be "not modified".
    for name in [header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH, header::IF_RANGE, header::RANGE] {
        request.headers_mut().remove(name);
    }
    let whole = request.method() != Method::HEAD;
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let html = |headers: &HeaderMap| {
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
    };
    if whole && html(response.headers()) { relaxed(response).await } else { response }
}

async fn relaxed(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_PAGE).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, "the page cannot be read\n").into_response();
    };
    let page = policy::relaxed(&String::from_utf8_lossy(&bytes)).into_bytes();
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(page.len()));
    Response::from_parts(parts, Body::from(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &'static str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        assert_eq!(is_loopback(&headers), expected, "{host}");
    }

    #[test]
    fn only_loopback_names_are_answered() {
        check("localhost:8000", true);
        check("LOCALHOST", true);
        check("127.0.0.1:8000", true);
        check("[::1]:8000", true);
        check("evil.example:8000", false);
        check("localhost.evil.example", false);
        check("127.0.0.1.evil.example:8000", false);
        check("127.0.0.1:evil", false);
        assert!(!is_loopback(&HeaderMap::new()));
    }
}
