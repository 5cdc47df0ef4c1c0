//! What a server sent becomes a [`Reading`], and what is no charter is known for what it is.
//!
//! An error page that says 200, a login, a wall of consent, an empty shell: none may stand in the place of a good capture. The
//! words that tell them are in `capture.toml`; the shape of a page tells the rest.

use std::io::Read;

use super::{LARGEST, Reading, Words, file_with};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::model::capture::Capture;
use crate::words::{Phrases, words};

mod country;

/// A page with fewer words of its own than this may be an error, a wall or a shell.
const FEW: usize = 40;

/// A page with fewer than this has nothing to read.
const NEXT_TO_NONE: usize = 8;

/// How much of a page is searched for what is not its text.
const HEAD: usize = 256 << 10;

/// The phrases of `capture.toml`, ready to be matched.
pub(super) struct Signs {
    phrases: Phrases,
    says: Vec<String>,
}

impl Signs {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let rules = lexicon.file("capture");
        let (phrases, says): (Vec<&str>, Vec<String>) = rules
            .flat_map(|rule| rule.words.iter().map(|phrase| (phrase.as_str(), rule.says.clone())))
            .unzip();
        Self { phrases: Phrases::new(phrases.into_iter().zip(0..)), says }
    }

    fn say(&self, text: &str, what: &str) -> bool {
        let found = self.phrases.matches(&words(text));
        found.iter().any(|found| self.says.get(found.phrase as usize).is_some_and(|says| says == what))
    }
}

/// A capture as read.
#[derive(Clone, Debug)]
pub struct Captured {
    /// The document, with the findings of reading it.
    pub reading: Reading,
    /// Why it is no charter to be shown, in words such as "a login page"; `None` where it may be.
    pub unusable: Option<String>,
}

/// What unpacks a PDF or DOCX to the bytes of a sheet; `None` for what is neither. It takes a process, which is not ours to start.
pub type Unpack = fn(&str, &[u8]) -> Option<Result<Vec<u8>, Finding>>;

/// Reads a capture. `path` names it in findings.
#[must_use]
pub fn capture(path: &str, capture: &Capture, unpack: Unpack, words: &Words) -> Captured {
    let none = |why: String| Captured { reading: Reading::default(), unusable: Some(why) };
    if capture.status != 200 {
        return none(format!("an answer with status {}", capture.status));
    }
    let body = match body(capture) {
        Ok(body) => body,
        Err(why) => return none(why),
    };
    let kind = capture.media_type();
    if let Some(what) = not_text(&body) {
        // What is not what it says it is was sent by mistake, more often than not.
        if kind.contains("html") {
            return none(format!("{what}, sent as {kind}"));
        }
        return unpack(path, &body).map_or_else(|| none(what.to_owned()), |sheet| office(path, sheet, words));
    }
    if body.trim_ascii().is_empty() {
        return none("an empty page".to_owned());
    }
    let ending = match kind.as_str() {
        "text/plain" => "",
        "text/markdown" => ".md",
        _ => ".html",
    };
    let text = declared(capture, &body).unwrap_or(body);
    let mut reading = file_with(&format!("{path}{ending}"), &text, words);
    for finding in &mut reading.findings {
        path.clone_into(&mut finding.path);
    }
    let unusable = unusable(&reading, &text, &words.signs);
    Captured { reading, unusable }
}

/// Reads a PDF or DOCX that was unpacked.
fn office(path: &str, sheet: Result<Vec<u8>, Finding>, words: &Words) -> Captured {
    let reading = match sheet {
        Ok(sheet) => file_with(path, &sheet, words),
        Err(finding) => Reading { findings: vec![finding], refused: true, ..Reading::default() },
    };
    let unusable = if reading.refused {
        let why = reading.findings.first().map(|finding| finding.message.as_str()).unwrap_or_default();
        Some(format!("a PDF or DOCX without a text that can be read ({why})"))
    } else {
        unusable(&reading, &[], &words.signs)
    };
    Captured { reading, unusable }
}

/// The body as the server meant it, decompressed.
///
/// # Errors
/// What keeps it from being so, in words: a compression that is not known, that is broken, or that grows beyond bounds.
pub fn body(capture: &Capture) -> Result<Vec<u8>, String> {
    let packed = capture.payload.as_slice();
    let mut out = Vec::new();
    let encoding = capture.header("content-encoding").unwrap_or_default().trim().to_ascii_lowercase();
    let limit = LARGEST as u64 + 1;
    let read = match encoding.as_str() {
        "" | "identity" => return Ok(packed.to_vec()),
        "gzip" | "x-gzip" => flate2::bufread::MultiGzDecoder::new(packed).take(limit).read_to_end(&mut out),
        "deflate" => flate2::bufread::ZlibDecoder::new(packed).take(limit).read_to_end(&mut out),
        "br" => brotli_decompressor::Decompressor::new(packed, 4096).take(limit).read_to_end(&mut out),
        other => return Err(format!("a page in a compression that is not read, `{other}`")),
    };
    match read {
        Ok(_) if out.len() > LARGEST => {
            Err(format!("a page of more than {} MB when decompressed", LARGEST >> 20))
        }
        Ok(_) => Ok(out),
        Err(error) => Err(format!("a page whose compression is broken ({error})")),
    }
}

