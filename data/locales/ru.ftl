# Every word a person reads, in Russian. The three files have the same keys, variables and tags (a test holds it so).
# A line whose variables are all empty goes with its line break; a paragraph whose variables are all empty goes as a whole.

## Rules of the deck


# Counts
count-news =
    { $n ->
        [one] { $n } новость
        [few] { $n } новости
       *[many] { $n } новостей
    }
count-readers =
    { $n ->
        [one] { $n } читатель
        [few] { $n } читателя
       *[many] { $n } читателей
    }
count-readers-to =
    { $n ->
        [one] { $n } читателю
       *[many] { $n } читателям
    }
count-rooms-to =
    { $n ->
        [one] { $n } группе или каналу
       *[many] { $n } группам и каналам
    }
audience-both = { $readers } и { $rooms }
count-copies =
    { $n ->
        [one] { $n } копия
        [few] { $n } копии
       *[many] { $n } копий
    }
count-messages =
    { $n ->
        [one] { $n } сообщение
        [few] { $n } сообщения
       *[many] { $n } сообщений
    }
duration-hours = { $h } ч { $m } мин
duration-whole-hours = { $h } ч
duration-minutes = { $m } мин
duration-seconds = { $s } с
count-days =
    { $n ->
        [one] { $n } день
        [few] { $n } дня
       *[many] { $n } дней
    }
date =
    { $month ->
        [1] { $day } января
        [2] { $day } февраля
        [3] { $day } марта
        [4] { $day } апреля
        [5] { $day } мая
        [6] { $day } июня
        [7] { $day } июля
        [8] { $day } августа
        [9] { $day } сентября
        [10] { $day } октября
        [11] { $day } ноября
       *[12] { $day } декабря
    }

# Buttons used everywhere
btn-back = ‹ Назад
btn-done = Готово
btn-cancel = Отмена
btn-undo = Вернуть
btn-yes = Да
btn-no = Нет
btn-more = ⋯
btn-read = Читать на { $site }
btn-share = Поделиться
btn-copy-link = Скопировать ссылку
btn-rubrics = 🗂 Рубрики
btn-when = ⏰ Когда присылать
btn-settings = ⚙️ Настройки
btn-latest = 📰 Последние новости
btn-language-other = Қазақша


## The bot's profile (set by the bot at start, per language)


# `bot-about` — shown before Start, so it also carries the consent (at most 512)
bot-about =
    Главные новости газеты «{ $paper }» — в Telegram.

    • Только то, что вы выбрали: главное и ваши рубрики
    • Сразу или дайджестом утром и вечером
    • Ночью тихо

    Нажимая «Старт», вы соглашаетесь, что { $operator } хранит номер этого чата, ваши настройки и список доставленного, чтобы присылать новости. Имя и переписку не храним. Удалить всё: /privacy
bot-short = Главные новости газеты «{ $paper }»: ваши рубрики, ваше время, ночью тихо.

# Command menu
command-latest = Последние новости
command-rubrics = Выбрать рубрики
command-settings = Когда и как присылать
command-search = Найти новость
command-pause = Сделать перерыв
command-help = Помощь
command-breaking = ⚡️ Срочная новость
command-news = Новости: разослать, посмотреть
command-queue = Что рассылается сейчас
command-held = Что ждёт решения
command-log = Кто что сделал
command-stats = Статистика
command-staff = Редакторы
command-health = Состояние бота


## Welcome


# `welcome` — `/start` by a new reader; subscribed already
# $soon: welcome-soon or welcome-night, where they apply. $from: "none" where there are no quiet hours. $perday: "none" before
# there is a week to count.
welcome =
    <b>Вы подписаны на главные новости.</b>

    Это бот газеты «{ $paper }».{ $perday ->
        [none] { $from ->
            [none] { "" }
           *[other] { " " }Новости приходят с { $to } до { $from }. Ночью не беспокоим.
        }
       *[other] { " " }Обычно — { $perday } в день{ $from ->
            [none] .
           *[other] , с { $to } до { $from }. Ночью не беспокоим.
        }
    }

    Сейчас главное:
    { $top }

    { $soon }

    Хранятся номер чата, ваш выбор и список доставленного, больше ничего: /privacy. Отписаться можно всегда: /stop
welcome-digests = Новости придут { $mode }.
welcome-soon = Первая новость придёт, как только выйдет.
welcome-night = Сейчас тихие часы: первые новости придут около { $to }.

# `welcome-rubric` — by a rubric's link
# $soon and $from as in `welcome`.
welcome-rubric =
    <b>Готово: главное и рубрика «{ $rubric }».</b>

    Это бот газеты «{ $paper }».{ $perday ->
        [none] { "" }
       *[other] { " " }Вместе выходит { $perday } в день.
    }{ $from ->
        [none] { "" }
       *[other] { " " }Ночью, с { $from } до { $to }, не беспокоим.
    }

    Последнее в рубрике:
    { $top }

    { $soon }

    Хранятся номер чата, ваш выбор и список доставленного, больше ничего: /privacy. Отписаться: /stop

# `welcome-article` — by a story's link (`/start a_…`): the story is sent first as an ordinary push, then this
welcome-article =
    <b>Вы подписаны на главные новости</b> газеты «{ $paper }»{ $perday ->
        [none] . Ночью тихо.
       *[other] : { $perday } в день, ночью тихо.
    }

    Добавить рубрику «{ $rubric }»?{ $perday ->
        [none] { "" }
       *[other] { " " }В ней { $rubricperday } в день.
    }

    Хранятся номер чата, ваш выбор и список доставленного: /privacy. Отписаться: /stop

# `welcome-again` — `/start` by a subscriber; nothing is reset
welcome-again =
    Вы уже подписаны: { $choices }. Новости приходят { $mode }.
    { $added }
settings-done = Запомнили. Вы подписаны: { $choices }. Новости приходят { $mode }.
mode-now = сразу
mode-mixed = главное сразу, рубрики дайджестом в { $times }
mode-digest = дайджестом в { $times }
mode-breaking = только срочные
choices-words = слова { $words }
quoted = «{ $word }»
mode-without-breaking = { $mode }, без срочных
times-weekend = { $times } (по выходным { $weekend })
times-no-weekend = { $times } по будням
rubric-added = Добавлена рубрика «{ $rubric }».
rubric-unknown = Рубрики из этой ссылки нет, вы подписаны на главное. Все рубрики: /rubrics

# `welcome-back` — after `/stop` or after unblocking the bot
welcome-back =
    С возвращением! Ваши настройки на месте: { $choices }, новости приходят { $mode }.

    Новостей за это время: { $count }. Старое присылать не будем.

# `welcome-group` — added to a group; nothing is sent until an administrator chooses
welcome-group = Здравствуйте! Я присылаю новости газеты «{ $paper }». Пока ничего не включено: рубрики выбирает администратор группы.

# `welcome-channel` — to the staff member who made the bot a channel's administrator (private chat)
welcome-channel = Канал «{ $channel }» подключён. Какие рубрики публиковать? Каждая новость выйдет отдельным постом; исправления и снятия бот внесёт сам.


## Rubrics


# `rubrics` — `/rubrics`
rubrics =
    <b>Что вам присылать?</b>
    Нажмите, чтобы включить или выключить. Число — сколько новостей выходит в день.

    Сейчас выбрано: { $perday } в день.

# `rubrics` before there is a week to count
rubrics-new =
    <b>Что вам присылать?</b>
    Нажмите, чтобы включить или выключить.

# `rubrics-many` — appended to the same message when the choice exceeds ten stories a day and the mode is «сразу»
rubrics-many = Это уже { $perday } в день. Собирать рубрики в дайджест утром и вечером? Главное и срочное по-прежнему придут сразу.
toast-rubric-on = «{ $rubric }» включена
toast-rubric-off = «{ $rubric }» выключена
rubrics-none = Ничего не выбрано: будут приходить только срочные новости.
rubrics-none-words = Рубрик нет: будут приходить новости с вашими словами и срочные.
rubrics-barred = ⚠️ Сейчас бот не может сюда писать: { $reason }. Новости ждут и придут, когда администратор даст право.
rubrics-done = Запомнили. Изменить: /rubrics
rubrics-link-only-main = Оставили только главное.


## The push


# `push` — headline, lead, credit, hashtag; caption of the photo (≤ 1024) or text (≤ 4096, link preview off)
push =
    <b>{ $headline }</b>

    { $lead }

    <i>{ $credit }</i>
    { $hashtags }
