use std::{sync::LazyLock, time::Duration};

use proptest::{collection::btree_set, option, prelude::*, sample::select};

use super::*;
use crate::{
    article::Language,
    newsroom::{Minute, Mode, NewReader, Night, Sound},
    store::{
        Forgotten, Kind, State, Store,
        chats::NewChat,
        lists::{Arrival, Carried},
    },
};

const NOW: Time = Time(1_795_410_000_000);
static NEWSROOM: LazyLock<Newsroom> = LazyLock::new(Newsroom::default);

/// What each line of the list says, by its number.
fn read(list: &[u8]) -> Vec<(usize, Result<Carried, String>)> {
    let list = List::read(list).unwrap_or_else(|fault| panic!("{fault}"));
    list.readers(&NEWSROOM, NOW).collect()
}

/// The chats of a list, in short: number, topic, kind, language, rubrics; or the mistake's beginning.
fn shown(list: &[u8]) -> Vec<String> {
    let of = |(number, line): (usize, Result<Carried, String>)| match line {
        Ok(line) => {
            let chat = line.chat;
            format!("{number}: {} {} {:?} {:?} {:b}", chat.telegram, chat.topic, chat.kind, chat.tongue, chat.rubrics)
        }
        Err(why) => format!("{number}! {why}"),
    };
    read(list).into_iter().map(of).collect()
}

/// Every line is what is expected, or begins so.
fn check(list: &[u8], expected: &[&str]) {
    let shown = shown(list);
    let fits = shown.len() == expected.len() && shown.iter().zip(expected).all(|(line, start)| line.starts_with(start));
    assert!(fits, "{:?}\n{shown:#?}\n{expected:#?}", String::from_utf8_lossy(list));
}

fn society() -> String {
    format!("{:b}", 1 << NEWSROOM.rubric_named("society").unwrap().bit)
}

#[test]
fn a_quote_costs_its_line_and_no_other() {
    let rubrics = society();
    let five = format!("5 0 Reader Kk {rubrics}");
    let stray = "chat_id,language,rubrics\n4,ru,\"society\n5,kk,society\n6,ru,\"society\n7,ru,society\n";
    check(
        stray.as_bytes(),
        &["2! a quote is opened and not closed", &format!("3: {five}"), "4! a quote is opened", "5: 7"],
    );
    let spread = "chat_id,note,rubrics,language\r\n4,\"two\r\nlines\",main,ru\r\n5,\"a, \"\"b\"\"\",society,kk\r\n6,x\"y,,\r\n7,\"x\"y,,\r\n";
    check(
        spread.as_bytes(),
        &[
            "2! a quote is opened",
            "3! a quote stands inside a field",
            &format!("4: {five}"),
            "5! a quote stands inside",
            "6! a quote is closed in the middle",
        ],
    );
}

#[test]
fn a_field_and_a_line_have_a_length() {
    let long = |count| format!("chat_id,source\n4,{}\n5,s\n", "x".repeat(count));
    check(long(64).as_bytes(), &["2: 4", "3: 5"]);
    check(long(65).as_bytes(), &["2! source: \"xxxxxx", "3: 5"]);
    check(long(20_000).as_bytes(), &["2! the line has 20002 bytes, and the most is 20000", "3: 5"]);
    check("chat_id,source\n4,a\u{7}b\n".as_bytes(), &["2! source: \"a\\u{7}b\" is no name of a link"]);
}

