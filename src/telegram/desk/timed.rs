//! What an editor is asked before something is planned for a time, as before a push: what speaks against it, and what it costs. In:
//! the answers so far, the time. Out: a mask of what speaks against it, and one card with all of it, whose button plans it all the
//! same. What is asked once more is what came up meanwhile.

use super::{
    confirm::Question,
    draft::{FOREIGN, MANY, OLD, SIMILAR, TWICE, Timed},
    press::Press,
};
use crate::{
    acts::{
        guard::{self, Before},
        reach::Tempo,
    },
    article::Language,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape},
    store::{Lane, Reading, Result},
    telegram::{answer::text as plain, scene::Scene},
};

/// What speaks against it, by the questions of a [`Draft`](super::draft::Draft).
pub(super) fn speaking(store: &Reading, scene: &Scene, timed: Timed) -> Result<u8> {
    let (article, lane, now) = (timed.draft.article, timed.draft.lane, scene.now);
    let Some((story, _)) = store.story(article)? else { return Ok(0) };
    let many = lane == Lane::Breaking && within_hour(store, scene, timed)? >= scene.newsroom.breaking.per_hour;
    let questions = [
        (TWICE, matches!(guard::before(store, article)?, Some(Before::Sent(_)))),
        (FOREIGN, guard::foreign_site(store, &scene.newsroom, (article, lane), now)?.is_some()),
        (OLD, guard::age(&story, now).is_some()),
        (SIMILAR, guard::similar(store, &story, now)?.is_some()),
        (MANY, many),
    ];
    Ok(questions.into_iter().filter(|(_, speaks)| *speaks).fold(0, |mask, (question, _)| mask | question))
}

fn within_hour(store: &Reading, scene: &Scene, timed: Timed) -> Result<u32> {
    guard::within_hour(store, timed.draft.article, timed.due(), scene.now)
}

/// The card; `None`: there is no such article.
pub(super) fn card(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    timed: Timed,
    tempo: Tempo,
) -> Result<Option<Message>> {
    let Some(question) = Question::new(store, scene, tongue, timed.draft, tempo)? else { return Ok(None) };
    let (speaking, time) = (speaking(store, scene, timed)?, scene.clock(timed.due()));
    let sure = match question.audience() {
        0 => scene.say(tongue, "later-set", &args![time = &time]),
        _ => scene.say(tongue, "later-sure", &args![time = &time, readers_to = question.readers_to()]),
    };
    let mut text = format!("<b>{}</b>\n{sure}", escape(&question.story.headline));
    let price = question.price(&question.estimate());
    if !price.is_empty() {
        text = format!("{text}\n{price}");
    }
    for asked in [TWICE, FOREIGN, OLD, SIMILAR, MANY].into_iter().filter(|asked| speaking & asked != 0) {
        let sentence = match asked {
            TWICE => question.twice()?.0,
            FOREIGN => question.foreign().0,
            OLD => question.old().0,
            SIMILAR => question.similar().0,
            _ => scene.say(tongue, "ask-many-later", &args![count = within_hour(store, scene, timed)?]),
        };
        text = format!("{text}\n\n{sentence}");
    }
    let draft = question.draft.knowing(speaking);
    let yes = scene.say(tongue, "btn-later-sure", &args![time = time]);
    let yes = Button::data(yes, Press::LaterSure(Timed { draft, ..timed }).encode()).styled(Style::Primary);
    Ok(Some(plain(text, Keyboard::of([vec![question.cancel(), yes]]))))
}
