//! The one client against the simulator: what arrives is what was packed, however it travels.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use headliner::{
    article::Image,
    bot_api::{Button, Client, Keyboard, Outcome, PhotoSource, Style, Unclear},
    config::Token,
    message::{Message, Photo},
};
use serde_json::{Value, json};
use simulator::{Limits, Settings, Simulator};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

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

/// A server that gives everybody this answer; its address, and how many have asked it.
async fn server(answer: impl Fn(usize) -> Vec<u8> + Send + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (url, asked) = (format!("http://{}", listener.local_addr().unwrap()), Arc::new(AtomicUsize::new(0)));
    let count = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer(count.fetch_add(1, Relaxed));
            let _ = stream.read(&mut [0; 4096]).await; // whatever was asked
            let _ = stream.write_all(&answer).await; // the client may have had enough
        }
    });
    (url, asked)
}

fn client(url: &str) -> Client {
    Client::new(&url.parse().unwrap(), None, &Token::new("7000000001:AASecret-0123456789-0123456789-0123").unwrap())
        .unwrap()
}

#[tokio::test]
async fn the_token_is_given_to_nobody_else() {
    let (other, asked) = server(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}".to_vec()).await;
    for status in
        ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let to = format!("{other}/bot7000000001:AASecret-0123456789-0123456789-0123/getMe");
        let head = format!("HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        let (api, _) = server(move |_| head.clone().into_bytes()).await;
        let outcome = client(&api).get_me().await.outcome();
        let Outcome::NotSent(why) = &outcome else { panic!("{status}: {outcome:?}") };
        assert!(why.contains(&other) && why.contains("TELOXIDE_API_URL"), "{status}: {why}");
        assert!(!why.contains("AASecret"), "{status}: {why}");
    }
    assert_eq!(asked.load(Relaxed), 0, "the next host was asked, with the token in its address");
}

#[tokio::test]
async fn an_answer_without_end_is_not_kept() {
    let (api, _) = server(|_| {
        let body = format!("{{\"ok\":false,\"error_code\":400,\"description\":\"{}\"}}", "x".repeat(40 << 20));
        format!("HTTP/1.1 400 Bad Request\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    })
    .await;
    let outcome = client(&api).get_me().await.outcome();
    assert_eq!(outcome, Outcome::Uncertain(Unclear::Silence, "an answer of more than 16 MB".to_owned()));
}