#[test]
fn tables_as_spreadsheets_write_them() {
    let five = format!("5 0 Reader Kk {}", society());
    let line = |number: usize| format!("{number}: {five}");
    check("\u{feff}chat_id,language,rubrics\n5,kk,society\n".as_bytes(), &[&line(2)]);
    check(b"Chat_ID;Language;Rubrics\r\n5;kk;society\r\n;;\r\n\r\n", &[&line(2)]);
    check(b"CHAT ID\tRUBRICS\tLANGUAGE\r5\tsociety\tKK\r", &[&line(2)]);
    check(b"sep=|\r\nchat-id|rubrics|language\r\n5|society|kk\r\n", &[&line(3)]);
    check(b"\"sep=;\"\n\n\"chat_id\";\"rubrics\";\"language\"\n\"5\";\"society\";\"kk\"", &[&line(4)]);
    check(b"chat_id , rubrics , language\n 5 , \"society\" , kk \n", &[&line(2)]);
    check(b"chat_id,language,rubrics,\n5,kk,society,\n5,kk,society\n5,kk,society,,\n", &[&line(2), &line(3), &line(4)]);
    let wide: Vec<u16> = "\u{feff}chat_id\tlanguage\trubrics\r\n5\tkk\tОбщество\r\n".encode_utf16().collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    check(&little, &[&line(2)]);
    check(&big, &[&line(2)]);
    check(b"chat_id\n5\n6,ru\n", &["2: 5 0 Reader Ru 1", "3! there are 2 fields, and 1 columns have a name"]);
    check(b"chat_id;limit\n5;7\n6,ru;7\n7\n", &["2: 5", "3! chat_id: \"6,ru\" is no whole number", "4: 7"]);
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let check = |list: &[u8], line: Option<usize>, start: &str| {
        let Err(fault) = List::read(list) else { panic!("{list:?} is read") };
        assert!(fault.line == line && fault.what.starts_with(start), "{fault}");
    };
    check(b"", Some(1), "the first line must name the columns");
    check(b"\n\n12345\n12346\n", Some(3), "the first line must name the columns");
    check(b"id,language\n5,ru\n", Some(1), "the first line must name the columns");
    check(b"chat_id,Rubrics,rubrics\n5,a,b\n", Some(1), "the column rubrics is there twice");
    check(b"chat_id,language\n5,ru\n6,\xea\xea\n", Some(3), "this is no text in UTF-8");
    check(b"c\0h\0a\0t\0", None, "this is no text");
    check(b"PK\x03\x04\x14\0\x06\0", None, "this is no text");
    let list = List::read(b"chat_id,rubric,notes,\n5,society,x\n").unwrap();
    let passed = |name: &str, nearest| Passed { name: format!("\"{name}\""), nearest };
    assert_eq!(list.passed(), [passed("rubric", Some("rubrics")), passed("notes", None)]);
}

#[test]
fn numbers_as_spreadsheets_write_them() {
    let check = |text: &str, expected: Result<i64, &str>| match (values::chat(text), expected) {
        (Ok(number), Ok(expected)) => assert_eq!(number, expected, "{text}"),
        (Err(why), Err(expected)) => assert!(why.contains(expected), "{text}: {why}"),
        (number, _) => panic!("{text}: {number:?}"),
    };
    check("123456789", Ok(123_456_789));
    check("123456789.0", Ok(123_456_789));
    check("123456789,00", Ok(123_456_789));
    check("123 456 789", Ok(123_456_789));
    check("123\u{a0}456\u{202f}789", Ok(123_456_789));
    check("'123456789", Ok(123_456_789));
    check("-1001234567890", Ok(-1_001_234_567_890));
    check("\u{2212}1001234567890", Ok(-1_001_234_567_890));
    check("1,23457E+09", Err("a number that a spreadsheet has rounded"));
    check("-1.00123E+12", Err("a number that a spreadsheet has rounded"));
    for wrong in ["1,000", "12.5", "12 34", "1 2", "+5", "--5", "-", "abc", "Елена", "1.0.0", "9223372036854775808"]
    {
        check(wrong, Err("is no whole number"));
    }
    check("0", Err("0 is no chat"));
    check("4503599627370496", Err("larger than any number of a chat"));
}

#[test]
fn a_source_that_was_a_whole_file_is_written_as_a_name() {
    assert_eq!(values::source_text(Some(&format!("a\n{}", "5,ru\n".repeat(99)))).chars().count(), 64);
    assert_eq!(values::source_text(Some("site\r\n")), "site");
}

