use super::*;
use crate::{
    acts::tests::{NOW, anna, deeds, store_with},
    store::{Store, pen::Stroke},
};

const METRO: ArticleKey = ArticleKey(1);

fn said(headline: &str) -> Text {
    Text { headline: Some(headline.into()), ..Text::default() }
}

fn newsroom() -> Newsroom {
    Newsroom { url: Url::parse("https://vecher.kz").unwrap(), ..Newsroom::default() }
}

fn done(store: &Store, text: Text, loud: Loud) -> std::result::Result<Corrected, Unmended> {
    let correction = Correction { article: METRO, revision: None, text, loud };
    store.write_here(|store| correct(store, &newsroom(), &anna(), &correction, NOW)).unwrap()
}

fn strokes(store: &Store) -> Vec<Stroke> {
    store.read_here(|store| store.strokes(METRO)).unwrap()
}

#[test]
fn a_correction_is_a_revision_and_the_file_owes_it() {
    let store = store_with(&["metro"]);
    assert_eq!(done(&store, said("  Метро\nоткрыто "), Loud::Quiet), Ok(Corrected { revision: 2, copies: 0 }));
    let note = "Не закрыто, а открыто.";
    assert_eq!(done(&store, said("Метро открыли"), Loud::Marked(note.into())).unwrap().revision, 3);
    let revisions = store.read_here(|store| store.revisions_from(METRO, 2)).unwrap();
    let grades: Vec<_> = revisions.iter().map(|revision| (revision.grade, revision.correction.as_deref())).collect();
    assert_eq!(grades, [(Grade::Silent, None), (Grade::Marked, Some(note))]);
    let [headline, correction] = &strokes(&store)[..] else { panic!("two fields are owed") };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!((&headline.wrote, &headline.was), (&text("Метро открыли"), &text("metro")));
    assert_eq!(headline.mine, text("Метро открыто"), "the file may say what was written there in between");
    assert_eq!((&correction.wrote, &correction.was), (&text(note), &None));
    assert_eq!(deeds(&store), [(Some(1), "correct".to_owned()), (Some(1), "correct".to_owned())]);
    // What the file would say now is what is kept already.
    let lines = store.read_here(|store| store.lines(METRO)).unwrap().unwrap();
    let facts = crate::acts::tests::facts("metro", Readiness::Ready);
    let facts = crate::store::articles::Submission { headline: lines.headline, correction: lines.correction, ..facts };
    assert!(!store.write_here(|store| store.keep(&facts, NOW)).unwrap().changed);
}

#[test]
fn what_may_not_be_is_refused_and_not_written_down() {
    let store = store_with(&["metro"]);
    let check = |text: Text, loud: Loud, expected| assert_eq!(done(&store, text, loud), Err(expected));
    check(said("metro"), Loud::Quiet, Unmended::Same);
    check(Text::default(), Loud::Quiet, Unmended::Same);
    check(said(" \u{200b} "), Loud::Quiet, Unmended::NoHeadline);
    check(said(&"я".repeat(301)), Loud::Quiet, Unmended::TooLong { length: 301, max: 300 });
    let lead = Text { lead: Some("я".repeat(1025)), ..Text::default() };
    check(lead, Loud::Quiet, Unmended::LongLead { length: 1025, max: 1024 });
    let link = |url: &str| Text { url: Some(url.into()), ..Text::default() };
    check(link("https://example.com/a"), Loud::Quiet, Unmended::ForeignLink("example.com".into()));
    check(link("tg://resolve?domain=x"), Loud::Quiet, Unmended::NoLink);
    let picture = Text { image: Some("../secret.jpg".into()), ..Text::default() };
    check(picture, Loud::Quiet, Unmended::NoPicture);
    check(said("Метро"), Loud::Marked(" ".into()), Unmended::NoNote);
    check(said("Метро"), Loud::Told("я".repeat(301)), Unmended::LongNote { length: 301, max: 300 });
    let other = Correction { article: METRO, revision: Some(7), text: said("Метро"), loud: Loud::Quiet };
    let refused = |other| store.write_here(|store| correct(store, &newsroom(), &anna(), &other, NOW)).unwrap();
    assert_eq!(refused(other.clone()), Err(Unmended::Changed));
    assert_eq!(refused(Correction { article: ArticleKey(9), ..other }), Err(Unmended::Unknown));
    assert_eq!((deeds(&store), strokes(&store)), (vec![], vec![]));
}

