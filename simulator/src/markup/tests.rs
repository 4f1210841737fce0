use super::*;

#[track_caller]
fn check(input: &str, text: &str, entities: &[(&str, usize, usize)]) {
    let parsed = parse(input, Mode::Html, Vec::new()).expect("parses");
    let found: Vec<_> =
        parsed.entities.iter().map(|entity| (entity.kind.as_str(), entity.offset, entity.length)).collect();
    assert_eq!((parsed.text.as_str(), found.as_slice()), (text, entities), "{input}");
}

#[test]
fn automatic_entities_are_found() {
    check("см. https://vecher.kz/a?b=1, и", "см. https://vecher.kz/a?b=1, и", &[("url", 4, 23)]);
    check("vecher.kz.", "vecher.kz.", &[("url", 0, 9)]);
    check("it.is fine.and so", "it.is fine.and so", &[("url", 0, 5)]);
    check("#Қоғам #1 #a1", "#Қоғам #1 #a1", &[("hashtag", 0, 6), ("hashtag", 10, 3)]);
    check("/start@some_bot a/b", "/start@some_bot a/b", &[("bot_command", 0, 15)]);
    check("@durov @ab a@durov", "@durov @ab a@durov", &[("mention", 0, 6)]);
    check("write to a.b@mail.kz!", "write to a.b@mail.kz!", &[("email", 9, 11)]);
    check("$USD $usd", "$USD $usd", &[("cashtag", 0, 4)]);
    check("<code>#no</code> <b>#yes</b>", "#no #yes", &[("code", 0, 3), ("hashtag", 4, 4), ("bold", 4, 4)]);
    check("<a href=\"https://e.com\">#no</a>", "#no", &[("text_link", 0, 3)]);
}

#[test]
fn text_is_cleaned_and_trimmed() {
    check("  a\r\tb\u{202E}c \n", "a bc", &[]);
    check(" <b> x</b> ", " x", &[("bold", 0, 2)]);
    check("<b>a\u{2028}b</b>c", "abc", &[("bold", 0, 2)]);
    check("x<i> </i>", "x", &[]);
}

