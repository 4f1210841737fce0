//! What the desk writes into a file: the values of a few keys, and every other byte as it was.

use std::{fs, path::Path};

use chrono_tz::Asia::Almaty;
use headliner::{
    article::{Key, Unwritable, parse, rewrite},
    intake::watch::every_file,
};

type Change<'a> = (Key, Option<&'a str>);

/// The file says this from now on, and is otherwise as it was.
fn check(name: &str, before: &str, changes: &[Change], after: &str) {
    let written = rewrite(name, before.as_bytes(), Almaty, changes);
    let written = written.unwrap_or_else(|why| panic!("{why:?}: {before}"));
    assert_eq!(String::from_utf8(written).unwrap(), after);
}

fn check_refused(name: &str, before: &str, changes: &[Change], why: Unwritable) {
    assert_eq!(rewrite(name, before.as_bytes(), Almaty, changes), Err(why), "{before}");
}

const HEADLINE: [Change; 1] = [(Key::Headline, Some("Мост откроют"))];

#[test]
fn of_yaml_only_the_value_changes() {
    let table = [
        ("---\nheadline: Мост закроют\nid: a\n---\nТекст.\n", "---\nheadline: Мост откроют\nid: a\n---\nТекст.\n"),
        ("---\ntitle: \"Мост\"   # наш мост\n---\n", "---\ntitle: \"Мост откроют\"   # наш мост\n---\n"),
        ("---\n'title' :  'Мост' \n---\n", "---\n'title' :  'Мост откроют' \n---\n"),
        (
            "---\r\nTitle: Мост\r\nid: a\r\n---\r\nТекст.\r\n",
            "---\r\nTitle: Мост откроют\r\nid: a\r\n---\r\nТекст.\r\n",
        ),
        ("\u{feff}---\nheadline: Мост # x\n---\n", "\u{feff}---\nheadline: Мост откроют # x\n---\n"),
        (
            "---\n# headline: нет\nheadline: Мост\n  через реку\n  закроют\nid: a\n...\n",
            "---\n# headline: нет\nheadline: Мост откроют\nid: a\n...\n",
        ),
        (
            "---\nheadline: >-  # свёрнуто\n  Мост\n\n  закроют\n\nid: a\n---\n",
            "---\nheadline: Мост откроют\n\nid: a\n---\n",
        ),
        ("---\nheadline: \"Мост\n  закроют\"\nid: a\n---\n", "---\nheadline: \"Мост откроют\"\nid: a\n---\n"),
        ("<!-- не трогать -->\n---\nheadline: Мост\n---\n", "<!-- не трогать -->\n---\nheadline: Мост откроют\n---\n"),
        (
            "---\nheadline: Мост\nnote: |\n  headline: чужой\n---\nheadline: тело\n",
            "---\nheadline: Мост откроют\nnote: |\n  headline: чужой\n---\nheadline: тело\n",
        ),
    ];
    for (before, after) in table {
        check("a.md", before, &HEADLINE, after);
    }
}

#[test]
fn new_keys_stand_at_the_end_and_in_quotes_where_they_need_them() {
    let lead = |text| [(Key::Lead, Some(text))];
    let file = |lead: &str| format!("---\nheadline: Мост\n{lead}---\nПервый абзац.\n");
    check("a.md", &file(""), &lead("Скоро."), &file("lead: Скоро.\n"));
    check("a.md", &file(""), &lead("Цена: 5 #"), &file("lead: \"Цена: 5 #\"\n"));
    check("a.md", &file(""), &lead("2 * 3 * 4"), &file("lead: 2 * 3 * 4\n"));
    check("a.md", &file(""), &lead("*важно*"), &file("lead: \\*важно*\n"));
    check("a.md", &file("description:\n"), &lead("Скоро."), &file("description: Скоро.\n"));
    check("a.md", &file("lead: ''\n"), &lead("д'Артаньян"), &file("lead: 'д''Артаньян'\n"));
    check("a.md", &file("lead: ''\n"), &lead("да"), &file("lead: 'да'\n"));
    let crlf = "---\r\nheadline: Мост\r\n---\r\n";
    check("a.md", crlf, &lead("Скоро."), "---\r\nheadline: Мост\r\nlead: Скоро.\r\n---\r\n");
    let both = [(Key::Correction, Some("Не в четверг: в пятницу.")), (Key::Status, Some("withdrawn"))];
    let end = "correction: \"Не в четверг: в пятницу.\"\nstatus: withdrawn\n";
    check("a.md", &file(""), &both, &file(end));
    check("a.md", &file(end), &[(Key::Correction, None)], &file("correction: \"\"\nstatus: withdrawn\n"));
    check("a.md", &file(""), &[(Key::Correction, None)], &file(""));
}

