//! The desk's buttons.

use super::{
    choice::{At, Choice, Later, Spoken},
    draft::{Draft, Timed},
};
use crate::{article::ArticleKey, store::Seq, telegram::buttons::buttons};

buttons! {
    /// A press on one of the desk's buttons. Numbers are those of plans where nothing else is said.
    pub(in crate::telegram) enum Press = "d:" {
        /// Ends a conversation.
        Cancel = "x",
    } carrying {
        /// What could go out as breaking news, without so many of the newest.
        BreakingList(u32) = "l",
        /// The latest articles, without so many of the newest.
        NewsList(u32) = "w",
        /// The way to a breaking push begins.
        Breaking(ArticleKey) = "b",
        /// The way to an ordinary push begins.
        Push(ArticleKey) = "p",
        /// The message as readers will see it.
        Preview(ArticleKey) = "v",
        /// The card of an article.
        Story(ArticleKey) = "k",
        /// The numbers of an article.
        Numbers(ArticleKey) = "i",
        /// These are the answers so far: asks on.
        Ask(Draft) = "c",
        /// Publishes it.
        Go(Draft) = "g",
        /// Publishes it in the morning.
        Morning(Draft) = "m",
        /// Asks when an article is to go out.
        Later(ArticleKey) = "E",
        /// The same question, with another answer to how.
        LaterAs(Later) = "L",
        /// Plans it for this minute.
        LaterAt(At) = "T",
        /// Plans it for this minute, knowing what speaks against it and what it costs.
        LaterSure(Timed) = "ys",
        /// Asks whether an article becomes main news.
        Main(ArticleKey) = "M",
        /// Makes it main news.
        MainYes(Draft) = "N",
        /// Who did what, without so many of the newest.
        Log(u32) = "O",
        /// What could be practised with, without so many of the newest.
        PracticeList(u32) = "P",
        /// The way to a push for practice begins.
        Practice(ArticleKey) = "Q",
        /// Its second signature.
        PracticeOn(i64) = "R",
        /// Ends its countdown at once.
        PracticeNow(i64) = "S",
        /// It does not go.
        PracticeBack(i64) = "U",
        /// Takes a plan back.
        TakeBack(i64) = "u",
        /// Ends a countdown at once.
        Now(i64) = "n",
        /// Stops a publication.
        Stop(Seq) = "s",
        /// Lets a stopped publication go on.
        GoOn(Seq) = "o",
        /// Confirms a breaking push as the second editor.
        Second(i64) = "t",
        /// Refuses that.
        NoSecond(i64) = "d",
        /// Sends it without a second editor.
        Alone(i64) = "A",
        /// Takes on the question about an article that asks for a breaking push.
        Look(i64) = "a",
        /// That article is ordinary news.
        Ordinary(i64) = "f",
        /// That article does not go out.
        Refuse(i64) = "r",
        /// What waits for a person, without so many of the newest.
        HeldList(u32) = "h",
        /// One article that waits, with its reasons.
        Held(ArticleKey) = "j",
        /// Lets it out.
        Release(ArticleKey) = "e",
        /// Lets it out in this rubric.
        ReleaseIn(Choice) = "q",
        /// It does not go out.
        Drop(ArticleKey) = "y",
        /// Asks for another text of what is to be published.
        EditText(Draft) = "X",
        /// Asks for its translation.
        Translate(Draft) = "Z",
        /// A typed story is in this language.
        InLanguage(Spoken) = "yk",
        /// The link that was typed has no story yet: asks for the text.
        Linked(i64) = "yl",
        /// A link under all copies leads to somebody else's site, and is to.
        Foreign(i64) = "yf",
        /// What was typed is the new lead of a publication.
        NewLead(i64) = "yd",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Language, store::Lane};

    #[test]
    fn what_stands_in_chats_is_understood() {
        let check = |data: &str, expected| assert_eq!(Press::decode(data), Some(expected), "{data}");
        check("d:x", Press::Cancel);
        check("d:l:8", Press::BreakingList(8));
        check("d:w:0", Press::NewsList(0));
        check("d:b:412", Press::Breaking(ArticleKey(412)));
        check("d:p:412", Press::Push(ArticleKey(412)));
        check("d:v:412", Press::Preview(ArticleKey(412)));
        check("d:k:412", Press::Story(ArticleKey(412)));
        check("d:i:412", Press::Numbers(ArticleKey(412)));
        check("d:u:7", Press::TakeBack(7));
        check("d:n:7", Press::Now(7));
        check("d:s:7", Press::Stop(Seq(7)));
        check("d:o:7", Press::GoOn(Seq(7)));
        check("d:a:7", Press::Look(7));
        check("d:f:7", Press::Ordinary(7));
        check("d:r:7", Press::Refuse(7));
        check("d:t:7", Press::Second(7));
        check("d:d:7", Press::NoSecond(7));
        check("d:A:7", Press::Alone(7));
        check("d:h:8", Press::HeldList(8));
        check("d:j:412", Press::Held(ArticleKey(412)));
        check("d:e:412", Press::Release(ArticleKey(412)));
        check("d:q:412-3", Press::ReleaseIn(Choice { article: ArticleKey(412), bit: 3 }));
        check("d:y:412", Press::Drop(ArticleKey(412)));
        let later = Later { lane: Lane::Breaking, article: ArticleKey(412), languages: 3 };
        check("d:E:412", Press::Later(ArticleKey(412)));
        check("d:L:b-412-3", Press::LaterAs(later));
        check("d:T:b-412-3-29923500", Press::LaterAt(At { later, minute: 29_923_500 }));
        check("d:M:412", Press::Main(ArticleKey(412)));
        check("d:yk:412-kk", Press::InLanguage(Spoken { article: ArticleKey(412), language: Language::Kk }));
        check("d:yl:7", Press::Linked(7));
        check("d:yf:7", Press::Foreign(7));
        check("d:yd:7", Press::NewLead(7));
    }

    #[test]
    fn data_of_others_is_nobodys() {
        for data in [
            "", "d:", "d:x:", "d:x:1", "d:l", "d:l:", "d:l:-1", "d:l:+1", "d:l:01", "d:z:1", "a:l:0", "d:s:я", "d:q:1",
            "d:q:1-0", "d:q:1-63", "d:q:1-03",
        ] {
            assert_eq!(Press::decode(data), None, "{data}");
        }
    }
}
