//! How the database writes what Rust has enums for: small numbers. Each pair of functions is the only place that knows
//! them; the comments in the migrations say the same.

use super::{Kind, Lane, State, Volume, articles::Readiness, editions::Layout, ledger::Refusal};
use crate::{
    article::Form,
    bot_api::Unclear,
    newsroom::{Minute, Mode, Night, Sound},
};

/// An article that may be published.
pub(super) const READY: i64 = 1;
/// The form of an article that Telegram takes in no form.
pub(super) const SET_ASIDE: i64 = 3;

pub(super) fn kind_number(kind: Kind) -> i64 {
    match kind {
        Kind::Reader => 0,
        Kind::Group => 1,
        Kind::Channel => 2,
    }
}

pub(super) fn state_number(state: State) -> i64 {
    match state {
        State::Open => 0,
        State::Left => 1,
        State::Blocked => 2,
        State::Gone => 3,
        State::NoRights => 4,
    }
}

pub(super) fn state_from(number: i64) -> State {
    match number {
        0 => State::Open,
        1 => State::Left,
        2 => State::Blocked,
        3 => State::Gone,
        _ => State::NoRights,
    }
}

pub(super) fn mode_number(mode: Mode) -> i64 {
    match mode {
        Mode::Now => 0,
        Mode::Mixed => 1,
        Mode::Digest => 2,
        Mode::Breaking => 3,
    }
}

pub(super) fn mode_from(number: i64) -> Mode {
    match number {
        1 => Mode::Mixed,
        2 => Mode::Digest,
        3 => Mode::Breaking,
        _ => Mode::Now,
    }
}

pub(super) fn night_number(night: Night) -> i64 {
    match night {
        Night::Hold => 0,
        Night::Silent => 1,
        Night::Wake => 2,
    }
}

pub(super) fn sound_number(sound: Sound) -> i64 {
    match sound {
        Sound::Breaking => 0,
        Sound::Main => 1,
        Sound::All => 2,
        Sound::None => 3,
    }
}

pub(super) fn sound_from(number: i64) -> Sound {
    match number {
        0 => Sound::Breaking,
        1 => Sound::Main,
        2 => Sound::All,
        _ => Sound::None,
    }
}

/// `480 1140`: the minutes of the day at which digests come.
pub(super) fn digests_text(digests: &[Minute]) -> String {
    digests.iter().map(|minute| minute.0.to_string()).collect::<Vec<_>>().join(" ")
}

pub(super) fn digests_from(text: Option<&str>) -> Vec<Minute> {
    text.unwrap_or("").split(' ').filter_map(|minute| minute.parse().ok().map(Minute)).collect()
}

pub(super) fn readiness_number(readiness: Readiness) -> i64 {
    match readiness {
        Readiness::Draft => 0,
        Readiness::Ready => READY,
        Readiness::Withheld => 2,
        Readiness::Withdrawn => 3,
        Readiness::Held => 4,
        Readiness::Expired => 5,
    }
}

pub(super) fn readiness_from(number: i64) -> Readiness {
    match number {
        0 => Readiness::Draft,
        1 => Readiness::Ready,
        2 => Readiness::Withheld,
        3 => Readiness::Withdrawn,
        5 => Readiness::Expired,
        _ => Readiness::Held,
    }
}

pub(super) fn form_number(form: Form) -> i64 {
    match form {
        Form::Photo => 0,
        Form::Formatted => 1,
        Form::Plain => 2,
    }
}

pub(super) fn form_from(number: i64) -> Form {
    match number {
        0 => Form::Photo,
        1 => Form::Formatted,
        _ => Form::Plain,
    }
}

pub(super) fn lane_number(lane: Lane) -> i64 {
    match lane {
        Lane::Breaking => 1,
        Lane::News => 2,
    }
}

pub(super) fn lane_from(number: i64) -> Lane {
    if number == 1 { Lane::Breaking } else { Lane::News }
}

pub(super) fn volume_number(volume: Volume) -> i64 {
    match volume {
        Volume::AsChosen => 0,
        Volume::Silent => 1,
        Volume::Wake => 2,
    }
}

pub(super) fn volume_from(number: i64) -> Volume {
    match number {
        1 => Volume::Silent,
        2 => Volume::Wake,
        _ => Volume::AsChosen,
    }
}

pub(super) fn kind_from(number: i64) -> Kind {
    match number {
        0 => Kind::Reader,
        1 => Kind::Group,
        _ => Kind::Channel,
    }
}

pub(super) fn night_from(number: i64) -> Night {
    match number {
        0 => Night::Hold,
        1 => Night::Silent,
        _ => Night::Wake,
    }
}

pub(super) fn layout_number(layout: Layout) -> i64 {
    match layout {
        Layout::Single => 1,
        Layout::Post => 2,
        Layout::Bundle => 3,
        Layout::Digest => 4,
        Layout::Note => 5,
    }
}

/// `None`: an edition of before layouts were kept.
pub(super) fn layout_from(number: i64) -> Option<Layout> {
    match number {
        1 => Some(Layout::Single),
        2 => Some(Layout::Post),
        3 => Some(Layout::Bundle),
        4 => Some(Layout::Digest),
        5 => Some(Layout::Note),
        _ => None,
    }
}

pub(super) fn refusal_number(refusal: Refusal) -> i64 {
    match refusal {
        Refusal::Blocked => 1,
        Refusal::Gone => 2,
        Refusal::NoRights => 3,
        Refusal::Content(form) => 4 + form_number(form),
        Refusal::Other(number) => number,
    }
}

pub(super) fn refusal_from(number: i64) -> Refusal {
    match number {
        1 => Refusal::Blocked,
        2 => Refusal::Gone,
        3 => Refusal::NoRights,
        4..=6 => Refusal::Content(form_from(number - 4)),
        _ => Refusal::Other(number),
    }
}

/// Beside outcome 3. Rows of before, which say nothing, are taken for silence: it claims less.
pub(super) fn unclear_number(unclear: Unclear) -> Option<i64> {
    (unclear == Unclear::Failure).then_some(1)
}

pub(super) fn unclear_from(number: Option<i64>) -> Unclear {
    if number == Some(1) { Unclear::Failure } else { Unclear::Silence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_read_as_they_were_written() {
        use Form::{Formatted, Photo, Plain};
        // As they stand in databases since the first version.
        let known = [Refusal::Blocked, Refusal::Gone, Refusal::NoRights];
        let content = [Photo, Formatted, Plain].map(Refusal::Content);
        for (number, refusal) in (1..).zip(known.into_iter().chain(content).chain([Refusal::Other(7)])) {
            assert_eq!((refusal_number(refusal), refusal_from(number)), (number, refusal));
        }
        assert_eq!(refusal_from(0), Refusal::Other(0));
    }
}
