//! Members of staff in a conversation: who somebody is, and what their word or press comes to. In: a person, a command, a
//! press. Out: a [`Call`] or a [`Hand`], if they have the role that it takes; whether they have is looked up each time, and
//! for an act in the act's own transaction. What only looks, and may look at every reader, does so beside the writer.

use std::time::Duration;

use super::{
    alerts::Standing,
    answer::{Answer, Reply, Target, text as plain},
    room::Room,
    scene::Scene,
    update::{Person, Pressed, Said},
};
use crate::{
    acts::{Who, reach::Tempo},
    article::Language,
    delivery::Status,
    locale::args,
    message::{Keyboard, Message},
    store::{Lane, Reading, Result, Writing, staff::Role},
};

/// A member of staff.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) tongue: Language,
}

impl Editor {
    /// The person as staff, if they have this role at least.
    pub(super) fn of(store: &Reading, scene: &Scene, person: &Person, role: Role) -> Result<Option<Editor>> {
        let Some(role) = scene.role(store, person.id)?.filter(|own| *own >= role) else { return Ok(None) };
        let tongue = store.chat_of(person.id, 0)?.map_or(scene.tongue(person), |chat| chat.tongue);
        let name = if person.name.is_empty() { person.id.to_string() } else { person.name.clone() };
        Ok(Some(Editor { id: person.id, name, role, tongue }))
    }

    /// As acts know them.
    pub(super) fn who(&self) -> Who {
        Who::Person { id: self.id, name: self.name.clone() }
    }
}

/// Whether the person has this role at least; nothing is written.
pub(super) async fn is_staff(room: &Room, person: i64, role: Role) -> Result<bool> {
    let scene = room.scene().await?;
    room.store.read(move |store| Ok(scene.role(store, person)? >= Some(role))).await
}

/// How fast a publication would go; what breaking news may cost is the newsroom's to say.
pub(super) async fn tempo(room: &Room, lane: Lane) -> Tempo {
    let most = if lane == Lane::Breaking { room.newsroom.borrow().breaking.stars } else { 0 };
    Tempo::of(&room.delivery, most).await
}

/// A press in the hand of a member of staff.
pub(super) struct Hand<'a> {
    pub(super) scene: &'a Scene,
    pub(super) pressed: &'a Pressed,
    pub(super) editor: Editor,
}

impl<'a> Hand<'a> {
    /// Who pressed, or the answer for somebody who has not this role (any more).
    fn of(
        store: &Reading,
        scene: &'a Scene,
        pressed: &'a Pressed,
        role: Role,
    ) -> Result<std::result::Result<Hand<'a>, Answer>> {
        if let Some(editor) = Editor::of(store, scene, &pressed.person, role)? {
            return Ok(Ok(Hand { scene, pressed, editor }));
        }
        let toast = scene.say(scene.tongue(&pressed.person), "no-rights", &args![]);
        Ok(Err(Answer::default().and(Reply::Toast(pressed.query.clone(), toast, true))))
    }

    pub(super) fn target(&self) -> Target {
        Target::from(&self.pressed.address)
    }

    /// The pressed message becomes this.
    pub(super) fn edit(&self, message: Message) -> Answer {
        Answer::default().and(Reply::Edit(self.pressed.address.chat, self.pressed.message, message))
    }

    pub(super) fn note(&self, key: &str) -> Message {
        plain(self.scene.say(self.editor.tongue, key, &args![]), Keyboard::default())
    }

    pub(super) fn toast(&self, key: &str) -> Answer {
        self.warn(self.scene.say(self.editor.tongue, key, &args![]))
    }

    /// A toast that goes by itself.
    pub(super) fn hint(&self, key: &str) -> Answer {
        Answer::toast(&self.pressed.query, self.scene.say(self.editor.tongue, key, &args![]))
    }

    /// A toast that waits for an "OK".
    pub(super) fn warn(&self, text: String) -> Answer {
        Answer::default().and(Reply::Toast(self.pressed.query.clone(), text, true))
    }
}

/// One press on a button of staff, and the role that it takes.
#[derive(Clone, Copy)]
pub(super) struct Pressing<'a> {
    pub(super) room: &'a Room,
    pub(super) update: i64,
    pub(super) pressed: &'a Pressed,
    pub(super) role: Role,
}

