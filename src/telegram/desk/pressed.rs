//! Presses on the desk's buttons. In: the data on the button. Out: what came of it, in one transaction with the note that
//! the update was handled, and the card as it is from now on. What only looks is read beside the writer.

use super::{
    choice::Choice,
    done::{After, Done},
    draft::PRACTICE,
    press::Press,
};
use crate::{
    acts::{plan::Decision, publish::When, reach::Tempo},
    store::{Lane, Reading, Result, Writing, staff::Role},
    telegram::{
        answer::Answer,
        reader::talk::stale,
        room::Room,
        staff::{Hand, Pressing, tempo},
        update::Pressed,
    },
};

/// Answers a press on one of the desk's buttons.
pub async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Press::decode(&pressed.data) else { return stale(room, update, pressed, "/news").await };
    let at = Pressing { room, update, pressed, role: Role::Editor };
    if only_looks(press) {
        let tempo = tempo(room, lane(press)).await;
        return at.look(move |hand, store| looked(hand, store, press, tempo)).await;
    }
    if sends(press) && room.standing.is_new(pressed.address.chat, pressed.message) {
        return at.look(|hand, _| Ok(hand.hint("too-quick"))).await;
    }
    let Done { mut answer, after } = at.act(move |hand, store| acted(hand, store, press)).await?;
    if let Some(after) = after {
        let tempo = tempo(room, after.lane()).await;
        let shown = at.show(move |hand, store| show(hand, store, after, tempo)).await?;
        answer.replies.extend(shown.replies);
    }
    Ok(answer)
}

/// Whether a press changes nothing. Each button is in one of these two lists.
fn only_looks(press: Press) -> bool {
    match press {
        Press::BreakingList(_)
        | Press::NewsList(_)
        | Press::Breaking(_)
        | Press::Push(_)
        | Press::Preview(_)
        | Press::Story(_)
        | Press::Numbers(_)
        | Press::Ask(_)
        | Press::Later(_)
        | Press::Main(_)
        | Press::Log(_)
        | Press::EditText(_)
        | Press::Translate(_)
        | Press::PracticeList(_)
        | Press::Practice(_)
        | Press::HeldList(_)
        | Press::Held(_) => true,
        Press::Cancel
        | Press::Go(_)
        | Press::Morning(_)
        | Press::LaterAs(_)
        | Press::LaterAt(_)
        | Press::LaterSure(_)
        | Press::MainYes(_)
        | Press::PracticeOn(_)
        | Press::PracticeNow(_)
        | Press::PracticeBack(_)
        | Press::TakeBack(_)
        | Press::Now(_)
        | Press::Stop(_)
        | Press::GoOn(_)
        | Press::Look(_)
        | Press::Ordinary(_)
        | Press::Refuse(_)
        | Press::Second(_)
        | Press::Alone(_)
        | Press::NoSecond(_)
        | Press::Release(_)
        | Press::ReleaseIn(_)
        | Press::Drop(_)
        | Press::InLanguage(_)
        | Press::Linked(_)
        | Press::Foreign(_)
        | Press::NewLead(_) => false,
    }
}

/// Whether a press sends something to readers: it is no answer as long as its button cannot have been read.
fn sends(press: Press) -> bool {
    matches!(
        press,
        Press::Go(_) | Press::Morning(_) | Press::LaterSure(_) | Press::MainYes(_) | Press::Second(_) | Press::Alone(_)
    )
}

/// As what it would go out: what breaking news may cost is looked at before.
fn lane(press: Press) -> Lane {
    match press {
        Press::Breaking(_) => Lane::Breaking,
        Press::Ask(draft) => draft.lane,
        _ => Lane::News,
    }
}

