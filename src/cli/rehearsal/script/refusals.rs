//! What Telegram refuses, asked for on purpose: Headliner lives by the words with which it does. Whatever is taken all the same goes in the
//! end like any other message.

use serde_json::{Value, json};
use teloxide::{payloads::AnswerCallbackQuery, types::CallbackQueryId};

use super::{Step, about, asks, refused};
use crate::{
    bot_api::{Parcel, PhotoSource, Request, inline::AnswerInlineQuery},
    cli::rehearsal::stories::Props,
    message::{CAPTION_LIMIT, Form, TEXT_LIMIT},
};

/// Nobody has this number: people's are positive and longer.
const NOBODY: i64 = 1;
/// Bytes of a text before it is read, at most (TDLib).
const RAW: usize = 32_768;

/// Edits of what is something else.
pub(super) fn edits(props: &Props) -> Vec<Step> {
    let message = props.plain().push(props.story(), Form::Formatted);
    let (text, caption) = (message.clone(), message);
    let long = "a".repeat(TEXT_LIMIT + 1);
    vec![
        about("a text in the place of a photo's", "photo", move |number| text.edit(number)),
        about("a caption of what has no photo", "post", move |number| caption.edit_caption(number)),
        about("an edit to a text that is too long", "post", move |number| {
            Parcel::json("editMessageText", &json!({ "message_id": number, "text": long }))
        }),
        about("an edit of a message that never was", "post", |number| {
            Parcel::json("editMessageText", &json!({ "message_id": number + 1_000_000, "text": "a" }))
        }),
    ]
}

/// Texts that are none.
pub(super) fn texts() -> Vec<Step> {
    let text = |what, text: String| refused(what, "sendMessage", &json!({ "parse_mode": "HTML", "text": text }));
    vec![
        text("no text", String::new()),
        text("a text of nothing but a space", " ".to_owned()),
        text("a text that is empty once it is read", "<b> </b>".to_owned()),
        text("a tag that is not closed", "<b>a".to_owned()),
        text("a tag that Telegram does not know", "<p>a</p>".to_owned()),
        text("a tag closed by another", "<b>a</i>".to_owned()),
        text("a sign that begins no tag", "a < b".to_owned()),
        text("a text of 4097 characters", "a".repeat(TEXT_LIMIT + 1)),
        text("a text of more bytes than are read", "a".repeat(RAW + 1)),
        refused("a markup that Telegram does not know", "sendMessage", &json!({ "parse_mode": "X", "text": "a" })),
    ]
}

/// Buttons that are none.
pub(super) fn markups() -> Vec<Step> {
    let button = |what, button: Value| {
        let members = json!({ "text": "a", "reply_markup": { "inline_keyboard": [[button]] } });
        refused(what, "sendMessage", &members)
    };
    vec![
        button("a button that does nothing", json!({ "text": "a" })),
        button("a button with 65 bytes of data", json!({ "text": "a", "callback_data": "a".repeat(65) })),
        button("a button to an address without a dot", json!({ "text": "a", "url": "http://localhost/" })),
        button("a button of a colour that is none", json!({ "text": "a", "callback_data": "a", "style": "green" })),
        button("a button without a label", json!({ "text": "", "callback_data": "a" })),
        refused(
            "buttons that are no list",
            "sendMessage",
            &json!({ "text": "a", "reply_markup": { "inline_keyboard": "a" } }),
        ),
    ]
}

/// Photos, chats, queries and methods that there are not.
pub(super) fn others() -> Vec<Step> {
    let photo = |name: &str, caption: String| {
        Parcel::with_photo(json!({ "caption": caption }), PhotoSource::Named(name.to_owned()))
    };
    let long = photo("", "a".repeat(CAPTION_LIMIT + 1));
    let unknown = photo("AgACAgIAAxkBAAI", String::new());
    let nowhere = photo("https://headliner.invalid/a.jpg", String::new());
    let nobody = Parcel::json("sendMessage", &json!({ "text": "a" })).to(NOBODY, 0);
    let toast = AnswerCallbackQuery::new(CallbackQueryId("1".to_owned()));
    let (toast, inline) = (Request::of(&toast), Request::of(&AnswerInlineQuery::new("1", &[], "")));
    let no_method = Parcel::json("sendHeadline", &json!({})).to(NOBODY, 0);
    vec![
        asks("a caption of 1025 characters", move |known| {
            // The photo is one that is known, so that nothing else is wrong.
            let members = json!({ "caption": "a".repeat(CAPTION_LIMIT + 1) });
            Some(Parcel::with_photo(members, PhotoSource::Named(known.photo("photo")?)).to(known.chat, 0))
        }),
        asks("no photo", move |known| Some(long.to(known.chat, 0))),
        asks("a photo by a name that was never given", move |known| Some(unknown.to(known.chat, 0))),
        asks("a photo at an address that there is not", move |known| Some(nowhere.to(known.chat, 0))),
        asks("a text for nobody", move |_| Some(nobody.clone())),
        asks("the answer to a press that never was", move |_| Some(toast.clone())),
        asks("the answer to an inline query that never was", move |_| Some(inline.clone())),
        asks("a method that there is not", move |_| Some(no_method.clone())),
    ]
}