#[test]
fn links_pictures_and_what_says_that_it_is_published() {
    let url = [(Key::Url, Some("https://vecher.kz/most"))];
    // Without an id it had its address for a name, and keeps that.
    let before = "---\nheadline: Мост\nlink: /a\n---\n";
    check("a.md", before, &url, "---\nheadline: Мост\nlink: https://vecher.kz/most\nid: /a\n---\n");
    let before = "---\nid: a\nheadline: Мост\npermalink: /:title/\n---\n";
    let after = "---\nid: a\nheadline: Мост\npermalink: /:title/\nurl: https://vecher.kz/most\n---\n";
    check("a.md", before, &url, after);
    let image = [(Key::Image, Some("photos/most.jpg"))];
    let before = "---\nheadline: Мост\nimages:\n- a.jpg\n- b.jpg\nid: a\n---\n";
    check("a.md", before, &image, "---\nheadline: Мост\nimages: photos/most.jpg\nid: a\n---\n");
    let withdrawn = [(Key::Status, Some("withdrawn"))];
    let before = "---\nheadline: Мост\ndraft: false\n---\n";
    check("a.md", before, &withdrawn, "---\nheadline: Мост\ndraft: false\nstatus: withdrawn\n---\n");
    let before = "---\nheadline: Мост\ncanceled: yes\n---\n";
    let after = "---\nheadline: Мост\ncanceled: false\nstatus: published\n---\n";
    check("a.md", before, &[(Key::Status, Some("published"))], after);
}

#[test]
fn of_toml_only_the_value_changes() {
    let before = "+++\n# мост\ntitle = 'Мост'   # закроют\ndate = 2026-11-23T10:00:00+05:00\n\n[taxonomies]\ntags = [\"a\"]\n+++\nТекст.\n";
    check("a.md", before, &HEADLINE, &before.replace("'Мост'", "'Мост откроют'"));
    let lead = [(Key::Lead, Some("Скоро."))];
    check("a.md", before, &lead, &before.replace("+05:00\n", "+05:00\nlead = \"Скоро.\"\n"));
    let before = "+++\r\ntitle = \"\"\"\r\nМост \\\r\n  закроют\"\"\"\r\n+++\r\n";
    check("a.md", before, &HEADLINE, "+++\r\ntitle = \"Мост откроют\"\r\n+++\r\n");
}

#[test]
fn of_json_only_the_value_changes() {
    let before = "\u{feff}{\r\n  \"title\" : \"Мост \\\"через\\\" \\u0440еку\",\r\n  \"tags\": [\"title\", {\"title\": 1}],\r\n  \"id\": \"a\"\r\n}\r\n";
    let old = "\"Мост \\\"через\\\" \\u0440еку\"";
    check("a.json", before, &HEADLINE, &before.replace(old, "\"Мост откроют\""));
    let lead = [(Key::Lead, Some("Экран 5\"."))];
    let after = before.replace("\"a\"\r\n", "\"a\",\r\n  \"lead\": \"Экран 5\\\".\"\r\n");
    check("a.json", before, &lead, &after);
    check(
        "a.json",
        "{\"headline\":\"Мост\"}",
        &[(Key::Status, Some("withdrawn"))],
        "{\"headline\":\"Мост\",\"status\":\"withdrawn\"}",
    );
    check(
        "a.json",
        "{\"headline\":\"Мост\",\"lead\":null}",
        &lead,
        "{\"headline\":\"Мост\",\"lead\":\"Экран 5\\\".\"}",
    );
    let hugo = "{ \"title\": \"Мост\" }\n\nТекст.\n";
    check("a.md", hugo, &HEADLINE, "{ \"title\": \"Мост откроют\" }\n\nТекст.\n");
}

