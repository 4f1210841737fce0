//! What readers look for: words in any form, mistyped ones too, page by page, by rubric; what nobody may find; inline.

use std::time::Duration;

use headliner::{
    article::{ArticleKey, Language},
    search::query::Query,
    store::search::Search,
};
use insta::assert_snapshot;
use simulator::Person;

use crate::harness::{House, MORNING, seen};

/// Two days of news about the metro, which is in the text of all, and one story about something else.
async fn house_of_news() -> House {
    let mut house = House::closed(MORNING).await;
    house.set("HEADLINER_MAX_AGE", "30m"); // so that all of it is archive
    for number in 1..=9 {
        let at = format!("2026-11-22T1{number}:00:00+05:00");
        house.write(&format!("m{number}"), "transport", &format!("Станции метро: часть {number}"), &at, "");
    }
    house.write("school", "society", "Открыли две новые школы", "2026-11-21T10:00:00+05:00", "tags: [образование]");
    house.write("cup", "sport", "Бегуны прошли по станции", "2026-11-20T10:00:00+05:00", "");
    house.start().await;
    house
}

async fn reader(house: &House) -> Person {
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul
}

#[tokio::test(start_paused = true)]
async fn words_are_looked_for_and_pages_turn_in_place() {
    let house = house_of_news().await;
    let aigul = reader(&house).await;
    aigul.say("станций метро");
    assert_snapshot!(seen(&aigul.expects("«станций метро»").await), @r#"
    <b>«станций метро»</b>: 9 новостей

    <b>1.</b> 22 ноября <a href="https://vecher.kz/m9?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 9</a>
    <b>2.</b> 22 ноября <a href="https://vecher.kz/m8?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 8</a>
    <b>3.</b> 22 ноября <a href="https://vecher.kz/m7?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 7</a>
    <b>4.</b> 22 ноября <a href="https://vecher.kz/m6?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 6</a>
    <b>5.</b> 22 ноября <a href="https://vecher.kz/m5?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 5</a>
    <b>6.</b> 22 ноября <a href="https://vecher.kz/m4?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 4</a>
    <b>7.</b> 22 ноября <a href="https://vecher.kz/m3?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 3</a>
    <b>8.</b> 22 ноября <a href="https://vecher.kz/m2?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 2</a>
    [1][2][3][4][5][6][7][8]
    [Раньше ›]
    [🗂 Рубрики]
    [🔔 Следить за «станций метро»]
    "#);
    aigul.press("Раньше ›");
    assert_snapshot!(seen(&aigul.expects_edit("часть 1").await), @r#"
    <b>«станций метро»</b>: 9 новостей

    <b>1.</b> 22 ноября <a href="https://vecher.kz/m1?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">Станции метро: часть 1</a>
    [1]
    [‹ Новее]
    [🗂 Рубрики]
    [🔔 Следить за «станций метро»]
    "#);
    aigul.press("‹ Новее");
    aigul.expects_edit("часть 9").await;
    aigul.say("/search ОБРАЗОВАНИЮ");
    aigul.expects("«ОБРАЗОВАНИЮ»: 1 новость").await;
    aigul.say("/search");
    aigul.expects("Напишите, что найти").await;
    aigul.say("вертолётами");
    aigul.expects("По запросу «вертолётами» ничего нет").await;
}

#[tokio::test(start_paused = true)]
async fn a_typo_finds_what_was_meant() {
    let house = house_of_news().await;
    let aigul = reader(&house).await;
    aigul.say("стнции метор");
    aigul.expects("Ничего по «стнции метор», но есть по «станции метро»:").await;
    aigul.press("Раньше ›");
    aigul.expects_edit("«станции метро»: 9 новостей").await;
    aigul.say("школф");
    aigul.expects("но есть по «школы»").await;
    aigul.say("стр");
    aigul.expects("ничего нет").await;
}

#[tokio::test(start_paused = true)]
async fn a_search_is_narrowed_to_a_rubric() {
    let house = house_of_news().await;
    let aigul = reader(&house).await;
    aigul.say("станция");
    let found = aigul.expects("«станция»: 10 новостей").await;
    aigul.press("🗂 Рубрики");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let rubrics = aigul.last().labels().concat();
    assert_eq!(rubrics[..3], ["✅ все рубрики", "Главное", "Общество"], "{rubrics:?}");
    aigul.press("Спорт");
    let narrowed = aigul.expects_edit("«станция»: 1 новость · Спорт").await;
    assert!(narrowed.text.contains("Бегуны прошли по станции"), "{}", narrowed.text);
    aigul.press("🗂 Рубрики");
    tokio::time::sleep(Duration::from_secs(2)).await;
    aigul.press("Главное");
    aigul.expects_edit("«станция»: 0 новостей · Главное").await;
    // A button of before, on what the message was then.
    aigul.press_on(&found, "Раньше ›");
    aigul.expects_edit("«станция»: 10 новостей").await;
    aigul.say("/latest");
    aigul.expects("Последние новости").await;
    aigul.press("🗂 Рубрики");
    tokio::time::sleep(Duration::from_secs(2)).await;
    aigul.press("Спорт");
    aigul.expects_edit("Последние новости · Спорт").await;
}

#[tokio::test(start_paused = true)]
async fn a_result_opens_as_a_push_and_is_corrected_with_all_others() {
    let house = house_of_news().await;
    let aigul = reader(&house).await;
    aigul.say("школа");
    aigul.expects("«школа»: 1 новость").await;
    aigul.press("1");
    let push = aigul.expects("Открыли две новые школы").await;
    assert!(push.labels().concat().contains(&"⋯".to_owned()), "{:?}", push.labels());
    let at = "2026-11-21T10:00:00+05:00";
    house.write("school", "society", "Открыли три новые школы", at, "correction: Школ три\ntags: [образование]");
    let corrected = aigul.expects_edit("Открыли три новые школы").await;
    assert!(corrected.text.contains("Школ три"), "{}", corrected.text);
    aigul.say("три школы");
    aigul.expects("«три школы»: 1 новость").await;
    aigul.say("две школы");
    aigul.expects("ничего нет").await;
    // Whoever has not pressed Start gets it too, and nothing is kept of them.
    let guest = house.sim.person("Гость", "ru");
    guest.say("школы");
    guest.expects("«школы»: 1 новость").await;
    guest.press("1");
    guest.expects("Открыли три новые школы").await;
    assert_eq!(house.store().read_here(|store| store.chat_of(guest.id(), 0)).unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_may_see_is_found_by_nobody() {
    let house = house_of_news().await;
    let aigul = reader(&house).await;
    let editor = house.editor("Данияр").await;
    let at = "2026-11-23T09:50:00+05:00";
    house.write("seen", "society", "Жирафы в зоопарке", at, "");
    let hidden = [
        ("draft", "status: draft"),
        ("withheld", "status: withheld"),
        ("withdrawn", "status: withdrawn"),
        ("embargo", "embargo: 2026-11-23T18:00:00+05:00"),
        ("expired", "expires: 2026-11-23T09:55:00+05:00"),
        ("held", "publish_after_review: yes"),
    ];
    for (id, more) in hidden {
        house.write(id, "society", &format!("Жирафы и секрет {id}"), at, more);
    }
    house.write("no-rubric", "что-то", "Жирафы без рубрики", at, "");
    tokio::time::sleep(Duration::from_secs(20)).await;
    editor.say("/breaking Жирафы напечатаны");
    tokio::time::sleep(Duration::from_secs(5)).await;
    let all = house.store().read_here(|store| store.articles(0, 50)).unwrap();
    assert!(all.iter().filter(|listed| listed.story.headline.contains("Жирафы")).count() >= 8, "all are there");
    aigul.say("жираф");
    let found = aigul.expects("«жираф»: 1 новость").await;
    assert!(found.text.contains("Жирафы в зоопарке"), "{}", found.text);
    for word in ["секрета", "секерт", "напечатан", "embargo", "draft"] {
        aigul.say(word);
        let none = aigul.expects(&format!("«{word}»")).await;
        assert!(none.text.contains("ничего нет"), "{}", none.text);
    }
    for key in all.iter().filter(|listed| listed.story.headline.contains("секрет")).map(|listed| listed.story.key.0)
    {
        let gone = house.store().read_here(|store| store.readable(ArticleKey(key), house.now()));
        assert_eq!(gone.unwrap(), None);
    }
    // What was found goes with its story.
    house.write("seen", "society", "Жирафы в зоопарке", at, "status: withdrawn");
    tokio::time::sleep(Duration::from_secs(20)).await;
    aigul.press("1");
    aigul.expects_toast("Эта новость снята с публикации.").await;
    aigul.say("жираф");
    aigul.expects("ничего нет").await;
    let query = aigul.ask_inline("секрет");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(aigul.found_inline(&query), Some(Vec::new()));
}

#[tokio::test(start_paused = true)]
async fn letters_commands_and_voices_are_told_apart() {
    let house = house_of_news().await;
    let aigul = reader(&house).await;
    aigul.say("Здравствуйте, у нас во дворе на Абая опять прорвало трубу");
    aigul.expects("Редакция не читает этот чат").await;
    aigul.say("школа");
    let list = aigul.expects("«школа»: 1 новость").await;
    aigul.press("1");
    let push = aigul.expects("Открыли две новые школы").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    aigul.reply(&push, "школу закрыли");
    aigul.expects("Редакция не читает этот чат").await;
    aigul.reply(&list, "метро");
    aigul.expects("«метро»: 9 новостей").await;
    aigul.say("/abracadabra");
    assert_snapshot!(seen(&aigul.expects("Такой команды нет").await), @r"
    Такой команды нет. Вот что есть:
    [📰 Последние новости]
    [🗂 Рубрики][⚙️ Настройки]
    ");
    aigul.say("/breaking");
    aigul.expects("Такой команды нет").await;
    aigul.say("👍👍");
    aigul.expects("Я умею искать по словам").await;
    let photo = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/photos/withdrawn.png")).unwrap();
    aigul.send_photo(&photo, "");
    aigul.expects("Фото, голосовые и файлы я не понимаю").await;
    // In a group the bot is silent, unless it is asked.
    let group = house.sim.supergroup("Двор", &[&aigul]);
    group.add_bot();
    group.expects("Здравствуйте").await;
    aigul.say_in(&group, "школа");
    aigul.say_in(&group, "/search школа");
    let found = group.expects("«школа»: 1 новость").await;
    assert_eq!(found.labels(), [["🗂 Рубрики"], ["🔔 Следить за «школа»"]], "a push would be for all");
    aigul.say("школа");
    aigul.expects("«школа»: 1 новость").await;
    aigul.press("🔔 Следить за «школа»");
    aigul.expects("Следим за словом «школа»").await;
}

#[tokio::test(start_paused = true)]
async fn a_list_whose_words_are_gone_is_old() {
    let house = house_of_news().await;
    let aigul = reader(&house).await;
    aigul.say("метро");
    let list = aigul.expects("«метро»").await;
    // New stories come while it stands: the page is of now, and the last page stays within what there is.
    for number in 1..=9 {
        let at = format!("2026-11-22T1{number}:00:00+05:00");
        house.write(&format!("m{number}"), "transport", &format!("Автобус: часть {number}"), &at, "");
    }
    tokio::time::sleep(Duration::from_secs(20)).await;
    aigul.press_on(&list, "Раньше ›");
    aigul.expects_edit("«метро»: 0 новостей").await;
}

#[tokio::test(start_paused = true)]
async fn stories_are_found_and_shared_in_any_chat() {
    let house = house_of_news().await;
    let picture = "image: https://vecher.kz/p.jpg";
    house.write("tower", "society", "Башня <Есентай> & парк", "2026-11-21T10:00:00+05:00", picture);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let guest = house.sim.person("Гость", "ru");
    let query = guest.ask_inline("башнями");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let found = guest.found_inline(&query).expect("an answer");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["title"], "Башня <Есентай> & парк");
    assert_eq!(found[0]["thumbnail_url"], "https://vecher.kz/p.jpg");
    let room = house.sim.supergroup("Двор", &[&guest]);
    let message = guest.choose_inline(&query, found[0]["id"].as_str().unwrap(), &room);
    assert_snapshot!(seen(&message), @r#"
    <b>Башня &lt;Есентай&gt; &amp; парк</b>

    Подробности: Башня &lt;Есентай&gt; &amp; парк.

    #Общество
    [Читать на Vecher.kz]
    "#);
    assert_eq!(house.store().read_here(|store| store.chat_of(guest.id(), 0)).unwrap(), None);
    // Without words the latest, and more of it when somebody reads on; a typo is understood.
    for number in 1..=12 {
        house.write(&format!("e{number}"), "city", &format!("Ярмарка {number}"), "2026-11-19T10:00:00+05:00", "");
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let latest = guest.ask_inline("");
    let meant = guest.ask_inline("башян");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(guest.found_inline(&latest).map(|found| found.len()), Some(20));
    assert_eq!(guest.found_inline(&meant).map(|found| found.len()), Some(1));
    let rest = guest.read_on("", "20");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(guest.found_inline(&rest).map(|found| found.len()), Some(4));
    let kept = house.sim.requests_of("answerInlineQuery");
    assert!(kept.iter().all(|request| request.status == Some(200)), "{kept:?}");
}

#[tokio::test(start_paused = true)]
async fn kazakh_and_english_readers_search_in_their_words() {
    let house = house_of_news().await;
    for (id, headline) in [("kk", "Алматыдағы мектептерде сабақ басталды"), ("en", "Two schools opened in Almaty")]
    {
        let text = format!(
            "---\nrubric: society\nheadline: {headline}\nurl: https://vecher.kz/{id}\nlanguage: {id}\npublished: 2026-11-22T10:00:00+05:00\n---\n"
        );
        house.put(&format!("articles/{id}.md"), text);
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let serik = house.sim.person("Серік", "kk");
    serik.say("мектеп");
    serik.expects("«мектеп»: 1 жаңалық").await;
    serik.say("метептер");
    serik.expects("«метептер» бойынша жоқ, бірақ «мектептерде» бойынша бар:").await;
    serik.say("вертолёт");
    serik.expects("бойынша ештеңе табылмады").await;
    serik.say("метро");
    serik.expects("«метро»: 9 жаңалық").await;
    let john = house.sim.person("John", "en");
    john.say("School");
    john.expects("“School”: 1 story").await;
    john.say("/nothing");
    john.expects("There is no such command").await;
}

#[tokio::test(start_paused = true)]
async fn articles_of_an_older_database_are_made_findable() {
    let mut house = house_of_news().await;
    house.end().await;
    let words = |house: &House| {
        let query = Query::read("школами").unwrap();
        let search = Search { query, languages: Language::EVERY, rubric: None };
        house.store().read_here(|store| store.count_found(&search, house.now())).unwrap()
    };
    let database = rusqlite::Connection::open(house.path("headliner.db")).unwrap();
    let as_before = "DELETE FROM sought_row; DELETE FROM sought_word; INSERT INTO sought (sought) VALUES ('delete-all');
        INSERT INTO meta (name, value) SELECT 'unsought', max(key) FROM article WHERE true ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    database.execute_batch(as_before).unwrap();
    drop(database);
    assert_eq!(words(&house), 0);
    house.start().await;
    assert_eq!(words(&house), 1);
    assert!(!house.store().read_here(|store| store.has_unsought()).unwrap());
}
