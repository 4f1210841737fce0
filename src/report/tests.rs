use std::time::Duration;

use crate::{
    article::{ArticleId, ArticleKey, Form, Language},
    clock::Time,
    locale::Words,
    message::{CAPTION_LIMIT, length},
    newsroom::Newsroom,
    report::{Push, Statistics, Telling, percent},
    store::{
        Chat, Kind, Lane, Seq, State, Store, Volume, Writing,
        articles::{Readiness, Submission},
        chats::NewChat,
        editions::Edition,
        ledger::{Delivery, Ended, Refusal, Served},
        log::Publication,
        queue::Moment,
        staff::Role,
    },
};

/// 23 November 2026, noon in Almaty.
const NOON: Time = Time(1_795_417_200_000);
const AWAKE: Moment = Moment { now: NOON, minute: 12 * 60 };

fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

fn join(store: &Writing, telegram: i64, languages: u8, source: Option<&str>, at: Time) -> Chat {
    let new = NewChat {
        telegram,
        topic: 0,
        kind: Kind::Reader,
        tongue: Language::Ru,
        languages,
        rubrics: 0b11,
        source: source.map(str::to_owned),
        title: None,
    };
    store.join(&new, &Newsroom::default().new_reader, at).unwrap().0
}

fn article(store: &Writing, id: &str, headline: &str) -> ArticleKey {
    let facts = Submission {
        id: ArticleId(id.into()),
        readiness: Readiness::Ready,
        url: Some(format!("https://vecher.kz/{id}")),
        headline: headline.into(),
        lead: String::new(),
        body: String::new(),
        image: None,
        credit: None,
        byline: None,
        tags: Vec::new(),
        sensitive: false,
        language: Language::Ru,
        rubrics: 0b10,
        correction: None,
        translation_of: None,
        follows: None,
        embargo: None,
        published: NOON,
        version: None,
        path: None,
    };
    store.keep(&facts, NOON).unwrap().key
}

fn deliver(store: &Writing, chat: &Chat, article: ArticleKey, seq: Seq, sent: Time, ended: Ended) {
    let edition = Edition::single((article, 1), Form::Formatted, Language::Ru);
    let edition = store.edition_for(&edition).unwrap();
    let row = Delivery {
        chat: chat.key,
        at: sent,
        served: Served::Breaking,
        after: Seq(0),
        upto: seq,
        edition,
        ended: None,
        answered: None,
        attempt: 0,
    };
    let at = store.intend(&row).unwrap();
    assert!(store.finish(chat.key, at, ended, true, sent + Duration::from_millis(200)).unwrap());
}

fn telling<'a>(words: &'a Words, newsroom: &'a Newsroom, tongue: Language) -> Telling<'a> {
    Telling { words, newsroom, tongue, link: "https://t.me/vecher_bot" }
}

/// Seven readers; a breaking push at noon reaches three of them, and one leaves after it.
fn newspaper(store: &Writing) -> Seq {
    let long_ago = NOON - minutes(60 * 24 * 30);
    let chats: Vec<Chat> = [(1, 1, None), (2, 1, Some("footer")), (3, 3, Some("footer")), (4, 2, None), (5, 1, None)]
        .map(|(telegram, languages, source)| join(store, telegram, languages, source, long_ago))
        .into();
    let new: Vec<Chat> = [6, 7].map(|telegram| join(store, telegram, 1, Some("qr"), NOON - minutes(90))).into();
    store.set_urgent(chats[4].key, false).unwrap();
    store.add_staff(900, Role::Editor, "Айгүл", long_ago).unwrap();
    let key = article(store, "mudflow", "В горах над городом сошёл сель");
    let publication =
        Publication { article: key, lane: Lane::Breaking, languages: 0, volume: Volume::AsChosen, by: Some(900) };
    let seq = store.publish(&publication, NOON).unwrap();
    for (place, seconds) in [(0, 1), (1, 2), (2, 9)] {
        let sent = NOON + Duration::from_secs(seconds);
        deliver(store, &chats[place], key, seq, sent, Ended::Delivered(100 + seconds.cast_signed()));
    }
    deliver(store, &new[0], key, seq, NOON + minutes(1), Ended::Refused(Refusal::Blocked));
    store.close(new[0].key, State::Blocked, NOON + minutes(1)).unwrap();
    store.close(chats[1].key, State::Left, NOON + minutes(5)).unwrap();
    seq
}

