//! Bad JSON files and pages, and the sentence that each gets: name, text, sentence.

/// JSON that cannot be read, or is no article.
pub const SYNTAX: &[(&str, &str, &str)] = &[
    (
        "cut.json",
        "{\n  \"headline\": \"Мост\",\n  \"lead\": \"Откры",
        "line 3: the file ends in the middle of its JSON: save it again as a whole",
    ),
    ("cut-early.json", "{", "line 1: the file ends in the middle of its JSON: save it again as a whole"),
    (
        "last-comma.json",
        "{\n  \"headline\": \"Мост\",\n}\n",
        "line 3: there is a comma behind the last value: delete it",
    ),
    (
        "no-comma.json",
        "{\n  \"headline\": \"Мост\"\n  \"lead\": \"Открыт\"\n}\n",
        "line 3: a comma is missing before this place, or a quote inside a text is not written \\\"",
    ),
    (
        "quote.json",
        "{\"headline\": \"Новый \"мост\" открыт\"}",
        "line 1: a comma is missing before this place, or a quote inside a text is not written \\\"",
    ),
    ("single.json", "{'headline': 'Мост'}", "line 1: a key has the wrong quotes: write straight double quotes (\")"),
    (
        "curly.json",
        "{\n\"headline\": “Мост”\n}",
        "line 2: a text has the wrong quotes: write straight double quotes (\")",
    ),
    ("bare-key.json", "{headline: \"Мост\"}", "line 1: a key has no quotes: put it in double quotes"),
    (
        "line-break.json",
        "{\"headline\": \"Мост\nоткрыт\"}",
        "line 1: a text goes over the end of the line: write \\n for a line break, or close the quote",
    ),
    (
        "two.json",
        "{\"headline\": \"Мост\"}\n{\"headline\": \"Парк\"}\n",
        "line 2: something follows behind the closing bracket: one file holds one article",
    ),
    (
        "array.json",
        "[{\"headline\": \"Мост\"}]",
        "there is no article in the file: write keys like \"headline\" between { and }",
    ),
    ("no-headline.json", "{\"rubric\": \"city\"}", "there is no headline: add a line like headline: \"…\""),
    (
        "flag.json",
        "{\n  \"headline\": \"Мост\",\n  \"main\": \"ага\"\n}",
        "line 3: main is \"ага\": write true or false",
    ),
    (
        "date.json",
        "{\"headline\": \"Мост\",\n\"nested\": {\"published\": 1},\n\"published\": \"2026-06-31\"}",
        "line 3: published is \"2026-06-31\", a day that does not exist: correct it",
    ),
    ("html.json", "{\"headline\": \"<p></p>\"}", "line 1: headline is empty: write the headline in quotes"),
];

/// News items (ninjs): what stands behind the other keys.
pub const ITEMS: &[(&str, &str, &str)] = &[
    (
        "picture.json",
        ",\n\"type\": \"picture\"",
        "line 2: this item is of type \"picture\" and only text and composite are articles: take it out of the store",
    ),
    (
        "event.json",
        ", \"type\": \"event\"",
        "line 1: this item is of type \"event\" and only text and composite are articles: take it out of the store",
    ),
    (
        "embargo.json",
        ",\n\n\"embargoed\": \"after lunch\"",
        "line 3: embargoed is \"after lunch\", which is no date: write it like 2026-11-23T08:00:00+05:00",
    ),
    (
        "embargo-3.json",
        ", \"embargoedUntil\": \"2026-11-31T10:00:00Z\"",
        "line 1: embargoedUntil is \"2026-11-31T10:00:00Z\", a day that does not exist: correct it",
    ),
];

/// Items and pages as a whole.
pub const PAGES: &[(&str, &str, &str)] = &[
    (
        "pubstatus.json",
        "{\"uri\": \"urn:1\", \"headline\": \"Мост\", \"pubstatus\": \"commissioned\"}",
        "line 1: pubstatus is \"commissioned\": write usable, withheld or canceled",
    ),
    (
        "headless.json",
        "{\"guid\": \"urn:1\", \"versioncreated\": \"2026-11-23T03:00:00+0000\"}",
        "the item has no headline: send it again with one",
    ),
    (
        "no-article.html",
        "<html><body><p>Мост</p></body></html>",
        "there is no NewsArticle (JSON-LD) on this page: save an article's own page, or write a .md file",
    ),
    (
        "half.html",
        "<html><body><p>Мост",
        "there is no NewsArticle (JSON-LD) on this page: save an article's own page, or write a .md file",
    ),
    (
        "product.json",
        "{\"@context\": \"https://schema.org\", \"@type\": \"Product\", \"name\": \"Мост\"}",
        "there is no article in the file: write keys like \"headline\" between { and }",
    ),
    (
        "feed.html",
        "<?xml version=\"1.0\"?><rss><channel><title>Мост</title></channel></rss>",
        "this is a feed, a list of articles, and no article: `headliner import` takes it, or HEADLINER_FEEDS its address",
    ),
];

/// What the script of a page holds.
pub const SCRIPTS: &[(&str, &str, &str)] = &[
    (
        "other.html",
        "{\"@type\": \"Organization\", \"name\": \"Vecher.kz\"}",
        "there is no NewsArticle (JSON-LD) on this page: save an article's own page, or write a .md file",
    ),
    (
        "broken.html",
        "\n{\"@type\": \"NewsArticle\", \"headline\": \"Мост}",
        "line 3: the article's data (JSON-LD) on this page is not valid JSON: publish the page again",
    ),
    (
        "headless.html",
        "{\"@type\": \"NewsArticle\", \"url\": \"https://vecher.kz/1\"}",
        "the article has no headline: publish the page again with one",
    ),
];

/// JSON in JSON in JSON.
pub fn deep() -> String {
    format!("{}{}", "[".repeat(500), "]".repeat(500))
}
