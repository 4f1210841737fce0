//! Bad Markdown files and the sentence that each gets.

use super::{Case, bytes, case};

/// Files whose front matter or keys are wrong.
pub fn cases() -> Vec<Case> {
    let mut cases = syntax();
    cases.extend(values());
    cases.extend(dates());
    cases.extend(images());
    cases
}

fn syntax() -> Vec<Case> {
    vec![
        case(
            "colon.md",
            "---\nrubric: society\nheadline: Аким: дороги починят\n---\n",
            "line 3: the headline has a colon: put the whole headline in quotes",
        ),
        case(
            "colon-title.md",
            "---\ntitle: Итоги дня: главное\n---\n",
            "line 2: the headline has a colon: put the whole headline in quotes",
        ),
        case(
            "colon-lead.md",
            "---\nheadline: Мост\nlead: Открыт: с утра\n---\n",
            "line 3: the lead has a colon: put the whole lead in quotes",
        ),
        case(
            "colon-tag.md",
            "---\nheadline: Мост\nplace: Алматы: центр\n---\n",
            "line 3: the text of place has a colon: put the whole text in quotes",
        ),
        case(
            "hash.md",
            "---\nheadline: Школа #159 открыта\n---\n",
            "line 2: the headline ends before the # sign: put the whole headline in quotes",
        ),
        case(
            "quote-inside.md",
            "---\nheadline: \"Ночь\" в городе\n---\n",
            "line 2: the headline goes on behind the closing quote: use «» inside, and quotes around the whole headline",
        ),
        case(
            "quote-open.md",
            "---\nheadline: \"Ночь в городе\nrubric: city\n---\n",
            "line 2: the headline has an opening quote and no closing one: add it at the end",
        ),
        case(
            "quote-single.md",
            "---\nheadline: 'Д'Артаньян\n---\n",
            "line 2: the headline goes on behind the closing quote: use «» inside, and quotes around the whole headline",
        ),
        case(
            "star.md",
            "---\nheadline: *Важно*\n---\n",
            "line 2: the front matter is nested or repeated too much: write plain keys and values",
        ),
        case(
            "at.md",
            "---\nheadline: @vecher открыт\n---\n",
            "line 2: the headline begins with @, which YAML reads as a command: put the whole headline in quotes",
        ),
        case(
            "percent.md",
            "---\nheadline: %скидка\n---\n",
            "line 2: the headline begins with %, which YAML reads as a command: put the whole headline in quotes",
        ),
        case(
            "tab.md",
            "---\nheadline: Мост\nimage:\n\tfile: a.jpg\n\tcredit: b\n---\n",
            "line 4: a tab stands where YAML wants spaces: replace it by two spaces",
        ),
        case(
            "twice.md",
            "---\nheadline: Мост\nheadline: Другой\n---\n",
            "line 3: headline comes twice: delete one of them",
        ),
        case(
            "no-colon.md",
            "---\nheadline Мост\n---\n",
            "line 2: there is no key in this line: write a key, a colon and a space before the text",
        ),
        case(
            "no-space.md",
            "---\nrubric: city\nheadline:Мост\n---\n",
            "line 3: there is no space behind the colon: write headline: and a space",
        ),
        case(
            "a-list.md",
            "---\n- headline\n- lead\n---\n",
            "line 2: there are no keys here: write lines like headline: \"…\"",
        ),
        case(
            "bracket.md",
            "---\nheadline: Мост\ntags: [один, два\n---\n",
            "line 3: the list of tags has no closing bracket: add ]",
        ),
        case("bomb.md", bomb(), "line 9: the front matter is nested or repeated too much: write plain keys and values"),
        case(
            "unclosed.md",
            "\n---\nheadline: Мост\nТекст\n",
            "line 2: the front matter that begins here has no end: put a line --- behind its last key",
        ),
        case(
            "unclosed-toml.md",
            "+++\nheadline = \"Мост\"\n---\n",
            "line 1: the front matter that begins here has no end: put a line +++ behind its last key",
        ),
        case(
            "no-front.md",
            "\n\n# Мост открыт\n\nТекст.\n",
            "line 3: there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then three hyphens again",
        ),
        case("empty-front.md", "---\n---\nТекст.\n", "there is no headline: add a line like headline: \"…\""),
        case(
            "toml-no-quotes.md",
            "+++\nheadline = Мост\n+++\n",
            "line 2: the text of headline has no quotes: put it in quotes",
        ),
        case(
            "toml-yaml.md",
            "+++\nheadline: Мост\n+++\n",
            "line 2: this is YAML inside +++ lines: write = in place of the colon",
        ),
        case(
            "toml-twice.md",
            "+++\nheadline = \"a\"\nheadline = \"b\"\n+++\n",
            "line 3: this key comes twice: delete one of them",
        ),
        case(
            "toml-odd.md",
            "+++\nheadline = \"a\"\npublished = 2026-13-45\n+++\n",
            "line 3: this is not valid TOML (invalid date, expected month between 01 and 12): put texts in double quotes",
        ),
    ]
}

