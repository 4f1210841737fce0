//! The page of the simulator alone; the bot is a few lines of this test, which speak the Bot API over HTTP.

use serde_json::{Value, json};
use simulator::{Settings, Simulator};

use super::{
    driver::{Browser, quoted},
    reading::assert_readable,
};

const PHOTO: &[u8] = include_bytes!("../../../data/articles/photos/dawn.jpg");

/// The bot of these tests.
struct Bot {
    api: String,
    http: reqwest::Client,
}

impl Bot {
    fn of(sim: &Simulator) -> Bot {
        Bot { api: format!("{}/bot{}", sim.url(), sim.token()), http: reqwest::Client::new() }
    }

    async fn call(&self, method: &str, parameters: Value) -> Value {
        let answer = self.http.post(format!("{}/{method}", self.api)).json(&parameters).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["ok"], true, "{method} {parameters}: {answer}");
        answer["result"].clone()
    }

    async fn say(&self, chat: i64, html: &str, more: Value) -> i64 {
        let mut parameters = json!({"chat_id": chat, "text": html, "parse_mode": "HTML"});
        parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.call("sendMessage", parameters).await["message_id"].as_i64().unwrap()
    }

    async fn send_photo(&self, chat: i64, caption: &str) -> i64 {
        let picture = reqwest::multipart::Part::bytes(PHOTO).file_name("dawn.jpg");
        let form = reqwest::multipart::Form::new()
            .text("chat_id", chat.to_string())
            .text("caption", caption.to_string())
            .text("has_spoiler", "true")
            .part("photo", picture);
        let answer = self.http.post(format!("{}/sendPhoto", self.api)).multipart(form).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["result"]["message_id"].as_i64().unwrap_or_else(|| panic!("{answer}"))
    }

    /// The next update that has this field.
    async fn hears(&self, kind: &str) -> Value {
        let mut offset = 0;
        loop {
            let updates = self.call("getUpdates", json!({"timeout": 20, "offset": offset})).await;
            for update in updates.as_array().unwrap() {
                offset = update["update_id"].as_i64().unwrap() + 1;
                if !update[kind].is_null() {
                    self.call("getUpdates", json!({"offset": offset})).await;
                    return update[kind].clone();
                }
            }
        }
    }
}

/// An element of one phone.
fn on(phone: i64, css: &str) -> String {
    format!("[data-phone=\"{phone}\"] {css}")
}

async fn simulator() -> (Simulator, Bot) {
    let sim = Simulator::start(Settings::unlimited()).await.unwrap();
    let bot = Bot::of(&sim);
    (sim, bot)
}

