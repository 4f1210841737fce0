//! A story is not lost over a picture or a detail: it is taken without, and a sentence says so.

use chrono_tz::Tz;
use headliner::article;

use super::{front, odd::short};

/// Name, text, what the article becomes, and what is told of it.
const TAKEN: &[(&str, &str, &str, &[&str])] = &[
    (
        "offset.md",
        "---\nheadline: Мост\nupdated: 2026-11-23T08:00:00+99:00\n---\n",
        "offset | Мост",
        &["line 3: updated has the time zone \"+99:00\", which is not known: write +05:00"],
    ),
    (
        "zeros.md",
        "---\nheadline: Мост\nlastmod: 0000-00-00 00:00:00\npublished: 2026-11-23\n---\n",
        "zeros | Мост | published 2026-11-22T19:00:00Z",
        &["line 3: lastmod is in the year 0: write the year with four digits"],
    ),
    (
        "urgency.md",
        "---\nheadline: Мост\nurgency: 12\n---\n",
        "urgency | Мост",
        &["line 3: urgency is \"12\": write a number from 1 to 9"],
    ),
    (
        "sensitive.md",
        "---\nheadline: Мост\nimage: a.jpg\nsensitive: немного\n---\n",
        "sensitive | Мост | image a.jpg | sensitive",
        &["line 4: sensitive is \"немного\": write true or false"],
    ),
    (
        "three.md",
        "---\nheadline: Мост\nfollows: [a, b]\ntags: [[город]]\ncredit: {name: Кто-то}\n---\n",
        "three | Мост | credit Кто-то",
        &["line 3: follows is a list: write one text", "line 4: tags is a list of lists: write one list"],
    ),
    (
        "second.md",
        "---\nheadline: Мост\nimages: [/static/a.jpg, photos/b.jpg]\n---\n",
        "second | Мост | image photos/b.jpg",
        &[],
    ),
    (
        "other.md",
        "---\nheadline: Мост\nimage: ''\ncover: photos/b.jpg\n---\n",
        "other | Мост | image photos/b.jpg",
        &[],
    ),
    (
        "image.json",
        "{\"headline\": \"Мост\",\n\"image\": {\"url\": \"..\\\\a.jpg\"}}",
        "image | Мост",
        &["line 2: image is \"..\\a.jpg\": write / in place of \\"],
    ),
    (
        "item.json",
        "{\"uri\": \"urn:1\", \"headline\": \"Мост\", \"pubstatus\": \"usable\",\n\"versioncreated\": \"0000-00-00\", \"firstcreated\": \
         \"2026-11-23T03:00:00+0000\",\n\"associations\": {\"featuremedia\": {\"renditions\": {\"original\": {\"href\": \"../a.jpg\"}}}}}",
        "urn:1 | Мост | published 2026-11-23T03:00:00Z",
        &[
            "line 2: versioncreated is in the year 0: write the year with four digits",
            "line 3: the picture is \"../a.jpg\", which leaves the article store: name a file below it, like photos/park.jpg",
        ],
    ),
    (
        "page.json",
        "{\"@type\": \"NewsArticle\", \"headline\": \"Мост\",\n\"dateModified\": \"0000-00-00\",\n\"image\": \"ftp://a.kz/1.jpg\"}",
        "page | Мост",
        &[
            "line 2: dateModified is in the year 0: write the year with four digits",
            "line 3: image is \"ftp://a.kz/1.jpg\": only http and https can be opened",
        ],
    ),
    // A page's path from the root is one of its site.
    (
        "root.json",
        "{\"@type\": \"NewsArticle\", \"headline\": \"Мост\", \"url\": \"https://vecher.kz/ru/a.html\", \"image\": \"/up/1.jpg\"}",
        "https://vecher.kz/ru/a.html | Мост | url https://vecher.kz/ru/a.html | image https://vecher.kz/up/1.jpg",
        &[],
    ),
];

fn check(name: &str, text: &str, expected: &str, warnings: &[&str]) {
    let article = article::parse(name, text.as_bytes(), Tz::Asia__Almaty);
    let article = article.unwrap_or_else(|fault| panic!("{name}: {fault}"));
    assert_eq!(short(&article), expected, "{name}");
    let told: Vec<String> = article.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told, warnings, "{name}");
}

#[test]
fn a_detail_costs_a_warning_and_not_the_story() {
    for (name, text, expected, warnings) in TAKEN {
        check(name, text, expected, warnings);
    }
    for (name, line, sentence) in front::IMAGES {
        let id = name.trim_end_matches(".md");
        check(name, &format!("---\nheadline: Мост\n{line}\n---\n"), &format!("{id} | Мост"), &[sentence]);
    }
}

#[test]
fn what_decides_who_gets_a_story_and_when_is_no_detail() {
    for line in
        ["published: завтра", "embargo: скоро", "breaking: может", "main: ага", "status: ready", "rubrics: [[city]]"]
    {
        let text = format!("---\nheadline: Мост\n{line}\n---\n");
        assert!(article::parse("a.md", text.as_bytes(), Tz::Asia__Almaty).is_err(), "{line}");
    }
}
