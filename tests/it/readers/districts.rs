//! Groups of rubrics, such as the city's districts: a screen of their own.

use std::time::Duration;

use headliner::newsroom::BUILT_IN;
use insta::assert_snapshot;

use crate::harness::{House, MORNING, seen};

const DISTRICTS: &str = r#"
[[rubric]]
id = "medeu"
title = { ru = "Медеуский", kk = "Медеу", en = "Medeu" }
group = "districts"

[[rubric]]
id = "auezov"
title = { ru = "Ауэзовский", kk = "Әуезов", en = "Auezov" }
group = "districts"

[[group]]
id = "districts"
title = { ru = "Районы", kk = "Аудандар", en = "Districts" }
emoji = "📍"
"#;

/// The districts stand before everything else in the file.
async fn house() -> House {
    let mut house = House::closed(MORNING).await;
    let rest = BUILT_IN.find("[main]").unwrap();
    let newsroom = format!("{}{DISTRICTS}{}", &BUILT_IN[..rest], &BUILT_IN[rest..]);
    house.put("newsroom.toml", newsroom);
    house.start().await;
    house
}

#[tokio::test(start_paused = true)]
async fn a_district_is_chosen_on_its_own_screen() {
    let house = house().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.press("🗂 Рубрики");
    let first = aigul.expects("Что вам присылать?").await;
    assert_snapshot!(seen(&first), @r#"
    <b>Что вам присылать?</b>
    Нажмите, чтобы включить или выключить.
    [✅ ⭐️ Главное]
    [👥 Общество][🏙 Город]
    [🏛 Политика][💹 Экономика]
    [🚨 Происшествия][🚌 Транспорт]
    [🎭 Культура][⚽️ Спорт]
    [📍 Районы ›]
    [Готово]
    "#);
    aigul.press("📍 Районы ›");
    aigul.expects_edit("Районы").await;
    aigul.press("Ауэзовский");
    aigul.expects_toast("«Ауэзовский» включена").await;
    assert_snapshot!(seen(&aigul.expects_edit("Районы").await), @r#"
    <b>Районы.</b> Можно выбрать несколько.
    [Медеуский][✅ Ауэзовский]
    [‹ Назад]
    "#);
    aigul.press("‹ Назад");
    assert_eq!(aigul.expects_edit("Что вам присылать?").await.labels(), first.labels());
    aigul.press("Готово");
    aigul.expects_edit("Запомнили").await;
    house.write("snow", "[auezov, society]", "Снег в Ауэзовском", "2026-11-23T10:01:00+05:00", "");
    assert_snapshot!(seen(&aigul.expects("Снег").await), @r#"
    <b>Снег в Ауэзовском</b>

    Подробности: Снег в Ауэзовском.

    #Общество
    [Читать на Vecher.kz][⋯]
    "#);
    aigul.start("");
    aigul.expects("Вы уже подписаны: Главное, Ауэзовский").await;
    aigul.start("r_medeu__map");
    aigul.expects("Главное, Медеуский, Ауэзовский").await;
}

#[tokio::test(start_paused = true)]
async fn a_story_of_a_district_alone_bears_its_hashtag() {
    let house = house().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_medeu");
    aigul.expects("«Медеуский»").await;
    house.write("snow", "medeu", "Снег в горах", "2026-11-23T10:01:00+05:00", "");
    let text = aigul.expects("Снег в горах").await.text;
    assert!(text.ends_with("#Медеуский"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn groups_and_channels_have_the_same_screen() {
    let house = house().await;
    let editor = house.editor("Редактор").await;
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    group.add_bot();
    group.expects("Здравствуйте").await;
    owner.press_in(&group, "🗂 Выбрать рубрики");
    group.expects("Что вам присылать?").await;
    member.press_in(&group, "📍 Районы ›");
    group.expects_toast("Настройки меняет администратор группы.").await;
    owner.press_in(&group, "📍 Районы ›");
    group.expects_edit("Районы").await;
    owner.press_in(&group, "Медеуский");
    group.expects_toast("«Медеуский» включена").await;
    let channel = house.sim.channel("Медеу сегодня", "medeu", &editor);
    channel.promote_bot(&["can_post_messages"]);
    editor.expects("подключён").await;
    editor.press("📍 Районы ›");
    editor.expects_edit("Районы").await;
    editor.press("Медеуский");
    editor.expects_toast("«Медеуский» включена").await;
    editor.press("‹ Назад");
    editor.expects_edit("Что публиковать в канале «Медеу сегодня»?").await;
    house.write("snow", "medeu", "Снег в Медеуском", "2026-11-23T10:01:00+05:00", "");
    group.expects("Снег в Медеуском").await;
    channel.expects("Снег в Медеуском").await;
}

/// Buttons stand in chats for years: what they lead to may have moved into a group, or be gone.
#[tokio::test(start_paused = true)]
async fn a_button_of_a_group_outlives_it() {
    let house = house().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.say("/rubrics");
    let screen = aigul.expects("Что вам присылать?").await;
    house.put("newsroom.toml", BUILT_IN);
    tokio::time::sleep(Duration::from_secs(60)).await;
    aigul.press_on(&screen, "📍 Районы ›");
    aigul.expects_toast("Это старое сообщение. Откройте новое: /rubrics").await;
    aigul.press_on(&screen, "👥 Общество");
    assert!(!seen(&aigul.expects_edit("Что вам присылать?").await).contains("Районы"));
}
