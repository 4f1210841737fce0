//! Bad Markdown files and the sentence that each gets: name, text, sentence.

use super::{Case, case};

/// Front matter that cannot be read.
pub const SYNTAX: &[(&str, &str, &str)] = &[
    (
        "colon.md",
        "---\nrubric: society\nheadline: Аким: дороги починят\n---\n",
        "line 3: the headline has a colon: put the whole headline in quotes",
    ),
    (
        "colon-title.md",
        "---\ntitle: Итоги дня: главное\n---\n",
        "line 2: the headline has a colon: put the whole headline in quotes",
    ),
    (
        "colon-lead.md",
        "---\nheadline: Мост\nlead: Открыт: с утра\n---\n",
        "line 3: the lead has a colon: put the whole lead in quotes",
    ),
    (
        "colon-tag.md",
        "---\nheadline: Мост\nplace: Алматы: центр\n---\n",
        "line 3: the text of place has a colon: put the whole text in quotes",
    ),
    (
        "hash.md",
        "---\nheadline: Школа #159 открыта\n---\n",
        "line 2: the headline ends before the # sign: put the whole headline in quotes",
    ),
    (
        "quote-inside.md",
        "---\nheadline: \"Ночь\" в городе\n---\n",
        "line 2: the headline goes on behind the closing quote: use «» inside, and quotes around the whole headline",
    ),
    (
        "quote-open.md",
        "---\nheadline: \"Ночь в городе\nrubric: city\n---\n",
        "line 2: the headline has an opening quote and no closing one: add it at the end",
    ),
    (
        "quote-single.md",
        "---\nheadline: 'Д'Артаньян\n---\n",
        "line 2: the headline goes on behind the closing quote: use «» inside, and quotes around the whole headline",
    ),
    (
        "star.md",
        "---\nheadline: *Важно*\n---\n",
        "line 2: the headline begins with *, which YAML reads as a command: put the whole headline in quotes",
    ),
    (
        "star-place.md",
        "---\nheadline: Мост\nplace: *Центр*\n---\n",
        "line 3: the text of place begins with *, which YAML reads as a command: put the whole text in quotes",
    ),
    (
        "star-list.md",
        "---\nheadline: Мост\ntags:\n- *Центр*\n---\n",
        "line 4: a text here begins with *, which YAML reads as a command: put the whole text in quotes",
    ),
    (
        "and.md",
        "---\nheadline: &laquo;Мост&raquo; открыт\n---\n",
        "line 2: the headline begins with &, which YAML reads as a command: put the whole headline in quotes",
    ),
    (
        "exclamation.md",
        "---\nheadline: !Срочно мост закрыт\n---\n",
        "line 2: the headline begins with !, which YAML reads as a command: put the whole headline in quotes",
    ),
    (
        "list-text.md",
        "---\nheadline: [Видео] Мост открыт\n---\n",
        "line 2: the headline begins with [, which YAML reads as a command: put the whole headline in quotes",
    ),
    (
        "block-text.md",
        "---\nheadline: > 18 лет мосту\n---\n",
        "line 2: the headline begins with >, which YAML reads as a command: put the whole headline in quotes",
    ),
    (
        "comment-only.md",
        "<!-- для редактора -->\n# Мост\n",
        "line 1: there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then three hyphens again",
    ),
    (
        "tag-first.md",
        "<p align=\"center\">Мост</p>\n",
        "line 1: there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then three hyphens again",
    ),
    (
        "link-first.md",
        "[Мост](https://a.kz) открыт\n",
        "line 1: there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then three hyphens again",
    ),
    (
        "template-first.md",
        "{% include head.html %}\nМост\n",
        "line 1: there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then three hyphens again",
    ),
    (
        "at.md",
        "---\nheadline: @vecher открыт\n---\n",
        "line 2: the headline begins with @, which YAML reads as a command: put the whole headline in quotes",
    ),
    (
        "percent.md",
        "---\nheadline: %скидка\n---\n",
        "line 2: the headline begins with %, which YAML reads as a command: put the whole headline in quotes",
    ),
    (
        "tab.md",
        "---\nheadline: Мост\nimage:\n\tfile: a.jpg\n\tcredit: b\n---\n",
        "line 4: a tab stands where YAML wants spaces: replace it by two spaces",
    ),
    ("twice.md", "---\nheadline: Мост\nheadline: Другой\n---\n", "line 3: headline comes twice: delete one of them"),
    (
        "no-colon.md",
        "---\nheadline Мост\n---\n",
        "line 2: there is no key in this line: write a key, a colon and a space before the text",
    ),
    (
        "no-space.md",
        "---\nrubric: city\nheadline:Мост\n---\n",
        "line 3: there is no space behind the colon: write headline: and a space",
    ),
    ("a-list.md", "---\n- headline\n- lead\n---\n", "line 2: there are no keys here: write lines like headline: \"…\""),
    (
        "bracket.md",
        "---\nheadline: Мост\ntags: [один, два\n---\n",
        "line 3: the list of tags has no closing bracket: add ]",
    ),
    (
        "unclosed.md",
        "\n---\nheadline: Мост\nТекст\n",
        "line 2: the front matter that begins here has no end: put a line --- behind its last key",
    ),
    (
        "unclosed-toml.md",
        "+++\nheadline = \"Мост\"\n---\n",
        "line 1: the front matter that begins here has no end: put a line +++ behind its last key",
    ),
    (
        "no-front.md",
        "\n\n# Мост открыт\n\nТекст.\n",
        "line 3: there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then three hyphens again",
    ),
    ("empty-front.md", "---\n---\nТекст.\n", "there is no headline: add a line like headline: \"…\""),
    (
        "toml-no-quotes.md",
        "+++\nheadline = Мост\n+++\n",
        "line 2: the text of headline has no quotes: put it in quotes",
    ),
    (
        "toml-yaml.md",
        "+++\nheadline: Мост\n+++\n",
        "line 2: this is YAML inside +++ lines: write = in place of the colon",
    ),
    (
        "toml-twice.md",
        "+++\nheadline = \"a\"\nheadline = \"b\"\n+++\n",
        "line 3: this key comes twice: delete one of them",
    ),
    (
        "toml-odd.md",
        "+++\nheadline = \"a\"\npublished = 2026-13-45\n+++\n",
        "line 3: this is not valid TOML (invalid date, expected month between 01 and 12): put texts in double quotes",
    ),
];

