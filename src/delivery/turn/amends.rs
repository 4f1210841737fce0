//! Planning what is repaired next. In: a chat whose turn it is. Out: the edit of one of its copies, the most urgent; or that the chat
//! waits, for a time, a photo, its group. Nothing is committed before an edit leaves but the edition that it carries: an edit that is
//! lost in a crash is found again, since the row still names what stood before. And the ends of edits: rows that name what stands now.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use super::{Called, Given, Turned, notes, visits::chat_waits};
use crate::{
    article::{ArticleKey, Form, Image, Story},
    bot_api::PhotoSource,
    clock::Time,
    delivery::{
        decide::amended::{Targets, amended, gains_photo, has_photo, is_deleted, is_due, lane, translated},
        gate::lanes::Lane,
        photos::Ready,
        repair::rests::Rest,
    },
    store::{
        Chat, ChatKey, Reading, Result, State, Writing,
        editions::{Edition, EditionId, Layout},
        notes::Note,
        repairs::{Behind, Stuck},
        stories::Instead,
    },
};

/// What a turn is given for repairs.
#[derive(Clone, Debug, Default)]
pub struct Amending {
    /// Up to which revision copies are looked after.
    pub targets: Arc<Targets>,
    /// How the copies rest of chats that are called.
    pub resting: HashMap<ChatKey, Vec<Rest>>,
    /// Versions that take the place of others, where those are not read.
    pub instead: Arc<Vec<Instead>>,
    /// What may have to be told to those who got it wrong.
    pub notes: Arc<Vec<Note>>,
    /// What takes the place of a withdrawn photo.
    pub card: Option<Arc<Story>>,
    /// What became of edits since the last turn.
    pub ended: Vec<Ended>,
}

/// An edit that leaves.
#[derive(Clone, Debug)]
pub struct Amend {
    /// The chat.
    pub chat: Arc<Chat>,
    /// The copy: when it was sent.
    pub copy: Time,
    /// Its number at Telegram.
    pub message: i64,
    /// What it shall be.
    pub contents: Edition,
    /// The number of that.
    pub edition: EditionId,
    /// What is shown, the leading story first.
    pub stories: Vec<Arc<Story>>,
    /// What else is named ([`Edition::named`]).
    pub mentions: Vec<Arc<Story>>,
    /// Which part of the message changes.
    pub part: Part,
    /// The lane in which it leaves.
    pub lane: Lane,
    /// The articles that changed.
    pub articles: Vec<ArticleKey>,
    /// It goes in the plainer form, since Telegram did not take the better one.
    pub plainer: bool,
}

/// The part of a message that an edit changes.
#[derive(Clone, Debug)]
pub enum Part {
    /// All of it: it is deleted.
    Whole,
    /// The text.
    Text,
    /// What stands under the photo.
    Caption,
    /// The photo, and what stands under it.
    Photo {
        /// Where it comes from.
        source: PhotoSource,
        /// Whose it is.
        of: (ArticleKey, i64),
        /// This request uploads it.
        uploads: bool,
        /// It is covered until it is tapped.
        spoiler: bool,
    },
}

/// How an edit ended, to be written.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The chat.
    pub chat: ChatKey,
    /// Its number at Telegram, as it was when the request left.
    pub telegram: i64,
    /// The copy.
    pub copy: Time,
    /// The articles that changed.
    pub articles: Vec<ArticleKey>,
    /// What is known by that.
    pub end: End,
}

/// What an edit's answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// This stands now.
    Stands(EditionId),
    /// It cannot be amended.
    Stuck(Stuck),
    /// Telegram does not take what it should become: that is not tried again.
    Content(EditionId),
    /// The group has this number now.
    Moved(i64),
}