credit-photo = Фото: { $credit }
push-keyword = 🔎 По вашему слову «{ $word }»

# `breaking` — with sound, photo only if it is there at once
breaking =
    ⚡️ <b>Срочно. { $headline }</b>

    { $lead }

# `breaking-first` — before there is an article; no button to the story
breaking-first =
    ⚡️ <b>Срочно. { $headline }</b>

    { $lead }

    Подробности появятся в этом сообщении.

# `followup` — an answer to the first push of the story
followup =
    <b>{ $headline }</b>

    { $lead }

    { $hashtags }

# `bundle` — several stories in one visit: the first in full, the others as links
bundle =
    <b>{ $headline }</b>
    { $lead }

    <b>И ещё { $news }</b>
    { $others }
btn-read-first = Читать первую

# `digest` — morning, evening; main news first, the tail folded away
digest =
    { $sign } <b><a href="{ $url }">{ $headline }</a></b>
    { $more }

    <b>Главное</b>
    { $main }

    { $rubrics }

    <blockquote expandable><b>Остальное</b>
    { $rest }</blockquote>
digest-morning = и ещё { $news } к утру, { $date }
digest-evening = и ещё { $news } к вечеру, { $date }
digest-noon = и ещё { $news } к полудню, { $date }
digest-pages = Ещё { $news }
digest-night-breaking = ⚡️ Ночью: <a href="{ $url }">{ $headline }</a>
catchup-older = Более ранних новостей: { $count }. Все здесь: /latest
catchup-pause = Пока вы отдыхали, главное — в этом сообщении.

# `more` — the buttons behind «⋯»: the keyboard of the same message changes, no new message comes
more-mute-day = 🔕 «{ $rubric }» — до завтра
more-mute-week = 🔕 На неделю
more-off = Выключить
more-digest = ⏰ Реже: дайджестом
more-follow = 🔔 Следить за темой
more-unfollow = 🔕 Не следить за темой
more-why = Почему пришло?
more-save = 🔖 Сохранить
toast-muted = «{ $rubric }» молчит до { $until }
toast-story-saved = Сохранено. Список: /saved
toast-saved-full = Сохранено уже { $max }, это предел. Уберите лишнее: /saved
toast-undone = Всё как было.
toast-why-main = Это главная новость, вы подписаны на главное.
toast-why-rubric = Вы выбрали рубрику «{ $rubric }» { $date }.
toast-why-breaking = Срочные новости приходят всем, кто их не отключил.
toast-why-word = В новости есть ваше слово «{ $word }».
toast-why-thread = Вы следите за этой темой.
toast-thread-followed = Следим: продолжения придут, какие бы рубрики вы ни выбрали.
toast-thread-muted = Продолжения этой темы больше не придут.

# `saved` — `/saved`: what was saved by «⋯», each with a button to remove it
saved-title = <b>Сохранённое</b>
saved-empty = Пока пусто. Чтобы сохранить новость, нажмите ⋯ под ней.
saved-item = { $number }. <a href="{ $url }">{ $headline }</a>
btn-saved-remove = ✕ { $number }
toast-saved-removed = Убрано из сохранённого.


## Corrections and retractions


# `corrected` — the last lines of an edited push, only when the article has a `correction`
corrected = ✏️ <i>Исправлено в { $time }: { $correction }</i>
updated = <i>Обновлено в { $time }</i>
restored = ✏️ <i>Снова опубликовано в { $time }</i>

# `correction-notice` — an answer to the corrected message, only to those who had the wrong version; as loud as the first message was
correction-notice =
    ✏️ <b>Исправление.</b> В новости выше была ошибка: { $correction }

    Приносим извинения.

# `retracted` — what a withdrawn push becomes (text replaced; a photo is replaced by the newsroom's plain card)
retracted =
    🚫 <b>Материал снят с публикации.</b>

    { $note }
retracted-default-note = Сведения не подтвердились. Пожалуйста, не пересылайте их дальше.
retracted-line = 🚫 <i>Материал снят с публикации</i>

# `retraction-notice` — a message of its own to those whose copy was deleted, if the editor asked for it
retraction-notice =
    🚫 <b>Мы сняли новость, которую прислали в { $time }.</b> { $note }

    Приносим извинения.


## Settings


# `settings`
settings =
    <b>Как вам присылать новости</b>

    Когда: { $mode }
    Рубрики: { $choices }
    Ночью: { $quiet }
    Звук: { $sound }
    Новости: { $newslang }
settings-closed = Сохранено. Новости сейчас не приходят: вы отписаны.
settings-unchosen = Сохранено. Новости придут, когда выберете рубрики.

# `settings-when`
settings-when =
    <b>Когда присылать?</b>
    { $breaking }
when-now = Всё сразу
when-mixed = Главное сразу, рубрики дайджестом
when-digest = Всё дайджестом
when-breaking = Только срочное
when-now-hint = Не чаще одного сообщения в { $spacing }: если новостей больше, придут вместе.
when-breaking-on = Срочное приходит сразу при любом выборе.
when-breaking-off = Срочные новости вы выключили.
btn-breaking-onoff = ⚡️ Срочное: { $onoff }
toast-breaking-off = Срочное выключено. О землетрясении или аварии бот сразу не напишет; новости ваших рубрик приходят как обычно.
toast-breaking-only = Сейчас приходит только срочное. Чтобы не приходило ничего: /pause или /stop

# `settings-digest`
settings-digest =
    <b>Во сколько присылать дайджест?</b>
    Можно до трёх раз в день. Придёт около этого времени, если есть новости.

    { $none }
btn-digest-weekdays = Будни
btn-digest-weekend = Выходные
digest-weekend-none = По выходным дайджеста нет. Главное за выходные придёт в понедельник.
toast-digest-most = Уже три раза в день. Сначала снимите другое время.
toast-digest-least = Одно время нужно. Если дайджест не нужен, выберите другое в «Когда».

# `settings-night`
settings-night =
    <b>Ночью не беспокоить: { $from }–{ $to }</b>
    Что вышло за ночь, придёт утром одним сообщением.

    { $breaking }
settings-night-none =
    <b>Тихих часов нет</b>
    Новости приходят и ночью.
night-breaking = Срочное ночью:
quiet-none = как днём
quiet-hours = с { $from } до { $to } тихо
quiet-silent = с { $from } до { $to } тихо, срочное без звука
quiet-wake = с { $from } до { $to } тихо, срочное со звуком
quiet-hold = с { $from } до { $to } тихо, срочное утром
quiet-from-title = <b>С какого часа не беспокоить?</b>
quiet-to-title = <b>До какого часа не беспокоить?</b>
toast-quiet-same = Начало и конец совпадают. Выберите другой час.
night-silent = Без звука; будить при угрозе
night-wake = Будить всегда
night-hold = Не присылать до утра
night-off = Тихие часы не нужны
night-danger-hint = Угроза — это землетрясение, сель, авария: то, ради чего стоит проснуться.

# `settings-sound`
settings-sound = <b>Звук уведомлений</b>
sound-breaking = Только срочное
sound-main = Срочное и главное
sound-all = Всё со звуком
sound-none = Без звука

# `settings-language`
settings-language =
    <b>Язык</b>
    Бот говорит: русский
    Новости: { $newslang }
newslang-ru = на русском
newslang-kk = на казахском
newslang-both = на обоих языках
newslang-few = На этом языке выходит { $perday } в день.
newslang-rare = На этом языке новости выходят не каждый день.
language-name = Русский
toast-newslang-least = Хотя бы один язык нужен.

# `settings-more`
settings-more =
    <b>Ещё</b>

    Сообщений в день: { $limit ->
        [none] без ограничений
       *[other] до { $limit }, остальное в дайджесте
    }
    Между сообщениями: { $spacing ->
        [none] без перерыва
       *[other] не меньше { $spacing }
    }
    Фото: { $photos }
    Город и время: { $zone }
    Слова: { $words }
    На паузе: { $muted }