/// Keys with values that cannot be.
pub const VALUES: &[(&str, &str, &str)] = &[
    (
        "no-headline.md",
        "---\nrubric: society\nlead: Есть\n---\nТекст\n",
        "there is no headline: add a line like headline: \"…\"",
    ),
    (
        "empty-headline.md",
        "---\nrubric: society\nheadline: \"\"\n---\n",
        "line 3: headline is empty: write the headline in quotes",
    ),
    (
        "blank-headline.md",
        "---\nheadline: \" \u{200b}\u{feff}<br> \"\n---\n",
        "line 2: headline is empty: write the headline in quotes",
    ),
    ("list-headline.md", "---\nheadline: [Мост, открыт]\n---\n", "line 2: headline is a list: write one text"),
    (
        "map-headline.md",
        "---\nheadline:\n  ru: Мост\n---\n",
        "line 2: headline has keys of its own: write one text in quotes",
    ),
    (
        "breaking.md",
        "---\nheadline: Мост\nbreaking: может быть\n---\n",
        "line 3: breaking is \"может быть\": write true or false",
    ),
    ("draft.md", "---\nheadline: Мост\ndraft: soon\n---\n", "line 3: draft is \"soon\": write true or false"),
    (
        "status.md",
        "---\nheadline: Мост\nstatus: ready\n---\n",
        "line 3: status is \"ready\": write draft, published, withheld or withdrawn",
    ),
    ("language.md", "---\nheadline: Brücke\nlanguage: de\n---\n", "line 3: language is \"de\": write ru or kk"),
    ("id-list.md", "---\nid: [1, 2]\nheadline: Мост\n---\n", "line 2: id is a list: write one text"),
    (
        "url-bare.md",
        "---\nheadline: Мост\nurl: vecher.kz/ru/article/most.html\n---\n",
        "line 3: url is \"vecher.kz/ru/article/most.html\": write https:// before it",
    ),
    (
        "url-script.md",
        "---\nheadline: Мост\nurl: javascript:alert(1)\n---\n",
        "line 3: url is \"javascript:alert(1)\": only http and https can be opened",
    ),
    (
        "url-spaces.md",
        "---\nheadline: Мост\nurl: /ru/новый мост\n---\n",
        "line 3: url is \"/ru/новый мост\": a link has no spaces",
    ),
    (
        "url-broken.md",
        "---\nheadline: Мост\nurl: https://\n---\n",
        "line 3: url is \"https://\": write a whole address with https:// and the site",
    ),
    (
        "rubric-nested.md",
        "---\nheadline: Мост\nrubrics: [[city]]\n---\n",
        "line 3: rubrics is a list of lists: write one list",
    ),
];

