//! `/saved`: kept by «⋯», listed, removed, put back, erased.

use std::time::Duration;

use insta::assert_snapshot;
use simulator::Person;

use crate::harness::{House, seen};

async fn reader(house: &House) -> Person {
    let newsroom = "[new_reader]\nspacing = \"0s\"\nquiet = []\n";
    house.put("newsroom.toml", newsroom);
    tokio::time::sleep(Duration::from_secs(30)).await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul
}

async fn comes(house: &House, reader: &Person, number: u32) {
    let headline = format!("Новость под номером {number}");
    house.write(&format!("n{number}"), "society", &headline, "2026-11-23T10:01:00+05:00", "");
    reader.expects(&headline).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
}

async fn saves(reader: &Person) {
    reader.press("⋯");
    tokio::time::sleep(Duration::from_secs(2)).await;
    reader.press("🔖 Сохранить");
    reader.expects_toast("Сохранено. Список: /saved").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
}

#[tokio::test(start_paused = true)]
async fn what_was_saved_is_listed_and_removed() {
    let house = House::open().await;
    let aigul = reader(&house).await;
    aigul.say("/saved");
    aigul.expects("Пока пусто").await;
    for number in 1..=9 {
        comes(&house, &aigul, number).await;
        saves(&aigul).await;
    }
    house.write("n8", "society", "Новость под номером 8", "2026-11-23T10:01:00+05:00", "status: withdrawn");
    tokio::time::sleep(Duration::from_secs(60)).await;
    aigul.say("/saved");
    let list = aigul.expects("Сохранённое").await;
    assert_snapshot!(seen(&list), @r#"
    <b>Сохранённое</b>

    1. <a href="https://vecher.kz/n9?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Новость под номером 9</a>
    2. 🚫 <i>Материал снят с публикации</i>
    3. <a href="https://vecher.kz/n7?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Новость под номером 7</a>
    4. <a href="https://vecher.kz/n6?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Новость под номером 6</a>
    5. <a href="https://vecher.kz/n5?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Новость под номером 5</a>
    6. <a href="https://vecher.kz/n4?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Новость под номером 4</a>
    7. <a href="https://vecher.kz/n3?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Новость под номером 3</a>
    8. <a href="https://vecher.kz/n2?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Новость под номером 2</a>
    [✕ 1][✕ 2][✕ 3][✕ 4]
    [✕ 5][✕ 6][✕ 7][✕ 8]
    [Раньше ›]
    "#);
    aigul.press("Раньше ›");
    aigul.expects_edit("9. Новость под номером 1").await;
    aigul.press("✕ 9");
    aigul.expects_toast("Убрано из сохранённого.").await;
    let removed = aigul.expects_edit("1. Новость под номером 9").await;
    assert_eq!(removed.labels().last().unwrap(), &["Вернуть"]);
    aigul.press("Вернуть");
    aigul.expects_toast("Всё как было.").await;
    aigul.expects_edit("9. Новость под номером 1").await;
}

#[tokio::test(start_paused = true)]
async fn saving_is_undone_told_and_erased() {
    let house = House::open().await;
    let aigul = reader(&house).await;
    comes(&house, &aigul, 1).await;
    saves(&aigul).await;
    aigul.press("Вернуть");
    aigul.expects_toast("Всё как было.").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    aigul.say("/saved");
    aigul.expects("Пока пусто").await;
    comes(&house, &aigul, 2).await;
    saves(&aigul).await;
    aigul.say("/privacy");
    let privacy = aigul.expects("Что о вас хранится").await;
    let file = privacy.more["document"]["file_id"].as_str().unwrap().to_owned();
    let stored: serde_json::Value = serde_json::from_slice(&house.sim.file(&file).unwrap()).unwrap();
    assert_eq!(stored["saved"][0]["story"], "n2", "{stored:#}");
    let key = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap().key;
    let kept = || house.store().read_here(|store| Ok((store.saved(key)?.len(), store.offer(key)?))).unwrap();
    house.store().write_here(|store| store.note_offer(key, house.now())).unwrap();
    assert!(matches!(kept(), (1, Some(_))));
    aigul.press("Удалить мои данные");
    aigul.expects("Удалить всё и отписаться?").await;
    aigul.press("Да, удалить");
    aigul.expects_edit("Всё удалено").await;
    assert_eq!(kept(), (0, None));
}

/// The list takes 200; the next is refused with a sentence, and nothing is dropped.
#[tokio::test(start_paused = true)]
async fn a_full_list_says_so() {
    let house = House::open().await;
    let aigul = reader(&house).await;
    comes(&house, &aigul, 1).await;
    let fill = |store: &headliner::store::Writing| {
        let key = store.chat_of(aigul.id(), 0)?.unwrap().key;
        for number in 0..200 {
            let facts = headliner::store::articles::Submission {
                id: headliner::article::ArticleId(format!("old{number}")),
                ..submission(house.now())
            };
            let kept = store.keep(&facts, house.now())?;
            assert!(store.save(key, kept.key, house.now())?);
        }
        Ok(())
    };
    house.store().write_here(fill).unwrap();
    aigul.press("⋯");
    aigul.expects_edit("Новость под номером 1").await;
    aigul.press("🔖 Сохранить");
    aigul.expects_toast("Сохранено уже 200, это предел. Уберите лишнее: /saved").await;
}

fn submission(now: headliner::clock::Time) -> headliner::store::articles::Submission {
    headliner::store::articles::Submission {
        id: headliner::article::ArticleId(String::new()),
        readiness: headliner::store::articles::Readiness::Ready,
        url: None,
        headline: "Старая новость".to_owned(),
        lead: String::new(),
        body: String::new(),
        image: None,
        credit: None,
        byline: None,
        sensitive: false,
        language: headliner::article::Language::Ru,
        rubrics: 1,
        correction: None,
        tags: Vec::new(),
        translation_of: None,
        follows: None,
        embargo: None,
        published: now,
        version: None,
        path: None,
    }
}
