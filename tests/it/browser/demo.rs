//! The demo as a stranger uses it: start, choose a rubric, write an article at the newsroom's desk, see it on the phones.

use serde_json::Value;

use super::{
    driver::{Browser, quoted},
    reading::assert_readable,
};
use crate::demo::Program;

/// Who is who on the page.
struct Phones {
    aigul: i64,
    daniyar: i64,
    editor: i64,
    admin: i64,
    channel: i64,
}

async fn phones(demo: &Program) -> Phones {
    let state: Value = demo.get("/simulator/state").await;
    let person = |name: &str| {
        let found = state["people"]
            .as_array()
            .unwrap()
            .iter()
            .find(|person| person["name"].as_str().unwrap().starts_with(name));
        found.unwrap_or_else(|| panic!("{name} in {state}"))["id"].as_i64().unwrap()
    };
    let channel = state["chats"].as_array().unwrap().iter().find(|chat| chat["kind"] == "channel").unwrap();
    Phones {
        aigul: person("Айгүл"),
        daniyar: person("Данияр"),
        editor: person("Марат"),
        admin: person("Вера"),
        channel: channel["id"].as_i64().unwrap(),
    }
}

fn on(phone: i64, css: &str) -> String {
    format!("[data-phone=\"{phone}\"] {css}")
}

/// A button of the newest message that has one with this in its label.
fn button(phone: i64, label: &str) -> String {
    on(phone, &format!("[data-button*={}]", quoted(label)))
}

/// An article through the form of the desk.
async fn publishes(browser: &Browser, headline: &str, lead: &str, with_photo: bool) {
    let form = "[data-testid=article-form]";
    browser.types(&format!("{form} [name=headline]"), headline).await;
    browser.types(&format!("{form} [name=lead]"), lead).await;
    browser.script(&format!("document.querySelector('{form} [name=rubric]').value = 'society'")).await;
    browser.script(&format!("document.querySelector('{form} [name=language]').value = 'ru'")).await;
    if with_photo {
        browser.clicks(&format!("{form} .photo-choice:last-of-type img")).await;
    }
    browser.clicks("[data-testid=publish]").await;
    browser.reads("[data-testid=files]", headline).await;
}

#[tokio::test]
async fn from_the_newsrooms_desk_to_the_phones() {
    let Some(browser) = Browser::open(1700, 1000).await else { return };
    let demo = Program::start("0").await;
    browser.visit(&demo.url).await;
    let phones = phones(&demo).await;
    readers_start(&browser, &phones).await;
    channel_is_bound(&browser, &phones).await;
    article_arrives(&browser, &phones).await;
    rubric_off_is_silence(&browser, &phones).await;
    breaking_reaches_both(&browser, &phones).await;
    browser.types(&on(phones.admin, "[data-testid=input]"), "/stats\u{E007}").await;
    browser.reads(&on(phones.admin, "[data-from=bot]"), "Подписчиков: 2 (+2").await;
    assert_readable(&browser, "demo").await;
    assert_eq!(browser.complaints().await, [""; 0]);
    browser.close().await;
}

/// On a laptop: whoever acts is seen and marked, the end has full phones, and it can be played again.
#[tokio::test]
async fn the_story_can_be_watched() {
    let Some(browser) = Browser::open(1280, 900).await else { return };
    let demo = Program::with(&["--port", "0"]).await;
    browser.visit(&demo.url).await;
    let seen = "const phone = document.querySelector('.phone.acting'); if (!phone) return false;
        const place = phone.getBoundingClientRect(), stage = document.getElementById('stage').getBoundingClientRect();
        return place.left >= stage.left - 20 && place.right <= stage.right + 20";
    browser.until("the phone that acts is in sight", seen).await;
    browser.clicks("[data-testid=skip-story]").await;
    browser.sees("[data-testid=play-again]").await;
    browser.sees("[data-phone] .photo img").await;
    let label = browser.script("return document.querySelector('.story .steps').ariaLabel").await;
    assert_eq!(label, "Step 9 of 9");
    browser.script("location.reload()").await;
    browser.reads(".requests code", "sendMessage").await;
    let first = "return document.querySelector('[data-phone] .phone-label').innerText";
    assert!(
        browser.script(first).await.as_str().unwrap().contains("Emma"),
        "an English page begins with who reads English"
    );
    let crowd = "return document.querySelector('[data-testid=crowd]').getBoundingClientRect().bottom <= innerHeight";
    assert_eq!(browser.script(crowd).await, true, "the crowd's button is seen");
    browser.clicks("[data-testid=crowd]").await;
    browser.reads("[data-testid=crowd-now]", "Readers without a phone").await;
    browser.clicks("[data-testid=play-again]").await;
    browser.until("another run", "return !document.querySelector('[data-testid=play-again]')").await;
    browser.sees("[data-testid=skip-story]").await;
    browser.close().await;
}

