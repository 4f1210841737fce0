//! What comes in over the wire, well formed and not: it is answered as Telegram answers, and never stops the simulator.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::ground::Ground;

async fn connect(ground: &Ground) -> TcpStream {
    TcpStream::connect(ground.sim.url().trim_start_matches("http://")).await.expect("a connection")
}

#[tokio::test]
async fn parameters_come_in_every_way() {
    let ground = Ground::free().await;
    let chat = ground.sim.crowd(1).start;
    let base = format!("{}/bot{}", ground.sim.url(), ground.sim.token());
    let markup = json!({"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}).to_string();
    let fields = [
        ("chat_id", chat.to_string()),
        ("text", "<b>ж</b>".to_string()),
        ("parse_mode", "hTmL".to_string()),
        ("reply_markup", markup),
    ];
    let form =
        fields.iter().fold(reqwest::multipart::Form::new(), |form, (name, value)| form.text(*name, value.clone()));
    let requests = [
        ground.http.get(format!("{base}/sendMessage")).query(&fields),
        ground.http.post(format!("{base}/SENDMESSAGE")).form(&fields),
        ground
            .http
            .post(format!("{base}/SendMessage"))
            .json(&fields.iter().cloned().collect::<std::collections::HashMap<_, _>>()),
        ground.http.post(format!("{base}/sendmessage/")).multipart(form),
    ];
    for request in requests {
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        let result = &answer["result"];
        assert_eq!((&result["text"], &result["entities"][0]["type"]), (&json!("ж"), &json!("bold")), "{answer}");
        assert_eq!(result["reply_markup"]["inline_keyboard"][0][0]["callback_data"], "b");
    }
}

#[tokio::test]
async fn garbage_stops_nobody() {
    let ground = Ground::free().await;
    let token = ground.sim.token().to_string();
    let json_head = format!("POST /bot{token}/sendMessage HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n");
    let multipart =
        format!("POST /bot{token}/sendPhoto HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\n");
    let garbage: Vec<Vec<u8>> = vec![
        (0..=255).cycle().take(5000).collect(),
        b"\r\n\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        format!("{json_head}content-length: 5\r\n\r\n{{\"a\":").into_bytes(),
        format!("{json_head}content-length: 999999999999999999999\r\n\r\n").into_bytes(),
        format!("{json_head}content-length: 2\r\n\r\n[]").into_bytes(),
        format!("{multipart}content-length: 6\r\n\r\n--b--x").into_bytes(),
        format!("{multipart}transfer-encoding: chunked\r\n\r\nzz\r\n").into_bytes(),
        format!("POST /bot{token}/%FF%00/../.. HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n").into_bytes(),
        b"POST /simulator/people HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\n\xff\xff\xff".to_vec(),
    ];
    for bytes in garbage {
        let mut stream = connect(&ground).await;
        stream.write_all(&bytes).await.expect("written");
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.expect("an end");
    }
    ground.ok("getMe", json!({})).await;
}

#[tokio::test]
async fn a_hundred_megabytes_are_too_much() {
    let ground = Ground::free().await;
    let url = format!("{}/bot{}/sendDocument", ground.sim.url(), ground.sim.token());
    let answer = ground.http.post(url).body(vec![b'x'; 100 << 20]).send().await.expect("an answer");
    assert_eq!(answer.status(), 413);
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(answer, json!({"ok": false, "error_code": 413, "description": "Request Entity Too Large"}));
}

#[tokio::test]
async fn slow_clients_and_two_thousand_connections_stop_nobody() {
    let ground = Ground::free().await;
    let mut open = Vec::new();
    for number in 0..2000 {
        match TcpStream::connect(ground.sim.url().trim_start_matches("http://")).await {
            Ok(mut stream) => {
                if number % 2 == 0 {
                    stream.write_all(b"POST /bot7000000001:A").await.expect("written");
                }
                open.push(stream);
            }
            // This machine allows no more open files.
            Err(_) => break,
        }
    }
    println!("{} connections", open.len());
    ground.ok("getMe", json!({})).await;
    drop(open);
    ground.ok("getMe", json!({})).await;
}

#[tokio::test]
async fn it_listens_on_this_machine_only() {
    let ground = Ground::free().await;
    assert!(ground.sim.url().starts_with("http://127.0.0.1:"));
    ground.sim.stop();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(TcpStream::connect(ground.sim.url().trim_start_matches("http://")).await.is_err());
}
