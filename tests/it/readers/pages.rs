//! «Ещё N»: what a digest had no room for, in place.

use std::time::Duration;

use crate::harness::{House, MORNING, pass};

/// The headlines of a text, of which each stands on a line with its number.
fn numbers(text: &str) -> Vec<u32> {
    let digits = |line: &str| line.split("номером ").nth(1).and_then(|rest| rest.trim_end_matches('.').parse().ok());
    text.lines().filter_map(digits).collect()
}

#[tokio::test(start_paused = true)]
async fn the_pages_of_a_digest_name_just_what_it_has_no_room_for() {
    let mut house = House::closed(MORNING).await;
    let newsroom = "[new_reader]\nmode = \"digest\"\ndigest = [\"10:30\"]\nquiet = []\n";
    house.put("newsroom.toml", newsroom);
    house.start().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    let write = |number: u32, more: &str| {
        let (id, headline) = (format!("n{number}"), format!("Новость под номером {number}"));
        house.write(&id, "society", &headline, "2026-11-23T10:01:00+05:00", more);
    };
    (1..=36).for_each(|number| write(number, ""));
    pass(Duration::from_secs(31 * 60)).await;
    let digest = aigul.expects("и ещё 35 новостей").await;
    let first = numbers(&digest.text);
    assert_eq!(first.len(), 30, "{}", digest.text);
    aigul.press("Ещё 6 новостей");
    let page = aigul.expects_edit("и ещё 35 новостей").await;
    let rest = numbers(&page.text);
    let mut all = [&first[..], &rest[1..]].concat();
    all.sort_unstable();
    assert_eq!(all, (1..=36).collect::<Vec<_>>(), "each once, but for the first line: {}", page.text);
    assert_eq!(
        (rest[0], page.labels()),
        (first[0], vec![vec!["‹ Назад".into()], vec!["⚙️ Настроить дайджест".into()]])
    );
    aigul.press("‹ Назад");
    let back = aigul.expects_edit("и ещё 35 новостей").await;
    assert_eq!((back.html(), back.labels()), (digest.html(), digest.labels()));
    // What is withdrawn says so on its page too.
    write(rest[3], "status: withdrawn");
    pass(Duration::from_secs(300)).await;
    aigul.press("Ещё 6 новостей");
    let page = aigul.expects_edit("Материал снят с публикации").await;
    assert_eq!(numbers(&page.text).len(), 6, "{}", page.text);
    // Ещё N of a message of which nothing is kept leads to the latest news.
    house.store().write_here(|store| store.prune(&[store.chat_of(aigul.id(), 0)?.unwrap().key], house.now())).unwrap();
    aigul.press("‹ Назад");
    aigul.expects("Последние новости").await;
}
