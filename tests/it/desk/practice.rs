//! The whole flow with an audience of one.

use std::time::Duration;

use insta::assert_snapshot;

use super::{Desk, cards::outline};
use crate::harness::{House, reads, seen};

/// What would change if it were in earnest.
fn traces(desk: &Desk) -> (usize, usize, usize, i64) {
    let store = desk.house.store();
    let look = |store: &headliner::store::Reading| {
        let copies = store.copies(headliner::article::ArticleKey(1))?;
        Ok((store.acts(0, 9)?.len(), store.waiting_plans()?.len(), copies as usize, store.head()?.0))
    };
    store.read_here(look).unwrap()
}

#[tokio::test(start_paused = true)]
async fn from_the_command_to_the_report_and_nobody_hears_of_it() {
    let mut house = House::open().await;
    house.end().await;
    house.put("newsroom.toml", "[breaking]\nfour_eyes = true\n");
    house.start().await;
    let mut desk = Desk::in_house(house).await;
    let timur = desk.house.editor("Тимур").await;
    let before = traces(&desk);
    let quiet = [&desk.aigul, &desk.erlan, &timur].map(|person| person.received().len());
    desk.editor.say("/practice");
    assert_snapshot!("list", seen(&desk.editor.expects("Учебная рассылка").await));
    desk.editor.press("Мост через Есентай");
    desk.editor.expects("⚡️").await;
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же самое");
    assert_snapshot!("confirm", outline(&desk.editor.expects_edit("Отправить 1 читателю?").await));
    desk.editor.press("⚡️ Отправить 1");
    desk.editor.expects_toast("Слишком быстро").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 1");
    assert_snapshot!("second", outline(&desk.editor.expects_edit("просит вторую подпись").await));
    desk.house.crash().await;
    desk.house.start().await;
    desk.editor.press("Подтверждаю");
    assert_snapshot!("countdown", outline(&desk.editor.expects_edit("Уходит через 10 с").await));
    assert_snapshot!("news", seen(&desk.editor.expects("Подробности").await));
    assert_snapshot!("live", outline(&desk.editor.expects_edit("100 %").await));
    let report = desk.editor.expects("Разослано").await;
    assert!(report.text.contains("🎓") && report.text.contains("Получили: 1 из 1"), "{}", report.text);
    desk.editor.expects_silence(Duration::from_secs(600)).await;
    assert_eq!(traces(&desk), before);
    let heard = [&desk.aigul, &desk.erlan, &timur].map(|person| person.received().len());
    assert_eq!(heard, quiet);
}

#[tokio::test(start_paused = true)]
async fn it_is_taken_back_or_falls_and_a_story_can_still_go_in_earnest() {
    let desk = Desk::open().await;
    desk.editor.say("/practice bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 1").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 1");
    desk.editor.expects_edit("Уходит через 10 с").await;
    desk.editor.press("Вернуть");
    desk.editor.expects_edit("Отменено, никто ничего не получил.").await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.editor.expects_edit("Уходит через").await;
    desk.editor.press("Отправить сейчас");
    desk.aigul.expects("⚡️").await;
    // What everybody has can be practised with all the same.
    desk.editor.expects("Разослано").await;
    desk.editor.say("/practice bridge");
    desk.editor.expects("Отправить 1 читателю?").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 1");
    desk.editor.expects_edit("Уходит через").await;
    desk.editor.press("Отправить сейчас");
    desk.editor.expects("Учебная рассылка: её получите только вы.\n\n⚡️").await;
}
