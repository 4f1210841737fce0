use super::{
    plan::take_back,
    publish::{Order, Published, Refused, When, publish},
    stop::{WentOn, go_on, stop},
    *,
};
use crate::{
    article::{ArticleId, Language},
    delivery::obstacle::Obstacle,
    newsroom::Newsroom,
    store::{
        Kind, Lane, Seq, Store, Volume,
        articles::{Readiness, Submission},
        chats::NewChat,
    },
};

pub(super) const NOW: Time = Time(1_795_410_000_000);

pub(super) fn facts(id: &str, readiness: Readiness) -> Submission {
    Submission {
        id: ArticleId(id.into()),
        readiness,
        url: Some(format!("https://vecher.kz/{id}")),
        headline: id.into(),
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
        published: NOW,
        version: None,
        path: None,
    }
}

/// A store with articles of these ids, numbered from one.
pub(super) fn store_with(ids: &[&str]) -> Store {
    let store = Store::in_memory().unwrap();
    let keep = |store: &Writing| ids.iter().try_for_each(|id| store.keep(&facts(id, Readiness::Ready), NOW).map(drop));
    store.write_here(keep).unwrap();
    store
}

const ORDER: Order = Order {
    article: ArticleKey(1),
    revision: Some(1),
    lane: Lane::Breaking,
    languages: 0,
    volume: Volume::AsChosen,
    stars: 7,
    insists: false,
};

pub(super) fn anna() -> Who {
    Who::Person { id: 1, name: "Анна".into() }
}

/// What was done, oldest first.
pub(super) fn deeds(store: &Store) -> Vec<(Option<i64>, String)> {
    let acts = store.read_here(|store| store.acts(0, 9)).unwrap();
    acts.into_iter().rev().map(|act| (act.by, act.what)).collect()
}

#[test]
fn what_may_not_go_out_is_refused_and_not_written_down() {
    let store = store_with(&["metro", "draft"]);
    store.write_here(|store| store.keep(&facts("draft", Readiness::Draft), NOW).map(drop)).unwrap();
    let newsroom = Newsroom::default();
    let check = |order: Order, expected| {
        let done = store.write_here(|store| publish(store, &newsroom, &anna(), &order, When::Now, NOW)).unwrap();
        assert_eq!(done, Err(expected), "{order:?}");
    };
    check(Order { article: ArticleKey(9), ..ORDER }, Refused::Unknown);
    check(Order { article: ArticleKey(2), revision: None, ..ORDER }, Refused::Blocked(Obstacle::Draft));
    check(Order { revision: Some(2), ..ORDER }, Refused::Changed);
    assert_eq!(deeds(&store), []);
}

#[test]
fn a_breaking_push_counts_down_is_taken_back_stopped_and_goes_on() {
    let (store, newsroom) = (store_with(&["metro"]), Newsroom::default());
    let send = |who: Who, order: Order, when| {
        store.write_here(|store| publish(store, &newsroom, &who, &order, when, NOW)).unwrap()
    };
    let Ok(Published::Planned(plan)) = send(anna(), ORDER, When::AfterUndo) else { panic!("it counts down") };
    assert_eq!(send(anna(), ORDER, When::AfterUndo), Err(Refused::Waiting));
    assert_eq!(store.read_here(|store| store.plan_price(plan)).unwrap(), 70);
    assert!(store.write_here(|store| take_back(store, &anna(), plan, NOW)).unwrap());
    assert!(!store.write_here(|store| take_back(store, &anna(), plan, NOW)).unwrap(), "once");
    let Ok(Published::Planned(_)) = send(anna(), ORDER, When::Morning) else { panic!("it waits for the morning") };
    let insists = Order { insists: true, ..ORDER };
    let Ok(Published::Now(seq)) = send(Who::Console, insists, When::Now) else { panic!("it goes out") };
    assert!(store.write_here(|store| stop(store, &anna(), seq, NOW)).unwrap());
    assert!(!store.write_here(|store| stop(store, &anna(), seq, NOW)).unwrap(), "once");
    let on = |seq: Seq| store.write_here(|store| go_on(store, &newsroom, &anna(), seq, NOW)).unwrap();
    let next = Seq(seq.0 + 1);
    assert_eq!(on(seq), WentOn::On(next));
    assert_eq!(on(seq), WentOn::Already);
    assert_eq!(store.read_here(|store| store.price(next)).unwrap().most, 70);
    let by_anna = |what: &str| (Some(1), what.to_owned());
    let console = (None, "breaking".to_owned());
    let done =
        [by_anna("breaking"), by_anna("take-back"), by_anna("later"), console, by_anna("stop"), by_anna("go-on")];
    assert_eq!(deeds(&store), done);
}