#[test]
fn what_is_left_out_is_the_newsrooms() {
    let list = "chat_id,kind,rubrics,language,quiet,digest\n5,,,en,,\n-7,,-,,-,8:00:00 19:00\n-8,channel,,,,\n9,Reader,Общество,kk,23:00–6:30,-\n";
    let lines: Vec<Carried> = read(list.as_bytes()).into_iter().map(|(_, line)| line.unwrap()).collect();
    let [reader, group, channel, other] = &lines[..] else { panic!("{lines:?}") };
    let new = &NEWSROOM.new_reader;
    assert_eq!((reader.chat.rubrics, reader.chat.languages, &reader.habits, reader.joined), (1, 7, new, NOW));
    assert_eq!((reader.state, reader.urgent, reader.photos, reader.zone), (State::Open, true, true, None));
    let digest = vec![Minute(8 * 60), Minute(19 * 60)];
    assert_eq!((group.chat.kind, group.chat.rubrics), (Kind::Group, 0));
    assert_eq!((group.habits.quiet, &group.habits.digest), (None, &digest));
    assert_eq!((channel.chat.kind, channel.chat.languages, &channel.habits), (Kind::Channel, 7, &new.of_channel()));
    let quiet = Some((Minute(23 * 60), Minute(6 * 60 + 30)));
    assert_eq!((other.chat.languages, other.habits.quiet, &other.habits.digest), (2, quiet, &vec![]));
}

#[test]
fn a_line_that_cannot_be_is_a_mistake() {
    let check = |columns: &str, values: &str, start: &str| {
        check(format!("chat_id,{columns}\n{values}\n").as_bytes(), &[&format!("2! {start}")]);
    };
    check("kind", "5,channel", "kind: the number of a channel is not positive");
    check("kind", "-5,reader", "kind: the number of a reader is not negative");
    check("kind", "5,bot", "kind: \"bot\" is none of reader, group, channel");
    check("topic", "5,3", "topic: only groups have topics");
    check("topic", "-5,-1", "topic: \"-1\" is no whole number from 0");
    check("state", "5,asleep", "state: \"asleep\" is none of open, left, blocked, gone");
    check("rubrics", "5,main sprot", "rubrics: the rubric \"sprot\" is unknown");
    check("language", "5,de", "language: \"de\" is none of ru, kk, en");
    check("mode", "5,later", "mode: \"later\" is none of now, mixed, digest, breaking");
    check("joined", "5,2199-01-01", "joined: \"2199-01-01\" is still to come");
    check("joined", "5,yesterday", "joined: it is \"yesterday\", which is no date");
    check("digest", "5,8:00 9:00 10:00 11:00", "digest: at most 3 times");
    check("quiet", "5,22:00", "quiet: \"22:00\" are no quiet hours");
    check("spacing", "5,3d", "spacing: \"3d\" is longer than a day");
    check("limit", "5,1001", "limit: \"1001\" is no whole number from 0 to 1000");
    check("photos", "5,maybe", "photos: \"maybe\" is neither yes nor no");
    check("zone", "5,Almaty", "zone: \"Almaty\" is no time zone");
    check("language", ",ru", "there is no chat_id");
}

#[test]
fn what_begins_like_a_formula_is_text() {
    let check = |text: &str, written: &str| {
        assert_eq!(values::shielded(text.to_owned()), written);
        assert_eq!(values::unshielded(written), text);
    };
    check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
    check("@SUM(1)", "'@SUM(1)");
    check("+7", "'+7");
    check("-1+2", "'-1+2");
    check("'=1", "''=1");
    check("-100", "-100");
    check("-", "-");
    check("'s", "'s");
    check("site", "site");
}

fn minute() -> impl Strategy<Value = Minute> {
    (0..1440u16).prop_map(Minute)
}

fn habits() -> impl Strategy<Value = NewReader> {
    let hours = || btree_set(0..1440u16, 0..=3);
    let times = (hours(), hours(), option::of((minute(), minute())));
    let choices = (select(Mode::ALL), select(Night::ALL), select(Sound::ALL));
    (times, choices, 0..=86_400_000u64, 0..=1000u32).prop_map(
        |((digest, weekend, quiet), (mode, night, sound), spacing, limit)| NewReader {
            mode,
            digest: digest.into_iter().map(Minute).collect(),
            weekend: weekend.into_iter().map(Minute).collect(),
            quiet: quiet.filter(|(from, to)| from != to),
            night,
            sound,
            spacing: Duration::from_millis(if limit % 2 == 0 { spacing } else { spacing / 60_000 * 60_000 }),
            limit,
        },
    )
}

