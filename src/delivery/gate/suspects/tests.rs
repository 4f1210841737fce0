use super::*;

const BAD: ArticleKey = ArticleKey(1);
const GOOD: ArticleKey = ArticleKey(2);

fn offer(article: ArticleKey, form: Form, chat: i64) -> Offer {
    Offer { article, revision: 1, form, chat: ChatKey(chat) }
}

/// What follows from an unclear answer of each of these chats.
fn unclear(suspects: &mut Suspects, chats: &[i64]) -> Vec<Suspicion> {
    chats.iter().map(|chat| suspects.unclear(offer(BAD, Form::Photo, *chat))).collect()
}

#[test]
fn what_three_chats_have_in_doubt_while_others_are_taken_is_at_fault() {
    use Suspicion::{None, Proven, Raised};
    let mut suspects = Suspects::default();
    assert_eq!(unclear(&mut suspects, &[1, 1, 2, 2, 3, 4]), [None, None, None, None, Raised, None]);
    suspects.taken(&[GOOD]);
    assert_eq!(suspects.unclear(offer(BAD, Form::Formatted, 5)), None, "in another form");
    assert_eq!(unclear(&mut suspects, &[1]), [Proven]);
    assert_eq!(unclear(&mut suspects, &[1, 2]), [None, None], "that was said");
}

#[test]
fn a_bad_line_makes_no_story_guilty() {
    let mut suspects = Suspects::default();
    let all: Vec<i64> = (1..100).collect();
    assert!(unclear(&mut suspects, &all).iter().all(|suspicion| *suspicion != Suspicion::Proven));
    // What was taken before three chats agree tells nothing of what comes after.
    let mut suspects = Suspects::default();
    unclear(&mut suspects, &[1, 2]);
    suspects.taken(&[GOOD]);
    assert_eq!(unclear(&mut suspects, &[3, 4]), [Suspicion::Raised, Suspicion::None]);
}

#[test]
fn what_somebody_takes_is_not_at_fault() {
    let mut suspects = Suspects::default();
    unclear(&mut suspects, &[1, 2, 3]);
    suspects.taken(&[GOOD, BAD]);
    assert_eq!(unclear(&mut suspects, &[4, 5]), [Suspicion::None, Suspicion::None]);
}
