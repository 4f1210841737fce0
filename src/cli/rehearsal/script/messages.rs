//! Messages of text: a story as it comes, corrected, withdrawn; lists; breaking news; what answers another message.

use super::{Step, about, sends};
use crate::{
    article::{Form, Language, Story},
    cli::rehearsal::stories::{MORNING, Props},
    message::{Details, Extra, Mark, Message},
};

/// In a story's language its readers may be told this.
const CORRECTION: &str = "17:30";

/// A story that had a mistake.
fn corrected(story: &Story) -> Story {
    Story { correction: Some(CORRECTION.to_owned()), ..story.clone() }
}

fn details() -> Details<'static> {
    Details { word: None, mark: Some(Mark::Corrected(MORNING)) }
}

/// Sends a message as text.
fn says(what: &'static str, name: &'static str, message: &Message) -> Step {
    sends(what, name, message.parcel(None, true))
}

/// Makes the message of this name say this.
fn changes(what: &'static str, name: &'static str, message: Message) -> Step {
    about(what, name, move |number| message.edit(number))
}

/// A story as text, and what becomes of it.
pub(super) fn texts(props: &Props) -> Vec<Step> {
    let (plain, timed, story) = (props.plain(), props.timed(), props.story());
    let marked = timed.push_with(&corrected(story), Form::Formatted, &details());
    vec![
        says("a story as text", "text", &plain.push(story, Form::Formatted)),
        changes("the same, corrected, with a time", "text", marked.clone()),
        changes("the same once more, which changes nothing", "text", marked),
        about("its buttons taken away", "text", |number| crate::bot_api::Parcel::keyboard(number, &Default::default())),
        changes("the same, withdrawn", "text", plain.withdrawn(story.language, Some(CORRECTION))),
        says("a story without any markup", "plain", &plain.push(story, Form::Plain)),
        says(
            "a story as a channel has it",
            "post",
            &plain.channel_post(story, Form::Formatted, false, &Details::default(), &Extra::default()),
        ),
        says(
            "a story for a followed word",
            "word",
            &plain.push_with(story, Form::Formatted, &Details { word: Some("17:30"), mark: None }),
        ),
    ]
}

/// Several stories in one message.
pub(super) fn lists(props: &Props) -> Vec<Step> {
    let (plain, stories) = (props.plain(), props.stories.as_slice());
    let few = &stories[..stories.len().min(4)];
    let named = Extra { mentions: few[1..].to_vec(), older: 12, ..Extra::default() };
    let gone = Extra { withdrawn: vec![stories[0].key], ..Extra::default() };
    let bundle = |tail, extra| plain.bundle(Language::Ru, few, tail, extra);
    let digest = |tongue, extra| plain.digest(tongue, stories, 5, MORNING, extra);
    vec![
        says("a bundle, with a large link", "bundle", &bundle(2, Extra::default())),
        changes("the same, its first story withdrawn", "bundle", bundle(2, gone.clone())),
        changes("the same, with what may not have arrived", "bundle", bundle(0, named)),
        says("a digest, with an expandable quote", "digest", &digest(Language::Ru, Extra::default())),
        changes("the same, its first story withdrawn", "digest", digest(Language::Ru, gone)),
        says("a digest in Kazakh", "kazakh", &digest(Language::Kk, Extra::default())),
    ]
}

/// Breaking news, with sound.
pub(super) fn breaking(props: &Props) -> Vec<Step> {
    let (plain, timed, story) = (props.plain(), props.timed(), props.story());
    let bare = Story { url: None, ..story.clone() };
    let loud = plain.breaking(&bare, Form::Formatted).parcel(None, false);
    let marked = timed.breaking_with(&corrected(story), Form::Formatted, &details());
    vec![
        sends("breaking news without a page yet, with sound", "breaking", loud),
        changes("the same with its page", "breaking", plain.breaking(story, Form::Formatted)),
        changes("the same, corrected", "breaking", marked),
    ]
}

/// Messages that answer another one.
pub(super) fn answers(props: &Props) -> Vec<Step> {
    let (plain, timed, story) = (props.plain(), props.timed(), props.story());
    let answers = |what, name, to, message: Message| {
        let step = about(what, to, move |number| message.parcel(None, true).answering(number));
        Step { keeps: Some(name), ..step }
    };
    vec![
        answers("an update in the thread of its story", "update", "breaking", plain.followup(story, Form::Formatted)),
        answers(
            "the note of a correction, under a photo",
            "note",
            "photo",
            plain.correction_notice(story.language, CORRECTION),
        ),
        says(
            "the note of a retraction, with a time",
            "retraction",
            &timed.retraction_notice(story.language, MORNING, None),
        ),
    ]
}