limit-title = <b>Сколько сообщений в день?</b> Срочное и главное не считаются.
limit-none = Без ограничений
btn-spacing = Как часто
spacing-title = <b>Сколько ждать между сообщениями?</b> Что вышло за это время, придёт вместе. Срочное не ждёт.
spacing-none = Каждую сразу
zone-title = <b>Ваш город?</b> Нужен, чтобы не будить вас ночью. Или напишите название.
zone-saved = Ваше время сейчас — { $time }. Верно?
zone-unknown = Такого города не нашли. Напишите по-английски, например: Novosibirsk или Europe/Paris.
city-almaty = Алматы, Астана
city-qostanay = Костанай
city-qyzylorda = Кызылорда
city-aqtobe = Актобе
city-atyrau = Атырау
city-aqtau = Актау
city-oral = Уральск
city-tashkent = Ташкент
city-bishkek = Бишкек
city-moscow = Москва
city-istanbul = Стамбул
city-berlin = Берлин
words-title = <b>Слова.</b> Новости с ними придут из любой рубрики. Добавить: /follow метро. Убрать — нажмите на слово.
follow-added = Следим за словом «{ $word }». За неделю: { $news }.
follow-ask = За каким словом следить? Например: /follow метро. Фразу берите в кавычки, перед тегом ставьте #, перед лишним словом минус.
follow-often = Слово «{ $word }» очень частое: { $perday } в день. Всё равно следить?
follow-limit = Слов уже { $max }, это предел. Уберите лишнее: /unfollow
unfollowed = Больше не следим за словом «{ $word }».
toast-saved = Сохранено
btn-more-settings = Ещё
group-admins-only = Настройки меняет администратор группы.


## Pause, stop, coming back, data


# `pause`
pause =
    <b>Сделать перерыв?</b>
    Настройки сохранятся. Когда вернётесь, пришлём главное за это время одним сообщением.
paused = Перерыв до { $until }, { $time }. Вернуться раньше: /resume
pause-date-ask = Напишите дату, например 15 декабря.
pause-date-bad = Не понял дату. Напишите, например, 15 декабря или 15.12.
resumed = Снова на связи.

# `stopped` — `/stop` acts at once; the question comes after and needs no answer
stopped =
    Вы отписаны, новости больше не придут. Настройки сохранены: вернуться можно одной кнопкой.

    Подскажете, почему? Отвечать необязательно.
stopped-group = Новости сюда больше не придут. Настройки сохранены: вернуть их можно одной кнопкой.
stop-too-many = Слишком много
stop-dull = Неинтересно
stop-time = Не вовремя
stop-other = Другое
stop-thanks = Спасибо, учтём.
stop-only-breaking = Лучше присылайте только срочное
btn-return = Вернуться
stopped-breaking = Хорошо: будет приходить только срочное.

# `privacy` — with the file of this person's data
privacy =
    <b>Что о вас хранится</b>

    В файле — всё: номер чата, язык, рубрики, часы, когда вы подписались, что сохранили и что доставлено за { $days }. Имя, телефон и переписку не храним.

    Номер вашего чата: <code>{ $chat }</code>
    Хранит: { $operator }. Вопросы: { $contact }. Telegram находится за рубежом и видит сообщения бота, как любые другие.
forget-ask = Удалить всё и отписаться? Вернуть настройки будет нельзя.
forget-yes = Да, удалить
forgotten = Всё удалено. Если захотите вернуться: /start


## Latest, search, what the bot does not understand

latest-title = <b>Последние новости</b> · { $rubric }
latest-item = { $time } <a href="{ $url }">{ $headline }</a>
latest-empty = В этой рубрике пока пусто.
page-newer = ‹ Новее
page-older = Раньше ›
search-ask = Напишите, что найти. Например: метро
search-found = <b>«{ $words }»</b>: { $news }
search-found-many = <b>«{ $words }»</b>: больше { $count } новостей
search-none =
    По запросу «{ $words }» ничего нет.{ $count ->
        [one] { "" }
       *[other] { " " }Попробуйте меньше слов.
    }
search-typo = Ничего по «{ $words }», но есть по «{ $guess }»:
search-follow = 🔔 Следить за «{ $words }»
no-command = Такой команды нет. Вот что есть:
not-text = Я умею искать по словам: напишите, что найти. Или откройте /help
not-words = Фото, голосовые и файлы я не понимаю: напишите словами, что найти. Для редакции: { $contact }
message-to-newsroom = Редакция не читает этот чат. Написать нам: { $contact }
oops = Не получилось. Мы уже знаем; попробуйте ещё раз через минуту.
toast-stale = Это старое сообщение. Откройте новое: { $command }
toast-gone = Эта новость снята с публикации.


## Help


# `help-reader`
help-reader =
    <b>Новости газеты «{ $paper }»</b>

    /latest — последние новости
    /rubrics — что присылать
    /settings — когда и как
    /search — найти новость; можно просто написать слово
    /follow — следить за словом
    /saved — сохранённое
    /pause — перерыв, /stop — отписаться
    /privacy — ваши данные

    Под каждой новостью кнопка ⋯: реже, тише, поделиться.
    Написать в редакцию: { $contact }

# `help-editor`
help-editor =
    <b>Редактору</b>

    ⚡️ /breaking — срочная новость: выберите из последних или пришлите ссылку на статью. До отправки покажем, как увидят читатели, и спросим.
    /news — последние статьи: разослать, запланировать, исправить, снять
    /schedule ID — выпустить в назначенное время
    /queue — что идёт сейчас и кнопка «Стоп»
    /held — что ждёт решения
    /log — кто что сделал
    /practice — без риска

    <b>Ошибка в заголовке?</b> Нажмите «Стоп», потом «Исправить»: копии у читателей изменятся.
    <b>Новость неверна?</b> «Снять»: остановим рассылку и уберём её у всех.

# `help-admin`
help-admin =
    <b>Администратору</b>

    /stats — подписчики и доставка; /stats 30 — за 30 дней
    /export — те же цифры файлами CSV; /export 365 — за год
    /staff — редакторы и приглашения
    /channels — каналы
    /health — всё ли работает

    О неполадках пишу сам, каждой — один раз. Всё для редактора: /help_editor


## The editor's desk


# `desk-ask` — a story whose file says `breaking: true`, to the desk
desk-ask =
    ⚡️ <b>Просят разослать срочно</b>

    { $headline }
    { $rubric } · { $author } · { $time }

    Если никто не решит до { $deadline }, выйдет как обычная новость.

# `breaking-list` — `/breaking`
breaking-list =
    ⚡️ <b>Что разослать срочно?</b>
    Выберите статью, пришлите ссылку на неё или просто напишите текст: первая строка станет заголовком.

# `story` — the card of one story (`/a412`)
story =
    <b>{ $headline }</b>
    { $rubric } · { $language } · вышла { $time } · №{ $number }

    { $state }
state-waiting = Ещё не разослана
state-embargo = Под эмбарго до { $time }
state-sent = Разослана { $time }, { $copies } · { $who }
state-stopped = ■ Остановлена: { $done } из { $all }
state-nobody = Вышла { $time }, пока никто не получил
state-partial = Идёт: { $done } из { $all }
state-draft = Черновик
state-withdrawn = Снята { $time } · { $who }
btn-breaking = ⚡️ Срочно
btn-push = Разослать
btn-main = ⭐️ В главное
btn-later = Позже…
btn-correct = Исправить
btn-retract = Снять
btn-preview = 👁 Как увидят
btn-numbers = Цифры

# `confirm` — under the preview, which is the very message readers will get
confirm =
    👆 Так увидят читатели.

    <b>Отправить { $readers_to }?</b>
    Не получат: { $excluded }.
    { $age }
    Половина получит за { $median }, последний — к { $last }.
    { $price }
left-already = уже читали — { $n }
left-off = выключили срочное — { $n }
left-language = другой язык — { $n }
left-paused = на паузе — { $n }
confirm-age = Вышла { $age } назад.
confirm-price = Цена ускорения: { $stars } ⭐️ из { $balance }.
confirm-price-few = Ускорения не будет: на счёте { $balance } ⭐️, а нужно не меньше { $needed }.
confirm-price-unknown = Баланс звёзд узнать не удалось; если он не появится, ускорения не будет.
confirm-send = ⚡️ Отправить { $readers_to }
confirm-send-push = Отправить { $readers_to }
confirm-edit = Изменить текст

# `confirm-night` — in addition, when it is night for most of the audience
confirm-night = 🌙 <b>Сейчас { $time }.</b> Без звука получат: { $silent }. Разбудить их стоит, только если есть угроза людям.
confirm-wake = Звук разбудит: { $silent }. Точно разбудить?
confirm-wake-yes = Да, разбудить

