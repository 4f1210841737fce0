//! Content that Telegram refuses: an article that nobody can receive is set aside and holds nobody up; a photo that it
//! refuses does not hold up its text; a chat that refuses everything rests and holds no article up.

use std::{process::Command, time::Duration};

use headliner::{
    article::Image,
    delivery::{Event, photos::Ready},
    store::Lane,
};
use simulator::Settings;
use tokio::time::Instant;

use super::newsdesk::Newsdesk;

const PARSE: &str = "Bad Request: can't parse entities: unsupported start tag";
/// How many requests a refused form may cost: three that agree, and what is under way meanwhile.
const TRIED: usize = 8;

#[tokio::test(start_paused = true)]
async fn an_article_that_nobody_can_receive_is_set_aside() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(60);
    let delivery = desk.start().await;
    let mut events = delivery.events();
    for number in 0..4 {
        readers.clone().for_each(|reader| desk.sim.refuse(reader, 400, PARSE));
        let article = desk.publish(&format!("Негодная {number}."), Lane::News);
        desk.settled(&delivery).await;
        assert!(matches!(events.try_recv(), Ok(Event::SetAside(key, _)) if key == article), "article {number}");
        readers.clone().for_each(|reader| desk.sim.refuse(reader, 400, ""));
        desk.publish(&format!("Хорошая {number}."), Lane::News);
        desk.settled(&delivery).await;
    }
    for reader in readers {
        let texts: Vec<String> = desk.sim.room(reader).received().into_iter().map(|message| message.text).collect();
        assert_eq!(texts.len(), 4, "reader {reader} was held up: {texts:?}");
        assert!(texts.iter().all(|text| text.starts_with("Хорошая")), "{texts:?}");
    }
    let tried = desk.sim.counters().refused[&400];
    assert!(tried <= 4 * 3 * TRIED as u64, "{tried} requests for four bad articles");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn bad_articles_in_a_row_close_no_chat() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(3);
    let delivery = desk.start().await;
    readers.clone().for_each(|reader| desk.sim.refuse(reader, 400, PARSE));
    for number in 0..5 {
        desk.publish(&format!("Негодная {number}."), Lane::News);
        desk.settled(&delivery).await;
    }
    readers.clone().for_each(|reader| desk.sim.refuse(reader, 400, ""));
    desk.publish("Хорошая.", Lane::News);
    desk.settled(&delivery).await;
    assert!(readers.clone().all(|reader| desk.sim.room(reader).received().len() == 1), "a chat was closed");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn odd_chats_hold_no_article_up_and_rest() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(60);
    let odd = readers.start..readers.start + 5;
    odd.clone().for_each(|reader| desk.sim.refuse(reader, 400, PARSE));
    let delivery = desk.start().await;
    let mut events = delivery.events();
    for number in 0..3 {
        desk.publish(&format!("Хорошая {number}."), Lane::News);
        tokio::time::sleep(Duration::from_secs(30)).await;
    }
    for reader in odd.end..readers.end {
        assert_eq!(desk.sim.room(reader).received().len(), 3, "reader {reader}");
    }
    let mut barred = Vec::new();
    while let Ok(event) = events.try_recv() {
        match event {
            Event::Barred(chat, _) => barred.push(chat),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(barred.len(), 5, "{barred:?}");
    odd.clone().for_each(|reader| desk.sim.refuse(reader, 400, ""));
    desk.settled(&delivery).await;
    for reader in odd {
        let texts: String = desk.sim.room(reader).received().into_iter().map(|message| message.text).collect();
        assert!(texts.contains("Хорошая 2"), "reader {reader}: {texts}");
    }
    desk.close().await;
}

/// An address that Telegram takes on no button is a part of the text; no other story is touched by that.
#[tokio::test(start_paused = true)]
async fn the_address_goes_where_the_button_does_not() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(60);
    desk.sim.refuse_address("vecher.kz/1");
    let delivery = desk.start().await;
    let mut events = delivery.events();
    for headline in ["Первая.", "Вторая."] {
        desk.publish(headline, Lane::News);
        desk.settled(&delivery).await;
    }
    for reader in readers {
        let texts: Vec<String> = desk.sim.room(reader).received().into_iter().map(|message| message.text).collect();
        let [first, second] = texts.as_slice() else { panic!("reader {reader}: {texts:?}") };
        assert!(first.starts_with("Первая.") && first.contains("https://vecher.kz/1"), "reader {reader}: {first}");
        assert!(second.starts_with("Вторая.") && !second.contains("https://"), "reader {reader}: {second}");
    }
    assert!(events.try_recv().is_err(), "a story is set aside, or a chat closed");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn the_text_goes_where_the_photo_does_not() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(100);
    let delivery = desk.start().await;
    let url = "https://vecher.kz/photos/none.jpg";
    desk.sim.put_url(url, "text/html", "<h1>404</h1>");
    let image = Some(Image::Url(url.parse().unwrap()));
    desk.publish_with("Без фото.", Lane::News, desk.bit("society"), image);
    desk.settled(&delivery).await;
    assert!(readers.clone().all(|reader| desk.sim.room(reader).received().len() == 1), "somebody has no text");
    let photos = desk.sim.requests_of("sendPhoto").len();
    assert!((3..=TRIED).contains(&photos), "{photos} attempts with the photo");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_photo_is_uploaded_once_for_all() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(100);
    let picture = include_bytes!("../../../data/articles/photos/hall.jpg");
    std::fs::write(desk.folder.path().join("hall.jpg"), picture).unwrap();
    let delivery = desk.start().await;
    desk.publish_with("С фото.", Lane::News, desk.bit("society"), Some(Image::Path("hall.jpg".to_owned())));
    desk.settled(&delivery).await;
    for reader in readers {
        let messages = desk.sim.room(reader).received();
        assert!(messages.len() == 1 && messages[0].photo.is_some(), "reader {reader}: {messages:?}");
    }
    let requests = desk.sim.requests_of("sendPhoto");
    let uploads = requests.iter().filter(|request| !request.params["photo"].is_string()).count();
    assert_eq!((requests.len(), uploads), (100, 1), "{:?}", requests[0].params);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_photo_that_telegram_forgot_is_uploaded_again() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(2);
    let delivery = desk.start().await;
    let url = "https://vecher.kz/photos/hall.jpg";
    desk.sim.put_url(url, "image/jpeg", include_bytes!("../../../data/articles/photos/hall.jpg").as_slice());
    // This chat refuses every name of a photo, also the address of its first upload.
    desk.sim.refuse(readers.start, 400, "Bad Request: wrong remote file identifier specified: Wrong padding");
    desk.publish_with("С фото.", Lane::News, desk.bit("society"), Some(Image::Url(url.parse().unwrap())));
    desk.settled(&delivery).await;
    let tried = desk.sim.counters().refused[&400];
    assert!(tried <= 8, "{tried} requests to one chat that refuses them all");
    assert_eq!(desk.sim.room(readers.start + 1).received().len(), 1);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_photo_that_is_no_file_holds_up_nothing() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    assert!(Command::new("mkfifo").arg(desk.folder.path().join("pipe.jpg")).status().unwrap().success());
    std::fs::create_dir(desk.folder.path().join("folder.jpg")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", desk.folder.path().join("zero.jpg")).unwrap();
    let delivery = desk.start().await;
    for name in ["pipe.jpg", "folder.jpg", "zero.jpg"] {
        desk.publish_with("С фото.", Lane::News, desk.bit("society"), Some(Image::Path(name.to_owned())));
        desk.settled(&delivery).await;
    }
    assert_eq!(desk.sim.room(reader).received().len(), 3);
    desk.close().await;
}

/// It never left, since its turn could not be written, or the process that waited for it is gone.
#[tokio::test(start_paused = true)]
async fn an_upload_of_which_nothing_is_heard_begins_anew() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let image = Image::Url("https://vecher.kz/photos/hall.jpg".parse().unwrap());
    let article = desk.publish_with("С фото.", Lane::News, desk.bit("society"), Some(image));
    let story = desk.store.read_here(|store| store.story(article)).unwrap().unwrap().0;
    let (photos, begun) = (&desk.outfit.photos, Instant::now());
    let after = |seconds| photos.ready(&story, true, begun + Duration::from_secs(seconds));
    assert!(matches!(after(0), Ready::Upload(_)));
    assert_eq!((after(1), after(40)), (Ready::Wait, Ready::No));
    assert!(matches!(after(100), Ready::Upload(_)));
}
