//! Where messages are cut, and what stands first in them.

use headliner::{
    article::{Language, Story},
    locale::Words,
    message::{Extra, Form, Message, html::as_read, length},
    newsroom::{Newsroom, Text},
};

use crate::messages_examples::{MORNING, bare, earthquake, four, story, volunteers, with_renderer};

/// What a lock screen shows: the first 60 characters carry the news.
#[test]
fn the_first_sixty_characters_are_news() {
    let check = |message: Message, news: &str| {
        let read = as_read(&message.text);
        let first: String = read.chars().take(60).collect();
        assert!(first.contains(news), "{first}");
    };
    with_renderer(&bare(), |renderer| {
        check(
            renderer.push(&volunteers(Language::Ru), Form::Photo),
            "Волонтёры предложили выдвинуть Касым-Жомарта Токаева",
        );
        check(renderer.breaking(&earthquake(Language::Kk), Form::Photo), "Алматыда жер сілкінді");
        let four = four(Language::Ru);
        check(
            renderer.bundle(Language::Ru, &four, 0, Extra::default()),
            "На проспекте Абая до пятницы закроют две полосы",
        );
        check(
            renderer.digest(Language::Ru, &four, 9, MORNING, Extra::default()),
            "На проспекте Абая до пятницы закроют",
        );
    });
}

/// Each limit cuts where a reader would.
#[test]
fn what_is_too_long_is_cut() {
    with_renderer(&Newsroom { text: Text { lead: 2000, trim: vec![] }, ..bare() }, |renderer| {
        let mut story = volunteers(Language::Ru);
        story.lead = "Слово за словом идёт длинный рассказ. ".repeat(50);
        let caption = renderer.push(&story, Form::Photo).text;
        let count = length(&caption);
        assert!((1010..=1024).contains(&count), "{count}");
        assert!(caption.contains("…\n\n<i>Фото: Akorda.\u{2060}kz</i>\n#Общество"), "{caption}");
        let text = renderer.push(&story, Form::Formatted).text;
        assert!((1850..=4096).contains(&length(&text)), "the lead is whole");
        // A headline as long as a story leaves no room for the lead, and is cut itself.
        story.headline = "Заголовок ".repeat(600);
        let caption = renderer.push(&story, Form::Photo).text;
        assert!((1000..=1024).contains(&length(&caption)));
        assert!(caption.contains("Заголовок…</b>\n\n<i>Фото"), "{caption}");
    });
}

#[test]
fn a_bundle_that_is_too_long_counts_its_tail() {
    with_renderer(&Newsroom::default(), |renderer| {
        let headline =
            "Заголовок, который длиннее, чем хотелось бы: он занимает больше ста знаков, и таких много, и они разные";
        let stories: Vec<Story> = (0..60).map(|key| story(key, Language::Ru, "city", headline, "Лид.")).collect();
        let message = renderer.bundle(Language::Ru, &stories, 3, Extra::default());
        let shown = message.text.matches("<a href").count();
        assert!((25..45).contains(&shown), "{shown}");
        assert!(message.text.contains("И ещё 62 новости"));
        assert_eq!(
            message.keyboard.0[1][0].label,
            format!("Ещё {}", Words::built_in().count_news(Language::Ru, 62 - shown as u64))
        );
    });
}

/// What may have been lost in a long bundle is named once more, all of it: what finds no room is counted with the tail.
#[test]
fn mentions_are_named_as_far_as_there_is_room() {
    with_renderer(&Newsroom::default(), |renderer| {
        let seen = |count: i64| -> Vec<Story> {
            (100..100 + count)
                .map(|key| story(key, Language::Ru, "city", &format!("Новость под номером {key}"), "Лид."))
                .collect()
        };
        let four = four(Language::Ru);
        for digest in [false, true] {
            let render = |count: i64| {
                let extra = Extra { mentions: seen(count), ..Extra::default() };
                match digest {
                    false => renderer.bundle(Language::Ru, &four[..1], 0, extra),
                    true => renderer.digest(Language::Ru, &four[..2], 0, MORNING, extra),
                }
            };
            let named = |message: &Message| message.text.matches("Новость под номером").count();
            assert_eq!(named(&render(40)), 40);
            let many = render(250);
            let shown = named(&many);
            assert!((60..250).contains(&shown) && length(&many.text) <= 4096, "{shown}");
            let hidden = usize::from(digest) + 250 - shown;
            let label = format!("Ещё {}", Words::built_in().count_news(Language::Ru, hidden as u64));
            assert!(
                many.keyboard.0.iter().flatten().any(|button| button.label == label),
                "{label}: {:?}",
                many.keyboard
            );
        }
    });
}
