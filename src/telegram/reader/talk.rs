//! One act of a conversation with a reader: who, where, in which language, and what is known of the chat. In: an update
//! within its transaction. Out: what all answers need.

use crate::{
    article::Language,
    locale::{Args, args},
    store::{Chat, Result, Writing},
    telegram::{
        answer::{Answer, Target},
        room::Room,
        scene::Scene,
        update::{Address, Person, Place, Pressed},
    },
};

/// One act of a conversation: who, where, in which language, and what is known of the chat.
pub(in crate::telegram) struct Talk<'a> {
    pub(in crate::telegram) store: &'a Writing<'a>,
    pub(in crate::telegram) scene: &'a Scene,
    pub(in crate::telegram) address: &'a Address,
    pub(in crate::telegram) person: &'a Person,
    pub(in crate::telegram) chat: Option<Chat>,
    pub(in crate::telegram) tongue: Language,
}

impl<'a> Talk<'a> {
    pub(in crate::telegram) fn new(
        store: &'a Writing<'a>,
        scene: &'a Scene,
        address: &'a Address,
        person: &'a Person,
    ) -> Result<Talk<'a>> {
        let chat = store.chat_of(address.chat, address.topic)?;
        let unknown = match address.place {
            Place::Private => scene.tongue(person),
            Place::Group | Place::Channel => scene.newsroom.language,
        };
        let tongue = chat.as_ref().map_or(unknown, |chat| chat.tongue);
        Ok(Talk { store, scene, address, person, chat, tongue })
    }

    /// The same with this chat.
    pub(in crate::telegram) fn of(&self, chat: Chat) -> Talk<'a> {
        Talk { tongue: chat.tongue, chat: Some(chat), ..*self }
    }

    pub(in crate::telegram) fn say(&self, key: &str, args: &Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    pub(in crate::telegram) fn target(&self) -> Target {
        Target::from(self.address)
    }

    /// The button is of an older message.
    pub(in crate::telegram) fn stale(&self, pressed: &Pressed, command: &str) -> Result<Answer> {
        Ok(Answer::toast(&pressed.query, self.say("toast-stale", &args![command = command])))
    }
}

/// The answer to a button that means nothing any more: where to find a new one.
pub(in crate::telegram) async fn stale(
    room: &Room,
    update: i64,
    pressed: &Pressed,
    command: &'static str,
) -> Result<Answer> {
    let pressed = pressed.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &pressed.address, &pressed.person)?;
        talk.stale(&pressed, command)
    });
    answer.await
}
