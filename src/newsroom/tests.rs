use std::time::Duration;

use super::*;

fn faults(toml: &str) -> Vec<String> {
    Newsroom::parse(toml).expect_err("there is a mistake").iter().map(ToString::to_string).collect()
}

#[test]
fn the_built_in_newsroom_is_a_city_paper() {
    let newsroom = Newsroom::default();
    let ids: Vec<&str> = newsroom.rubrics.iter().map(|rubric| rubric.id.as_str()).collect();
    assert_eq!(ids, ["society", "city", "politics", "economy", "incidents", "transport", "culture", "sport"]);
    let bits: Vec<u8> = newsroom.rubrics.iter().map(|rubric| rubric.bit).collect();
    assert_eq!(bits, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(newsroom.name.in_language(Language::En), "Vecherniy Almaty");
    assert_eq!(newsroom.zone, chrono_tz::Asia::Almaty);
    assert_eq!(newsroom.main, MainFrom::Flag);
    assert_eq!(newsroom.new_reader.digest, [Minute(480), Minute(1140)]);
    assert_eq!(newsroom.new_reader.weekend, [Minute(540), Minute(1140)]);
    assert_eq!(newsroom.new_reader.quiet, Some((Minute(1320), Minute(420))));
    assert_eq!(newsroom.new_reader.spacing, Duration::from_secs(1800));
    assert_eq!(newsroom.breaking.undo, Duration::from_secs(10));
    assert_eq!(newsroom.text.lead, 300);
    assert!(newsroom.text.trim.contains(&"сообщает Vecher.kz".to_string()));
    for rubric in &newsroom.rubrics {
        for title in rubric.title.all() {
            assert!(title.chars().count() <= 12, "{title} is too long for a button beside another");
        }
    }
}

#[test]
fn every_key_may_be_left_out() {
    let left_out = vec!["name", "site", "url", "operator", "contact"];
    let built_in = Newsroom { left_out, ..Newsroom::default() };
    assert_eq!(Newsroom::parse("").expect("an empty file is a newsroom's"), built_in);
    let own = "name = \"Степь\"\nlanguage = \"kk\"\n[new_reader]\nquiet = []\n[[rubric]]\nid = \"all\"\ntitle = { kk = \"Бәрі\" }\n";
    let newsroom = Newsroom::parse(own).expect("a small file");
    assert_eq!(newsroom.name.all(), ["Степь"; 3]);
    // A newspaper with a name of its own never signs as the built-in one.
    assert_eq!(newsroom.operator.all(), ["Степь"; 3]);
    assert_eq!((newsroom.site.in_language(Language::Kk), newsroom.contact.as_str()), ("Степь", "Степь"));
    assert_eq!(newsroom.unsigned().len(), 4);
    assert_eq!(newsroom.new_reader.quiet, None);
    assert_eq!(newsroom.new_reader.limit, 10);
    assert_eq!(newsroom.rubrics.len(), 1);
    assert_eq!(newsroom.rubrics[0].title.all(), ["Бәрі"; 3]);
    assert_eq!(newsroom.rubrics[0].label(Language::Ru), "Бәрі");
}

#[test]
fn all_mistakes_come_at_once_by_line() {
    let toml = "nmae = \"x\"\nurl = \"vecher.kz\"\ntimezone = \"Asia/Almata\"\n\n[new_reader]\nquite = []\nmode = \"mix\"\n\
                digest = [\"25:00\"]\nlimit = -1\nspacing = \"30\"\n[[rubric]]\nid = \"Общество\"\n[[rubric]]\nid = \"a\"\ntitle = \"A\"\n";
    assert_eq!(
        faults(toml),
        [
            "line 1: unknown key \"nmae\"; did you mean \"name\"?",
            "line 2: url: \"vecher.kz\" is no web address; write it whole, with https://",
            "line 3: timezone: \"Asia/Almata\" is no time zone; did you mean \"Asia/Almaty\"?",
            "line 6: unknown key \"quite\" in [new_reader]; did you mean \"quiet\"?",
            "line 7: mode: \"mix\" is none of now, mixed, digest, breaking; did you mean \"mixed\"?",
            "line 8: digest: \"25:00\" is no time of day; write it like \"08:00\"",
            "line 9: limit: write a whole number from 0 to 1000, without quotes",
            "line 10: spacing: \"30\" is no length of time; write a number and its unit, like 30s, 10m, 6h or 30d",
            "line 11: a rubric without title; add title = …",
            "line 12: id: \"Общество\" may have only a-z, 0-9 and -, at most 32",
        ]
    );
}

#[test]
fn each_mistake_has_its_sentence() {
    let check = |toml: &str, expected: &str| {
        let found = faults(toml);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{toml} gave {found:?}, not {expected}");
    };
    check("name = ", "line 1: this is no TOML");
    check("name = \"a\"\nname = \"b\"", "line 2: this is no TOML");
    check("name = 5", "name: write { ru");
    check("name = { de = \"x\" }", "unknown language \"de\"");
    check("name = {}", "no name at all");
    check("site = \"\"", "site: this is empty");
    check("site = 5", "site: write { ru = \"…\", kk = \"…\", en = \"…\" }");
    check("site = { de = \"Steppe\" }", "site: unknown language \"de\"");
    check("language = \"de\"", "none of ru, kk, en");
    check("link_template = \"https://vecher.kz/\"", "{slug} or {id} is missing");
    check("link_template = \"vecher/{slug}\"", "this makes no web address");
    check("link_template = \"https://v.kz/{slug}/{day}\"", "no other braces");
    check("link_params = \"a b\"", "without spaces");
    check("link_params = \"x={day}\"", "only {rubric} is filled in");
    check("placeholder = \"../x.png\"", "inside the article store");
    check("main = \"flag\"", "write [main] on a line of its own");
    check("[main]\nfrom = \"urgency:12\"", "from 1 to 9");
    check("[main]\nfrom = \"alias:\"", "none of flag");
    check("[main]\nwarn = 3", "did you mean \"warn_above\"?");
    check("[new_reader]\ndigest = []", "one to 3 times a day");
    check("[new_reader]\ndigest = [\"1:00\", \"2:00\", \"3:00\", \"4:00\"]", "one to 3 times a day");
    check("[new_reader]\nquiet = [\"22:00\"]", "two different times");
    check("[new_reader]\nquiet = [\"22:00\", \"22:00\"]", "two different times");
    check("[new_reader]\nspacing = \"3d\"", "too long");
    check("[new_reader]\nsound = \"loud\"", "none of breaking, main, all, none");
    check("[breaking]\nfour_eyes = \"yes\"", "write true or false");
    check("[breaking]\nalone = \"3\"", "no length of time");
    check("[breaking]\nalone = \"2d\"", "too long");
    check("[text]\nlead = 10", "from 50 to 2000");
    check("[text]\ntrim = [\"\"]", "trim: this is empty");
    check("rubric = 5", "double brackets");
    check("[rubric]\nid = \"a\"", "double brackets");
    check("[[rubric]]\nid = \"main\"\ntitle = \"Main\"", "\"main\" is the name of the main news");
    check(
        "[[rubric]]\nid = \"a\"\ntitle = \"X\"\n[[rubric]]\nid = \"a\"\ntitle = \"Y\"",
        "a second rubric with the id \"a\"",
    );
    check(
        "[[rubric]]\nid = \"a\"\ntitle = \"X\"\n[[rubric]]\nid = \"b\"\ntitle = \"x\"",
        "\"x\" belongs to rubric a already",
    );
    check("[[rubric]]\nid = \"a\"\ntitle = \"X\"\nemoij = \"x\"", "did you mean \"emoji\"?");
    let many: String = (0..63).map(|n| format!("[[rubric]]\nid = \"r{n}\"\ntitle = \"R{n}\"\n")).collect();
    check(&many, "line 187: more than 62 rubrics");
}

const DISTRICTS: &str = "[[rubric]]\nid = \"medeu\"\ntitle = \"Медеу\"\ngroup = \"districts\"\n\
    [[rubric]]\nid = \"city\"\ntitle = \"Город\"\n\
    [[rubric]]\nid = \"auezov\"\ntitle = \"Ауэзов\"\ngroup = \"districts\"\n\
    [[rubric]]\nid = \"metro\"\ntitle = \"Метро\"\ngroup = \"lines\"\n\
    [[group]]\nid = \"lines\"\ntitle = \"Линии\"\n\
    [[group]]\nid = \"districts\"\ntitle = { ru = \"Районы\", kk = \"Аудандар\" }\nemoji = \"📍\"\n";

#[test]
fn ordinary_rubrics_come_before_those_of_groups_and_keep_their_places() {
    let newsroom = Newsroom::parse(DISTRICTS).expect("a valid file");
    let order: Vec<(&str, u8)> = newsroom.rubrics.iter().map(|rubric| (rubric.id.as_str(), rubric.bit)).collect();
    assert_eq!(order, [("city", 2), ("metro", 4), ("medeu", 1), ("auezov", 3)]);
    let ids = |rubrics: Vec<&Rubric>| rubrics.iter().map(|rubric| rubric.id.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(ids(newsroom.ordinary().collect()), "city");
    let [lines, districts] = newsroom.groups.as_slice() else { panic!("two groups: {:?}", newsroom.groups) };
    assert_eq!(ids(newsroom.rubrics_of(districts).collect()), "medeu auezov");
    assert_eq!((districts.title.all(), districts.emoji.as_str()), (["Районы", "Аудандар", "Районы"], "📍"));
    assert_eq!(newsroom.group_of(&newsroom.rubrics[1]), Some(lines));
    assert_eq!(newsroom.group_of(&newsroom.rubrics[0]), None);
}

#[test]
fn each_mistake_of_a_group_has_its_sentence() {
    let check = |toml: &str, expected: &str| {
        let found = faults(toml);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{toml} gave {found:?}, not {expected}");
    };
    let district = "[[rubric]]\nid = \"a\"\ntitle = \"A\"\ngroup = \"d\"\n";
    check(district, "line 4: group: \"d\" is no group of rubrics; add a [[group]] with this id and a title");
    check(
        &DISTRICTS.replacen("\"districts\"", "\"district\"", 1),
        "line 4: group: \"district\" is no group of rubrics; did you mean \"districts\"?",
    );
    check(&format!("{district}[[group]]\nid = \"d\"\n"), "line 5: a group without title; add title = …");
    check(&format!("{district}[[group]]\nid = \"d\"\ntitle = \"\"\n"), "line 7: title: this is empty");
    check(&format!("{district}[[group]]\ntitle = \"D\"\n"), "a group without id");
    check(&format!("{district}[[group]]\nid = \"Д\"\ntitle = \"D\"\n"), "may have only a-z");
    check("[[group]]\nid = \"d\"\ntitle = \"D\"\n", "line 1: group d: no rubric belongs to it; write group = \"d\"");
    let group = "[[group]]\nid = \"d\"\ntitle = \"D\"\n";
    check(&format!("{district}{group}{group}"), "line 8: a second group with the id \"d\"; give it another");
    check(
        &format!("{district}[[group]]\nid = \"d\"\ntitle = \"D\"\nrubrics = []\n"),
        "unknown key \"rubrics\" in [[group]]",
    );
    check("group = 5", "group: write each as [[group]]");
    let many: String =
        (0..63).map(|n| format!("[[rubric]]\nid = \"r{n}\"\ntitle = \"R{n}\"\ngroup = \"d\"\n")).collect();
    check(&format!("{many}{group}"), "more than 62 rubrics");
}

#[test]
fn a_rubric_is_found_by_any_of_its_names() {
    let newsroom = Newsroom::default();
    let check = |name: &str, expected: Option<&str>| {
        assert_eq!(newsroom.rubric_named(name).map(|rubric| rubric.id.as_str()), expected, "{name}");
    };
    check("society", Some("society"));
    check(" SOCIETY ", Some("society"));
    check("общество", Some("society"));
    check("ҚОҒАМ", Some("society"));
    check("medtop:14000000", Some("society"));
    check("Экономика", Some("economy"));
    check("Погода", None);
    check("", None);
    assert_eq!(newsroom.rubric_with_bit(8).map(|rubric| rubric.id.as_str()), Some("sport"));
    assert_eq!(newsroom.rubric_with_bit(0), None);
    let ids: Vec<&str> = newsroom.rubrics_in(0b1_0000_0101).map(|rubric| rubric.id.as_str()).collect();
    assert_eq!(ids, ["city", "sport"]);
}

#[test]
fn links_are_absolute_and_carry_the_parameters() {
    let newsroom = Newsroom { link_params: "utm_source=telegram&c={rubric}".into(), ..Newsroom::default() };
    let society = newsroom.rubric_named("society");
    let check = |url: &str, expected: &str| assert_eq!(newsroom.link(url, society), expected, "{url}");
    check("/ru/a.html", "https://vecher.kz/ru/a.html?utm_source=telegram&c=society");
    check("ru/a.html", "https://vecher.kz/ru/a.html?utm_source=telegram&c=society");
    check("https://vecher.kz/a?x=1#part", "https://vecher.kz/a?x=1&utm_source=telegram&c=society#part");
    check("https://vecher.kz/a?utm_source=site", "https://vecher.kz/a?utm_source=site&c=society");
    check("https://vecher.kz/a?", "https://vecher.kz/a?utm_source=telegram&c=society");
    check("//vecher.kz/a", "https://vecher.kz/a?utm_source=telegram&c=society");
    check("https://vecher.kz/жаңа", "https://vecher.kz/%D0%B6%D0%B0%D2%A3%D0%B0?utm_source=telegram&c=society");
    check("javascript:alert(1)", "");
    check("mailto:a@b.kz", "");
    check("https://", "");
    check("  ", "");
    assert_eq!(newsroom.link("/a", None), "https://vecher.kz/a?utm_source=telegram&c=main");
    let bare = Newsroom { link_params: String::new(), ..newsroom };
    assert_eq!(bare.link("/a?", None), "https://vecher.kz/a?");
    assert_eq!(bare.link_from_template("id", Some("slug")), None);
    let templated = Newsroom { link_template: "https://vecher.kz/ru/{slug}-{id}.html".into(), ..bare };
    let link = templated.link_from_template("2022/10", Some("ab c"));
    assert_eq!(link.as_deref(), Some("https://vecher.kz/ru/ab%20c-2022%2F10.html"));
    assert_eq!(templated.link_from_template("urn:1", None), None, "nobody knows the page's name");
    let by_id = Newsroom { link_template: "https://vecher.kz/{id}".into(), ..templated };
    assert_eq!(by_id.link_from_template("urn:1", None).as_deref(), Some("https://vecher.kz/urn%3A1"));
}

#[test]
fn minutes_are_read_and_written() {
    let check =
        |text: &str, expected: Option<u16>| assert_eq!(text.parse::<Minute>().ok().map(|m| m.0), expected, "{text}");
    check("08:05", Some(485));
    check("8:05", Some(485));
    check("00:00", Some(0));
    check("23:59", Some(1439));
    check("24:00", None);
    check("8", None);
    check("8:5", None);
    check("+8:05", None);
    check("08:60", None);
    assert_eq!(Minute(485).to_string(), "08:05");
}

#[test]
fn a_rubric_is_known_however_it_is_typed() {
    let newsroom = Newsroom::parse("[[rubric]]\nid = \"sport\"\ntitle = { ru = \"Спорт\" }\naliases = [\"Культура, спорт\", \"Хоккей\"]\n\n[[rubric]]\nid = \"city\"\ntitle = { ru = \"Город\" }\n").unwrap();
    let known = |name: &str| newsroom.rubric_named(name).map(|rubric| rubric.id.as_str());
    assert_eq!(known("Хоккеи\u{306}"), Some("sport"), "the same letter of two code points");
    assert_eq!((known("Cпорт"), newsroom.looks_like("Cпорт")), (None, Some("Спорт")), "with a Latin C");
    assert_eq!(newsroom.looks_like("ГOPOД"), Some("Город"));
    assert_eq!(newsroom.looks_like("Космос"), None);
    let parts = |name: &'static str| newsroom.parts(name, |_| false);
    assert_eq!(parts("city, sport"), ["city", "sport"]);
    assert_eq!(parts("Город;Космос,"), ["Город", "Космос"]);
    assert_eq!(parts("культура, спорт"), ["культура, спорт"], "a rubric is called so");
    assert_eq!(parts("city sport"), ["city", "sport"]);
    assert_eq!(parts("Город мечты"), ["Город мечты"], "not all of it is known");
    assert_eq!(parts("Новости/Город"), ["Город"]);
    assert_eq!(parts("/news/sport/"), ["sport"]);
    assert_eq!(parts("Главная » Космос"), ["Главная » Космос"]);
    assert_eq!(parts("#Город, #Космос"), ["Город", "Космос"]);
    assert_eq!(newsroom.parts("Топ, Город", |name| name == "Топ"), ["Топ", "Город"]);
}

#[test]
fn weekends_are_as_other_days_unless_the_file_says_otherwise() {
    let check = |lines: &str, digest: &[u16], weekend: &[u16]| {
        let reader = Newsroom::parse(&format!("[new_reader]\n{lines}")).unwrap().new_reader;
        let minutes = |hours: &[u16]| hours.iter().map(|hour| Minute(hour * 60)).collect::<Vec<_>>();
        assert_eq!((reader.digest, reader.weekend), (minutes(digest), minutes(weekend)), "{lines}");
    };
    check("", &[8, 19], &[9, 19]);
    check("digest = [\"07:00\"]", &[7], &[7]);
    check("digest = [\"07:00\"]\nweekend = []", &[7], &[]);
    check("weekend = [\"20:00\", \"10:00\"]", &[8, 19], &[10, 20]);
    let four = "[new_reader]\nweekend = [\"1:00\", \"2:00\", \"3:00\", \"4:00\"]";
    assert!(faults(four)[0].contains("at most 3 times a day"), "{:?}", faults(four));
}

#[test]
fn feeds_are_read_and_their_mistakes_told() {
    let check = |toml: &str, expected: &str| {
        let found = match Newsroom::parse(toml) {
            Ok(newsroom) => {
                format!("{:?}", newsroom.feeds.iter().map(|feed| (&feed.rubric, feed.main)).collect::<Vec<_>>())
            }
            Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        };
        assert_eq!(found, expected, "{toml}");
    };
    let url = "url = \"https://vecher.kz/rss\"";
    check(&format!("[[feed]]\n{url}\nrubric = \"sport\"\nmain = true"), "[(Some(\"sport\"), true)]");
    check(&format!("[[feed]]\n{url}\nrubric = \"\""), "[(None, false)]");
    check("[[feed]]\nrubric = \"sport\"", "line 1: a feed without url; add url = \"https://…\"");
    check(
        "[[feed]]\nurl = \"vecher.kz/rss\"",
        "line 2: url: \"vecher.kz/rss\" is no web address; write it whole, with https://",
    );
    check(
        &format!("[[feed]]\n{url}\nrubric = \"sports\""),
        "line 3: rubric: there is no rubric \"sports\"; did you mean \"sport\"?",
    );
    check(
        &format!("[[feed]]\n{url}\n[[feed]]\n{url}"),
        "line 3: a second [[feed]] with url = \"https://vecher.kz/rss\"; join the two",
    );
    check(
        &format!("[[feed]]\n{url}\nlang = \"kk\""),
        "line 3: unknown key \"lang\" in [[feed]]; did you mean \"language\"?",
    );
    check(&format!("[feed]\n{url}"), "line 1: feed: write each as [[feed]] on a line of its own, with double brackets");
}
