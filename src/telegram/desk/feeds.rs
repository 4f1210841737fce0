//! What the desk is told of feeds. In: which have not answered since when, which do again. Out: one message for all that came together,
//! with the first of them.

use super::outbox::Outbox;
use crate::{
    article::Language,
    clock::Time,
    intake::Notice,
    locale::{Words, args},
    message::{escape, text::cut},
    telegram::room::Room,
};

/// How many feeds a message names.
const MOST: usize = 10;
/// How much of an address is shown.
const LONGEST: usize = 200;

/// Tells of feeds, where anything is to be told.
pub(super) async fn tell(room: &Room, outbox: &Outbox, notices: &[Notice]) {
    let (zone, now) = (room.newsroom.borrow().zone, room.clock.now());
    let line = |words: &Words, tongue: Language, (url, since): &(String, Time)| {
        let day = |at| words.date(tongue, at, zone);
        let clock = words.time(*since, zone);
        let time = if day(*since) == day(now) { clock } else { format!("{} {clock}", day(*since)) };
        words.say(tongue, "alert-feed", &args![time = time, url = escape(&cut(url, LONGEST))])
    };
    let lines = |words: &Words, tongue, feeds: &[(String, Time)]| {
        let mut lines: Vec<String> = feeds.iter().take(MOST).map(|feed| line(words, tongue, feed)).collect();
        if feeds.len() > MOST {
            lines.push(format!("+ {}", feeds.len() - MOST));
        }
        lines.join("\n")
    };
    for notice in notices {
        match notice {
            Notice::FeedsSilent(feeds) if !feeds.is_empty() => {
                outbox.tell(|words, tongue| lines(words, tongue, feeds)).await;
            }
            Notice::FeedsAnswer(feeds) if !feeds.is_empty() => {
                let what = |words: &Words, tongue| lines(words, tongue, feeds);
                outbox
                    .tell(|words, tongue| words.say(tongue, "alert-solved", &args![what = what(words, tongue)]))
                    .await;
            }
            _ => {}
        }
    }
}
