//! The stories of the copy deck's examples, and how a message is shown in a snapshot.

use headliner::{
    article::{ArticleId, ArticleKey, Image, Language, Story},
    clock::Time,
    locale::Words,
    message::{Message, Renderer},
    newsroom::Newsroom,
};

/// 23 November 2026, 08:00 in Almaty.
pub(crate) const MORNING: Time = Time(1_795_402_800_000);

pub(crate) fn story(key: i64, language: Language, rubric: &str, headline: &str, lead: &str) -> Story {
    let newsroom = Newsroom::default();
    let rubrics = rubric.split_whitespace().map(|name| match name {
        "main" => 1,
        name => 1 << newsroom.rubric_named(name).expect("a rubric of the built-in newsroom").bit,
    });
    Story {
        key: ArticleKey(key),
        id: ArticleId(format!("story-{key}")),
        revision: 1,
        headline: headline.into(),
        lead: lead.into(),
        url: Some(format!("/{}/article/{key}.html", language.code())),
        image: None,
        credit: None,
        sensitive: false,
        byline: None,
        language,
        rubrics: rubrics.sum(),
        correction: None,
        published: MORNING,
        withdrawn: false,
    }
}

/// A newsroom whose links are bare, as in the deck.
pub(crate) fn bare() -> Newsroom {
    Newsroom { link_params: String::new(), ..Newsroom::default() }
}

pub(crate) fn with_renderer<T>(newsroom: &Newsroom, render: impl FnOnce(Renderer) -> T) -> T {
    render(Renderer { words: &Words::built_in(), newsroom, bot: "vecher_bot" })
}

/// The message as the deck shows it: text, then a line for each row of buttons, then what else there is.
pub(crate) fn shown(message: &Message) -> String {
    let mut shown = message.text.replace('\u{2060}', ""); // nobody sees a word joiner
    for row in &message.keyboard.0 {
        let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        shown.push_str(&format!("\n{}", labels.join(" ")));
    }
    if let Some(photo) = &message.photo {
        shown.push_str(&format!("\nphoto {}{}", photo.image.as_text(), if photo.spoiler { " (covered)" } else { "" }));
    }
    if let Some(preview) = &message.preview {
        shown.push_str(&format!("\npreview {preview}"));
    }
    shown
}

pub(crate) fn volunteers(language: Language) -> Story {
    let (headline, lead) = match language {
        Language::Ru => (
            "Волонтёры предложили выдвинуть Касым-Жомарта Токаева кандидатом в президенты",
            "С инициативой выступило собрание волонтёрских организаций в Астане. Досрочные выборы назначены на 20 ноября.",
        ),
        _ => (
            "Ұлттық еріктілер желісі Қасым-Жомарт Тоқаевты президенттікке кандидат етіп ұсынуға бастама көтерді",
            "Кезектен тыс президент сайлауы 20 қарашада өтеді.",
        ),
    };
    let image = Some(Image::Path("photos/akorda.jpg".into()));
    Story { image, credit: Some("Akorda.kz".into()), ..story(1, language, "main society", headline, lead) }
}

pub(crate) fn road(language: Language) -> Story {
    match language {
        Language::Ru => story(
            10,
            language,
            "transport",
            "На проспекте Абая до пятницы закроют две полосы",
            "Ремонт теплотрассы идёт между улицами Байзакова и Ауэзова. Автобусы объедут участок по улице Сатпаева.",
        ),
        _ => story(
            10,
            language,
            "transport",
            "Абай даңғылында жұмаға дейін екі жолақ жабылады",
            "Байзақов пен Әуезов көшелерінің аралығында жылу желісі жөнделіп жатыр. Автобустар бұл бөлікті Сәтбаев көшесімен айналып өтеді.",
        ),
    }
}

pub(crate) fn earthquake(language: Language) -> Story {
    let (headline, lead) = match language {
        Language::Ru => (
            "В Алматы ощущалось землетрясение",
            "Толчки почувствовали в 03:12. Данных о пострадавших нет. Телефон спасателей — 112.",
        ),
        _ => (
            "Алматыда жер сілкінді",
            "Дүмпу 03:12-де сезілді. Зардап шеккендер туралы дерек жоқ. Құтқарушылар телефоны — 112.",
        ),
    };
    Story { url: None, ..story(20, language, "incidents", headline, lead) }
}

pub(crate) fn four(language: Language) -> Vec<Story> {
    let headlines = match language {
        Language::Ru => [
            "В Медеуском районе высадят 1 200 яблонь",
            "«Кайрат» объявил состав на домашний матч",
            "В городе открыли ещё две детские библиотеки",
        ],
        _ => [
            "Медеу ауданында 1 200 алма ағашы отырғызылады",
            "«Қайрат» алаңындағы матчқа құрамын жариялады",
            "Қалада тағы екі балалар кітапханасы ашылды",
        ],
    };
    let others = headlines.iter().zip(["a", "b", "c"]).map(|(headline, page)| Story {
        url: Some(format!("https://vecher.kz/{}/article/{page}.html", language.code())),
        ..story(11, language, "city", headline, "")
    });
    let mut first = road(language);
    // The deck's bundle shows a story whose lead is its first sentence.
    first.lead = first.lead.split_inclusive(". ").next().unwrap_or_default().into();
    std::iter::once(first).chain(others).collect()
}
