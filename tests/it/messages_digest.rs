//! The digest, pinned: the deck's morning digest of nine, and what the other digests do differently.

use headliner::{
    article::{ArticleKey, Form, Image, Language, Story},
    clock::Time,
    message::{Button, Extra, Message},
    newsroom::Newsroom,
    store::editions::{Edition, Layout},
};
use insta::assert_snapshot;

use crate::messages_examples::{MORNING, bare, shown, story, with_renderer};

const HOUR: i64 = 3_600_000;

fn nine(language: Language) -> Vec<Story> {
    let rubrics =
        ["main city", "main transport", "main city", "society", "society", "sport", "culture", "economy", "city"];
    let headlines = match language {
        Language::Ru => [
            "Ночью в горах выпал снег, дорога на Медеу открыта",
            "Аким рассказал, когда достроят новую ветку метро",
            "С 1 декабря меняются правила парковки в центре",
            "Волонтёры собрали тёплые вещи для двухсот семей",
            "Школы Алатауского района перейдут на одну смену",
            "«Кайрат» выиграл в гостях",
            "В театре имени Ауэзова премьера",
            "Почём овощи на ярмарке в эти выходные",
            "Какой будет погода до пятницы",
        ],
        _ => [
            "Түнде тауда қар жауды, Медеу жолы ашық",
            "Әкім метроның жаңа желісі қашан бітетінін айтты",
            "1 желтоқсаннан бастап орталықтағы тұрақ ережесі өзгереді",
            "Еріктілер екі жүз отбасыға жылы киім жинады",
            "Алатау ауданының мектептері бір ауысымға көшеді",
            "«Қайрат» сырт алаңда жеңді",
            "Әуезов театрында премьера",
            "Демалыс күнгі жәрмеңкеде көкөніс бағасы қандай",
            "Жұмаға дейін ауа райы қандай болады",
        ],
    };
    let numbered = (1..).zip(rubrics.iter().zip(headlines));
    numbered.map(|(key, (rubric, headline))| story(key, language, rubric, headline, "")).collect()
}

fn digest(language: Language, stories: &[Story], tail: usize, at: Time, extra: Extra) -> Message {
    with_renderer(&bare(), |renderer| renderer.digest(language, stories, tail, at, extra))
}