fn not_text(body: &[u8]) -> Option<&'static str> {
    let start = body.get(..1024).unwrap_or(body);
    let is = |mark: &[u8]| start.starts_with(mark);
    if start.trim_ascii_start().starts_with(b"%PDF-") {
        Some("a PDF")
    } else if is(b"PK\x03\x04") {
        Some("a word processor's document or another zip archive")
    } else if !is(&[0xff, 0xfe]) && !is(&[0xfe, 0xff]) && (start.contains(&0) || unprintable(start)) {
        Some("something that is no text")
    } else {
        None
    }
}

/// Whether more than one byte in a hundred is a sign that no writing has: a text may hold one by mistake.
fn unprintable(start: &[u8]) -> bool {
    let odd = start.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127)).count();
    odd * 100 > start.len()
}

/// The body as UTF-8 with its mark, where the server's header names an encoding and the body has no mark of its own.
fn declared(capture: &Capture, body: &[u8]) -> Option<Vec<u8>> {
    let header = capture.header("content-type")?.to_ascii_lowercase();
    let label = header.split_once("charset=")?.1.split(';').next()?.trim().trim_matches('"').to_owned();
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    // Valid UTF-8 beyond ASCII is never an accident, whatever a server says of it.
    if encoding_rs::Encoding::for_bom(body).is_some() || std::str::from_utf8(body).is_ok() {
        return None;
    }
    let (text, _) = encoding.decode_without_bom_handling(body);
    Some(["\u{feff}".as_bytes(), text.as_bytes()].concat())
}

fn unusable(reading: &Reading, text: &[u8], signs: &Signs) -> Option<String> {
    let document = &reading.document;
    let units = document.units();
    let own: usize = units.iter().map(|unit| unit.unit.text.split_whitespace().count()).sum();
    let head = String::from_utf8_lossy(text.get(..HEAD).unwrap_or(text));
    // Letters of ASCII alone are made small, so that places in both are the same.
    let small = head.to_ascii_lowercase();
    // The page's own title, since a document's may be its heading.
    let title = title_of(&head, &small).or_else(|| document.title.clone()).unwrap_or_default();
    let head = small;
    let first = document.sections.iter().find(|section| !section.heading.is_empty());
    let first = first.map(|section| section.heading.as_str()).unwrap_or_default();
    let named = |what: &str| signs.say(&title, what) || signs.say(first, what);
    let name: String = if title.is_empty() { first } else { &title }.chars().take(80).collect();
    let asks_password =
        ["type=\"password\"", "type='password'", "type=password"].iter().any(|sign| head.contains(sign));
    if named("not-found") && own < FEW * 5 {
        return Some(format!("an error page that calls itself well: \"{name}\""));
    }
    if own < FEW * 2 && (asks_password || named("login")) {
        return Some(format!("a login page: \"{name}\""));
    }
    if named("refused") && own < FEW * 3 {
        return Some(format!("a page that keeps programs out: \"{name}\""));
    }
    if own >= FEW {
        return None;
    }
    let visible = visible(&head);
    if signs.say(&visible, "cookies") {
        return Some("a wall of consent to cookies, with next to nothing else".to_owned());
    }
    if head.contains("<script") && (own < NEXT_TO_NONE || signs.say(&visible, "script")) {
        return Some("an empty shell that only a script would fill".to_owned());
    }
    (own < NEXT_TO_NONE).then(|| "a page with next to no text".to_owned())
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its title; empty where it has none.
    pub title: String,
    /// What the site is called.
    pub site: Option<String>,
    /// The country that it says the library is in, in two capital letters.
    pub country: Option<String>,
    /// That of the region whose language it says it is in.
    pub region: Option<String>,
}

/// What a captured page says of itself.
#[must_use]
pub fn about(capture: &Capture) -> About {
    let body = body(capture).unwrap_or_default();
    let head = String::from_utf8_lossy(body.get(..HEAD).unwrap_or(&body)).into_owned();
    let lower = head.to_ascii_lowercase();
    let title = title_of(&head, &lower).unwrap_or_default();
    let named = lower.find("og:site_name").and_then(|at| {
        let tag = lower.get(..at)?.rfind('<')?;
        let end = at + lower.get(at..)?.find('>')?;
        let from = tag + lower.get(tag..end)?.find("content=")? + "content=".len();
        let quote = head.get(from..)?.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
        Some(head.get(from + 1..end)?.split(quote).next()?.trim().replace("&amp;", "&"))
    });
    let behind = [" | ", " - ", " – ", " — "]
        .iter()
        .find_map(|mark| title.rsplit_once(mark))
        .map(|(_, site)| site.to_owned());
    let (country, region) = (country::stated(&lower), country::of_language(&lower));
    About { site: named.or(behind).filter(|site| !site.is_empty()), title, country, region }
}

