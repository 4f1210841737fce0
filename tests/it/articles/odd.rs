//! Odd files that are good articles all the same.

use chrono_tz::Tz;
use headliner::article::{self, Article, Image, Language, Status};

fn read(name: &str, text: &str) -> Article {
    let article = article::parse(name, text.as_bytes(), Tz::Asia__Almaty);
    article.unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// What matters of an article in one line; what is not set is not shown.
pub fn short(article: &Article) -> String {
    let image = article.image.as_ref().map(Image::as_text);
    let time = |time: Option<headliner::clock::Time>| time.map(|at| at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let id = |id: &Option<article::ArticleId>| id.as_ref().map(|id| id.0.clone());
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let list = |list: &[String]| text(&list.join(", "));
    let parts = [
        ("", Some(article.id.0.clone())),
        ("", Some(article.headline.clone())),
        ("lead", text(&article.lead)),
        ("url", article.url.clone()),
        ("image", image.map(str::to_owned)),
        ("credit", article.credit.clone()),
        ("byline", article.byline.clone()),
        ("language", article.language.map(|language| language.code().to_owned())),
        ("rubrics", list(&article.rubrics)),
        ("tags", list(&article.tags)),
        ("published", time(article.published)),
        ("embargo", time(article.embargo)),
        ("updated", time(article.updated)),
        ("correction", article.correction.clone()),
        ("status", (article.status != Status::Published).then(|| format!("{:?}", article.status))),
        ("version", article.version.map(|version| version.to_string())),
        ("urgency", article.urgency.map(|urgency| urgency.to_string())),
        ("of", id(&article.translation_of)),
        ("follows", id(&article.follows)),
        ("main", article.main.then(String::new)),
        ("breaking", article.breaking.then(String::new)),
        ("sensitive", article.sensitive.then(String::new)),
    ];
    let shown = parts.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value?).trim().to_owned()));
    shown.collect::<Vec<_>>().join(" | ")
}

fn check(name: &str, text: &str, expected: &str) {
    assert_eq!(short(&read(name, text)), expected, "{name}");
}

#[test]
fn every_key_of_the_native_article() {
    check(
        "a/b.md",
        "---\nid: 2022-10-06-volunteers\nrubrics: [society, politics]\nmain: true\nbreaking: yes\nheadline: \"Сеть: собрание\"\n\
         lead: \"Лид **с** разметкой\"\nurl: https://vecher.kz/a.html\nimage: ./photos/akorda.jpg\ncredit: Akorda.kz\n\
         sensitive: да\nbyline: Имя\nlanguage: kk\ntranslation_of: ru-1\nfollows: old\npublished: 2022-10-06T10:00:00\n\
         updated: 2022-10-06T12:30:00+05:00\nembargo: 2022-10-06\ncorrection: Было 20\nstatus: withheld\n\
         tags: [волонтёры, выборы, волонтёры]\nversion: 3\nurgency: 4\nunknown: {a: 1}\n---\nТекст.\n",
        "2022-10-06-volunteers | Сеть: собрание | lead Лид с разметкой | url https://vecher.kz/a.html | image \
         photos/akorda.jpg | credit Akorda.kz | byline Имя | language kk | rubrics society, politics | tags волонтёры, \
         выборы | published 2022-10-06T04:00:00Z | embargo 2022-10-05T18:00:00Z | updated 2022-10-06T07:30:00Z | \
         correction Было 20 | status Withheld | version 3 | urgency 4 | of ru-1 | follows old | main | breaking | sensitive",
    );
}

#[test]
fn front_matter_in_any_dress() {
    check("bom.md", "\u{feff}---\nheadline: Мост\n---\n", "bom | Мост");
    check("crlf.md", "---\r\nheadline: Мост\r\nlead: Есть\r\n---\r\nТекст.\r\n", "crlf | Мост | lead Есть");
    check("lines.md", "\n\n  \n---  \nheadline: Мост\n--- \nТекст", "lines | Мост | lead Текст");
    check("dots.md", "---\nheadline: Мост\n...\nТекст", "dots | Мост | lead Текст");
    check("rule.md", "---\nheadline: Мост\n---\nПервый\n\n---\n\nВторой", "rule | Мост | lead Первый");
    check(
        "comment.md",
        "---\nheadline: Мост # рабочее\nrubric: city   # or rubrics:\n---",
        "comment | Мост | rubrics city",
    );
    check("number.md", "---\nid: 007\nheadline: 2026\nversion: \"12\"\n---", "007 | 2026 | version 12");
    check("decimal.md", "---\nid: 1.10\nheadline: 1e3\n---", "1.10 | 1e3");
    check("bool.md", "---\nid: yes\nheadline: true\nmain: НЕТ\nbreaking: \"\"\n---", "yes | true");
    check(
        "folded.md",
        "---\nheadline: >\n  Мост\n  открыт\nlead: |\n  Раз.\n  Два.\n---",
        "folded | Мост открыт | lead Раз. Два.",
    );
    check("index.md", "---\nheadline: Мост\n---", "index | Мост");
    check("above.md", "<!-- для\nредактора -->\n\n---\nheadline: Мост\n---\nТекст", "above | Мост | lead Текст");
    check("mdx.md", "{/* для редактора */}\n+++\nheadline = \"Мост\"\n+++\n", "mdx | Мост");
    check("anchor.md", "---\nheadline: &h Мост\nlead: *h\n---", "anchor | Мост | lead Мост");
    check("2026/most/index.md", "---\nheadline: Мост\n---", "most | Мост");
    check(
        "toml.md",
        "+++\nheadline = \"Мост\"\ndraft = true\ndate = 2026-11-23\n+++\nТекст",
        "toml | Мост | lead Текст | published 2026-11-22T19:00:00Z | status Draft",
    );
    check("json.md", "{\n\"headline\": \"Мост\"\n}\n\nТекст.\n", "json | Мост | lead Текст.");
    check(
        "empty-keys.md",
        "---\nheadline: Мост\nlead:\nurl: \"\"\nimage: ~\npublished:\nlanguage: \"\"\n---",
        "empty-keys | Мост",
    );
}

