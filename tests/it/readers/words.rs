//! Followed words and threads of stories: what comes for them, why, and how they are let go.

use std::time::Duration;

use headliner::search::followed::Query;
use insta::assert_snapshot;
use simulator::Person;

use crate::harness::{House, MORNING, pass, seen};

const HALF_AN_HOUR: Duration = Duration::from_secs(1_900);

async fn reader(house: &House, name: &str, link: &str) -> Person {
    let reader = house.sim.person(name, "ru");
    reader.start(link);
    reader.expects("Вы подписаны").await;
    reader
}

async fn follows(reader: &Person, word: &str) {
    reader.say(&format!("/follow {word}"));
    reader.expects("Следим за словом").await;
}

/// An article of the sport pages, which nobody here reads.
fn write(house: &House, id: &str, headline: &str, more: &str) {
    house.write(id, "sport", headline, &house.now().utc().to_rfc3339(), more);
}

/// Whether it comes within a minute.
async fn comes(reader: &Person, text: &str) -> bool {
    tokio::time::sleep(Duration::from_secs(60)).await;
    reader.received().iter().any(|message| message.text.contains(text))
}

#[tokio::test(start_paused = true)]
async fn a_word_comes_in_any_form_from_any_rubric_and_says_so() {
    let house = House::open().await;
    let aigul = reader(&house, "Айгүл", "").await;
    aigul.say("/follow");
    aigul.expects("За каким словом следить?").await;
    aigul.say("/follow метро");
    aigul.expects("Следим за словом «метро». За неделю: 1 новость.").await;
    follows(&aigul, "школа").await;
    write(&house, "school", "Школами займётся новый отдел", "");
    assert_snapshot!(seen(&aigul.expects("Школами").await), @r#"
    <b>Школами займётся новый отдел</b>

    Подробности: Школами займётся новый отдел.

    🔎 По вашему слову «школа»
    #Спорт
    [Читать на Vecher.kz][⋯]
    "#);
    aigul.press("⋯");
    aigul.expects_edit("Школами").await;
    aigul.press("Почему пришло?");
    aigul.expects_toast("В новости есть ваше слово «школа».").await;
    pass(HALF_AN_HOUR).await;
    write(&house, "match", "Кайрат выиграл", "");
    assert!(!comes(&aigul, "Кайрат").await, "it has none of the words");
    // A correction changes what stands, and routes nothing.
    write(&house, "match", "Кайрат выиграл у школы", "correction: Соперник был другой.");
    assert!(!comes(&aigul, "Кайрат").await, "what was published without the word comes for it");
}

#[tokio::test(start_paused = true)]
async fn phrases_tags_authors_and_exclusions() {
    let house = House::open().await;
    let aigul = reader(&house, "Айгүл", "").await;
    follows(&aigul, "«Медеуский район» -снос").await;
    follows(&aigul, "#волонтёры").await;
    follows(&aigul, "Серикова").await;
    let mut told = Vec::new();
    for (id, headline, more) in [
        ("one", "В Медеуском районе посадят яблони", ""),
        ("two", "В Медеуском районе начался снос гаражей", ""),
        ("three", "Район спорит с Медеуским судом", ""),
        ("four", "Тёплые вещи для двухсот семей", "tags: [Волонтёры, помощь]"),
        ("five", "Каким будет каток", "byline: Мадина Серикова"),
    ] {
        write(&house, id, headline, more);
        if comes(&aigul, headline).await {
            told.push(id);
        }
        pass(HALF_AN_HOUR).await;
    }
    assert_eq!(told, ["one", "four", "five"], "{}", aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn kazakh_words_and_languages_that_are_not_read() {
    let house = House::open().await;
    let kazakh = |id: &str, headline: &str| {
        let at = house.now().utc().to_rfc3339();
        let text = format!(
            "---\nid: {id}\nrubric: sport\nheadline: {headline}\nurl: https://vecher.kz/{id}\nlanguage: kk\npublished: {at}\n---\nТолығырақ.\n"
        );
        house.put(&format!("articles/{id}.md"), text);
    };
    let erlan = house.sim.person("Ерлан", "kk");
    erlan.start("");
    erlan.expects("жазылдыңыз").await;
    erlan.say("/follow мектеп");
    erlan.expects("«мектеп» сөзін бақылаймыз.").await;
    let aigul = reader(&house, "Айгүл", "").await;
    follows(&aigul, "мектеп").await;
    kazakh("mektep", "Мектептерде жаңа сабақ басталады");
    erlan.expects("🔎 «мектеп» сөзі бойынша").await;
    assert!(!comes(&aigul, "Мектептерде").await, "she does not read Kazakh");
}

#[tokio::test(start_paused = true)]
async fn a_rubric_and_a_word_bring_a_story_once_and_a_muted_rubric_does_not_mute_a_word() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_sport");
    aigul.expects("Готово").await;
    follows(&aigul, "каток").await;
    write(&house, "rink", "Каток откроют в субботу", "");
    let push = aigul.expects("Каток откроют в субботу").await;
    assert!(!push.text.contains("🔎"), "the rubric brought it");
    aigul.press("⋯");
    aigul.expects_edit("Каток").await;
    aigul.press("🔕 «Спорт» — до завтра");
    aigul.expects_toast("молчит").await;
    pass(HALF_AN_HOUR).await;
    write(&house, "match", "Кайрат выиграл", "");
    write(&house, "rink-2", "На катках подорожал вход", "");
    aigul.expects("🔎 По вашему слову «каток»").await;
    pass(HALF_AN_HOUR).await;
    let count = |text: &str| aigul.received().iter().filter(|message| message.text.contains(text)).count();
    assert_eq!([count("Каток откроют"), count("На катках"), count("Кайрат")], [1, 1, 0], "{}", aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn words_are_let_go_by_command_and_by_button() {
    let house = House::open().await;
    let aigul = reader(&house, "Айгүл", "").await;
    follows(&aigul, "каток").await;
    follows(&aigul, "«новый парк»").await;
    aigul.say("/unfollow КАТКИ");
    aigul.expects("Больше не следим за словом «каток».").await;
    aigul.say("/unfollow");
    assert_snapshot!(seen(&aigul.expects("Слова.").await), @r#"
    <b>Слова.</b> Новости с ними придут из любой рубрики. Добавить: /follow метро. Убрать — нажмите на слово.
    [✕ «новый парк»]
    [‹ Назад]
    "#);
    aigul.press("✕ «новый парк»");
    aigul.expects_toast("Больше не следим").await;
    write(&house, "park", "Новый парк откроют", "");
    assert!(!comes(&aigul, "Новый парк").await, "nobody follows it");
    aigul.press("＋ «новый парк»");
    aigul.expects_toast("Сохранено").await;
    aigul.press("‹ Назад");
    aigul.expects_edit("Слова: «новый парк»").await;
    aigul.press("Слова");
    aigul.expects_edit("Новости с ними придут из любой рубрики").await;
    write(&house, "park-2", "Новые парки откроют", "");
    assert!(comes(&aigul, "Новые парки").await, "{}", aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn a_frequent_word_is_asked_about_and_twenty_is_the_most() {
    let mut house = House::closed(MORNING).await;
    for number in 0..12 {
        house.write(&format!("s{number}"), "city", &format!("Снег, день {number}"), "2026-11-23T08:10:00+05:00", "");
    }
    house.set("HEADLINER_MAX_AGE", "30m");
    house.start().await;
    let aigul = reader(&house, "Айгүл", "").await;
    aigul.say("/follow снег");
    assert_snapshot!(seen(&aigul.expects("очень частое").await), @r#"
    Слово «снег» очень частое: 12 новостей в день. Всё равно следить?
    [Да][Нет]
    "#);
    aigul.press("Нет");
    aigul.say("/unfollow снег");
    assert_eq!(aigul.expects("Слова.").await.labels(), [["‹ Назад"]], "it is followed without a yes");
    aigul.say("/follow снегопад");
    aigul.expects("Следим за словом «снегопад». За неделю: 0 новостей.").await;
    aigul.say("/follow снег");
    aigul.expects("очень частое").await;
    aigul.press("Да");
    aigul.expects_edit("Следим за словом «снег»").await;
    for number in 0..18 {
        follows(&aigul, &format!("слово{number}")).await;
    }
    aigul.say("/follow лишнее");
    aigul.expects("Слов уже 20, это предел.").await;
    aigul.say("/follow слово3");
    aigul.expects("Следим за словом «слово3»").await;
}

#[tokio::test(start_paused = true)]
async fn a_link_follows_its_word_whoever_comes_by_it() {
    let house = House::open().await;
    let now = house.now();
    let word = house
        .store()
        .write_here(|store| {
            let word = store.word_for(&Query::parse("каток").unwrap(), "каток", now)?;
            store.link_word(word).map(|()| word)
        })
        .unwrap();
    let link = format!("w_{}__rink", word.0);
    let aigul = reader(&house, "Айгүл", &link).await;
    aigul.expects("Следим за словом «каток»").await;
    let known = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
    assert_eq!(known.source.as_deref(), Some("rink"));
    let madina = reader(&house, "Мадина", "w_999").await;
    madina.start(&link);
    madina.expects("Следим за словом «каток»").await;
    madina.say("/stop");
    madina.expects("Вы отписаны").await;
    madina.start(&link);
    madina.expects("С возвращением!").await;
    madina.expects("Следим за словом «каток»").await;
    let stranger = house.sim.person("Гость", "ru");
    stranger.say("/follow каток");
    stranger.expects("Вы подписаны").await;
    stranger.expects("Следим за словом «каток»").await;
    write(&house, "rink", "Каток откроют в субботу", "");
    for person in [&aigul, &madina, &stranger] {
        person.expects("🔎 По вашему слову «каток»").await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_story_is_followed_whatever_the_rubrics_and_muted_by_one_tap() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    let at = || house.now().utc().to_rfc3339();
    house.write("road", "society", "Дорогу закрыли", &at(), "");
    let push = aigul.expects("Дорогу закрыли").await;
    aigul.press("⋯");
    aigul.expects_edit("Дорогу закрыли").await;
    aigul.press("🔔 Следить за темой");
    aigul.expects_toast("Следим: продолжения придут").await;
    pass(HALF_AN_HOUR).await;
    write(&house, "road-2", "Дорогу расчищают", "follows: road");
    aigul.expects("Дорогу расчищают").await;
    aigul.press("⋯");
    aigul.expects_edit("Дорогу расчищают").await;
    aigul.press("Почему пришло?");
    aigul.expects_toast("Вы следите за этой темой.").await;
    aigul.press("🔕 Не следить за темой");
    aigul.expects_toast("Продолжения этой темы больше не придут.").await;
    assert_eq!(aigul.expects_edit("Дорогу расчищают").await.labels().last().unwrap(), &["Вернуть"]);
    pass(HALF_AN_HOUR).await;
    house.write("road-3", "society", "Дорогу обещают открыть", &at(), "follows: road-2");
    assert!(!comes(&aigul, "обещают").await, "it is muted, whatever its rubric");
    let newest = aigul.received().pop().unwrap();
    aigul.press_on(&newest, "Вернуть");
    aigul.expects_toast("Следим").await;
    write(&house, "road-4", "Дорогу открыли", "follows: road-3");
    assert!(comes(&aigul, "Дорогу открыли").await, "the tap is taken back: {}", aigul.transcript());
    assert!(!comes(&aigul, "обещают").await, "what came out meanwhile stays away");
    aigul.press_on(&push, "⋯");
    aigul.expects_edit("Дорогу закрыли").await;
}

#[tokio::test(start_paused = true)]
async fn what_waits_is_muted_too() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    let at = || house.now().utc().to_rfc3339();
    house.write("road", "society", "Дорогу закрыли", &at(), "");
    aigul.expects("Дорогу закрыли").await;
    house.write("road-2", "society", "Дорогу расчищают", &at(), "follows: road");
    house.write("park", "society", "Парк откроют весной", &at(), "");
    tokio::time::sleep(Duration::from_secs(60)).await;
    aigul.press("⋯");
    aigul.expects_edit("Дорогу закрыли").await;
    aigul.press("🔕 Не следить за темой");
    aigul.expects_toast("Продолжения").await;
    pass(HALF_AN_HOUR).await;
    assert!(comes(&aigul, "Парк откроют").await);
    assert!(!comes(&aigul, "расчищают").await, "{}", aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn whoever_is_erased_leaves_no_words() {
    let house = House::open().await;
    let aigul = reader(&house, "Айгүл", "").await;
    let madina = reader(&house, "Мадина", "").await;
    for (person, words) in [(&aigul, ["каток", "тайна"]), (&madina, ["каток", "лыжи"])] {
        for word in words {
            follows(person, word).await;
        }
    }
    aigul.say("/privacy");
    let privacy = aigul.expects("Что о вас хранится").await;
    let file = privacy.more["document"]["file_id"].as_str().unwrap().to_owned();
    let file: serde_json::Value = serde_json::from_slice(&house.sim.file(&file).unwrap()).unwrap();
    assert_eq!(file["words"], serde_json::json!(["каток", "тайна"]));
    aigul.press("Удалить мои данные");
    aigul.expects("Удалить всё и отписаться?").await;
    aigul.press("Да, удалить");
    aigul.expects_edit("Всё удалено").await;
    let kept = |word: &str| {
        let query = Query::parse(word).unwrap();
        house.store().read_here(|store| store.word_of(&query)).unwrap().is_some()
    };
    assert_eq!(["каток", "тайна", "лыжи"].map(kept), [true, false, true]);
    write(&house, "rink", "Каток откроют в субботу", "");
    madina.expects("Каток").await;
}

#[tokio::test(start_paused = true)]
async fn in_a_group_administrators_choose_words() {
    let house = House::open().await;
    let owner = house.sim.person("Хозяин", "ru");
    let member = house.sim.person("Гость", "ru");
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    group.add_bot();
    group.expects("Здравствуйте").await;
    member.say_in(&group, "/follow каток");
    group.expects("Настройки меняет администратор группы.").await;
    owner.say_in(&group, "/follow каток");
    group.expects("Следим за словом «каток»").await;
    write(&house, "rink", "Каток откроют в субботу", "");
    group.expects("🔎 По вашему слову «каток»").await;
    owner.say_in(&group, "/unfollow");
    group.expects("Слова.").await;
    member.press_in(&group, "✕ каток");
    group.expects_toast("Настройки меняет администратор группы.").await;
    owner.press_in(&group, "✕ каток");
    group.expects_toast("Больше не следим").await;
}
