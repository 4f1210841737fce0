use super::{data, html::*, link::*, text::*};
use crate::{
    article::{ArticleKey, Language},
    bot_api::keyboard::is_accepted,
    locale::Words,
    newsroom::Newsroom,
};

#[test]
fn text_is_cleaned() {
    let check = |text: &str, expected: &str| assert_eq!(clean(text), expected, "{text:?}");
    check("  a \n\t b\0c  ", "a b c");
    check("a\u{a0}b", "a\u{a0}b");
    check("1\u{202f}200", "1\u{202f}200");
    check("a\u{2028}b\u{202e}c\u{2067}d", "a bcd");
    check("\u{feff}a\u{fdd0}b\u{fffe}", "ab");
    check("a\u{30a}b\u{333}", "ab");
    check("й", "й");
    check("\u{a0}a\u{a0}", "a");
    check("مرحبا\u{200f}!", "مرحبا\u{200f}!");
    check("\r\n", "");
}

#[test]
fn what_cannot_be_seen_is_no_text() {
    let check = |text: &str, expected: bool| assert_eq!(is_visible(text), expected, "{text:?}");
    check("", false);
    check(" \u{a0}\u{200b}\u{2060}\u{2800}\u{3164}\u{fe0f}\u{200d}", false);
    check("\u{301}", false);
    check(".", true);
    check("👍", true);
    check("ж", true);
}

#[test]
fn a_text_is_cut_after_a_word() {
    let check = |text: &str, limit: usize, expected: &str| {
        let cut = cut(text, limit);
        assert_eq!(cut, expected, "{text:?} at {limit}");
        assert!(cut.chars().count() <= limit);
    };
    check("Две полосы закроют", 18, "Две полосы закроют");
    check("Две полосы закроют", 17, "Две полосы…");
    check("Две полосы закроют", 11, "Две полосы…");
    check("Две полосы, закроют", 12, "Две полосы…");
    check("Две полосы — и три", 13, "Две полосы…");
    check("Дорога: две", 9, "Дорога…");
    check("Достопримечательности", 10, "Достоприм…");
    check("👨‍👩‍👧👨‍👩‍👧", 8, "👨‍👩‍👧…");
    check("ab", 1, "…");
    check("ab", 0, "");
    check("........", 3, "..…");
}

#[test]
fn a_lead_is_cut_after_a_sentence() {
    let first = "Ремонт теплотрассы идёт между улицами Байзакова и Ауэзова.";
    let second = "Автобусы объедут участок по улице Сатпаева, а троллейбусы пока не ходят.";
    let both = format!("{first} {second}");
    let check =
        |text: &str, limit: usize, expected: &str| assert_eq!(lead(text, limit), expected, "{text:?} at {limit}");
    check(&both, 300, &both);
    check(&both, 100, first);
    check(&both, 58, first);
    check(&both, 57, "Ремонт теплотрассы идёт между улицами Байзакова и…");
    // Too short a sentence is no lead.
    check(
        "Да. Город закроет проспект Абая для машин до самой пятницы",
        50,
        "Да. Город закроет проспект Абая для машин до…",
    );
    // Initials, abbreviations and dates end no sentence; numbers do.
    let cases = [
        ("На проспекте в самом центре города у дома им. Абая прошёл большой митинг горожан", "им. Абая"),
        ("Об этом в прямом эфире рассказал журналистам К. Токаев, когда его спросили", "К. Токаев"),
        ("Ремонт теплотрассы обойдётся городу в 300 млн. Тенге выделят из бюджета области", "млн. Тенге"),
    ];
    for (text, kept) in cases {
        let cut = lead(text, 70);
        assert!(cut.contains(kept) && cut.ends_with('…'), "{cut}");
    }
    check(
        "Выборы в парламент страны назначены на осень 2026. Явка будет высокой, думают многие",
        60,
        "Выборы в парламент страны назначены на осень 2026.",
    );
    check(
        "«Мы закроем дорогу до пятницы, и точка!» Так сказал аким города, отвечая на вопрос",
        60,
        "«Мы закроем дорогу до пятницы, и точка!»",
    );
    check(
        "Неужели закроют проспект Абая до пятницы?! Похоже, что да, и надолго, говорят в акимате",
        60,
        "Неужели закроют проспект Абая до пятницы?!",
    );
}

