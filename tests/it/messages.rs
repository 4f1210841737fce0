//! What readers see, pinned: the examples of the copy deck as they stand in the chat.

use headliner::{
    article::{ArticleKey, Image, Language, Story},
    message::{Details, Extra, Form, Mark},
    newsroom::{Named, Newsroom},
};
use insta::assert_snapshot;

use crate::messages_examples::{MORNING, bare, earthquake, four, road, shown, volunteers, with_renderer};

#[test]
fn a_push_with_a_photo() {
    with_renderer(&bare(), |renderer| {
        assert_snapshot!(shown(&renderer.push(&volunteers(Language::Ru), Form::Photo)), @r"
        <b>Волонтёры предложили выдвинуть Касым-Жомарта Токаева кандидатом в президенты</b>

        С инициативой выступило собрание волонтёрских организаций в Астане. Досрочные выборы назначены на 20 ноября.

        <i>Фото: Akorda.kz</i>
        #Общество
        [Читать на Vecher.kz] [⋯]
        photo photos/akorda.jpg
        ");
        assert_snapshot!(shown(&renderer.push(&volunteers(Language::Kk), Form::Photo)), @r"
        <b>Ұлттық еріктілер желісі Қасым-Жомарт Тоқаевты президенттікке кандидат етіп ұсынуға бастама көтерді</b>

        Кезектен тыс президент сайлауы 20 қарашада өтеді.

        <i>Фото: Akorda.kz</i>
        #Қоғам
        [Vecher.kz сайтынан оқу] [⋯]
        photo photos/akorda.jpg
        ");
    });
}

#[test]
fn a_site_is_called_as_the_language_of_the_story_calls_it() {
    let site = Named {
        ru: "Степном вестнике".into(), kk: "Дала жаршысы".into(), en: "Steppe Herald".into()
    };
    with_renderer(&Newsroom { site, ..bare() }, |renderer| {
        let button = |language| renderer.read_button(&road(language), language).expect("it has a page").label;
        assert_eq!(button(Language::Ru), "Читать на Степном вестнике");
        assert_eq!(button(Language::Kk), "Дала жаршысы сайтынан оқу");
    });
}

#[test]
fn a_push_without_a_photo() {
    with_renderer(&bare(), |renderer| {
        assert_snapshot!(shown(&renderer.push(&road(Language::Ru), Form::Photo)), @r"
        <b>На проспекте Абая до пятницы закроют две полосы</b>

        Ремонт теплотрассы идёт между улицами Байзакова и Ауэзова. Автобусы объедут участок по улице Сатпаева.

        #Транспорт
        [Читать на Vecher.kz] [⋯]
        ");
        assert_snapshot!(shown(&renderer.push(&road(Language::Kk), Form::Formatted)), @r"
        <b>Абай даңғылында жұмаға дейін екі жолақ жабылады</b>

        Байзақов пен Әуезов көшелерінің аралығында жылу желісі жөнделіп жатыр. Автобустар бұл бөлікті Сәтбаев көшесімен айналып өтеді.

        #Көлік
        [Vecher.kz сайтынан оқу] [⋯]
        ");
    });
}

#[test]
fn the_forms_of_a_push() {
    with_renderer(&bare(), |renderer| {
        let mut story = volunteers(Language::Ru);
        story.headline = "Цены «R&D» < 5 \"тенге\"".into();
        story.sensitive = true;
        story.credit = Some("Коллаж: Vecher.kz".into());
        assert_snapshot!(shown(&renderer.push(&story, Form::Photo)), @r#"
        <b>Цены «R&amp;D» &lt; 5 &quot;тенге&quot;</b>

        С инициативой выступило собрание волонтёрских организаций в Астане. Досрочные выборы назначены на 20 ноября.

        <i>Коллаж: Vecher.kz</i>
        #Общество
        [Читать на Vecher.kz] [⋯]
        photo photos/akorda.jpg (covered)
        "#);
        assert_snapshot!(shown(&renderer.push(&story, Form::Formatted)), @r#"
        <b>Цены «R&amp;D» &lt; 5 &quot;тенге&quot;</b>

        С инициативой выступило собрание волонтёрских организаций в Астане. Досрочные выборы назначены на 20 ноября.

        #Общество
        [Читать на Vecher.kz] [⋯]
        "#);
        assert_snapshot!(shown(&renderer.push(&story, Form::Plain)), @r#"
        Цены «R&amp;D» &lt; 5 &quot;тенге&quot;

        С инициативой выступило собрание волонтёрских организаций в Астане. Досрочные выборы назначены на 20 ноября.

        #Общество

        https://vecher.kz/ru/article/1.html
        [⋯]
        "#);
    });
}

#[test]
fn breaking() {
    with_renderer(&bare(), |renderer| {
        assert_snapshot!(shown(&renderer.breaking(&earthquake(Language::Ru), Form::Photo)), @r"
        ⚡️ <b>Срочно. В Алматы ощущалось землетрясение</b>

        Толчки почувствовали в 03:12. Данных о пострадавших нет. Телефон спасателей — 112.

        Подробности появятся в этом сообщении.
        [⋯]
        ");
        assert_snapshot!(shown(&renderer.breaking(&earthquake(Language::Kk), Form::Photo)), @r"
        ⚡️ <b>Шұғыл. Алматыда жер сілкінді</b>

        Дүмпу 03:12-де сезілді. Зардап шеккендер туралы дерек жоқ. Құтқарушылар телефоны — 112.

        Толығырақ ақпарат осы хабарламада шығады.
        [⋯]
        ");
        let written = Story { url: Some("/a.html".into()), ..earthquake(Language::Ru) };
        assert_snapshot!(shown(&renderer.breaking(&written, Form::Photo)), @r"
        ⚡️ <b>Срочно. В Алматы ощущалось землетрясение</b>

        Толчки почувствовали в 03:12. Данных о пострадавших нет. Телефон спасателей — 112.
        [Читать на Vecher.kz] [⋯]
        ");
    });
}

#[test]
fn a_bundle_of_four() {
    with_renderer(&bare(), |renderer| {
        assert_snapshot!(shown(&renderer.bundle(Language::Ru, &four(Language::Ru), 0, Extra::default())), @r#"
        <b>На проспекте Абая до пятницы закроют две полосы</b>
        Ремонт теплотрассы идёт между улицами Байзакова и Ауэзова.

        <b>И ещё 3 новости</b>
        • <a href="https://vecher.kz/ru/article/a.html">В Медеуском районе высадят 1 200 яблонь</a>
        • <a href="https://vecher.kz/ru/article/b.html">«Кайрат» объявил состав на домашний матч</a>
        • <a href="https://vecher.kz/ru/article/c.html">В городе открыли ещё две детские библиотеки</a>
        [Читать первую] [⋯]
        "#);
        assert_snapshot!(shown(&renderer.bundle(Language::Kk, &four(Language::Kk), 0, Extra::default())), @r#"
        <b>Абай даңғылында жұмаға дейін екі жолақ жабылады</b>
        Байзақов пен Әуезов көшелерінің аралығында жылу желісі жөнделіп жатыр.

        <b>Тағы 3 жаңалық</b>
        • <a href="https://vecher.kz/kk/article/a.html">Медеу ауданында 1 200 алма ағашы отырғызылады</a>
        • <a href="https://vecher.kz/kk/article/b.html">«Қайрат» алаңындағы матчқа құрамын жариялады</a>
        • <a href="https://vecher.kz/kk/article/c.html">Қалада тағы екі балалар кітапханасы ашылды</a>
        [Біріншісін оқу] [⋯]
        "#);
    });
}

#[test]
fn a_bundle_with_everything_else() {
    with_renderer(&bare(), |renderer| {
        let mut stories = four(Language::Ru);
        stories[0].image = Some(Image::Path("photos/road.jpg".into()));
        let seen = stories.pop().expect("four stories");
        let extra = Extra { mentions: vec![seen], older: 12, pause: true, ..Extra::default() };
        assert_snapshot!(shown(&renderer.bundle(Language::Ru, &stories[..2], 40, extra)), @r#"
        Пока вы отдыхали, главное — в этом сообщении.

        <b>На проспекте Абая до пятницы закроют две полосы</b>
        Ремонт теплотрассы идёт между улицами Байзакова и Ауэзова.

        <b>И ещё 41 новость</b>
        • <a href="https://vecher.kz/ru/article/a.html">В Медеуском районе высадят 1 200 яблонь</a>

        Возможно, вы это уже видели:
        • <a href="https://vecher.kz/ru/article/c.html">В городе открыли ещё две детские библиотеки</a>

        Более ранних новостей: 12. Все здесь: /latest
        [Читать первую] [⋯]
        [Ещё 40 новостей]
        preview https://vecher.kz/ru/article/10.html
        "#);
    });
}

#[test]
fn one_story_that_mentions_another() {
    with_renderer(&bare(), |renderer| {
        let extra = Extra { mentions: vec![volunteers(Language::Ru)], ..Extra::default() };
        assert_snapshot!(shown(&renderer.bundle(Language::Ru, &[road(Language::Ru)], 0, extra)), @r#"
        <b>На проспекте Абая до пятницы закроют две полосы</b>
        Ремонт теплотрассы идёт между улицами Байзакова и Ауэзова. Автобусы объедут участок по улице Сатпаева.

        Возможно, вы это уже видели:
        • <a href="https://vecher.kz/ru/article/1.html">Волонтёры предложили выдвинуть Касым-Жомарта Токаева кандидатом в президенты</a>
        [Читать первую] [⋯]
        "#);
    });
}

#[test]
fn a_bundle_with_a_withdrawn_story() {
    with_renderer(&bare(), |renderer| {
        let mut stories = four(Language::Ru);
        stories[2].key = ArticleKey(77);
        let extra = Extra { withdrawn: vec![ArticleKey(10), ArticleKey(77)], ..Extra::default() };
        assert_snapshot!(shown(&renderer.bundle(Language::Ru, &stories, 0, extra)), @r#"
        <b>🚫 <i>Материал снят с публикации</i></b>

        <b>И ещё 3 новости</b>
        • <a href="https://vecher.kz/ru/article/a.html">В Медеуском районе высадят 1 200 яблонь</a>
        • 🚫 <i>Материал снят с публикации</i>
        • <a href="https://vecher.kz/ru/article/c.html">В городе открыли ещё две детские библиотеки</a>
        [⋯]
        "#);
    });
}

#[test]
fn what_an_edited_push_says() {
    with_renderer(&bare(), |renderer| {
        let mut story = road(Language::Ru);
        let corrected = Details { mark: Some(Mark::Corrected(MORNING)), ..Details::default() };
        // Nothing is said without a correction.
        assert_eq!(renderer.push_with(&story, Form::Photo, &corrected), renderer.push(&story, Form::Photo));
        story.correction = Some("дорогу закроют не в четверг,\n а в пятницу".into());
        assert_snapshot!(shown(&renderer.push_with(&story, Form::Photo, &corrected)), @r"
        <b>На проспекте Абая до пятницы закроют две полосы</b>

        Ремонт теплотрассы идёт между улицами Байзакова и Ауэзова. Автобусы объедут участок по улице Сатпаева.

        #Транспорт

        ✏️ <i>Исправлено в 08:00: дорогу закроют не в четверг, а в пятницу</i>
        [Читать на Vecher.kz] [⋯]
        ");
        let updated = Details { mark: Some(Mark::Updated(MORNING)), word: Some("теплотрасса & co") };
        assert_snapshot!(shown(&renderer.push_with(&road(Language::Kk), Form::Photo, &updated)), @r"
        <b>Абай даңғылында жұмаға дейін екі жолақ жабылады</b>

        Байзақов пен Әуезов көшелерінің аралығында жылу желісі жөнделіп жатыр. Автобустар бұл бөлікті Сәтбаев көшесімен айналып өтеді.

        🔎 «теплотрасса &amp; co» сөзі бойынша
        #Көлік

        <i>Жаңартылды, сағат 08:00</i>
        [Vecher.kz сайтынан оқу] [⋯]
        ");
    });
}

#[test]
fn what_is_said_of_withdrawn_and_corrected_stories() {
    with_renderer(&bare(), |renderer| {
        assert_snapshot!(shown(&renderer.withdrawn(Language::Ru, None)), @r"
        🚫 <b>Материал снят с публикации.</b>

        Сведения не подтвердились. Пожалуйста, не пересылайте их дальше.
        ");
        assert_snapshot!(shown(&renderer.withdrawn(Language::En, Some("Wrong <city>."))), @r"
        🚫 <b>This story has been withdrawn.</b>

        Wrong &lt;city&gt;.
        ");
        let correction = "дорогу закроют не в четверг, а в пятницу.";
        assert_snapshot!(shown(&renderer.correction_notice(Language::Ru, correction)), @r"
        ✏️ <b>Исправление.</b> В новости выше была ошибка: дорогу закроют не в четверг, а в пятницу.

        Приносим извинения.
        ");
        assert_snapshot!(shown(&renderer.retraction_notice(Language::Ru, MORNING, None)), @r"
        🚫 <b>Мы сняли новость, которую прислали в 08:00.</b> Сведения не подтвердились. Пожалуйста, не пересылайте их дальше.

        Приносим извинения.
        ");
    });
}

#[test]
fn a_channel_post() {
    with_renderer(&Newsroom::default(), |renderer| {
        let post =
            renderer.channel_post(&road(Language::Ru), Form::Photo, false, &Details::default(), &Extra::default());
        assert_snapshot!(serde_json::to_string_pretty(&post.keyboard).expect("a keyboard is JSON"), @r#"
        {
          "inline_keyboard": [
            [
              {
                "text": "Читать на Vecher.kz",
                "url": "https://vecher.kz/ru/article/10.html?utm_source=telegram&utm_medium=bot&utm_campaign=transport"
              }
            ],
            [
              {
                "text": "Выбрать свои рубрики",
                "url": "https://t.me/vecher_bot?start=r_transport__channel"
              }
            ]
          ]
        }
        "#);
    });
}
