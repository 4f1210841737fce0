//! The one client against the simulator: what arrives is what was packed, however it travels.

use headliner::{
    article::Image,
    bot_api::{Button, Client, Keyboard, Outcome, PhotoSource, Style},
    config::Token,
    message::{Message, Photo},
};
use serde_json::{Value, json};
use simulator::{Limits, Settings, Simulator};

/// A message with coloured buttons.
fn coloured() -> Message {
    let danger = Button::data("Удалить", "x").styled(Style::Danger);
    Message {
        text: "Мост <b>закрыт</b>".into(),
        photo: Some(Photo { image: Image::Path("bridge.png".into()), spoiler: true }),
        keyboard: Keyboard::of([vec![
            danger,
            Button::url("Читать", "https://vecher.kz/bridge").styled(Style::Primary),
        ]]),
        ..Message::default()
    }
}

/// What the newest request of a method was asked for; an object that came as text, too.
fn asked(sim: &Simulator, method: &str, name: &str) -> Value {
    let newest = sim.requests_of(method).pop().expect("a request");
    match &newest.params[name] {
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        other => other.clone(),
    }
}

#[tokio::test(start_paused = true)]
async fn colours_arrive_with_an_upload_as_without() {
    let sim = Simulator::start(Settings { limits: Limits::none(), ..Settings::default() }).await.unwrap();
    let client = Client::new(&sim.url().parse().unwrap(), None, &Token::new(sim.token()).unwrap()).unwrap();
    let aigul = sim.person("Айгуль", "ru");
    aigul.start("");
    let expected = json!({ "inline_keyboard": [[
        { "text": "Удалить", "callback_data": "x", "style": "danger" },
        { "text": "Читать", "url": "https://vecher.kz/bridge", "style": "primary" },
    ]] });

    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/photos/withdrawn.png")).unwrap();
    let upload = PhotoSource::Upload { name: "bridge.png".into(), bytes: bytes.clone().into() };
    let outcome = client.send(aigul.id(), 0, &coloured().parcel(Some(upload), false)).await.outcome();
    let Outcome::Delivered { photo: Some(name), .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(asked(&sim, "sendPhoto", "reply_markup"), expected);
    assert_eq!(asked(&sim, "sendPhoto", "has_spoiler"), json!(true));

    let named = coloured().parcel(Some(PhotoSource::Named(name)), true);
    assert!(matches!(client.send(aigul.id(), 0, &named).await.outcome(), Outcome::Delivered { .. }));
    assert_eq!(asked(&sim, "sendPhoto", "reply_markup"), expected);

    let file = coloured().under_file("данные.png".into(), bytes.into());
    let outcome = client.send(aigul.id(), 0, &file).await.outcome();
    let Outcome::Delivered { message, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(asked(&sim, "sendDocument", "reply_markup"), expected);
    assert_eq!(asked(&sim, "sendDocument", "caption"), json!("Мост <b>закрыт</b>"));
    assert!(message > 0);

    assert!(matches!(
        client.send(aigul.id(), 0, &coloured().parcel(None, false)).await.outcome(),
        Outcome::Delivered { .. }
    ));
    assert_eq!(asked(&sim, "sendMessage", "reply_markup"), expected);
}
