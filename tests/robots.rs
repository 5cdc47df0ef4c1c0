//! All expectations of Google's test of robots.txt parsers (see `robots/README.md`).

use charterhouse::collect::robots::Robots;

/// The text of a quoted string, escapes and all, and what follows it.
fn quoted(text: &str) -> (Vec<u8>, &str) {
    let mut out = Vec::new();
    let mut letters = text[1..].char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (out, &text[at + 2..]),
            '\\' => match letters.next().unwrap().1 {
                'n' => out.push(b'\n'),
                'r' => out.push(b'\r'),
                't' => out.push(b'\t'),
                'x' => {
                    let hex: String = letters.by_ref().take(2).map(|(_, digit)| digit).collect();
                    out.push(u8::from_str_radix(&hex, 16).unwrap());
                }
                digit @ '0'..='7' => {
                    let rest: String = letters.by_ref().take(2).map(|(_, digit)| digit).collect();
                    out.push(u8::from_str_radix(&format!("{digit}{rest}"), 8).unwrap());
                }
                other => out.extend(other.to_string().bytes()),
            },
            other => out.extend(other.to_string().bytes()),
        }
    }
    panic!("a string without an end")
}

/// The strings behind a key: those that follow one another are one.
fn value(mut text: &str) -> (Vec<u8>, &str) {
    let mut whole = Vec::new();
    loop {
        text = text.trim_start();
        if !text.starts_with('"') {
            return (whole, text);
        }
        let (part, rest) = quoted(text);
        whole.extend(part);
        text = rest;
    }
}

/// The path and query of an address as the test writes it, which need not be a whole one.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).split('#').next().unwrap();
    rest.find(['/', '?', ';']).map_or("/", |at| &rest[at..])
}

#[test]
fn every_expectation_of_the_specification_test_is_met() {
    let (mut met, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir("tests/robots").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "textproto") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let (mut robots, mut url, mut agent) = (Vec::new(), String::new(), String::new());
        let mut rest = text.as_str();
        while let Some(at) = rest.find(':') {
            let key =
                rest[..at].rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap();
            rest = &rest[at + 1..];
            let string = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            match key {
                "robotstxt" => (robots, rest) = value(rest),
                "testurl" => {
                    (url, rest) = {
                        let (text, rest) = value(rest);
                        (string(text), rest)
                    }
                }
                "useragent" => {
                    (agent, rest) = {
                        let (text, rest) = value(rest);
                        (string(text), rest)
                    }
                }
                "additional_explanation" => (_, rest) = value(rest),
                "expected_outcome" => {
                    let allowed = Robots::parse(&robots, &agent).allows(path_of(&url));
                    if allowed == rest.trim_start().starts_with("ALLOWED") {
                        met += 1;
                    } else {
                        wrong.push(format!(
                            "{}: {agent} {url} allowed: {allowed}\n{}",
                            path.display(),
                            String::from_utf8_lossy(&robots)
                        ));
                    }
                }
                _ => {}
            }
        }
    }
    assert_eq!((met, wrong.len()), (400, 0), "{}", wrong.join("\n"));
}

#[test]
fn a_delay_is_that_of_the_group() {
    let text = b"User-agent: *\nCrawl-delay: 7\nDisallow: /a\n\nUser-agent: charterhouse\nCrawl-delay: 2.5\n";
    assert_eq!(Robots::parse(text, "charterhouse").delay(), Some(2.5));
    assert_eq!(Robots::parse(text, "another").delay(), Some(7.0));
    assert_eq!(Robots::parse(b"User-agent: *\nCrawl-delay: soon\n", "charterhouse").delay(), None);
}
