//! What feeds of each kind say, with what is wrong in them.

use headliner::article::feed::{Feed, Item};

use super::{data, read};

/// An item in lines.
fn shown(item: &Item) -> String {
    let mut lines = vec![item.id.clone(), item.headline.clone(), item.lead.clone(), item.body.replace('\n', " ¶ ")];
    lines.push(item.url.as_ref().map_or("no link".to_owned(), ToString::to_string));
    lines.push(item.image.as_ref().map_or("no photo".to_owned(), ToString::to_string));
    lines.extend([&item.credit, &item.byline].into_iter().flatten().cloned());
    let date = item.published.clone().unwrap_or_else(|| format!("no date ({:?})", item.odd_date));
    let language = item.language.map_or("-", |language| language.code());
    lines.push(format!("{language} [{}] [{}] {date}", item.categories.join(", "), item.tags.join(", ")));
    lines.join("\n")
}

fn check(feed: &Feed, expected: &[&str], refused: &[&str]) {
    let items: Vec<String> = feed.items.iter().map(shown).collect();
    assert_eq!(items.join("\n\n"), expected.join("\n\n"));
    let found: Vec<String> = feed.refused.iter().map(|item| format!("{}: {}", item.name, item.why)).collect();
    assert_eq!(found, refused);
}

const CUT: &str = "the feed ends in the middle of this item: it is taken when it comes whole";

#[test]
fn rss_with_what_yandex_adds_and_all_that_may_be_wrong() {
    let feed = read(&data("yandex.xml")).unwrap();
    let items = [
        "vecher.kz#4711\nМост через Есентай закроют на\u{a0}ремонт & до весны\nОбъезд — по\u{a0}улице Саина.\n\
         Мост через Есентай закроют 1 декабря. Объезд — по улице Саина. ¶ Работы продлятся до весны.\n\
         https://vecher.kz/ru/article/most.html\nhttps://vecher.kz/photo/most.jpg\nФото: Самат Хусаинов\nИван Иванов\n\
         - [Новости/Город/] [] 2026-11-23T04:30:00Z",
        "https://vecher.kz/kk/article/kontsert.html\nҚала күні: «Алатау» алаңында концерт\nКонцерт кешкі жетіде басталады.\n\
         Концерт кешкі жетіде басталады.\nhttps://vecher.kz/kk/article/kontsert.html\nno photo\n\
         kk [Мәдениет] [] 2026-11-23T05:00:00Z",
        "https://vecher.kz/ru/article/metro.html\nВ метро появятся новые вагоны\nПервые придут в декабре.\nПервые придут в декабре.\n\
         https://vecher.kz/ru/article/metro.html\nno photo\n- [] [] no date (Some(\"Mon, 23 Nov 2026 08:00:00 ALMT\"))",
    ];
    check(&feed, &items, &[&format!("item 5: {CUT}"), "https://vecher.kz/ru/article/pustoy.html: it has no title"]);
    assert_eq!((feed.ttl, feed.title.as_str()), (Some(5), "Вечерний Алматы"));
}

#[test]
fn atom_with_prefixes_and_a_wrong_encoding() {
    let feed = read(&data("atom.xml")).unwrap();
    let item = "tag:vecher.kz,2026:1\nСнег ночью и утром\nОжидается до десяти сантиметров.\n\
        Снег начнётся ночью. ¶ Коммунальщики готовы.\nhttps://vecher.kz/ru/article/sneg.html\n\
        https://vecher.kz/photo/sneg.jpg\nАйгүл Серікова\nru [Общество] [] 2026-11-23T04:00:00Z";
    check(&feed, &[item], &[]);
    assert_eq!((feed.title.as_str(), feed.passed), ("Вечерний «Алматы»", vec![("draft".to_owned(), 1)]));
}