#[test]
fn statistics_as_json() {
    let store = Store::in_memory().unwrap();
    store.write_here(|store| Ok(newspaper(store))).unwrap();
    let now = NOON + minutes(30);
    let gathered = store.read_here(|store| {
        let statistics = Statistics::gather(store, &Newsroom::default(), Some(30), now)?;
        Ok((statistics.pushes(store)?, statistics))
    });
    let (pushes, mut statistics) = gathered.unwrap();
    assert_eq!(statistics.by_date.len(), 31);
    statistics.by_date.drain(..29);
    insta::assert_snapshot!(statistics.json(&pushes));
}

#[test]
fn statistics_as_text() {
    let store = Store::in_memory().unwrap();
    store.write_here(|store| Ok(newspaper(store))).unwrap();
    let (newsroom, now) = (Newsroom::default(), NOON + minutes(30));
    let statistics = store.read_here(|store| Statistics::gather(store, &newsroom, None, now)).unwrap();
    let texts = Language::ALL.map(|tongue| statistics.text(&telling(&Words::built_in(), &newsroom, tongue)));
    insta::assert_snapshot!(texts.join("\n————\n"));
}

#[test]
fn a_source_that_was_a_whole_file_leaves_room_for_the_rest() {
    let store = Store::in_memory().unwrap();
    store.write_here(|store| Ok(join(store, 1, 1, Some(&"5,ru,society\n".repeat(999)), NOON))).unwrap();
    let newsroom = Newsroom::default();
    let statistics = store.read_here(|store| Statistics::gather(store, &newsroom, None, NOON)).unwrap();
    let text = statistics.text(&telling(&Words::built_in(), &newsroom, Language::Ru));
    assert!(text.chars().count() < 1_000, "{text}");
}

#[test]
fn a_newspaper_without_readers_says_how_to_come_by_some() {
    let store = Store::in_memory().unwrap();
    let newsroom = Newsroom::default();
    let statistics = store.read_here(|store| Statistics::gather(store, &newsroom, None, NOON)).unwrap();
    let text = statistics.text(&telling(&Words::built_in(), &newsroom, Language::Ru));
    assert_eq!(text, "Подписчиков пока нет. Поставьте ссылку под статьями: https://t.me/vecher_bot");
    // One who came and went is something to tell.
    store.write_here(|store| store.close(join(store, 1, 1, None, NOON).key, State::Blocked, NOON)).unwrap();
    let statistics = store.read_here(|store| Statistics::gather(store, &newsroom, None, NOON)).unwrap();
    let text = statistics.text(&telling(&Words::built_in(), &newsroom, Language::Ru));
    assert!(text.contains("Пришли 1") && text.contains("заблокировали 1") && !text.contains('—'), "{text}");
    assert!(text.ends_with("https://t.me/vecher_bot"), "{text}");
}

/// What stands under a picture keeps Telegram's limit, whatever things are called, and says the numbers first.
#[test]
fn a_caption_has_room_under_a_picture() {
    let store = Store::in_memory().unwrap();
    store
        .write_here(|store| {
            let seq = newspaper(store);
            let reader = store.chat_of(6, 0)?.expect("it joined");
            store.reopen(&reader, NOON + minutes(2))?;
            for telegram in 20..40 {
                join(store, telegram, 1, Some(&format!("{telegram}{}", "&".repeat(60))), NOON);
            }
            store.entry(seq)
        })
        .unwrap();
    let (newsroom, words) = (Newsroom::default(), Words::built_in());
    let statistics = store.read_here(|store| Statistics::gather(store, &newsroom, None, NOON + minutes(30))).unwrap();
    for tongue in Language::ALL {
        let telling = telling(&words, &newsroom, tongue);
        let (text, caption) = (statistics.text(&telling), statistics.caption(&telling, &"!".repeat(300)));
        assert!(length(&text) > 700 && length(&caption) <= CAPTION_LIMIT, "{caption}");
        assert!(caption.contains("<b>26</b>") && caption.contains("&amp;&amp;"), "{caption}");
        assert_eq!(statistics.caption(&telling, ""), text, "what has room is whole");
    }
}

#[test]
fn one_push() {
    let store = Store::in_memory().unwrap();
    let seq = store.write_here(|store| Ok(newspaper(store))).unwrap();
    let push = store.read_here(|store| Push::gather(store, seq, AWAKE)).unwrap().expect("it was published");
    // Number seven has not got it yet; four reads Kazakh only, five switched breaking news off.
    assert_eq!((push.progress.delivered, push.progress.blocked, push.pending), (3, 1, 1));
    let (words, newsroom) = (Words::built_in(), Newsroom::default());
    let texts = [push.report(&words, Language::Ru), push.text(&words, &newsroom, Language::Ru)];
    insta::assert_snapshot!(texts.join("\n————\n"));
}

