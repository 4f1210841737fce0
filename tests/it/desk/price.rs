//! What an editor sees of a breaking push that is paid for, and what it then costs.

use std::time::Duration;

use headliner::{
    article::Language,
    newsroom::Newsroom,
    store::{Kind, Seq, chats::NewChat},
};
use simulator::Limits;

use super::Desk;
use crate::harness::{House, MORNING};

const STARS: f64 = 25_000.0;

/// A desk whose newsroom pays at most `most` Stars a push, with 900 readers more; the bot has so many Stars.
async fn desk(most: u32, stars: f64) -> Desk {
    let mut house = House::closed(MORNING).await;
    house.set("HEADLINER_PAID_RATE", 1_000);
    house.put("newsroom.toml", format!("[breaking]\nstars = {most}\n"));
    house.sim.set_limits(Limits { silent_wait: 0, ..Limits::telegram() });
    house.sim.set_stars(stars, 50_000);
    house.write("bridge", "society", "Мост через Есентай закроют", "2026-11-22T20:10:00+05:00", "main: true");
    house.start().await;
    let (defaults, now) = (Newsroom::default().new_reader, house.now());
    let reader = |telegram| NewChat {
        telegram,
        topic: 0,
        kind: Kind::Reader,
        tongue: Language::Ru,
        languages: 1,
        rubrics: 1,
        source: None,
        title: None,
    };
    let join = |telegram| house.store().write_here(|store| store.join(&reader(telegram), &defaults, now)).map(drop);
    house.sim.crowd(900).try_for_each(join).unwrap();
    Desk::in_house(house).await
}

/// The editor asks for the push, as far as the confirmation.
async fn confirm(desk: &Desk) -> String {
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 901").await.text.replace('\u{a0}', " ")
}

/// What was spent by what Telegram says, in tenths of a Star, and what may still be spent by the ledger.
fn spent(desk: &Desk) -> (f64, u32) {
    let price = desk.house.store().read_here(|store| store.price(Seq(1))).unwrap();
    ((STARS - desk.house.sim.stars()) * 10.0, price.most)
}

#[tokio::test(start_paused = true)]
async fn the_price_is_seen_before_and_kept_to() {
    let desk = desk(200, STARS).await;
    let text = confirm(&desk).await;
    assert!(text.contains("Цена ускорения: 88 ⭐️ из 25 000."), "{text}");
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 901");
    desk.editor.expects_edit("Уходит через 10 с").await;
    desk.editor.press("Отправить сейчас");
    let pressed = desk.house.now();
    let accepted = desk.house.sim.counters().accepted;
    desk.house.sim.wait_for_accepted(accepted + 901).await;
    let took = desk.house.now().since(pressed);
    assert!(took < Duration::from_millis(1_600), "901 readers took {took:?}");
    desk.editor.expects("Разослано").await;
    let (billed, most) = spent(&desk);
    assert!((700.0..=880.0).contains(&billed) && most == 880, "{billed} tenths were billed, at most {most}");
}

#[tokio::test(start_paused = true)]
async fn no_push_costs_more_than_the_newsroom_allows() {
    let desk = desk(20, STARS).await;
    let text = confirm(&desk).await;
    assert!(text.contains("Цена ускорения: 20 ⭐️ из 25 000."), "{text}");
    assert!(text.contains("Половина получит за 9 с"), "{text}");
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 901");
    desk.editor.expects_edit("Уходит через 10 с").await;
    desk.editor.expects("Разослано").await;
    let (billed, most) = spent(&desk);
    assert!((100.0..=200.0).contains(&billed) && most == 200, "{billed} tenths were billed, at most {most}");
}

#[tokio::test(start_paused = true)]
async fn without_enough_stars_the_editor_knows_that_it_takes_longer() {
    let desk = desk(200, 812.0).await;
    let text = confirm(&desk).await;
    assert!(text.contains("Ускорения не будет: на счёте 812 ⭐️, а нужно не меньше 10 000."), "{text}");
    assert!(text.contains("Половина получит за 16 с"), "{text}");
}

/// What goes out later costs what the editor has seen, as what goes out now does.
#[tokio::test(start_paused = true)]
async fn what_is_planned_has_its_price_too() {
    let desk = desk(200, STARS).await;
    desk.editor.say("/schedule bridge");
    desk.editor.expects("Когда?").await;
    desk.editor.press("⚡️ Срочно");
    desk.editor.expects_edit("Что отправить тем").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Когда?").await;
    desk.editor.say("10:30");
    let card = desk.editor.expects("Выйдет 10:30 по времени редакции: 901").await;
    assert!(card.text.replace('\u{a0}', " ").contains("Цена ускорения: 88 ⭐️ из 25 000."), "{}", card.text);
    crate::harness::reads().await;
    desk.editor.press("Запланировать: 10:30");
    desk.editor.expects_edit("Выйдет 10:30 по времени редакции.").await;
    crate::harness::pass(Duration::from_secs(28 * 60)).await;
    tokio::time::sleep(Duration::from_secs(240)).await;
    desk.editor.expects("Разослано").await;
    let (billed, most) = spent(&desk);
    assert!((700.0..=880.0).contains(&billed) && most == 880, "{billed} tenths were billed, at most {most}");
}
