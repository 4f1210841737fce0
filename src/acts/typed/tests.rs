use super::*;
use crate::{
    acts::{
        publish::{Order, Published, When, publish},
        tests::{NOW, anna, deeds, facts, store_with},
    },
    store::{Lane, Store, Volume},
};

fn quake(language: Language, translation_of: Option<ArticleKey>) -> Typed {
    Typed {
        headline: "Подземные толчки в Алматы".into(),
        lead: "Оставайтесь на улице.".into(),
        url: None,
        foreign: false,
        language,
        translation_of,
    }
}

fn kept(store: &Store, typed: &Typed) -> std::result::Result<ArticleKey, Unmended> {
    store.write_here(|store| keep(store, &Newsroom::default(), &anna(), typed, NOW)).unwrap()
}

#[test]
fn a_typed_story_is_staffs_alone_until_it_is_pushed() {
    let store = store_with(&["metro"]);
    let (russian, newsroom) = (kept(&store, &quake(Language::Ru, None)).unwrap(), Newsroom::default());
    let kazakh = kept(&store, &quake(Language::Kk, Some(russian))).unwrap();
    let names = [russian, kazakh].map(|key| store.read_here(|store| store.story(key)).unwrap().unwrap().0.id.0);
    assert!(names[0].starts_with("telegram-2026-11-23-") && names[1] == format!("{}-2", names[0]), "{names:?}");
    let latest = || -> Vec<ArticleKey> {
        let list = store.read_here(|store| store.latest(0, Language::EVERY, NOW, 0, 9)).unwrap();
        list.iter().map(|listed| listed.story.key).collect()
    };
    assert_eq!(latest(), [ArticleKey(1)]);
    assert!(store.read_here(|store| store.is_for_staff(russian)).unwrap());
    assert_eq!(store.read_here(|store| store.routes_between(NOW, NOW)).unwrap().len(), 1);
    assert_eq!(store.read_here(|store| store.due_files()).unwrap(), []);
    let order = Order {
        article: russian,
        revision: None,
        lane: Lane::Breaking,
        languages: 0,
        volume: Volume::AsChosen,
        stars: 0,
        insists: false,
    };
    let pushed = store.write_here(|store| publish(store, &newsroom, &anna(), &order, When::Now, NOW)).unwrap();
    assert!(matches!(pushed, Ok(Published::Now(_))), "{pushed:?}");
    assert_eq!(latest().len(), 3, "in both languages");
    assert_eq!(store.read_here(|store| store.due_files()).unwrap(), [russian, kazakh]);
    assert_eq!(deeds(&store).len(), 3);
}

#[test]
fn what_cannot_be_a_story_is_refused() {
    let store = store_with(&["metro"]);
    let check = |typed: Typed, expected| assert_eq!(kept(&store, &typed), Err(expected));
    let typed = quake(Language::Ru, None);
    check(Typed { headline: " ".into(), ..typed.clone() }, Unmended::NoHeadline);
    let foreign = Some("https://example.com/a".to_owned());
    check(Typed { url: foreign.clone(), ..typed.clone() }, Unmended::ForeignLink("example.com".into()));
    check(quake(Language::Kk, Some(ArticleKey(9))), Unmended::Unknown);
    assert!(kept(&store, &Typed { url: foreign, foreign: true, ..typed }).is_ok(), "an admin insists");
    store.write_here(|store| store.keep(&facts("metro", Readiness::Withdrawn), NOW).map(drop)).unwrap();
    check(quake(Language::Kk, Some(ArticleKey(1))), Unmended::Withdrawn);
}