#[tokio::test]
async fn a_private_chat_is_as_on_a_phone() {
    let Some(browser) = Browser::open(1400, 900).await else { return };
    let (sim, bot) = simulator().await;
    let aigul = sim.person("Айгүл", "kk").id();
    bot.call("setMyDescription", json!({"description": "Басты жаңалықтар"})).await;
    bot.call("setMyCommands", json!({"commands": [{"command": "rubrics", "description": "Айдарлар"}]})).await;
    browser.visit(sim.url()).await;
    browser.reads(&on(aigul, "[data-testid=about]"), "Басты жаңалықтар").await;
    browser.clicks(&on(aigul, "[data-testid=start]")).await;
    assert_eq!(bot.hears("message").await["text"], "/start");

    let buttons = json!({"reply_markup": {"inline_keyboard": [
        [{"text": "Қоғам", "callback_data": "r:1", "style": "success"}, {"text": "Оқу", "url": "https://vecher.kz/1"}],
        [{"text": "Көшіру", "copy_text": {"text": "https://vecher.kz/1"}}]]}});
    let welcome = bot.say(aigul, "<b>Сәлем!</b> <tg-spoiler>құпия</tg-spoiler> <i>x &lt; y</i>", buttons).await;
    let message = on(aigul, &format!("[data-message=\"{welcome}\"]"));
    browser.reads(&format!("{message} b"), "Сәлем!").await;
    browser.reads(&message, "x < y").await;
    browser.clicks(&format!("{message} .spoiler")).await;
    browser.sees(&format!("{message} .spoiler.revealed")).await;

    browser.clicks(&format!("{message} [data-button=\"Қоғам\"].success")).await;
    let query = bot.hears("callback_query").await;
    browser.sees(&format!("{message} [data-button=\"Қоғам\"][aria-busy]")).await;
    bot.call("answerCallbackQuery", json!({"callback_query_id": query["id"], "text": "«Қоғам» қосылды"})).await;
    browser.reads(&on(aigul, "[data-testid=toast]"), "«Қоғам» қосылды").await;
    browser.sees(&format!("{message} [data-button=\"Қоғам\"]:not([aria-busy])")).await;

    browser.clicks(&format!("{message} [data-button=\"Оқу\"]")).await;
    browser.reads(&on(aigul, "[data-testid=link]"), "https://vecher.kz/1").await;
    browser.keys("\u{E00C}").await;
    browser.until("no sheet", "return !document.querySelector('.sheet')").await;

    let edited = json!({"chat_id": aigul, "message_id": welcome, "text": "Басқа мәтін"});
    bot.call("editMessageText", edited).await;
    browser.reads(&format!("{message}[data-edited]"), "Басқа мәтін").await;
    browser.reads(&format!("{message} .edited"), "өзг.").await;
    bot.call("deleteMessage", json!({"chat_id": aigul, "message_id": welcome})).await;
    browser.sees(&format!("{message}[data-deleted]")).await;

    browser.clicks(&on(aigul, "[data-testid=commands]")).await;
    browser.clicks(&on(aigul, "[data-command=rubrics]")).await;
    assert_eq!(bot.hears("message").await["text"], "/rubrics");
    browser.types(&on(aigul, "[data-testid=input]"), "бір сөз\u{E007}").await;
    assert_eq!(bot.hears("message").await["text"], "бір сөз");
    assert_eq!(browser.complaints().await, [""; 0]);
    browser.close().await;
}

#[tokio::test]
async fn photos_sounds_and_keyboards_are_shown() {
    let Some(browser) = Browser::open(1400, 900).await else { return };
    let (sim, bot) = simulator().await;
    let daniyar = sim.person("Данияр", "ru");
    daniyar.start("");
    let chat = daniyar.id();
    browser.visit(sim.url()).await;
    let photo = bot.send_photo(chat, "Рассвет над городом").await;
    let message = on(chat, &format!("[data-message=\"{photo}\"]"));
    browser.reads(&message, "Рассвет над городом").await;
    browser.clicks(&format!("{message} .cover")).await;
    let loaded = format!(
        "const image = document.querySelector({}); return image.complete && image.naturalWidth > 100",
        quoted(&format!("{message} img"))
    );
    browser.until("the photo", &loaded).await;
    browser
        .until("no cover", &format!("return !document.querySelector({})", quoted(&format!("{message} .cover"))))
        .await;

    let silent = bot.say(chat, "Тихо", json!({"disable_notification": true})).await;
    browser.sees(&on(chat, &format!("[data-message=\"{silent}\"][data-silent] [aria-label=\"без звука\"]"))).await;
    bot.say(chat, "Громко", json!({"reply_parameters": {"message_id": silent}})).await;
    browser.reads(&on(chat, ".island.loud"), "Громко").await;
    browser.reads(&on(chat, ".quote"), "Тихо").await;
    bot.say(chat, "<blockquote expandable>1\n2\n3\n4\n5\n6\n7\n8</blockquote>", json!({})).await;
    browser.clicks(&on(chat, "blockquote .expand[aria-expanded=false]")).await;
    browser.sees(&on(chat, "blockquote.open")).await;
    bot.call("pinChatMessage", json!({"chat_id": chat, "message_id": silent})).await;
    browser.reads(&on(chat, ".pin"), "Тихо").await;

    bot.say(chat, "Выберите", json!({"reply_markup": {"keyboard": [["Да", "Нет"]], "resize_keyboard": true}})).await;
    browser.clicks(&on(chat, ".reply-keyboard [data-button=\"Нет\"]")).await;
    browser.reads(&on(chat, "[data-from=person]"), "Нет").await;
    bot.call("sendChatAction", json!({"chat_id": chat, "action": "typing"})).await;
    browser.reads(&on(chat, ".status.busy"), "печатает").await;

    browser.clicks(&on(chat, "[data-testid=chat-menu]")).await;
    browser.clicks(&on(chat, "[data-item=block]")).await;
    assert_eq!(bot.hears("my_chat_member").await["new_chat_member"]["status"], "kicked");
    browser.clicks(&on(chat, "[data-testid=unblock]")).await;
    assert_eq!(bot.hears("my_chat_member").await["new_chat_member"]["status"], "member");
    assert_eq!(browser.complaints().await, [""; 0]);
    browser.close().await;
}

