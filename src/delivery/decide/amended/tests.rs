use super::*;
use crate::article::{ArticleId, Image, Language};

const ONE: ArticleKey = ArticleKey(1);

/// Revisions from the first on, a minute apart: loudness and correction.
fn revisions(grades: &[(Grade, Option<&str>)]) -> Vec<Revision> {
    let revision = |(number, (grade, correction)): (i64, &(Grade, Option<&str>))| Revision {
        number,
        at: Time(number * 60_000),
        grade: *grade,
        correction: correction.map(str::to_owned),
    };
    (1..).zip(grades).map(revision).collect()
}

fn single(revision: i64, mark: Option<Mark>) -> Edition {
    Edition { mark, ..Edition::single((ONE, revision), Form::Formatted, Language::Ru) }
}

#[test]
fn the_last_line_says_what_happened_to_this_copy() {
    use Grade::*;
    let check = |grades: &[(Grade, Option<&str>)], sent: i64, stands: (i64, Option<Mark>), expected: Option<Mark>| {
        let all = revisions(grades);
        let newest = Targets::from([(ONE, all.len() as i64)]);
        let lead = &all[sent as usize - 1..];
        let made = amended(&single(sent, None), &single(stands.0, stands.1), &newest, Form::Formatted, lead);
        assert_eq!(made, single(all.len() as i64, expected), "{grades:?} sent {sent}, stands {stands:?}");
    };
    let typo = [(Silent, None), (Silent, None)];
    check(&typo, 1, (1, None), None);
    let wrong = [(Silent, None), (Marked, Some("не в четверг")), (Silent, Some("не в четверг"))];
    check(&wrong, 1, (1, None), Some(Mark::Corrected(Time(120_000))));
    check(&wrong, 1, (2, Some(Mark::Corrected(Time(120_000)))), Some(Mark::Corrected(Time(120_000))));
    check(&wrong, 2, (2, None), None); // who got the right version is told nothing
    let again = [(Silent, None), (Marked, Some("a")), (Marked, Some("b"))];
    check(&again, 2, (2, None), Some(Mark::Corrected(Time(180_000))));
    check(&[(Silent, None), (Marked, Some("a")), (Silent, None)], 1, (2, None), None); // the note is gone
    let gone = [(Silent, None), (Withdrawn, Some("неверно"))];
    check(&gone, 1, (1, None), None);
    let back = [(Silent, None), (Withdrawn, None), (Restored, None)];
    check(&back, 1, (2, None), Some(Mark::Restored(Time(180_000))));
    check(&back, 1, (1, None), None); // it never was gone there
    let back = [(Silent, None), (Withdrawn, None), (Restored, None), (Silent, None)];
    check(&back, 1, (3, Some(Mark::Restored(Time(180_000)))), Some(Mark::Restored(Time(180_000))));
    let back = [(Silent, None), (Withdrawn, None), (Restored, Some("не там"))];
    check(&back, 1, (2, None), Some(Mark::Corrected(Time(180_000))));
}

#[test]
fn all_else_stays_as_it_was_sent() {
    let (two, three) = ((ArticleKey(2), 4), (ArticleKey(3), 1));
    let sent = Edition {
        layout: Layout::Bundle,
        stories: vec![(ONE, 1), two],
        mentions: vec![three, (ONE, 1)],
        tail: 3,
        older: 2,
        pause: true,
        form: Form::Formatted,
        ..Edition::single((ONE, 1), Form::Formatted, Language::Kk)
    };
    let newest = Targets::from([(ONE, 3)]);
    let lead = revisions(&[(Grade::Silent, None), (Grade::Marked, Some("a")), (Grade::Silent, Some("a"))]);
    let expected = Edition { stories: vec![(ONE, 3), two], mentions: vec![three, (ONE, 3)], ..sent.clone() };
    assert_eq!(amended(&sent, &sent, &newest, Form::Photo, &lead), expected, "a list says nothing below it");
    let plain = amended(&sent, &sent, &newest, Form::Plain, &lead);
    assert_eq!(plain.form, Form::Plain);
    let photo = Edition { form: Form::Photo, ..single(1, None) };
    assert_eq!(amended(&photo, &photo, &newest, Form::Plain, &[]).form, Form::Photo, "a photo cannot become text");
}

#[test]
fn a_text_gets_the_photo_that_its_story_had_not() {
    let story = |image: Option<&str>, withdrawn| Story {
        key: ONE,
        id: ArticleId("quake".into()),
        revision: 1,
        headline: "Толчки".into(),
        lead: String::new(),
        url: None,
        image: image.map(|path| Image::Path(path.into())),
        credit: None,
        sensitive: false,
        byline: None,
        language: Language::Ru,
        rubrics: 0,
        correction: None,
        withdrawn,
        published: Time(0),
    };
    let (none, photo) = (story(None, false), story(Some("quake.jpg"), false));
    let check = |contents: &Edition, sent: &Story, lead: &Story, best, expected| {
        assert_eq!(gains_photo(contents, sent, lead, best), expected, "{contents:?}");
    };
    let single = single(2, None);
    check(&single, &none, &photo, Form::Photo, true);
    check(&single, &none, &photo, Form::Formatted, false); // Telegram refuses it
    check(&single, &photo, &photo, Form::Photo, false); // it went without, for a reason
    check(&single, &none, &none, Form::Photo, false);
    check(&single, &none, &story(Some("quake.jpg"), true), Form::Photo, false);
    check(&Edition { layout: Layout::Bundle, ..single.clone() }, &none, &photo, Form::Photo, false);
    check(&Edition { mentions: vec![(ONE, 1)], ..single.clone() }, &none, &photo, Form::Photo, false);
    let since = Edition { form: Form::Photo, ..single.clone() };
    assert!(has_photo(&single, &since) && !has_photo(&single, &single));
    let newest = Targets::from([(ONE, 3)]);
    assert_eq!(amended(&single, &since, &newest, Form::Formatted, &[]).form, Form::Photo, "it stays one");
}

#[test]
fn an_edit_has_its_lane_and_its_time() {
    let loudness = |grade, urgent| Loudness { grade, urgent };
    assert_eq!(lane(loudness(Grade::Withdrawn, false)), Lane::Repair);
    assert_eq!(lane(loudness(Grade::Marked, true)), Lane::Repair);
    assert_eq!(lane(loudness(Grade::Marked, false)), Lane::Marked);
    assert_eq!(lane(loudness(Grade::Silent, true)), Lane::Silent);
    let sent = Time(0);
    let day = sent + WORTH_A_TYPO;
    assert!(is_worth_it(Lane::Silent, sent, Time(day.0 - 1)) && !is_worth_it(Lane::Silent, sent, day));
    assert!(is_worth_it(Lane::Marked, sent, day) && is_worth_it(Lane::Repair, sent, day));
}