/// Writes how an edit ended; where the copy is behind all the same, its chat is called again.
pub(super) fn end(store: &Writing, given: &Given, ended: &Ended, turned: &mut Turned) -> Result<()> {
    let now = given.now;
    let Ended { chat, telegram, copy, articles, end } = ended;
    match end {
        End::Stands(edition) => drop(store.amend(*chat, *copy, *edition)?),
        End::Stuck(why) => drop(store.stick(*chat, *copy, *why)?),
        End::Content(edition) => {
            store.amend(*chat, *copy, *edition)?;
            store.stick(*chat, *copy, Stuck::Content)?;
        }
        End::Moved(number) => store.move_chat(*telegram, *number, now)?,
    }
    if is_behind(store, given, *chat)? {
        turned.behind.push(*chat);
    } else {
        notes::look(store, given, *chat, articles, turned)?;
    }
    Ok(())
}

/// Whether a copy there is to be edited now.
fn is_behind(store: &Writing, given: &Given, chat: ChatKey) -> Result<bool> {
    let languages = store.languages_of(chat)?.unwrap_or_default();
    let copies = behind(store, given, chat, languages)?;
    Ok(copies.iter().any(|copy| is_due(copy, &given.amending.targets, given.now)))
}

/// The copies of a chat that should stand otherwise.
fn behind(store: &Writing, given: &Given, chat: ChatKey, languages: u8) -> Result<Vec<Behind>> {
    let mut copies = store.copies_behind(chat, given.now)?;
    for instead in given.amending.instead.iter().filter(|instead| instead.concerns(languages)) {
        let unread = store.copies_unread(chat, instead)?;
        copies.retain(|copy| unread.iter().all(|other| other.at != copy.at));
        copies.extend(unread);
    }
    Ok(copies)
}

/// Plans an edit for a chat that was called in a lane of repairs.
pub(super) fn plan(store: &Writing, given: &Given, called: Called, turned: &mut Turned) -> Result<()> {
    let now = given.now;
    let Some(chat) = store.chat(called.chat)?.filter(|chat| chat.state == State::Open) else { return Ok(()) };
    let resting = given.amending.resting.get(&chat.key).map_or(&[][..], Vec::as_slice);
    let rests = |copy: &Behind| resting.iter().find(|rest| rest.copy == copy.at);
    let until = |copy: &Behind| rests(copy).map(|rest| rest.until).filter(|until| *until > given.instant);
    let mut copies = behind(store, given, chat.key, chat.languages)?;
    let refused = |copy: &Behind| until(copy).is_some() && rests(copy).is_some_and(|rest| rest.refused);
    copies.retain(|copy| is_due(copy, &given.amending.targets, now) && !refused(copy));
    copies.sort_by_key(|copy| (until(copy), lane(copy.loudness)));
    let is_free = |copy: &Behind| until(copy).is_none();
    if !copies.first().is_some_and(is_free) {
        notes::plan(store, given, called, &chat, turned)?;
    }
    let Some(copy) = copies.first() else { return Ok(()) };
    let lane = lane(copy.loudness);
    let waits = until(copy).map(|until| now + (until - given.instant));
    let gate = Some(chat.not_before).filter(|gate| *gate > now);
    if let Some(until) = waits.max(gate).or_else(|| chat_waits(given, &chat, turned)) {
        turned.later.push((lane, chat.key, until));
    } else if lane > called.lane {
        turned.again.push(Called { lane, ..called });
    } else {
        let (plainer, fixed) = rests(copy).map_or((false, false), |rest| (rest.plainer, rest.fixed));
        if is_deleted(copy, now) && !fixed {
            return delete(store, lane, chat, copy, turned);
        }
        send(store, given, Called { lane, ..called }, chat, copy, plainer, turned)?;
    }
    Ok(())
}

