//! Numbers as letters that a script reads without parsing.

/// The sixty-four letters, in order of what they stand for. None of them needs to be escaped anywhere.
const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// The letter of a number below 64.
pub(in crate::render) fn letter(number: usize) -> char {
    LETTERS.get(number).map_or('_', |letter| char::from(*letter))
}

/// Puts a number at the end of a text: five bits a letter, the lowest first, and a sixth where more follow.
pub(in crate::render) fn push_number(text: &mut String, mut number: usize) {
    while number >= 32 {
        text.push(letter(number % 32 + 32));
        number /= 32;
    }
    text.push(letter(number));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_as_short_as_it_is_small() {
        let shown = |number| {
            let mut text = String::new();
            push_number(&mut text, number);
            text
        };
        assert_eq!([0, 9, 31, 32, 1023, 1024].map(shown), ["0", "9", "V", "W1", "_V", "WW1"]);
    }
}