fn values() -> Vec<Case> {
    let long = "Ж".repeat(301);
    vec![
        case(
            "no-headline.md",
            "---\nrubric: society\nlead: Есть\n---\nТекст\n",
            "there is no headline: add a line like headline: \"…\"",
        ),
        case(
            "empty-headline.md",
            "---\nrubric: society\nheadline: \"\"\n---\n",
            "line 3: headline is empty: write the headline in quotes",
        ),
        case(
            "blank-headline.md",
            "---\nheadline: \" \u{200b}\u{feff}<br> \"\n---\n",
            "line 2: headline is empty: write the headline in quotes",
        ),
        case("list-headline.md", "---\nheadline: [Мост, открыт]\n---\n", "line 2: headline is a list: write one text"),
        case(
            "map-headline.md",
            "---\nheadline:\n  ru: Мост\n---\n",
            "line 2: headline has keys of its own: write one text in quotes",
        ),
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
            "breaking.md",
            "---\nheadline: Мост\nbreaking: может быть\n---\n",
            "line 3: breaking is \"может быть\": write true or false",
        ),
        case("draft.md", "---\nheadline: Мост\ndraft: soon\n---\n", "line 3: draft is \"soon\": write true or false"),
        case(
            "status.md",
            "---\nheadline: Мост\nstatus: ready\n---\n",
            "line 3: status is \"ready\": write draft, published, withheld or withdrawn",
        ),
        case("language.md", "---\nheadline: Brücke\nlanguage: de\n---\n", "line 3: language is \"de\": write ru or kk"),
        case(
            "urgency.md",
            "---\nheadline: Мост\nurgency: 12\n---\n",
            "line 3: urgency is \"12\": write a number from 1 to 9",
        ),
        case(
            "id-long.md",
            format!("---\nid: {}\nheadline: Мост\n---\n", "x".repeat(201)),
            "line 2: id has 201 bytes: 200 is the most",
        ),
        case("id-list.md", "---\nid: [1, 2]\nheadline: Мост\n---\n", "line 2: id is a list: write one text"),
        case(
            "url-bare.md",
            "---\nheadline: Мост\nurl: vecher.kz/ru/article/most.html\n---\n",
            "line 3: url is \"vecher.kz/ru/article/most.html\": write https:// before it",
        ),
        case(
            "url-script.md",
            "---\nheadline: Мост\nurl: javascript:alert(1)\n---\n",
            "line 3: url is \"javascript:alert(1)\": only http and https can be opened",
        ),
        case(
            "url-spaces.md",
            "---\nheadline: Мост\nurl: /ru/новый мост\n---\n",
            "line 3: url is \"/ru/новый мост\": a link has no spaces",
        ),
        case(
            "url-broken.md",
            "---\nheadline: Мост\nurl: https://\n---\n",
            "line 3: url is \"https://\": write a whole address with https:// and the site",
        ),
        case(
            "rubric-nested.md",
            "---\nheadline: Мост\nrubrics: [[city]]\n---\n",
            "line 3: rubrics is a list of lists: write one list",
        ),
    ]
}

fn dates() -> Vec<Case> {
    let dated =
        |name: &str, line: &str, sentence: &str| case(name, format!("---\nheadline: Мост\n{line}\n---\n"), sentence);
    vec![
        dated(
            "date-month.md",
            "published: 2026-13-01",
            "line 3: published is \"2026-13-01\", a day that does not exist: correct it",
        ),
        dated(
            "date-day.md",
            "date: 2026-02-30T10:00:00+05:00",
            "line 3: date is \"2026-02-30T10:00:00+05:00\", a day that does not exist: correct it",
        ),
        dated(
            "date-hour.md",
            "published: 2026-11-23 24:30",
            "line 3: published is \"2026-11-23 24:30\", a time that does not exist: correct it",
        ),
        dated(
            "date-words.md",
            "published: завтра утром",
            "line 3: published is \"завтра утром\", which is no date: write it like 2026-11-23T08:00:00+05:00",
        ),
        dated(
            "date-american.md",
            "published: 11/23/2026",
            "line 3: published is \"11/23/2026\", which is no date: write it like 2026-11-23T08:00:00+05:00",
        ),
        dated(
            "date-year.md",
            "published: 26-11-23",
            "line 3: published is \"26-11-23\", which is no date: write it like 2026-11-23T08:00:00+05:00",
        ),
        dated(
            "date-unix.md",
            "published: 1795402800",
            "line 3: published is \"1795402800\", which is no date: write it like 2026-11-23T08:00:00+05:00",
        ),
        dated(
            "date-zone.md",
            "published: 2026-11-23T08:00:00 ALMT",
            "line 3: published has the time zone \"ALMT\", which is not known: write +05:00",
        ),
        dated(
            "date-offset.md",
            "updated: 2026-11-23T08:00:00+99:00",
            "line 3: updated has the time zone \"+99:00\", which is not known: write +05:00",
        ),
        dated(
            "date-embargo.md",
            "embargo: после обеда",
            "line 3: embargo is \"после обеда\", which is no date: write it like 2026-11-23T08:00:00+05:00",
        ),
        dated("date-list.md", "published: [2026, 11, 23]", "line 3: published is a list: write one text"),
    ]
}

