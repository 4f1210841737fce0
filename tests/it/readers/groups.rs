//! Groups, who may choose there, and their topics.

use std::time::Duration;

use headliner::store::{Chat, State};
use simulator::{Person, Room};

use crate::harness::{House, pass};

const ADMINS_ONLY: &str = "Настройки меняет администратор группы.";

/// A group with an owner and a member; the bot has greeted.
async fn group(house: &House, forum: bool) -> (Room, Person, Person) {
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let members = [&owner, &member];
    let group =
        if forum { house.sim.forum("Соседи", &members) } else { house.sim.supergroup("Соседи", &members) };
    group.add_bot();
    group.expects("Здравствуйте").await;
    (group, owner, member)
}

/// The screen of `/rubrics`, in a topic or (0) not.
async fn rubrics(owner: &Person, group: &Room, topic: i64) -> simulator::Message {
    match topic {
        0 => owner.say_in(group, "/rubrics"),
        topic => owner.say_in_topic(group, topic, "/rubrics"),
    }
    group.expects("Что вам присылать?").await
}

async fn choose(owner: &Person, group: &Room, topic: i64, rubric: &str) {
    let screen = rubrics(owner, group, topic).await;
    owner.press_on(&screen, rubric);
    group.expects_toast("включена").await;
}

fn chat(house: &House, group: &Room, topic: i64) -> Option<Chat> {
    house.store().read_here(|store| store.chat_of(group.id(), topic)).unwrap()
}

/// Writes a story of society about this, so late that nothing before it delays it.
async fn story(house: &House, about: &str) {
    pass(Duration::from_secs(1860)).await;
    let published = house.now().utc().to_rfc3339();
    house.write(about, "society", about, &published, "");
}

#[tokio::test(start_paused = true)]
async fn a_member_changes_nothing_on_an_administrators_screen() {
    let house = House::open().await;
    let (group, owner, member) = group(&house, false).await;
    let screen = rubrics(&owner, &group, 0).await;
    for label in screen.labels().concat() {
        member.press_on(&screen, &label);
        assert_eq!(group.expects_toast("").await, ADMINS_ONLY, "{label}");
    }
    group.expects_silence(Duration::from_secs(60)).await;
    let known = chat(&house, &group, 0).unwrap();
    assert_eq!((known.rubrics, known.state), (0, State::Left));
}

#[tokio::test(start_paused = true)]
async fn two_administrators_press_at_once() {
    let house = House::open().await;
    let (group, owner, deputy) = group(&house, false).await;
    group.appoint(&deputy);
    let screen = rubrics(&owner, &group, 0).await;
    for person in [&owner, &deputy] {
        person.press_on(&screen, "👥 Общество");
    }
    owner.press_on(&screen, "🎭 Культура");
    deputy.press_on(&screen, "⚽️ Спорт");
    for _ in 0..4 {
        group.expects_toast("включена").await;
    }
    assert_eq!(chat(&house, &group, 0).unwrap().rubrics, 1 << 1 | 1 << 7 | 1 << 8, "the same twice is on, not off");
}

#[tokio::test(start_paused = true)]
async fn who_is_no_administrator_any_more_changes_nothing() {
    let house = House::open().await;
    let (group, _, deputy) = group(&house, false).await;
    group.appoint(&deputy);
    let screen = rubrics(&deputy, &group, 0).await;
    group.dismiss(&deputy);
    deputy.press_on(&screen, "👥 Общество");
    group.expects_toast(ADMINS_ONLY).await;
    assert_eq!(chat(&house, &group, 0).unwrap().rubrics, 0);
    group.appoint(&deputy);
    deputy.press_on(&screen, "👥 Общество");
    group.expects_toast("«Общество» включена").await;
}

#[tokio::test(start_paused = true)]
async fn a_topic_chooses_for_itself_alone() {
    let house = House::open().await;
    let (forum, owner, member) = group(&house, true).await;
    let (news, flood) = (forum.topic("Новости"), forum.topic("Флуд"));
    member.say_in_topic(&forum, news, "/rubrics");
    assert_eq!(forum.expects(ADMINS_ONLY).await.thread, Some(news));
    choose(&owner, &forum, news, "👥 Общество").await;
    assert_eq!(rubrics(&owner, &forum, flood).await.thread, Some(flood));
    story(&house, "Парк").await;
    assert_eq!(forum.expects("Парк").await.thread, Some(news));
    choose(&owner, &forum, 0, "👥 Общество").await; // General
    story(&house, "Сквер").await;
    let mut threads = [forum.expects("Сквер").await.thread, forum.expects("Сквер").await.thread];
    threads.sort_unstable();
    assert_eq!(threads, [None, Some(news)]);
    owner.say_in_topic(&forum, news, "/stop");
    forum.expects("Новости сюда больше не придут").await;
    story(&house, "Фонтан").await;
    assert_eq!(forum.expects("Фонтан").await.thread, None);
    forum.expects_silence(Duration::from_secs(600)).await;
    assert_eq!(chat(&house, &forum, flood).map(|chat| chat.state), Some(State::Left));
}

#[tokio::test(start_paused = true)]
async fn a_closed_topic_gets_its_news_when_it_is_open_again() {
    let house = House::open().await;
    let (forum, owner, _) = group(&house, true).await;
    let news = forum.topic("Новости");
    choose(&owner, &forum, news, "👥 Общество").await;
    forum.expects_edit("Что вам присылать?").await;
    forum.close_topic(news);
    story(&house, "Парк").await;
    forum.expects_silence(Duration::from_secs(900)).await;
    forum.reopen_topic(news);
    assert_eq!(forum.expects("Парк").await.thread, Some(news));
}

