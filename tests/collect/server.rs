//! A server on loopback that misbehaves as it is told: in the clear, over TLS, or by HTTP/2.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// What the server does at a path, the how-many-eth time it is asked.
pub(crate) type Script = fn(&str, usize) -> Act;

/// How often each path was asked for.
pub(crate) type Log = Arc<Mutex<BTreeMap<String, usize>>>;

/// The authority that signed both certificates.
pub(crate) const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");

/// How the server is spoken to.
#[derive(Clone, Copy)]
pub(crate) enum Speech {
    /// HTTP/1.1 in the clear.
    Clear,
    /// HTTP/1.1 over TLS, with a certificate for another name.
    OtherName,
    /// HTTP/2 over TLS, with a certificate for this machine.
    Http2,
}

pub(crate) enum Act {
    /// These bytes, then the end.
    Say(Vec<u8>),
    /// These bytes, and the connection stays open; it is cut as soon as something more is asked on it.
    SayThenCut(Vec<u8>),
    /// These bytes, then a letter at a time for ever, a moment between them.
    Drip(Vec<u8>),
    /// These bytes, then silence.
    Hang(Vec<u8>),
    /// These bytes, then the same piece for ever.
    Endless(Vec<u8>, Vec<u8>),
    /// The connection is cut without a word.
    Reset,
}

pub(crate) async fn serve(listener: TcpListener, speech: Speech, script: Script, log: Log) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, speech, script, Arc::clone(&log)));
    }
}

async fn connection(stream: TcpStream, speech: Speech, script: Script, log: Log) {
    let (certificate, key, protocol): (&[u8], &[u8], &[u8]) = match speech {
        Speech::Clear => {
            if let Some(stream) = talk(stream, script, &log).await {
                let _ = stream.set_zero_linger();
            }
            return;
        }
        Speech::OtherName => (include_bytes!("tls/other.pem"), include_bytes!("tls/other.key"), b"http/1.1"),
        Speech::Http2 => (include_bytes!("tls/here.pem"), include_bytes!("tls/here.key"), b"h2"),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificates = vec![CertificateDer::from_pem_slice(certificate).unwrap()];
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, PrivateKeyDer::from_pem_slice(key).unwrap())
        .unwrap();
    config.alpn_protocols = vec![protocol.to_vec()];
    let Ok(stream) = TlsAcceptor::from(Arc::new(config)).accept(stream).await else { return };
    if protocol == b"h2" {
        talk_2(stream, script, &log).await;
    } else {
        talk(stream, script, &log).await;
    }
}

fn count(log: &Log, path: &str) -> usize {
    let mut log = log.lock().unwrap();
    let time = log.entry(path.to_owned()).or_default();
    *time += 1;
    *time
}

/// Answers until the script says that the connection ends. A stream that comes back is to be reset.
async fn talk<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, script: Script, log: &Log) -> Option<S> {
    for asked_before in [false, true] {
        let mut request = Vec::new();
        let mut piece = [0; 4096];
        while !request.windows(4).any(|four| four == b"\r\n\r\n") {
            match stream.read(&mut piece).await {
                Ok(read) if read > 0 => request.extend_from_slice(&piece[..read]),
                _ => return None,
            }
        }
        let request = String::from_utf8_lossy(&request).into_owned();
        let path = request.split_whitespace().nth(1).unwrap_or_default().to_owned();
        let time = count(log, &path);
        if asked_before {
            return None;
        }
        let conditional = request.to_ascii_lowercase().contains("if-none-match");
        let asked = if conditional { format!("{path}#conditional") } else { path };
        match script(&asked, time) {
            Act::SayThenCut(bytes) => {
                let _ = stream.write_all(&bytes).await;
                continue;
            }
            Act::Say(bytes) => drop(stream.write_all(&bytes).await),
            Act::Drip(bytes) => {
                let _ = stream.write_all(&bytes).await;
                while stream.write_all(b"a").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Act::Hang(bytes) => {
                let _ = stream.write_all(&bytes).await;
                // Until the test is over.
                tokio::time::sleep(Duration::from_secs(600)).await;
            }
            Act::Endless(head, piece) => {
                let _ = stream.write_all(&head).await;
                while stream.write_all(&piece).await.is_ok() {}
            }
            Act::Reset => return Some(stream),
        }
        break;
    }
    let _ = stream.shutdown().await;
    None
}

/// The same by HTTP/2, where a script says something; every other act ends the connection.
async fn talk_2<S: AsyncRead + AsyncWrite + Unpin>(stream: S, script: Script, log: &Log) {
    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let path = request.uri().path().to_owned();
        let Act::Say(bytes) = script(&path, count(log, &path)) else { return };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split_whitespace().nth(1).unwrap();
        let mut response = http::Response::builder().status(status);
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name != "Connection" {
                response = response.header(name, value);
            }
        }
        let mut stream = respond.send_response(response.body(()).unwrap(), false).unwrap();
        let _ = stream.send_data(body.as_bytes().to_vec().into(), true);
    }
}
