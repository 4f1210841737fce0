//! «Вернуть»: what one tap undoes, right after it was done behind «⋯». In: callback data. Out: an [`Undo`]. It says what is to be, so it
//! may be pressed again, and on any old message.

/// What is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// The silence of a rubric.
    Mute(u8),
    /// That a rubric was switched off.
    Off(u8),
    /// That digests come.
    Less,
    /// That the story was saved.
    Save,
}

impl Undo {
    pub(super) fn encode(self) -> String {
        match self {
            Undo::Mute(bit) => format!("m{bit}"),
            Undo::Off(bit) => format!("o{bit}"),
            Undo::Less => "l".into(),
            Undo::Save => "s".into(),
        }
    }

    /// The reverse of [`Undo::encode`]; `place` reads a rubric's.
    pub(super) fn decode(text: &str, place: impl Fn(&str) -> Option<u8>) -> Option<Undo> {
        Some(match text.split_at_checked(1)? {
            ("m", bit) => Undo::Mute(place(bit)?),
            ("o", bit) => Undo::Off(place(bit)?),
            ("l", "") => Undo::Less,
            ("s", "") => Undo::Save,
            _ => return None,
        })
    }
}
