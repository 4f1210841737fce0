//! What else is asked: who the bot is, that it types, a file, every button, and that messages go away.

use bytes::Bytes;
use serde_json::json;
use teloxide::{
    payloads::{GetFile, GetMe, GetMyStarBalance, SendChatAction},
    types::{ChatAction, ChatId, FileId},
};

use super::{Look, Step, about, asks, sends};
use crate::{
    bot_api::{Parcel, Request},
    cli::rehearsal::stories::Props,
    message::{Button, Form, Keyboard, Message, Style, data},
};

/// The first words.
pub(super) fn greetings(props: &Props) -> Vec<Step> {
    let begins = Message { text: props.say("rehearsal-begins"), ..Message::default() };
    let asks = |what, request: Request| Step { look: Look::Kinds, ..asks(what, move |_| Some(request.clone())) };
    vec![
        asks("who the bot is", Request::of(&GetMe::new())),
        asks("how many Stars it has", Request::of(&GetMyStarBalance::new())),
        sends("what this is", super::FIRST, begins.parcel(None, true)),
        super::asks("a sign that it is typing", |known| {
            Some(Request::of(&SendChatAction::new(ChatId(known.chat), ChatAction::Typing)))
        }),
    ]
}

/// Buttons of every kind and colour.
pub(super) fn buttons(props: &Props) -> Vec<Step> {
    let button = |key: &str| Button::data(props.say(key), data::more(props.story().key));
    let all = [
        vec![button("btn-yes").styled(Style::Primary), button("btn-no")],
        vec![button("btn-done").styled(Style::Success), button("btn-cancel").styled(Style::Danger)],
        vec![Button::copy("t.me", "https://t.me/headliner_bot")],
    ];
    let text = props.plain().push(props.story(), Form::Formatted).text;
    let coloured = Message { text: text.clone(), keyboard: Keyboard::of(all), ..Message::default() };
    let inline = Keyboard::of([vec![Button::inline(props.say("btn-share"), "17:30")]]);
    let inline = Message { text, keyboard: inline, ..Message::default() };
    let other = Keyboard::of([vec![button("btn-more")]]);
    vec![
        sends("buttons of every colour, and one that copies", "buttons", coloured.parcel(None, true)),
        about("other buttons under the same message", "buttons", move |number| Parcel::keyboard(number, &other)),
        sends("a button that writes into another chat", "inline", inline.parcel(None, true)),
    ]
}

/// A file that is sent, and one that is fetched.
pub(super) fn files(props: &Props) -> Vec<Step> {
    let caption = Message { text: format!("<b>{}</b>", props.say("btn-done")), ..Message::default() };
    let file = caption.under_file("rehearsal.json".to_owned(), Bytes::from_static(b"{}\n"));
    let place =
        asks("where the photo can be had", |known| Some(Request::of(&GetFile::new(FileId(known.photo("photo")?)))));
    vec![sends("a file", "file", file), Step { look: Look::Kinds, ..place }]
}

/// What is deleted, and what is asked about it then.
pub(super) fn deletions(props: &Props) -> Vec<Step> {
    let message = props.plain().followup(props.story(), Form::Formatted);
    let (edit, caption, late) = (message.clone(), message.clone(), message.clone());
    vec![
        Step { ends: Some("plain"), ..about("a text deleted", "plain", Parcel::delete) },
        Step { ends: Some("again"), ..about("a photo deleted", "again", Parcel::delete) },
        about("the text deleted again", "plain", Parcel::delete),
        about("an edit of the deleted text", "plain", move |number| edit.edit(number)),
        about("another caption of the deleted photo", "again", move |number| caption.edit_caption(number)),
        Step {
            keeps: Some("late"),
            ..about("an answer to the deleted text, which goes without", "plain", move |number| {
                late.parcel(None, true).answering(number)
            })
        },
        Step {
            keeps: Some("strict"),
            ..about("an answer to the deleted text, which must be one", "plain", |number| {
                Parcel::json("sendMessage", &json!({ "text": "late", "reply_parameters": { "message_id": number } }))
            })
        },
    ]
}