/// The title of a page, of which `lower` is the same in small letters.
fn title_of(html: &str, lower: &str) -> Option<String> {
    let start = lower.find("<title")?;
    let start = start + lower.get(start..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = html.get(start..end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// The text of a page without its tags, roughly: enough to look for words in.
fn visible(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push(' ');
        rest = rest.get(at..).unwrap_or_default();
        let end =
            ["script", "style"].iter().find(|name| rest.get(1..).is_some_and(|tag| tag.starts_with(**name)));
        let close = end.map_or(">".to_owned(), |name| format!("</{name}"));
        rest = rest.find(&close).and_then(|at| rest.get(at + close.len()..)).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Where a page that is no more than a sign to another sends its reader: the address in its `<meta http-equiv=refresh>`.
#[must_use]
pub fn refresh(body: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(body.get(..16 << 10).unwrap_or(body)).into_owned();
    let lower = head.to_ascii_lowercase();
    let at = lower.find("http-equiv=\"refresh\"").or_else(|| lower.find("http-equiv='refresh'"))?;
    let start = lower.get(..at)?.rfind('<')?;
    let end = at + lower.get(at..)?.find('>')?;
    let tag = head.get(start..end)?;
    let content = tag.get(tag.to_ascii_lowercase().find("content=")? + "content=".len()..)?;
    let quote = content.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    let content = content.get(1..)?.split(quote).next()?;
    let (seconds, rest) = content.split_once([';', ','])?;
    // A page that waits longer is one to be read, and only reloads itself.
    if seconds.trim().parse::<f64>().ok()? > 10.0 {
        return None;
    }
    let rest = rest.trim();
    let target = rest
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("url="))
        .map_or(Some(rest), |_| rest.get(4..))?;
    Some(target.trim().trim_matches(['"', '\'']).replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, body: &[u8], expected: &str) {
        let lexicon = Lexicon::built_in().unwrap_or_else(|error| panic!("{error}"));
        let capture = Capture {
            id: String::new(),
            url: String::new(),
            date: jiff::Timestamp::UNIX_EPOCH,
            status: 200,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            payload: body.to_vec(),
            digest: String::new(),
            revisits: None,
        };
        let captured = super::capture("a.warc.gz", &capture, |_, _| None, &Words::new(&lexicon));
        assert_eq!(captured.unusable.unwrap_or_default(), expected);
    }

    #[test]
    fn what_is_no_charter_is_known() {
        let promises =
            "<li>We will answer every letter within ten working days of its coming to us.".repeat(20);
        let page = format!("<title>Our charter</title><h1>Our charter</h1><ul>{promises}</ul>");
        check("text/html", page.as_bytes(), "");
        check("text/html", format!("{page}<form><input type=password></form>").as_bytes(), "");
        check("text/html", format!("{page}<p>We use cookies.</p><script>x</script>").as_bytes(), "");
        check("text/html", b"", "an empty page");
        check("application/zip", b"PK\x03\x04", "a word processor's document or another zip archive");
        let noise: Vec<u8> = (0..300_u32).map(|index| (index.wrapping_mul(97) % 255 + 1) as u8).collect();
        check("text/html", &noise, "something that is no text, sent as text/html");
        check("text/html", format!("{page}\u{7}").as_bytes(), "");
        check("text/html", b"%PDF-1.4", "a PDF, sent as text/html");
        let gone = b"<title>Page not found | Town</title><h1>Oops</h1><p>Try the search.";
        check("text/html", gone, "an error page that calls itself well: \"Page not found | Town\"");
        let login = b"<title>Staff</title><h1>Welcome</h1><form><input type=\"password\"></form>";
        check("text/html", login, "a login page: \"Staff\"");
        let wall = b"<title>Town</title><div>We and our partners use cookies. Accept?</div>";
        check("text/html", wall, "a wall of consent to cookies, with next to nothing else");
        let shell = b"<title>Town</title><div id=root></div><script src=a.js></script>";
        check("text/html", shell, "an empty shell that only a script would fill");
        check("text/html", b"<title>Town</title><p>Hello", "a page with next to no text");
    }

    #[test]
    fn a_sign_to_another_page_is_read() {
        let to = |text: &str| refresh(text.as_bytes()).unwrap_or_default();
        assert_eq!(to("<meta http-equiv=\"refresh\" content=\"0; url=/new?a=1&amp;b=2\">"), "/new?a=1&b=2");
        assert_eq!(to("<META CONTENT='5;URL=x.html' HTTP-EQUIV='refresh'>"), "x.html");
        assert_eq!(to("<meta http-equiv=\"refresh\" content=\"300; url=/same\">"), "");
        assert_eq!(to("<meta http-equiv=\"refresh\" content=\"30\">"), "");
    }
}