impl Pressing<'_> {
    /// A press that only looks: it is noted as handled, and answered again where it comes again.
    pub(super) async fn look(
        self,
        look: impl FnOnce(&Hand, &Reading) -> Result<Answer> + Send + 'static,
    ) -> Result<Answer> {
        self.room.act_repeatably(self.update, |_, _| Ok(())).await?;
        self.show(look).await
    }

    /// What is shown after an act, or by a press that only looks.
    pub(super) async fn show(
        self,
        show: impl FnOnce(&Hand, &Reading) -> Result<Answer> + Send + 'static,
    ) -> Result<Answer> {
        let (scene, pressed, role) = (self.room.scene().await?, self.pressed.clone(), self.role);
        let answer = self.room.store.read(move |store| match Hand::of(store, &scene, &pressed, role)? {
            Ok(hand) => show(&hand, store),
            Err(refusal) => Ok(refusal),
        });
        answer.await
    }

    /// A press that changes something, once: one short transaction with the note that it was handled.
    pub(super) async fn act<T: From<Answer> + Send + 'static>(
        self,
        act: impl FnOnce(&Hand, &Writing) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (pressed, role) = (self.pressed.clone(), self.role);
        let done = self.room.act(self.update, move |store, scene| match Hand::of(store, scene, &pressed, role)? {
            Ok(hand) => act(&hand, store),
            Err(refusal) => Ok(refusal.into()),
        });
        Ok(done.await?.unwrap_or_else(|| Answer::default().into()))
    }
}

/// A command of staff, in the hand of one.
pub(super) struct Call<'a> {
    pub(super) store: &'a Reading<'a>,
    pub(super) scene: &'a Scene,
    pub(super) editor: Editor,
    pub(super) target: Target,
    /// How delivery goes.
    pub(super) status: &'a Status,
    pub(super) tempo: Tempo,
    /// What the machine says.
    pub(super) facts: Facts,
}

/// What `/health` tells besides the database and delivery.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// Bytes of the database.
    pub(super) size: u64,
    /// Bytes that are free on its disk, if the system says.
    pub(super) free: Option<u64>,
    /// How long ago Telegram last answered.
    pub(super) answered: Option<Duration>,
    /// All that is wrong.
    pub(super) standing: Vec<Standing>,
}

impl Facts {
    fn of(room: &Room) -> Facts {
        let (size, free) = (room.store.size(), room.store.free());
        Facts { size, free, answered: room.clock.answered_ago(), standing: room.board.standing() }
    }
}

/// Answers what a member of staff says where that changes something: one transaction with the note that it was handled. `None`:
/// it was somebody else.
pub(super) async fn call_to_act<T: From<Answer> + Send + 'static>(
    room: &Room,
    update: i64,
    said: &Said,
    role: Role,
    argument: &str,
    act: impl FnOnce(&Call, &Writing, &str) -> Result<T> + Send + 'static,
) -> Result<Option<T>> {
    if !is_staff(room, said.person.id, role).await? {
        return Ok(None);
    }
    let (tempo, facts) = (tempo(room, Lane::News).await, Facts::of(room));
    let status = room.delivery.status().borrow().clone();
    let (said, argument) = (said.clone(), argument.to_owned());
    let answer = room.act(update, move |store, scene| {
        let Some(editor) = Editor::of(store, scene, &said.person, role)? else { return Ok(None) };
        let call = Call { store, scene, editor, target: Target::from(&said.address), status: &status, tempo, facts };
        act(&call, store, &argument).map(Some)
    });
    Ok(answer.await?.unwrap_or_else(|| Some(Answer::default().into())))
}

impl Call<'_> {
    pub(super) fn say(&self, message: Message) -> Answer {
        Answer::say(self.target, message)
    }
}

/// Answers what a member of staff says; `None`: it was somebody else, and nothing was written. `priced`: what speed costs
/// is looked at before.
pub(super) async fn call(
    room: &Room,
    update: i64,
    said: &Said,
    (role, priced): (Role, bool),
    argument: &str,
    act: impl FnOnce(&Call, &str) -> Result<Answer> + Send + 'static,
) -> Result<Option<Answer>> {
    if !is_staff(room, said.person.id, role).await? {
        return Ok(None);
    }
    let tempo = tempo(room, if priced { Lane::Breaking } else { Lane::News }).await;
    let (status, facts) = (room.delivery.status().borrow().clone(), Facts::of(room));
    let (scene, said, argument) = (room.scene().await?, said.clone(), argument.to_owned());
    let answer = room.store.read(move |store| {
        let Some(editor) = Editor::of(store, &scene, &said.person, role)? else { return Ok(None) };
        let target = Target::from(&said.address);
        act(&Call { store, scene: &scene, editor, target, status: &status, tempo, facts }, &argument).map(Some)
    });
    let answer = answer.await?;
    match room.act_repeatably(update, |_, _| Ok(())).await {
        // It only looked: what cannot be noted is answered once more at worst, and `/health` tells why.
        Err(error) if !error.is_passing() => Err(error),
        _ => Ok(answer),
    }
}
