//! Somebody comes: by `/start`, by links, again, back after leaving and blocking.

use std::time::Duration;

use insta::assert_snapshot;

use crate::harness::{House, MORNING, seen};

#[tokio::test(start_paused = true)]
async fn a_newcomer_is_subscribed_at_once() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    assert_snapshot!(seen(&aigul.expects("Вы подписаны").await), @r#"
    <b>Вы подписаны на главные новости.</b>

    Это бот газеты «Вечерний Алматы». Новости приходят с 7:00 до 22:00. Ночью не беспокоим.

    Сейчас главное:
    • <a href="https://vecher.kz/metro?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=transport">В метро появятся новые вагоны</a>
    • <a href="https://vecher.kz/bridge?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=society">Мост через Есентай закроют на ремонт</a>

    Хранятся номер чата, ваш выбор и список доставленного, больше ничего: /privacy. Отписаться можно всегда: /stop
    [🗂 Рубрики][⏰ Когда присылать]
    [Қазақша]
    "#);
    aigul.expects_silence(Duration::from_secs(60)).await;
}

#[tokio::test(start_paused = true)]
async fn the_other_language_is_one_press_away() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.press("Қазақша");
    assert_snapshot!(seen(&aigul.expects_edit("Басты жаңалықтарға").await), @r#"
    <b>Басты жаңалықтарға жазылдыңыз.</b>

    Бұл — «Вечерний Алматы» газетінің боты. Жаңалықтар 7:00–22:00 аралығында келеді. Түнде мазаламаймыз.

    Алғашқы жаңалық шыққан бойда келеді.

    Чат нөмірі, таңдауыңыз және жеткізілгендер тізімі ғана сақталады: /privacy. Кез келген уақытта бас тартуға болады: /stop
    [🗂 Айдарлар][⏰ Қашан жіберу]
    [Русский]
    "#);
    aigul.press("Русский");
    aigul.expects_edit("Вы подписаны").await;
}

#[tokio::test(start_paused = true)]
async fn a_rubrics_link_subscribes_to_the_rubric() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "kk");
    aigul.start("r_society__poster");
    assert_snapshot!(seen(&aigul.expects("Дайын").await), @r#"
    <b>Дайын: басты жаңалықтар және «Қоғам» айдары.</b>

    Бұл — «Вечерний Алматы» газетінің боты. Түнде, 22:00–7:00 аралығында, мазаламаймыз.

    Алғашқы жаңалық шыққан бойда келеді.

    Чат нөмірі, таңдауыңыз және жеткізілгендер тізімі ғана сақталады: /privacy. Бас тарту: /stop
    [🗂 Басқа айдарлар][⏰ Қашан жіберу]
    [Тек басты жаңалықтар][Русский]
    "#);
    let chat = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
    assert_eq!(chat.source.as_deref(), Some("poster"));
    aigul.press("Тек басты жаңалықтар");
    aigul.expects_toast("Тек басты жаңалықтар қалды.").await;
    let chat = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
    assert_eq!(chat.rubrics, 1);
}

