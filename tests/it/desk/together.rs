//! Two editors at once, one who is removed in the middle, and a bot that dies at each step.

use std::time::Duration;

use simulator::Person;

use super::{Desk, cards::crowd};
use crate::harness::{House, reads};

/// A desk with two editors and a breaking push that the first has confirmed.
async fn counting(keys: &str) -> (Desk, Person) {
    let mut house = House::open().await;
    house.end().await;
    house.put("newsroom.toml", format!("[breaking]\n{keys}"));
    house.start().await;
    let desk = Desk::in_house(house).await;
    let timur = desk.house.editor("Тимур").await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2");
    (desk, timur)
}

fn entries(desk: &Desk) -> usize {
    desk.house.store().read_here(|store| store.entries_after(headliner::store::Seq(0))).unwrap().len()
}

/// One takes it back while the other sends it at once, in either order: one of them comes first, the other is told.
#[tokio::test(start_paused = true)]
async fn taken_back_and_sent_at_once() {
    for back_first in [true, false] {
        let (desk, timur) = counting("undo = \"60s\"\n").await;
        let card = desk.editor.expects_edit("Уходит через").await;
        timur.say("/queue");
        let queue = timur.expects("Мост через Есентай закроют на ремонт: через").await;
        let cancel = "✕ 10:0";
        if back_first {
            timur.press_on(&queue, cancel);
            timur.expects_edit("Ничего не рассылается").await;
            desk.editor.press_on(&card, "Отправить сейчас");
            desk.editor.expects_toast("Уже решено").await;
            desk.aigul.expects_silence(Duration::from_secs(120)).await;
        } else {
            desk.editor.press_on(&card, "Отправить сейчас");
            desk.aigul.expects("⚡️").await;
            timur.press_on(&queue, cancel);
            timur.expects_toast("Уже решено").await;
        }
        assert_eq!(entries(&desk), usize::from(!back_first));
    }
}

/// The second signs while the first takes it back; what is taken back is not signed, and what is signed counts down.
#[tokio::test(start_paused = true)]
async fn taken_back_and_signed_at_once() {
    for back_first in [true, false] {
        let (desk, timur) = counting("four_eyes = true\n").await;
        let card = desk.editor.expects_edit("Нужна вторая подпись").await;
        let asked = timur.expects("Мадина просит вторую подпись").await;
        crate::harness::reads().await;
        if back_first {
            desk.editor.press_on(&card, "Вернуть");
            desk.editor.expects_edit("Отменено").await;
            timur.press_on(&asked, "Подтверждаю");
            timur.expects_toast("Уже решено").await;
            desk.aigul.expects_silence(Duration::from_secs(60)).await;
        } else {
            timur.press_on(&asked, "Подтверждаю");
            timur.expects_edit("Уходит через").await;
            desk.editor.expects_edit("Вторая подпись: Тимур").await;
            desk.editor.press("Вернуть"); // as long as it counts down it is anybody's to take back
            timur.expects_edit("Отменено").await;
            desk.aigul.expects_silence(Duration::from_secs(60)).await;
        }
        assert_eq!(entries(&desk), 0);
    }
}

/// Both stop it: it is stopped once; one goes on, the other's card shows it.
#[tokio::test(start_paused = true)]
async fn stopped_by_both() {
    let (desk, timur) = counting("undo = \"20s\"\n").await;
    desk.editor.expects_edit("Уходит через").await;
    crowd(&desk.house, 600);
    desk.editor.press("Отправить сейчас");
    let mine = desk.editor.expects_edit("▓").await;
    let theirs = timur.expects("Отправлено").await;
    desk.editor.press_on(&mine, "■ Стоп");
    tokio::time::sleep(Duration::from_millis(100)).await; // his card still shows the push
    timur.press_on(&theirs, "■ Стоп");
    timur.expects_toast("Уже решено").await;
    desk.editor.expects_edit("Остановлено. Мадина").await;
    timur.expects_edit("Остановлено. Мадина").await;
    timur.press("Продолжить");
    desk.editor.expects_edit("Отправлено").await;
    desk.editor.expects("Разослано").await;
    timur.expects("Разослано").await;
    let acts = desk.house.store().read_here(|store| store.acts(0, 99)).unwrap();
    let count = |what: &str| acts.iter().filter(|act| act.what == what).count();
    assert_eq!((count("stop"), count("go-on")), (1, 1));
}

