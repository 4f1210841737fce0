use super::*;

#[test]
fn three_chats_have_to_agree_and_none_to_disagree() {
    let mut verdicts = Verdicts::default();
    let (bad, good) = (ArticleKey(1), ArticleKey(2));
    let mut refuse = |article, form, chat, expected| {
        assert_eq!(verdicts.refused(article, 1, form, ChatKey(chat)), expected, "{article} {form:?} chat {chat}");
    };
    let (nobody_can, unknown) = (true, false);
    refuse(bad, Form::Photo, 1, unknown);
    refuse(bad, Form::Photo, 1, unknown);
    refuse(bad, Form::Photo, 2, unknown);
    refuse(bad, Form::Formatted, 3, unknown);
    refuse(bad, Form::Photo, 3, nobody_can);
    let mut verdicts = Verdicts::default();
    verdicts.accepted(good, 1, Form::Formatted, ChatKey(9));
    for chat in 0..9 {
        assert_eq!(verdicts.refused(good, 1, Form::Formatted, ChatKey(chat)), unknown);
    }
}

#[test]
fn what_somebody_took_richer_everybody_can_take() {
    let (mut verdicts, article) = (Verdicts::default(), ArticleKey(1));
    verdicts.accepted(article, 1, Form::Photo, ChatKey(9));
    for form in [Form::Photo, Form::Formatted, Form::Plain] {
        for chat in 0..5 {
            assert!(!verdicts.refused(article, 1, form, ChatKey(chat)), "{form:?}");
        }
    }
    verdicts.accepted(article, 2, Form::Formatted, ChatKey(9));
    let photo = (0..3).map(|chat| verdicts.refused(article, 2, Form::Photo, ChatKey(chat)));
    assert_eq!(photo.last(), Some(true), "a text that was taken says nothing about the photo");
}

#[test]
fn a_chat_that_refuses_everything_is_known_after_two() {
    let mut verdicts = Verdicts::default();
    let (chat, other) = (ChatKey(1), ChatKey(2));
    for article in 1..=3 {
        verdicts.accepted(ArticleKey(article), 1, Form::Photo, other);
    }
    assert!(!verdicts.strike(ArticleKey(1), 1, chat));
    verdicts.accepted(ArticleKey(9), 1, Form::Plain, chat);
    assert!(!verdicts.strike(ArticleKey(2), 1, chat), "it took something in between");
    assert!(verdicts.strike(ArticleKey(3), 1, chat));
}

#[test]
fn articles_that_nobody_takes_are_no_fault_of_a_chat() {
    let (mut verdicts, chat) = (Verdicts::default(), ChatKey(1));
    for article in (1..=20).map(ArticleKey) {
        assert!(!verdicts.strike(article, 1, chat));
        let all = (1..=3).map(|chat| verdicts.refused(article, 1, Form::Plain, ChatKey(chat)));
        assert_eq!(all.last(), Some(true));
        verdicts.acquit(article, 1);
    }
    let closed = (21..=30).map(|article| verdicts.strike(ArticleKey(article), 1, chat)).position(|closed| closed);
    assert_eq!(closed, Some(9), "ten that nobody else was asked about are enough");
}
