//! What a host's robots.txt lets us ask for, by RFC 9309, and how long it asks us to wait.
//!
//! The rules are matched as Google's open reference does it, whose expectations the tests hold.

/// How much of a robots.txt is read: the least that RFC 9309 asks for is 500 KiB.
const LARGEST: usize = 512 << 10;

/// The longest line that is read to its end.
const LONGEST_LINE: usize = 2083 * 8;

/// Keys that people write and mean `disallow`.
const DISALLOW: [&str; 6] = ["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"];

/// The rules of a host for one agent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    delay: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allows: bool,
    pattern: Vec<u8>,
}

impl Robots {
    /// What a text says for an agent, whose name is its product token, such as `charterhouse`.
    #[must_use]
    pub fn parse(text: &[u8], agent: &str) -> Self {
        let text = text.get(..text.len().min(LARGEST)).unwrap_or_default();
        let mut parse = Parse { agent: agent.to_ascii_lowercase(), ..Parse::default() };
        for line in without_mark(text).split(|&byte| byte == b'\n' || byte == b'\r') {
            let line = line.get(..line.len().min(LONGEST_LINE)).unwrap_or_default();
            if let Some((key, value)) = key_and_value(line) {
                parse.line(&key, value);
            }
        }
        if parse.named { parse.specific } else { parse.global }
    }

    /// Whether an address's path with its query may be asked for (robots.txt itself always may, and is not asked about here). The longest pattern decides; of two of one length, what allows.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        let path = escaped(path.as_bytes(), false);
        let path = if path.starts_with(b"/") { path } else { [b"/", path.as_slice()].concat() };
        let longest = |allows: bool| {
            let rules = self.rules.iter().filter(|rule| rule.allows == allows);
            rules
                .filter(|rule| matches(&rule.pattern, &path))
                .map(|rule| rule.pattern.len())
                .max()
                .unwrap_or(0)
        };
        longest(false) <= longest(true)
    }

    /// How many seconds it asks to wait between two requests, where it does.
    #[must_use]
    pub fn delay(&self) -> Option<f64> {
        self.delay
    }
}

#[derive(Default)]
struct Parse {
    agent: String,
    specific: Robots,
    global: Robots,
    /// Whether any group names the agent.
    named: bool,
    in_specific: bool,
    in_global: bool,
    /// Whether the present group has a rule, so that the next agent begins another.
    ruled: bool,
}

impl Parse {
    fn line(&mut self, key: &str, value: &[u8]) {
        match key {
            "user-agent" | "useragent" | "user agent" => {
                if std::mem::take(&mut self.ruled) {
                    (self.in_specific, self.in_global) = (false, false);
                }
                let all = value
                    .strip_prefix(b"*")
                    .is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace));
                let name =
                    value.split(|&byte| !(byte.is_ascii_alphabetic() || byte == b'-' || byte == b'_')).next();
                if all {
                    self.in_global = true;
                } else if name.is_some_and(|name| name.eq_ignore_ascii_case(self.agent.as_bytes())) {
                    (self.in_specific, self.named) = (true, true);
                }
            }
            "allow" => self.rule(true, value),
            "crawl-delay" => {
                let seconds: Option<f64> = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                let seconds = seconds.filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
                for (within, robots) in
                    [(self.in_specific, &mut self.specific), (self.in_global, &mut self.global)]
                {
                    if within && seconds.is_some() {
                        robots.delay = seconds;
                    }
                }
            }
            key if DISALLOW.contains(&key) => self.rule(false, value),
            _ => {}
        }
    }

    fn rule(&mut self, allows: bool, value: &[u8]) {
        if !(self.in_specific || self.in_global) {
            // It still ends a group of other agents.
            self.ruled = true;
            return;
        }
        self.ruled = true;
        let mut patterns = vec![escaped(value, true)];
        // What allows a folder's index page allows the folder.
        if allows
            && let Some(slash) = value.iter().rposition(|&byte| byte == b'/')
            && value.get(slash..).is_some_and(|last| last.starts_with(b"/index.htm"))
        {
            patterns.push([value.get(..=slash).unwrap_or_default(), b"$"].concat());
        }
        for pattern in patterns.into_iter().filter(|pattern| !pattern.is_empty()) {
            for (within, robots) in
                [(self.in_specific, &mut self.specific), (self.in_global, &mut self.global)]
            {
                if within {
                    robots.rules.push(Rule { allows, pattern: pattern.clone() });
                }
            }
        }
    }
}

/// Without the mark of UTF-8, or the part of it that a careless tool left.
fn without_mark(text: &[u8]) -> &[u8] {
    let mark = [0xef, 0xbb, 0xbf];
    let have = text.iter().zip(mark).take_while(|(have, mark)| **have == *mark).count();
    text.get(have..).unwrap_or_default()
}

fn key_and_value(line: &[u8]) -> Option<(String, &[u8])> {
    let line = line.split(|&byte| byte == b'#').next()?.trim_ascii();
    let at = match line.iter().position(|&byte| byte == b':') {
        Some(at) => at,
        // Some forget the colon; then there must be two words.
        None => {
            let at = line.iter().position(u8::is_ascii_whitespace)?;
            let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
            (words == 2).then_some(at)?
        }
    };
    let key = String::from_utf8_lossy(line.get(..at)?.trim_ascii()).to_ascii_lowercase();
    Some((key, line.get(at + 1..)?.trim_ascii()))
}

/// A path in one spelling: the letters of every `%xx` in capitals, and, in a pattern, bytes beyond ASCII as `%XX`. The path of
/// an address has none: one that is no address does not match by it.
fn escaped(path: &[u8], pattern: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match (byte, behind) {
            (b'%', [high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.extend([b'%', high.to_ascii_uppercase(), low.to_ascii_uppercase()]);
                rest = behind.get(2..).unwrap_or_default();
            }
            (0x80.., _) if pattern => out.extend(format!("%{byte:02X}").bytes()),
            _ => out.push(byte),
        }
    }
    out
}

/// Whether a pattern matches the beginning of a path: `*` is anything, `$` at its end is the path's end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = pattern.strip_suffix(b"$").map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split(|&byte| byte == b'*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&[u8]> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return !whole || rest.is_empty();
    };
    for part in middle {
        let Some(at) = find(rest, part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    if whole { rest.ends_with(last) } else { find(rest, last).is_some() }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() { Some(0) } else { text.windows(part.len()).position(|window| window == part) }
}
