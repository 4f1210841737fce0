use super::*;

const ONE: ArticleKey = ArticleKey(1);

fn change(revision: i64, told: bool) -> Change {
    Change { article: ONE, revision, told }
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn a_storm_of_typos_is_folded_into_rounds() {
    let (mut rounds, start) = (Rounds::default(), Instant::now());
    assert!(rounds.note(change(2, false), start));
    assert_eq!(rounds.targets().get(&ONE), Some(&2));
    for revision in 3..20 {
        assert!(!rounds.note(change(revision, false), start + seconds(1)), "its round is running");
    }
    assert_eq!(rounds.targets().get(&ONE), Some(&2));
    rounds.walked(ONE, 1);
    rounds.called();
    assert!(rounds.ripe(false, start + seconds(2)).is_empty(), "the last may be in flight");
    assert!(rounds.ripe(true, start + seconds(2)).is_empty());
    assert_eq!(rounds.next(), Some(start + APART));
    assert!(!rounds.note(change(20, false), start + seconds(3)));
    assert_eq!(rounds.ripe(true, start + APART), [ONE]);
    assert_eq!(rounds.targets().get(&ONE), Some(&20), "what is newest then");
    rounds.walked(ONE, 0);
    assert!(rounds.ripe(true, start + APART * 2).is_empty() && rounds.next().is_none(), "there is no more");
    assert!(rounds.note(change(21, false), start + APART * 2 + seconds(1)), "a later typo begins at once");
}

#[test]
fn rounds_are_as_far_apart_as_the_last_was_long() {
    let (mut rounds, start) = (Rounds::default(), Instant::now());
    rounds.note(change(2, false), start);
    rounds.note(change(3, false), start + seconds(1));
    rounds.walked(ONE, 500);
    assert!(rounds.ripe(false, start + seconds(600)).is_empty(), "five hundred wait");
    (0..501).for_each(|_| rounds.called());
    assert_eq!(rounds.ripe(false, start + seconds(601)), [ONE]);
}

#[test]
fn what_is_told_begins_at_once() {
    let (mut rounds, start) = (Rounds::default(), Instant::now());
    rounds.note(change(2, false), start);
    assert!(rounds.note(change(3, true), start + seconds(1)));
    assert_eq!(rounds.targets().get(&ONE), Some(&3));
}
