//! One request within its limits: a connection, a first byte, a whole answer, each in its time; a body no larger than is kept.

use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::header::HeaderMap;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use url::Url;

use super::Manners;
use super::address::Checked;
use crate::error::Error;

/// How far one request may go.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a connection.
    pub connect: Duration,
    /// From the request to the answer's first line, and between two pieces of its body.
    pub first_byte: Duration,
    /// For the whole answer.
    pub whole: Duration,
    /// The most bytes of a body, as it is sent.
    pub body: usize,
    /// How often one address may send us on to another.
    pub redirects: usize,
    /// How often what may pass is tried again.
    pub tries: usize,
    /// How long the first wait before another try is, before chance and the number of tries lengthen it.
    pub pause: Duration,
    /// The longest wait that a host may ask for.
    pub longest_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            first_byte: Duration::from_secs(30),
            whole: Duration::from_secs(120),
            body: 20 << 20,
            redirects: 8,
            tries: 3,
            pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(60),
        }
    }
}

/// The most bytes of an answer's headers.
const LARGEST_HEAD: usize = 64 << 10;

/// What a server answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    pub(super) peer: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    /// Whether it may be otherwise a moment later.
    pub(super) may_pass: bool,
}

/// A client that checks every address, follows nothing by itself, decompresses nothing, and trusts no broken certificate.
pub(super) fn client(manners: &Manners) -> Result<reqwest::Client, Error> {
    let Manners { agent, reach, limits, authorities, .. } = manners;
    let unready =
        |error: reqwest::Error| Error::Usage(format!("cannot make ready to fetch: {}", causes(&error)));
    let trusted: Vec<CertificateDer<'_>> = CertificateDer::pem_slice_iter(authorities).flatten().collect();
    let certificates: Vec<reqwest::Certificate> =
        trusted.iter().filter_map(|one| reqwest::Certificate::from_der(one).ok()).collect();
    // It fails where a provider is set already, and that is as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = || {
        reqwest::Client::builder()
            .user_agent(agent)
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(std::sync::Arc::new(Checked(*reach)))
            .no_proxy()
            .referer(false)
            .connect_timeout(limits.connect)
            .pool_max_idle_per_host(2)
            .tls_certs_merge(certificates.iter().cloned())
    };
    // A machine without roots of its own, such as a bare container, has those that ship with the program.
    builder()
        .build()
        .or_else(|_| {
            let mut roots = rustls::RootCertStore::empty();
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            roots.add_parsable_certificates(trusted);
            let mut tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
            tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
            builder().tls_backend_preconfigured(tls).build()
        })
        .map_err(unready)
}

/// Asks once.
pub(super) async fn ask(
    client: &reqwest::Client,
    url: &Url,
    headers: HeaderMap,
    limits: &Limits,
) -> Result<Answer, Failure> {
    let passing = |message: String| Failure { message, may_pass: true };
    let whole = tokio::time::timeout(limits.whole, async {
        let sent = client.get(url.clone()).headers(headers).send();
        let response = tokio::time::timeout(limits.first_byte + limits.connect, sent)
            .await
            .map_err(|_| passing(format!("no answer within {} s", limits.first_byte.as_secs_f32())))?
            .map_err(|error| failure(&error))?;
        body(response, limits).await
    });
    whole
        .await
        .map_err(|_| passing(format!("the answer was not whole within {} s", limits.whole.as_secs_f32())))?
}

async fn body(response: reqwest::Response, limits: &Limits) -> Result<Answer, Failure> {
    let lasting = |message: String| Failure { message, may_pass: false };
    let too_large = || lasting(format!("the answer is larger than {} kB", limits.body >> 10));
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let peer = response.remote_addr().map(|address| address.ip().to_string());
    let head: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if head > LARGEST_HEAD {
        return Err(lasting(format!("the answer's headers have {} kB", head >> 10)));
    }
    if response.content_length().is_some_and(|length| length > limits.body as u64) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    let mut pieces = response.bytes_stream();
    loop {
        let piece = tokio::time::timeout(limits.first_byte, pieces.next()).await;
        let piece = piece.map_err(|_| Failure {
            message: format!("the answer stopped for {} s", limits.first_byte.as_secs_f32()),
            may_pass: true,
        })?;
        let Some(piece) = piece else { break };
        body.extend_from_slice(&piece.map_err(|error| failure(&error))?);
        if body.len() > limits.body {
            return Err(too_large());
        }
    }
    Ok(Answer { status, headers, body, peer })
}

/// What an error of the client means. A refused address or a certificate that does not fit is as wrong a moment later.
fn failure(error: &reqwest::Error) -> Failure {
    let message = causes(error);
    let lasting =
        message.contains("--allow-private") || message.contains("certificate") || error.is_builder();
    Failure { message, may_pass: !lasting }
}

/// The innermost causes of an error: the outer ones only say that something went wrong.
fn causes(error: &reqwest::Error) -> String {
    let mut all = Vec::new();
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        all.push(error.to_string());
        cause = error.source();
    }
    let mut last: Vec<String> = all.into_iter().rev().take(2).collect();
    last.reverse();
    last.dedup();
    last.join(": ")
}
