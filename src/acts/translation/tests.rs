use super::*;
use crate::{
    acts::{
        publish::{Order, Published, When, publish},
        stop::stop,
        tests::{NOW, anna, store_with},
    },
    store::{Seq, Store, Volume},
};

fn text(headline: &str) -> Translated {
    Translated { headline: headline.into(), lead: "Толығырақ.".into(), url: None }
}

fn translated(store: &Store, text: &Translated) -> ArticleKey {
    let (newsroom, who) = (Newsroom::default(), anna());
    store.write_here(|store| translate(store, &newsroom, &who, (ArticleKey(1), text), NOW)).unwrap().unwrap()
}

fn pushed(store: &Store, languages: u8) -> Entry {
    let order = Order {
        article: ArticleKey(1),
        revision: None,
        lane: Lane::Breaking,
        languages,
        volume: Volume::AsChosen,
        stars: 0,
        insists: false,
    };
    let (newsroom, who) = (Newsroom::default(), anna());
    let published = store.write_here(|store| publish(store, &newsroom, &who, &order, When::Now, NOW)).unwrap();
    let Ok(Published::Now(seq)) = published else { panic!("{published:?}") };
    store.read_here(|store| store.entry(seq)).unwrap().unwrap()
}

#[test]
fn a_translation_is_typed_once_and_mended_then() {
    let store = store_with(&["metro"]);
    let first = translated(&store, &text("Метро"));
    assert_eq!(translated(&store, &text("Метро ашылды")), first);
    let (story, _) = store.read_here(|store| store.story(first)).unwrap().unwrap();
    assert_eq!((story.headline.as_str(), story.language, story.revision), ("Метро ашылды", Language::Kk, 2));
    assert_eq!(story.url.as_deref(), Some("https://vecher.kz/metro"), "it leads to the original's page");
    let entry = pushed(&store, Language::Ru.bit() | Language::Kk.bit());
    assert_eq!(store.read_here(|store| awaited(store, &entry, NOW)).unwrap(), None);
    assert_eq!(store.read_here(|store| store.together(&entry)).unwrap().len(), 2);
}

#[test]
fn who_got_the_same_text_waits_for_the_translation() {
    let check = |languages: u8, expected: Option<Language>| {
        let store = store_with(&["metro"]);
        let entry = pushed(&store, languages);
        assert_eq!(store.read_here(|store| awaited(store, &entry, NOW)).unwrap(), expected, "{languages}");
    };
    let both = Language::Ru.bit() | Language::Kk.bit();
    check(both, Some(Language::Kk));
    check(0, None);
    check(Language::Ru.bit(), None);
}

#[test]
fn a_late_translation_is_one_more_part_of_the_push() {
    let store = store_with(&["metro"]);
    let entry = pushed(&store, Language::Ru.bit() | Language::Kk.bit());
    let (newsroom, who) = (Newsroom::default(), anna());
    let late = |entry: &Entry, text: &Translated| {
        store.write_here(|store| translate_pushed(store, &newsroom, &who, (entry, text), NOW)).unwrap()
    };
    assert_eq!(late(&entry, &text(" ")), Err(Unmended::NoHeadline));
    store.write_here(|store| stop(store, &who, entry.seq, NOW)).unwrap();
    let entry = store.read_here(|store| store.entry(entry.seq)).unwrap().unwrap();
    let kazakh = late(&entry, &text("Метро ашылды")).unwrap();
    assert_eq!(store.read_here(|store| awaited(store, &entry, NOW)).unwrap(), None);
    let parts = store.read_here(|store| store.together(&entry)).unwrap();
    let parts: Vec<_> = parts.iter().map(|part| (part.article, part.languages, part.stopped)).collect();
    assert_eq!(parts, [(ArticleKey(1), 3, true), (kazakh, 2, true)], "what was stopped stays so");
    assert_eq!(store.read_here(|store| store.entries_after(Seq(0))).unwrap().len(), 2);
    assert!(!store.read_here(|store| store.is_for_staff(kazakh)).unwrap());
}

#[test]
fn only_what_was_typed_and_not_sent_changes_its_language() {
    let store = store_with(&["metro"]);
    let set = |article, language| store.write_here(|store| set_language(store, article, language, NOW)).unwrap();
    assert!(!set(ArticleKey(1), Language::Kk), "the store's says itself what it is");
    let typed = Typed {
        headline: "Толчки".into(),
        lead: String::new(),
        url: None,
        foreign: false,
        language: Language::Ru,
        translation_of: None,
    };
    let (newsroom, who) = (Newsroom::default(), anna());
    let typed = store.write_here(|store| typed::keep(store, &newsroom, &who, &typed, NOW)).unwrap().unwrap();
    assert!(set(typed, Language::Kk) && !set(typed, Language::Kk));
    let (story, _) = store.read_here(|store| store.story(typed)).unwrap().unwrap();
    assert_eq!((story.language, story.revision, story.headline.as_str()), (Language::Kk, 2, "Толчки"));
}