#[test]
fn json_feed_that_ends_in_its_middle() {
    let feed = read(&data("feed.json")).unwrap();
    let items = [
        "https://vecher.kz/ru/a1\nТариф на воду вырастет\nС января.\nТариф вырастет с января.\nhttps://vecher.kz/ru/a1\n\
         https://vecher.kz/photo/voda.jpg\nЕрлан Ким\n- [Экономика] [] 2026-11-23T04:00:00Z",
        "vecher.kz#17\nКайрат выиграл\n\nСчёт 2:1, 5 < 6.\nhttps://vecher.kz/ru/a2\nhttps://vecher.kz/photo/kairat.jpg\n\
         - [Спорт] [] 2026-11-22",
    ];
    check(&feed, &items, &["item 3: the JSON is broken or ends here: it is taken when it comes whole"]);
}

const SCHOOL: &str = "https://vecher.kz?p=501\nШкола №159 – открыта";

#[test]
fn posts_of_wordpress_by_rest() {
    let feed = read(&data("rest.json")).unwrap();
    let item = format!(
        "{SCHOOL}\nШкола на 1200 мест…\nШкола на 1200 мест.\nhttps://vecher.kz/ru/shkola/\n\
         https://vecher.kz/wp-content/uploads/shkola.jpg\nМадина Ахметова\n- [Общество] [школы] 2026-11-23T04:10:00Z"
    );
    check(&feed, &[&item], &[]);
    assert_eq!(feed.passed, [("private".to_owned(), 1), ("post with a password".to_owned(), 1)]);
}

#[test]
fn an_export_of_wordpress() {
    let feed = read(&data("wordpress.xml")).unwrap();
    let items = [
        &format!(
            "{SCHOOL}\n\nШкола на 1200 мест открылась в Наурызбайском районе. ¶ Ещё три откроют весной.\n\
             https://vecher.kz/ru/shkola/\nhttps://vecher.kz/wp-content/uploads/shkola.jpg\nМадина Ахметова\n\
             ru [Общество] [школы] 2026-11-23T04:10:00Z"
        ),
        "https://vecher.kz?p=12\nСтарая статья\n\nДавно.\nhttps://vecher.kz/ru/staraya/\nno photo\n\
         ru [Спорт] [] 2016-03-01T04:10:00Z",
    ];
    check(&feed, &items, &[]);
    let passed: Vec<String> = feed.passed.iter().map(|(what, count)| format!("{count} {what}")).collect();
    assert_eq!(passed, ["1 attachment", "1 draft", "1 future", "1 nav_menu_item", "1 page", "1 post with a password"]);
}

/// The names of the items of a feed with these between its ends.
fn names(items: &str) -> Vec<String> {
    let text = format!("<rss><channel><link>https://vecher.kz</link>{items}</channel></rss>");
    read(text.as_bytes()).unwrap().items.into_iter().map(|item| item.id).collect()
}

#[test]
fn a_name_is_what_tells_an_item_from_others() {
    let item =
        |title: &str, guid: &str, link: &str| format!("<item><title>{title}</title>{guid}<link>{link}</link></item>");
    let guid = |guid: &str| format!("<guid>{guid}</guid>");
    // A headline says nothing, nor do parameters that count clicks.
    let one = names(&item("Мост", "", "https://vecher.kz/a/?utm_source=rss"));
    assert_eq!(one, names(&item("Мост открыт", "", "http://vecher.kz/a")));
    assert_eq!(one, ["https://vecher.kz/a"]);
    // A guid that all of them have is none, and so is such a link.
    let same = item("А", &guid("https://vecher.kz"), "/a") + &item("Б", &guid("https://vecher.kz"), "/b");
    assert_eq!(names(&same), ["https://vecher.kz/a", "https://vecher.kz/b"]);
    let home = item("А", &guid("1"), "https://vecher.kz/") + &item("Б", &guid("2"), "https://vecher.kz/");
    assert_eq!(names(&home), ["vecher.kz#1", "vecher.kz#2"]);
    assert_eq!(names(&(item("А", "", "/a") + &item("А", "", "/a"))), ["https://vecher.kz/a"]);
    let long = format!("https://vecher.kz/{}", "а".repeat(200));
    assert!(names(&item("А", "", &long))[0].starts_with("sha256:"));
}

