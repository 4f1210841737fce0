//! A photo that comes later into the copies of a breaking push. In: a reply to its card. Out: a picture of the store of articles, and of
//! the story: for those who are not served yet, and in the copies that stand.

use super::typed::Typing;
use crate::{
    acts::correct::{Text, Unmended},
    intake::TYPED,
    locale::args,
    store::{Result, Seq},
    telegram::{answer::Answer, room::Room},
};

/// Fetches a photo that somebody sent and keeps it in the store of articles; its place there. `None`: that cannot be done, and is logged.
pub(super) async fn keep(room: &Room, file: &str) -> Option<String> {
    let Some(bytes) = room.client.file(file).await else {
        log::warn!("a photo that an editor sent cannot be fetched from Telegram");
        return None;
    };
    let zone = room.newsroom.borrow().zone;
    let name = room.clock.now().utc().with_timezone(&zone).format("%Y-%m-%d-%H%M%S");
    match room.photos.keep_in_store(&format!("{TYPED}{name}"), bytes).await {
        Ok(place) => Some(place),
        Err(error) => {
            log::warn!("a photo that an editor sent cannot be kept in the store of articles: {error}");
            None
        }
    }
}

impl Typing<'_> {
    /// The story of a publication has this photo from now on, in every language that had none, or the same.
    pub(super) fn photo_copies(&self, seq: Seq, place: Option<&str>) -> Result<Answer> {
        let Some(place) = place else { return Ok(self.sentence("photo-not-kept", &args![]).answer) };
        let Some(entry) = self.store.entry(seq)? else { return Ok(self.sentence("no-story", &args![]).answer) };
        let image = |part| Ok::<_, crate::store::Error>(self.store.lines(part)?.and_then(|lines| lines.image));
        let (before, mut copies) = (image(entry.article)?, 0);
        for part in self.store.whole_story(entry.article)? {
            let known = image(part)?;
            if part != entry.article && known.is_some() && known != before {
                continue; // it has a photo of its own
            }
            let text = Text { image: Some(place.to_owned()), ..Text::default() };
            match self.corrected(part, text)? {
                Ok(more) => copies += more,
                Err(Unmended::Same) => {}
                Err(unmended) if part == entry.article => return Ok(self.unmended(&unmended).answer),
                Err(_) => {} // a translation that is withdrawn gets nothing
            }
        }
        Ok(self.sentence("photo-kept", &args![copies = self.copies(copies)]).answer)
    }
}