#[test]
fn the_morning_digest_of_nine() {
    assert_snapshot!(shown(&digest(Language::Ru, &nine(Language::Ru), 0, MORNING, Extra::default())), @r#"
    ☀️ <b><a href="https://vecher.kz/ru/article/1.html">Ночью в горах выпал снег, дорога на Медеу открыта</a></b>
    и ещё 8 новостей к утру, 23 ноября

    <b>Главное</b>
    • <a href="https://vecher.kz/ru/article/2.html">Аким рассказал, когда достроят новую ветку метро</a>
    • <a href="https://vecher.kz/ru/article/3.html">С 1 декабря меняются правила парковки в центре</a>

    <b>👥 Общество</b>
    • <a href="https://vecher.kz/ru/article/4.html">Волонтёры собрали тёплые вещи для двухсот семей</a>
    • <a href="https://vecher.kz/ru/article/5.html">Школы Алатауского района перейдут на одну смену</a>

    <blockquote expandable><b>Остальное</b>
    • <a href="https://vecher.kz/ru/article/6.html">«Кайрат» выиграл в гостях</a>
    • <a href="https://vecher.kz/ru/article/7.html">В театре имени Ауэзова премьера</a>
    • <a href="https://vecher.kz/ru/article/8.html">Почём овощи на ярмарке в эти выходные</a>
    • <a href="https://vecher.kz/ru/article/9.html">Какой будет погода до пятницы</a></blockquote>
    [⚙️ Настроить дайджест]
    "#);
    assert_snapshot!(shown(&digest(Language::Kk, &nine(Language::Kk), 0, MORNING, Extra::default())), @r#"
    ☀️ <b><a href="https://vecher.kz/kk/article/1.html">Түнде тауда қар жауды, Медеу жолы ашық</a></b>
    және тағы 8 жаңалық, 23 қараша, таңғы шолу

    <b>Бастысы</b>
    • <a href="https://vecher.kz/kk/article/2.html">Әкім метроның жаңа желісі қашан бітетінін айтты</a>
    • <a href="https://vecher.kz/kk/article/3.html">1 желтоқсаннан бастап орталықтағы тұрақ ережесі өзгереді</a>

    <b>👥 Қоғам</b>
    • <a href="https://vecher.kz/kk/article/4.html">Еріктілер екі жүз отбасыға жылы киім жинады</a>
    • <a href="https://vecher.kz/kk/article/5.html">Алатау ауданының мектептері бір ауысымға көшеді</a>

    <blockquote expandable><b>Қалғаны</b>
    • <a href="https://vecher.kz/kk/article/6.html">«Қайрат» сырт алаңда жеңді</a>
    • <a href="https://vecher.kz/kk/article/7.html">Әуезов театрында премьера</a>
    • <a href="https://vecher.kz/kk/article/8.html">Демалыс күнгі жәрмеңкеде көкөніс бағасы қандай</a>
    • <a href="https://vecher.kz/kk/article/9.html">Жұмаға дейін ауа райы қандай болады</a></blockquote>
    [⚙️ Шолуды баптау]
    "#);
}

#[test]
fn an_evening_digest_of_five_folds_nothing() {
    let mut stories = nine(Language::Ru).split_off(4);
    stories[0].image = Some(Image::Path("photos/school.jpg".into()));
    stories[1].url = None;
    stories[2].rubrics = 0;
    let evening = MORNING + std::time::Duration::from_millis(11 * HOUR as u64);
    assert_snapshot!(shown(&digest(Language::Ru, &stories, 0, evening, Extra::default())), @r#"
    🌆 <b><a href="https://vecher.kz/ru/article/5.html">Школы Алатауского района перейдут на одну смену</a></b>
    и ещё 4 новости к вечеру, 23 ноября

    <b>🏙 Город</b>
    • <a href="https://vecher.kz/ru/article/9.html">Какой будет погода до пятницы</a>

    <b>💹 Экономика</b>
    • <a href="https://vecher.kz/ru/article/8.html">Почём овощи на ярмарке в эти выходные</a>

    <b>⚽️ Спорт</b>
    • «Кайрат» выиграл в гостях

    <blockquote expandable><b>Остальное</b>
    • <a href="https://vecher.kz/ru/article/7.html">В театре имени Ауэзова премьера</a></blockquote>
    [⚙️ Настроить дайджест]
    preview https://vecher.kz/ru/article/5.html
    "#);
}

#[test]
fn a_digest_says_what_else_there_is() {
    let mut stories = nine(Language::En);
    stories.truncate(3);
    stories[0].url = None;
    let quake = story(9, Language::En, "incidents", "Earth tremors were felt at 3:12", "");
    let extra = Extra { older: 4, withdrawn: vec![ArticleKey(3)], overnight: vec![quake], ..Extra::default() };
    let noon = MORNING + std::time::Duration::from_millis(4 * HOUR as u64);
    assert_snapshot!(shown(&digest(Language::En, &stories, 0, noon, extra)), @r#"
    🕛 <b>Түнде тауда қар жауды, Медеу жолы ашық</b>
    plus 3 stories at noon, 23 November

    <b>Top</b>
    ⚡️ Overnight: <a href="https://vecher.kz/en/article/9.html">Earth tremors were felt at 3:12</a>
    • <a href="https://vecher.kz/en/article/2.html">Әкім метроның жаңа желісі қашан бітетінін айтты</a>
    • 🚫 <i>Story withdrawn</i>

    Earlier stories: 4. All here: /latest
    [⚙️ Digest settings]
    "#);
}

#[test]
fn a_digest_has_at_most_thirty_stories() {
    let newsroom = Newsroom::default();
    let stories: Vec<Story> = (0..45)
        .map(|key| {
            let rubric = &newsroom.rubrics[key as usize % newsroom.rubrics.len()].id;
            story(key, Language::Ru, rubric, &format!("Новость под номером {key}"), "")
        })
        .collect();
    let message = digest(Language::Ru, &stories, 5, MORNING, Extra::default());
    assert_eq!(message.text.matches("<a href").count(), 30);
    assert!(message.text.contains("и ещё 49 новостей"), "{}", message.text);
    assert_eq!(message.keyboard.0[0][0].label, "Ещё 20 новостей");
    // Seven stand above the fold: the first, and six in rubrics.
    let (open, _) = message.text.split_once("<blockquote").expect("a fold");
    assert_eq!(open.matches("<a href").count(), 7);
}

/// All pages of an edition, the message itself first.
fn pages(edition: &Edition, stories: &[Story], named: &[Story]) -> Vec<Message> {
    with_renderer(&bare(), |renderer| {
        (0..).map_while(|page| renderer.page(edition, stories, named, page)).collect::<Vec<_>>()
    })
}

/// The numbers at the ends of the links' addresses, in order.
fn numbers(text: &str) -> Vec<i64> {
    let links = text.split("/article/").skip(1);
    links.filter_map(|rest| rest.split(".html").next().and_then(|number| number.parse().ok())).collect()
}

/// Long headlines, so that a page has fewer than thirty.
fn many(count: i64, length: usize) -> Vec<Story> {
    let headline = |key| format!("Новость под номером {key} {}", "о том же самом ".repeat(length));
    (1..=count).map(|key| story(key, Language::Ru, "city", &headline(key), "")).collect()
}

fn edition_of(layout: Layout, stories: &[Story], tail: usize) -> Edition {
    let (form, language) = (Form::Formatted, Language::Ru);
    let articles = stories.iter().map(|story| (story.key, 1)).collect();
    let at = Some(MORNING);
    Edition { layout, stories: articles, tail, at, ..Edition::single((ArticleKey(1), 1), form, language) }
}

#[test]
fn the_pages_of_a_list_name_each_story_once() {
    for (layout, count, length) in [
        (Layout::Digest, 45, 0),
        (Layout::Digest, 31, 0),
        (Layout::Digest, 120, 8),
        (Layout::Bundle, 150, 0),
        (Layout::Bundle, 300, 8),
    ] {
        let stories = many(count, length);
        let edition = edition_of(layout, &stories, 0);
        let pages = pages(&edition, &stories, &[]);
        assert!(pages.len() > 1 && pages.len() < 20, "{layout:?} {count}: {} pages", pages.len());
        // A digest's first line is a link on each of its pages.
        let skip = usize::from(layout == Layout::Digest);
        let named: Vec<i64> = pages.iter().flat_map(|page| numbers(&page.text).into_iter().skip(skip)).collect();
        assert_eq!(named, (2..=count).collect::<Vec<_>>(), "{layout:?} {count}");
        assert!(pages.iter().all(|page| length_of(page) <= 4096));
        for (place, page) in pages.iter().enumerate().skip(1) {
            let left = pages[place + 1..].iter().map(|page| numbers(&page.text).len() - skip).sum::<usize>();
            let labels: Vec<&str> = page.keyboard.0[0].iter().map(|button| button.label.as_str()).collect();
            let next = format!("Ещё {left} ");
            assert_eq!(labels[0], "‹ Назад");
            assert_eq!(labels.get(1).map(|label| label.starts_with(&next)), (left > 0).then_some(true), "{labels:?}");
        }
    }
}

fn length_of(message: &Message) -> usize {
    headliner::message::length(&message.text)
}

#[test]
fn what_is_only_counted_is_counted_on_the_last_page() {
    let stories = many(33, 0);
    let seen = story(99, Language::Ru, "city", "Толчки в городе", "");
    let edition = Edition { mentions: vec![(seen.key, 1)], ..edition_of(Layout::Digest, &stories, 5) };
    let pages = pages(&edition, &stories, std::slice::from_ref(&seen));
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[0].keyboard.0[0][0].label, "Ещё 8 новостей");
    assert_snapshot!(shown(&pages[1]), @r#"
    ☀️ <b><a href="https://vecher.kz/ru/article/1.html">Новость под номером 1</a></b>
    и ещё 37 новостей к утру, 23 ноября

    • <a href="https://vecher.kz/ru/article/31.html">Новость под номером 31</a>
    • <a href="https://vecher.kz/ru/article/32.html">Новость под номером 32</a>
    • <a href="https://vecher.kz/ru/article/33.html">Новость под номером 33</a>

    Более ранних новостей: 5. Все здесь: /latest
    [‹ Назад]
    [⚙️ Настроить дайджест]
    "#);
    // What has no pages.
    let few = edition_of(Layout::Bundle, &stories[..3], 0);
    assert!(with_renderer(&bare(), |renderer| renderer.page(&few, &stories[..3], &[], 1)).is_none());
    let single = edition_of(Layout::Single, &stories[..1], 0);
    assert!(with_renderer(&bare(), |renderer| renderer.page(&single, &stories[..1], &[], 1)).is_none());
}

/// A message that offers a digest has a button more, which goes with the message when its story is withdrawn.
#[test]
fn an_edition_that_offers_a_digest_has_a_button_for_it() {
    let stories = many(3, 0);
    let last = |edition: &Edition, stories: &[Story]| {
        let message = with_renderer(&bare(), |renderer| renderer.edition(edition, stories, &[]));
        message.keyboard.0.last().map(|row| row[0].clone())
    };
    let single = Edition { offers: true, ..edition_of(Layout::Single, &stories[..1], 0) };
    let bundle = Edition { offers: true, ..edition_of(Layout::Bundle, &stories, 0) };
    let less = |data: &str| Some(Button::data("⏰ Реже: дайджестом", data));
    assert_eq!(last(&single, &stories[..1]), less("m:1:l"));
    assert_eq!(last(&bundle, &stories), less("mb:1:l"));
    assert_ne!(last(&Edition { offers: false, ..single.clone() }, &stories[..1]), less("m:1:l"));
    let gone = [Story { withdrawn: true, ..stories[0].clone() }];
    assert_eq!(last(&single, &gone), None);
}
