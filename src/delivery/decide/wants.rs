//! Who wants an entry. In: what a chat asks for, one entry. Out: why it gets it, or what of it, it has not asked for.
//! Plain values, no clock, no database. A chat wants an entry if it had asked for it when it was published and still
//! does. This is the rule for the present ([`Wishes`], of a visit) and for the past (`trace::history`); what the store's
//! searches and the end of the log in memory say beside it are hints, which leave nobody out.

use crate::{
    article::Language,
    clock::Time,
    newsroom::Mode,
    store::{
        Chat, Entry, Lane, Seq, State,
        log::Standing,
        wishes::{Asked, Mute, Since},
    },
};

/// Why a chat gets an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is breaking, and the chat wants breaking news.
    Breaking,
    /// The chat asked for this rubric (bit 0: main).
    Rubric(u8),
}

/// What of an entry a chat has not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It was away: [`Wish::state`] says how.
    Away(State),
    /// The language.
    Language,
    /// Any of the rubrics.
    Rubric,
    /// Any of the rubrics, nor breaking news.
    Breaking,
    /// Anything but breaking news.
    Ordinary,
}

/// What a chat asks for, as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whether news is sent to it.
    pub state: State,
    /// Mask of rubrics.
    pub rubrics: u64,
    /// Mask of languages.
    pub languages: u8,
    /// Breaking news.
    pub urgent: bool,
    /// How.
    pub mode: Mode,
}

impl Wish {
    /// What the chat asks for now.
    pub fn of(chat: &Chat) -> Wish {
        let Chat { state, rubrics, languages, urgent, mode, .. } = *chat;
        Wish { state, rubrics, languages, urgent, mode }
    }

    /// Why a chat that asks for this gets the entry; or what of it, it does not ask for.
    pub fn reason(&self, entry: &Entry) -> Result<Reason, Lack> {
        let shared = entry.rubrics & self.rubrics;
        if self.state != State::Open {
            Err(Lack::Away(self.state))
        } else if entry.languages & self.languages == 0 {
            Err(Lack::Language)
        } else if entry.lane == Lane::Breaking && self.urgent {
            Ok(Reason::Breaking)
        } else if shared == 0 {
            Err(if entry.lane == Lane::Breaking { Lack::Breaking } else { Lack::Rubric })
        } else if self.mode == Mode::Breaking {
            Err(Lack::Ordinary)
        } else {
            Ok(Reason::Rubric(u8::try_from(shared.trailing_zeros()).expect("a mask has 64 bits")))
        }
    }

    /// What both ask for.
    pub fn and(self, other: Wish) -> Wish {
        Wish {
            state: if self.state == State::Open { other.state } else { self.state },
            rubrics: self.rubrics & other.rubrics,
            languages: self.languages & other.languages,
            urgent: self.urgent && other.urgent,
            mode: if self.mode == Mode::Breaking { self.mode } else { other.mode },
        }
    }

    /// The rubrics that were not muted at any of these moments: when an entry came out, when it might come.
    pub fn unmuted(self, mutes: &[Mute], moments: [Time; 2]) -> Wish {
        let muted = mutes.iter().filter(|mute| is_silent(mute, moments));
        let muted = muted.fold(0, |mask, mute| mask | 1u64 << mute.rubric);
        Wish { rubrics: self.rubrics & !muted, ..self }
    }

    /// What of it had been asked for when the entry at that place was published.
    fn at(self, seq: Seq, since: &[Since]) -> Wish {
        since.iter().filter(|since| seq <= since.seq).fold(self, |wish, since| match since.asked {
            Asked::Rubric(bit) => Wish { rubrics: wish.rubrics & !(1 << bit), ..wish },
            Asked::Language(language) => Wish { languages: wish.languages & !Language::bit(language), ..wish },
            Asked::Breaking => Wish { urgent: false, ..wish },
            Asked::Ordinary => Wish { mode: Mode::Breaking, ..wish },
        })
    }
}

/// Whether the rubric was muted at any of these moments.
pub fn is_silent(mute: &Mute, moments: [Time; 2]) -> bool {
    moments.into_iter().any(|moment| mute.from <= moment && moment < mute.until)
}

/// A chat with all that bears on what it wants.
#[derive(Clone, Copy, Debug)]
pub struct Wishes<'a> {
    /// The chat.
    pub chat: &'a Chat,
    /// Its exceptions.
    pub since: &'a [Since],
    /// Its mutes.
    pub mutes: &'a [Mute],
}

impl<'a> Wishes<'a> {
    /// What of these entries is pending at `now`, and why: it lies after the cursor that decides it, and is wanted.
    pub fn pending<'e>(
        self,
        entries: &'e [Entry],
        now: Time,
    ) -> impl Iterator<Item = (&'e Entry, Reason)> + use<'e, 'a> {
        let undecided = entries.iter().filter(move |entry| !self.chat.cursors.decided(entry));
        undecided.filter_map(move |entry| Some((entry, self.reason(entry, now)?)))
    }

    /// Why the chat wants the entry at `now`; `None`: it does not, or the entry may not be sent. The cursor is not
    /// looked at.
    pub fn reason(&self, entry: &Entry, now: Time) -> Option<Reason> {
        if entry.standing != Standing::Ready || entry.stopped {
            return None;
        }
        let wish = Wish::of(self.chat).at(entry.seq, self.since);
        wish.unmuted(self.mutes, [entry.at, now]).reason(entry).ok()
    }
}