/// A translation of «metro», perhaps under an embargo.
fn translated(store: &Store, id: &str, language: Language, embargo: Option<Time>) -> ArticleKey {
    let translation_of = Some(ArticleId("metro".into()));
    let facts = Submission { language, translation_of, embargo, ..facts(id, Readiness::Ready) };
    store.write_here(|store| store.keep(&facts, NOW)).unwrap().key
}

fn join(store: &Store, telegram: i64, languages: u8) {
    let (kind, tongue) = (Kind::Reader, Language::Ru);
    let new = NewChat { telegram, topic: 0, kind, tongue, languages, rubrics: 1, source: None, title: None };
    store.write_here(|store| store.join(&new, &Newsroom::default().new_reader, NOW).map(drop)).unwrap();
}

/// Each language gets its own article; stopped, gone on, priced and counted they are one push.
#[test]
fn a_push_in_two_languages_is_one() {
    let (store, newsroom) = (store_with(&["metro"]), Newsroom::default());
    let later = NOW + std::time::Duration::from_secs(1);
    let kazakh = translated(&store, "metro-kk", Language::Kk, None);
    translated(&store, "metro-en", Language::En, Some(later));
    (1..=6).for_each(|reader| join(&store, reader, Language::Ru.bit()));
    join(&store, 7, Language::Kk.bit());
    join(&store, 8, Language::Ru.bit() | Language::Kk.bit());
    let order = Order { revision: None, insists: true, ..ORDER };
    let at = super::reach::moment(NOW, newsroom.zone);
    let reach =
        |languages| store.read_here(|store| super::reach::reach(store, ArticleKey(1), Lane::Breaking, languages, at));
    assert_eq!(reach(0).unwrap().unwrap().audience, 8);
    assert_eq!(reach(Language::Ru.bit()).unwrap().unwrap().audience, 7);
    let done = store.write_here(|store| publish(store, &newsroom, &anna(), &order, When::Now, NOW)).unwrap();
    let Ok(Published::Now(seq)) = done else { panic!("it is published: {done:?}") };
    let entries = || store.read_here(|store| store.entries_after(Seq(0))).unwrap();
    let shown: Vec<_> = entries().iter().map(|entry| (entry.article, entry.languages)).collect();
    assert_eq!(shown, [(ArticleKey(1), Language::Ru.bit()), (kazakh, Language::Kk.bit())]);
    let price = |seq| store.read_here(|store| store.price(seq)).unwrap().most;
    assert_eq!((price(seq), price(Seq(2))), (55, 15), "seven readers and two share seven Stars");
    assert_eq!(store.read_here(|store| store.breaking_since(NOW)).unwrap(), 1);
    let pending = |seq: Seq| store.read_here(|store| store.pending_for(&store.entry(seq)?.unwrap(), at)).unwrap();
    assert_eq!((pending(seq), pending(Seq(2))), (8, 8), "who reads both is one reader");
    assert!(store.write_here(|store| stop(store, &anna(), seq, NOW)).unwrap());
    assert!(entries().iter().all(|entry| entry.stopped));
    assert_eq!(store.write_here(|store| go_on(store, &newsroom, &anna(), seq, later)).unwrap(), WentOn::On(Seq(3)));
    let on: Vec<_> = entries().into_iter().filter(|entry| !entry.stopped).map(|entry| entry.article).collect();
    assert_eq!(on, [ArticleKey(1), kazakh]);
    assert_eq!((price(Seq(3)), price(Seq(4))), (55, 15));
    assert_eq!(deeds(&store).len(), 3);
}

