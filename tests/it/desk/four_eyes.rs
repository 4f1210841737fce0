//! A second editor confirms breaking news.

use std::time::Duration;

use headliner::store::staff::Role;
use insta::assert_snapshot;
use simulator::Person;

use super::{Desk, cards::outline};
use crate::harness::House;

pub const ALONE: Duration = Duration::from_secs(180);

/// A desk whose newsroom has four eyes, and the second editor.
pub async fn open() -> (Desk, Person) {
    open_with("").await
}

/// The same, with these lines besides.
async fn open_with(keys: &str) -> (Desk, Person) {
    let mut house = House::open().await;
    house.end().await;
    house.put("newsroom.toml", format!("[breaking]\nfour_eyes = true\n{keys}"));
    house.start().await;
    let desk = Desk::in_house(house).await;
    let second = desk.house.editor("Тимур").await;
    (desk, second)
}

/// The first editor has confirmed, and the second one is asked.
async fn asked(desk: &Desk, second: &Person) {
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.editor.expects_edit("Нужна вторая подпись. Ждём любого другого редактора до").await;
    let preview = second.expects("Мост через Есентай").await;
    assert!(preview.text.contains("⚡️"), "{}", preview.text);
    second.expects("Мадина просит вторую подпись: срочное, 2 читателям").await;
}

#[tokio::test(start_paused = true)]
async fn a_second_editor_confirms() {
    let (desk, second) = open().await;
    asked(&desk, &second).await;
    desk.aigul.expects_silence(Duration::from_secs(100)).await;
    crate::harness::reads().await;
    second.press("Подтверждаю");
    second.expects_edit("Уходит через 10 с").await;
    desk.editor.expects_edit("Вторая подпись: Тимур").await;
    desk.aigul.expects("Мост через Есентай").await;
    desk.erlan.expects("Мост через Есентай").await;
    desk.editor.expects("Разослано").await;
    desk.editor.say("/log");
    desk.editor.expects("вторая подпись").await;
}

#[tokio::test(start_paused = true)]
async fn a_second_editor_refuses() {
    let (desk, second) = open().await;
    asked(&desk, &second).await;
    second.press("Не отправлять");
    desk.editor.expects_edit("Тимур не подтверждает. Никто ничего не получил.").await;
    desk.aigul.expects_silence(Duration::from_secs(3600)).await;
}

#[tokio::test(start_paused = true)]
async fn alone_after_three_minutes_across_a_restart_and_logged() {
    let (mut desk, second) = open().await;
    asked(&desk, &second).await;
    desk.house.crash().await;
    desk.house.start().await;
    tokio::time::sleep(ALONE - Duration::from_secs(20)).await;
    assert!(!desk.editor.transcript().contains("Второй подписи нет"), "the others have three minutes");
    desk.editor.expects_edit("Второй подписи нет").await;
    crate::harness::reads().await;
    desk.editor.press("Отправить без второго");
    second.expects_edit("Мадина отправляет без второй подписи").await;
    desk.aigul.expects("Мост через Есентай").await;
    desk.editor.expects("Разослано").await;
    desk.editor.say("/log");
    desk.editor.expects("без второй подписи").await;
}

#[tokio::test(start_paused = true)]
async fn nobody_confirms_their_own() {
    let (desk, second) = open().await;
    asked(&desk, &second).await;
    let card = desk.editor.last();
    let plan = desk.house.store().read_here(|store| store.waiting_plans()).unwrap()[0].id;
    let who = headliner::acts::Who::Person { id: desk.editor.id(), name: "Мадина".into() };
    let newsroom = headliner::newsroom::Newsroom::default();
    let now = desk.house.now();
    let confirm =
        |store: &headliner::store::Writing| headliner::acts::second::confirm(store, &newsroom, &who, plan, now);
    assert_eq!(desk.house.store().write_here(confirm).unwrap(), headliner::acts::second::Seconded::Own, "{card:?}");
    desk.aigul.expects_silence(ALONE).await;
}

#[tokio::test(start_paused = true)]
async fn a_removed_second_editor_confirms_nothing() {
    let (desk, second) = open().await;
    asked(&desk, &second).await;
    let id = second.id();
    desk.house.store().write_here(|store| store.remove_staff(id)).unwrap();
    crate::harness::reads().await;
    second.press("Подтверждаю");
    second.expects_toast("Вы больше не редактор").await;
    desk.aigul.expects_silence(ALONE).await;
}