#[tokio::test(start_paused = true)]
async fn a_deleted_topic_goes_on_in_its_group_until_that_has_chosen() {
    let house = House::open().await;
    let (forum, owner, _) = group(&house, true).await;
    let news = forum.topic("Новости");
    choose(&owner, &forum, news, "👥 Общество").await;
    assert!(chat(&house, &forum, news).is_some_and(|chat| chat.rubrics == 1 << 1));
    forum.delete_topic(news);
    story(&house, "Парк").await;
    assert_eq!(forum.expects("Парк").await.thread, None);
    assert_eq!(chat(&house, &forum, news), None);
    assert_eq!(chat(&house, &forum, 0).map(|chat| chat.rubrics), Some(1 << 1));
}

/// The bot is an administrator here, so that it hears everything.
#[tokio::test(start_paused = true)]
async fn talk_among_people_is_not_answered() {
    let house = House::open().await;
    let (group, owner, member) = group(&house, false).await;
    group.promote_bot(&[]);
    let greeting = group.last();
    for talk in [
        "метро",
        "снег, где снег?",
        "@headliner_bot привет",
        "/latest@other_bot",
        "/nonsense",
        "/nonsense@headliner_bot",
    ] {
        member.say_in(&group, talk);
        owner.say_as(&group, talk);
    }
    member.reply(&greeting, "что это?");
    group.expects_silence(Duration::from_secs(120)).await;
    assert_eq!(house.sim.requests_of("getChatMember").len(), 0, "nobody is looked up for what is not for the bot");
    member.say_in(&group, "/latest@Headliner_Bot");
    group.expects("В метро появятся новые вагоны").await;
}

#[tokio::test(start_paused = true)]
async fn who_was_put_out_and_added_again_chooses_again_and_finds_the_old_choice() {
    let house = House::open().await;
    let (group, owner, _) = group(&house, false).await;
    choose(&owner, &group, 0, "👥 Общество").await;
    for again in ["Парк", "Сквер"] {
        if again == "Парк" {
            group.kick_bot()
        } else {
            group.remove_bot()
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(chat(&house, &group, 0).map(|chat| chat.state), Some(State::Blocked), "{again}");
        group.add_bot();
        group.expects("рубрики выбирает администратор").await;
        story(&house, again).await;
        group.expects_silence(Duration::from_secs(600)).await;
        let screen = rubrics(&owner, &group, 0).await;
        assert!(screen.button("✅ 👥 Общество").is_some(), "{:?}", screen.labels());
        owner.press_on(&screen, "Готово");
        group.expects_edit("Запомнили").await;
        story(&house, &format!("{again} снова")).await;
        let came = group.expects(again).await;
        assert!(came.text.contains("снова"), "what came out meanwhile is not sent: {}", came.text);
    }
}

#[tokio::test(start_paused = true)]
async fn where_the_bot_may_not_write_it_greets_when_it_may() {
    let house = House::open().await;
    let owner = house.sim.person("Хозяин", "ru");
    let group = house.sim.supergroup("Соседи", &[&owner]);
    group.restrict_bot(&["can_send_messages"]);
    group.expects_silence(Duration::from_secs(60)).await;
    group.restrict_bot(&[]);
    group.expects("Здравствуйте").await;
    choose(&owner, &group, 0, "👥 Общество").await;
    group.restrict_bot(&["can_send_messages"]);
    story(&house, "Парк").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(chat(&house, &group, 0).map(|chat| chat.state), Some(State::Open), "missing rights close nothing");
    group.restrict_bot(&[]);
    group.expects("Парк").await;
    group.kick_bot();
    tokio::time::sleep(Duration::from_secs(60)).await;
    group.restrict_bot(&["can_send_messages"]); // added again, but silent
    tokio::time::sleep(Duration::from_secs(60)).await;
    group.restrict_bot(&[]);
    story(&house, "Сквер").await;
    pass(Duration::from_secs(600)).await;
    assert!(!group.transcript().contains("Сквер"), "nobody has chosen again\n{}", group.transcript());
}

#[tokio::test(start_paused = true)]
async fn what_a_group_is_called_is_followed() {
    let house = House::open().await;
    let (group, ..) = group(&house, false).await;
    group.rename("Соседи по двору");
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(chat(&house, &group, 0).and_then(|chat| chat.title).as_deref(), Some("Соседи по двору"));
}

#[tokio::test(start_paused = true)]
async fn a_supergroup_keeps_what_the_group_has_chosen() {
    let house = House::open().await;
    let owner = house.sim.person("Хозяин", "ru");
    let small = house.sim.group("Соседи", &[&owner]);
    small.add_bot();
    small.expects("Здравствуйте").await;
    choose(&owner, &small, 0, "👥 Общество").await;
    story(&house, "Парк").await;
    small.expects("Парк").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = chat(&house, &small, 0).unwrap();
    let large = small.migrate();
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(large.received(), [], "that the bot comes there is no news");
    assert_eq!(chat(&house, &small, 0), None);
    let after = chat(&house, &large, 0).unwrap();
    assert_eq!(after, Chat { telegram: large.id(), ..before }, "wishes, cursors and history");
    // Numbers of the group's messages name others in the supergroup: none of them is edited any more.
    house.write("Парк", "society", "Парк закрыт", "2026-11-23T10:31:05+05:00", "correction: \"Парк закрыт\"");
    pass(Duration::from_secs(300)).await;
    assert_eq!(house.sim.requests_of("editMessageText").len(), 1, "the screen of the choice alone");
}
