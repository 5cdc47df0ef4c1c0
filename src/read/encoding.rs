//! Bytes become text: by their mark, by what they declare, as UTF-8 if they are, or else by a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How much of a file is searched for what it declares; a declaration stands at the very top.
const HEAD: usize = 4096;

/// The text of the bytes, and the line of the first that are no text in their encoding.
pub(super) fn text(bytes: &[u8]) -> (Cow<'_, str>, Option<(u32, &'static str)>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(encoding, bytes.get(mark..).unwrap_or_default());
    }
    match declared(bytes) {
        // What declares UTF-8 and is not is broken in places, or wrong about itself.
        Some(encoding) if encoding == UTF_8 => decoded(UTF_8, bytes),
        Some(encoding) => match std::str::from_utf8(bytes) {
            // Valid UTF-8 with letters beyond ASCII is never an accident, whatever the page says of itself.
            Ok(text) if !text.is_ascii() && !encoding.is_utf16() => (Cow::Borrowed(text), None),
            _ => decoded(encoding, bytes),
        },
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(error) => undeclared(bytes, error.valid_up_to()),
        },
    }
}

/// Bytes that declare nothing and are not UTF-8: mostly UTF-8 with a broken byte or two, or of an older encoding.
fn undeclared(bytes: &[u8], valid: usize) -> (Cow<'_, str>, Option<(u32, &'static str)>) {
    let beyond_ascii = bytes.get(..valid).is_some_and(|head| !head.is_ascii());
    if beyond_ascii {
        return decoded(UTF_8, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decoded(detector.guess(None, Utf8Detection::Deny), bytes)
}

fn decoded<'bytes>(
    encoding: &'static Encoding,
    bytes: &'bytes [u8],
) -> (Cow<'bytes, str>, Option<(u32, &'static str)>) {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let line = broken.then(|| {
        let before = text.find('\u{fffd}').and_then(|at| text.get(..at)).unwrap_or_default();
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), encoding.name())
    });
    (text, line)
}

/// The encoding that a page's `<meta>` or XML declaration names. UTF-16 cannot be declared in ASCII, so it is not believed.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?.to_ascii_lowercase();
    let find = |needle: &[u8], from: usize| {
        let rest = head.get(from..)?;
        rest.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
    };
    let label = |from: usize| {
        let rest = head.get(from..)?;
        let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest
            .iter()
            .position(|&b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(&b)))
            .unwrap_or(rest.len());
        Encoding::for_label(rest.get(..end)?)
    };
    if head.trim_ascii_start().starts_with(b"<?xml")
        && let Some(at) = find(b"encoding", 0)
        && find(b"?>", 0).is_some_and(|end| at < end)
        && let Some(encoding) = label(at + b"encoding".len())
    {
        return Some(if encoding.is_utf16() { UTF_8 } else { encoding });
    }
    let mut from = 0;
    while let Some(meta) = find(b"<meta", from) {
        let end = find(b">", meta).unwrap_or(head.len());
        if let Some(at) = find(b"charset", meta).filter(|&at| at < end)
            && let Some(encoding) = label(at + b"charset".len())
        {
            return Some(if encoding.is_utf16() { UTF_8 } else { encoding });
        }
        from = end;
    }
    None
}

trait Wide {
    fn is_utf16(&self) -> bool;
}

impl Wide for Encoding {
    fn is_utf16(&self) -> bool {
        self == encoding_rs::UTF_16LE || self == encoding_rs::UTF_16BE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, broken: Option<u32>) {
        let (text, line) = text(bytes);
        assert_eq!((&*text, line.map(|(line, _)| line)), (expected, broken));
    }

    #[test]
    fn utf_8_is_taken_as_it_is() {
        check("Café".as_bytes(), "Café", None);
        check(b"\xef\xbb\xbfplain", "plain", None);
    }

    #[test]
    fn a_declaration_is_believed_unless_the_bytes_are_utf_8() {
        check(b"<meta charset='windows-1252'>\x93Caf\xe9\x94", "<meta charset='windows-1252'>“Café”", None);
        check("<meta charset=iso-8859-1>Café".as_bytes(), "<meta charset=iso-8859-1>Café", None);
        let old = b"<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\">\xe9";
        check(old, "<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\">é", None);
        check(
            b"<?xml version='1.0' encoding='iso-8859-1'?>\xe9",
            "<?xml version='1.0' encoding='iso-8859-1'?>é",
            None,
        );
    }

    #[test]
    fn wide_text_is_known_by_its_mark() {
        check(b"\xff\xfeH\0i\0", "Hi", None);
    }

    #[test]
    fn what_declares_nothing_is_guessed() {
        check(
            b"Le caf\xe9 est ouvert \xe0 midi, d\xe8s la rentr\xe9e.",
            "Le café est ouvert à midi, dès la rentrée.",
            None,
        );
    }

    #[test]
    fn broken_bytes_are_replaced_and_their_line_is_told() {
        check(
            "Café\n".as_bytes().iter().chain(b"a\xffb").copied().collect::<Vec<_>>().as_slice(),
            "Café\na\u{fffd}b",
            Some(2),
        );
    }
}
