//! The newspaper's numbers: a month in which every one is counted another way, how they are shown, who may ask, Mondays, files.

mod month;
mod shown;
mod weekly;

use headliner::{bot_api::Client, config::Token};
use image::{ImageFormat, RgbImage};
use simulator::{Message, Simulator};

/// The bytes of a file that the simulator keeps.
pub async fn file(sim: &Simulator, name: &str) -> Vec<u8> {
    let client = Client::new(&sim.url().parse().unwrap(), None, &Token::new(sim.token()).unwrap()).unwrap();
    client.file(name).await.expect("the simulator keeps it")
}

/// The picture of a message.
pub async fn painted(sim: &Simulator, message: &Message) -> RgbImage {
    let photo = message.photo.as_ref().expect("a picture");
    let bytes = file(sim, &photo.file_id).await;
    image::load_from_memory_with_format(&bytes, ImageFormat::Png).unwrap().to_rgb8()
}

/// The document of a message: its name, and its text.
pub async fn document(sim: &Simulator, message: &Message) -> (String, String) {
    let document = &message.more["document"];
    let bytes = file(sim, document["file_id"].as_str().unwrap()).await;
    (document["file_name"].as_str().unwrap().to_owned(), String::from_utf8(bytes).unwrap())
}