fn looked(hand: &Hand, store: &Reading, press: Press, tempo: Tempo) -> Result<Answer> {
    match press {
        Press::BreakingList(skip) => hand.breaking_list(store, skip),
        Press::NewsList(skip) => hand.news_list(store, skip),
        Press::Breaking(article) => hand.begin(store, (Lane::Breaking, article, 0), tempo),
        Press::Push(article) => hand.begin(store, (Lane::News, article, 0), tempo),
        Press::Preview(article) => hand.preview(store, article),
        Press::Story(article) => hand.story(store, article),
        Press::Numbers(article) => hand.numbers(store, article),
        Press::Ask(draft) => hand.ask(store, draft, tempo),
        Press::Later(article) => hand.later(store, article),
        Press::Main(article) => hand.main(store, article),
        Press::Log(skip) => hand.log(store, skip),
        Press::EditText(draft) => Ok(hand.edit_text(draft)),
        Press::Translate(draft) => Ok(hand.translate(draft)),
        Press::PracticeList(skip) => hand.practice_list(store, skip),
        Press::Practice(article) => hand.begin(store, (Lane::Breaking, article, PRACTICE), tempo),
        Press::HeldList(skip) => hand.held_list(store, skip),
        Press::Held(article) => hand.held(store, article),
        _ => Ok(Answer::default()),
    }
}

fn acted(hand: &Hand, store: &Writing, press: Press) -> Result<Done> {
    match press {
        Press::Cancel => hand.cancel(store).map(Done::from),
        Press::Go(draft) => hand.send(store, draft, When::AfterUndo),
        Press::Morning(draft) => hand.send(store, draft, When::Morning),
        Press::LaterAs(later) => hand.later_as(store, later).map(Done::from),
        Press::LaterAt(at) => hand.later_at(store, at),
        Press::LaterSure(sure) => hand.later_sure(store, sure),
        Press::MainYes(draft) => hand.promote(store, draft),
        Press::PracticeOn(id) => hand.practice_on(store, id, true),
        Press::PracticeNow(id) => hand.practice_on(store, id, false),
        Press::PracticeBack(id) => hand.practice_back(store, id),
        Press::TakeBack(plan) => hand.take_back(store, plan),
        Press::Now(plan) => hand.hasten(store, plan).map(Done::from),
        Press::Stop(seq) => hand.stop(store, seq),
        Press::GoOn(seq) => hand.go_on(store, seq),
        Press::Look(plan) => hand.take_on(store, plan),
        Press::Ordinary(plan) => hand.decide(store, plan, Decision::Ordinary).map(Done::from),
        Press::Refuse(plan) => hand.decide(store, plan, Decision::Refuse).map(Done::from),
        Press::Second(plan) => hand.second(store, plan, false),
        Press::Alone(plan) => hand.second(store, plan, true),
        Press::NoSecond(plan) => hand.no_second(store, plan),
        Press::Release(article) => hand.release(store, article, 0),
        Press::ReleaseIn(Choice { article, bit }) => hand.release(store, article, 1 << bit),
        Press::Drop(article) => hand.drop_held(store, article).map(Done::from),
        Press::InLanguage(spoken) => hand.in_language(store, spoken),
        Press::Linked(id) => hand.linked(store, id),
        Press::Foreign(id) => hand.foreign(store, id),
        Press::NewLead(id) => hand.new_lead(store, id),
        _ => Ok(Answer::default().into()),
    }
}

fn show(hand: &Hand, store: &Reading, after: After, tempo: Tempo) -> Result<Answer> {
    match after {
        After::Card => hand.card(store, tempo),
        After::Pushed(seq) => hand.pushed(store, seq),
        After::Begin(lane, article) => hand.begin(store, (lane, article, 0), tempo),
        After::Practice(article) => hand.begin(store, (Lane::Breaking, article, PRACTICE), tempo),
        After::Ask(draft) => hand.ask(store, draft, tempo),
        After::Timed(timed) => hand.timed(store, timed, tempo),
        After::Main(article) => {
            let (preview, question) = (hand.preview(store, article)?, hand.main(store, article)?);
            Ok(question.replies.into_iter().fold(preview, Answer::and))
        }
    }
}
