//! The Content-Security-Policy of a page, made to let the reloading script in.
//!
//! The built site allows only what it brings itself. In the preview, and nowhere else, the page also gets a script written into it
//! and listens to the preview for news; so of the policy in its `<meta>` the two directives that forbid this are replaced,
//! and all others stay, so that a page that breaks its own policy breaks in the preview too.

/// What the preview allows beyond the site's own policy.
const ALLOWED: &str = "script-src 'self' 'unsafe-inline'; connect-src 'self'";

/// The page with its policy relaxed; as it is where it has none.
pub(super) fn relaxed(page: &str) -> String {
    let Some((start, end)) = meta(page) else {
        return page.to_owned();
    };
    let (before, tag, after) = (&page[..start], &page[start..end], &page[end..]);
    match content(tag) {
        Some((from, to)) => {
            format!("{before}{}{}{}{after}", &tag[..from], directives(&tag[from..to]), &tag[to..])
        }
        // A tag that is written in another way than ours is: without it, the preview works.
        None => format!("{before}{after}"),
    }
}

/// Where the `<meta>` with the policy stands.
fn meta(page: &str) -> Option<(usize, usize)> {
    // ASCII letters alone change, so that each place in the one is the same place in the other.
    let lower = page.to_ascii_lowercase();
    let name = lower.find("content-security-policy")?;
    let start = lower[..name].rfind("<meta")?;
    let end = name + lower[name..].find('>')? + 1;
    Some((start, end))
}

/// Where the value of `content="…"` stands in the tag.
fn content(tag: &str) -> Option<(usize, usize)> {
    let from = tag.find("content=\"")? + "content=\"".len();
    let to = from + tag[from..].find('"')?;
    Some((from, to))
}

fn directives(policy: &str) -> String {
    let replaced = |directive: &&str| {
        let name = directive.split_whitespace().next().unwrap_or_default();
        !name.is_empty() && !["script-src", "script-src-elem", "connect-src"].contains(&name)
    };
    let mut kept: Vec<&str> = policy.split(';').map(str::trim).filter(replaced).collect();
    kept.push(ALLOWED);
    kept.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        assert_eq!(relaxed(page), expected);
    }

    #[test]
    fn scripts_and_news_are_let_in_and_nothing_else_changes() {
        check(
            "<p><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'\"><p>",
            "<p><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
             script-src 'self' 'unsafe-inline'; connect-src 'self'\"><p>",
        );
    }

    #[test]
    fn a_tag_in_another_style_is_dropped_and_a_page_without_one_is_as_it_was() {
        check("é<META content='x' http-equiv=content-security-policy>é", "éé");
        check("<p>content-security-policy</p>", "<p>content-security-policy</p>");
    }
}
