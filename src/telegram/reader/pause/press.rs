//! What the buttons of a break carry. Data says what is to be afterwards, so that a press may be dealt with twice.

/// A press on one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram::reader) enum Pause {
    /// The choice, with breaking news during the break or not.
    Tick(bool),
    /// A break of so many days.
    For {
        /// Until the morning of the last.
        days: u16,
        /// Breaking news comes all the same.
        urgent: bool,
    },
    /// A break until a date, which is asked for.
    Date {
        /// See [`Pause::For`].
        urgent: bool,
    },
    /// No break, or none other.
    Cancel,
    /// The break is over.
    Resume,
}

/// The longest break that a button stands for, in days: more is nobody's button.
const LONGEST: u16 = 366;

impl Pause {
    /// What stands behind the prefix.
    pub(in crate::telegram::reader) fn encode(self) -> String {
        let tick = |urgent: bool| if urgent { '+' } else { '-' };
        match self {
            Pause::Tick(urgent) => format!("t{}", tick(urgent)),
            Pause::For { days, urgent } => format!("{days}{}", tick(urgent)),
            Pause::Date { urgent } => format!("d{}", tick(urgent)),
            Pause::Cancel => "x".into(),
            Pause::Resume => "r".into(),
        }
    }

    /// The reverse of [`Pause::encode`].
    pub(in crate::telegram::reader) fn decode(text: &str) -> Option<Pause> {
        match text {
            "x" => return Some(Pause::Cancel),
            "r" => return Some(Pause::Resume),
            _ => {}
        }
        let (what, urgent) = match text.strip_suffix('+') {
            Some(what) => (what, true),
            None => (text.strip_suffix('-')?, false),
        };
        Some(match what {
            "t" => Pause::Tick(urgent),
            "d" => Pause::Date { urgent },
            days => {
                let days = days.parse().ok().filter(|days| (1..=LONGEST).contains(days))?;
                Pause::For { days, urgent }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_is_read_as_it_was_written() {
        let check = |text: &str, expected: Option<Pause>| {
            assert_eq!(Pause::decode(text), expected, "{text}");
            assert!(expected.is_none_or(|press| press.encode() == text), "{text}");
        };
        check("t+", Some(Pause::Tick(true)));
        check("t-", Some(Pause::Tick(false)));
        check("1+", Some(Pause::For { days: 1, urgent: true }));
        check("14-", Some(Pause::For { days: 14, urgent: false }));
        check("d-", Some(Pause::Date { urgent: false }));
        check("x", Some(Pause::Cancel));
        check("r", Some(Pause::Resume));
        for data in ["", "+", "t", "0+", "367-", "-1+", "x+", "я+", "9999999-"] {
            check(data, None);
        }
    }
}