#[test]
fn what_is_pending() {
    let check = |what: &str, change: &dyn Fn(&Writing, &Chat, Seq), at: Moment, expected: u32| {
        let store = Store::in_memory().unwrap();
        let pending = store.write_here(|store| {
            let seq = newspaper(store);
            let last = store.chat_of(7, 0)?.expect("it joined");
            change(store, &last, seq);
            store.pending_for(&store.entry(seq)?.expect("it was published"), at)
        });
        assert_eq!(pending.unwrap(), expected, "{what}");
    };
    let night = Moment { minute: 23 * 60, ..AWAKE };
    check("waits", &|_, _, _| {}, AWAKE, 1);
    check("gets it silently at night", &|_, _, _| {}, night, 1);
    check("left", &|store, chat, _| assert!(store.close(chat.key, State::Left, NOON).unwrap()), AWAKE, 0);
    check("stopped", &|store, _, seq| assert!(store.stop(seq, NOON).unwrap()), AWAKE, 0);
    check("switched off", &|store, chat, _| store.set_urgent(chat.key, false).unwrap(), AWAKE, 0);
    check("held for long", &|store, chat, _| store.hold_chat(chat.key, minutes(2), NOON).unwrap(), AWAKE, 0);
    let article = |store: &Writing| store.article_key("mudflow").unwrap().expect("it is there");
    let gone = Ended::Refused(Refusal::Gone);
    check("refused", &|store, chat, seq| deliver(store, chat, article(store), seq, NOON, gone), AWAKE, 0);
}

#[test]
fn whom_a_push_would_reach() {
    let store = Store::in_memory().unwrap();
    let reach = |lane, languages, at| {
        store.read_here(|store| {
            let article = store.article_key("mudflow")?.expect("it is there");
            let proposal = crate::store::reach::Proposal { article, lane, languages, rubrics: 0b10, words: Vec::new() };
            store.reach(&proposal, at)
        })
    };
    store.write_here(|store| Ok(newspaper(store))).unwrap();
    let again = reach(Lane::Breaking, 1, AWAKE).unwrap();
    assert_eq!((again.audience, again.already, again.opted_out, again.other_language), (1, 2, 1, 1));
    assert_eq!((again.quiet, again.silent, again.paused), (0, 0, 0));
    let night = reach(Lane::Breaking, 3, Moment { minute: 2 * 60, ..AWAKE }).unwrap();
    assert_eq!((night.audience, night.quiet, night.silent, night.other_language), (2, 2, 2, 0));
    let news = reach(Lane::News, 1, AWAKE).unwrap();
    assert_eq!((news.audience, news.already, news.opted_out, news.other_language), (2, 2, 0, 1));
}

#[test]
fn percents_round_down() {
    let check = |part, all, expected| assert_eq!(percent(part, all), expected, "{part} of {all}");
    check(0, 0, None);
    check(0, 3, Some(0));
    check(999, 1000, Some(99));
    check(1000, 1000, Some(100));
    check(u32::MAX, u32::MAX, Some(100));
}

/// A group that throws the bot out is no reader who left after a story.
#[test]
fn groups_leave_no_story() {
    let store = Store::in_memory().unwrap();
    let seq = store
        .write_here(|store| {
            let seq = newspaper(store);
            let key = store.entry(seq)?.expect("it is in the log").article;
            let room = NewChat {
                telegram: -100,
                topic: 0,
                kind: Kind::Group,
                tongue: Language::Ru,
                languages: 1,
                rubrics: 0b11,
                source: None,
                title: None,
            };
            let (group, _) = store.join(&room, &Newsroom::default().new_reader, NOON - minutes(99))?;
            deliver(store, &group, key, seq, NOON + minutes(2), Ended::Delivered(900));
            store.close(group.key, State::Blocked, NOON + minutes(3))?;
            Ok(seq)
        })
        .unwrap();
    let left = store.read_here(|store| store.left_after(seq)).unwrap().0;
    let worst = store.read_here(|store| store.departures(NOON, NOON + minutes(9), 9)).unwrap();
    assert_eq!(left, 1, "one reader left");
    assert_eq!(worst.into_iter().map(|push| (push.seq, push.left, push.muted)).collect::<Vec<_>>(), [(seq, 1, 0)]);
}