#[test]
fn an_ordinary_push_needs_no_second_thoughts_and_costs_nothing() {
    let (store, newsroom) = (store_with(&["metro"]), Newsroom::default());
    let order = Order { lane: Lane::News, ..ORDER };
    let done = store.write_here(|store| publish(store, &newsroom, &anna(), &order, When::AfterUndo, NOW)).unwrap();
    let Ok(Published::Now(seq)) = done else { panic!("it is published: {done:?}") };
    assert_eq!(store.read_here(|store| store.price(seq)).unwrap().most, 0);
    assert_eq!(deeds(&store), [(Some(1), "push".to_owned())]);
}

#[test]
fn every_deed_has_its_words() {
    let words = crate::locale::Words::built_in();
    let deeds = [
        Deed::Push,
        Deed::Breaking,
        Deed::Later,
        Deed::TakeBack,
        Deed::Stop,
        Deed::GoOn,
        Deed::Ordinary,
        Deed::Refuse,
        Deed::Typed,
        Deed::Correct,
        Deed::Settle,
        Deed::Retract,
        Deed::Restore,
        Deed::Halt,
        Deed::Resume,
        Deed::Invite,
        Deed::StaffAdd,
        Deed::StaffAdmin,
        Deed::StaffDecline,
        Deed::StaffRemove,
    ];
    for deed in deeds {
        assert!(words.has(&format!("act-{}", deed.word())), "{deed:?}");
    }
}

/// Two pushes of a story in two languages, within one millisecond: each is one, and stops by itself.
#[test]
fn pushes_of_one_moment_are_told_apart() {
    let (store, newsroom) = (store_with(&["metro"]), Newsroom::default());
    let kazakh = Submission {
        language: Language::Kk,
        translation_of: Some(ArticleId("metro".into())),
        ..facts("metro-kk", Readiness::Ready)
    };
    store.write_here(|store| store.keep(&kazakh, NOW).map(drop)).unwrap();
    let order = Order { revision: None, insists: true, ..ORDER };
    let send = || match store.write_here(|store| publish(store, &newsroom, &anna(), &order, When::Now, NOW)).unwrap() {
        Ok(Published::Now(seq)) => seq,
        other => panic!("it goes out: {other:?}"),
    };
    let (first, second) = (send(), send());
    assert_eq!((first, second), (Seq(1), Seq(3)), "each in two languages");
    let since = store.read_here(|store| store.breaking_since(NOW)).unwrap();
    let listed = store.read_here(|store| store.published_between(NOW, Time(NOW.0 + 1), 9)).unwrap();
    assert_eq!((since, listed), (2, vec![second, first]));
    assert!(store.write_here(|store| stop(store, &anna(), Seq(2), NOW)).unwrap(), "by its Kazakh part");
    let stopped = |seq| store.read_here(|store| store.entry(Seq(seq))).unwrap().unwrap().stopped;
    assert_eq!([1, 2, 3, 4].map(stopped), [true, true, false, false]);
}

/// Of all hours in which a moment lies the fullest counts, sent and to come, and not the story's own plan.
#[test]
fn breaking_pushes_around_a_time_are_counted() {
    let (store, newsroom) = (store_with(&["a", "b", "c", "d", "e"]), Newsroom::default());
    let minutes = |minutes: u64| NOW + std::time::Duration::from_secs(minutes * 60);
    let plan = |article, when| {
        let order = Order { article: ArticleKey(article), revision: None, ..ORDER };
        store.write_here(|store| publish(store, &newsroom, &anna(), &order, when, NOW)).unwrap().unwrap();
    };
    plan(1, When::Now);
    plan(2, When::At(minutes(50)));
    plan(3, When::At(minutes(70)));
    plan(4, When::At(minutes(109)));
    let check = |article, at, expected| {
        let found = store.read_here(|store| guard::within_hour(store, ArticleKey(article), minutes(at), NOW));
        assert_eq!(found.unwrap(), expected, "article {article} after {at} minutes");
    };
    check(5, 0, 2);
    check(5, 60, 3);
    check(5, 70, 3);
    check(5, 120, 2);
    check(5, 169, 0);
    check(3, 60, 2);
}