async fn readers_start(browser: &Browser, phones: &Phones) {
    for staff in [phones.editor, phones.admin] {
        browser.sees(&on(staff, "[data-from=bot]")).await;
    }
    for reader in [phones.aigul, phones.daniyar] {
        browser.clicks(&on(reader, "[data-testid=start]")).await;
        browser.sees(&on(reader, "[data-from=bot]")).await;
    }
    browser.reads(&on(phones.aigul, "[data-from=bot]"), "Басты жаңалықтарға жазылдыңыз").await;
    browser.reads(&on(phones.daniyar, "[data-from=bot]"), "Вы подписаны на главные новости").await;
    browser.clicks(&button(phones.daniyar, "🗂")).await;
    browser.clicks(&button(phones.daniyar, "Общество")).await;
    browser.sees(&button(phones.daniyar, "✅ 👥 Общество")).await;
}

async fn channel_is_bound(browser: &Browser, phones: &Phones) {
    browser.clicks(&on(phones.channel, "[data-testid=chat-menu]")).await;
    browser.clicks(&on(phones.channel, "[data-item=promote]")).await;
    browser.clicks(&button(phones.editor, "Общество")).await;
    browser.sees(&button(phones.editor, "✅ 👥 Общество")).await;
}

async fn article_arrives(browser: &Browser, phones: &Phones) {
    publishes(browser, "Двор на Абая убрали сами жители", "Вышли сорок семей. Осталось посадить яблони.", true).await;
    for chat in [phones.daniyar, phones.channel] {
        let message = on(chat, "[data-message]:not([data-from=person])");
        browser.reads(&format!("{message} b"), "Двор на Абая убрали сами жители").await;
        browser.reads(&message, "Осталось посадить яблони.").await;
        browser.reads(&format!("{message} a.hashtag"), "#Общество").await;
        browser.sees(&format!("{message} .photo img")).await;
        browser.sees(&button(chat, "Читать на Vecher.kz")).await;
    }
    browser.sees(&button(phones.channel, "Выбрать свои рубрики")).await;
    browser.reads("[data-testid=published]", "Двор на Абая убрали сами жители").await;
}

async fn rubric_off_is_silence(browser: &Browser, phones: &Phones) {
    browser.clicks(&button(phones.daniyar, "✅ 👥 Общество")).await;
    browser.misses(&on(phones.daniyar, "[data-button]"), "✅ 👥 Общество").await;
    publishes(browser, "Во дворе на Абая посадили яблони", "Двенадцать саженцев.", false).await;
    browser.reads(&on(phones.channel, "[data-message] b"), "Во дворе на Абая посадили яблони").await;
    // The channel and the reader are served from the same publication: what did not come with it does not come.
    browser.misses(&on(phones.daniyar, "[data-message]"), "Во дворе на Абая посадили яблони").await;
}

async fn breaking_reaches_both(browser: &Browser, phones: &Phones) {
    browser.types(&on(phones.editor, "[data-testid=input]"), "/breaking\u{E007}").await;
    browser.clicks(&button(phones.editor, "Во дворе на Абая")).await;
    browser.clicks(&button(phones.editor, "То же, перевод позже")).await;
    browser.sees(&button(phones.editor, "⚡️ Отправить")).await;
    crate::harness::reads().await;
    browser.clicks(&button(phones.editor, "⚡️ Отправить")).await;
    browser.clicks(&button(phones.editor, "Отправить сейчас")).await;
    for reader in [phones.aigul, phones.daniyar] {
        browser.reads(&on(reader, "[data-message] b"), "Во дворе на Абая посадили яблони").await;
    }
}