fn delete(store: &Writing, lane: Lane, chat: Chat, copy: &Behind, turned: &mut Turned) -> Result<()> {
    let Some(contents) = store.edition(copy.stands)? else { return Ok(()) };
    turned.amends.push(Amend {
        chat: Arc::new(chat),
        copy: copy.at,
        message: copy.message,
        contents,
        edition: copy.stands,
        stories: Vec::new(),
        mentions: Vec::new(),
        part: Part::Whole,
        lane,
        articles: copy.articles.iter().map(|(article, _)| *article).collect(),
        plainer: false,
    });
    Ok(())
}

fn send(
    store: &Writing,
    given: &Given,
    called: Called,
    chat: Chat,
    copy: &Behind,
    plainer: bool,
    turned: &mut Turned,
) -> Result<()> {
    let (Some(sent), Some(stands)) = (store.edition(copy.sent)?, store.edition(copy.stands)?) else { return Ok(()) };
    let Some(mut contents) = contents(store, given, &sent, &stands, copy, plainer)? else { return Ok(()) };
    let stories = stories(store, given, &contents.stories)?;
    let mentions = stories_named(store, given, &contents)?;
    let (Some(lead), false) = (stories.first(), stories.len() < contents.stories.len()) else { return Ok(()) };
    let gains = !plainer && chat.photos && gains(store, given, &sent, &contents)?;
    let part = if has_photo(&sent, &stands) || gains {
        let before = store.story_as(stands.stories[0].0, stands.stories[0].1)?;
        match photo(given, before.as_ref(), lead, plainer) {
            // A text whose photo cannot be had stays one.
            Some(Part::Caption) if gains => Part::Text,
            Some(part) => {
                contents.form = Form::Photo;
                part
            }
            None => {
                let card = given.amending.card.clone().filter(|_| lead.withdrawn).unwrap_or_else(|| lead.clone());
                turned.parked.push((called, card));
                return Ok(());
            }
        }
    } else {
        Part::Text
    };
    let edition = given.shelf.edition(store, &contents)?;
    store.hold_edition(edition, copy.at)?;
    turned.amends.push(Amend {
        chat: Arc::new(chat),
        copy: copy.at,
        message: copy.message,
        contents,
        edition,
        stories,
        mentions,
        part,
        lane: called.lane,
        articles: copy.articles.iter().map(|(article, _)| *article).chain(copy.becomes).collect(),
        plainer,
    });
    Ok(())
}

/// Whether a copy that is a text gets a photo.
fn gains(store: &Writing, given: &Given, sent: &Edition, contents: &Edition) -> Result<bool> {
    let (Some((was, first)), Some((is, _))) = (sent.stories.first(), contents.stories.first()) else {
        return Ok(false);
    };
    if sent.form == Form::Photo || contents.form == Form::Photo {
        return Ok(false); // it has one
    }
    let (Some(sent), Some((lead, best))) = (store.story_as(*was, *first)?, given.shelf.story(store, *is)?) else {
        return Ok(false);
    };
    Ok(gains_photo(contents, &sent, &lead, best))
}

/// What the copy should become.
fn contents(
    store: &Writing,
    given: &Given,
    sent: &Edition,
    stands: &Edition,
    copy: &Behind,
    plainer: bool,
) -> Result<Option<Edition>> {
    let (mut newest, mut form) = (Targets::new(), if plainer { Form::Plain } else { Form::Photo });
    if let Some(by) = copy.becomes {
        let story = given.shelf.story(store, by)?;
        return Ok(story.map(|(story, best)| translated(sent, stands, &story, form.max(best))));
    }
    for (article, _) in &copy.articles {
        let Some((story, best)) = given.shelf.story(store, *article)? else { continue };
        newest.insert(*article, story.revision);
        let best = if stands.stories.len() == 1 { best } else { best.min(Form::Formatted) };
        form = form.max(if story.withdrawn { Form::Photo } else { best });
    }
    let stood = stands.stories.first();
    // What another version has taken the place of says nothing of that.
    let first = sent.stories.first().filter(|first| stood.is_none_or(|stood| stood.0 == first.0));
    let Some((lead, first)) = first.or(stood) else { return Ok(None) };
    let lead = match stands.layout {
        Layout::Single | Layout::Post => store.revisions_from(*lead, *first)?,
        Layout::Bundle | Layout::Digest | Layout::Note => Vec::new(),
    };
    Ok(Some(amended(sent, stands, &newest, form, &lead)))
}