#[tokio::test]
async fn groups_and_channels_have_their_phones() {
    let Some(browser) = Browser::open(1400, 900).await else { return };
    let (sim, bot) = simulator().await;
    let vera = sim.person("Вера", "ru");
    vera.start("");
    let channel = sim.channel("Вечерка", "vecher", &vera);
    channel.promote_bot(&[]);
    bot.hears("my_chat_member").await;
    let group = sim.supergroup("Соседи", &[&vera]);
    browser.visit(&format!("{}/?lang=ru", sim.url())).await;
    let (group, channel) = (group.id(), channel.id());
    browser.clicks(&on(group, "[data-testid=chat-menu]")).await;
    browser.clicks(&on(group, "[data-item=add-bot]")).await;
    bot.hears("my_chat_member").await;
    bot.say(group, "Здравствуйте!", json!({})).await;
    browser.reads(&on(group, "[data-from=bot] .sender"), "Headliner").await;
    browser.types(&on(group, "[data-testid=input]"), "/help\u{E007}").await;
    browser.reads(&on(group, "[data-from=person]"), "/help").await;
    browser.clicks(&on(group, "[data-testid=chat-menu]")).await;
    browser.clicks(&on(group, "[data-item=leave]")).await;
    browser.clicks(&on(group, "[data-testid=chat-menu]")).await;
    browser.sees(&on(group, "[data-item=join]")).await;
    browser.keys("\u{E00C}").await;

    let link = format!("https://t.me/{}?start=w_channel", sim.bot_username());
    let choose = json!({"reply_markup": {"inline_keyboard": [[{"text": "Выбрать свои рубрики", "url": link}]]}});
    bot.say(channel, "Пост", choose).await;
    browser.clicks(&on(channel, "[data-button=\"Выбрать свои рубрики\"]")).await;
    browser.clicks(&on(channel, "[data-item=open-bot]")).await;
    browser.reads(&on(vera.id(), "[data-from=person]"), "/start w_channel").await;

    browser.clicks("[data-testid=add]").await;
    browser.types("[data-testid=adding] input[name=name]", "Новый человек\u{E007}").await;
    browser.reads("[data-phone] h2", "Новый человек").await;
    assert_eq!(browser.complaints().await, [""; 0]);
    browser.close().await;
}

/// Telegram has up to eight keys in a row; on a phone all of them are in sight, and a word is cut only where there is no room for it.
#[tokio::test]
async fn keys_are_no_wider_than_their_message() {
    let Some(browser) = Browser::open(1280, 900).await else { return };
    let (sim, bot) = simulator().await;
    let aigul = sim.person("Айгүл", "kk");
    aigul.start("");
    let chat = aigul.id();
    let row =
        |labels: &[&str]| labels.iter().map(|label| json!({"text": label, "callback_data": label})).collect::<Vec<_>>();
    let rows = [
        row(&["1", "2", "3", "4", "5", "6", "7", "8"]),
        row(&["✅ Қазақша", "Русский", "English"]),
        row(&["Рубрики", "Новости недели", "CSV"]),
    ];
    bot.say(chat, "Тіл", json!({"reply_markup": {"inline_keyboard": rows}})).await;
    browser.visit(sim.url()).await;
    browser.reads(&on(chat, ".key"), "Русский").await;
    let sticking_out =
        "return [...document.querySelectorAll('.keyboard .key')].filter(key => key.getBoundingClientRect().right
        > key.closest('.column').querySelector('.bubble').getBoundingClientRect().right + 1).map(key => key.innerText)";
    assert_eq!(browser.script(sticking_out).await, json!([]), "beyond the message");
    let cut = "return [...document.querySelectorAll('.keyboard .label')].filter(label => label.scrollWidth > label.clientWidth
        || label.scrollHeight > label.clientHeight + 1).map(label => label.innerText)";
    assert_eq!(browser.script(cut).await, json!([]), "cut");
    browser.close().await;
}

