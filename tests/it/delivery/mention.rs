//! What may not have arrived is named once more in the chat's next message, whatever kind that is; and what else a
//! message says does not take from it that it is breaking.

use std::time::Duration;

use headliner::{
    article::{ArticleKey, Form, Language},
    delivery::{Delivery, Event, wishes},
    newsroom::Mode,
    store::{Kind, Lane, editions::Edition},
};
use simulator::{Fault, Room, Settings};

use super::newsdesk::Newsdesk;

const NAMED: &str = "Возможно, вы это уже видели:";

/// One reader whose first story was not answered, and did not arrive.
async fn lost(desk: &mut Newsdesk, delivery: &Delivery) -> ArticleKey {
    desk.sim.fail_next("sendMessage", Fault::ResetBefore, 1);
    let article = desk.publish("Первая.", Lane::News);
    desk.settled(delivery).await;
    article
}

fn texts(room: &Room) -> Vec<String> {
    room.messages().into_iter().map(|message| message.text).collect()
}

#[tokio::test(start_paused = true)]
async fn a_channel_names_it_in_its_next_post() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let owner = desk.sim.person("Асель", "ru");
    let channel = desk.sim.channel("Вечерний Алматы", "vecher", &owner);
    channel.promote_bot(&[]);
    desk.join(Kind::Channel, channel.id(), desk.bit("society"));
    let delivery = desk.start().await;
    lost(&mut desk, &delivery).await;
    for headline in ["Вторая.", "Третья."] {
        desk.publish(headline, Lane::News);
        desk.settled(&delivery).await;
    }
    let posts = texts(&channel);
    let [second, third] = posts.as_slice() else { panic!("{posts:?}") };
    assert!(second.starts_with("Вторая.") && second.ends_with(&format!("{NAMED}\n• Первая.")), "{second}");
    assert!(third.starts_with("Третья.") && !third.contains(NAMED), "{third}");
    desk.close().await;
}

/// Between the two the reader opens another story by a link.
#[tokio::test(start_paused = true)]
async fn a_story_that_is_opened_meanwhile_does_not_hide_it() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let delivery = desk.start().await;
    let other = desk.publish("Нулевая.", Lane::News);
    desk.settled(&delivery).await;
    lost(&mut desk, &delivery).await;
    let (chat, now) = (desk.key(reader), desk.clock.now());
    let edition = Edition::single((other, 1), Form::Formatted, Language::Ru);
    assert!(desk.store.write_here(|store| store.note_opened(chat, &edition, 77, now)).unwrap());
    desk.publish("Вторая.", Lane::News);
    desk.settled(&delivery).await;
    let texts = texts(&desk.sim.room(reader));
    assert!(texts.last().unwrap().ends_with(&format!("{NAMED}\n• Первая.")), "{texts:?}");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn breaking_news_that_names_it_is_breaking_all_the_same() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let delivery = desk.start().await;
    lost(&mut desk, &delivery).await;
    desk.publish("В горах сошёл сель.", Lane::Breaking);
    desk.settled(&delivery).await;
    let texts = texts(&desk.sim.room(reader));
    assert!(texts[0].starts_with("⚡️ Срочно. В горах сошёл сель."), "{texts:?}");
    assert!(texts[0].ends_with(&format!("{NAMED}\n• Первая.")), "{texts:?}");
    desk.close().await;
}

/// Whoever gets nothing but breaking news is told what of it an outage made too old.
#[tokio::test(start_paused = true)]
async fn breaking_that_is_too_old_is_counted() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let (chat, now) = (desk.key(reader), desk.clock.now());
    desk.store.write_here(|store| wishes::set_mode(store, chat, Mode::Breaking, now)).unwrap();
    desk.start().await;
    desk.crash().await;
    desk.publish("Утренняя.", Lane::Breaking);
    desk.later(Duration::from_secs(8 * 3_600));
    let delivery = desk.start().await;
    for headline in ["Дневная.", "Вечерняя."] {
        desk.publish(headline, Lane::Breaking);
        desk.settled(&delivery).await;
    }
    let texts = texts(&desk.sim.room(reader));
    assert!(texts[0].starts_with("⚡️ Срочно. Дневная.") && texts[0].contains("Более ранних новостей: 1."), "{texts:?}");
    assert!(texts[1].starts_with("⚡️ Срочно. Вечерняя.") && !texts[1].contains("Более ранних"), "{texts:?}");
    desk.close().await;
}

/// Telegram refuses every message that names it: it may be the reason, so it is not tried for ever.
#[tokio::test(start_paused = true)]
async fn it_is_named_in_vain_three_times_at_most() {
    for (refused, named) in [(2, true), (3, false)] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let reader = desk.readers(1).start;
        let delivery = desk.start().await;
        lost(&mut desk, &delivery).await;
        desk.sim.refuse(reader, 400, "Bad Request: can't parse entities: unsupported start tag");
        for number in 0..refused {
            desk.publish(&format!("Негодная {number}."), Lane::News);
            desk.settled(&delivery).await;
        }
        desk.sim.refuse(reader, 400, "");
        desk.publish("Последняя.", Lane::News);
        desk.settled(&delivery).await;
        let texts = texts(&desk.sim.room(reader));
        assert!(texts.len() == 1 && texts[0].contains(NAMED) == named, "after {refused}: {texts:?}");
        desk.close().await;
    }
}

/// Telegram refuses whatever names it, and takes the other story alone: that one is nobody's fault.
#[tokio::test(start_paused = true)]
async fn it_sets_no_other_story_aside() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(3);
    let delivery = desk.start().await;
    let mut events = delivery.events();
    desk.sim.fail_next("sendMessage", Fault::ResetBefore, 3);
    desk.publish("Первая.", Lane::News);
    desk.settled(&delivery).await;
    let parse = "Bad Request: can't parse entities: unsupported start tag";
    readers.clone().for_each(|reader| desk.sim.refuse(reader, 400, parse));
    desk.publish("Вторая.", Lane::News);
    // Each names it with markup, and without.
    while desk.sim.counters().refused.get(&400).is_none_or(|refused| *refused < 6) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    readers.clone().for_each(|reader| desk.sim.refuse(reader, 400, ""));
    desk.settled(&delivery).await;
    for reader in readers {
        let texts = texts(&desk.sim.room(reader));
        assert!(
            matches!(texts.as_slice(), [text] if text.starts_with("Вторая.") && !text.contains(NAMED)),
            "{texts:?}"
        );
    }
    let told: Vec<Event> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    assert!(matches!(told.as_slice(), [] | [Event::Suspect(_)]), "{told:?}"); // three answers in a row were unclear
    desk.close().await;
}