fn chat() -> impl Strategy<Value = NewChat> {
    let kind = select(vec![Kind::Reader, Kind::Group, Kind::Channel]);
    let reads = (select(&Language::ALL[..]), 0..8u8, any::<u64>());
    let source = "['=+@;,\"\t -]{0,3}[a-zа-я0-9'\",;= -]{0,12}";
    (1..1i64 << 52, 0..9i64, kind, reads, source).prop_map(
        |(number, topic, kind, (tongue, languages, mask), source)| {
            let known = NEWSROOM.rubrics.iter().fold(1, |known, rubric| known | 1 << rubric.bit);
            let source = source.replace('\t', "").trim().to_owned();
            NewChat {
                telegram: if kind == Kind::Reader { number } else { -number },
                topic: if kind == Kind::Group { topic } else { 0 },
                kind,
                tongue,
                languages,
                rubrics: mask & known,
                source: (!source.is_empty()).then_some(source),
                title: None,
            }
        },
    )
}

fn carried() -> impl Strategy<Value = Carried> {
    let states = vec![State::Open, State::Left, State::Blocked, State::Gone, State::NoRights];
    let zone = option::of(select(&chrono_tz::TZ_VARIANTS[..]));
    let paused = option::of((0..2 * NOW.0).prop_map(Time));
    let wants = (any::<bool>(), any::<bool>(), any::<bool>());
    const FOLLOWED: [&[&str]; 3] = [&["-снос \"новый парк\""], &["#волонтёры", "метро"], &[]];
    (chat(), habits(), select(states), wants, zone, paused, 0..NOW.0, select(&FOLLOWED[..])).prop_map(
        |(chat, habits, state, (urgent, photos, pause_urgent), zone, paused, joined, followed)| Carried {
            words: followed.iter().map(|word| (*word).to_owned()).collect(),
            chat,
            habits,
            state,
            urgent,
            photos,
            zone,
            paused,
            pause_urgent,
            joined: Time(joined),
        },
    )
}

/// As another program would write the same table.
fn rewritten(table: &[u8], style: usize) -> Vec<u8> {
    let text = std::str::from_utf8(table).unwrap();
    match style {
        0 => table.to_vec(),
        1 => format!("\u{feff}{}", text.replace('\n', "\r\n").replacen("chat_id", "Chat_ID", 1)).into_bytes(),
        2 => format!("\u{feff}sep=,\r{}", text.replace('\n', "\r")).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_taken_out_comes_back_as_it_was(
        chats in proptest::collection::vec(carried(), 1..4),
        separator in select(&b",;\t"[..]),
        style in 0..4usize,
    ) {
        let separator = if style == 2 { b',' } else { separator };
        let mut csv = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        csv.write_record(head()).unwrap();
        for chat in &chats {
            csv.write_record(line(chat, &NEWSROOM)).unwrap();
        }
        let table = rewritten(&csv.into_inner().unwrap(), style);
        let read: Vec<Carried> = read(&table).into_iter().map(|(_, line)| line.unwrap()).collect();
        prop_assert_eq!(&read, &chats);
        let store = Store::in_memory().unwrap();
        let (nobody, mut here) = (Forgotten::default(), Vec::new());
        for chat in &read {
            let came = store.write_here(|store| store.bring_in(chat, &nobody)).unwrap();
            let kept = store.read_here(|store| store.chat_of(chat.chat.telegram, chat.chat.topic)).unwrap().unwrap();
            if came == Arrival::New {
                here.push(store.read_here(|store| store.carried(kept)).unwrap());
            }
            prop_assert_eq!(store.write_here(|store| store.bring_in(chat, &nobody)).unwrap(), Arrival::Known);
        }
        prop_assert_eq!(&here, &chats);
    }

    #[test]
    fn whatever_the_bytes_are_nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), style in 0..4usize) {
        let mut spoiled = rewritten(b"chat_id,language,rubrics,joined,quiet,digest\n5,ru,main,", style);
        spoiled.extend(&bytes);
        for list in [&bytes, &spoiled] {
            if let Ok(list) = List::read(list) {
                for (number, line) in list.readers(&NEWSROOM, NOW) {
                    prop_assert!(number > 1 && line.map_or_else(|why| !why.contains('\n'), |line| line.chat.telegram != 0));
                }
            }
        }
    }
}