#[test]
fn the_source_is_taken_out() {
    let phrases = ["сообщает Vecher.kz".to_string(), "передает Vecher.kz".to_string()];
    let check = |text: &str, expected: &str| assert_eq!(trimmed(text, &phrases), expected, "{text:?}");
    check("Дорогу закроют, сообщает Vecher.kz.", "Дорогу закроют.");
    check("Дорогу закроют, СООБЩАЕТ vecher.KZ", "Дорогу закроют.");
    check("Дорогу закроют! — передает Vecher.kz.", "Дорогу закроют!");
    check("Дорогу закроют - сообщает Vecher.kz.", "Дорогу закроют.");
    check("Как сообщает Vecher.kz, дорогу закроют.", "Дорогу закроют.");
    check("Ремонт начат. Как сообщает Vecher.kz, дорогу закроют.", "Ремонт начат. Дорогу закроют.");
    check("Дорогу, сообщает Vecher.kz, закроют.", "Дорогу закроют.");
    check("Дорогу, что ведёт в горы, сообщает Vecher.kz, закроют.", "Дорогу, что ведёт в горы, закроют.");
    check("Дорогу закроют, сообщает Vecher.kz. Ремонт начат.", "Дорогу закроют. Ремонт начат.");
    check("Закроют ли дорогу, передает Vecher.kz? Да, сообщает Vecher.kz.", "Закроют ли дорогу? Да.");
    check("Дорогу закроют. Сообщает Vecher.kz.", "Дорогу закроют.");
    check(
        "Дорогу закроют, сообщает Vecher.kz со ссылкой на акимат.",
        "Дорогу закроют, сообщает Vecher.kz со ссылкой на акимат.",
    );
    check("«Закроем», — сообщает Vecher.kz, — так лучше.", "«Закроем», — сообщает Vecher.kz, — так лучше.");
    check("Дорогу закроют, сообщает Vecher.kzt.", "Дорогу закроют, сообщает Vecher.kzt.");
    check("несообщает Vecher.kz", "несообщает Vecher.kz");
    check("Сообщает Vecher.kz.", "Сообщает Vecher.kz.");
    check("", "");
}

#[test]
fn a_title_makes_a_hashtag() {
    let check = |title: &str, expected: &str| assert_eq!(hashtag(title), expected);
    check("Общество", "#Общество");
    check("В мире", "#ВМире");
    check("Шоу-бизнес и «звёзды»", "#ШоуБизнесИЗвёзды");
    check("Әлем жаңалықтары", "#ӘлемЖаңалықтары");
    check("24", "");
    check("24 часа", "#24Часа");
    check("!!!", "");
    check("under_score", "#under_score");
}