fn images() -> Vec<Case> {
    let pictured =
        |name: &str, line: &str, sentence: &str| case(name, format!("---\nheadline: Мост\n{line}\n---\n"), sentence);
    vec![
        pictured(
            "image-up.md",
            "image: ../../etc/passwd",
            "line 3: image is \"../../etc/passwd\", which leaves the article store: name a file below it, like photos/park.jpg",
        ),
        pictured(
            "image-inside-up.md",
            "image: photos/../../secret.jpg",
            "line 3: image is \"photos/../../secret.jpg\", which leaves the article store: name a file below it, like photos/park.jpg",
        ),
        pictured(
            "image-root.md",
            "image: /etc/passwd",
            "line 3: image is \"/etc/passwd\": name a file below the article store, like photos/park.jpg",
        ),
        pictured(
            "image-home.md",
            "image: ~/secret.jpg",
            "line 3: image is \"~/secret.jpg\": name a file below the article store, like photos/park.jpg",
        ),
        pictured(
            "image-backslash.md",
            "image: 'photos\\a.jpg'",
            "line 3: image is \"photos\\a.jpg\": write / in place of \\",
        ),
        pictured(
            "image-drive.md",
            "image: 'C:/photos/a.jpg'",
            "line 3: image is \"C:/photos/a.jpg\": name a file below the article store, like photos/park.jpg",
        ),
        pictured(
            "image-file.md",
            "image: file:///etc/passwd",
            "line 3: image is \"file:///etc/passwd\": only http and https can be opened",
        ),
        pictured(
            "image-nul.md",
            "image: \"photos/a\\0.jpg\"",
            "line 3: image has a control character in its path: name a file like photos/park.jpg",
        ),
        pictured(
            "image-hidden.md",
            "image: .env",
            "line 3: image is \".env\", a hidden file: name one like photos/park.jpg",
        ),
        pictured(
            "image-folder.md",
            "image: photos/",
            "line 3: image is \"photos/\", which names no file: write one like photos/park.jpg",
        ),
        pictured(
            "image-object.md",
            "image:\n  file: ../a.jpg\n  credit: Кто-то",
            "line 3: image is \"../a.jpg\", which leaves the article store: name a file below it, like photos/park.jpg",
        ),
        pictured("image-number.md", "image: 12", "line 3: image names no file: write one like photos/park.jpg"),
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

/// Files in encodings of other times and systems.
pub fn encodings() -> Vec<Case> {
    let text = "---\nheadline: Новый мост открыли в Алматы\nlead: Движение началось утром\n---\n";
    let old = |label: &str| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known encoding");
        encoding.encode(text).0.into_owned()
    };
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], rest: Vec<u8>| [mark, rest.as_slice()].concat();
    vec![
        case("cp1251.md", old("windows-1251"), "the file is in Windows-1251: save it as UTF-8"),
        case("koi8.md", old("koi8-r"), "the file is in KOI8-R: save it as UTF-8"),
        case("dos.md", old("ibm866"), "the file is in DOS encoding (CP866): save it as UTF-8"),
        case("utf16le.md", marked(&[0xff, 0xfe], wide(u16::to_le_bytes)), "the file is in UTF-16LE: save it as UTF-8"),
        case("utf16be.md", marked(&[0xfe, 0xff], wide(u16::to_be_bytes)), "the file is in UTF-16BE: save it as UTF-8"),
        case("utf16-unmarked.md", wide(u16::to_le_bytes), "the file is in UTF-16LE: save it as UTF-8"),
        case(
            "one-byte.md",
            bytes(&["---\nheadline: Мост\nlead: ", "\n---\n"], 0xff),
            "line 3: there is a letter that is not UTF-8: save the file as UTF-8",
        ),
        case(
            "zero-byte.md",
            bytes(&["---\nheadline: Мо", "ст\n---\n"], 0),
            "line 2: there is a zero byte in the text: save the file as plain text",
        ),
        case("zeros.md", vec![0; 4096], "the file holds nothing but zero bytes: save it again"),
        case("empty.md", "", "the file is empty: write an article into it or delete it"),
        case("blank.md", "\u{feff} \n\r\n\t", "the file is empty: write an article into it or delete it"),
        case(
            "cut-letter.md",
            b"---\nheadline: \xd0\x9c\xd0".to_vec(),
            "the file ends in the middle of a letter: save it again",
        ),
        case(
            "large.md",
            format!("---\nheadline: Мост\n---\n{}", "текст ".repeat(190_000)),
            "the file has 2.0 MiB and the most is 1 MiB: keep pictures in files of their own",
        ),
        case(
            "picture.md",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x05\0".to_vec(),
            "the file is no text: save the article as plain text in UTF-8, a picture under photos/",
        ),
    ]
}
