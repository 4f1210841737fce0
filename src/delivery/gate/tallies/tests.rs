use super::*;

fn second(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn a_chat_gets_one_message_a_second() {
    let (start, mut tallies) = (Instant::now(), Tallies::default());
    let (one, other) = (ChatKey(1), ChatKey(2));
    assert_eq!(tallies.free_at(one, start), None);
    tallies.departed(one, 1, Kind::Reader, start);
    assert_eq!(tallies.free_at(one, start), Some(start + second(1)));
    assert_eq!(tallies.free_at(other, start), None);
    assert_eq!(tallies.free_at(one, start + second(1)), None);
}

#[test]
fn a_group_gets_twenty_a_minute_and_one_a_second_with_all_its_topics() {
    let (start, mut tallies) = (Instant::now(), Tallies::default());
    for (group, kind, expected) in [(-1, Kind::Group, Some(60)), (-2, Kind::Channel, None), (3, Kind::Reader, None)] {
        for place in 0..20 {
            let now = start + second(place * 2);
            assert!(!tallies.busy_groups(now).contains_key(&group), "{kind:?}, message {place}");
            tallies.departed(ChatKey(place as i64), group, kind, now);
            let next = tallies.busy_groups(now).get(&group).copied();
            assert!(place == 19 || next == expected.map(|_| now + second(1)), "{kind:?}, message {place}");
        }
        let free = tallies.busy_groups(start + second(40)).get(&group).copied();
        assert_eq!(free, expected.map(|after| start + second(after)), "{kind:?}");
        assert!(!tallies.busy_groups(start + second(60)).contains_key(&group));
    }
}

#[test]
fn a_chat_that_is_not_found_three_times_in_a_row_is_gone() {
    let (mut tallies, chat) = (Tallies::default(), ChatKey(1));
    for (found, gone) in [(false, false), (false, false), (true, false), (false, false), (false, false), (false, true)]
    {
        assert_eq!(tallies.looked_for(chat, found), gone);
    }
}

#[test]
fn floods_of_two_chats_together_are_everybodys() {
    let (start, mut tallies) = (Instant::now(), Tallies::default());
    let wait = second(9);
    for (chat, at, expected) in [(1, 0, None), (1, 1, None), (2, 2, Some(wait)), (3, 20, None), (3, 21, None)] {
        assert_eq!(tallies.flooded(chat, wait, start + second(at)), expected, "chat {chat} at {at}");
    }
}

#[test]
fn three_chats_have_to_agree_and_none_to_disagree() {
    let mut tallies = Tallies::default();
    let (bad, good) = (ArticleKey(1), ArticleKey(2));
    let mut refuse = |article, form, chat, expected| {
        assert_eq!(tallies.refused(article, 1, form, ChatKey(chat)), expected, "{article} {form:?} chat {chat}");
    };
    use Verdict::{NobodyCan, Unknown};
    refuse(bad, Form::Photo, 1, Unknown);
    refuse(bad, Form::Photo, 1, Unknown);
    refuse(bad, Form::Photo, 2, Unknown);
    refuse(bad, Form::Formatted, 3, Unknown);
    refuse(bad, Form::Photo, 3, NobodyCan);
    let mut tallies = Tallies::default();
    tallies.accepted(good, 1, Form::Formatted, ChatKey(9));
    for chat in 0..9 {
        assert_eq!(tallies.refused(good, 1, Form::Formatted, ChatKey(chat)), Unknown);
    }
}

#[test]
fn what_somebody_took_richer_everybody_can_take() {
    let (mut tallies, article) = (Tallies::default(), ArticleKey(1));
    tallies.accepted(article, 1, Form::Photo, ChatKey(9));
    for form in [Form::Photo, Form::Formatted, Form::Plain] {
        for chat in 0..5 {
            assert_eq!(tallies.refused(article, 1, form, ChatKey(chat)), Verdict::Unknown, "{form:?}");
        }
    }
    tallies.accepted(article, 2, Form::Formatted, ChatKey(9));
    let photo = (0..3).map(|chat| tallies.refused(article, 2, Form::Photo, ChatKey(chat)));
    assert_eq!(photo.last(), Some(Verdict::NobodyCan), "a text that was taken says nothing about the photo");
}

#[test]
fn a_chat_that_refuses_everything_is_known_after_two() {
    let mut tallies = Tallies::default();
    let (chat, other) = (ChatKey(1), ChatKey(2));
    for article in 1..=3 {
        tallies.accepted(ArticleKey(article), 1, Form::Photo, other);
    }
    assert!(!tallies.strike(ArticleKey(1), 1, chat));
    tallies.accepted(ArticleKey(9), 1, Form::Plain, chat);
    assert!(!tallies.strike(ArticleKey(2), 1, chat), "it took something in between");
    assert!(tallies.strike(ArticleKey(3), 1, chat));
}

#[test]
fn articles_that_nobody_takes_are_no_fault_of_a_chat() {
    let (mut tallies, chat) = (Tallies::default(), ChatKey(1));
    for article in (1..=20).map(ArticleKey) {
        assert!(!tallies.strike(article, 1, chat));
        let all = (1..=3).map(|chat| tallies.refused(article, 1, Form::Plain, ChatKey(chat)));
        assert_eq!(all.last(), Some(Verdict::NobodyCan));
        tallies.acquit(article, 1);
    }
    let closed = (21..=30).map(|article| tallies.strike(ArticleKey(article), 1, chat)).position(|closed| closed);
    assert_eq!(closed, Some(9), "ten that nobody else was asked about are enough");
}
