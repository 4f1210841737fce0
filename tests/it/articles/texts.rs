//! What of a file is its text: headline, lead and byline as readers get them.

use chrono_tz::Tz;
use headliner::article::{self, Article};

fn read(name: &str, text: &str) -> Article {
    let article = article::parse(name, text.as_bytes(), Tz::Asia__Almaty);
    article.unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// The body of a Markdown file and the lead it gives.
const LEADS: &[(&str, &str)] = &[
    ("{{< figure src=\"/most.jpg\" caption=\"Мост\" >}}\n\nОткрыт утром.", "Открыт утром."),
    ("{{% notice tip %}}Открыт утром.{{% /notice %}}", "Открыт утром."),
    ("{% include head.html %}\n\nОткрыт утром.", "Открыт утром."),
    ("{% comment %}Не для печати{% endcomment %}\nОткрыт утром.", "Открыт утром."),
    ("[caption id=\"x\" width=\"300\"]![](a.jpg) Фото: Иванов[/caption]\n\nОткрыт утром.", "Открыт утром."),
    ("[gallery ids=\"1,2\"]\n\nОткрыт утром.", "Открыт утром."),
    ("import Chart from '../chart.jsx'\nimport {\n  Map\n} from 'map'\n\n<Chart />\n\nОткрыт утром.", "Открыт утром."),
    ("export const meta = {\n  a: 1\n}\n\nОткрыт утром.", "Открыт утром."),
    ("![[most.jpg]]\n\nОткрыт [[2026-11-23|утром]].", "Открыт утром."),
    (":::note\nОткрыт утром.\n:::", "Открыт утром."),
    ("> [!NOTE]\n> Открыт утром.", "Открыт утром."),
    ("## Где и когда {#where}\n\nОткрыт утром.\n{: .lead}", "Открыт утром."),
    ("Где и когда\n-----------\n\nОткрыт утром.", "Открыт утром."),
    ("<h2 class=\"x\">Где и когда</h2>\n<p>Открыт утром.</p>", "Открыт утром."),
    ("```\nlet a = 1;\n```\n\nОткрыт утром.", "Открыт утром."),
    ("| Год | Мост |\n|---|---|\n| 1 | 2 |\n\nОткрыт утром.", "Открыт утром."),
    ("## Одни заголовки\n", ""),
    // What people write stays.
    ("Открыт [утром](https://a.kz), сообщает [1] {источник}.", "Открыт утром, сообщает [1] {источник}."),
];

#[test]
fn the_lead_is_the_first_sentence_and_no_code() {
    for (body, lead) in LEADS {
        assert_eq!(read("a.md", &format!("---\nheadline: Мост\n---\n{body}\n")).lead, *lead, "{body}");
    }
}

#[test]
fn a_heading_is_found_by_the_search_all_the_same() {
    let article = read("a.md", "---\nheadline: Мост\n---\n{{< x >}}\n## Где и когда\n\nОткрыт утром.\n");
    assert_eq!(article.body, "Где и когда\nОткрыт утром.");
}

#[test]
fn the_lead_of_other_formats_is_no_code_either() {
    let check = |name: &str, text: &str, lead: &str| assert_eq!(read(name, text).lead, lead, "{text}");
    let html = "<h2>Где</h2>[caption id='1']<img> Фото[/caption]<p>Открыт утром.</p>";
    check("a.json", &format!("{{\"headline\": \"Мост\", \"body_html\": \"{html}\"}}"), "Открыт утром.");
    check(
        "b.json",
        &format!("{{\"uri\": \"urn:1\", \"type\": \"text\", \"headline\": \"Мост\", \"body_html\": \"{html}\"}}"),
        "Открыт утром.",
    );
    check(
        "c.json",
        &format!("{{\"@type\": \"NewsArticle\", \"headline\": \"Мост\", \"articleBody\": \"{html}\"}}"),
        "Открыт утром.",
    );
    check(
        "d.json",
        "{\"@type\": \"NewsArticle\", \"headline\": \"Мост\", \"description\": \"[su_box title=\\\"x\\\"]Открыт&amp;nbsp;утром[/su_box]\"}",
        "Открыт\u{a0}утром",
    );
    check("e.md", "---\nheadline: Мост\nlead: \"\"\ndescription: Открыт утром\n---\nТекст.\n", "Открыт утром");
    check("f.md", "---\nheadline: Мост\nlead: \"{{ page.lead }}\"\nsummary: Открыт утром\n---\n", "Открыт утром");
}

#[test]
fn an_empty_lead_is_what_the_page_says_of_itself() {
    let page = |head: &str, more: &str| {
        let text = format!(
            "<html><head>{head}<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Мост\"{more}}}\
             </script></head><body></body></html>"
        );
        read("a.html", &text).lead
    };
    let og = "<meta property=\"og:description\" content=\"Открыт &quot;утром&quot;\" />";
    assert_eq!(page(og, ""), "Открыт «утром»");
    assert_eq!(page(&format!("{og}<META content='Открыт в 8 > 7' NAME=Description>"), ""), "Открыт в 8 > 7");
    assert_eq!(page(og, ", \"description\": \"Своё\""), "Своё");
    assert_eq!(page(og, ", \"articleBody\": \"Первый абзац.\""), "Первый абзац.");
    assert_eq!(page("<meta name=description content=''><!-- <meta name=description content=Нет> -->", ""), "");
}

#[test]
fn headline_and_byline_are_plain() {
    let check = |headline: &str, expected: &str| {
        let value = serde_json::Value::String(headline.to_owned());
        let text = format!("---\nheadline: {value}\nbyline: {value}\ncredit: {value}\n---\n");
        let article = read("a.md", &text);
        assert_eq!(article.headline, expected);
        assert_eq!((article.byline.as_deref(), article.credit.as_deref()), (Some(expected), Some(expected)));
    };
    check("**Срочно:** мост _закрыт_", "Срочно: мост закрыт");
    check("[Мост](https://a.kz) `закрыт`", "Мост закрыт");
    check("Don&amp;#8217;t &amp;laquo;стой&amp;raquo;", "Don’t «стой»");
    check("2*3*4, a_b_c и 5 * 6", "2*3*4, a_b_c и 5 * 6");
    check("5. Января", "5. Января");
    check("[Фото] Мост", "[Фото] Мост");
    check("# 1 в мире", "# 1 в мире");
}

#[test]
fn a_slug_is_read() {
    let slug = |line: &str| {
        let article = read("a.md", &format!("---\nheadline: Мост\n{line}\n---\n"));
        (article.slug, article.warnings.len())
    };
    assert_eq!(slug("slug: most-otkryt"), (Some("most-otkryt".to_owned()), 0));
    assert_eq!(slug("slug: /мост/"), (Some("мост".to_owned()), 0));
    assert_eq!(slug("slug: ''"), (None, 0));
    assert_eq!(slug("slug: ru/most"), (None, 1));
    assert_eq!(slug("slug: [a]"), (None, 1));
}

/// What a MiB of names becomes is bounded, so that neither reading it nor what comes after it takes long.
#[test]
fn an_article_has_so_many_names_and_no_more() {
    let words: Vec<String> = (0..60_000).map(|number| format!("{number:x}")).collect();
    let (quoted, bare) = (format!("[\"{}\"]", words.join("\",\"")), words.join(","));
    for (name, text) in [
        ("a.md", format!("---\nheadline: H\nkeywords: {bare}\n---\n")),
        ("a.json", format!("{{\"headline\": \"H\", \"tags\": {quoted}}}")),
        ("b.json", format!("{{\"uri\": \"1\", \"type\": \"text\", \"headline\": \"H\", \"keywords\": {quoted}}}")),
        ("c.json", format!("{{\"@type\": \"Article\", \"headline\": \"H\", \"keywords\": \"{bare}\"}}")),
    ] {
        let tags = read(name, &text).tags;
        assert_eq!((tags.len(), tags[0].as_str(), tags[99].as_str()), (100, "0", "63"), "{name}");
    }
    for text in [
        format!("{{\"headline\": \"H\", \"rubrics\": {quoted}, \"byline\": {quoted}}}"),
        format!(
            "{{\"uri\": \"1\", \"type\": \"text\", \"headline\": \"H\", \"subject\": {quoted}, \"byline\": {quoted}}}"
        ),
        format!("{{\"@type\": \"Article\", \"headline\": \"H\", \"articleSection\": {quoted}, \"author\": {quoted}}}"),
    ] {
        let article = read("d.json", &text);
        assert_eq!(article.rubrics.len(), 100, "{text:.60}");
        assert_eq!(article.byline.map(|names| names.split(", ").count()), Some(100), "{text:.60}");
    }
}