#[test]
fn what_is_no_feed_is_said() {
    let check = |text: &str, expected: &str| assert_eq!(read(text.as_bytes()).unwrap_err(), expected, "{text}");
    check("", "it is empty");
    check("<urlset><url/></urlset>", "it is a site map, which tells no headlines: write the address of a feed");
    let page = "<!doctype html><html><head><link rel=alternate type=\"application/rss+xml\" href='/rss'></head></html>";
    check(page, "it is a page and no feed: its feed is https://vecher.kz/rss");
    check("<html><body>503</body></html>", "it is a page and no feed: write the address of the feed itself");
    check("{\"error\": 404}", "it is JSON, and neither a JSON Feed nor a list of posts of WordPress");
    check("<catalog><book/></catalog>", "it is neither RSS, Atom, JSON Feed nor an export of WordPress");
    check("Не найдено", "it is neither RSS, Atom, JSON Feed nor an export of WordPress");
}

#[test]
fn one_bad_item_costs_no_other() {
    let good =
        |number: usize| format!("<item><title>Новость {number}</title><link>https://vecher.kz/{number}</link></item>");
    let bad = [
        "<item><title>Без конца<link>/x</link>",
        "<item><title>A & B &nbsp; &copy 2020 < 5 </title><link>/y</link><description>\u{b}<![CDATA[ нет конца</item>",
        "<item a=\"><title>Кавычка</title><link>/z</link></item>",
        "<item><title></title></item>",
        "<item>",
        "</item></item>",
        "<item><title><b><i>Мост</b></title></description></item>",
    ];
    for (place, bad) in bad.iter().enumerate() {
        let items = names(&format!("{}{bad}{}{}", good(1), good(2), good(3)));
        let found = |number: usize| items.contains(&format!("https://vecher.kz/{number}"));
        assert!(found(1) && found(2) && found(3), "{place}: {items:?}");
    }
}

/// The first item of a feed in one line: name, headline, lead, link, photo, date.
fn first(feed: &str) -> String {
    let item = read(feed.as_bytes()).unwrap().items.remove(0);
    let address = |url: &Option<url::Url>| url.as_ref().map_or("-".to_owned(), ToString::to_string);
    let (url, image, date) = (address(&item.url), address(&item.image), item.published.unwrap_or("-".into()));
    [item.id, item.headline, item.lead, url, image, date].join(" | ")
}