/// An admin may insist on a link, and the article is not held for it.
#[test]
fn a_link_is_made_whole_and_may_be_insisted_upon() {
    let store = store_with(&["metro"]);
    let url = |store: &Store| store.read_here(|store| store.lines(METRO)).unwrap().unwrap().url;
    let link = |url: &str, foreign| Text { url: Some(url.into()), foreign, ..Text::default() };
    assert!(done(&store, link("/metro-2", false), Loud::Quiet).is_ok());
    assert_eq!(url(&store).as_deref(), Some("https://vecher.kz/metro-2"));
    assert!(done(&store, link("https://example.com/a", true), Loud::Quiet).is_ok());
    let hold = store.read_here(|store| store.hold(METRO)).unwrap().unwrap();
    assert_eq!(hold.verdict, Verdict::Released);
    assert_eq!(hold.reasons, [Reason::ForeignLink { host: "example.com".into() }]);
    assert!(done(&store, link("", false), Loud::Quiet).is_ok());
    assert_eq!(url(&store), None);
}

#[test]
fn the_desk_chooses_between_its_own_words_and_the_files() {
    for keep_ours in [true, false] {
        let store = store_with(&["metro"]);
        done(&store, said("Наш"), Loud::Quiet).unwrap();
        let settled = |ours| store.write_here(|store| settle(store, &anna(), METRO, ours, NOW)).unwrap();
        assert!(!settled(keep_ours), "nothing differs");
        let theirs = Some("Чужой".to_owned());
        let stroke = Stroke { stage: Stage::Differs, other: theirs.clone(), ..strokes(&store).remove(0) };
        store.write_here(|store| store.keep_stroke(METRO, &stroke)).unwrap();
        assert_eq!(store.read_here(|store| differences(store, METRO)).unwrap()[0].file, theirs);
        assert!(settled(keep_ours));
        assert!(!settled(keep_ours), "once");
        let headline = store.read_here(|store| store.headline_of(METRO)).unwrap();
        match keep_ours {
            true => {
                assert_eq!(headline, "Наш");
                let [stroke] = &strokes(&store)[..] else { panic!("it is to be written again") };
                assert_eq!((stroke.stage, &stroke.was, stroke.asked), (Stage::Due, &theirs, true));
            }
            false => assert_eq!((headline.as_str(), strokes(&store)), ("Чужой", vec![])),
        }
        assert_eq!(deeds(&store).last().unwrap().1, "settle");
    }
}

/// What is withdrawn stays so, whichever text stands below.
#[test]
fn choosing_a_text_publishes_nothing() {
    let store = store_with(&["metro"]);
    done(&store, said("Наш"), Loud::Quiet).unwrap();
    let stroke = Stroke { stage: Stage::Differs, other: Some("Чужой".into()), ..strokes(&store).remove(0) };
    let lines = store.read_here(|store| store.lines(METRO)).unwrap().unwrap();
    let withdraw = |store: &Writing| {
        store.keep_stroke(METRO, &stroke)?;
        store.revise(METRO, &lines, Grade::Withdrawn, NOW)?;
        store.set_readiness(METRO, Readiness::Withdrawn)?;
        settle(store, &anna(), METRO, false, NOW)
    };
    assert!(store.write_here(withdraw).unwrap());
    let story = store.read_here(|store| store.story(METRO)).unwrap().unwrap().0;
    assert_eq!((story.headline.as_str(), story.withdrawn), ("Чужой", true));
}

/// What the file is known to say when the desk writes once more, and what it may say besides.
#[test]
fn the_desk_writes_again_over_what_it_wrote() {
    let text = |text: &str| Some(text.to_owned());
    let again = |stage: Stage, other: Option<String>| {
        let store = store_with(&["metro"]);
        done(&store, said("Первый"), Loud::Quiet).unwrap();
        let stroke = Stroke { stage, other, ..strokes(&store).remove(0) };
        store.write_here(|store| store.keep_stroke(METRO, &stroke)).unwrap();
        done(&store, said("Второй"), Loud::Quiet).unwrap();
        let Stroke { wrote, was, mine, asked, stage, .. } = strokes(&store).remove(0);
        assert_eq!((wrote, stage), (text("Второй"), Stage::Due));
        (was, mine, asked)
    };
    assert_eq!(again(Stage::Due, None), (text("metro"), text("Первый"), false));
    assert_eq!(again(Stage::Kept, None), (text("metro"), text("Первый"), false));
    assert_eq!(again(Stage::Agreed, None), (text("Первый"), None, false));
    assert_eq!(again(Stage::Differs, text("Чужой")), (text("Чужой"), text("Первый"), true));
}