#[tokio::test(start_paused = true)]
async fn a_storys_link_brings_the_story_first() {
    let house = House::open().await;
    let key = house.store().read_here(|store| store.article_key("metro")).unwrap().unwrap();
    let daniyar = house.sim.person("Данияр", "ru");
    daniyar.start(&format!("a_{key}"));
    assert_snapshot!(seen(&daniyar.expects("новые вагоны").await), @r#"
    <b>В метро появятся новые вагоны</b>

    Подробности: В метро появятся новые вагоны.

    #Транспорт
    [Читать на Vecher.kz][⋯]
    "#);
    assert_snapshot!(seen(&daniyar.expects("Добавить рубрику").await), @r#"
    <b>Вы подписаны на главные новости</b> газеты «Вечерний Алматы». Ночью тихо.

    Добавить рубрику «Транспорт»?

    Хранятся номер чата, ваш выбор и список доставленного: /privacy. Отписаться: /stop
    [＋ «Транспорт»]
    [🗂 Рубрики][⏰ Когда присылать]
    [Қазақша]
    "#);
    daniyar.press("＋ «Транспорт»");
    daniyar.expects_toast("«Транспорт» включена").await;
    daniyar.press("⋯");
    daniyar.expects_edit("новые вагоны").await;
    daniyar.press("Почему пришло?");
    daniyar.expects_toast("Это главная новость").await;
}

#[tokio::test(start_paused = true)]
async fn a_second_start_resets_nothing() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.press("⏰ Когда присылать");
    aigul.expects("Когда присылать?").await;
    aigul.press("Всё дайджестом");
    aigul.expects_toast("Сохранено").await;
    aigul.start("");
    assert_snapshot!(seen(&aigul.expects("Вы уже подписаны").await), @r#"
    Вы уже подписаны: Главное, Общество. Новости приходят дайджестом в 8:00, 19:00 (по выходным 9:00, 19:00).
    [📰 Последние новости]
    [🗂 Рубрики][⚙️ Настройки]
    "#);
    aigul.start("r_sport");
    aigul.expects("Добавлена рубрика «Спорт».").await;
}

#[tokio::test(start_paused = true)]
async fn who_said_stop_comes_back_by_one_button() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.say("/stop");
    assert_snapshot!(seen(&aigul.expects("Вы отписаны").await), @r#"
    Вы отписаны, новости больше не придут. Настройки сохранены: вернуться можно одной кнопкой.

    Подскажете, почему? Отвечать необязательно.
    [Слишком много][Неинтересно]
    [Не вовремя][Другое]
    [Лучше присылайте только срочное]
    [Вернуться][Удалить мои данные]
    "#);
    aigul.press("Слишком много");
    aigul.expects_edit("Спасибо, учтём.").await;
    tokio::time::sleep(Duration::from_secs(300)).await;
    house.write("opera", "society", "Опера открывает сезон", "2026-11-23T10:00:30+05:00", "");
    aigul.expects_silence(Duration::from_secs(300)).await;
    aigul.press("Вернуться");
    assert_snapshot!(seen(&aigul.expects_edit("С возвращением").await), @r#"
    С возвращением! Ваши настройки на месте: Главное, Общество, новости приходят сразу.

    Новостей за это время: 1. Старое присылать не будем.
    [Главное за это время]
    [🗂 Рубрики][⚙️ Настройки]
    "#);
    aigul.expects_silence(Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn who_blocked_the_bot_and_comes_back_gets_nothing_old() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.block();
    tokio::time::sleep(Duration::from_secs(60)).await;
    house.write("opera", "society", "Опера открывает сезон", "2026-11-23T10:00:30+05:00", "");
    tokio::time::sleep(Duration::from_secs(300)).await;
    aigul.unblock();
    aigul.start("");
    aigul.expects("С возвращением! Ваши настройки на месте: Главное, Общество").await;
    aigul.expects_silence(Duration::from_secs(300)).await;
    house.write("snow-2", "society", "Снег растаял", "2026-11-23T10:10:00+05:00", "");
    aigul.expects("Снег растаял").await;
}

/// Unblocking and the link's Start come as two, and «Оралу» and a link within a minute do too.
#[tokio::test(start_paused = true)]
async fn a_links_rubric_is_there_after_a_return() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.block();
    tokio::time::sleep(Duration::from_secs(60)).await;
    aigul.start("r_city__site");
    aigul.expects("Вы уже подписаны: Главное, Город. Новости приходят сразу.\nДобавлена рубрика «Город».").await;
    aigul.say("/stop");
    aigul.expects("Вы отписаны").await;
    aigul.press("Вернуться");
    aigul.expects_edit("С возвращением").await;
    tokio::time::sleep(Duration::from_secs(20)).await;
    aigul.start("r_sport");
    aigul.expects("Добавлена рубрика «Спорт».").await;
    house.write("final", "sport", "Сегодня финал кубка", "2026-11-23T10:03:00+05:00", "");
    aigul.expects("Сегодня финал кубка").await;
}

#[tokio::test(start_paused = true)]
async fn unblocking_brings_nobody_back_who_had_left() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.say("/stop");
    aigul.expects("Вы отписаны").await;
    aigul.block();
    tokio::time::sleep(Duration::from_secs(60)).await;
    aigul.unblock();
    tokio::time::sleep(Duration::from_secs(60)).await;
    house.write("opera", "society", "Опера открывает сезон", "2026-11-23T10:00:30+05:00", "");
    aigul.expects_silence(Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn a_night_is_spoken_of_only_where_there_is_one() {
    let mut house = House::closed(MORNING).await;
    house.put("newsroom.toml", "[new_reader]\nquiet = []\n");
    house.start().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    let welcome = aigul.expects("Это бот газеты «Вечерний Алматы».").await;
    assert!(!welcome.text.contains("Ночью"), "{}", welcome.text);
    assert!(welcome.text.contains("Первая новость придёт, как только выйдет."), "{}", welcome.text);
}

#[tokio::test(start_paused = true)]
async fn at_night_a_newcomer_learns_when_news_will_come() {
    let mut house = House::closed(MORNING + Duration::from_secs(13 * 3600)).await;
    house.start().await;
    let james = house.sim.person("James", "de");
    james.start("");
    let welcome = james.expects("It is quiet time: the first stories come at about 07:00.").await;
    assert_eq!(welcome.labels()[1], ["Қазақша", "Русский"]);
}