/// The same of dates; only the line behind the headline.
pub const DATES: &[(&str, &str, &str)] = &[
    (
        "date-month.md",
        "published: 2026-13-01",
        "line 3: published is \"2026-13-01\", a day that does not exist: correct it",
    ),
    (
        "date-day.md",
        "date: 2026-02-30T10:00:00+05:00",
        "line 3: date is \"2026-02-30T10:00:00+05:00\", a day that does not exist: correct it",
    ),
    (
        "date-hour.md",
        "published: 2026-11-23 24:30",
        "line 3: published is \"2026-11-23 24:30\", a time that does not exist: correct it",
    ),
    (
        "date-words.md",
        "published: завтра утром",
        "line 3: published is \"завтра утром\", which is no date: write it like 2026-11-23T08:00:00+05:00",
    ),
    (
        "date-american.md",
        "published: 11/23/2026",
        "line 3: published is \"11/23/2026\", which is no date: write it like 2026-11-23T08:00:00+05:00",
    ),
    (
        "date-year.md",
        "published: 26-11-23",
        "line 3: published is \"26-11-23\", which is no date: write it like 2026-11-23T08:00:00+05:00",
    ),
    (
        "date-unix.md",
        "published: 1795402800",
        "line 3: published is \"1795402800\", which is no date: write it like 2026-11-23T08:00:00+05:00",
    ),
    (
        "date-zone.md",
        "published: 2026-11-23T08:00:00 ALMT",
        "line 3: published has the time zone \"ALMT\", which is not known: write +05:00",
    ),
    (
        "date-offset.md",
        "published: 2026-11-23T08:00:00+99:00",
        "line 3: published has the time zone \"+99:00\", which is not known: write +05:00",
    ),
    (
        "date-embargo.md",
        "embargo: после обеда",
        "line 3: embargo is \"после обеда\", which is no date: write it like 2026-11-23T08:00:00+05:00",
    ),
    ("date-list.md", "published: [2026, 11, 23]", "line 3: published is a list: write one text"),
];

/// The same of pictures, which only cost a warning.
pub const IMAGES: &[(&str, &str, &str)] = &[
    (
        "image-up.md",
        "image: ../../etc/passwd",
        "line 3: image is \"../../etc/passwd\", which leaves the article store: name a file below it, like photos/park.jpg",
    ),
    (
        "image-inside-up.md",
        "image: photos/../../secret.jpg",
        "line 3: image is \"photos/../../secret.jpg\", which leaves the article store: name a file below it, like photos/park.jpg",
    ),
    (
        "image-root.md",
        "image: /etc/passwd/",
        "line 3: image is \"/etc/passwd/\": name a file below the article store, like photos/park.jpg",
    ),
    (
        "image-home.md",
        "image: ~/secret.jpg",
        "line 3: image is \"~/secret.jpg\": name a file below the article store, like photos/park.jpg",
    ),
    ("image-backslash.md", "image: 'photos\\a.jpg'", "line 3: image is \"photos\\a.jpg\": write / in place of \\"),
    (
        "image-drive.md",
        "image: 'C:/photos/a.jpg'",
        "line 3: image is \"C:/photos/a.jpg\": name a file below the article store, like photos/park.jpg",
    ),
    (
        "image-file.md",
        "image: file:///etc/passwd",
        "line 3: image is \"file:///etc/passwd\": only http and https can be opened",
    ),
    (
        "image-nul.md",
        "image: \"photos/a\\0.jpg\"",
        "line 3: image has a control character in its path: name a file like photos/park.jpg",
    ),
    ("image-hidden.md", "image: .env", "line 3: image is \".env\", a hidden file: name one like photos/park.jpg"),
    (
        "image-folder.md",
        "image: photos/",
        "line 3: image is \"photos/\", which names no file: write one like photos/park.jpg",
    ),
    (
        "image-object.md",
        "image:\n  file: ../a.jpg\n  credit: Кто-то",
        "line 3: image is \"../a.jpg\", which leaves the article store: name a file below it, like photos/park.jpg",
    ),
    ("image-number.md", "image: 12", "line 3: image names no file: write one like photos/park.jpg"),
];

/// Those that are made and not written.
pub fn made() -> Vec<Case> {
    let long = "Ж".repeat(301);
    vec![
        case("bomb.md", bomb(), "line 6: the front matter is nested or repeated too much: write plain keys and values"),
        case(
            "long-headline.md",
            format!("---\nid: a\nheadline: {long}\n---\n"),
            "line 3: the headline has 301 characters: 300 is the most, shorten it",
        ),
        case(
            "emoji.md",
            format!("---\nheadline: {}\n---\n", "🎉".repeat(10_000)),
            "line 2: the headline has 10000 characters: 300 is the most, shorten it",
        ),
        case(
            "id-long.md",
            format!("---\nid: {}\nheadline: Мост\n---\n", "x".repeat(201)),
            "line 2: id has 201 bytes: 200 is the most",
        ),
    ]
}

/// A few lines that unfold to billions of texts.
fn bomb() -> String {
    let mut text = "---\nheadline: Мост\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ('b'..='k').zip('a'..) {
        text +=
            &format!("{name}: &{name} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n");
    }
    text + "---\n"
}
