use chrono_tz::Asia::Almaty;
use std::time::Duration;

use super::*;
use crate::{
    clock::Time,
    locale::lines::{CLOSE, OPEN, settle},
};

#[test]
fn lines_with_nothing_to_say_go() {
    let check = |marked: &str, expected: &str| {
        let marked = marked.replace('(', &OPEN.to_string()).replace(')', &CLOSE.to_string());
        assert_eq!(settle(&marked), expected, "{marked}");
    };
    check("<b>(Headline)</b>\n\n(Lead)\n\n<i>(Akorda)</i>\n(#A)", "<b>Headline</b>\n\nLead\n\n<i>Akorda</i>\n#A");
    check("<b>(Headline)</b>\n\n(Lead)\n\n<i>()</i>\n(#A)", "<b>Headline</b>\n\nLead\n\n#A");
    check("<b>(Headline)</b>\n\n()\n\n<i>()</i>\n()", "<b>Headline</b>");
    // A title goes with what it is the title of.
    check("(a)\n\n<b>Main</b>\n()\n\nend", "a\n\nend");
    // A line that says something stays, whatever else is empty in it.
    check("(a) and ()\n()\nend", "a and\nend");
    // Line breaks inside a value end no line.
    check("top:\n(one\n\ntwo)\n\n()\n\nend", "top:\none\n\ntwo\n\nend");
    // A single line always stays.
    check("[()]", "[]");
    check("()", "");
    check("no variables\n\nat all", "no variables\n\nat all");
}

#[test]
fn what_is_missing_shows_as_its_name() {
    let words = Words::built_in();
    assert_eq!(words.say(Language::Ru, "no-such-key", &args![]), "no-such-key");
    assert_eq!(words.say(Language::Ru, "no-such-key", &args![]), "no-such-key");
    assert_eq!(words.say(Language::Ru, "rubric-added", &args![]), "Добавлена рубрика «{$rubric}».");
    assert!(words.has("push") && !words.has("no-such-key"));
}

#[test]
fn values_are_put_in_as_they_are() {
    let words = Words::built_in();
    let odd = "a{ $b }\u{fdd0}<b>\u{fdd1}«»\n";
    assert_eq!(words.say(Language::En, "rubric-added", &args![rubric = odd]), "Added the rubric “a{ $b }<b>«»\n”.");
    let said = words.say(Language::Ru, "ask-many", &args![count = 1_234_567]);
    assert_eq!(said, "За час уже было 1\u{a0}234\u{a0}567 срочных. Отправить ещё одну?");
}

#[test]
fn paragraphs_keep_their_blank_lines() {
    let words = Words::built_in();
    let fields = args![paper = "П", perday = "6 новостей", from = "22:00", to = "07:00", top = "• а\n• б", soon = ""];
    assert_eq!(
        words.say(Language::Ru, "welcome", &fields),
        "<b>Вы подписаны на главные новости.</b>\n\nЭто бот газеты «П». Обычно — 6 новостей в день, с 07:00 до 22:00. Ночью не \
         беспокоим.\n\nСейчас главное:\n• а\n• б\n\nХранятся номер чата, ваш выбор и список доставленного, больше ничего: /privacy. \
         Отписаться можно всегда: /stop"
    );
    let soon = words.say(Language::Ru, "welcome-soon", &args![]);
    let fields = args![paper = "П", perday = "6 новостей", from = "none", to = "", top = "", soon = &soon];
    let welcome = words.say(Language::Ru, "welcome", &fields);
    assert!(!welcome.contains("Сейчас главное"), "{welcome}");
    assert!(
        welcome.contains("Обычно — 6 новостей в день.\n\nПервая новость придёт, как только выйдет.\n\nХранятся"),
        "{welcome}"
    );
}