#[tokio::test(start_paused = true)]
async fn a_text_that_changed_is_shown_to_the_second_editor() {
    let (desk, second) = open().await;
    asked(&desk, &second).await;
    let corrected = "Мост через Есентай закроют в пятницу";
    desk.house.write("bridge", "society", corrected, "2026-11-23T08:10:00+05:00", "main: true");
    tokio::time::sleep(Duration::from_secs(30)).await;
    crate::harness::reads().await;
    second.press("Подтверждаю");
    second.expects_edit("Пока вы смотрели, текст изменился").await;
    second.expects("закроют в пятницу").await;
    second.expects("просит вторую подпись").await;
    desk.aigul.expects_silence(Duration::from_secs(20)).await;
    crate::harness::reads().await;
    second.press("Подтверждаю");
    desk.aigul.expects("закроют в пятницу").await;
}

#[tokio::test(start_paused = true)]
async fn the_command_line_waits_for_an_editor_and_undo_for_nobody() {
    use headliner::acts::{
        Who,
        publish::{Order, Published, When, publish},
    };
    let (desk, second) = open().await;
    let (newsroom, now) = (std::fs::read_to_string(desk.house.path("newsroom.toml")).unwrap(), desk.house.now());
    let newsroom = headliner::newsroom::Newsroom::parse(&newsroom).unwrap();
    let order = Order {
        article: headliner::article::ArticleKey(desk.number("bridge")),
        revision: None,
        lane: headliner::store::Lane::Breaking,
        languages: 0,
        volume: headliner::store::Volume::AsChosen,
        stars: 0,
        insists: true,
    };
    let push = |store: &headliner::store::Writing| publish(store, &newsroom, &Who::Console, &order, When::Now, now);
    let published = desk.house.store().write_here(push).unwrap();
    assert!(matches!(published, Ok(Published::Planned(_))), "{published:?}");
    second.expects("просит вторую подпись: срочное").await;
    desk.aigul.expects_silence(ALONE * 2).await;
    crate::harness::reads().await;
    second.press("Подтверждаю");
    second.expects_edit("Уходит через 10 с").await;
    second.press("Вернуть");
    second.expects_edit("Отменено, никто ничего не получил.").await;
    desk.aigul.expects_silence(ALONE).await;
}

#[tokio::test(start_paused = true)]
async fn without_a_time_for_it_nobody_sends_alone() {
    let (desk, second) = open_with("alone = \"0s\"\n").await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.editor.expects_edit("Ждём любого другого редактора до 10:1").await;
    desk.aigul.expects_silence(Duration::from_secs(580)).await;
    assert!(!desk.editor.transcript().contains("Второй подписи нет"), "{}", desk.editor.transcript());
    let card = second.last();
    let fallen = format!(
        "Второй подписи не было десять минут, никто ничего не получил. Открыть заново: /a{}",
        desk.number("bridge")
    );
    for editor in [&desk.editor, &second] {
        editor.expects_edit(&fallen).await;
    }
    crate::harness::reads().await;
    second.press_on(&card, "Подтверждаю");
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
    desk.editor.say("/log");
    desk.editor.expects("автоматически: второй подписи не было «Мост через Есентай").await;
}

/// What is to go out later is signed before, and goes at its time.
#[tokio::test(start_paused = true)]
async fn a_time_is_signed_too() {
    let (desk, second) = open().await;
    desk.editor.say("/schedule bridge");
    desk.editor.expects("Когда?").await;
    desk.editor.press("⚡️ Срочно");
    desk.editor.expects_edit("Что отправить тем").await;
    desk.editor.say("10:30");
    desk.editor.expects("Нужна вторая подпись").await;
    assert_snapshot!("second", outline(&second.expects("Мадина просит вторую подпись").await));
    crate::harness::reads().await;
    second.press("Подтверждаю");
    second.expects_edit("Выйдет 10:30 по времени редакции.").await;
    desk.editor.expects_edit("Выйдет 10:30 по времени редакции.").await;
    crate::harness::pass(Duration::from_secs(24 * 60)).await;
    assert!(!desk.aigul.transcript().contains("⚡️"), "{}", desk.aigul.transcript());
    tokio::time::sleep(Duration::from_secs(300)).await;
    desk.aigul.expects("⚡️").await;
}