#[test]
fn what_cannot_be_changed_alone_is_left() {
    let page = "<html><head><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Мост\"}</script></head></html>";
    check_refused("a.html", page, &HEADLINE, Unwritable::Format);
    check_refused(
        "a.json",
        "{\"uri\":\"a\",\"headline\":\"Мост\",\"pubstatus\":\"usable\",\"version\":\"1\"}",
        &HEADLINE,
        Unwritable::Format,
    );
    check_refused("a.json", "{\"@type\":\"NewsArticle\",\"headline\":\"Мост\"}", &HEADLINE, Unwritable::Format);
    check_refused("a.md", "---\n{title: Мост, id: a}\n---\n", &HEADLINE, Unwritable::Text);
    check_refused("a.md", "---\nheadline: &h Мост\nlead: *h\n---\n", &HEADLINE, Unwritable::Text);
    check_refused("a.md", "нет", &HEADLINE, Unwritable::Text);
    // The lead is the first paragraph, and with this headline it would be the second.
    let before = "---\nheadline: Мост\n---\nМост откроют\n\nВторой.\n";
    check_refused("a.md", before, &HEADLINE, Unwritable::Text);
}

/// Written and written back, every sample is what it was to the byte.
#[test]
fn the_samples_can_be_written_and_written_back() {
    let folder = Path::new("data/articles");
    for path in every_file(folder).unwrap() {
        let before = fs::read(folder.join(&path)).unwrap();
        let headline = parse(&path, &before, Almaty).unwrap().headline;
        let write = |bytes: &[u8], text: &str| rewrite(&path, bytes, Almaty, &[(Key::Headline, Some(text))]).unwrap();
        let written = write(&before, "Мост: откроют");
        assert_eq!(parse(&path, &written, Almaty).unwrap().headline, "Мост: откроют");
        assert!(write(&written, &headline) == before, "{path}");
    }
}

/// Whatever the file is, it says what it is to say, or it is left alone.
#[test]
fn odd_texts_are_written_so_that_they_are_read_again() {
    let texts = [
        "- да",
        "# 5",
        "'",
        "\"",
        "yes",
        "5",
        "~",
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "%",
        "@",
        "а: б",
        "а #б",
        "\\",
        "5 < 6 & 7",
        "null",
    ];
    let files = [
        ("a.md", "---\nheadline: Мост\nid: a\n---\n"),
        ("a.md", "---\nheadline: 'Мост'\nid: a\n---\n"),
        ("a.md", "---\nheadline: \"Мост\"\nid: a\n---\n"),
        ("a.md", "+++\nheadline = 'Мост'\nid = 'a'\n+++\n"),
        ("a.json", "{\"headline\": \"Мост\", \"id\": \"a\"}"),
    ];
    for (name, file) in files {
        for text in texts {
            let changes = [(Key::Headline, Some(text)), (Key::Lead, Some(text)), (Key::Correction, Some(text))];
            let written =
                rewrite(name, file.as_bytes(), Almaty, &changes).unwrap_or_else(|_| panic!("{text} in {file}"));
            let article = parse(name, &written, Almaty).unwrap();
            let said = [Some(article.headline), Some(article.lead), article.correction];
            assert_eq!(said, [text; 3].map(|text| Some(text.to_owned())), "{file}");
        }
    }
}
