//! Which addresses this machine may be sent to: http and https alone, and no machine that only it can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Whether machines that only this one can reach may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only what everyone can reach.
    Public,
    /// That, and one machine of the user's own network.
    Also(IpAddr),
    /// This machine and its neighbours too, as the user asked for.
    Private,
}

impl Reach {
    /// Whether an address may be asked.
    fn allows(self, address: IpAddr) -> bool {
        match self {
            Self::Public => !private(address),
            Self::Also(own) => address == own || !private(address),
            Self::Private => true,
        }
    }
}

/// The address, if it may be asked.
///
/// # Errors
/// Why not, in words.
pub fn permitted(url: &str, reach: Reach) -> Result<Url, String> {
    let mut url = Url::parse(url).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => {
            format!("`{url}` is no whole address: begin it with `https://` or `http://`")
        }
        _ => format!("`{url}` is no address: {error}"),
    })?;
    url.set_fragment(None);
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{url}` is neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("`{url}` holds a name or password"));
    }
    let literal = match url.host() {
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        Some(Host::Domain(_)) => None,
        None => return Err(format!("`{url}` names no host")),
    };
    match literal.filter(|address| !reach.allows(*address)) {
        Some(address) => Err(refusal(address)),
        None => Ok(url),
    }
}

fn refusal(address: IpAddr) -> String {
    format!(
        "{address} is an address of this machine or its network, which is not asked without `--allow-private`"
    )
}

/// Looks names up, and gives no address that may not be asked. The connection is made to the very addresses that were
/// checked, so that a name cannot lead elsewhere a moment later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked(pub(super) Reach);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let refused = found.iter().find(|address| !reach.allows(address.ip()));
            match refused {
                Some(address) => Err(format!("`{}` is {}", name.as_str(), refusal(address.ip())).into()),
                None => Ok(Box::new(found.into_iter()) as Addrs),
            }
        })
    }
}

/// Whether an address is of this machine, of its network, of a cloud's own services, or of nobody.
#[must_use]
pub fn private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => private_4(address),
        IpAddr::V6(address) => private_6(address),
    }
}

fn private_4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
        // A cloud's own services answer here.
        || address == Ipv4Addr::new(168, 63, 129, 16)
}

fn private_6(address: Ipv6Addr) -> bool {
    let [first, second, .., high, low] = address.segments();
    let within = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    let [_, a, b, ..] = address.segments();
    // Addresses of the older kind come in four coats: mapped, translated, tunnelled twice.
    let coat = address.to_ipv4_mapped().is_some()
        || (first == 0x64 && second == 0xff9b)
        || address.to_ipv4().is_some();
    let tunnel = Ipv4Addr::from((u32::from(a) << 16) | u32::from(b));
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || (first & 0xfe00) == 0xfc00
        || (first & 0xffc0) == 0xfe80
        || (first & 0xffc0) == 0xfec0
        || (first == 0x2001 && (second == 0xdb8 || second < 0x200))
        || (coat && private_4(within))
        || (first == 0x2002 && private_4(tunnel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(addresses: &[&str], expected: bool) {
        for address in addresses {
            assert_eq!(
                private(address.parse().unwrap_or_else(|error| panic!("{error}"))),
                expected,
                "{address}"
            );
        }
    }

    #[test]
    fn what_only_this_machine_reaches_is_private() {
        check(
            &[
                "127.0.0.1",
                "127.8.9.1",
                "10.1.2.3",
                "192.168.0.1",
                "172.16.0.1",
                "169.254.169.254",
                "0.0.0.0",
            ],
            true,
        );
        check(
            &[
                "100.100.100.200",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
            ],
            true,
        );
        check(
            &[
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "2001:db8::1",
                "::ffff:127.0.0.1",
            ],
            true,
        );
        check(&["::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:7f00:1::", "::7f00:1"], true);
        check(
            &[
                "8.8.8.8",
                "93.184.216.34",
                "172.32.0.1",
                "2606:4700::1111",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
            ],
            false,
        );
    }

    #[test]
    fn only_pages_are_asked_for() {
        for url in [
            "file:///etc/passwd",
            "ftp://a.example/",
            "http://127.1/",
            "http://0x7f.1/",
            "http://[::1]/",
            "https://a:b@c.example/",
            "no",
        ] {
            assert!(permitted(url, Reach::Public).is_err(), "{url}");
        }
        assert_eq!(
            permitted("http://127.0.0.1:80/a#b", Reach::Private).map(String::from),
            Ok("http://127.0.0.1/a".to_owned())
        );
    }
}
