//! The desk as a group: the staff work there, and nobody else is answered.

use std::time::Duration;

use headliner::store::plans::Cause;
use simulator::Limits;

use super::asks::desk_with_group;
use crate::harness::reads;

#[tokio::test(start_paused = true)]
async fn staff_work_there_and_talk_is_talk() {
    let (desk, chief, group) = desk_with_group(Limits::telegram()).await;
    let timur = desk.house.editor("Тимур").await;
    for member in [&desk.editor, &timur, &desk.aigul] {
        member.join(&group);
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
    // Neither what people say to each other is answered, nor what readers say to the bot.
    let quiet = group.received().len();
    for (who, said) in
        [(&desk.editor, "Кто сегодня дежурит?"), (&chief, "/latest"), (&desk.aigul, "/news@headliner_bot")]
    {
        who.say_in(&group, said);
    }
    timur.say_in(&group, "https://vecher.kz/bridge");
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(group.received().len(), quiet, "{}", group.transcript());
    // One editor opens a story, another goes on with it.
    desk.editor.say_in(&group, &format!("/a{}", desk.number("bridge")));
    let card = group.expects("Ещё не разослана").await;
    timur.reply(&card, "не понимаю");
    group.expects("Не понял. Срочная новость: /breaking").await;
    chief.reply(&card, "не понимаю");
    timur.press_on(&card, "Позже…");
    let question = group.expects("Когда?").await;
    timur.say_in(&group, "18:30"); // to the others
    tokio::time::sleep(Duration::from_secs(20)).await;
    let scheduled = || {
        let plans = desk.house.store().read_here(|store| store.waiting_plans()).unwrap();
        plans.into_iter().filter(|plan| plan.why == Cause::Scheduled).count()
    };
    assert_eq!(scheduled(), 0, "{}", group.transcript());
    desk.editor.reply(&question, "18:30");
    group.expects("Выйдет 18:30").await;
    assert_eq!(scheduled(), 1);
    timur.press_in(&group, "Вернуть");
    group.expects_edit("Отменено").await;
}

/// A push that is begun there is confirmed by whoever is there, and told once for all.
#[tokio::test(start_paused = true)]
async fn a_push_is_everybodys() {
    let (desk, _, group) = desk_with_group(Limits::telegram()).await;
    let timur = desk.house.editor("Тимур").await;
    desk.editor.join(&group);
    timur.join(&group);
    tokio::time::sleep(Duration::from_secs(60)).await;
    desk.editor.say_in(&group, "/breaking bridge");
    group.expects("Это на русском").await;
    timur.press_in(&group, "Ничего");
    group.expects_edit("Отправить 1 читателю?").await;
    reads().await;
    timur.press_in(&group, "⚡️ Отправить 1");
    group.expects_edit("Уходит через").await;
    desk.aigul.expects("⚡️").await;
    group.expects("Разослано").await;
    for editor in [&desk.editor, &timur] {
        assert!(!editor.transcript().contains("Разослано"), "{}", editor.transcript());
    }
}
