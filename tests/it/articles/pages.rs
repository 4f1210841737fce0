//! JSON-LD as browsers find it in a page, and what is not one article.

use chrono_tz::Tz;
use headliner::article;

const BRIDGE: &str = "{\"@type\": \"NewsArticle\", \"headline\": \"Мост\"}";
const MISSING: &str = "there is no NewsArticle (JSON-LD) on this page: save an article's own page, or write a .md file";

/// The headline or the sentence that a page gives, which has this in its head.
fn found(head: &str) -> String {
    let page = format!("<!DOCTYPE html>\n<html lang=\"ru\"><head>{head}</head><body></body></html>\n");
    match article::parse("a.html", page.as_bytes(), Tz::Asia__Almaty) {
        Ok(article) => article.headline,
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn a_script_is_found_in_any_dress() {
    for open in [
        "<script type=\"application/ld+json\">",
        "<script type=\"application/ld&#x2B;json\">",
        "<script type=\"application/ld&#43;json\">",
        "<script type=\"application/ld&plus;json\">",
        "<SCRIPT TYPE=\"Application/LD+JSON\">",
        "<script type=application/ld+json>",
        "<script\n  id=\"a>b\"\n  type = 'application/ld+json; charset=utf-8'\n  async>",
        "<script data-x=\"<!--\" type=\" application/ld+json \">",
        "<script type=\"application/ld+json\">\u{feff}",
        "<script type=\"application/ld+json\"><!--",
        "<title><script></title><script type=\"application/ld+json\">",
        "<script>var a = '<!-- <script type=\"application/ld+json\">';</script><script type=\"application/ld+json\">",
        "<!-- > --><!--><!---><script type=\"application/ld+json\">",
        "<a><b></b></a>< 5 <script type=\"application/ld+json\">",
    ] {
        let close = if open.ends_with("<!--") { "-->\n</Script >" } else { "</SCRIPT\n>" };
        assert_eq!(found(&format!("{open}{BRIDGE}{close}")), "Мост", "{open}");
    }
    let broken =
        "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\",\u{feff} \"headline\": \"Мост\",}</script>";
    assert_eq!(found(broken), "Мост");
}

#[test]
fn what_a_browser_does_not_run_does_not_count() {
    let script = format!("<script type=\"application/ld+json\">{BRIDGE}</script>");
    for head in [
        format!("<!-- {script} -->"),
        format!("<!--\n{script}\n--->"),
        format!("<noscript>{script}</noscript>"),
        format!("<template>{script}</template>"),
        format!("<textarea>{script}</textarea>"),
        format!("<style>{script}"),
        format!("<div data-x='{script}'></div>"),
        script.replace("ld+json", "json"),
        script.replace(" type=", " data-type="),
    ] {
        assert_eq!(found(&head), MISSING, "{head}");
    }
    let new = script.replace("Мост", "Новый");
    assert_eq!(found(&format!("<!-- {script} -->\n{new}")), "Новый");
}

#[test]
fn the_line_of_broken_data_is_told() {
    let broken = "<script>\n\n</script>\n<script type='application/ld+json'>\n\n{\"@type\": }</script>";
    assert_eq!(
        found(broken),
        "line 5: the article's data (JSON-LD) on this page is not valid JSON: publish the page again"
    );
}

#[test]
fn a_list_of_articles_is_none() {
    let feed = "this is a feed, a list of articles, and no article: `headliner import` takes it, or HEADLINER_FEEDS its address";
    let check = |text: &str, expected: &str| {
        let found = match article::parse("a.json", text.as_bytes(), Tz::Asia__Almaty) {
            Ok(article) => article.headline,
            Err(fault) => fault.to_string(),
        };
        assert_eq!(found, expected, "{text}");
    };
    check("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Вестник\", \"items\": []}", feed);
    check("{\"title\": \"Вестник\", \"feed_url\": \"https://a.kz/feed.json\", \"items\": []}", feed);
    check(
        "{\"title\": \"Вестник\", \"description\": \"Всё\", \"items\": [{\"id\": 1, \"url\": \"https://a.kz/1\"}]}",
        feed,
    );
    check("{\"title\": \"Вестник\", \"entries\": [{\"title\": \"Мост\"}]}", feed);
    check("{\"title\": \"Мост\", \"articles\": [{\"title\": \"По теме\"}], \"body\": \"Текст.\"}", "Мост");
    check("{\"headline\": \"Мост\", \"items\": [{\"title\": \"По теме\"}]}", "Мост");
    check("{\"title\": \"Мост\", \"items\": [\"а\", \"б\"]}", "Мост");
    check("{\"title\": \"Мост\", \"version\": \"3\"}", "Мост");
}
