//! Whatever a story contains, its messages keep Telegram's limits and its markup parses. The parser here is written from the
//! description of the HTML mode, apart from the code it checks.

use headliner::{
    article::{ArticleId, ArticleKey, Image, Language, Story},
    clock::Time,
    locale::Words,
    message::{Action, Details, Extra, Form, Mark, Message, Renderer, length},
    newsroom::Newsroom,
};
use proptest::prelude::*;
use url::Url;

/// What Telegram would make of a text: what is read, how many entities, how many bytes the addresses take.
#[derive(Debug, Default)]
struct Parsed {
    read: String,
    entities: usize,
    addresses: usize,
}

fn parse(html: &str) -> Result<Parsed, String> {
    let mut parsed = Parsed::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        match c {
            '<' => {
                let (tag, after) = rest[1..].split_once('>').ok_or("a tag without end")?;
                rest = after;
                if let Some(name) = tag.strip_prefix('/') {
                    let innermost = open.pop().ok_or("an end tag too many")?;
                    if innermost != name {
                        return Err(format!("</{name}> closes <{innermost}>"));
                    }
                    continue;
                }
                parsed.addresses += start_tag(tag)?;
                parsed.entities += 1;
                open.push(tag.split(' ').next().unwrap_or_default().to_string());
            }
            '&' => {
                let known = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];
                let (name, value) =
                    known.iter().find(|(name, _)| rest.starts_with(name)).ok_or("a & that is not escaped")?;
                parsed.read.push(*value);
                rest = &rest[name.len()..];
            }
            '>' => return Err("a > that is not escaped".into()),
            _ => {
                parsed.read.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    if open.is_empty() { Ok(parsed) } else { Err(format!("{open:?} stay open")) }
}

/// The length of the address in a start tag, which must be one of those our texts use.
fn start_tag(tag: &str) -> Result<usize, String> {
    if let Some(href) = tag.strip_prefix("a href=\"") {
        let href = href.strip_suffix('"').ok_or("an href without its end")?;
        let address = href.replace("&amp;", "&").replace("&quot;", "\"");
        let url = Url::parse(&address).map_err(|error| format!("{address}: {error}"))?;
        if href.contains(['"', '<']) || !url.host_str().unwrap_or_default().contains('.') {
            return Err(format!("{href} is no address Telegram takes"));
        }
        return Ok(address.len());
    }
    match tag {
        "b" | "i" | "u" | "s" | "code" | "blockquote" | "blockquote expandable" => Ok(0),
        other => Err(format!("unknown tag {other}")),
    }
}

/// Removed by Telegram, and so miscounted by whoever lets them through.
fn is_removed(c: char) -> bool {
    matches!(c, '\0'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}' | '\u{2028}'..='\u{202e}' | '\u{333}' | '\u{33f}' | '\u{30a}')
}

fn check(message: &Message) -> Result<(), TestCaseError> {
    let parsed = parse(&message.text).map_err(|what| TestCaseError::fail(format!("{what}: {}", message.text)))?;
    let limit = if message.photo.is_some() { 1024 } else { 4096 };
    let characters = parsed.read.chars().count();
    prop_assert!(characters <= limit, "{characters} of {limit}");
    prop_assert_eq!(length(&message.text), characters);
    prop_assert!(message.text.len() <= 32_768);
    prop_assert!(parsed.entities <= 100, "{} entities", parsed.entities);
    prop_assert!(parsed.entities * 12 + parsed.addresses <= 9500, "{} bytes of entities", parsed.addresses);
    // A headline of signs alone is shown as it is.
    let visible = |c: char| c.is_alphanumeric() || c.is_ascii_punctuation();
    prop_assert!(parsed.read.chars().any(visible), "nothing to read: {:?}", parsed.read);
    prop_assert!(!parsed.read.contains(is_removed), "{:?}", parsed.read);
    prop_assert_eq!(parsed.read.trim(), &parsed.read);
    for button in message.keyboard.0.iter().flatten() {
        prop_assert!(!button.label.trim().is_empty());
        match &button.action {
            Action::Data(data) => prop_assert!((1..=64).contains(&data.len())),
            Action::Url(url) => {
                let url = Url::parse(url).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert!(url.host_str().unwrap_or_default().contains('.'), "{url}");
                prop_assert!(["http", "https"].contains(&url.scheme()));
            }
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        }
    }
    Ok(())
}

/// Any text at all, with more than its share of what breaks things.
fn anything(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => any::<char>().prop_map(String::from),
        4 => "[а-яА-Я]{1,12} ".prop_map(String::from),
        3 => prop::sample::select(vec![
            "<b>", "</b>", "</a>", "<a href=\"", "&amp;", "&", "<", ">", "\"", "'", "\0", "\n", "\r\n", "\t", "  ", "\u{a0}", "\u{2028}",
            "\u{202e}", "\u{2067}", "\u{200d}", "\u{feff}", "\u{fdd0}", "\u{fdd1}", "\u{fffe}", "👨‍👩‍👧", "🇰🇿", "👍🏽", "é", "e\u{301}", "ö\u{30a}",
            "مرحبا", "{ $headline }", "{", "}", "#", ". ", "! ", "… ", "г. Алматы. ", "сообщает Vecher.kz.", "\u{2800}", "\u{34f}",
        ]).prop_map(String::from),
        1 => (1..1500usize).prop_map(|n| "Ж".repeat(n)),
        1 => (1..800usize).prop_map(|n| "&".repeat(n)),
    ];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

fn address() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        anything(6).prop_map(Some),
        prop::sample::select(vec![
            "/ru/a.html",
            "https://vecher.kz/a?b=c&d=\"e\"#f",
            "http://localhost/x",
            "javascript:alert(1)",
            "https://a@b.kz/",
            "//x",
            "https://вечер.қаз/жаңалық",
            "ftp://vecher.kz/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "https://",
            "tg://user?id=1",
        ])
        .prop_map(|url| Some(url.to_string())),
        (0..4000usize).prop_map(|n| Some(format!("https://vecher.kz/{}", "a/".repeat(n)))),
    ]
}

