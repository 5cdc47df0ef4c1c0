//! What a feature is called, and of what: most names are a few words before a rule, a word or a topic, so that what was found
//! by a name once can be found again by a number.

use super::stems::Stems;
use crate::lexicon::Hit;
use crate::model::commitment::Topic;

/// The name of a feature. [`Name::spelled`] is the one place that spells it.
#[derive(Clone, Copy, Debug)]
pub enum Name<'n> {
    /// Of the rule of a hit.
    Rule(OfRule, &'n Hit<'n>),
    /// Of the phrase of a hit.
    Phrase(&'n Hit<'n>),
    /// Of what the rule of a hit says, and the file that it says it in.
    Says(OfSays, &'n Hit<'n>),
    /// Of a word in lower case.
    Word(OfWord, &'n str),
    /// Of a topic.
    Topic(OfTopic, Topic),
    /// Of anything else, in parts.
    Parts(&'n [&'n str]),
}

/// Declares what may be said of something, with the words that a name begins with.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $words:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// How many there are.
            pub const COUNT: usize = [$($words),+].len();

            /// What a name of this kind begins with.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),+ }
            }
        }
    };
}

kinds! {
    /// What may be said of a rule: where it hits.
    OfRule {
        /// In the unit.
        Unit = "rule ",
        /// At its first word.
        Start = "start ",
        /// In its lead-in.
        LeadIn = "lead-in rule ",
        /// In its heading.
        Section = "section rule ",
        /// In the heading above that one.
        Parent = "parent rule ",
    }
}

kinds! {
    /// Where a rule of a file says something.
    OfSays {
        /// In the unit.
        Unit = "says ",
        /// As the first of its file.
        First = "first ",
        /// Among the unit's first words.
        Early = "early ",
        /// In its lead-in.
        LeadIn = "lead-in says ",
        /// In its heading.
        Section = "section says ",
        /// In the heading above that one.
        Parent = "parent says ",
        /// In a header cell of its table.
        Header = "header says ",
    }
}

kinds! {
    /// Where a word stands. All but the last two are of its stem.
    OfWord {
        /// In the unit.
        Unit = "word ",
        /// In its lead-in.
        LeadIn = "lead-in word ",
        /// In its heading.
        Section = "section word ",
        /// In a header cell of its table.
        Header = "header word ",
        /// As the unit's first word.
        Begins = "begins ",
        /// As its last one.
        Ends = "ends ",
    }
}

kinds! {
    /// Who speaks of a topic.
    OfTopic {
        /// The unit before.
        Before = "before ",
        /// The unit behind.
        After = "after ",
        /// The other units of the section.
        Section = "in section ",
        /// The other units of the document.
        Document = "in document ",
        /// The document's title.
        Title = "title ",
    }
}

impl Name<'_> {
    /// Hands on the parts of the name, to be read one after another.
    pub fn spelled<R>(self, then: impl FnOnce(&[&str]) -> R) -> R {
        match self {
            Self::Rule(kind, hit) => then(&[kind.words(), &hit.rule.id]),
            Self::Phrase(hit) => then(&["phrase ", &hit.rule.file, ": ", hit.phrase()]),
            Self::Says(kind, hit) => then(&[kind.words(), &hit.rule.file, "=", &hit.rule.says]),
            Self::Word(kind @ (OfWord::Begins | OfWord::Ends), word) => then(&[kind.words(), word]),
            Self::Word(kind, word) => Stems::default().with(word, |stem| then(&[kind.words(), stem])),
            Self::Topic(kind, topic) => then(&[kind.words(), topic.id()]),
            Self::Parts(parts) => then(parts),
        }
    }
}