/// What is to go out is looked at as what went out is.
#[test]
fn a_story_like_one_that_is_planned_is_found() {
    let store = store_with(&[]);
    let alike = "Мост через Есентай закроют на ремонт сегодня ночью";
    for id in ["first", "second"] {
        let facts = Submission { headline: alike.into(), ..facts(id, Readiness::Ready) };
        store.write_here(|store| store.keep(&facts, NOW).map(drop)).unwrap();
    }
    let story = store.read_here(|store| store.story(ArticleKey(2))).unwrap().unwrap().0;
    let similar = || store.read_here(|store| guard::similar(store, &story, NOW)).unwrap();
    assert_eq!(similar(), None);
    let later = NOW + std::time::Duration::from_secs(3_600);
    let order = Order { article: ArticleKey(1), revision: None, lane: Lane::News, ..ORDER };
    let plan = |store: &Writing| publish(store, &Newsroom::default(), &anna(), &order, When::At(later), NOW);
    store.write_here(plan).unwrap().unwrap();
    assert_eq!(similar().map(|(story, at)| (story.key, at)), Some((ArticleKey(1), later)));
}

/// A stopped push remembers what two have signed: that goes on by one word, another text by two, at what is left of the price.
#[test]
fn another_text_goes_on_by_two() {
    let store = store_with(&["metro"]);
    let mut newsroom = Newsroom::default();
    newsroom.breaking.four_eyes = true;
    let timur = Who::Person { id: 2, name: "Тимур".into() };
    let signed = |who: &Who, plan| store.write_here(|store| second::confirm(store, &newsroom, who, plan, NOW)).unwrap();
    let send = |store: &Writing| publish(store, &newsroom, &anna(), &ORDER, When::AfterUndo, NOW);
    let Ok(Published::Planned(plan)) = store.write_here(send).unwrap() else { panic!("it waits for the other") };
    assert_eq!(signed(&timur, plan), second::Seconded::Confirmed);
    let later = NOW + newsroom.breaking.undo;
    let seq = store.write_here(|store| store.publish_due(later, later)).unwrap()[0].seq;
    let halt = |seq| assert!(store.write_here(|store| stop(store, &anna(), seq, NOW)).unwrap());
    let on = |seq| store.write_here(|store| go_on(store, &newsroom, &anna(), seq, NOW)).unwrap();
    halt(seq);
    let WentOn::On(next) = on(seq) else { panic!("the text is the one that was signed") };
    store.write_here(|store| store.charge(next, 30)).unwrap();
    halt(next);
    let other = Submission { headline: "Метро закрыто".into(), ..facts("metro", Readiness::Ready) };
    store.write_here(|store| store.keep(&other, NOW).map(drop)).unwrap();
    let WentOn::Asks(plan) = on(next) else { panic!("nobody has signed that text") };
    assert_eq!((on(next), signed(&anna(), plan)), (WentOn::Waits, second::Seconded::Own));
    assert_eq!(store.read_here(|store| store.head()).unwrap(), next, "nothing goes out meanwhile");
    let last = Seq(next.0 + 1);
    assert_eq!(signed(&timur, plan), second::Seconded::On(last));
    assert_eq!(signed(&timur, plan), second::Seconded::Gone);
    assert_eq!(store.read_here(|store| store.price(last)).unwrap().most, 40);
    assert_eq!(store.read_here(|store| store.publisher(last)).unwrap(), Some(1), "whoever wanted it");
    halt(last);
    assert_eq!(on(last), WentOn::On(Seq(last.0 + 1)), "that text is signed by now");
}
