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
        words::{Follow, WordId},
    },
};

/// Why a chat gets an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is breaking, and the chat wants breaking news.
    Breaking,
    /// The chat asked for this rubric (bit 0: main).
    Rubric(u8),
    /// It has this word, which the chat follows.
    Word(WordId),
    /// It goes on with a story that the chat follows.
    Thread,
}

/// What of an entry a chat has not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It was away: [`Wish::state`] says how.
    Away(State),
    /// The language.
    Language,
    /// Any of the rubrics, nor of the words.
    Rubric,
    /// Any of the rubrics, nor of the words, nor breaking news.
    Breaking,
    /// The thread: it is muted.
    Thread,
    /// Anything but breaking news.
    Ordinary,
}

/// What a chat asks for, as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The words that it follows…
    pub words: Vec<WordId>,
    /// …and the threads of stories.
    pub threads: Vec<WordId>,
    /// Threads of which it wants to hear nothing more.
    pub muted: Vec<WordId>,
}

impl Wish {
    /// What the chat asks for now, but for words and threads.
    pub fn of(chat: &Chat) -> Wish {
        let Chat { state, rubrics, languages, urgent, mode, .. } = *chat;
        Wish { state, rubrics, languages, urgent, mode, words: Vec::new(), threads: Vec::new(), muted: Vec::new() }
    }

    /// With what it follows, and has muted, of entries at that place; `None`: of those to come.
    pub fn following(mut self, follows: &[Follow], seq: Option<Seq>) -> Wish {
        let later = |since: Seq| seq.is_none_or(|seq| since < seq);
        for follow in follows {
            if follow.since.is_some_and(later) {
                if follow.thread { &mut self.threads } else { &mut self.words }.push(follow.word);
            }
            if seq.map_or(follow.is_muted(), |seq| seq <= follow.muted) {
                self.muted.push(follow.word);
            }
        }
        self
    }

    /// Why a chat that asks for this gets the entry; or what of it, it does not ask for.
    pub fn reason(&self, entry: &Entry) -> Result<Reason, Lack> {
        let has = |wanted: &[WordId]| entry.words.iter().find(|word| wanted.contains(word)).copied();
        if self.state != State::Open {
            Err(Lack::Away(self.state))
        } else if entry.languages & self.languages == 0 {
            Err(Lack::Language)
        } else if entry.lane == Lane::Breaking && self.urgent {
            Ok(Reason::Breaking)
        } else if has(&self.muted).is_some() {
            Err(Lack::Thread)
        } else {
            let reason = self.rubric(entry).map(Reason::Rubric);
            let reason = reason.or_else(|| has(&self.words).map(Reason::Word));
            match reason.or_else(|| has(&self.threads).map(|_| Reason::Thread)) {
                None if entry.lane == Lane::Breaking => Err(Lack::Breaking),
                None => Err(Lack::Rubric),
                Some(_) if self.mode == Mode::Breaking => Err(Lack::Ordinary),
                Some(reason) => Ok(reason),
            }
        }
    }

    /// The first of the entry's rubrics that the chat asks for.
    fn rubric(&self, entry: &Entry) -> Option<u8> {
        let shared = entry.rubrics & self.rubrics;
        (shared != 0).then(|| u8::try_from(shared.trailing_zeros()).expect("a mask has 64 bits"))
    }

    /// What both ask for.
    pub fn and(self, other: Wish) -> Wish {
        let both = |one: Vec<WordId>, other: &[WordId]| one.into_iter().filter(|word| other.contains(word)).collect();
        Wish {
            state: if self.state == State::Open { other.state } else { self.state },
            rubrics: self.rubrics & other.rubrics,
            languages: self.languages & other.languages,
            urgent: self.urgent && other.urgent,
            mode: if self.mode == Mode::Breaking { self.mode } else { other.mode },
            words: both(self.words, &other.words),
            threads: both(self.threads, &other.threads),
            muted: [self.muted, other.muted].concat(),
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
    /// Its words and threads.
    pub follows: &'a [Follow],
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
        let wish = if entry.words.is_empty() { wish } else { wish.following(self.follows, Some(entry.seq)) };
        wish.unmuted(self.mutes, [entry.at, now]).reason(entry).ok()
    }
}
