use super::*;

/// How a chat answers.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    Takes,
    Closes,
}
use Says::{Closes, Takes};

/// Answers come one after the other, thirty a second; who is asked says `well`. How many are closed, and how often all rested.
fn play(answers: impl IntoIterator<Item = Says>, word: Word) -> (usize, usize) {
    let (mut witness, mut now) = (Witness::default(), Instant::now());
    let (mut closed, mut rests) = (0, 0);
    let mut ask = |witness: &mut Witness<usize>, now: Instant| {
        if !witness.asks(now) {
            return 0;
        }
        let settled = witness.hears(word, now).len();
        if word == Word::Unwell {
            rests += 1;
            return 0;
        }
        if word == Word::Well { settled } else { 0 }
    };
    for (number, answer) in answers.into_iter().enumerate() {
        now += Duration::from_millis(33);
        closed += match answer {
            Takes => witness.accepted().len(),
            Closes => witness.closing(number, now).len(),
        };
        closed += ask(&mut witness, now);
    }
    closed += ask(&mut witness, now + PATIENCE);
    (closed, rests)
}

/// `closing` of a hundred chats give a closing answer, spread evenly.
fn population(chats: usize, closing: usize) -> Vec<Says> {
    (0..chats).map(|number| if number * 37 % 100 < closing { Closes } else { Takes }).collect()
}

#[test]
fn who_is_gone_is_closed_in_every_population() {
    for closing in [1, 10, 40, 70, 95, 100] {
        let answers = population(5_000, closing);
        let gone = answers.iter().filter(|answer| **answer == Closes).count();
        assert_eq!(play(answers, Word::Well), (gone, 0), "{closing} of a hundred");
    }
}

#[test]
fn where_nobody_takes_anything_nobody_is_closed() {
    for word in [Word::Unwell, Word::Nobody] {
        let (closed, rests) = play(population(5_000, 100), word);
        assert_eq!((closed, rests > 0), (0, word == Word::Unwell), "{word:?}");
    }
}

/// It begins in the middle of a push: what was taken before is no witness for what comes after.
#[test]
fn a_spell_in_the_middle_closes_nobody() {
    let answers = population(1_000, 0).into_iter().chain(population(3_000, 100));
    assert_eq!(play(answers, Word::Unwell).0, 0);
}

#[test]
fn a_majority_of_those_asked_decides() {
    for (asked, took, word) in [
        (0, 0, Word::Nobody),
        (1, 1, Word::Nobody),
        (2, 1, Word::Unwell),
        (2, 2, Word::Well),
        (5, 2, Word::Unwell),
        (5, 3, Word::Well),
    ] {
        assert_eq!(Word::of(asked, took), word, "{took} of {asked}");
    }
}

#[test]
fn many_closings_are_told_once_an_hour() {
    let now = Instant::now();
    let told = |closings: u32, others: u32, at| {
        let mut witness = Witness::<()>::default();
        (0..others).for_each(|_| assert_eq!(witness.counts(false, at), None));
        (0..closings).filter_map(|_| witness.counts(true, at)).collect::<Vec<_>>()
    };
    assert_eq!(told(200, 0, now), [50]);
    assert!(told(49, 0, now).is_empty());
    assert!(told(60, 5_000, now).is_empty());
    assert_eq!(told(600, 5_000, now), [556]);
    let mut witness = Witness::<()>::default();
    let told = (0..3_u64).flat_map(|hour| [now + HOUR * 2 * u32::try_from(hour).unwrap(); 60]);
    assert_eq!(told.filter_map(|at| witness.counts(true, at)).count(), 3);
}

fn second(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn after_a_good_word_closings_are_believed_for_a_minute() {
    let now = Instant::now();
    for (word, believed) in [(Word::Well, true), (Word::Unwell, false), (Word::Nobody, false)] {
        let mut witness = Witness::default();
        assert!(witness.closing(1, now).is_empty() && witness.asks(now + second(5)));
        assert_eq!(witness.hears(word, now + second(6)), [1], "what waited is settled, whatever they say");
        assert_eq!(witness.closing(2, now + second(65)), if believed { &[2][..] } else { &[] }, "{word:?}");
        assert!(witness.closing(3, now + second(66)).is_empty(), "{word:?}: a minute later");
    }
}

#[test]
fn an_acceptance_settles_twenty_and_no_more() {
    for (held, settled) in [(1, 1), (20, 20), (21, 0)] {
        let (mut witness, now) = (Witness::default(), Instant::now());
        assert!((0..held).all(|number| witness.closing(number, now).is_empty()));
        assert_eq!(witness.accepted().len(), settled, "of {held}");
    }
}

#[test]
fn chats_that_are_well_are_asked_once_after_five_seconds_or_with_the_twenty_first() {
    let (mut witness, now) = (Witness::default(), Instant::now());
    assert_eq!(witness.asks_at(), None);
    (0..20).for_each(|number| drop(witness.closing(number, now + second(number / 5))));
    assert_eq!(witness.asks_at(), Some(now + second(5)), "from the first on");
    assert!(!witness.asks(now + second(4)));
    witness.closing(20, now + second(4));
    assert!(witness.asks(now + second(4)));
    assert!(witness.asks_at().is_none() && !witness.asks(now + second(3600)), "they are being asked");
    assert_eq!((witness.hears(Word::Nobody, now + second(6)).len(), witness.asks_at()), (21, None));
    witness.closing(30, now + second(10));
    assert_eq!(witness.asks_at(), Some(now + second(15)), "it is about others now");
}