#[test]
fn feeds_of_each_kind() {
    let check = |feed: &str, expected: &str| assert_eq!(first(feed), expected, "{feed}");
    check(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
         xmlns:d=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"/\"><title>А</title><items><rdf:Seq>\
         <rdf:li rdf:resource=\"/1\"/></rdf:Seq></items></channel><item rdf:about=\"https://vecher.kz/1\"><title>Мост</title>\
         <d:date>2026-11-23T09:00+05:00</d:date></item></rdf:RDF>",
        "https://vecher.kz/1 | Мост |  | https://vecher.kz/1 | - | 2026-11-23T04:00:00Z",
    );
    check(
        "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"rss-0.91.dtd\"><rss version=\"0.91\"><channel>\
         <title>А</title><item><title>Мост</title><link>/1</link><description>Открыт.</description></item></channel></rss>",
        "https://vecher.kz/1 | Мост | Открыт. | https://vecher.kz/1 | - | -",
    );
    check(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:m=\"http://search.yahoo.com/mrss/\"><entry><id>yt:video:1</id>\
         <title>Мост</title><link rel=\"alternate\" href=\"https://vecher.kz/1\"/><m:group><m:title>Видео</m:title>\
         <m:content url=\"https://vecher.kz/1.mp4\" type=\"video/mp4\"/><m:thumbnail url=\"https://vecher.kz/1.jpg\" width=\"480\"/>\
         <m:description>Съёмка с воздуха.</m:description></m:group></entry></feed>",
        "yt:video:1 | Мост | Съёмка с воздуха. | https://vecher.kz/1 | https://vecher.kz/1.jpg | -",
    );
    check(
        "<rss xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><item><title>Мост</title><guid>https://vecher.kz/1</guid>\
         <media:content url=\"/s.jpg\" width=\"100\" medium=\"image\"/><media:content url=\"/l.jpg\" width=\"900\" medium=\"image\"/>\
         </item></channel></rss>",
        "https://vecher.kz/1 | Мост |  | https://vecher.kz/1 | https://vecher.kz/l.jpg | -",
    );
    check(
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://vecher.kz/kk/\"><id>a:1</id><title>Мост</title>\
         <link href=\"1.html\"/></entry>",
        "a:1 | Мост |  | https://vecher.kz/kk/1.html | - | -",
    );
    check(
        "{\"title\": \"Вечёрка\", \"articles\": [{\"headline\": \"Мост\", \"link\": \"/1\", \"lead\": \"Открыт.\"}]}",
        "https://vecher.kz/1 | Мост | Открыт. | https://vecher.kz/1 | - | -",
    );
    check(
        "<rss><channel><item><title>Мост</title><link>http://feeds.kz/~r/1</link><guid isPermaLink=\"false\">7</guid>\
         <feedburner:origLink>https://vecher.kz/1?utm_source=fb</feedburner:origLink></item></channel></rss>",
        "vecher.kz#7 | Мост |  | https://vecher.kz/1 | - | -",
    );
}

/// An item of some three hundred bytes, without a host of its own.
fn small(number: usize) -> String {
    let text = "Объезд по улице Саина. ".repeat(5);
    format!("<item><title>Новость {number}</title><link>/{number}</link><description>{text}</description></item>")
}

/// So many items are several parts of a text, as it is read.
const MANY: usize = 3_000;

#[test]
fn a_long_feed_gives_each_item_once_however_it_is_written() {
    let items: String = (0..MANY).map(small).collect();
    let odd = [
        format!("<!--{}-->", "<item>".repeat(100_000)),
        format!(
            "<item><title>Длинная</title><link>/long</link><description><![CDATA[{}]]></description></item>",
            "а ".repeat(500_000)
        ),
    ];
    let again = small(7) + "<item><title></title></item><item><title>Без конца";
    let text = format!("<rss><channel><link>https://vecher.kz</link>{}{items}{}{again}", odd[0], odd[1]);
    let expected: Vec<String> = (0..MANY).map(|number| format!("https://vecher.kz/{number}")).collect();
    for encoding in [encoding_rs::UTF_8, encoding_rs::WINDOWS_1251] {
        let feed = read(&encoding.encode(&text).0).unwrap();
        let mut names: Vec<String> = feed.items.iter().map(|item| item.id.clone()).collect();
        assert_eq!(names.pop().as_deref(), Some("https://vecher.kz/long"), "{}", encoding.name());
        assert_eq!(names, expected, "{}", encoding.name());
        assert!((190_000..=200_000).contains(&feed.items[MANY].body.len()), "{}", feed.items[MANY].body.len());
        let refused: Vec<String> = feed.refused.iter().map(|item| format!("{}: {}", item.name, item.why)).collect();
        let last = MANY + 4;
        assert_eq!(refused, [format!("item {last}: {CUT}"), format!("item {}: it has no title", last - 1)]);
    }
}

