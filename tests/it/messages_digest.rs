//! The digest, pinned: the deck's morning digest of nine, and what the other digests do differently.

use headliner::{
    article::{ArticleKey, Image, Language, Story},
    clock::Time,
    message::{Extra, Message},
    newsroom::Newsroom,
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
    let extra = Extra { older: 4, withdrawn: vec![ArticleKey(3)], overnight: vec![ArticleKey(2)], ..Extra::default() };
    let noon = MORNING + std::time::Duration::from_millis(4 * HOUR as u64);
    assert_snapshot!(shown(&digest(Language::En, &stories, 0, noon, extra)), @r#"
    🕛 <b>Түнде тауда қар жауды, Медеу жолы ашық</b>
    and 2 stories more at noon, 23 November

    <b>Top</b>
    ⚡️ Overnight: <a href="https://vecher.kz/en/article/2.html">Әкім метроның жаңа желісі қашан бітетінін айтты</a>
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
