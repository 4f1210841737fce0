use super::*;
use crate::bot_api::Unclear;

fn sent(served: Served, form: Form, attempt: u32, stories: usize) -> Sent {
    Sent { served, form, attempt, most: 3, stories }
}

/// How the row ends, whether it decides, when the chat is visited again (milliseconds; -1: not).
fn finish(ended: Ended, decides: bool, again: i64) -> Next {
    let again = u64::try_from(again).ok().map(Duration::from_millis);
    Next::Finish { ended, decides, close: None, again }
}

fn back(again: u64, moved: Option<Move>) -> Next {
    Next::TakeBack { again: Duration::from_millis(again), moved }
}

fn check(outcome: Outcome, sent: Sent, policy: Uncertain, expected: Next) {
    assert_eq!(follow(&outcome, sent, policy), expected, "{outcome:?} {sent:?} {policy:?}");
}

#[test]
fn clear_answers_are_final() {
    let one = sent(Served::News, Form::Photo, 0, 1);
    for policy in [Uncertain::Mention, Uncertain::Resend, Uncertain::Skip] {
        let delivered = Outcome::Delivered { message: 7, photo: None };
        check(delivered, one, policy, finish(Ended::Delivered(7), true, -1));
        check(Outcome::Unchanged, one, policy, finish(Ended::Delivered(0), true, -1));
        for (why, state, refusal) in
            [(Closed::Blocked, State::Blocked, Refusal::Blocked), (Closed::Gone, State::Gone, Refusal::Gone)]
        {
            let ended = Ended::Refused(refusal);
            let expected = Next::Finish { ended, decides: true, close: Some(state), again: None };
            check(Outcome::Closed(why), one, policy, expected);
        }
    }
}

#[test]
fn what_was_not_sent_costs_no_attempt() {
    let one = sent(Served::Breaking, Form::Formatted, 1, 1);
    let policy = Uncertain::Mention;
    check(Outcome::Flood(Duration::from_secs(35)), one, policy, back(35_000, None));
    check(Outcome::NotSent("no line".into()), one, policy, back(1_000, None));
    check(Outcome::Token, one, policy, back(1_000, None));
    let bar = |why: &str, missing| Next::Bar { why: why.to_owned(), missing };
    check(Outcome::Missing, one, policy, bar("chat not found", true));
    check(Outcome::Barred("TOPIC_CLOSED".into()), one, policy, bar("TOPIC_CLOSED", false));
    check(Outcome::Moved(-100), one, policy, back(0, Some(Move::To(-100))));
    check(Outcome::NoTopic, one, policy, back(0, Some(Move::OutOfTopic)));
    let name = || Outcome::Content(Fault::PhotoName, "wrong file identifier".into());
    check(name(), sent(Served::News, Form::Photo, 0, 1), policy, back(0, None));
}

#[test]
fn uncertain_sends_are_the_last_by_policy_and_number() {
    let lost = |unclear| Outcome::Uncertain(unclear, "time-out".into());
    for (served, policy, attempt, after_failure, after_silence) in [
        (Served::News, Uncertain::Mention, 0, true, false),
        (Served::Main, Uncertain::Mention, 1, true, false),
        (Served::News, Uncertain::Mention, 2, false, false),
        (Served::News, Uncertain::Skip, 0, false, false),
        (Served::News, Uncertain::Resend, 0, true, true),
        (Served::Top, Uncertain::Resend, 1, true, true),
        (Served::News, Uncertain::Resend, 2, false, false),
        (Served::Breaking, Uncertain::Mention, 0, true, true),
        (Served::Breaking, Uncertain::Skip, 1, true, true),
        (Served::Breaking, Uncertain::Skip, 2, false, false),
    ] {
        for (unclear, again) in [(Unclear::Failure, after_failure), (Unclear::Silence, after_silence)] {
            let expected = finish(Ended::Uncertain(unclear), !again, if again { 0 } else { -1 });
            check(lost(unclear), sent(served, Form::Photo, attempt, 1), policy, expected);
        }
    }
    let once = Sent { most: 1, ..sent(Served::Breaking, Form::Photo, 0, 1) };
    check(lost(Unclear::Failure), once, Uncertain::Resend, finish(Ended::Uncertain(Unclear::Failure), true, -1));
}

#[test]
fn refused_content_goes_plainer_then_apart_then_ends() {
    let refused = || Outcome::Content(Fault::Text, "can't parse entities".into());
    for (form, stories, left) in [
        (Form::Photo, 1, true),
        (Form::Formatted, 1, true),
        (Form::Plain, 1, false),
        (Form::Formatted, 3, true),
        (Form::Plain, 3, true),
    ] {
        let ended = Ended::Refused(Refusal::Content(form));
        let expected = finish(ended, !left, if left { 0 } else { -1 });
        check(refused(), sent(Served::News, form, 0, stories), Uncertain::Mention, expected);
    }
}