fn stories_named(store: &Writing, given: &Given, contents: &Edition) -> Result<Vec<Arc<Story>>> {
    let named: Vec<_> = contents.named().copied().collect();
    stories(store, given, &named)
}

/// The stories in these revisions, of which most are the newest.
fn stories(store: &Writing, given: &Given, articles: &[(ArticleKey, i64)]) -> Result<Vec<Arc<Story>>> {
    let mut stories = Vec::with_capacity(articles.len());
    for (article, revision) in articles {
        let newest = given.shelf.story(store, *article)?.map(|(story, _)| story);
        match newest.filter(|story| story.revision == *revision) {
            Some(story) => stories.push(story),
            None => stories.extend(store.story_as(*article, *revision)?.map(Arc::new)),
        }
    }
    Ok(stories)
}

/// What is done about the photo; `None`: the new one has to be looked for or uploaded first. What cannot be had leaves the photo
/// as it is: the text matters more.
fn photo(given: &Given, before: Option<&Story>, after: &Arc<Story>, plainer: bool) -> Option<Part> {
    let card = given.amending.card.as_ref();
    let shows = |story: &Story| -> Option<(Image, bool)> {
        let of = if story.withdrawn { card.map(Arc::as_ref) } else { Some(story) };
        of.and_then(|of| of.image.clone().map(|image| (image, of.sensitive)))
    };
    let Some((_, spoiler)) = shows(after).filter(|shown| before.and_then(shows).as_ref() != Some(shown) && !plainer)
    else {
        return Some(Part::Caption);
    };
    let story = card.filter(|_| after.withdrawn).unwrap_or(after);
    let of = (story.key, story.revision);
    Some(match given.photos.ready(story, true, given.instant) {
        Ready::Wait => return None,
        Ready::No if given.photos.is_uploading(of) => return None,
        Ready::No => Part::Caption,
        Ready::Use(source) => Part::Photo { source, of, uploads: false, spoiler },
        Ready::Upload(source) => Part::Photo { source, of, uploads: true, spoiler },
    })
}

/// What of a turn's messages is behind already: a copy in flight is not found by whoever walks the chats.
#[derive(Debug, Default)]
pub(super) struct Arrived(HashMap<EditionId, Shown>);

/// What is known of an edition.
#[derive(Clone, Debug, Default)]
struct Shown {
    /// An article in it has changed.
    changed: bool,
    /// There are other versions of what it shows.
    instead: Vec<Instead>,
}

impl Shown {
    fn read(store: &Reading, given: &Given, edition: EditionId) -> Result<Shown> {
        let (changed, instead) = (store.is_behind(edition)?, &given.amending.instead);
        let shown = if instead.is_empty() { Vec::new() } else { store.edition_articles(edition)? };
        let instead = instead.iter().filter(|instead| shown.first() == Some(&instead.shown)).copied().collect();
        Ok(Shown { changed, instead })
    }
}

impl Arrived {
    /// A message stands now: whether an article in it has changed meanwhile, or there is a version by now that the chat rather reads.
    pub(super) fn is_behind(&mut self, store: &Reading, given: &Given, chat: ChatKey, at: Time) -> Result<bool> {
        let Some(edition) = store.stands(chat, at)? else { return Ok(false) };
        let Shown { changed, instead } = match self.0.entry(edition) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Shown::read(store, given, edition)?),
        };
        if *changed || instead.is_empty() {
            return Ok(*changed);
        }
        let languages = store.languages_of(chat)?.unwrap_or_default();
        Ok(instead.iter().any(|instead| instead.concerns(languages)))
    }
}