/// The second editor sees the photo too, a translation that comes while they are asked, and nobody is asked when it goes on.
#[tokio::test(start_paused = true)]
async fn what_goes_out_is_what_both_have_seen() {
    let (desk, second) = open().await;
    std::fs::create_dir_all(desk.house.path("articles/photos")).unwrap();
    let photo = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/photos/withdrawn.png")).unwrap();
    desk.house.put("articles/photos/photo.png", photo);
    desk.house.write("bridge", "society", "Мост закрыт", "2026-11-23T08:10:00+05:00", "image: photos/photo.png");
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 2");
    let preview = second.expects("Мост закрыт").await;
    assert!(preview.photo.is_some(), "{}", second.transcript());
    second.expects("Мадина просит вторую подпись").await;
    let kazakh = "---\nid: bridge-kk\nrubric: society\nurl: /bridge-kk\nheadline: Көпір жабылды\nlanguage: kk\npublished: 2026-11-22T09:00:00+05:00\ntranslation_of: bridge\n---\nТолығырақ.\n";
    desk.house.put("articles/bridge-kk.md", kazakh);
    tokio::time::sleep(Duration::from_secs(30)).await;
    crate::harness::reads().await;
    second.press("Подтверждаю");
    second.expects_toast("Пока вы смотрели, текст изменился").await;
    second.expects("Көпір жабылды").await;
    second.expects("Мадина просит вторую подпись").await;
    crate::harness::reads().await;
    second.press("Подтверждаю");
    second.expects_edit("Уходит через").await;
    second.press("Отправить сейчас");
    desk.erlan.expects("Көпір жабылды").await;
    let seq = desk.house.store().read_here(|store| store.head()).unwrap();
    let now = desk.house.now();
    let stop = |store: &headliner::store::Writing| {
        headliner::acts::stop::stop(store, &headliner::acts::Who::Console, seq, now)
    };
    desk.house.store().write_here(stop).unwrap();
    desk.editor.expects_edit("Остановлено").await;
    desk.editor.press("Продолжить");
    tokio::time::sleep(Duration::from_secs(5)).await;
    let plans = desk.house.store().read_here(|store| store.waiting_plans()).unwrap();
    assert_eq!((plans.len(), desk.house.store().read_here(|store| store.head()).unwrap().0 > seq.0), (0, true));
}

/// What a file asks for does not go out as ordinary news while the second editor is waited for.
#[tokio::test(start_paused = true)]
async fn a_file_that_asks_waits_for_both() {
    let (desk, second) = open_with("ask = \"5m\"\n").await;
    let now = "2026-11-23T10:00:00+05:00";
    desk.house.write("quake", "incidents", "Ночью было землетрясение", now, "main: true\nbreaking: true");
    desk.editor.expects("Просят разослать срочно").await;
    desk.editor.press("⚡️ Посмотреть и разослать");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    second.expects("просит вторую подпись").await;
    desk.aigul.expects_silence(Duration::from_secs(400)).await;
    second.press("Не отправлять");
    let news = desk.aigul.expects("землетрясение").await;
    assert!(!news.text.contains("⚡️"), "refused it is ordinary news: {}", news.text);
}

#[tokio::test(start_paused = true)]
async fn at_a_desk_all_see_one_card_and_whoever_asked_cannot_confirm() {
    let mut house = House::open().await;
    house.end().await;
    let second = house.sim.person("Тимур", "ru");
    let group = house.sim.supergroup("Редакция", &[&second]);
    group.add_bot();
    house.set("HEADLINER_DESK", group.id());
    house.put("newsroom.toml", "[breaking]\nfour_eyes = true\n");
    house.start().await;
    let desk = Desk::in_house(house).await;
    desk.house.employ(&second, "Тимур", Role::Editor);
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 2");
    group.expects("Мадина просит вторую подпись").await;
    crate::harness::reads().await;
    desk.editor.press_in(&group, "Подтверждаю");
    group.expects_toast("Свою новость подтвердить нельзя").await;
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
    crate::harness::reads().await;
    second.press_in(&group, "Подтверждаю");
    desk.aigul.expects("Мост через Есентай").await;
}