#[test]
fn html_is_measured_as_telegram_counts() {
    let check = |html: &str, read: &str, count: usize| {
        assert_eq!(as_read(html), read, "{html}");
        assert_eq!(length(html), read.chars().count(), "{html}");
        assert_eq!(entities(html).0, count, "{html}");
    };
    check("plain", "plain", 0);
    check("<b>a</b> &lt;i&gt; &amp;amp; &quot;", "a <i> &amp; \"", 1);
    check("<a href=\"https://a.kz/?x=1&amp;y=2\">жұ</a>", "жұ", 1);
    check("&nbsp; & &", "&nbsp; & &", 0);
    check("👍🏽", "👍🏽", 0);
    assert_eq!(escape("<a href=\"x\">&'</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;'&lt;/a&gt;");
    assert_eq!(without_markup("<b>a &lt; b</b>\n<a href=\"x\">c</a>"), "a &lt; b\nc");
    assert_eq!(without_empty_links("<b><a href=\"\">x</a></b> <a href=\"y\">z</a>"), "<b>x</b> <a href=\"y\">z</a>");
    assert_eq!(without_empty_links("<a href=\"\">x</a><a href=\"\">y</a>z"), "xyz");
}

/// The lengths that Telegram's own parser finds.
#[test]
fn lengths_agree_with_telegrams_vectors() {
    let vectors = include_str!("../../simulator/tests/data/html_parse_vectors.json");
    let vectors: Vec<serde_json::Value> = serde_json::from_str(vectors).expect("the vectors are JSON");
    let mut checked = 0;
    for vector in vectors.iter().filter(|vector| vector["ok"] == true) {
        let (Some(html), Some(text)) = (vector["html"].as_str(), vector["text"].as_str()) else { continue };
        // What we never write: numeric references, tags without a name, text that Telegram trims.
        if html.contains("&#")
            || html.contains("</>")
            || text.trim() != text
            || html.contains('\r')
            || html.contains('\t')
        {
            continue;
        }
        assert_eq!(length(html), text.chars().count(), "{html}");
        checked += 1;
    }
    assert!(checked > 10, "only {checked} vectors");
}

#[test]
fn links_start_the_bot() {
    let check = |start: Start, source: Option<&str>, expected: &str| {
        let link = super::link::start("vecher_bot", start, source);
        assert_eq!(link, format!("https://t.me/vecher_bot{expected}"));
    };
    check(Start::Main, None, "");
    check(Start::Rubric("society"), None, "?start=r_society");
    check(Start::Rubric("society"), Some("site"), "?start=r_society__site");
    check(Start::Article(ArticleKey(412)), Some("qr код!"), "?start=a_412__qr");
    check(Start::Main, Some("metro"), "?start=__metro");
    let long = "x".repeat(100);
    assert_eq!(start_parameter(Start::Rubric("society"), Some(&long)).len(), 64);
    let shared = share("https://vecher.kz/a?b=c&d", "Дорога & мост — газета");
    assert!(
        shared.starts_with("https://t.me/share/url?url=https%3A%2F%2Fvecher.kz%2Fa%3Fb%3Dc%26d&text=%D0%94"),
        "{shared}"
    );
    assert!(shared.contains("%20%26%20") && !shared.contains('+') && is_accepted(&shared), "{shared}");
}

#[test]
fn the_foot_of_a_page_leads_to_the_bot() {
    let (words, newsroom) = (Words::built_in(), Newsroom::default());
    let link = "https://t.me/vecher_bot?start=r_society__site";
    let rubric = newsroom.rubric_named("society");
    assert_eq!(
        snippet(&words, &newsroom, Language::Ru, link, rubric, Some(9)),
        "<p class=\"headliner\" lang=\"ru\">Рубрика «Общество» — в вашем Telegram. \
         <a href=\"https://t.me/vecher_bot?start=r_society__site\" target=\"_blank\" rel=\"noopener\">Подписаться</a></p>\n"
    );
    let main = snippet(&words, &newsroom, Language::En, link, None, Some(6));
    assert!(main.contains(">Subscribe in Telegram</a>: 6 stories a day"), "{main}");
    // Before there is a week to count, no number is promised.
    for language in Language::ALL {
        let new = snippet(&words, &newsroom, language, "https://t.me/vecher_bot", None, None);
        assert!(new.contains("</a>: ") && !new.contains(|c: char| c.is_ascii_digit()), "{new}");
    }
}

#[test]
fn what_a_press_sends_back_fits_on_a_button() {
    assert_eq!((data::more(ArticleKey(412)), data::more_of_bundle(ArticleKey(7))), ("m:412".into(), "mb:7".into()));
    assert_eq!(data::more(ArticleKey(i64::MIN)).len(), 22);
}
