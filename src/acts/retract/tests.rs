use super::*;
use crate::{
    acts::tests::{NOW, anna, deeds, facts, store_with},
    article::{ArticleId, Language},
    store::{Store, articles::Submission},
};

const METRO: ArticleKey = ArticleKey(1);

/// «metro» and its translation, both in the log, the first once more planned.
fn published() -> Store {
    let store = store_with(&["metro"]);
    let kazakh = Submission {
        language: Language::Kk,
        translation_of: Some(ArticleId("metro".into())),
        ..facts("metro-kk", Readiness::Ready)
    };
    let publication =
        |article| Publication { article, lane: Lane::Breaking, languages: 0, volume: Volume::AsChosen, by: None };
    let write = |store: &Writing| {
        let other = store.keep(&kazakh, NOW)?.key;
        store.publish(&publication(METRO), NOW)?;
        store.publish(&publication(other), NOW)?;
        store.plan_later(&publication(METRO), NOW, Cause::Scheduled, NOW)
    };
    store.write_here(write).unwrap();
    store
}

fn readiness(store: &Store, article: ArticleKey) -> Readiness {
    store.read_here(|store| store.listed(article)).unwrap().unwrap().readiness
}

fn retraction(article: ArticleKey, note: Option<&str>) -> Retraction {
    Retraction { article, note: note.map(str::to_owned), delete: false, tell: false }
}

#[test]
fn a_story_is_taken_back_in_all_languages_and_restored() {
    let (store, kazakh) = (published(), ArticleKey(2));
    let back = |article| {
        store.write_here(|store| retract(store, &anna(), &retraction(article, Some("Не подтвердилось.")), NOW)).unwrap()
    };
    assert_eq!(back(kazakh), Ok(0));
    assert_eq!(back(METRO), Err(Unretracted::Already));
    assert_eq!([METRO, kazakh].map(|article| readiness(&store, article)), [Readiness::Withdrawn; 2]);
    let stopped = |store: &Store| {
        store.read_here(|store| store.entries_of(METRO)).unwrap().iter().map(|entry| entry.stopped).collect::<Vec<_>>()
    };
    assert_eq!(stopped(&store), [true]);
    assert_eq!(store.read_here(|store| store.plans_of(METRO)).unwrap(), []);
    let correction = |article| store.read_here(|store| store.lines(article)).unwrap().unwrap().correction;
    assert_eq!(correction(kazakh).as_deref(), Some("Не подтвердилось."));
    assert_eq!(store.read_here(|store| retracted(store, METRO)).unwrap(), Some(kazakh));
    let again = || store.write_here(|store| restore(store, &anna(), METRO, NOW)).unwrap();
    assert_eq!(again(), Some(0));
    assert_eq!(again(), None, "once");
    assert_eq!([METRO, kazakh].map(|article| readiness(&store, article)), [Readiness::Ready; 2]);
    assert_eq!(correction(kazakh), None, "the note was the retraction's");
    assert_eq!(stopped(&store), [true, false], "it is news to those who do not have it");
    let status = store.read_here(|store| store.stroke(kazakh, Field::Status)).unwrap().unwrap();
    assert_eq!((status.wrote.as_deref(), status.mine.as_deref()), (Some("published"), Some("withdrawn")));
    let done: Vec<_> = deeds(&store).into_iter().map(|(_, what)| what).collect();
    assert_eq!(done, ["retract", "restore"]);
}

#[test]
fn what_its_file_withdrew_the_desk_does_not_restore() {
    let store = published();
    store.write_here(|store| store.keep(&facts("metro", Readiness::Withdrawn), NOW).map(drop)).unwrap();
    assert_eq!(store.write_here(|store| restore(store, &anna(), METRO, NOW)).unwrap(), None);
    let refused = |article, note: &str| {
        store.write_here(|store| retract(store, &anna(), &retraction(article, Some(note)), NOW)).unwrap()
    };
    assert_eq!(refused(METRO, ""), Err(Unretracted::Already));
    assert_eq!(refused(ArticleKey(9), ""), Err(Unretracted::Unknown));
    assert_eq!(refused(ArticleKey(2), &"я".repeat(701)), Err(Unretracted::LongNote { length: 701, max: 700 }));
    let draft = store.write_here(|store| store.keep(&facts("draft", Readiness::Draft), NOW)).unwrap().key;
    assert_eq!(refused(draft, ""), Err(Unretracted::Draft));
    assert_eq!(deeds(&store), []);
}
