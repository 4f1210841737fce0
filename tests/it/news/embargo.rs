//! What is not sent yet follows the store.

use std::{fs, time::Duration};

use crate::{
    desk::Desk,
    harness::{House, MORNING, pass},
};

const ELEVEN: &str = "2026-11-23T11:00:00+05:00";
const HEADLINE: &str = "Тоннель на ВОАД закроют";
const MINUTE: Duration = Duration::from_secs(60);

fn write(house: &House) {
    house.write("tunnel", "society", HEADLINE, ELEVEN, "main: true");
}

/// The newsroom with an article that is to go out at eleven.
async fn planned() -> Desk {
    let desk = Desk::open().await;
    write(&desk.house);
    tokio::time::sleep(MINUTE).await;
    desk
}

fn came(desk: &Desk) -> usize {
    desk.aigul.received().iter().filter(|message| message.text.contains(HEADLINE)).count()
}

fn spoil(house: &House) {
    house.put("articles/tunnel.md", "---\nheadline: [\n---\n");
}

fn hide(house: &House) {
    fs::create_dir(house.path("articles/.trash")).unwrap();
    fs::rename(house.path("articles/tunnel.md"), house.path("articles/.trash/tunnel.md")).unwrap();
}

fn delete(house: &House) {
    fs::remove_file(house.path("articles/tunnel.md")).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_file_that_goes_before_its_time_takes_its_story_with_it() {
    for (how, deed) in [("deleted", delete as fn(&House)), ("hidden", hide)] {
        let desk = planned().await;
        deed(&desk.house);
        let told = desk.editor.expects("tunnel.md исчез").await;
        assert!(told.html().contains(HEADLINE), "{how}: {}", told.html());
        pass(90 * MINUTE).await;
        assert_eq!(came(&desk), 0, "{how}");
        write(&desk.house);
        desk.aigul.expects(HEADLINE).await;
        pass(90 * MINUTE).await;
        assert_eq!(came(&desk), 1, "{how}, and put back");
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_that_comes_back_in_time_goes_out_in_its_time() {
    let desk = planned().await;
    delete(&desk.house);
    desk.editor.expects("исчез").await;
    write(&desk.house);
    tokio::time::sleep(MINUTE).await;
    assert_eq!(came(&desk), 0, "before its time");
    pass(60 * MINUTE).await;
    let news = desk.aigul.last();
    assert_eq!(came(&desk), 1, "{}", desk.aigul.transcript());
    let eleven = MORNING.unix() + 3600;
    assert!((eleven..eleven + 5).contains(&news.date), "{}", news.date);
}

#[tokio::test(start_paused = true)]
async fn a_file_with_a_mistake_waits_until_it_can_be_read_again() {
    for again in [false, true] {
        let mut desk = planned().await;
        spoil(&desk.house);
        desk.editor.expects("Статья не читается").await;
        if again {
            desk.house.crash().await;
            desk.house.start().await;
        }
        pass(90 * MINUTE).await;
        assert_eq!(came(&desk), 0, "it was told that it cannot be read");
        desk.aigul.say("/latest");
        tokio::time::sleep(MINUTE).await;
        assert_eq!(came(&desk), 0, "nor does anybody see it in a list");
        write(&desk.house);
        desk.aigul.expects(HEADLINE).await;
        pass(90 * MINUTE).await;
        assert_eq!(came(&desk), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_happened_to_a_file_while_nobody_looked_counts() {
    for deed in [delete as fn(&House), hide, spoil] {
        let mut desk = planned().await;
        desk.house.end().await;
        deed(&desk.house);
        pass(60 * MINUTE).await;
        desk.house.start().await;
        pass(60 * MINUTE).await;
        assert_eq!(came(&desk), 0);
        assert!(desk.editor.transcript().contains("tunnel.md"), "{}", desk.editor.transcript());
        write(&desk.house);
        desk.aigul.expects(HEADLINE).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_cannot_be_reached_holds_what_waits() {
    let desk = planned().await;
    fs::rename(desk.house.path("articles"), desk.house.path("away")).unwrap();
    pass(90 * MINUTE).await;
    assert_eq!(came(&desk), 0);
    fs::rename(desk.house.path("away"), desk.house.path("articles")).unwrap();
    desk.aigul.expects(HEADLINE).await;
    assert!(!desk.editor.transcript().contains("исчез"), "nothing was taken back");
}

#[tokio::test(start_paused = true)]
async fn a_question_goes_with_its_file() {
    let desk = Desk::open().await;
    desk.house.write("quake", "society", HEADLINE, "2026-11-23T10:00:00+05:00", "main: true\nbreaking: true");
    desk.editor.expects("Просят разослать срочно").await;
    fs::remove_file(desk.house.path("articles/quake.md")).unwrap();
    desk.editor.expects("quake.md исчез").await;
    pass(90 * MINUTE).await;
    assert_eq!(came(&desk), 0);
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_stays() {
    let desk = planned().await;
    pass(60 * MINUTE).await;
    assert_eq!(came(&desk), 1, "{}", desk.aigul.transcript());
    delete(&desk.house);
    pass(90 * MINUTE).await;
    assert!(!desk.editor.transcript().contains("исчез"));
    let story =
        desk.house.store().read_here(|store| store.listed(headliner::article::ArticleKey(desk.number("tunnel"))));
    assert_eq!(story.unwrap().unwrap().readiness, headliner::store::articles::Readiness::Ready);
}
