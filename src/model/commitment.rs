//! A commitment and its labels, each as `gold/LABELS.md` defines it.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::confidence::{Confidence, Label};
use super::document::Place;
use super::measure::Measure;

/// A unit that promises or asks something. Serialised in the scheme of the gold labels, with `id`, `because` and
/// `confidence` after them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Commitment {
    /// The unit, exactly as in the charter, without marks.
    pub text: String,
    /// The nearest heading; empty before the first.
    pub section: String,
    /// Who owes it.
    pub party: Party,
    /// How firmly it is promised.
    pub strength: Strength,
    /// What it is about, above all.
    pub topic: Topic,
    /// What it is about besides: two at most.
    pub also: Vec<Topic>,
    /// The ways of contact that it names, in the order of [`Channel::ALL`].
    pub channels: Vec<Channel>,
    /// Every figure that sets a level of service, in the order of the text.
    pub measures: Vec<Measure>,
    /// The words that promise a level without saying which, exactly as in the text.
    pub vague: Vec<String>,
    /// Made from the charter's id and the text, so that it outlives a rebuild and a move within the charter.
    pub id: String,
    /// Which rules and words decided each label.
    pub because: Vec<Because>,
    /// How sure each label is.
    pub confidence: Confidence,
    /// Whether a person decided any of its labels.
    #[serde(skip)]
    pub reviewed: bool,
    /// Where it stands in the charter file.
    #[serde(skip)]
    pub place: Place,
    /// The lead-in over it; empty where there is none.
    #[serde(skip)]
    pub lead_in: String,
}

impl Commitment {
    /// The labels that are unsure, the least sure first. What a person has decided about is not: labels that the person left as
    /// they were have been seen.
    #[must_use]
    pub fn unsure(&self) -> Vec<Label> {
        if self.reviewed { Vec::new() } else { self.confidence.unsure() }
    }

    /// What one label says, as in `library`, `topic`'s id, or `≤ 2 days; 90 %`; `none` where it lists nothing.
    #[must_use]
    pub fn says(&self, label: Label) -> String {
        fn list<T: ToString>(values: &[T]) -> String {
            let said: Vec<String> = values.iter().map(ToString::to_string).collect();
            if said.is_empty() { "none".to_owned() } else { said.join("; ") }
        }
        match label {
            Label::Commitment => "yes".to_owned(),
            Label::Party => self.party.to_string(),
            Label::Strength => self.strength.to_string(),
            Label::Topic => self.topic.to_string(),
            Label::Channels => list(&self.channels),
            Label::Measures => list(&self.measures),
            Label::Vague => list(&self.vague),
        }
    }
}

/// What decided one label of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The label's name and value, as in `strength=qualified` or `topic=hours`.
    pub label: CompactString,
    /// The id of the rule, as in `strength/aim`; `model/<name>` where a trained model weighed the words.
    pub rule: CompactString,
    /// The words that it was decided by, as they stand in the text.
    pub words: CompactString,
}

impl Because {
    /// Whether it is a reason for that label.
    #[must_use]
    pub fn is_for(&self, label: Label) -> bool {
        self.label.strip_prefix(label.id()).is_some_and(|rest| rest.starts_with('='))
    }
}

/// Declares an enum of labels with its ids, so that the type, the JSON and the addresses cannot part.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $id)] $variant,)+ }

        impl $name {
            /// All of them, in the order in which pages show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in JSON, in addresses and in rules.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The one of that id; `None` for any other word.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|label| label.id() == id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}

labels! {
    /// Who owes a commitment.
    Party {
        /// The library promises: "We will reply within two days."
        Library = "library",
        /// The user is asked or required: "Please return items on time."
        User = "user",
    }
}

labels! {
    /// How firmly something is promised.
    Strength {
        /// Without a hedge: "We will reply within two days."
        Firm = "firm",
        /// With one: "We aim to reply within two days."
        Qualified = "qualified",
        /// At the library's choice: "We may reply by telephone."
        Discretionary = "discretionary",
    }
}

labels! {
    /// What a commitment is about.
    Topic {
        /// Opening hours: "We open as advertised."
        Hours = "hours",
        /// Buildings and places to work: "Our study rooms are clean and quiet."
        Spaces = "spaces",
        /// What is held: "We buy what our readers suggest."
        Collections = "collections",
        /// Loans and membership: "You may borrow ten items."
        Borrowing = "borrowing",
        /// Bringing and supplying items: "Items come from the stores within an hour."
        Requests = "requests",
        /// Answering questions: "We answer enquiries within five days."
        Enquiries = "enquiries",
        /// First contact: "We pick up the telephone within five rings."
        Contact = "contact",
        /// Courtesy: "Staff wear name badges."
        Staff = "staff",
        /// Knowledge: "Staff are trained to give accurate advice."
        Expertise = "expertise",
        /// Computers and the website: "The catalogue is there day and night."
        Technology = "technology",
        /// Equal access: "Every branch has step-free access."
        Inclusion = "inclusion",
        /// Training and events: "We run a course each month."
        Learning = "learning",
        /// Confidentiality: "We keep your details private."
        Privacy = "privacy",
        /// Comments: "We ask our users each year what they think."
        Feedback = "feedback",
        /// Putting things right: "Complaints are answered within ten days."
        Complaints = "complaints",
        /// Telling users: "We give two weeks' notice of a closure."
        Communication = "communication",
        /// Measuring and publishing: "We publish how well we did."
        Reporting = "reporting",
        /// Keeping for the future: "We care for the heritage in our keeping."
        Preservation = "preservation",
        /// Fees: "Joining is free."
        Costs = "costs",
        /// What is asked of users: "Please eat and drink elsewhere."
        Conduct = "conduct",
    }
}

labels! {
    /// A way of contact that a commitment names.
    Channel {
        /// At a desk or on a visit.
        InPerson = "in-person",
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// By letter.
        Post = "post",
        /// On the web, where the service is given or the contact made there.
        Online = "online",
        /// By live chat or a messaging service.
        Chat = "chat",
        /// By text message.
        Sms = "sms",
        /// On social media.
        Social = "social",
    }
}