# Questions before the confirmation
ask-translation = Это на русском. Что отправить тем, кто читает по-казахски ({ $otherlang })?
ask-translation-add = Напишу перевод
ask-translation-same = То же самое
ask-translation-skip = Ничего
ask-no-link = Без ссылки: выйдет с пометкой «Подробности появятся в этом сообщении». Когда статья выйдет, пришлите ссылку: она встанет под всеми копиями.
ask-many = За час уже было { $count } срочных. Отправить ещё одну?
ask-many-later = Срочных в тот же час уже { $count }. Запланировать ещё одну?
ask-old = Новость вышла { $age } назад. Всё равно отправить?
ask-foreign-link = Ссылка ведёт не на { $site }, а на { $host }. Всё равно отправить?
ask-twice = { $who } уже разослал это в { $time }: { $copies }. Кто получил, второй раз не получит. Отправить остальным?
ask-counting = { $who } уже отправляет это: { $readers_to }, уйдёт через { $seconds } с.
ask-seconded = { $who } уже отправляет это: { $readers_to }. Ждём вторую подпись.
btn-others = Остальным: { $n }
ask-similar = Похоже на «{ $headline }», { $time }. Это та же новость?
ask-second = Нужна вторая подпись. Ждём любого другого редактора до { $deadline }.
btn-second-yes = Подтверждаю
btn-send-alone = Отправить без второго
second-card = ✍️ { $who } просит вторую подпись: срочное, { $readers_to }. Ждём до { $deadline }.
second-card-on = ✍️ { $who } просит вторую подпись: продолжить остановленное срочное с другим текстом, осталось { $left }. Ждём до { $deadline }.
second-alone = Второй подписи нет. Можно отправить одному; это останется в /log.
btn-second-no = Не отправлять
second-by = Вторая подпись: { $who }.
second-went-alone = { $who } отправляет без второй подписи.
second-refused = { $who } не подтверждает. Никто ничего не получил.
second-refused-on = { $who } не подтверждает другой текст. Рассылка стоит, как стояла.
second-lapsed = Второй подписи не было десять минут, никто ничего не получил. Открыть заново: { $command }
second-lapsed-on = Второй подписи не было десять минут. Рассылка стоит, как стояла.
second-own = Свою новость подтвердить нельзя: нужен другой редактор.
second-too-soon = Пока ждём второго редактора.

# What stands in the way (each says what to do)
no-too-long = Заголовок { $length } знаков, можно { $max }. Сократите и пришлите снова.
no-foreign-link = Ссылка ведёт не на { $site }. Пришлите ссылку на свою статью.
no-embargo = Эмбарго до { $time }. Раньше отправить нельзя.
no-withdrawn = Статья снята. Сначала верните её в хранилище статей.
no-unknown-link = Этой статьи ещё нет у бота. Отправить только текст и ссылку?
no-changed = Пока вы смотрели, текст изменился. Вот новый.
no-rights = Вы больше не редактор. Обратитесь к администратору.
no-expired = Прошло больше десяти минут. Откройте новость заново: { $command }
too-quick = Слишком быстро. Прочитайте и нажмите ещё раз.

# `countdown`
countdown =
    ⏳ <b>Уходит через { $seconds } с</b>
    { $headline }
    { $readers_to } · { $who }
taken-back = Отменено, никто ничего не получил.
taken-back-on = Отменено. Рассылка стоит, как стояла.
btn-take-back = Вернуть
btn-send-now = Отправить сейчас

# `live` — the live card, edited every three seconds (five in a group)
live =
    ⚡️ <b>{ $headline }</b>

    { $bar } { $percent } %
    Отправлено { $sent } из { $all } · { $rate }/с
    Осталось { $left }, закончим к { $last }
    Не дошло: { $refused }

# `live-stopped`
live-stopped =
    ■ <b>Остановлено.</b> { $who }, { $time }
    { $headline }

    Успели получить: { $sent }. Не получат: { $left }.
btn-stop = ■ Стоп
btn-go-on = Продолжить
btn-correct-go-on = Исправить и продолжить
live-waiting = Telegram просит подождать { $seconds } с, потом продолжим сами.

# `report` — a new message when done, so that it is noticed
report =
    ✅ <b>Разослано</b>
    { $headline }

    Получили: { $sent } из { $all }
    Первый — через { $first }, половина — за { $median }, последний — через { $last }
    Не дошло: { $refused }
    { $uncertain }
    Отписались после: { $left }
refused-blocked = заблокировали бота { $n }
refused-gone = удалённые аккаунты { $n }
refused-other = другое { $n }
report-uncertain = Неизвестно, дошло ли: { $n }. Telegram не ответил.

# `correct` — old and new, side by side
correct =
    ✏️ <b>Исправить у читателей?</b> Копий: { $all }

    <b>Было:</b> <s>{ $old }</s>
    <b>Стало:</b> { $new }

    Займёт около { $minutes }. Кто ещё не получил, получит сразу новое.
correct-ask = Пришлите новый заголовок ответом на это сообщение.
correct-ask-note = Что было неверно? Одной фразой, для читателей. Например: дорогу закроют не в четверг, а в пятницу.
correct-silent = Тихо, это опечатка
correct-marked = С пометкой «Исправлено»
correct-notify = С пометкой и отдельным сообщением
correct-auto = ✏️ Статья изменилась в хранилище, правим копии: { $all }. { $headline }
correct-done = ✅ Исправлено копий: { $done } из { $all }. Не удалось: { $failed } ({ $reason }).
correct-conflict = Вы исправили заголовок здесь, а в хранилище теперь другой. Какой оставить?

# `retract`
retract =
    🚫 <b>Снять новость?</b>
    { $headline }

    Рассылка остановится сразу. Копий у читателей: { $all }, займёт около { $minutes }.
retract-replace = Заменить: «Материал снят с публикации»
retract-delete = Удалить совсем
retract-delete-hint = Удалить можно только копии моложе 48 часов; остальные заменим.
retract-tell = Сообщить тем, кто получил
retract-forwarded = Пересланные читателями копии убрать нельзя.
retract-too-old = Ещё { $count } получили её раньше { $date }: эти копии уже не изменить.
retract-done = ✅ Снято: удалено { $deleted }, заменено { $replaced }. Осталось у { $failed }: { $reason }.

# Queue, schedule, log
queue-title = <b>Сейчас</b>
queue-item = { $headline }: { $sent } из { $all }, до { $last }
queue-empty = Ничего не рассылается. Следующие дайджесты около { $time }.
queue-recent = <b>Недавние</b>
later-ask = Когда? Нажмите или напишите: 18:30, завтра 8:00
later-set = Выйдет { $time } по времени редакции.
later-sure = Выйдет { $time } по времени редакции: { $readers_to }.
btn-later-sure = Запланировать: { $time }
later-past = Это время уже прошло. Напишите другое: 18:30, завтра 8:00
later-unclear = Не понял, когда. Напишите так: 18:30, завтра 8:00, 5.12 9:00
later-far = Это слишком далеко: запланировать можно на два месяца вперёд.
later-tomorrow = завтра { $time }
main-ask =
    ⭐️ <b>В главное?</b>
    { $headline }
main-already = Новость уже в главном.

    Уйдёт { $readers_to }: кто выбрал главное и ещё не получил.
log-item = { $time } { $who }: { $act } «{ $headline }», { $copies }


## The admin's desk


# `stats` — `/stats` (seven days against the seven before), under the chart
stats =
    <b>{ $from } – { $to }</b>

    Подписчиков: <b>{ $active }</b> ({ $delta } за период)
    Пришли { $new }, вернулись { $returned }, ушли { $left }, заблокировали { $blocked }
    На паузе { $paused }

    Сообщений: { $messages }, дошло { $delivered } %
    Обычно доходит за { $median }, до последнего — за { $last }

    Больше всего читателей: { $rubrics }
    Больше всего отписок после: { $worst }
    Откуда приходят: { $sources }

# `stats-one` — `/stats 412`
stats-one =
    <b>{ $headline }</b>
    { $time } · { $kind } · { $who }

    Дошло: { $sent } из { $all } ({ $percent } %)
    Половина за { $median }, последний за { $last }
    Отписались в течение часа: { $left }, приглушили рубрику: { $muted }
stats-week = Доброе утро. Итоги недели:
stats-no-opens = Открытия Telegram не сообщает; переходы видны в счётчике сайта по utm_source=telegram.
stats-ads = Telegram может показывать в боте свою рекламу. Газета её не выбирает и выключить не может.
stats-none = Подписчиков пока нет. Поставьте ссылку под статьями: { $link }

# `health`
health =
    <b>{ $verdict }</b>

    Версия { $version }, { $uptime }
    Telegram: последний ответ — { $lastpoll }, просил подождать за час: { $floods }
    { $trouble }
    Статьи: последняя — { $lastarticle }, с ошибкой { $bad }
    Очередь: { $backlog }, скорость { $rate }
    База { $dbsize }, свободно на диске { $disk }
    Резервная копия: { $backup }