#[test]
fn what_a_feed_says_of_itself_may_stand_behind_its_items() {
    let items: String = (0..MANY).map(small).collect();
    let text = format!("<rss><channel>{items}<link>https://almaty.kz</link><language>ru</language></channel></rss>");
    let feed = read(text.as_bytes()).unwrap();
    assert_eq!((feed.items.len(), feed.items[0].id.as_str()), (MANY, "https://almaty.kz/0"));
    assert_eq!(feed.items[0].language.map(|language| language.code()), Some("ru"));
    let draft = "<item><title>Черновик</title><link>/draft</link><wp:status>draft</wp:status></item>";
    let text = format!("<rss><channel>{draft}{items}<wp:wxr_version>1.2</wp:wxr_version></channel></rss>");
    let feed = read(text.as_bytes()).unwrap();
    assert_eq!((feed.items.len(), feed.passed), (MANY, vec![("draft".to_owned(), 1)]));
}

/// What is larger than any story.
const HUGE: usize = (4 << 20) + 100_000;
const LARGER: &str = "it is larger than any story: leave out the pictures that are written into its text";

/// Links of what is taken of a feed, and what is not.
fn told(text: &str) -> (Vec<String>, Vec<String>) {
    let feed = read(text.as_bytes()).unwrap();
    let refused = feed.refused.iter().map(|item| format!("{}: {}", item.name, item.why)).collect();
    (feed.items.into_iter().map(|item| item.id).collect(), refused)
}

#[test]
fn an_item_that_is_larger_than_any_story_costs_no_other() {
    let long = [
        format!("<description><![CDATA[{}]]></description>", "а".repeat(HUGE / 2)),
        format!("<description>{}</description>", "&lt;p&gt;а".repeat(HUGE / 10)),
        format!("<description>{}</description>", "<p>а</p>".repeat(HUGE / 8)),
        "<a/>".repeat(HUGE / 4),
        format!("<content:encoded><![CDATA[{}</item>", "а".repeat(HUGE / 2)),
    ];
    for (place, long) in long.iter().enumerate() {
        let bad = format!("<item><title>Длинная</title><link>/long</link>{long}</item>");
        let text = format!("<rss><channel><link>https://vecher.kz</link>{}{bad}{}</channel></rss>", small(1), small(2));
        let (items, refused) = told(&text);
        assert_eq!(items, ["https://vecher.kz/1", "https://vecher.kz/2"], "{place}");
        assert_eq!(refused, [format!("Длинная: {LARGER}")], "{place}");
    }
    let good = |number: usize| format!("{{\"title\": \"Новость\", \"url\": \"https://vecher.kz/{number}\"}}");
    let bad = [format!("{{\"url\": [{}0]}}", "0,".repeat(HUGE / 2)), "{\"url\":".repeat(200) + "0" + &"}".repeat(200)];
    for bad in bad {
        let (items, refused) = told(&format!("{{\"title\": \"A\", \"items\": [{}, {bad}, {}]}}", good(1), good(2)));
        assert_eq!(items, ["https://vecher.kz/1", "https://vecher.kz/2"]);
        assert_eq!(refused, [format!("item 2: {LARGER}")]);
    }
}

#[test]
fn what_does_not_end_is_said() {
    let text = format!("<rss><channel><link>https://vecher.kz</link>{}<!--{}", small(1), "а".repeat(HUGE));
    let why = "a comment or a declaration before it does not end: nothing behind that is read";
    assert_eq!(told(&text), (vec!["https://vecher.kz/1".to_owned()], vec![format!("item 2: {why}")]));
}

#[test]
fn a_feed_has_so_many_items_and_no_more() {
    let empty = |items: usize| format!("<rss><channel><title>A</title>{}</channel></rss>", "<item/>".repeat(items));
    let many = |text: String| read(text.as_bytes()).map(|feed| feed.refused.len());
    assert_eq!(many(empty(100_000)), Ok(100_000));
    let why = Err("it has more than 100,000 items: export it in parts".to_owned());
    assert_eq!(many(format!("{{\"title\": \"A\", \"items\": [{}{{}}]}}", "{},".repeat(100_000))), why);
}