#[test]
fn the_names_of_other_systems() {
    check(
        "hugo.md",
        "---\ntitle: Мост\ndescription: Открыт\npublishDate: 2026-11-23T08:00:00+05:00\nlastmod: 2026-11-23\n\
         categories: город\ntags: мост\nlang: ru-RU\nauthors: [А, Б]\ncover: {image: photos/a.jpg}\n---",
        "hugo | Мост | lead Открыт | image photos/a.jpg | byline А, Б | language ru | rubrics город | tags мост | \
         published 2026-11-23T03:00:00Z | updated 2026-11-22T19:00:00Z",
    );
    check(
        "zola.md",
        "+++\ntitle = \"Мост\"\nupdated = 2026-11-23T08:00:00Z\n[taxonomies]\ncategories = [\"city\"]\ntags = [\"мост\"]\n+++",
        "zola | Мост | rubrics city | tags мост | updated 2026-11-23T08:00:00Z",
    );
    check(
        "jekyll.md",
        "---\nlayout: post\ntitle: \"Мост\"\ndate: 2026-11-23 08:00:00 +0500\nexcerpt: Открыт\nauthor: {name: А}\n\
         image: {url: https://vecher.kz/a.jpg, caption: Мост, credit: Б}\n---",
        "jekyll | Мост | lead Открыт | image https://vecher.kz/a.jpg | credit Б | byline А | published 2026-11-23T03:00:00Z",
    );
    check(
        "plain.json",
        "{\"title\": \"Мост\", \"content_html\": \"<p>Раз &amp; два.</p><p>Три.</p>\", \"images\": [{\"src\": \"a.png\"}], \
         \"keywords\": \"мост, город\", \"url\": \"/ru/most\"}",
        "/ru/most | Мост | lead Раз & два. | url /ru/most | image a.png | tags мост, город",
    );
}

#[test]
fn texts_are_plain_whatever_they_hold() {
    check(
        "html.md",
        "---\nheadline: \"<b>Мост</b> &laquo;Ала-Тау&raquo; <script>alert(1)</script>\"\nlead: <p>Открыт<br>сегодня</p>\n---",
        "html | Мост «Ала-Тау» | lead Открыт сегодня",
    );
    check("signs.md", "---\nheadline: \"5 < 6 & 7 > 3 \\U0001F389\"\n---", "signs | 5 < 6 & 7 > 3 🎉");
    check(
        "controls.json",
        "{\"headline\": \"Мо\\u0000ст\\u001f \\u202eоткрыт\\n сегодня\\ud83c\\udf89\"}",
        "controls | Мост открыт сегодня🎉",
    );
    check(
        "first.md",
        "---\nheadline: Мост\n---\n![](a.jpg)\n\n# Мост\n\nПервый [абзац](https://a.kz) — *вот*.\n\nВторой.",
        "first | Мост | lead Первый абзац — вот.",
    );
    check("list.md", "---\nheadline: Мост\nlead: 2022. Год моста\n---", "list | Мост | lead 2022. Год моста");
    check(
        "kazakh.md",
        "---\nheadline: Әділ қоғам: ғ, қ, ң, ө, ұ, ү, һ, і\n---".replace(": ғ", " ғ").as_str(),
        "kazakh | Әділ қоғам ғ, қ, ң, ө, ұ, ү, һ, і",
    );
    check("withdrawn.md", "---\nid: a\nstatus: withdrawn\n---", "a | a | status Withdrawn");
    let long = format!("---\nheadline: {}\n---", "🎉".repeat(300));
    assert_eq!(read("long.md", &long).headline.chars().count(), 300);
}