# Alerts: what happened, what it means for readers, what to do
alert-article = Статья не читается: <code>{ $file }</code>, строка { $line }. { $reason } Остальные идут как обычно.
alert-article-without = Статья принята не целиком: <code>{ $file }</code>, строка { $line }. { $reason }
alert-file = Статья не читается: <code>{ $file }</code>. { $reason } Остальные идут как обычно.
alert-articles =
    Статьи не читаются: { $count }. Остальные идут как обычно.

    { $lines }
alert-file-without = Статья принята не целиком: <code>{ $file }</code>. { $reason }
alert-articles-without =
    Статьи приняты не целиком: { $count }.

    { $lines }
alert-article-fix-colon = В заголовке двоеточие: возьмите весь заголовок в кавычки.
alert-rubric = Рубрика «{ $name }» неизвестна, статья никому не уйдёт. Добавьте в newsroom.toml: <code>aliases = ["{ $name }"]</code>
alert-no-main = За { $days } ни одной главной новости, а на «Главное» подписаны { $readers }. Отметьте статью: /news
alert-feed = Лента не отвечает с { $time }: { $url }. Пробую дальше.
alert-refused = В рассылке «{ $headline }» не дошло { $percent } %. Причина чаще всего: { $reason }.
alert-suspect = Telegram не даёт ясного ответа на новость /a{ $number }: уже три читателя подряд. Если другие сообщения доходят, попробую её проще: без фото, потом без оформления.
alert-poison = Telegram не принимает новость «{ $headline }» даже простым текстом: { $reason }. Она отложена, остальные идут.
alert-photo = Фото к новости «{ $headline }» не ушло: { $reason }. Новость вышла без него.
alert-photos =
    Без фото вышли новости ({ $count }):
    { $lines }
photo-absent = такого файла нет
photo-unreadable = файл не читается
photo-large = он слишком большой ({ $detail } МБ)
photo-no-picture = это не целая картинка JPEG, PNG, WebP, GIF или BMP
photo-narrow = { $detail } точек: так узко Telegram не берёт
photo-private = адрес ведёт во внутреннюю сеть, которой нет в настройках
photo-refused = Telegram его не принял ({ $detail })
alert-main-many = Главных новостей сегодня { $count }, а предел в newsroom.toml { $max }. Читатели «Главного» получают их все.
alert-rights = Бот не может писать в «{ $chat }»: { $reason }. Пробую дальше; право даёт администратор чата.
alert-rights-many = Бот не может писать в несколько чатов: уже { $count }. Пробую дальше; все в /health.
alert-closing = Telegram отказывает почти всем читателям: { $reason }. Рассылка остановлена, никто не отписан. Тот ли это бот: { $bot }?
alert-leaving = За час закрылось чатов: { $count }, это не меньше десятой части всех ответов. После импорта так бывает; если его не было, проверьте, что разослали.
alert-disk = На диске осталось { $free }. При { $stop } рассылка остановится, чтобы ничего не потерять.
alert-second = Второй бот работает с тем же токеном. Остановите один: новости уходят, но ответы читателям теряются.
alert-token = Telegram не принимает токен. Проверьте TELOXIDE_TOKEN; рассылка ждёт.
alert-clock = Часы сервера расходятся с Telegram на { $off }. Переведите их: до тех пор запланированное может выйти позже.
alert-outage = Рассылка стояла { $lasting }. Что за это время слишком устарело (HEADLINER_MAX_AGE), читатели увидят только числом.
alert-disk-halted = На диске осталось { $free }: рассылка остановлена, чтобы ничего не потерять. Освободите место, и она продолжится сама.
alert-database = База данных не принимает записи: { $reason } Рассылка стоит, ничего не потеряно; как только запись удастся, она продолжится сама.
database-full = на её диске нет места. Освободите его.
database-read-only = она закрыта для записи. Верните боту право на запись.
database-corrupt = её файл повреждён. Положите на его место резервную копию, и бот возьмёт её сам.
database-busy = её держит другая программа. Закройте ту.
database-away = её файл убрали. Верните его на место.
database-other = причина в журнале бота.
alert-backlog = Очередь не убывает уже полчаса: ждёт { $waiting }, при нынешней скорости это { $lasting }. Новости придут позже, но придут.
alert-newsroom = Ошибка в newsroom.toml, строка { $line }: { $reason } Действует прежний файл.
alert-newsroom-whole = Файл newsroom.toml не читается: { $reason } Действует прежний файл.
alert-faults = Статей с ошибкой: { $count }. Какие и что исправить, показывает команда <code>headliner check</code>
refusals-blocked = бот заблокирован
refusals-gone = аккаунт удалён
refusals-other = Telegram отказал без ясной причины
size-megabytes = { $size } МБ
size-gigabytes = { $size } ГБ
health-no-backup = командой <code>headliner backup</code> её ещё не делали, о других копиях бот не знает
alert-solved = ✅ Решено: { $what }
started =
    Запущен { $version }. В очереди { $backlog }.
    База обновлена, прежняя сохранена: { $backup }

# Staff
staff-title = <b>Редакция</b>
staff-invite = Приглашение редактору. Действует сутки и один раз. Перешлите только этому человеку.
staff-asks = { $name } ({ $username }) открыл приглашение от { $who }. Сделать редактором?
staff-welcome = Вы редактор бота газеты «{ $paper }». Начните с /help_editor или попробуйте без риска: /practice
staff-removed = Доступ редактора закрыт. Подписка на новости остаётся.
staff-first-admin = Откройте эту ссылку в Telegram, чтобы стать администратором. Действует час: { $link }
practice = 🎓 Учебная рассылка: всё по-настоящему, но получите её только вы.
practice-mark = 🎓 <i>Учебная рассылка: её получите только вы.</i>


## The line under an article, the card for print

snippet-main = Хотите получать главные новости на телефон? <b>Подпишитесь в Telegram</b>: { $perday } в день, ночью тихо.
snippet-main-new = Хотите получать главные новости на телефон? <b>Подпишитесь в Telegram</b>: только главное, ночью тихо.
snippet-rubric = Рубрика «{ $rubric }» — в вашем Telegram. <b>Подписаться</b>
qr-caption = Наведите камеру: новости газеты «{ $paper }» в Telegram
channel-button = Выбрать свои рубрики
share-text = { $headline } — { $paper }


## The other buttons of the keyboards above

btn-rubrics-other = 🗂 Другие рубрики
btn-rubrics-choose = 🗂 Выбрать рубрики
btn-main-only = Только главное
btn-rubric-add = ＋ «{ $rubric }»
btn-rubric-toggle = { $emoji } { $rubric } · { $count }
btn-rubric-toggle-new = { $emoji } { $rubric }
btn-missed = Главное за это время
btn-two-digests = Да, два дайджеста
btn-keep-all = Нет, всё сразу
btn-digest-settings = ⚙️ Настроить дайджест
btn-set-when = ⏰ Когда
btn-set-night = 🌙 Ночью
btn-set-sound = 🔔 Звук
btn-set-language = 🌐 Язык
btn-quiet-from = С { $from } ▾
btn-quiet-to = До { $to } ▾
btn-news-ru = Новости: русский
btn-news-kk = Новости: казахский
btn-limit = Сколько в день
btn-photos = Фото: { $onoff }
btn-city = Город
btn-words = Слова
btn-unmute = Снять паузы
btn-my-data = Мои данные
btn-forget = Удалить мои данные
btn-pause-day = До завтра
btn-pause-3 = На 3 дня
btn-pause-week = На неделю
btn-pause-2weeks = На две недели
btn-pause-date = До даты…
btn-pause-breaking = Срочное всё же присылать
btn-desk-look = ⚡️ Посмотреть и разослать
btn-desk-ordinary = Обычной новостью
btn-desk-no = Не рассылать
desk-taken = Решает { $who }
btn-list-item = { $time } { $headline }
btn-list-stopped = { $time } { $headline } ■ остановлена
btn-list-withdrawn = { $time } { $headline } 🚫 снята
btn-list-sent = { $time } { $headline } ✓ разослана
btn-plan-cancel = ✕ { $time } { $headline }
btn-send-morning = Утром, в { $time }
btn-send-silent = ⚡️ Отправить без звука
btn-send-wake = 🔔 Угроза: разбудить всех
btn-days-7 = 7 дней
btn-days-30 = 30 дней
btn-year = Год
btn-stats-rubrics = Рубрики
btn-stats-stories = Новости недели
btn-csv = CSV
on = да
off = нет


