//! Photos as people and programs save them: after their article, in pieces, in another's place, under names of another system.

use std::{fs, io::Cursor, time::Duration};

use headliner::{article::Image, delivery::Photos, fetch::Web, store::Lane};
use image::{DynamicImage, ImageFormat, RgbImage};
use imagesize::ImageType;
use simulator::Settings;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::{Instant, sleep},
};
use url::Url;

use super::newsdesk::Newsdesk;

const HALL: &[u8] = include_bytes!("../../../data/articles/photos/hall.jpg");
const DAWN: &[u8] = include_bytes!("../../../data/articles/photos/dawn.jpg");

fn image(name: &str) -> Option<Image> {
    Some(Image::Path(name.to_owned()))
}

/// Which photo each message to somebody has: the same for the same bytes.
fn photos(desk: &Newsdesk, reader: i64) -> Vec<Option<String>> {
    let messages = desk.sim.room(reader).received();
    messages.into_iter().map(|message| message.photo.map(|photo| photo.file_unique_id)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_photo_that_comes_after_its_article_goes_along() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(3);
    let delivery = desk.start().await;
    desk.publish_with("С фото.", Lane::News, desk.bit("society"), image("late.jpg"));
    sleep(Duration::from_secs(2)).await;
    fs::write(desk.folder.path().join("late.jpg"), &HALL[..HALL.len() / 2]).unwrap();
    sleep(Duration::from_secs(1)).await;
    fs::write(desk.folder.path().join("late.jpg"), HALL).unwrap();
    desk.settled(&delivery).await;
    for reader in readers {
        assert!(matches!(photos(&desk, reader).as_slice(), [Some(_)]), "{:?}", photos(&desk, reader));
    }
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_photo_that_never_comes_holds_its_text_up_for_seconds_and_breaking_news_not_at_all() {
    for (lane, most) in [(Lane::Breaking, 1), (Lane::News, 7)] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let reader = desk.readers(1).start;
        let delivery = desk.start().await;
        let begun = Instant::now();
        desk.publish_with("Без фото.", lane, desk.bit("society"), image("never.jpg"));
        while photos(&desk, reader).is_empty() {
            sleep(Duration::from_millis(100)).await;
        }
        assert!(begun.elapsed() < Duration::from_secs(most), "{lane:?} took {:?}", begun.elapsed());
        assert_eq!(photos(&desk, reader), [None]);
        desk.settled(&delivery).await;
        desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_photo_that_is_replaced_or_comes_late_is_seen_by_those_who_come_later() {
    for begins_with in [Some(DAWN), None] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let first = desk.readers(1).start;
        let delivery = desk.start().await;
        let path = desk.folder.path().join("hall.jpg");
        begins_with.into_iter().for_each(|picture| fs::write(&path, picture).unwrap());
        let article = desk.publish_with("С фото.", Lane::News, desk.bit("society"), image("hall.jpg"));
        desk.settled(&delivery).await;
        fs::write(&path, HALL).unwrap();
        sleep(Duration::from_secs(11)).await;
        let second = desk.readers(1).start;
        desk.publish_again(article, Lane::News);
        desk.settled(&delivery).await;
        let (before, after) = (photos(&desk, first), photos(&desk, second));
        assert_eq!((before.len(), after.len()), (1, 1), "{before:?}, {after:?}");
        assert_eq!(before[0].is_some(), begins_with.is_some());
        assert!(after[0].is_some() && after != before, "{before:?}, {after:?}");
        desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_may_be_made_of_other_code_points() {
    let (one, two) = ("рай\u{e4}й", "раи\u{306}a\u{308}и\u{306}");
    for (disk, said) in [(two, one), (one, two)] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let reader = desk.readers(1).start;
        let delivery = desk.start().await;
        let folder = desk.folder.path().join(format!("{disk}-{}", disk.len()));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(format!("{disk}.jpg")), HALL).unwrap();
        let said = format!("{said}-{}/{said}.jpg", disk.len());
        desk.publish_with("С фото.", Lane::News, desk.bit("society"), image(&said));
        desk.settled(&delivery).await;
        assert!(matches!(photos(&desk, reader).as_slice(), [Some(_)]), "{:?}", photos(&desk, reader));
        desk.close().await;
    }
}

/// A picture as sites have them, which Telegram does not take as a photo.
fn webp() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(40, 20)).write_to(&mut bytes, ImageFormat::WebP).unwrap();
    bytes.into_inner()
}

/// What the only message to somebody has as its photo.
fn kind_of_photo(desk: &Newsdesk, reader: i64) -> Option<ImageType> {
    let [message] = &desk.sim.room(reader).received()[..] else { panic!("one message") };
    let photo = message.photo.as_ref()?;
    Some(imagesize::image_type(&desk.sim.file(&photo.file_id).unwrap()).unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_picture_of_another_kind_goes_as_telegram_takes_it() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let delivery = desk.start().await;
    fs::write(desk.folder.path().join("hall.webp"), webp()).unwrap();
    desk.publish_with("С фото.", Lane::News, desk.bit("society"), image("hall.webp"));
    desk.settled(&delivery).await;
    assert_eq!(kind_of_photo(&desk, reader), Some(ImageType::Jpeg));
    desk.close().await;
}

/// Answers each request with this, or (`None`) never; where it is.
async fn site(answer: Option<Vec<u8>>) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut silent = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let Some(body) = &answer else {
                silent.push(stream);
                continue;
            };
            let mut asked = [0; 1024];
            let _ = stream.read(&mut asked).await;
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
        }
    });
    format!("http://{address}/uploads/hall.webp").parse().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_picture_of_the_web_is_fetched_where_that_may_be() {
    for (answer, is_trusted, expected) in [
        (Some(webp()), true, Some(ImageType::Jpeg)),
        (Some(webp()), false, None),
        (Some(b"<html>not found</html>".to_vec()), true, None),
        (None, true, None),
    ] {
        let url = site(answer.clone()).await;
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let web = Web::new().unwrap();
        web.trust(is_trusted.then_some(&url));
        desk.outfit.photos = Photos::new(desk.folder.path().to_path_buf()).with_web(web);
        let reader = desk.readers(1).start;
        let delivery = desk.start().await;
        let begun = desk.clock.now();
        desk.publish_with("С фото.", Lane::News, desk.bit("society"), Some(Image::Url(url)));
        desk.settled(&delivery).await;
        assert_eq!(kind_of_photo(&desk, reader), expected, "{answer:?}");
        let took = desk.sim.room(reader).received()[0].at_us / 1_000 - begun.ms();
        assert!(took < 5_000, "the text waited {took} ms");
        desk.close().await;
    }
}