#[test]
fn entities_are_repaired() {
    check("<b>a<b>b</b></b>", "ab", &[("bold", 0, 2)]);
    check("<b>a<code>c</code>d</b>", "acd", &[("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]);
    check("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", &[("blockquote", 0, 2)]);
}

#[test]
fn a_hundred_entities_are_kept() {
    let parsed = parse(&"<b>x</b> ".repeat(150), Mode::Html, Vec::new()).expect("parses");
    assert_eq!(parsed.entities.len(), 100);
}

#[test]
fn html_is_written_back() {
    for html in [
        "<b>a <i>b</i></b> &lt;c&gt;",
        "<a href=\"https://e.com/?a=1&amp;b=2\">t</a>",
        "<blockquote expandable>q</blockquote>",
    ] {
        let parsed = parse(html, Mode::Html, Vec::new()).expect("parses");
        assert_eq!(to_html(&parsed.text, &parsed.entities), html);
    }
}

#[test]
fn markdown_parses() {
    let kinds = |input: &str, mode| {
        let parsed = parse(input, mode, Vec::new())?;
        Ok::<_, String>((
            parsed.text,
            parsed.entities.into_iter().map(|entity| entity.kind).collect::<Vec<_>>().join(","),
        ))
    };
    let v2 = |input: &str| kinds(input, Mode::MarkdownV2);
    assert_eq!(v2("*b _i_* [l](http://e.com/a) `c`"), Ok(("b i l c".into(), "bold,italic,text_link,code".into())));
    assert_eq!(v2("a.b"), Err("Character '.' is reserved and must be escaped with the preceding '\\'".into()));
    assert_eq!(v2("*b"), Err("Can't find end of Bold entity at byte offset 0".into()));
    assert_eq!(v2("a\\.b"), Ok(("a.b".into(), "".into())));
    assert_eq!(
        kinds("*b* _i_ [l](http://e.com) a.b", Mode::Markdown),
        Ok(("b i l a.b".into(), "bold,italic,text_link".into()))
    );
    assert_eq!(kinds("*b", Mode::Markdown), Err("Can't find end of the entity starting at byte offset 0".into()));
}

/// A vector that leaves the time's format out is met too.
#[test]
fn every_html_vector_is_met() {
    let vectors = include_str!("../../tests/data/html_parse_vectors.json");
    let vectors: Vec<Value> = serde_json::from_str(vectors).expect("JSON");
    assert!(!vectors.is_empty());
    for vector in vectors {
        let html = vector["html"].as_str().expect("html");
        let found = match html::parse(html) {
            Ok(parsed) => {
                let mut entities = parsed.entities;
                fix::sort(&mut entities);
                entities.iter_mut().for_each(|entity| drop(entity.more.remove("date_time_format")));
                serde_json::json!({"html": html, "ok": true, "text": parsed.text, "entities": entities})
            }
            Err(why) => {
                let description = format!("Bad Request: can't parse entities: {why}");
                serde_json::json!({"html": html, "ok": false, "error_code": 400, "description": description})
            }
        };
        assert_eq!(found, vector);
    }
}

/// What Bot API's documentation shows under "MarkdownV2 style", and what else clients send.
#[test]
fn the_documented_examples_parse() {
    let check = |input: &str, mode, text: &str, entities: &[(&str, usize, usize)]| {
        let parsed = parse(input, mode, Vec::new()).unwrap_or_else(|why| panic!("{input}: {why}"));
        let found: Vec<_> =
            parsed.entities.iter().map(|entity| (entity.kind.as_str(), entity.offset, entity.length)).collect();
        assert_eq!((parsed.text.as_str(), found.as_slice()), (text, entities), "{input}");
        parsed.entities
    };
    let v2 = Mode::MarkdownV2;
    let emoji = check("a ![👍](tg://emoji?id=5368324170671202286)", v2, "a 👍", &[("custom_emoji", 2, 2)]);
    assert_eq!(emoji[0].more["custom_emoji_id"], "5368324170671202286");
    let time = check("![22:45](tg://time?unix=1647531900&format=wDT)", v2, "22:45", &[("date_time", 0, 5)]);
    assert_eq!(
        (&time[0].more["unix_time"], &time[0].more["date_time_format"]),
        (&1_647_531_900_i64.into(), &"wDT".into())
    );
    let quotes = ">a\n>b\n**>c\n>d||";
    check(quotes, v2, "a\nb\nc\nd", &[("blockquote", 0, 3), ("expandable_blockquote", 4, 3)]);
    check(">||a||", v2, "a", &[("blockquote", 0, 1), ("spoiler", 0, 1)]);
    check(">a||\nb", v2, "a\nb", &[("expandable_blockquote", 0, 1)]);
    assert!(parse("![x](https://e.com/)", v2, Vec::new()).is_err());
    check("<b>a</b><b>b</b><i>c</i>", Mode::Html, "abc", &[("bold", 0, 2), ("italic", 2, 1)]);
    check("<b>a</b> <b>b</b>", Mode::Html, "a b", &[("bold", 0, 1), ("bold", 2, 1)]);
    check("<b>a<b>b</b>c</b><b>d</b>", Mode::Html, "abcd", &[("bold", 0, 4)]);
}

#[test]
fn links_come_back_as_telegram_keeps_them() {
    let check = |given: &str, kept: &str| assert_eq!(checked_link(given).as_deref(), Ok(kept));
    check("https://e.com", "https://e.com/");
    check("HTTPS://E.com:81?A=b", "https://e.com:81/?A=b");
    check("e.com#X", "http://e.com/#X");
    check("https://u:P@e.com/A/b", "https://u:P@e.com/A/b");
    check("tg://user?id=5", "tg://user?id=5");
}
