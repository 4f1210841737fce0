//! Addresses: sharing, links that start the bot, and the lines for the foot of an article's page.

use url::form_urlencoded;

use super::html::escape;
use crate::{
    article::{ArticleKey, Language},
    locale::{Words, args},
    newsroom::{Newsroom, Rubric},
    store::words::WordId,
};

/// The longest start parameter (Bot API, deep linking).
const START: usize = 64;

/// Opens Telegram's own sharing with this link and text.
pub fn share(url: &str, text: &str) -> String {
    let query =
        form_urlencoded::Serializer::new(String::new()).append_pair("url", url).append_pair("text", text).finish();
    format!("https://t.me/share/url?{}", query.replace('+', "%20"))
}

/// What a link that starts the bot asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start<'a> {
    /// A subscription to main news.
    Main,
    /// A subscription to main news and a rubric: `r_society`.
    Rubric(&'a str),
    /// A story first: `a_412`.
    Article(ArticleKey),
    /// A subscription to main news and a word: `w_17`.
    Word(WordId),
}

/// The start parameter; `source` says where the link stands (`[A-Za-z0-9_-]`, others are dropped; cut to the limit).
pub fn start_parameter(start: Start, source: Option<&str>) -> String {
    let mut parameter = match start {
        Start::Main => String::new(),
        Start::Rubric(id) => format!("r_{id}"),
        Start::Article(key) => format!("a_{key}"),
        Start::Word(word) => format!("w_{}", word.0),
    };
    let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let source: String = source.unwrap_or_default().chars().filter(allowed).collect();
    if !source.is_empty() {
        parameter.push_str("__");
        parameter.push_str(&source);
    }
    parameter.truncate(START);
    parameter
}

/// A link that starts the bot: `https://t.me/BOT?start=r_society__source`.
pub fn start(bot: &str, start: Start, source: Option<&str>) -> String {
    let parameter = start_parameter(start, source);
    if parameter.is_empty() { format!("https://t.me/{bot}") } else { format!("https://t.me/{bot}?start={parameter}") }
}

/// The HTML for the foot of an article's page: a sentence with the subscription link. `news_a_day` stands in the sentence of the
/// main news only, where it is known.
pub fn snippet(
    words: &Words,
    newsroom: &Newsroom,
    language: Language,
    link: &str,
    rubric: Option<&Rubric>,
    news_a_day: Option<u64>,
) -> String {
    let sentence = match rubric {
        Some(rubric) => {
            let title = escape(rubric.title.in_language(language));
            words.say(language, "snippet-rubric", &args![rubric = title])
        }
        None => match news_a_day {
            Some(news) => {
                let paper = escape(newsroom.name.in_language(language));
                let perday = words.count_news(language, news);
                words.say(language, "snippet-main", &args![perday = perday, paper = paper])
            }
            None => words.say(language, "snippet-main-new", &args![]),
        },
    };
    let open = format!("<a href=\"{}\" target=\"_blank\" rel=\"noopener\">", escape(link));
    let linked = sentence.replace("<b>", &open).replace("</b>", "</a>");
    format!("<p class=\"headliner\" lang=\"{}\">{linked}</p>\n", language.code())
}