## What the deck leaves to the program

rubric-main = Главное
rubric-all = все рубрики
language-ru = русский
language-kk = казахский
language-en = английский
uncertain-mention = Возможно, вы это уже видели:
# `bundle-breaking` — as `bundle`, led by breaking news
bundle-breaking =
    ⚡️ <b>Срочно. { $headline }</b>
    { $lead }

    <b>И ещё { $news }</b>
    { $others }
# `channel-older` — as `catchup-older`, where nobody can write to the bot
channel-older = Более ранних новостей: { $count }. Их покажет бот.
tail = ещё { $news }
channel-rubrics = <b>Что публиковать в канале «{ $channel }»?</b> Число — сколько новостей выходит в день.
channel-rubrics-new = <b>Что публиковать в канале «{ $channel }»?</b>
channel-done = Готово: новости выйдут в канале «{ $channel }».
channel-no-rights = Боту нельзя публиковать в канале «{ $channel }». Дайте ему право «Публикация сообщений».
btn-rubric-group = { $emoji } { $group } ›
rubric-group-title = <b>{ $group }.</b> Можно выбрать несколько.
channels-title = <b>Каналы.</b> Нажмите на канал, чтобы изменить рубрики.
channels-none = Каналов пока нет. Чтобы подключить канал, сделайте бота его администратором с правом «Публикация сообщений».
btn-channel-unbind = Отключить канал
channel-off = Канал «{ $channel }» отключён, его рубрики сохранены.
channel-on = Канал «{ $channel }» подключён.
channel-lost = Бота убрали из канала «{ $channel }»: новости там больше не выходят. Чтобы вернуть, снова сделайте бота администратором.
admin-welcome = Вы администратор бота газеты «{ $paper }». Всё ли работает: /health. Редакторы: /staff. Получать новости самому: /start. Команды: /help
invite-over = Это приглашение уже не действует. Попросите новое.
invite-needless = Этот доступ у вас уже есть. Приглашение не использовано: перешлите его тому, кого зовёте.
staff-unclear = Не понял. Срочная новость: /breaking, статьи: /news. Или пришлите ссылку на статью.
staff-no-right = Это может только администратор.
staff-no-command = Такой команды нет. Все команды: /help
no-story = Такой новости у бота нет. Последние: /news
no-story-yet = Этой статьи ещё нет у бота. Когда её файл появится, пришлите ссылку снова. Последние: /news
no-audience = Эту новость сейчас некому отправить: все, кто её ждёт, уже получили.
act-push = рассылка
act-breaking = срочная рассылка
act-correct = исправление
act-retract = снятие
act-stop = остановка
act-go-on = продолжение
kind-push = обычная рассылка
kind-breaking = срочная рассылка
verdict-well = ✅ Всё работает
verdict-trouble = ⚠️ Есть неполадки
source-direct = сами
source-import = перенесены
stats-languages = Языки: { $languages }
stats-outcomes = За сутки: дошло { $delivered }, отказ { $refused }, неизвестно { $uncertain }
stats-modes = Как получают: { $modes }
stats-mode-now = сразу
stats-mode-mixed = главное сразу
stats-mode-digest = дайджестом
stats-mode-breaking = только срочное
stats-best = Лучший источник за период: { $source }, пришли { $count }
stats-hours = Больше всего сообщений: { $hours }
stats-rooms = Кроме того, групп { $groups }, каналов { $channels }
stats-before = До этого ({ $from } – { $to }): пришли { $new }, ушли { $left }, сообщений { $messages }
stats-story =
    <b>{ $headline }</b> /a{ $number }
    дошло { $sent }, половина за { $median }, последний за { $last }
stats-story-left = отписались { $left }, приглушили рубрику { $muted }
stats-no-stories = За неделю ничего не разослано.
chart-readers = Подписчики
chart-messages = Сообщения по дням
chart-messages-week = Сообщения по неделям
chart-delivered = дошло { $count }
chart-refused = отказ { $count }
chart-uncertain = неизвестно { $count }
toast-why-link = Вы сами открыли эту новость по ссылке.


## The desks of editors and admins, beyond the deck

welcome-desk = Это рабочая группа редакции: сюда приходят вопросы, карточки рассылок и предупреждения. Что можно сделать: /help_editor
practice-choose =
    ⚡️ <b>Что разослать срочно?</b>
    Выберите статью.
breaking-none = Рассылать пока нечего: в хранилище нет готовых статей.
news-choose = <b>Последние статьи</b>
confirm-push =
    👆 Так увидят читатели.

    <b>Отправить { $readers_to }?</b>
    Не получат: { $excluded }.
    Дайджестом или утром получат: { $later }.
    { $age }
    Половина получит за { $median }, последний — к { $last }.
ask-translation-kk = Это на казахском. Что отправить тем, кто читает по-русски ({ $otherlang })?
ask-translation-later = То же, перевод позже
translation-waits = Читающие на другом языке получили этот же текст. Пришлите перевод ответом на это сообщение: он встанет на его место.
translation-ask = Пришлите перевод ответом на это сообщение: первая строка станет заголовком.
translation-kept = Перевод принят: он встанет на место этого текста у тех, кто читает на другом языке.
typed-ask = Пришлите текст ответом на это сообщение: первая строка станет заголовком.
edit-ask = Пришлите новый текст ответом на это сообщение: первая строка станет заголовком.
confirm-edit-translation = Изменить перевод
btn-typed-language = Язык: { $language } ▾
ask-new-lead =
    <b>{ $headline }</b>
    { $lead }

    Поставить это новым текстом под заголовком? { $copies }
link-kept = Ссылка встанет под всеми копиями: { $copies }.
lead-kept = Новый текст встанет во всех копиях: { $copies }.
photo-kept = Фото встанет во всех копиях: { $copies }.
photo-not-kept = Фото не удалось забрать из Telegram или сохранить в хранилище статей. Пришлите его снова.
no-headline = Нет заголовка. Напишите его первой строкой и пришлите снова.
no-long-lead = Текст под заголовком { $length } знаков, можно { $max }. Сократите и пришлите снова.
no-draft = Это черновик. Сначала опубликуйте его в хранилище статей.
no-withheld = Статья придержана. Сначала верните её в хранилище статей.
no-held = Новость ждёт решения, и её пока никто не видит: /held
no-expired-story = Срок новости вышел (expires в её файле): её уже не разослать.
no-set-aside = Telegram не принимает эту статью ни в каком виде. Измените её текст в хранилище статей.
no-plan = Уже решено: этот вопрос закрыт.
already-counting = Эта новость уже ждёт отправки.
pushed = Отправляется { $readers_to }.
will-be-ordinary = Выйдет обычной новостью. Решение: { $who }
will-not-go = Рассылать не будем. Решение: { $who }
held-title = <b>Ждут решения: { $count }</b>
held-empty = Ничего не ждёт решения.
held-item =
    <b>{ $headline }</b>
    { $reasons }
held-rubric = Рубрика «{ $name }» неизвестна. Выберите её в /held или добавьте в newsroom.toml: <code>aliases = ["{ $name }"]</code>
held-no-rubric = Рубрика не указана. Выберите её в /held или добавьте в файл: <code>rubric: …</code>
held-no-link = Нет ссылки на статью. Добавьте в файл: <code>url: …</code>. Если адреса строятся по правилу, в newsroom.toml: <code>link_template = …</code>. Если ссылок не бывает, в newsroom.toml, раздел [articles]: <code>link = "optional"</code>
held-foreign-link = Ссылка ведёт на { $host }. Исправьте её, а если это ваш сайт, добавьте в newsroom.toml: <code>hosts = ["{ $host }"]</code>
held-key = Непонятная строка: <code>{ $key }: { $value }</code>. Возможно, публиковать рано. Если она ничего не значит, в newsroom.toml, раздел [articles]: <code>ignore = ["{ $key }"]</code>
held-second-file = Тот же id <code>{ $id }</code> уже у файла { $file }. Если это другая новость, дайте ей свой: <code>id: …</code>. Если нет, удалите один из двух файлов
held-alike = Текст тот же, что в { $file }, или почти тот же. Если это копия, удалите файл. Если другая новость, выпустите её
btn-held-release = Выпустить
btn-held-drop = Не выпускать
archived = В архив, без рассылки: { $count }. Вышли больше { $age } назад. Разослать нужную: /news
held-bundle =
    ⏸ <b>Не разосланы, ждут решения: { $count }</b>
    { $lines }

    Все: /held
