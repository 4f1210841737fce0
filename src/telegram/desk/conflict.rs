//! Where the desk has corrected a story and its file says something else since: which of the two stays. In: an article. Out: the
//! question with both texts, and the card when somebody has decided.

use super::{
    done::{After, Done},
    mend::Mend,
};
use crate::{
    acts::{
        Deed,
        correct::{differences, settle},
    },
    article::{ArticleKey, Language},
    locale::args,
    message::{Button, Keyboard, Message, escape, still, text::cut},
    store::{Reading, Result, Writing, pen::Field},
    telegram::{answer::text as plain, scene::Scene, staff::Hand},
};

/// So much of each text is shown.
const SHOWN: usize = 900;

/// The card, and whether somebody has decided; `None`: there is no such article.
pub(super) fn card(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    article: ArticleKey,
) -> Result<Option<(Message, bool)>> {
    let Some((story, _)) = store.story(article)? else { return Ok(None) };
    let found = differences(store, article)?;
    let say = |key: &str| scene.say(tongue, key, &args![]);
    if found.is_empty() {
        let who = match store.last_act(article, Deed::Settle.word())?.and_then(|act| act.by) {
            Some(by) => escape(&store.staff_name(by)?),
            None => say("who-itself"),
        };
        let settled = scene.say(tongue, "conflict-settled", &args![who = who]);
        return Ok(Some((plain(format!("{}\n\n{settled}", still(&story.headline)), Keyboard::default()), true)));
    }
    let one = found.iter().all(|difference| difference.field == Field::Headline);
    let shown = |text: &Option<String>| text.as_deref().map_or_else(|| "—".to_owned(), |text| still(&cut(text, SHOWN)));
    let (ours, theirs): (Vec<_>, Vec<_>) = found.iter().map(|one| (shown(&one.desk), shown(&one.file))).unzip();
    let both = args![ours = ours.join("\n"), theirs = theirs.join("\n")];
    let question = if one { say("correct-conflict") } else { say("conflict-text") };
    let text = format!("{question}\n\n{}", scene.say(tongue, "conflict-both", &both));
    let button = |key: &str, press: Mend| vec![Button::data(say(key), press.encode())];
    let rows = [
        button("btn-conflict-ours", Mend::KeepOurs(article)),
        button("btn-conflict-theirs", Mend::KeepTheirs(article)),
    ];
    Ok(Some((plain(text, Keyboard::of(rows)), false)))
}

impl Hand<'_> {
    /// One of the two texts stays.
    pub(super) fn decide_conflict(&self, store: &Writing, article: ArticleKey, ours: bool) -> Result<Done> {
        let settled = settle(store, &self.editor.who(), article, ours, self.scene.now)?;
        let answer = if settled { Default::default() } else { self.toast("no-plan") };
        Ok(Done { answer, after: Some(After::Card) })
    }
}