#[test]
fn times_and_lengths_of_time_are_said() {
    let words = Words::built_in();
    let at = Time(1_795_402_800_000 + 5 * 60_000);
    assert_eq!(words.time(at, Almaty), "08:05");
    assert_eq!(words.moment(at, Almaty), "08:05");
    let marking = words.clone().marking_times(true);
    assert_eq!(marking.moment(at, Almaty), "<tg-time unix=\"1795403100\" format=\"t\">08:05</tg-time>");
    assert_eq!(marking.time(at, Almaty), "08:05");
    assert_eq!(words.date(Language::Ru, at, Almaty), "23 ноября");
    assert_eq!(words.date(Language::Kk, at, Almaty), "23 қараша");
    assert_eq!(words.date(Language::En, at, Almaty), "23 November");
    assert_eq!(words.number(Language::Ru, -12_402), "-12\u{a0}402");
    let check = |milliseconds: u64, expected: &str| {
        assert_eq!(words.duration(Language::Ru, Duration::from_millis(milliseconds)), expected);
    };
    check(0, "0 с");
    check(1, "1 с");
    check(59_000, "59 с");
    check(60_000, "1 мин");
    check(89_000, "1 мин");
    check(90_000, "2 мин");
    check(3_599_000, "1 ч");
    check(7_500_000, "2 ч 5 мин");
    assert_eq!(words.duration(Language::Kk, Duration::from_secs(1800)), "30 мин");
    let size = |language, bytes| words.size(language, bytes);
    assert_eq!((size(Language::Ru, 0), size(Language::Kk, 3_600_000)), ("0,0 МБ".into(), "3,4 МБ".into()));
    assert_eq!((size(Language::En, 1 << 30), size(Language::Ru, 3 << 29)), ("1.0 GB".into(), "1,5 ГБ".into()));
    let tenths = |language, milliseconds| words.duration_in_tenths(language, Duration::from_millis(milliseconds));
    assert_eq!((tenths(Language::Ru, 0), tenths(Language::Ru, 201)), ("0,1 с".into(), "0,3 с".into()));
    assert_eq!((tenths(Language::En, 9_900), tenths(Language::Kk, 9_901)), ("9.9 s".into(), "10 с".into()));
}

#[test]
fn every_month_has_its_name() {
    let words = Words::built_in();
    for language in Language::ALL {
        let names: std::collections::HashSet<String> =
            (1..=12).map(|month| words.say(language, "date", &args![day = 1, month = month])).collect();
        assert_eq!(names.len(), 12, "{names:?}");
    }
}

fn overlaid(text: &str) -> Result<Words, Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("ru.ftl"), text).expect("written");
    let shorten = |what: &String| what.rsplit('/').next().unwrap_or_default().to_string();
    Words::with_overlay(folder.path()).map_err(|wrong| wrong.iter().map(shorten).collect())
}

#[test]
fn a_newsroom_lays_its_own_words_over() {
    let words =
        overlaid("# ours, without the hashtag and the credit\npush = <b>{ $headline }</b>\nbtn-done = Ясно\nbreaking =\n    🔥 <b>{ $headline }</b>\n\n    { $lead }\n").expect("right");
    assert_eq!(words.say(Language::Ru, "btn-done", &args![]), "Ясно");
    assert_eq!(words.say(Language::Kk, "btn-done", &args![]), "Дайын");
    assert_eq!(words.say(Language::Ru, "breaking", &args![headline = "a", lead = ""]), "🔥 <b>a</b>");
    let nowhere = Words::with_overlay(Path::new("/no/such/folder")).expect("no folder is no overlay");
    assert_eq!(nowhere.say(Language::Ru, "btn-done", &args![]), "Готово");
}

#[test]
fn a_wrong_overlay_is_refused_with_sentences() {
    let check = |text: &str, expected: &[&str]| {
        assert_eq!(overlaid(text).expect_err("there is a mistake"), expected, "{text}");
    };
    check("\nbtn-dnoe = x\n", &["ru.ftl:2: unknown key btn-dnoe; did you mean btn-done?"]);
    check(
        "btn-read = Читать { $headline }\nbtn-back = <p>Назад\n",
        &[
            "ru.ftl:1: btn-read uses $headline; what it may use: $site",
            "ru.ftl:2: btn-back has <p>, which Telegram does not know",
            "ru.ftl:2: btn-back does not close <p>",
        ],
    );
    check("btn-back = { btn-done }", &["ru.ftl:1: btn-back uses btn-done; what it may use: none"]);
    let wrong = overlaid("btn-back\n").expect_err("no Fluent");
    assert!(wrong[0].starts_with("ru.ftl:1: this is no Fluent"), "{wrong:?}");
}

#[test]
fn the_built_in_files_are_sound() {
    for language in Language::ALL {
        let (texts, wrong) = bundle::syntax::texts(built_in_text(language));
        assert!(wrong.is_empty() && texts.len() > 300, "{wrong:?}");
        for text in texts {
            assert_eq!(text.unbalanced, None, "{} in {}.ftl", text.key, language.code());
        }
    }
}