/// Whoever is removed in the middle ends nothing and begins nothing: their cards only say so, and the push is the others'.
#[tokio::test(start_paused = true)]
async fn an_editor_is_removed_in_the_middle() {
    let (desk, timur) = counting("undo = \"60s\"\n").await;
    let countdown = desk.editor.expects_edit("Уходит через").await;
    desk.editor.say("/schedule metro");
    let question = desk.editor.expects("Когда?").await;
    desk.editor.say("/queue");
    let queue = desk.editor.expects("Сейчас").await;
    desk.editor.say(&format!("/a{}", desk.number("snow")));
    let story = desk.editor.expects("Ночью ожидается снег").await;
    let id = desk.editor.id();
    desk.house.store().write_here(|store| store.remove_staff(id)).unwrap();
    for (card, button) in [
        (&countdown, "Вернуть"),
        (&countdown, "Отправить сейчас"),
        (&question, "11:00"),
        (&question, "⚡️ Срочно"),
        (&question, "Отмена"),
        (&queue, "✕ 10:0"),
        (&story, "⚡️ Срочно"),
        (&story, "Разослать"),
        (&story, "Позже…"),
        (&story, "⭐️ В главное"),
        (&story, "👁 Как увидят"),
    ] {
        desk.editor.press_on(card, button);
        desk.editor.expects_toast("Вы больше не редактор").await;
    }
    desk.editor.reply(&question, "18:30");
    desk.editor.expects("Вы больше не редактор").await;
    desk.editor.say("/queue");
    desk.editor.expects("Такой команды нет").await;
    timur.say("/queue");
    timur.expects("Мост через Есентай закроют на ремонт: через").await;
    timur.press("✕ 10:0");
    timur.expects_edit("Ничего не рассылается").await;
    assert_eq!(entries(&desk), 0);
}

/// The bot dies after each step, and the editor goes on with what stands in the chat.
#[tokio::test(start_paused = true)]
async fn a_restart_at_every_step() {
    let mut desk = Desk::open().await;
    crowd(&desk.house, 900);
    async fn dies(desk: &mut Desk) {
        desk.house.crash().await;
        desk.house.start().await;
    }
    desk.editor.say("/breaking");
    desk.editor.expects("Что разослать срочно?").await;
    dies(&mut desk).await;
    desk.editor.press("Мост через Есентай");
    desk.editor.expects("Это на русском").await;
    dies(&mut desk).await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 902 читателям?").await;
    dies(&mut desk).await;
    desk.editor.press("⚡️ Отправить 902");
    desk.editor.expects_edit("Уходит через 10 с").await;
    dies(&mut desk).await;
    desk.editor.expects_edit("▓").await;
    dies(&mut desk).await;
    desk.editor.press("■ Стоп");
    desk.editor.expects_edit("Остановлено").await;
    dies(&mut desk).await;
    desk.editor.press("Продолжить");
    desk.editor.expects_edit("Отправлено").await;
    dies(&mut desk).await;
    desk.editor.expects("Разослано").await;
    dies(&mut desk).await;
    desk.editor.expects_silence(Duration::from_secs(300)).await;
    let reports = desk.editor.transcript().matches("Разослано").count();
    assert_eq!(reports, 1, "{}", desk.editor.transcript());
    // What was in flight when it died may have come, and is sent again; nobody is left without it.
    for reader in [&desk.aigul, &desk.erlan] {
        assert!(reader.received().iter().any(|message| message.text.contains("⚡️")), "{}", reader.transcript());
    }
    let now = desk.house.now();
    let missing = |store: &headliner::store::Reading| {
        let at = headliner::acts::reach::moment(now, chrono_tz::Asia::Almaty);
        let entry = store.entry(store.head()?)?.expect("it went out");
        store.pending_for(&entry, at)
    };
    assert_eq!(desk.house.store().read_here(missing).unwrap(), 0);
}
