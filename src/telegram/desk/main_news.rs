//! An article becomes main news. In: the article. Out: the question with the number of those who get it, and the way on.

use super::{draft::Draft, press::Press};
use crate::{
    acts::{
        main_news,
        reach::{self, moment},
    },
    article::{ArticleKey, Language},
    locale::args,
    message::{Button, Keyboard, Message, Style, still},
    store::{Lane, Reading, Result},
    telegram::{answer::text as plain, scene::Scene},
};

/// The question; `None`: there is no such article.
pub(super) fn card(store: &Reading, scene: &Scene, tongue: Language, article: ArticleKey) -> Result<Option<Message>> {
    let Some((story, _)) = store.story(article)? else { return Ok(None) };
    let reach = main_news::reach(store, article, moment(scene.now, scene.newsroom.zone))?;
    let count = |short: bool| {
        let told = if short { reach::told_shortly } else { reach::told };
        told(&reach, &scene.words, tongue)
    };
    let fields = args![headline = still(&story.headline), readers_to = count(false)];
    let text = scene.say(tongue, "main-ask", &fields);
    let draft = Draft::new(Lane::News, article, story.revision, scene.now);
    let send = scene.say(tongue, "confirm-send-push", &args![readers_to = count(true)]);
    let send = Button::data(send, Press::MainYes(draft).encode()).styled(Style::Primary);
    let cancel = Button::data(scene.say(tongue, "btn-cancel", &args![]), Press::Cancel.encode());
    Ok(Some(plain(text, Keyboard::of([vec![cancel], vec![send]]))))
}
