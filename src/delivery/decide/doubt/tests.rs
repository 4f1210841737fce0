use super::*;
use crate::store::{ChatKey, Seq, editions::EditionId, ledger::Delivery};

const FAILURE: Ended = Ended::Uncertain(Unclear::Failure);
const SILENCE: Ended = Ended::Uncertain(Unclear::Silence);
const TAKEN: Ended = Ended::Delivered(7);

/// A message of news: which stories it shows, which it names, how it ended.
type Message<'a> = (&'a [i64], &'a [i64], Ended);

/// The copies of these messages, of which one leaves each minute, and is answered a second later.
fn copies(messages: &[Message], served: Served) -> Vec<Copy> {
    let mut copies = Vec::new();
    for (minute, (shown, named, ended)) in (1i64..).zip(messages) {
        let at = Time(minute * 60_000);
        let row = Delivery {
            chat: ChatKey(1),
            at,
            served,
            after: Seq(0),
            upto: Seq(1),
            edition: EditionId(1),
            ended: Some(*ended),
            answered: Some(Time(at.0 + 1_000)),
            attempt: 0,
        };
        let stories = shown.iter().map(|story| (*story, false)).chain(named.iter().map(|story| (*story, true)));
        copies.extend(stories.map(|(story, named)| {
            let (article, form) = (ArticleKey(story), Form::Photo);
            Copy { story, article, named, deleted: false, form, row: row.clone() }
        }));
    }
    copies
}

/// Whether anything more of story 1 is sent, and which stories are left to be named.
fn check(messages: &[Message], served: Served, policy: Uncertain, has: bool, unnamed: &[i64]) {
    let doubts = Doubts::of(&copies(messages, served), policy);
    let left: Vec<i64> = doubts.unnamed().iter().map(|unnamed| unnamed.story).collect();
    assert_eq!((doubts.has(1), left.as_slice()), (has, unnamed), "{messages:?} {served:?} {policy:?}");
}

#[test]
fn what_an_unclear_answer_leaves_to_do() {
    use {Served::*, Uncertain::*};
    let failed = |times| vec![(&[1][..], &[][..], FAILURE); times];
    let silent = |times| vec![(&[1][..], &[][..], SILENCE); times];
    check(&[], News, Mention, false, &[]);
    check(&[(&[1], &[], TAKEN)], News, Mention, true, &[]);
    for (served, policy, failures, silences) in
        [(News, Mention, 3, 1), (News, Resend, 3, 3), (Breaking, Mention, 3, 3), (Breaking, Skip, 3, 3)]
    {
        for times in 1..4 {
            check(&failed(times), served, policy, times >= failures, &[1]);
            check(&silent(times), served, policy, times >= silences, &[1]);
        }
    }
    check(&failed(1), News, Skip, true, &[]);
    check(&silent(1), News, Skip, true, &[]);
    // The one silence counts, be it the first answer or the second.
    check(&[(&[1], &[], FAILURE), (&[1], &[], SILENCE)], News, Mention, true, &[1]);
    check(&[(&[1], &[], FAILURE), (&[1], &[], TAKEN)], News, Mention, true, &[]);
}

#[test]
fn it_is_named_until_one_is_clear() {
    let once: Message = (&[1], &[], SILENCE);
    let named = |ended| -> Message<'static> { (&[2], &[1], ended) };
    let check = |rest: &[Message], unnamed: &[i64]| {
        check(&[&[once], rest].concat(), Served::News, Uncertain::Mention, true, unnamed);
    };
    check(&[named(TAKEN)], &[]);
    check(&[named(FAILURE)], &[1, 2]);
    check(&[named(FAILURE), named(FAILURE)], &[1, 2]);
    check(&[named(FAILURE), named(FAILURE), named(FAILURE)], &[2]);
}

#[test]
fn a_chat_that_never_answers_clearly_gets_nothing_twice() {
    let most = |messages: &[Message]| Doubts::of(&copies(messages, Served::News), Uncertain::Mention).most();
    let failed = |story: &'static [i64]| -> Message<'static> { (story, &[], FAILURE) };
    let mut messages = [failed(&[1]), failed(&[1]), failed(&[1]), failed(&[2]), failed(&[2])].to_vec();
    assert_eq!(most(&messages), 3);
    messages.push(failed(&[2]));
    assert_eq!(most(&messages), 1);
    messages.push(failed(&[3]));
    assert!(Doubts::of(&copies(&messages, Served::News), Uncertain::Mention).has(3));
    messages.push((&[4], &[2, 3], TAKEN));
    assert_eq!(most(&messages), 3);
    // Two stories that one message showed say no more than it does.
    messages.push((&[5, 6], &[], SILENCE));
    assert_eq!(most(&messages), 3);
    messages.push((&[7], &[5, 6], SILENCE));
    assert_eq!(most(&messages), 1);
}

#[test]
fn pauses_grow_run_while_the_line_is_well_and_outlast_no_wrong_clock() {
    let (second, minute) = (|seconds: i64| Time(seconds * 1_000), |minutes: i64| Time(minutes * 60_000));
    let until = |times: usize, line_well, now| {
        let doubts = Doubts::of(&copies(&vec![(&[1][..], &[][..], FAILURE); times], Served::News), Uncertain::Mention);
        doubts.rests_until(1, line_well, now)
    };
    assert_eq!(until(0, Time(0), minute(1)), Time(0));
    assert_eq!(until(1, Time(0), minute(2)), second(60 + 1 + 10));
    assert_eq!(until(2, Time(0), minute(3)), second(120 + 1 + 120));
    assert_eq!(until(1, minute(5), minute(6)), second(5 * 60 + 10));
    assert_eq!(until(1, Time(0), second(1)), second(1 + 10));
}
