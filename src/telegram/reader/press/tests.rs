//! Every press is read as it was written; data of nobody is nobody's.

use super::*;

fn check(data: &str, expected: Option<Press>) {
    assert_eq!(Press::decode(data), expected, "{data}");
    if let Some(press) = expected {
        assert_eq!(Press::decode(&press.encode()), expected, "{data}");
        assert!(press.encode().len() <= 64);
    }
}

#[test]
fn every_press_is_read_as_it_was_written() {
    check("r", Some(Press::Rubrics));
    check("r+3", Some(Press::Rubric(3, true, None)));
    check("r-62.-1001234567890", Some(Press::Rubric(62, false, Some(-1_001_234_567_890))));
    check("rg9", Some(Press::Group(9, None)));
    check("rg62.-1001234567890", Some(Press::Group(62, Some(-1_001_234_567_890))));
    check("r<", Some(Press::FirstScreen(None)));
    check("r<.-100", Some(Press::FirstScreen(Some(-100))));
    check("r!", Some(Press::RubricsDone(None)));
    check("r!.-100", Some(Press::RubricsDone(Some(-100))));
    check("r2", Some(Press::Digests(true)));
    check("r1", Some(Press::Digests(false)));
    check("w+9", Some(Press::Add(9)));
    check("w0", Some(Press::MainOnly));
    check("l:kk", Some(Press::Tongue(Language::Kk, Welcome::Main)));
    check("l:rur4", Some(Press::Tongue(Language::Ru, Welcome::Rubric(4))));
    check("l:ena412", Some(Press::Tongue(Language::En, Welcome::Article(ArticleKey(412)))));
    check("t", Some(Press::When));
    check("t!", Some(Press::WhenDone));
    check("t:mixed", Some(Press::Mode(Mode::Mixed)));
    check("s:o", Some(Press::Setting(Setting::Open)));
    check("s:p-", Some(Press::Setting(Setting::Photos(false))));
    check("n", Some(Press::Latest));
    check("n:*.8", Some(Press::Page(None, 8)));
    check("n:3.0", Some(Press::Page(Some(3), 0)));
    check("f:p3.16", Some(Press::Find(Find::Page(Some(3), 16))));
    check("q:1795410000000", Some(Press::Missed(Time(1_795_410_000_000))));
    check("x:dull", Some(Press::Reason(Reason::Dull)));
    check("x:breaking", Some(Press::OnlyBreaking));
    check("x:back", Some(Press::Return));
    check("x:forget", Some(Press::Forget));
    check("x:yes", Some(Press::ForgetYes));
    check("x:no", Some(Press::ForgetNo));
}

#[test]
fn every_press_under_a_story_is_read_as_it_was_written() {
    let story = |key, bundle| About { story: ArticleKey(key), bundle };
    check("z:14+", Some(Press::Pause(Pause::For { days: 14, urgent: true })));
    check("m:412", Some(Press::More(story(412, false), More::Open)));
    check("m:412:d3", Some(Press::More(story(412, false), More::MuteDay(3))));
    check("mb:412:o0", Some(Press::More(story(412, true), More::Off(0))));
    check("m:412:w62", Some(Press::More(story(412, false), More::MuteWeek(62))));
    check("mb:412:l", Some(Press::More(story(412, true), More::Less)));
    check("m:412:tf", Some(Press::More(story(412, false), More::Thread(Stance::Follows))));
    check("m:412:tm", Some(Press::More(story(412, false), More::Thread(Stance::Mutes))));
    check("mb:412:tn", Some(Press::More(story(412, true), More::Thread(Stance::Neutral))));
    check("fw-17", Some(Press::Word(Word::Remove(crate::store::words::WordId(17)))));
    check("mb:412:b", Some(Press::More(story(412, true), More::Back)));
    check("m:412:s", Some(Press::More(story(412, false), More::Save)));
    for undo in [Undo::Mute(62), Undo::Off(0), Undo::Less, Undo::Save] {
        check(&format!("m:412:u{}", undo.encode()), Some(Press::More(story(412, false), More::Undo(undo))));
    }
    check("rest:2", Some(Press::Rest(2)));
    check("k-412.8", Some(Press::Saved(shelf::Press::Remove(ArticleKey(412), 8))));
    check("m:9223372036854775807:y", Some(Press::More(story(i64::MAX, false), More::Why)));
}

#[test]
fn what_stands_under_news_is_understood() {
    let key = ArticleKey(412);
    check(&data::more(key), Some(Press::More(About { story: key, bundle: false }, More::Open)));
    check(&data::more_of_bundle(key), Some(Press::More(About { story: key, bundle: true }, More::Open)));
    check(data::REST, Some(Press::Rest(1)));
    check(&data::less(key), Some(Press::More(About { story: key, bundle: false }, More::Less)));
    check(&data::less_by_bundle(key), Some(Press::More(About { story: key, bundle: true }, More::Less)));
    check(data::DIGEST_SETTINGS, Some(Press::When));
}

#[test]
fn data_of_others_is_nobodys() {
    for data in [
        "",
        ":",
        "r+",
        "r+63",
        "r+x",
        "r+3.",
        "r+3.x",
        "rg",
        "rg63",
        "rgdistricts",
        "r<3",
        "l:",
        "l:k",
        "l:xx",
        "l:kkz",
        "t:",
        "t:never",
        "s",
        "s:",
        "s:nothing",
        "n:3",
        "n:.0",
        "n:*.-1",
        "m:",
        "m:x",
        "m:412:",
        "m:412:d",
        "m:412:q",
        "m:412:u",
        "m:412:um",
        "rest:",
        "rest:-1",
        "mb",
        "f:",
        "f:q",
        "q:",
        "x:",
        "x:nothing",
        "d:1",
        "a:1",
        "я",
        "l:я",
    ] {
        check(data, None);
    }
}