queue-waiting = { $headline }: { $time }
queue-counting = { $headline }: через { $seconds } с
queue-second = { $headline }: ждём вторую подпись
queue-asks = { $headline }: просят срочно, решаем до { $time }
queue-past = { $time } { $headline } { $state }
queue-done = ✓ { $n }
queue-stopped = ■ { $done } из { $all }
queue-nobody = — никто не получил
queue-over = Так было в { $time }. Дальше: /queue
log-item-again = { $time } { $who }: { $act } «{ $headline }»
log-title = <b>Кто что сделал</b>
log-empty = Пока никто ничего не делал.
log-staff = { $time } { $who }: { $act } { $name }
act-take-back = отмена
act-later = отложено
act-insist = ещё раз, остальным
act-main = в главное
act-second = вторая подпись
act-alone = без второй подписи
act-lapse = второй подписи не было
act-ordinary = обычной новостью
act-refuse = отказ от рассылки
act-release = выпуск
act-drop = отказ от рассылки
act-typed = набранная новость
act-settle = выбор между редакцией и хранилищем
act-restore = снова опубликовано
act-invite = приглашение
act-staff-add = новый сотрудник
act-staff-admin = новый администратор
act-staff-remove = закрыт доступ
act-staff-decline = отказ по приглашению
act-channel-on = подключён канал
act-channel-off = отключён канал
who-console = командная строка
who-program = система редакции
who-itself = автоматически
staff-item = { $name } · { $role }
role-editor = редактор
role-admin = администратор
btn-staff-invite = ＋ Пригласить редактора
btn-staff-remove = ✕ { $name }
btn-staff-admin = ★ Администратор
staff-remove-ask = Закрыть доступ: { $name }?
staff-admin-ask = Сделать администратором: { $name }? Администратор видит цифры, приглашает и закрывает доступ.
staff-waits = Администраторы получили ваш запрос. Дождитесь подтверждения.
staff-added = { $name } теперь редактор. Решение: { $who }
staff-declined = { $name }: отказано. Решение: { $who }
staff-fixed = Этого сотрудника назначает настройка сервера: там же и закрывается доступ.
staff-last = Это последний администратор. Сначала назначьте другого: /staff
health-up = работает { $time }
health-starting = только что запущен
health-ago = { $time } назад
health-rate = { $rate }/с
health-rate-free = без ограничения
not-known-yet = пока неизвестно
none-yet = пока нет
verdict-starting = ⏳ Запускается, известно ещё не всё
health-barred = Чаты, куда бот сейчас не может писать: { $count }. Пробует дальше.
health-no-answer = Telegram не отвечает, рассылка ждёт.
ask-twice-console = Это уже рассылали в { $time }: { $copies }. Кто получил, второй раз не получит. Отправить остальным?
alert-more = Файлов с ошибками ещё { $count }. Все сразу показывает команда <code>headliner check</code>
alert-unwritten = Не записано в <code>{ $file }</code>: { $reason } Сделанное здесь действует и хранится у бота.
unwritten-format = файлы такого формата бот не меняет. Внесите правку там, откуда файл пришёл.
unwritten-text = файл устроен так, что строку не заменить, не задев остального. Внесите правку в него сами.
unwritten-read-only = файл или его папка закрыты для записи. Откройте их боту, и он допишет сам.
unwritten-full = на диске нет места. Освободите его, и бот допишет сам.
unwritten-failed = не получилось, причина в журнале бота. Он попробует ещё.
alert-gone = Файл <code>{ $file }</code> исчез: новость «{ $headline }» не выйдет. Вернёте файл — она выйдет в своё время.
alert-gone-more = Исчезли и другие файлы: не выйдет новостей ещё { $count }. Какие, видно в журнале бота.


## What is wrong with a file, and how to mend it; in other words than the command line has

