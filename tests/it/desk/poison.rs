//! A story at which Telegram itself fails, whoever it is for and in whatever form.

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    store::{Lane, Volume, log::Publication},
};

use super::Desk;

/// The desk is told, which shows that the line is well; then the story is set aside, and what comes after it goes out.
#[tokio::test(start_paused = true)]
async fn it_is_set_aside_and_holds_up_nobody() {
    let desk = Desk::open().await;
    let readers: Vec<_> = (0..40).map(|number| desk.house.sim.person(&format!("Читатель {number}"), "ru")).collect();
    readers.iter().for_each(|reader| reader.start(""));
    for reader in &readers {
        reader.expects("Вы подписаны").await;
    }
    desk.house.sim.fail_text("Подробности: Мост", 500, "Internal Server Error: restart");
    publish(&desk, "bridge");
    desk.editor.expects("Telegram не даёт ясного ответа на новость /a").await;
    desk.editor.expects("Она отложена, остальные идут").await;
    let requests = desk.house.sim.requests_of("sendMessage");
    let tried = requests.iter().filter(|request| request.params.to_string().contains("Подробности: Мост"));
    let tried = tried.filter(|request| request.status == Some(500)).count();
    assert!(tried <= 40, "it was tried {tried} times");
    publish(&desk, "metro");
    tokio::time::sleep(Duration::from_secs(30)).await;
    for reader in &readers {
        let texts: Vec<String> = reader.received().into_iter().map(|message| message.text).collect();
        assert_eq!(texts.iter().filter(|text| text.starts_with("В метро появятся")).count(), 1, "{texts:?}");
    }
}

fn publish(desk: &Desk, id: &str) {
    let (article, now) = (ArticleKey(desk.number(id)), desk.house.now());
    let publication = Publication { article, lane: Lane::News, languages: 0, volume: Volume::AsChosen, by: None };
    desk.house.store().write_here(|store| store.publish(&publication, now)).unwrap();
}