prop_compose! {
    fn any_story(size: usize)(
        key in any::<i64>(), headline in anything(size), lead in anything(size * 2), url in address(),
        image in any::<bool>(), credit in prop::option::of(anything(5)), correction in prop::option::of(anything(9)),
        language in prop::sample::select(Language::ALL.to_vec()), rubrics in any::<u64>(),
    ) -> Story {
        Story {
            key: ArticleKey(key),
            id: ArticleId("any".into()),
            revision: 1,
            headline, lead, url,
            image: image.then(|| Image::Path("photos/a.jpg".into())),
            credit, correction,
            sensitive: false,
            byline: None,
            language, rubrics,
            published: Time(0),
            withdrawn: false,
        }
    }
}

fn with_renderer<T>(render: impl FnOnce(Renderer) -> T) -> T {
    thread_local! {
        static WORDS: Words = Words::built_in();
        static NEWSROOM: Newsroom = Newsroom {
            text: headliner::newsroom::Text { lead: 1900, trim: vec!["сообщает Vecher.kz".into()] },
            ..Newsroom::default()
        };
    }
    WORDS.with(|words| NEWSROOM.with(|newsroom| render(Renderer { words, newsroom, bot: "any_bot" })))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_push_of_any_story_is_accepted(story in any_story(60), word in anything(5), at in 0..4_000_000_000_000i64) {
        with_renderer(|renderer| {
            let updated = Details { word: Some(&word), mark: Some(Mark::Updated(Time(at))) };
            let corrected = Details { word: None, mark: Some(Mark::Corrected(Time(at))) };
            for form in [Form::Photo, Form::Formatted, Form::Plain] {
                check(&renderer.push(&story, form))?;
                check(&renderer.push_with(&story, form, &updated))?;
                check(&renderer.breaking_with(&story, form, &corrected))?;
                check(&renderer.followup(&story, form))?;
                check(&renderer.channel_post(&story, form, true, &corrected, &Extra::default()))?;
            }
            let note = story.correction.as_deref();
            check(&renderer.withdrawn(story.language, note))?;
            check(&renderer.correction_notice(story.language, note.unwrap_or_default()))?;
            check(&renderer.retraction_notice(story.language, Time(at), note))
        })?;
    }

    #[test]
    fn plain_text_has_no_markup(story in any_story(60)) {
        with_renderer(|renderer| {
            let message = renderer.push(&story, Form::Plain);
            prop_assert!(!message.text.contains('<') && message.photo.is_none());
            Ok(())
        })?;
    }

    #[test]
    fn many_stories_of_any_kind_make_one_message(
        stories in prop::collection::vec(any_story(5), 1..50), tail in 0..100usize, older in 0..3usize,
        mentions in prop::collection::vec(any_story(5), 0..70), pause in any::<bool>(), at in 0..4_000_000_000_000i64,
        urgent in any::<bool>(), tongue in prop::sample::select(Language::ALL.to_vec()),
    ) {
        let overnight = mentions.iter().take(3).cloned().collect();
        let some = |step: usize| stories.iter().step_by(step).map(|story| story.key).collect();
        let extra = Extra { mentions, older, pause, urgent, channel: false, withdrawn: some(5), overnight };
        with_renderer(|renderer| {
            check(&renderer.bundle(tongue, &stories, tail, extra.clone()))?;
            check(&renderer.digest(tongue, &stories, tail, Time(at), extra.clone()))?;
            // A channel's post names what its last few visits showed, one each.
            let few = extra.mentions.iter().take(8).cloned().collect();
            let below = Extra { mentions: few, older, channel: true, ..Extra::default() };
            for form in [Form::Formatted, Form::Plain] {
                check(&renderer.channel_post(&stories[0], form, urgent, &Details::default(), &below))?;
            }
            let bare = Extra::default();
            check(&renderer.bundle(tongue, &stories, tail, bare.clone()))?;
            check(&renderer.digest(tongue, &stories, tail, Time(at), bare))
        })?;
    }
}

/// The check itself must be able to fail.
#[test]
fn the_check_sees_what_telegram_would_refuse() {
    for wrong in [
        "a < b",
        "<b>x",
        "x</b>",
        "<b>x</i>",
        "a & b",
        "<p>x</p>",
        "<a href=\"http://localhost/\">x</a>",
        "<a href=x>x</a>",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
    let long = Message { text: "x".repeat(4097), ..Message::default() };
    assert!(check(&long).is_err());
    assert!(check(&Message { text: "\u{2028}x".into(), ..Message::default() }).is_err());
    assert!(check(&Message { text: "<b>x</b>".repeat(101), ..Message::default() }).is_err());
    assert!(check(&Message { text: "<b>x</b>".repeat(100), ..Message::default() }).is_ok());
}