flaw-newsroom = так записать нельзя. Что исправить, показывает команда headliner check.
flaw-newsroom-toml = это не по правилам TOML: проверьте кавычки, скобки и знак равенства.
flaw-newsroom-unknown = ключа { $key } здесь нет: удалите строку.
flaw-newsroom-near = ключа { $key } здесь нет, похож { $near }.
flaw-newsroom-value = значение ключа { $key } не подходит. Какое подойдёт, показывает команда headliner check.
flaw-newsroom-table = { $key } — это раздел: напишите [{ $key }] отдельной строкой.
flaw-newsroom-unreadable = его нельзя открыть. Проверьте, есть ли у бота право на чтение.
flaw-also = Ещё: { $reason }
flaw-also-at = Ещё, строка { $line }: { $reason }
flaw-empty = Файл пуст: напишите в нём статью или удалите его.
flaw-large = Файл занимает { $size } МиБ, а можно не больше 1 МиБ: держите снимки отдельными файлами.
flaw-zeros = В файле одни нулевые байты: сохраните его ещё раз.
flaw-zero = В тексте есть нулевой байт: сохраните файл как простой текст.
flaw-half-letter = Файл обрывается посреди буквы: сохраните его ещё раз.
flaw-binary = Это не текст: сохраните статью простым текстом в UTF-8, а снимок — в папке photos/.
flaw-letter = Здесь буква не в UTF-8: сохраните файл в UTF-8.
flaw-headline-empty = Ключ { $key } пуст: напишите заголовок в кавычках.
flaw-headline-none = Нет заголовка: добавьте строку headline: "…"
flaw-headline-long = В заголовке { $length } знаков, а можно не больше { $most }: сократите его.
flaw-slug = В ключе { $key } стоит «{ $text }»: напишите одно слово, например most-otkryt.
flaw-id = В ключе id { $bytes } байт, а можно не больше { $most }.
flaw-language = В ключе { $key } стоит «{ $text }»: напишите ru или kk.
flaw-status = В ключе { $key } стоит «{ $text }»: напишите draft, published, withheld или withdrawn.
flaw-urgency = В ключе urgency стоит «{ $text }»: напишите число от 1 до 9.
flaw-list = В ключе { $key } список: напишите один текст.
flaw-object = В ключе { $key } стоят другие ключи: напишите один текст в кавычках.
flaw-flag = В ключе { $key } стоит «{ $text }»: напишите true или false.
flaw-lists = В ключе { $key } список списков: напишите один список.
flaw-image-none = Ключ { $key } не называет файла: напишите, например, photos/park.jpg.
flaw-path-control = В пути ключа { $key } есть невидимый знак: назовите файл, например photos/park.jpg.
flaw-path-backslash = В ключе { $key } стоит «{ $text }»: пишите / вместо \.
flaw-path-outside = В ключе { $key } стоит «{ $text }»: назовите файл из хранилища статей, например photos/park.jpg.
flaw-path-hidden = В ключе { $key } стоит «{ $text }», это скрытый файл: назовите, например, photos/park.jpg.
flaw-path-leaves = В ключе { $key } стоит «{ $text }», это вне хранилища статей: назовите файл из него, например photos/park.jpg.
flaw-path-none = В ключе { $key } стоит «{ $text }», это не файл: напишите, например, photos/park.jpg.
flaw-url = В ключе { $key } стоит «{ $text }»: напишите адрес целиком, с https:// и сайтом.
flaw-url-scheme = В ключе { $key } стоит «{ $text }»: открыть можно только http и https.
flaw-url-bare = В ключе { $key } стоит «{ $text }»: напишите перед этим https://
flaw-url-spaces = В ключе { $key } стоит «{ $text }»: в ссылке не бывает пробелов.
flaw-date = В ключе { $key } стоит «{ $text }», это не дата: пишите так: 2026-11-23T08:00:00+05:00
flaw-date-none = В ключе { $key } не дата: пишите так: 2026-11-23T08:00:00+05:00
flaw-date-year = В ключе { $key } год { $year }: пишите год четырьмя цифрами.
flaw-date-day = В ключе { $key } стоит «{ $text }», такого дня нет: исправьте его.
flaw-time = В ключе { $key } стоит «{ $text }», времени не понять: пишите так: 2026-11-23T08:00:00+05:00
flaw-time-none = В ключе { $key } стоит «{ $text }», такого времени нет: исправьте его.
flaw-zone = В ключе { $key } неизвестный часовой пояс «{ $text }»: напишите +05:00
flaw-zone-none = В ключе { $key } несуществующий часовой пояс: напишите +05:00
flaw-page-json = Данные статьи (JSON-LD) на этой странице с ошибкой: опубликуйте страницу заново.
flaw-page-none = На странице нет NewsArticle (JSON-LD): сохраните страницу самой статьи или напишите файл .md.
flaw-page-headline = У статьи нет заголовка: опубликуйте страницу заново с заголовком.
flaw-xml = Это XML, а не страница: сохраните каждую статью отдельным файлом.
flaw-feed = Это лента, то есть список статей: её берёт команда headliner import, а по адресу HEADLINER_FEEDS.
flaw-json-none = В файле нет статьи: напишите ключи, например "headline", между фигурными скобками.
flaw-json-more = После закрывающей скобки стоит что-то ещё: в одном файле одна статья.
flaw-json-cut = Файл обрывается посреди JSON: сохраните его целиком.
flaw-json-comma = После последнего значения стоит запятая: удалите её.
flaw-json-newline = Текст переходит на другую строку: для переноса пишите \n или закройте кавычку.
flaw-json-key-quotes = У ключа не те кавычки: пишите прямые двойные (").
flaw-json-key = Ключ без кавычек: возьмите его в двойные кавычки.
flaw-json-quotes = У текста не те кавычки: пишите прямые двойные (").
flaw-json-no-comma = Перед этим местом не хватает запятой, или кавычка внутри текста написана без \.
flaw-json-deep = JSON вложен слишком глубоко: у статьи простые ключи.
flaw-json = Это не JSON: исправьте эту строку.
flaw-ninjs-headline = В сообщении нет заголовка: пришлите его заново с заголовком.
flaw-ninjs-type = Это сообщение вида «{ $kind }», а статьями бывают только text и composite: уберите его из хранилища.
flaw-ninjs-status = В ключе { $key } стоит «{ $text }»: напишите usable, withheld или canceled.
flaw-front-none = Нет шапки: начните файл строкой из трёх дефисов, затем headline: "…", затем снова три дефиса.
flaw-front-open = Шапка, что начинается здесь, не закрыта: поставьте после последнего ключа строку { $fence }
flaw-toml-quotes = Текст ключа { $key } без кавычек: возьмите его в кавычки.
flaw-toml-yaml = Между строками +++ стоит YAML: пишите = вместо двоеточия.
flaw-toml-twice = Этот ключ стоит дважды: удалите один.
flaw-toml = Это не TOML: возьмите тексты в двойные кавычки.
flaw-yaml-none = Здесь нет ключей: пишите строки вида headline: "…"
flaw-yaml-twice = Ключ { $key } стоит дважды: удалите один.
flaw-yaml-star = Текст здесь начинается со знака *, а для YAML это команда: возьмите весь текст в кавычки.
flaw-yaml-deep = В шапке слишком много вложенного или повторов: пишите простые ключи и значения.
flaw-yaml = Это не YAML: возьмите каждый текст в двойные кавычки, каждый ключ пишите на своей строке.
flaw-yaml-hash = Текст ключа { $key } обрывается перед знаком #: возьмите его целиком в кавычки.
flaw-yaml-sign = Текст ключа { $key } начинается со знака { $sign }, а для YAML это команда: возьмите его целиком в кавычки.
flaw-yaml-tab = Здесь табуляция, а YAML ждёт пробелов: замените её двумя пробелами.
flaw-yaml-space = После двоеточия нет пробела: напишите { $key }: и пробел.
flaw-yaml-no-key = В этой строке нет ключа: напишите перед текстом ключ, двоеточие и пробел.
flaw-yaml-behind = После закрывающей кавычки ключа { $key } текст продолжается: внутри пишите «», а весь текст возьмите в кавычки.
flaw-yaml-open = У текста ключа { $key } есть открывающая кавычка и нет закрывающей: поставьте её в конце.
flaw-yaml-bracket = У списка { $key } нет закрывающей скобки: поставьте ].
flaw-yaml-colon = В тексте ключа { $key } двоеточие: возьмите его целиком в кавычки.
flaw-store = Хранилище статей не читается: создайте папку заново.
flaw-link = Это ссылка на файл вне хранилища статей: положите сюда сам файл.
flaw-folder = Это папка с именем статьи: переименуйте её.
flaw-pipe = Это не файл, а канал или устройство: удалите его.
flaw-file-forbidden = Файл нельзя прочесть: дайте боту право на чтение.
flaw-folder-forbidden = Папку нельзя прочесть: дайте боту право на чтение.
flaw-file-unreadable = Файл не читается: положите его заново; причина в журнале бота.
flaw-folder-unreadable = Папка не читается: создайте её заново; причина в журнале бота.


## Correcting and retracting from the phone, beyond the deck

correct-what =
    ✏️ <b>Что исправить?</b>
    { $headline }

    { $lead }
btn-correct-headline = Заголовок
btn-correct-lead = Текст
correct-ask-lead = Пришлите новый текст под заголовком ответом на это сообщение.
btn-correct-in = Исправить: { $language }
correct-goes-on = После этого рассылка продолжится.
correct-goes-on-second = После этого рассылка продолжится, когда другой редактор подтвердит новый текст.
correct-quietly-old = Тихо правим только копии моложе суток.
correct-same = Это там и написано. Пришлите другой текст.
correct-empty = Здесь нет ни одной буквы. Пришлите текст.
correct-too-long = { $length } знаков, можно { $max }. Сократите и пришлите снова.
correct-all-done = ✅ Исправлено копий: { $done } из { $all }.
correct-no-copies = ✅ Исправлено. Копий у читателей нет.
given-up = Отменено, ничего не изменилось.
mending = ✏️ <b>Правим копии: { $all }.</b> { $headline }
restoring = ↩️ <b>Возвращаем копии: { $all }.</b> { $headline }
retracting = 🚫 <b>Снимаем копии: { $all }.</b> { $headline }
mending-progress =
    { $bar } { $percent } %
    Готово { $done } из { $all }
    Осталось { $left }, закончим к { $last }
    Не удалось: { $failed }
mending-halted =
    ■ <b>Правка остановлена.</b> { $who }, { $time }
    { $headline }

    Исправлено { $done } из { $all }, прежний текст у { $left }.
mend-gone = удалены самими читателями: { $n }
mend-fixed = Telegram не даёт изменить: { $n }
mend-content = Telegram не принял текст: { $n }
mend-left = остались прежними: { $n }
live-retracted =
    🚫 <b>Снята.</b> { $who }, { $time }
    { $headline }

    Успели получить: { $sent }.
retract-all-done = ✅ Снято: удалено { $deleted }, заменено { $replaced }.
retract-already = Новость уже снята.
retract-ask-note = Что увидят читатели на месте новости? Одной фразой. Например: сведения не подтвердились.
retract-note-is = Пояснение для читателей: { $note }
btn-retract-note = Пояснение для читателей
restore-ask =
    ↩️ <b>Вернуть новость?</b>
    { $headline }

    Копий у читателей: { $all }, они станут прежними. Кто не получил, получит её как обычную новость.
restore-done = ✅ Новость возвращена, копий исправлено: { $done } из { $all }.
btn-restore = Вернуть новость
conflict-text = Вы исправили новость здесь, а в хранилище теперь другое. Что оставить?
conflict-both =
    <b>Здесь:</b> { $ours }
    <b>В хранилище:</b> { $theirs }
btn-conflict-ours = Оставить написанное здесь
btn-conflict-theirs = Взять из хранилища
conflict-settled = Решено: { $who }
act-halt = остановка правки копий
act-resume = продолжение правки копий

# The admin’s page (HEADLINER_OPS), in a browser
view-updated = На { $time } по времени редакции. Страница обновляется сама.
view-no-updates = Telegram не отдаёт обновления: бот не слышит людей. Почему, сказано в журнале программы.
view-no-writing = В базу данных ничего не записывается: рассылка ждёт. Почему, сказано в журнале программы.
view-no-room = Диск с базой данных почти полон: рассылка ждёт, пока не появится место.
view-readers = Читатели
view-week = { $delta } за неделю
view-delivered = Доставлено сегодня
view-failed = отказов { $refused }, неизвестно { $uncertain }
view-waiting = Чатов ждут сейчас
view-pace = Темп
view-floods = Telegram просил подождать, за час
view-files = Файлы с ошибками
view-today = Сегодня
view-nothing = Сегодня ничего не выходило.
view-more = и ещё { $count }
view-breaking = Срочно
view-of = { $sent } из { $all }
view-going = рассылается
view-stopped = остановлено
view-growth = Читатели за 30 дней
view-counting = Считаем…
rehearsal-begins = 🧪 Проверка: здесь появятся и через две минуты исчезнут около шестидесяти сообщений. Отвечать на них не нужно.
