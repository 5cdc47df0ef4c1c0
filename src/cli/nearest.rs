//! "Did you mean": the known names that are nearest to what the user wrote.

/// A sentence with the nearest of the known names; says that there is none where none is near.
pub(super) fn nearest<'a>(asked: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let asked = asked.to_lowercase();
    // Of `public/slough-libraries` the part after the kind may be what the user has in mind.
    let likeness = |name: &str| {
        let last = name.rsplit('/').next().unwrap_or(name);
        strsim::jaro_winkler(&asked, name).max(strsim::jaro_winkler(&asked, last))
    };
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    let names: Vec<String> = near.iter().take(3).map(|(_, name)| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "nothing has a name like it".to_owned(),
        [one] => format!("did you mean {one}?"),
        [first, second] => format!("did you mean {first} or {second}?"),
        [first, second, third, ..] => format!("did you mean {first}, {second} or {third}?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: &str, expected: &str) {
        let known = ["public/slough-libraries", "public/shetland-library", "national/british-library"];
        assert_eq!(nearest(asked, known), expected);
    }

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        check("slouhg-libraries", "did you mean `public/slough-libraries`?");
        check("national/britsh-library", "did you mean `national/british-library`?");
    }

    #[test]
    fn what_is_like_nothing_is_said_to_be() {
        check("xyzzy", "nothing has a name like it");
    }
}
