//! Passes over scripts and style sheets: on many pages they are most of what there is, and the tokenizer would read them letter by
//! letter to make tokens that say nothing.

use html5ever::LocalName;
use html5ever::tokenizer::BufferQueue;

/// Drops the text of an element that was just begun and that holds nothing but text, up to its end tag. Gives the number of lines
/// that went with it: the tokenizer does not count them. Where the end is not plain to see, nothing is dropped.
pub(super) fn pass(input: &BufferQueue, name: &LocalName) -> u32 {
    let Some(mut text) = input.peek_front_chunk_mut() else { return 0 };
    let Some(end) = end(&text, name) else { return 0 };
    let lines = breaks(text.get(..end).unwrap_or_default());
    match u32::try_from(end).map(|end| text.try_pop_front(end)) {
        Ok(Ok(())) => lines,
        _ => 0,
    }
}

/// Where the end tag of an element begins.
fn end(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find('<')?;
        let behind = text.as_bytes().get(at + 1..)?;
        // From here on a script may hold its own end tag.
        if name == "script" && behind.starts_with(b"!--") {
            return None;
        }
        if let Some(rest) = behind.strip_prefix(b"/")
            && let Some((told, rest)) = rest.split_at_checked(name.len())
            && told.eq_ignore_ascii_case(name.as_bytes())
            && matches!(rest.first(), Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'))
        {
            return Some(at);
        }
        from = at + 1;
    }
}

/// How many lines end in a text, as the tokenizer counts them: a carriage return ends one as well, with the line feed behind it.
fn breaks(text: &str) -> u32 {
    let mut before = 0;
    let mut lines = 0;
    for byte in text.bytes() {
        lines += u32::from(byte == b'\r' || (byte == b'\n' && before != b'\r'));
        before = byte;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, expected: Option<&str>) {
        assert_eq!(end(text, name).and_then(|end| text.get(..end)), expected);
    }

    #[test]
    fn an_element_of_text_ends_with_its_own_end_tag() {
        check("style", "p{} </p> </STYLE >x", Some("p{} </p> "));
        check(
            "script",
            "if (a</b/.test(c)) '</scripts>'\n</script\n>",
            Some("if (a</b/.test(c)) '</scripts>'\n"),
        );
        check("script", "a", None);
        check("script", "</script", None);
    }

    #[test]
    fn a_script_that_may_hold_its_own_end_tag_is_left_to_the_tokenizer() {
        check("script", "<!-- <script></script> --></script>", None);
        check("style", "<!-- a --></style>", Some("<!-- a -->"));
    }

    #[test]
    fn a_line_ends_once_with_either_mark_or_both() {
        assert_eq!(breaks("a\nb\r\nc\rd\n\n"), 5);
    }
}