#[test]
fn news_items_of_agencies() {
    check(
        "superdesk.json",
        "{\"guid\": \"urn:1\", \"type\": \"text\", \"version\": \"2\", \"pubstatus\": \"usable\", \"urgency\": 2, \"language\": \"kk-KZ\", \
         \"headline\": \"Мост <b>ашылды</b>\", \"description_html\": \"<p>Бүгін.</p>\", \"body_html\": \"<p>Мәтін.</p>\", \
         \"ednote\": \"EMBARGO!\", \"slugline\": \"bridge\", \"byline\": \"А\", \"evolvedfrom\": \"urn:0\", \
         \"service\": [{\"code\": \"c\", \"name\": \"Қала\"}], \"subject\": [{\"code\": \"20000822\", \"name\": \"transport\"}], \
         \"firstpublished\": \"2026-11-23T03:00:00+0000\", \"versioncreated\": \"2026-11-23T03:30:00+0000\", \"keywords\": [\"мост\"], \
         \"associations\": {\"x\": {\"type\": \"video\"}, \"featuremedia\": {\"type\": \"picture\", \"byline\": \"Б\", \
         \"renditions\": {\"original\": {\"href\": \"https://a.kz/o.jpg\"}, \"viewImage\": {\"href\": \"https://a.kz/v.jpg\"}}}}, \
         \"extra\": {\"url\": \"https://vecher.kz/a.html\"}}",
        "urn:1 | Мост ашылды | lead Бүгін. | url https://vecher.kz/a.html | image https://a.kz/v.jpg | credit Б | byline А | \
         language kk | rubrics Қала, c, transport, medtop:20000822 | tags мост | published 2026-11-23T03:00:00Z | \
         updated 2026-11-23T03:30:00Z | version 2 | urgency 2 | follows urn:0 | breaking",
    );
    check(
        "embargo.json",
        "{\"uri\": \"urn:2\", \"headlines\": [{\"role\": \"short\", \"value\": \"К\"}, {\"role\": \"main\", \"value\": \"Мост\"}], \
         \"embargoedUntil\": \"2026-11-23T10:00:00+05:00\", \"urgency\": 0, \"language\": \"sv\"}",
        "urn:2 | Мост | embargo 2026-11-23T05:00:00Z",
    );
    check(
        "kill.json",
        "{\"guid\": \"urn:3\", \"pubstatus\": \"canceled\", \"headline\": \"KILL\"}",
        "urn:3 | KILL | status Withdrawn",
    );
    check("kill-2.json", "{\"uri\": \"urn:3\", \"pubStatus\": \"stat:cancelled\"}", "urn:3 | urn:3 | status Withdrawn");
    check(
        "withheld.json",
        "{\"uri\": \"urn:3\", \"pubStatus\": \"withheld\", \"headline\": \"Мост\"}",
        "urn:3 | Мост | status Withheld",
    );
}

#[test]
fn pages_with_an_article() {
    check(
        "graph.html",
        "<!doctype html><html lang=\"kk\"><head><script>var a = '<p>';</script><script type=\"application/ld+json\">//<![CDATA[\n\
         {\"@graph\": [{\"@type\": \"WebPage\", \"@id\": \"#p\"}, {\"@type\": [\"NewsArticle\"], \"headline\": \"Мост &quot;Ала&quot;\", \
         \"description\": \"Бүгін\nашылды\", \"datePublished\": \"2026-11-23T08:00:00+0500\", \"mainEntityOfPage\": {\"@id\": \"https://vecher.kz/a.html#x\"}, \
         \"image\": {\"@id\": \"#i\"}, \"author\": [{\"@id\": \"#a\"}, {\"name\": \"Б\"}], \"articleSection\": [\"Қала\",],}, \
         {\"@id\": \"#i\", \"@type\": \"ImageObject\", \"url\": \"https://a.kz/1.jpg\", \"creditText\": \"В\"}, {\"@id\": \"#a\", \"name\": \"А\"}]}\n\
         //]]></script></head></html>",
        "https://vecher.kz/a.html | Мост «Ала» | lead Бүгін ашылды | url https://vecher.kz/a.html | image https://a.kz/1.jpg | \
         credit В | byline А, Б | language kk | rubrics Қала | published 2026-11-23T03:00:00Z",
    );
    check(
        "alone.json",
        "[{\"@context\": \"https://schema.org\", \"@type\": \"http://schema.org/NewsArticle\", \"@id\": \"urn:9\", \"headline\": \"Мост\", \
         \"image\": [\"https://a.kz/1.jpg\", \"https://a.kz/2.jpg\"], \"inLanguage\": \"ru\", \"correction\": {\"text\": \"Было 20\"}, \
         \"keywords\": \"мост, город\"}]",
        "urn:9 | Мост | image https://a.kz/1.jpg | language ru | tags мост, город | correction Было 20",
    );
    assert_eq!(
        read(
            "x.html",
            "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Мост\"}</script>"
        )
        .language,
        None::<Language>
    );
}