/// The browser's until somebody chooses another.
async fn speaks_every_language(browser: &Browser) {
    for title in ["Measurements", "Измерения", "Өлшемдер"] {
        browser.reads("h2", title).await;
        browser.clicks("[data-testid=language]").await;
    }
}

#[tokio::test]
async fn everybody_can_read_and_use_the_page() {
    let Some(browser) = Browser::open(1500, 900).await else { return };
    let (sim, bot) = simulator().await;
    let aigul = sim.person("Айгүл", "kk");
    let group = sim.supergroup("Соседи", &[&aigul, &sim.person("Данияр", "ru")]);
    group.add_bot();
    aigul.start("");
    aigul.say_in(&group, "Кто здесь?");
    let chat = aigul.id();
    let row = |label: &str| json!([{"text": label, "callback_data": "1"}, {"text": "Главное", "callback_data": "2", "style": "primary"}, {"text": "Снять", "callback_data": "3", "style": "danger"}]);
    let rich = "<b>Жаңалық</b> <a href=\"https://vecher.kz/1\">сілтеме</a> #Қоғам <code>код</code> <blockquote>Дәйексөз</blockquote>";
    let message = bot.say(chat, rich, json!({"reply_markup": {"inline_keyboard": [row("Қосу")]}})).await;
    bot.say(group.id(), "Здравствуйте", json!({})).await;
    for scheme in ["light", "dark"] {
        browser.prefers(scheme).await;
        browser.visit(sim.url()).await;
        browser.until("the theme", &format!("return document.documentElement.dataset.theme === '{scheme}'")).await;
        browser.reads(&on(chat, ".bubble b"), "Жаңалық").await;
        assert_readable(&browser, scheme).await;
    }
    browser.clicks("[data-testid=theme]").await;
    browser.until("the other theme", "return document.documentElement.dataset.theme === 'light'").await;
    speaks_every_language(&browser).await;

    // By keyboard: to the button, Enter, and the focus stays where it was when the bot changes the keyboard.
    browser.script(&format!("document.querySelector({}).focus()", quoted(&on(chat, "[data-button=\"Қосу\"]")))).await;
    browser.keys("\u{E007}").await;
    assert_eq!(bot.hears("callback_query").await["data"], "1");
    let changed =
        json!({"chat_id": chat, "message_id": message, "reply_markup": {"inline_keyboard": [row("✅ Қосылды")]}});
    bot.call("editMessageReplyMarkup", changed).await;
    browser.until("the focus kept", "return document.activeElement.dataset.button === '✅ Қосылды'").await;
    let ring = browser.script("return getComputedStyle(document.activeElement).outlineStyle").await;
    assert_eq!(ring, "solid", "the focus is shown");
    let unnamed = "return [...document.querySelectorAll('button, a[href], input:not([hidden]), select, textarea')].filter(element => element.checkVisibility()
        && !(element.innerText.trim() || element.ariaLabel || element.title || element.labels?.length || element.querySelector('img[alt]'))).map(element => element.outerHTML)";
    assert_eq!(browser.script(unnamed).await, json!([]), "everything that can be used has a name");

    browser.resize(390, 800).await;
    let shown =
        "return [...document.querySelectorAll('[data-phone]')].filter(phone => phone.checkVisibility()).length === 1";
    browser.until("one phone on a phone", shown).await;
    browser.clicks(&format!("[data-tab=\"{}\"]", group.id())).await;
    browser.reads(&on(group.id(), "[data-from=bot]"), "Здравствуйте").await;
    let wide = browser.script("return document.documentElement.scrollWidth").await;
    assert!(wide.as_u64() <= Some(390), "nothing is wider than the window: {wide}");
    assert_eq!(browser.complaints().await, [""; 0]);
    browser.close().await;
}
