# Every word a person reads, in Kazakh. The three files have the same keys, variables and tags (a test holds it so).
# A line whose variables are all empty goes with its line break; a paragraph whose variables are all empty goes as a whole.

## Rules of the deck


# Counts
count-news = { $n } жаңалық
count-readers = { $n } оқырман
count-readers-to = { $n } оқырманға
count-rooms-to = { $n } топқа не арнаға
audience-both = { $readers } және { $rooms }
count-copies = { $n } дана
count-messages = { $n } хабарлама
duration-hours = { $h } сағ { $m } мин
duration-whole-hours = { $h } сағ
duration-minutes = { $m } мин
duration-seconds = { $s } с
count-days = { $n } күн
date =
    { $month ->
        [1] { $day } қаңтар
        [2] { $day } ақпан
        [3] { $day } наурыз
        [4] { $day } сәуір
        [5] { $day } мамыр
        [6] { $day } маусым
        [7] { $day } шілде
        [8] { $day } тамыз
        [9] { $day } қыркүйек
        [10] { $day } қазан
        [11] { $day } қараша
       *[12] { $day } желтоқсан
    }

# Buttons used everywhere
btn-back = ‹ Артқа
btn-done = Дайын
btn-cancel = Болдырмау
btn-undo = Қайтару
btn-yes = Иә
btn-no = Жоқ
btn-more = ⋯
btn-read = { $site } сайтынан оқу
btn-share = Бөлісу
btn-copy-link = Сілтемені көшіру
btn-rubrics = 🗂 Айдарлар
btn-when = ⏰ Қашан жіберу
btn-settings = ⚙️ Баптаулар
btn-latest = 📰 Соңғы жаңалықтар
btn-language-other = Русский


## The bot's profile (set by the bot at start, per language)


# `bot-about` — shown before Start, so it also carries the consent (at most 512)
bot-about =
    «{ $paper }» газетінің басты жаңалықтары — Telegram-да.

    • Тек өзіңіз таңдағаны: басты жаңалықтар мен айдарлар
    • Бірден немесе таңғы және кешкі шолу
    • Түнде тыныш

    «Старт» түймесін басқанда мынаған келісесіз: { $operator } жаңалық жіберу үшін осы чаттың нөмірін, баптауларыңызды және жеткізілгендер тізімін сақтайды. Атыңызды және хат-хабарыңызды сақтамаймыз. Бәрін жою: /privacy
bot-short = «{ $paper }» газетінің басты жаңалықтары: өз айдарларыңыз, өз уақытыңыз, түнде тыныш.

# Command menu
command-latest = Соңғы жаңалықтар
command-rubrics = Айдарларды таңдау
command-settings = Қашан және қалай жіберу
command-search = Жаңалық іздеу
command-pause = Үзіліс жасау
command-help = Көмек
command-breaking = ⚡️ Шұғыл жаңалық
command-news = Жаңалықтар: жіберу, қарау
command-queue = Қазір не жіберіліп жатыр
command-held = Шешім күткендер
command-log = Кім не істеді
command-stats = Статистика
command-staff = Редакторлар
command-health = Боттың жай-күйі


## Welcome


# `welcome` — `/start` by a new reader; subscribed already
# $soon: welcome-soon or welcome-night, where they apply. $from: "none" where there are no quiet hours.
welcome =
    <b>Басты жаңалықтарға жазылдыңыз.</b>

    Бұл — «{ $paper }» газетінің боты.{ $perday ->
        [none] { $from ->
            [none] { "" }
           *[other] { " " }Жаңалықтар { $to }–{ $from } аралығында келеді. Түнде мазаламаймыз.
        }
       *[other] { " " }Әдетте күніне { $perday }{ $from ->
            [none] .
           *[other] , { $to }–{ $from } аралығында. Түнде мазаламаймыз.
        }
    }

    Қазір ең бастысы:
    { $top }

    { $soon }

    Чат нөмірі, таңдауыңыз және жеткізілгендер тізімі ғана сақталады: /privacy. Кез келген уақытта бас тартуға болады: /stop
welcome-digests = Жаңалықтар { $mode } келеді.
welcome-soon = Алғашқы жаңалық шыққан бойда келеді.
welcome-night = Қазір тыныш уақыт: алғашқы жаңалықтар шамамен { $to } болғанда келеді.

# `welcome-rubric` — by a rubric's link
# $soon and $from as in `welcome`.
welcome-rubric =
    <b>Дайын: басты жаңалықтар және «{ $rubric }» айдары.</b>

    Бұл — «{ $paper }» газетінің боты.{ $perday ->
        [none] { "" }
       *[other] { " " }Барлығы күніне { $perday }.
    }{ $from ->
        [none] { "" }
       *[other] { " " }Түнде, { $from }–{ $to } аралығында, мазаламаймыз.
    }

    Айдардағы соңғы жаңалықтар:
    { $top }

    { $soon }

    Чат нөмірі, таңдауыңыз және жеткізілгендер тізімі ғана сақталады: /privacy. Бас тарту: /stop

# `welcome-article` — by a story's link (`/start a_…`): the story is sent first as an ordinary push, then this
welcome-article =
    «{ $paper }» газетінің <b>басты жаңалықтарына жазылдыңыз</b>{ $perday ->
        [none] . Түнде тыныш.
       *[other] : күніне { $perday }, түнде тыныш.
    }

    «{ $rubric }» айдарын қосайық па?{ $perday ->
        [none] { "" }
       *[other] { " " }Онда күніне { $rubricperday }.
    }

    Чат нөмірі, таңдауыңыз және жеткізілгендер тізімі ғана сақталады: /privacy. Бас тарту: /stop

# `welcome-again` — `/start` by a subscriber; nothing is reset
welcome-again =
    Сіз жазылғансыз: { $choices }. Жаңалықтар { $mode } келеді.
    { $added }
settings-done = Сақталды. Жазылғаныңыз: { $choices }. Жаңалықтар { $mode } келеді.
mode-now = бірден
mode-mixed = бастысы бірден, айдарлар шолумен, сағат { $times }
mode-digest = шолумен, сағат { $times }
mode-breaking = тек шұғыл болса
choices-words = { $words } сөздері
quoted = «{ $word }»
mode-without-breaking = { $mode }, шұғыл жаңалықсыз
times-weekend = { $times } (демалыста { $weekend })
times-no-weekend = { $times } (жұмыс күндері)
rubric-added = «{ $rubric }» айдары қосылды.
rubric-unknown = Бұл сілтемедегі айдар жоқ, сіз басты жаңалықтарға жазылдыңыз. Барлық айдарлар: /rubrics

# `welcome-back` — after `/stop` or after unblocking the bot
welcome-back =
    Қайта оралғаныңызға қуаныштымыз! Баптауларыңыз сақталған: { $choices }, жаңалықтар { $mode } келеді.

    Осы уақыттағы жаңалықтар: { $count }. Ескісін жібермейміз.

# `welcome-group` — added to a group; nothing is sent until an administrator chooses
welcome-group = Сәлеметсіздер ме! Мен «{ $paper }» газетінің жаңалықтарын жіберемін. Әзірге ештеңе қосылмаған: айдарларды топ әкімшісі таңдайды.

# `welcome-channel` — to the staff member who made the bot a channel's administrator (private chat)
welcome-channel = «{ $channel }» арнасы қосылды. Қай айдарларды жариялаймыз? Әр жаңалық жеке пост болып шығады; түзетулер мен алып тастауды бот өзі жасайды.


## Rubrics


# `rubrics` — `/rubrics`
rubrics =
    <b>Сізге не жіберейік?</b>
    Қосу немесе өшіру үшін басыңыз. Сан — күніне шығатын жаңалықтар.

    Қазір таңдалғаны: күніне { $perday }.

# `rubrics` before there is a week to count
rubrics-new =
    <b>Сізге не жіберейік?</b>
    Қосу немесе өшіру үшін басыңыз.

# `rubrics-many` — appended to the same message when the choice exceeds ten stories a day and the mode is «сразу»
rubrics-many = Бұл күніне { $perday }. Айдарларды таңғы және кешкі шолуға жинайық па? Басты және шұғыл жаңалықтар бұрынғыдай бірден келеді.
toast-rubric-on = «{ $rubric }» қосылды
toast-rubric-off = «{ $rubric }» өшірілді
rubrics-none = Ештеңе таңдалмады: тек шұғыл жаңалықтар келеді.
rubrics-none-words = Айдар таңдалмаған: сіздің сөздеріңіз бар және шұғыл жаңалықтар ғана келеді.
rubrics-barred = ⚠️ Бот қазір мұнда жаза алмайды: { $reason }. Жаңалықтар күтіп тұр, әкімші құқық бергенде келеді.
rubrics-done = Сақталды. Өзгерту: /rubrics
rubrics-link-only-main = Тек басты жаңалықтар қалды.


## The push


# `push` — headline, lead, credit, hashtag; caption of the photo (≤ 1024) or text (≤ 4096, link preview off)
push =
    <b>{ $headline }</b>

    { $lead }

    <i>{ $credit }</i>
    { $hashtags }
credit-photo = Фото: { $credit }
push-keyword = 🔎 «{ $word }» сөзі бойынша

# `breaking` — with sound, photo only if it is there at once
breaking =
    ⚡️ <b>Шұғыл. { $headline }</b>

    { $lead }

# `breaking-first` — before there is an article; no button to the story
breaking-first =
    ⚡️ <b>Шұғыл. { $headline }</b>

    { $lead }

    Толығырақ ақпарат осы хабарламада шығады.

# `followup` — an answer to the first push of the story
followup =
    <b>{ $headline }</b>

    { $lead }

    { $hashtags }

# `bundle` — several stories in one visit: the first in full, the others as links
bundle =
    <b>{ $headline }</b>
    { $lead }

    <b>Тағы { $news }</b>
    { $others }
btn-read-first = Біріншісін оқу

# `digest` — morning, evening; main news first, the tail folded away
digest =
    { $sign } <b><a href="{ $url }">{ $headline }</a></b>
    { $more }

    <b>Бастысы</b>
    { $main }

    { $rubrics }

    <blockquote expandable><b>Қалғаны</b>
    { $rest }</blockquote>
digest-morning = және тағы { $news }, { $date }, таңғы шолу
digest-evening = және тағы { $news }, { $date }, кешкі шолу
digest-noon = және тағы { $news }, { $date }, түскі шолу
digest-pages = Тағы { $news }
digest-night-breaking = ⚡️ Түнде: <a href="{ $url }">{ $headline }</a>
catchup-older = Бұған дейінгі жаңалықтар: { $count }. Бәрі мұнда: /latest
catchup-pause = Сіз демалғанда болған басты жаңалықтар осы хабарламада.

# `more` — the buttons behind «⋯»: the keyboard of the same message changes, no new message comes
more-mute-day = 🔕 «{ $rubric }» — ертеңге дейін
more-mute-week = 🔕 Бір аптаға
more-off = Өшіру
more-digest = ⏰ Сирек: шолумен
more-follow = 🔔 Тақырыпты бақылау
more-unfollow = 🔕 Тақырыпты бақыламау
more-why = Неге келді?
more-save = 🔖 Сақтау
toast-muted = «{ $rubric }» айдары { $until } дейін үнсіз
toast-story-saved = Сақталды. Тізім: /saved
toast-saved-full = Сақталғаны { $max } болды, бұл — шегі. Артығын алып тастаңыз: /saved
toast-undone = Бәрі бұрынғыдай.
toast-why-main = Бұл — басты жаңалық, сіз «Бастысына» жазылғансыз.
toast-why-rubric = «{ $rubric }» айдарын { $date } таңдағансыз.
toast-why-breaking = Шұғыл жаңалықтар оларды өшірмегендердің бәріне келеді.
toast-why-word = Жаңалықта сіздің «{ $word }» сөзіңіз бар.
toast-why-thread = Сіз осы тақырыпты бақылайсыз.
toast-thread-followed = Бақылаймыз: қай айдарды таңдасаңыз да, жалғасы келеді.
toast-thread-muted = Бұл тақырыптың жалғасы енді келмейді.

# `saved` — `/saved`: what was saved by «⋯», each with a button to remove it
saved-title = <b>Сақталғандар</b>
saved-empty = Әзірге бос. Жаңалықты сақтау үшін астындағы ⋯ түймесін басыңыз.
saved-item = { $number }. <a href="{ $url }">{ $headline }</a>
btn-saved-remove = ✕ { $number }
toast-saved-removed = Сақталғандардан алынды.


## Corrections and retractions


# `corrected` — the last lines of an edited push, only when the article has a `correction`
corrected = ✏️ <i>Түзетілді, сағат { $time }: { $correction }</i>
updated = <i>Жаңартылды, сағат { $time }</i>
restored = ✏️ <i>Қайта жарияланды, сағат { $time }</i>

# `correction-notice` — an answer to the corrected message, only to those who had the wrong version; as loud as the first message was
correction-notice =
    ✏️ <b>Түзету.</b> Жоғарыдағы жаңалықта қате болды: { $correction }

    Кешірім сұраймыз.

# `retracted` — what a withdrawn push becomes (text replaced; a photo is replaced by the newsroom's plain card)
retracted =
    🚫 <b>Материал жарияланымнан алынды.</b>

    { $note }
retracted-default-note = Мәлімет расталмады. Оны әрі қарай таратпауыңызды сұраймыз.
retracted-line = 🚫 <i>Материал жарияланымнан алынды</i>

# `retraction-notice` — a message of its own to those whose copy was deleted, if the editor asked for it
retraction-notice =
    🚫 <b>Сағат { $time } жіберген жаңалығымызды алып тастадық.</b> { $note }

    Кешірім сұраймыз.


## Settings


# `settings`
settings =
    <b>Жаңалықтарды қалай жіберейік</b>

    Қашан: { $mode }
    Айдарлар: { $choices }
    Түнде: { $quiet }
    Дыбыс: { $sound }
    Жаңалықтар: { $newslang }
settings-closed = Сақталды. Жаңалықтар қазір келмейді: жазылымыңыз тоқтатылған.
settings-unchosen = Сақталды. Айдарларды таңдағанда жаңалықтар келеді.

# `settings-when`
settings-when =
    <b>Қашан жіберейік?</b>
    { $breaking }
when-now = Бәрі бірден
when-mixed = Бастысы бірден, айдарлар шолумен
when-digest = Бәрі шолумен
when-breaking = Тек шұғылы
when-now-hint = { $spacing } ішінде бір хабарламадан артық емес: жаңалық көп болса, бірге келеді.
when-breaking-on = Шұғыл жаңалық кез келген таңдауда бірден келеді.
when-breaking-off = Шұғыл жаңалықты өшіргенсіз.
btn-breaking-onoff = ⚡️ Шұғыл жаңалық: { $onoff }
toast-breaking-off = Шұғыл жаңалық өшірілді. Жер сілкінісі не апат туралы бот бірден жазбайды; айдарларыңыздың жаңалықтары бұрынғыдай келеді.
toast-breaking-only = Қазір тек шұғыл жаңалық келеді. Ештеңе келмеуі үшін: /pause немесе /stop

# `settings-digest`
settings-digest =
    <b>Шолуды сағат нешеде жіберейік?</b>
    Күніне үш ретке дейін. Жаңалық болса, осы уақыт шамасында келеді.

    { $none }
btn-digest-weekdays = Жұмыс күндері
btn-digest-weekend = Демалыс
digest-weekend-none = Демалыс күндері шолу жоқ. Басты жаңалықтар дүйсенбіде келеді.
toast-digest-most = Күніне үш рет болды. Алдымен басқа уақытты алып тастаңыз.
toast-digest-least = Кемінде бір уақыт керек. Шолу керек болмаса, «Қашан» бөлімінен басқасын таңдаңыз.

# `settings-night`
settings-night =
    <b>Түнде мазаламау: { $from }–{ $to }</b>
    Түнде шыққан жаңалықтар таңертең бір хабарламамен келеді.

    { $breaking }
settings-night-none =
    <b>Тыныш уақыт жоқ</b>
    Жаңалықтар түнде де келеді.
night-breaking = Түндегі шұғыл жаңалық:
quiet-none = күндізгідей
quiet-hours = { $from }–{ $to } тыныш
quiet-silent = { $from }–{ $to } тыныш, шұғылы дыбыссыз
quiet-wake = { $from }–{ $to } тыныш, шұғылы дыбыспен
quiet-hold = { $from }–{ $to } тыныш, шұғылы таңертең
quiet-from-title = <b>Сағат нешеден бастап мазаламайық?</b>
quiet-to-title = <b>Сағат нешеге дейін мазаламайық?</b>
toast-quiet-same = Басы мен соңы бірдей. Басқа сағатты таңдаңыз.
night-silent = Дыбыссыз; қауіп болса оятсын
night-wake = Әрқашан оятсын
night-hold = Таңға дейін жібермеу
night-off = Тыныш уақыт керек емес
night-danger-hint = Қауіп — жер сілкінісі, сел, апат: оянуға тұрарлық жағдай.

# `settings-sound`
settings-sound = <b>Хабарландыру дыбысы</b>
sound-breaking = Тек шұғылы
sound-main = Шұғыл және басты
sound-all = Бәрі дыбыспен
sound-none = Дыбыссыз

# `settings-language`
settings-language =
    <b>Тіл</b>
    Бот тілі: қазақша
    Жаңалықтар: { $newslang }
newslang-ru = орысша
newslang-kk = қазақша
newslang-both = екі тілде
newslang-few = Бұл тілде күніне { $perday } шығады.
newslang-rare = Бұл тілде жаңалық күн сайын шыға бермейді.
language-name = Қазақша
toast-newslang-least = Кемінде бір тіл керек.

# `settings-more`
settings-more =
    <b>Тағы</b>

    Күніне хабарлама: { $limit ->
        [none] шектеусіз
       *[other] ең көбі { $limit }, қалғаны шолуда
    }
    Хабарламалар арасы: { $spacing ->
        [none] үзіліссіз
       *[other] кемінде { $spacing }
    }
    Фото: { $photos }
    Қала және уақыт: { $zone }
    Сөздер: { $words }
    Үнсіз тұрғаны: { $muted }
limit-title = <b>Күніне неше хабарлама?</b> Шұғыл мен басты жаңалық есептелмейді.
limit-none = Шектеусіз
btn-spacing = Қаншалықты жиі
spacing-title = <b>Хабарламалар арасында қанша күтейік?</b> Осы уақытта шыққаны бірге келеді. Шұғылы күтпейді.
spacing-none = Әрқайсысы бірден
zone-title = <b>Қалаңыз?</b> Түнде оятпау үшін керек. Немесе атауын жазыңыз.
zone-saved = Сіздің уақытыңыз қазір — { $time }. Дұрыс па?
zone-unknown = Мұндай қала табылмады. Ағылшынша жазыңыз, мысалы: Novosibirsk немесе Europe/Paris.
city-almaty = Алматы, Астана
city-qostanay = Қостанай
city-qyzylorda = Қызылорда
city-aqtobe = Ақтөбе
city-atyrau = Атырау
city-aqtau = Ақтау
city-oral = Орал
city-tashkent = Ташкент
city-bishkek = Бішкек
city-moscow = Мәскеу
city-istanbul = Стамбұл
city-berlin = Берлин
words-title = <b>Сөздер.</b> Бұл сөздер бар жаңалық кез келген айдардан келеді. Қосу: /follow метро. Алып тастау үшін сөзді басыңыз.
follow-added = «{ $word }» сөзін бақылаймыз. Бір аптада: { $news }.
follow-ask = Қай сөзді бақылаймыз? Мысалы: /follow метро. Тіркесті тырнақшаға алыңыз, тегтің алдына #, керексіз сөздің алдына минус қойыңыз.
follow-often = «{ $word }» сөзі өте жиі кездеседі: күніне { $perday }. Сонда да бақылаймыз ба?
follow-limit = Сөз саны { $max } болды, бұл — шегі. Артығын алып тастаңыз: /unfollow
unfollowed = «{ $word }» сөзін енді бақыламаймыз.
toast-saved = Сақталды
btn-more-settings = Тағы
group-admins-only = Баптауларды топ әкімшісі өзгертеді.


## Pause, stop, coming back, data


# `pause`
pause =
    <b>Үзіліс жасайсыз ба?</b>
    Баптаулар сақталады. Оралғанда сол уақыттың басты жаңалықтарын бір хабарламамен жібереміз.
paused = Үзіліс { $until } күні сағат { $time } болғанда аяқталады. Ертерек оралу: /resume
pause-date-ask = Күнін жазыңыз, мысалы 15 желтоқсан.
pause-date-bad = Күнді түсінбедім. Мысалы, 15 желтоқсан немесе 15.12 деп жазыңыз.
resumed = Қайта байланыстамыз.

# `stopped` — `/stop` acts at once; the question comes after and needs no answer
stopped =
    Жазылымыңыз тоқтатылды, жаңалықтар енді келмейді. Баптауларыңыз сақталды: бір түймемен оралуға болады.

    Себебін айтасыз ба? Жауап беру міндетті емес.
stopped-group = Жаңалықтар мұнда енді келмейді. Баптаулар сақталды: бір түймемен қайтаруға болады.
stop-too-many = Тым көп
stop-dull = Қызық емес
stop-time = Уақытында емес
stop-other = Басқа
stop-thanks = Рақмет, ескереміз.
stop-only-breaking = Тек шұғылын жібере беріңіз
btn-return = Оралу
stopped-breaking = Жақсы: тек шұғыл жаңалықтар келеді.

# `privacy` — with the file of this person's data
privacy =
    <b>Сіз туралы не сақталады</b>

    Файлда бәрі бар: чат нөмірі, тіл, айдарлар, сағаттар, қашан жазылғаныңыз, не сақтағаныңыз және { $days } ішінде не жеткізілгені. Атыңызды, телефоныңызды және хат-хабарыңызды сақтамаймыз.

    Чатыңыздың нөмірі: <code>{ $chat }</code>
    Сақтайтын: { $operator }. Сұрақтар: { $contact }. Telegram шетелде орналасқан және бот хабарламаларын кез келген басқа хабарлама сияқты көреді.
forget-ask = Бәрін жойып, жазылымды тоқтатамыз ба? Баптауларды қайтару мүмкін болмайды.
forget-yes = Иә, жою
forgotten = Бәрі жойылды. Оралғыңыз келсе: /start


## Latest, search, what the bot does not understand

latest-title = <b>Соңғы жаңалықтар</b> · { $rubric }
latest-item = { $time } <a href="{ $url }">{ $headline }</a>
latest-empty = Бұл айдарда әзірге ештеңе жоқ.
page-newer = ‹ Жаңарақ
page-older = Бұрынғы ›
search-ask = Не іздейтініңізді жазыңыз. Мысалы: метро
search-found = <b>«{ $words }»</b>: { $news }
search-found-many = <b>«{ $words }»</b>: { $count } жаңалықтан көп
search-none =
    «{ $words }» бойынша ештеңе табылмады.{ $count ->
        [one] { "" }
       *[other] { " " }Аз сөзбен жазып көріңіз.
    }
search-typo = «{ $words }» бойынша жоқ, бірақ «{ $guess }» бойынша бар:
search-follow = 🔔 «{ $words }» сөзін бақылау
no-command = Мұндай команда жоқ. Барлары мынау:
not-text = Мен сөзбен іздей аламын: не керегін жазыңыз. Немесе /help ашыңыз
not-words = Фото, дауыстық хабар мен файлды түсінбеймін: не іздейтініңізді сөзбен жазыңыз. Редакцияға: { $contact }
message-to-newsroom = Редакция бұл чатты оқымайды. Бізге жазу: { $contact }
oops = Болмай қалды. Біз білеміз; бір минуттан кейін қайталаңыз.
toast-stale = Бұл ескі хабарлама. Жаңасын ашыңыз: { $command }
toast-gone = Бұл жаңалық жарияланымнан алынған.


## Help


# `help-reader`
help-reader =
    <b>«{ $paper }» газетінің жаңалықтары</b>

    /latest — соңғы жаңалықтар
    /rubrics — не жіберу керек
    /settings — қашан және қалай
    /search — жаңалық іздеу; жай ғана сөз жаза салуға болады
    /follow — сөзді бақылау
    /saved — сақталғандар
    /pause — үзіліс, /stop — жазылымды тоқтату
    /privacy — деректеріңіз

    Әр жаңалықтың астында ⋯ түймесі бар: сирек, тыныш, бөлісу.
    Редакцияға жазу: { $contact }

# `help-editor`
help-editor =
    <b>Редакторға</b>

    ⚡️ /breaking — шұғыл жаңалық: соңғыларынан таңдаңыз немесе мақала сілтемесін жіберіңіз. Жіберер алдында оқырман қалай көретінін көрсетіп, сұраймыз.
    /news — соңғы мақалалар: жіберу, жоспарлау, түзету, алып тастау
    /schedule ID — белгіленген уақытта шығару
    /queue — қазір не жіберіліп жатыр және «Тоқтату» түймесі
    /held — шешім күткендер
    /log — кім не істеді
    /practice — қауіпсіз жаттығу

    <b>Тақырыпта қате бар ма?</b> «Тоқтату», содан кейін «Түзету» түймесін басыңыз: оқырмандардағы даналар өзгереді.
    <b>Жаңалық бұрыс па?</b> «Алып тастау»: жіберуді тоқтатып, бәрінен алып тастаймыз.

# `help-admin`
help-admin =
    <b>Әкімшіге</b>

    /stats — жазылушылар мен жеткізу; /stats 30 — 30 күнге
    /export — сол сандар CSV файлдарымен; /export 365 — бір жылға
    /staff — редакторлар мен шақырулар
    /channels — арналар
    /health — бәрі жұмыс істеп тұр ма

    Ақау туралы өзім жазамын, әрқайсысы туралы бір рет. Редакторға арналғаны: /help_editor


## The editor's desk


# `desk-ask` — a story whose file says `breaking: true`, to the desk
desk-ask =
    ⚡️ <b>Шұғыл жіберу сұралып отыр</b>

    { $headline }
    { $rubric } · { $author } · { $time }

    { $deadline } дейін ешкім шешпесе, кәдімгі жаңалық болып шығады.

# `breaking-list` — `/breaking`
breaking-list =
    ⚡️ <b>Нені шұғыл жібереміз?</b>
    Мақаланы таңдаңыз, сілтемесін жіберіңіз немесе мәтінін жаза салыңыз: бірінші жолы тақырып болады.

# `story` — the card of one story (`/a412`)
story =
    <b>{ $headline }</b>
    { $rubric } · { $language } · { $time } шықты · №{ $number }

    { $state }
state-waiting = Әлі жіберілген жоқ
state-embargo = { $time } дейін эмбарго
state-sent = { $time } жіберілді, { $copies } · { $who }
state-stopped = ■ Тоқтатылды: { $all } ішінен { $done }
state-nobody = { $time } шықты, әзірге ешкім алған жоқ
state-partial = Жіберілуде: { $all } ішінен { $done }
state-draft = Нобай
state-withdrawn = { $time } алынды · { $who }
btn-breaking = ⚡️ Шұғыл
btn-push = Жіберу
btn-main = ⭐️ Бастыға
btn-later = Кейін…
btn-correct = Түзету
btn-retract = Алып тастау
btn-preview = 👁 Қалай көрінеді
btn-numbers = Сандар

# `confirm` — under the preview, which is the very message readers will get
confirm =
    👆 Оқырмандар осылай көреді.

    <b>{ $readers_to } жібереміз бе?</b>
    Алмайтындар: { $excluded }.
    { $age }
    Жартысы { $median } ішінде, соңғысы { $last } шамасында алады.
    { $price }
left-already = оқып қойған — { $n }
left-off = шұғылды өшірген — { $n }
left-language = басқа тіл — { $n }
left-paused = үзілісте — { $n }
confirm-age = { $age } бұрын шыққан.
confirm-price = Жеделдету құны: { $balance } ішінен { $stars } ⭐️.
confirm-price-few = Жеделдету болмайды: шотта { $balance } ⭐️ бар, кемінде { $needed } керек.
confirm-price-unknown = Жұлдыз қалдығын білу мүмкін болмады; ол белгісіз қалса, жеделдету болмайды.
confirm-send = ⚡️ { $readers_to } жіберу
confirm-send-push = { $readers_to } жіберу
confirm-edit = Мәтінді өзгерту

# `confirm-night` — in addition, when it is night for most of the audience
confirm-night = 🌙 <b>Қазір сағат { $time }.</b> Дыбыссыз алатындар: { $silent }. Адамдарға қауіп болса ғана оятқан жөн.
confirm-wake = { $silent } дыбыспен оянады. Шынымен оятамыз ба?
confirm-wake-yes = Иә, оятайық

# Questions before the confirmation
ask-translation = Бұл орысша. Қазақша оқитындарға ({ $otherlang }) не жібереміз?
ask-translation-add = Аудармасын жазамын
ask-translation-same = Дәл осыны
ask-translation-skip = Ештеңе
ask-no-link = Сілтемесіз: «Толығырақ ақпарат осы хабарламада шығады» деген белгімен шығады. Мақала шыққанда сілтемесін жіберіңіз: барлық данаға қосылады.
ask-many = Соңғы сағатта { $count } шұғыл болды. Тағы біреуін жібереміз бе?
ask-many-later = Сол сағатта { $count } шұғыл хабар бар. Тағы біреуін жоспарлаймыз ба?
ask-old = Жаңалық { $age } бұрын шыққан. Сонда да жібереміз бе?
ask-foreign-link = Сілтеме { $site } сайтына емес, { $host } сайтына апарады. Сонда да жібереміз бе?
ask-twice = { $who } мұны { $time } жіберіп қойған: { $copies }. Алғандарға екінші рет бармайды. Қалғандарына жібереміз бе?
ask-counting = { $who } мұны жіберіп жатыр: { $readers_to }, { $seconds } секундтан кейін кетеді.
ask-seconded = { $who } мұны жіберіп жатыр: { $readers_to }. Екінші растауды күтеміз.
btn-others = Қалғандарына: { $n }
ask-similar = «{ $headline }» ({ $time }) жаңалығына ұқсайды. Бұл сол жаңалық па?
ask-second = Екінші редактордың растауы керек. Басқа редакторды { $deadline } дейін күтеміз.
btn-second-yes = Растаймын
btn-send-alone = Екіншісіз жіберу
second-card = ✍️ { $who } екінші растауды сұрайды: шұғыл, { $readers_to }. { $deadline } дейін күтеміз.
second-card-on = ✍️ { $who } екінші растауды сұрайды: тоқтатылған шұғыл хабарды басқа мәтінмен жалғастыру, { $left } қалды. { $deadline } дейін күтеміз.
second-alone = Екінші растау жоқ. Жалғыз жіберуге болады; бұл /log ішінде қалады.
btn-second-no = Жібермеу
second-by = Екінші растаған: { $who }.
second-went-alone = { $who } екінші растаусыз жібереді.
second-refused = { $who } растамады. Ешкім ештеңе алған жоқ.
second-refused-on = { $who } басқа мәтінді растамады. Жіберу бұрынғыдай тоқтап тұр.
second-lapsed = Он минут ішінде екінші растау болмады, ешкім ештеңе алған жоқ. Қайта ашу: { $command }
second-lapsed-on = Он минут ішінде екінші растау болмады. Жіберу бұрынғыдай тоқтап тұр.
second-own = Өз жаңалығыңызды растай алмайсыз: басқа редактор керек.
second-too-soon = Әзірге екінші редакторды күтеміз.

# What stands in the way (each says what to do)
no-too-long = Тақырып { $length } таңба, { $max } болуы керек. Қысқартып, қайта жіберіңіз.
no-foreign-link = Сілтеме { $site } сайтына апармайды. Өз мақалаңыздың сілтемесін жіберіңіз.
no-embargo = { $time } дейін эмбарго. Ертерек жіберуге болмайды.
no-withdrawn = Мақала алынған. Алдымен оны мақалалар қоймасына қайтарыңыз.
no-unknown-link = Бұл мақала ботта әлі жоқ. Тек мәтін мен сілтемені жіберейік пе?
no-changed = Сіз қарап жатқанда мәтін өзгерді. Міне, жаңасы.
no-rights = Сіз енді редактор емессіз. Әкімшіге хабарласыңыз.
no-expired = Он минуттан көп уақыт өтті. Жаңалықты қайта ашыңыз: { $command }
too-quick = Тым тез. Оқып шығып, қайта басыңыз.

# `countdown`
countdown =
    ⏳ <b>{ $seconds } секундтан кейін кетеді</b>
    { $headline }
    { $readers_to } · { $who }
taken-back = Тоқтатылды, ешкім ештеңе алған жоқ.
taken-back-on = Кері қайтарылды. Жіберу бұрынғыдай тоқтап тұр.
btn-take-back = Қайтарып алу
btn-send-now = Қазір жіберу

# `live` — the live card, edited every three seconds (five in a group)
live =
    ⚡️ <b>{ $headline }</b>

    { $bar } { $percent } %
    { $all } ішінен { $sent } жіберілді · { $rate }/с
    { $left } қалды, { $last } шамасында бітеді
    Жетпеді: { $refused }

# `live-stopped`
live-stopped =
    ■ <b>Тоқтатылды.</b> { $who }, { $time }
    { $headline }

    Алып үлгергені: { $sent }. Алмайды: { $left }.
btn-stop = ■ Тоқтату
btn-go-on = Жалғастыру
btn-correct-go-on = Түзетіп, жалғастыру
live-waiting = Telegram { $seconds } секунд күтуді сұрады, кейін өзіміз жалғастырамыз.

# `report` — a new message when done, so that it is noticed
report =
    ✅ <b>Жіберілді</b>
    { $headline }

    Алды: { $all } ішінен { $sent }
    Біріншісі { $first } кейін, жартысы { $median } ішінде, соңғысы { $last } кейін
    Жетпеді: { $refused }
    { $uncertain }
    Кейін бас тартқаны: { $left }
refused-blocked = ботты бұғаттаған { $n }
refused-gone = жойылған аккаунт { $n }
refused-other = басқа { $n }
report-uncertain = Жеткені белгісіз: { $n }. Telegram жауап бермеді.

# `correct` — old and new, side by side
correct =
    ✏️ <b>Оқырмандарда түзетеміз бе?</b> Даналар: { $all }

    <b>Болған:</b> <s>{ $old }</s>
    <b>Болады:</b> { $new }

    Шамамен { $minutes }. Әлі алмағандар бірден жаңасын алады.
correct-ask = Жаңа тақырыпты осы хабарламаға жауап ретінде жіберіңіз.
correct-ask-note = Не бұрыс еді? Оқырманға арналған бір сөйлем. Мысалы: жол бейсенбіде емес, жұмада жабылады.
correct-silent = Үнсіз, бұл қате басылған әріп
correct-marked = «Түзетілді» белгісімен
correct-notify = Белгімен және бөлек хабарламамен
correct-auto = ✏️ Мақала қоймада өзгерді, даналарын түзетіп жатырмыз: { $all }. { $headline }
correct-done = ✅ Түзетілген даналар: { $all } ішінен { $done }. Болмағаны: { $failed } ({ $reason }).
correct-conflict = Тақырыпты осында түзеттіңіз, ал қоймада енді басқаша. Қайсысын қалдырамыз?

# `retract`
retract =
    🚫 <b>Жаңалықты алып тастаймыз ба?</b>
    { $headline }

    Жіберу бірден тоқтайды. Оқырмандардағы даналар: { $all }, шамамен { $minutes }.
retract-replace = «Материал жарияланымнан алынды» деп ауыстыру
retract-delete = Мүлде жою
retract-delete-hint = 48 сағаттан жаңа даналарды ғана жоюға болады; қалғанын ауыстырамыз.
retract-tell = Алғандарға хабарлау
retract-forwarded = Оқырмандар қайта жіберген даналарды алып тастау мүмкін емес.
retract-too-old = Тағы { $count } оны { $date } дейін алған: ол даналарды енді өзгерту мүмкін емес.
retract-done = ✅ Алынды: жойылғаны { $deleted }, ауыстырылғаны { $replaced }. Қалғаны { $failed }: { $reason }.

# Queue, schedule, log
queue-title = <b>Қазір</b>
queue-item = { $headline }: { $all } ішінен { $sent }, { $last } дейін
queue-empty = Ештеңе жіберіліп жатқан жоқ. Келесі шолу шамамен { $time }.
queue-recent = <b>Соңғылары</b>
later-ask = Қашан? Басыңыз немесе жазыңыз: 18:30, ертең 8:00
later-set = Редакция уақытымен { $time } шығады.
later-sure = Редакция уақытымен { $time } шығады: { $readers_to }.
btn-later-sure = Жоспарлау: { $time }
later-past = Бұл уақыт өтіп кетті. Басқасын жазыңыз: 18:30, ертең 8:00
later-unclear = Уақытын түсінбедім. Былай жазыңыз: 18:30, ертең 8:00, 5.12 9:00
later-far = Бұл тым алыс: екі айға дейін ғана жоспарлауға болады.
later-tomorrow = ертең { $time }
main-ask =
    ⭐️ <b>Бастыға қосамыз ба?</b>
    { $headline }
main-already = Жаңалық бастысында тұр.

    { $readers_to } жіберіледі: бастысын таңдап, әлі алмағандарға.
log-item = { $time } { $who }: { $act } «{ $headline }», { $copies }


## The admin's desk


# `stats` — `/stats` (seven days against the seven before), under the chart
stats =
    <b>{ $from } – { $to }</b>

    Жазылушылар: <b>{ $active }</b> (кезең ішінде { $delta })
    Келгені { $new }, оралғаны { $returned }, кеткені { $left }, бұғаттағаны { $blocked }
    Үзілісте { $paused }

    Жіберілгені: { $messages }, жеткені { $delivered } %
    Әдетте { $median } ішінде, соңғысына { $last } ішінде жетеді

    Оқырманы көп айдарлар: { $rubrics }
    Ең көп бас тартылғаны: { $worst }
    Қайдан келеді: { $sources }

# `stats-one` — `/stats 412`
stats-one =
    <b>{ $headline }</b>
    { $time } · { $kind } · { $who }

    Жетті: { $all } ішінен { $sent } ({ $percent } %)
    Жартысы { $median } ішінде, соңғысы { $last } ішінде
    Бір сағатта бас тартқаны: { $left }, айдарды үнсіз еткені: { $muted }
stats-week = Қайырлы таң. Апта қорытындысы:
stats-no-opens = Оқылғанын Telegram хабарламайды; өтулер сайт санауышында utm_source=telegram бойынша көрінеді.
stats-ads = Telegram ботта өз жарнамасын көрсетуі мүмкін. Газет оны таңдамайды және өшіре алмайды.
stats-none = Әзірге жазылушы жоқ. Мақалалар астына сілтеме қойыңыз: { $link }

# `health`
health =
    <b>{ $verdict }</b>

    Нұсқа { $version }, { $uptime }
    Telegram: соңғы жауап — { $lastpoll }, бір сағатта күтуді сұрады: { $floods }
    { $trouble }
    Мақалалар: соңғысы — { $lastarticle }, қатесі бар { $bad }
    Кезек: { $backlog }, жылдамдық { $rate }
    Дерекқор { $dbsize }, дискіде бос орын { $disk }
    Сақтық көшірме: { $backup }

# Alerts: what happened, what it means for readers, what to do
alert-article = Мақала оқылмады: <code>{ $file }</code>, { $line }-жол. { $reason } Қалғандары әдеттегідей шығып жатыр.
alert-article-without = Мақала түгел оқылмай қабылданды: <code>{ $file }</code>, { $line }-жол. { $reason }
alert-file = Мақала оқылмады: <code>{ $file }</code>. { $reason } Қалғандары әдеттегідей шығып жатыр.
alert-articles =
    Оқылмаған мақалалар: { $count }. Қалғандары әдеттегідей шығып жатыр.

    { $lines }
alert-file-without = Мақала түгел оқылмай қабылданды: <code>{ $file }</code>. { $reason }
alert-articles-without =
    Түгел оқылмай қабылданған мақалалар: { $count }.

    { $lines }
alert-article-fix-colon = Тақырыпта қос нүкте бар: тақырыпты толық тырнақшаға алыңыз.
alert-rubric = «{ $name }» айдары белгісіз, мақала ешкімге бармайды. newsroom.toml файлына қосыңыз: <code>aliases = ["{ $name }"]</code>
alert-no-main = { $days } бойы басты жаңалық болмады, ал «Бастысына» { $readers } жазылған. Мақаланы белгілеңіз: /news
alert-feed = Лента { $time } бері жауап бермейді: { $url }. Қайталап көріп жатырмын.
alert-refused = «{ $headline }» жаңалығы { $percent } % жетпеді. Негізгі себебі: { $reason }.
alert-suspect = Telegram /a{ $number } жаңалығына анық жауап бермей тұр: қатарынан үш оқырман. Басқа хабарлар жетіп жатса, оны қарапайым түрде жіберіп көремін: алдымен фотосыз, сосын безендірусіз.
alert-poison = Telegram «{ $headline }» жаңалығын жай мәтінмен де қабылдамайды: { $reason }. Ол шетке қойылды, қалғандары шығып жатыр.
alert-photo = «{ $headline }» жаңалығының фотосы кетпеді: { $reason }. Жаңалық фотосыз шықты.
alert-photos =
    Фотосыз шыққан жаңалықтар ({ $count }):
    { $lines }
photo-absent = ондай файл жоқ
photo-unreadable = файл оқылмайды
photo-large = ол тым үлкен ({ $detail } МБ)
photo-no-picture = бұл бүтін JPEG, PNG, WebP, GIF не BMP сурет емес
photo-narrow = { $detail } нүкте: Telegram мұндай тар суретті алмайды
photo-private = мекенжай баптауда жоқ ішкі желіге апарады
photo-refused = Telegram оны қабылдамады ({ $detail })
alert-main-many = Бүгінгі басты жаңалық саны { $count }, newsroom.toml шегі — { $max }. «Бастысына» жазылғандар бәрін алады.
alert-rights = Бот «{ $chat }» чатына жаза алмайды: { $reason }. Қайталап көріп жатырмын; құқықты чат әкімшісі береді.
alert-rights-many = Бот бірнеше чатқа жаза алмайды: қазірше { $count }. Қайталап көріп жатырмын; бәрі /health ішінде.
alert-closing = Telegram оқырмандардың бәріне дерлік жеткізбей жатыр: { $reason }. Жіберу тоқтады, ешкімнің жазылымы өшкен жоқ. Бот сол ма: { $bot }?
alert-leaving = Бір сағатта жабылған чаттар: { $count }, бұл барлық жауаптың оннан бірінен кем емес. Импорттан кейін осылай болады; импорт болмаса, не жіберілгенін тексеріңіз.
alert-disk = Дискіде { $free } қалды. { $stop } болғанда ештеңе жоғалмауы үшін жіберу тоқтайды.
alert-second = Екінші бот осы токенмен жұмыс істеп тұр. Біреуін тоқтатыңыз: жаңалықтар кетіп жатыр, бірақ оқырмандарға жауап жоғалады.
alert-token = Telegram токенді қабылдамайды. TELOXIDE_TOKEN мәнін тексеріңіз; жіберу күтіп тұр.
alert-clock = Сервер сағаты Telegram уақытынан { $off } алшақ. Дұрыстаңыз: оған дейін жоспарланғаны кешігіп шығуы мүмкін.
alert-outage = Жіберу { $lasting } тоқтап тұрды. Осы уақытта тым ескіргенін (HEADLINER_MAX_AGE) оқырмандар тек санымен көреді.
alert-disk-halted = Дискіде { $free } қалды: ештеңе жоғалмауы үшін жіберу тоқтады. Орын босатыңыз, сонда ол өзі жалғасады.
alert-database = Дерекқорға жазу мүмкін емес: { $reason } Жіберу тоқтап тұр, ештеңе жоғалған жоқ; жазу мүмкін болған бойда өзі жалғасады.
database-full = оның дискісінде орын жоқ. Орын босатыңыз.
database-read-only = ол жазуға жабық. Ботқа жазу құқығын қайтарыңыз.
database-corrupt = файлы бүлінген. Орнына сақтық көшірмені қойыңыз, бот оны өзі алады.
database-busy = оны басқа бағдарлама ұстап тұр. Сол бағдарламаны жабыңыз.
database-away = файлы алынып тасталған. Оны орнына қайтарыңыз.
database-other = себебі бот журналында.
alert-backlog = Кезек жарты сағаттан бері азаймай тұр: { $waiting } күтіп тұр, қазіргі жылдамдықпен бұл — { $lasting }. Жаңалықтар кешігеді, бірақ жетеді.
alert-newsroom = newsroom.toml файлында қате бар, { $line }-жол: { $reason } Бұрынғысы күшінде.
alert-newsroom-whole = newsroom.toml файлы оқылмайды: { $reason } Бұрынғы файл күшінде.
alert-faults = Қатесі бар мақалалар: { $count }. Қайсысы және нені түзету керегін <code>headliner check</code> командасы көрсетеді
refusals-blocked = бот бұғатталған
refusals-gone = аккаунт жойылған
refusals-other = Telegram анық себепсіз бас тартты
size-megabytes = { $size } МБ
size-gigabytes = { $size } ГБ
health-no-backup = <code>headliner backup</code> командасымен әлі жасалмаған, басқа көшірмелерді бот білмейді
alert-solved = ✅ Шешілді: { $what }
started =
    { $version } іске қосылды. Кезекте { $backlog }.
    Дерекқор жаңартылды, бұрынғысы сақталды: { $backup }

# Staff
staff-title = <b>Редакция</b>
staff-invite = Редакторға шақыру. Бір тәулік және бір рет жарамды. Тек сол адамға жіберіңіз.
staff-asks = { $name } ({ $username }) { $who } жіберген шақыруды ашты. Редактор етеміз бе?
staff-welcome = Сіз «{ $paper }» газеті ботының редакторысыз. /help_editor бастаңыз немесе қауіпсіз жаттығыңыз: /practice
staff-removed = Редактор құқығы жабылды. Жаңалықтарға жазылымыңыз сақталады.
staff-first-admin = Әкімші болу үшін осы сілтемені Telegram-да ашыңыз. Бір сағат жарамды: { $link }
practice = 🎓 Жаттығу: бәрі шынайы, бірақ тек сіз аласыз.
practice-mark = 🎓 <i>Жаттығу: мұны тек сіз аласыз.</i>


## The line under an article, the card for print

snippet-main = Басты жаңалықтарды телефоннан алғыңыз келе ме? <b>Telegram-да жазылыңыз</b>: күніне { $perday }, түнде тыныш.
snippet-main-new = Басты жаңалықтарды телефоннан алғыңыз келе ме? <b>Telegram-да жазылыңыз</b>: тек бастысы, түнде тыныш.
snippet-rubric = «{ $rubric }» айдары — сіздің Telegram-да. <b>Жазылу</b>
qr-caption = Камераны бағыттаңыз: «{ $paper }» газетінің жаңалықтары Telegram-да
channel-button = Өз айдарларыңызды таңдау
share-text = { $headline } — { $paper }


## The other buttons of the keyboards above

btn-rubrics-other = 🗂 Басқа айдарлар
btn-rubrics-choose = 🗂 Айдарларды таңдау
btn-main-only = Тек басты жаңалықтар
btn-rubric-add = ＋ «{ $rubric }»
btn-rubric-toggle = { $emoji } { $rubric } · { $count }
btn-rubric-toggle-new = { $emoji } { $rubric }
btn-missed = Осы уақыттың бастысы
btn-two-digests = Иә, екі шолу
btn-keep-all = Жоқ, бәрі бірден
btn-digest-settings = ⚙️ Шолуды баптау
btn-set-when = ⏰ Қашан
btn-set-night = 🌙 Түнде
btn-set-sound = 🔔 Дыбыс
btn-set-language = 🌐 Тіл
btn-quiet-from = Басы { $from } ▾
btn-quiet-to = Соңы { $to } ▾
btn-news-ru = Жаңалық: орысша
btn-news-kk = Жаңалық: қазақша
btn-limit = Күніне қанша
btn-photos = Фото: { $onoff }
btn-city = Қала
btn-words = Сөздер
btn-unmute = Үнсізді қайтару
btn-my-data = Деректерім
btn-forget = Деректерімді жою
btn-pause-day = Ертеңге дейін
btn-pause-3 = 3 күнге
btn-pause-week = Бір аптаға
btn-pause-2weeks = Екі аптаға
btn-pause-date = Күнге дейін…
btn-pause-breaking = Шұғылын бәрібір жіберу
btn-desk-look = ⚡️ Қарап, жіберу
btn-desk-ordinary = Кәдімгі жаңалықпен
btn-desk-no = Жібермеу
desk-taken = Шешетін: { $who }
btn-list-item = { $time } { $headline }
btn-list-stopped = { $time } { $headline } ■ тоқтатылды
btn-list-withdrawn = { $time } { $headline } 🚫 алынды
btn-list-sent = { $time } { $headline } ✓ жіберілді
btn-plan-cancel = ✕ { $time } { $headline }
btn-send-morning = Таңертең, { $time }
btn-send-silent = ⚡️ Дыбыссыз жіберу
btn-send-wake = 🔔 Қауіп: бәрін ояту
btn-days-7 = 7 күн
btn-days-30 = 30 күн
btn-year = Жыл
btn-stats-rubrics = Айдарлар
btn-stats-stories = Апта жаңалықтары
btn-csv = CSV
on = иә
off = жоқ


## What the deck leaves to the program

rubric-main = Бастысы
rubric-all = барлық айдарлар
language-ru = орысша
language-kk = қазақша
language-en = ағылшынша
uncertain-mention = Мұны бұрын көрген боларсыз:
# `bundle-breaking` — as `bundle`, led by breaking news
bundle-breaking =
    ⚡️ <b>Шұғыл. { $headline }</b>
    { $lead }

    <b>Тағы { $news }</b>
    { $others }
# `channel-older` — as `catchup-older`, where nobody can write to the bot
channel-older = Бұған дейінгі жаңалықтар: { $count }. Оларды бот көрсетеді.
tail = тағы { $news }
channel-rubrics = <b>«{ $channel }» арнасында не жариялаймыз?</b> Сан — күніне шығатын жаңалықтар.
channel-rubrics-new = <b>«{ $channel }» арнасында не жариялаймыз?</b>
channel-done = Дайын: жаңалықтар «{ $channel }» арнасында шығады.
channel-no-rights = Бот «{ $channel }» арнасында жариялай алмайды. Оған хабарлама жариялау құқығын беріңіз.
btn-rubric-group = { $emoji } { $group } ›
rubric-group-title = <b>{ $group }.</b> Бірнешеуін таңдауға болады.
channels-title = <b>Арналар.</b> Айдарларын өзгерту үшін арнаны басыңыз.
channels-none = Әзірге арна жоқ. Арнаны қосу үшін ботты хабарлама жариялау құқығы бар әкімші етіңіз.
btn-channel-unbind = Арнаны ажырату
channel-off = «{ $channel }» арнасы ажыратылды, айдарлары сақталды.
channel-on = «{ $channel }» арнасы қосылды.
channel-lost = Бот «{ $channel }» арнасынан шығарылды: жаңалықтар онда енді шықпайды. Қайтару үшін ботты қайта әкімші етіңіз.
admin-welcome = Сіз «{ $paper }» газеті ботының әкімшісісіз. Бәрі жұмыс істей ме: /health. Редакторлар: /staff. Жаңалықтарды өзіңіз де алу: /start. Командалар: /help
invite-over = Бұл шақырудың мерзімі өтіп кеткен. Жаңасын сұраңыз.
invite-needless = Бұл рұқсат сізде бар. Шақыру жұмсалған жоқ: оны шақырған адамыңызға жіберіңіз.
staff-unclear = Түсінбедім. Шұғыл жаңалық: /breaking, мақалалар: /news. Немесе мақала сілтемесін жіберіңіз.
staff-no-right = Мұны тек әкімші жасай алады.
staff-no-command = Мұндай команда жоқ. Барлық командалар: /help
no-story = Ботта мұндай жаңалық жоқ. Соңғылары: /news
no-story-yet = Бұл мақала ботта әлі жоқ. Файлы пайда болғанда сілтемесін қайта жіберіңіз. Соңғылары: /news
no-audience = Бұл жаңалықты қазір жіберетін ешкім жоқ: күткендердің бәрі алып қойған.
act-push = жіберу
act-breaking = шұғыл жіберу
act-correct = түзету
act-retract = алып тастау
act-stop = тоқтату
act-go-on = жалғастыру
kind-push = кәдімгі жіберу
kind-breaking = шұғыл жіберу
verdict-well = ✅ Бәрі жұмыс істейді
verdict-trouble = ⚠️ Ақау бар
source-direct = өздігінен
source-import = көшірілген
stats-languages = Тілдер: { $languages }
stats-outcomes = Бір тәулікте: жеткені { $delivered }, жетпегені { $refused }, белгісізі { $uncertain }
stats-modes = Қалай алады: { $modes }
stats-mode-now = бірден
stats-mode-mixed = бастысын бірден
stats-mode-digest = шолумен
stats-mode-breaking = тек шұғылын
stats-best = Кезеңнің үздік көзі: { $source }, келгені { $count }
stats-hours = Хабарлама ең көп болған сағаттар: { $hours }
stats-rooms = Бұған қоса топтар { $groups }, арналар { $channels }
stats-before = Бұған дейін ({ $from } – { $to }): келгені { $new }, кеткені { $left }, хабарлама { $messages }
stats-story =
    <b>{ $headline }</b> /a{ $number }
    жеткені { $sent }, жартысы { $median } ішінде, соңғысы { $last } ішінде
stats-story-left = бас тартқаны { $left }, айдарды үнсіз еткені { $muted }
stats-no-stories = Бір аптада ештеңе жіберілген жоқ.
chart-readers = Жазылушылар
chart-messages = Күн сайынғы хабарламалар
chart-messages-week = Апта сайынғы хабарламалар
chart-delivered = жеткені { $count }
chart-refused = жетпегені { $count }
chart-uncertain = белгісізі { $count }
toast-why-link = Бұл жаңалықты сілтеме арқылы өзіңіз аштыңыз.


## The desks of editors and admins, beyond the deck

welcome-desk = Бұл — редакцияның жұмыс тобы: сұрақтар, жіберу карточкалары мен ескертулер осында келеді. Не істеуге болады: /help_editor
practice-choose =
    ⚡️ <b>Нені шұғыл жібереміз?</b>
    Мақаланы таңдаңыз.
breaking-none = Әзірге жіберетін ештеңе жоқ: қоймада дайын мақала жоқ.
news-choose = <b>Соңғы мақалалар</b>
confirm-push =
    👆 Оқырмандар осылай көреді.

    <b>{ $readers_to } жібереміз бе?</b>
    Алмайтындар: { $excluded }.
    Шолумен немесе таңертең алатындар: { $later }.
    { $age }
    Жартысы { $median } ішінде, соңғысы { $last } шамасында алады.
ask-translation-kk = Бұл қазақша. Орысша оқитындарға ({ $otherlang }) не жібереміз?
ask-translation-later = Осы, аудармасы кейін
translation-waits = Басқа тілде оқитындар осы мәтінді алды. Аудармасын осы хабарламаға жауап ретінде жіберіңіз: ол орнына қойылады.
translation-ask = Аудармасын осы хабарламаға жауап ретінде жіберіңіз: бірінші жолы тақырып болады.
translation-kept = Аударма қабылданды: ол басқа тілде оқитындарда осы мәтіннің орнына қойылады.
typed-ask = Мәтінін осы хабарламаға жауап ретінде жіберіңіз: бірінші жолы тақырып болады.
edit-ask = Жаңа мәтінді осы хабарламаға жауап ретінде жіберіңіз: бірінші жолы тақырып болады.
confirm-edit-translation = Аудармасын өзгерту
btn-typed-language = Тілі: { $language } ▾
ask-new-lead =
    <b>{ $headline }</b>
    { $lead }

    Мұны тақырып астындағы жаңа мәтін етеміз бе? { $copies }
link-kept = Сілтеме барлық данаға қойылады: { $copies }.
lead-kept = Жаңа мәтін барлық данаға қойылады: { $copies }.
photo-kept = Фото барлық данаға қойылады: { $copies }.
photo-not-kept = Фотоны Telegram-нан алу немесе мақалалар қоймасына сақтау мүмкін болмады. Оны қайта жіберіңіз.
no-headline = Тақырып жоқ. Оны бірінші жолға жазып, қайта жіберіңіз.
no-long-lead = Тақырып астындағы мәтін { $length } таңба, { $max } болуы керек. Қысқартып, қайта жіберіңіз.
no-draft = Бұл — нобай. Алдымен оны мақалалар қоймасында жариялаңыз.
no-withheld = Мақала кейінге қалдырылған. Алдымен оны мақалалар қоймасына қайтарыңыз.
no-held = Жаңалық шешім күтіп тұр, оны әзірге ешкім көрмейді: /held
no-expired-story = Жаңалықтың мерзімі өтті (файлындағы expires): оны енді жіберуге болмайды.
no-set-aside = Telegram бұл мақаланы ешқандай түрде қабылдамайды. Мақалалар қоймасындағы мәтінін өзгертіңіз.
no-plan = Шешім қабылданған: бұл сұрақ жабылды.
already-counting = Бұл жаңалық жіберуді күтіп тұр.
pushed = { $readers_to } жіберіліп жатыр.
will-be-ordinary = Кәдімгі жаңалық болып шығады. Шешкен: { $who }
will-not-go = Жіберілмейді. Шешкен: { $who }
held-title = <b>Шешім күткендер: { $count }</b>
held-empty = Шешім күтіп тұрған ештеңе жоқ.
held-item =
    <b>{ $headline }</b>
    { $reasons }
held-rubric = «{ $name }» айдары белгісіз. Оны /held арқылы таңдаңыз немесе newsroom.toml файлына қосыңыз: <code>aliases = ["{ $name }"]</code>
held-no-rubric = Айдары көрсетілмеген. Оны /held арқылы таңдаңыз немесе файлға қосыңыз: <code>rubric: …</code>
held-no-link = Мақала сілтемесі жоқ. Файлға қосыңыз: <code>url: …</code>. Мекенжайлар ереже бойынша жасалса, newsroom.toml файлына: <code>link_template = …</code>. Сілтеме болмайтын болса, newsroom.toml файлының [articles] бөліміне: <code>link = "optional"</code>
held-foreign-link = Сілтеме { $host } сайтына апарады. Оны түзетіңіз, ал бұл өз сайтыңыз болса, newsroom.toml файлына қосыңыз: <code>hosts = ["{ $host }"]</code>
held-key = Түсініксіз жол: <code>{ $key }: { $value }</code>. Жариялау әлі ерте болуы мүмкін. Егер ол ештеңе білдірмесе, newsroom.toml файлының [articles] бөліміне: <code>ignore = ["{ $key }"]</code>
held-second-file = Дәл осы id <code>{ $id }</code> { $file } файлында бар. Бұл басқа жаңалық болса, оған өз id беріңіз: <code>id: …</code>. Болмаса, екі файлдың бірін жойыңыз
held-alike = Мәтіні { $file } файлындағымен бірдей не соған өте ұқсас. Бұл көшірме болса, файлды жойыңыз. Басқа жаңалық болса, жариялаңыз
btn-held-release = Жариялау
btn-held-drop = Жарияламау
archived = Архивке, жіберілмей: { $count }. Шыққанына { $age } асқан. Керегін жіберу: /news
held-bundle =
    ⏸ <b>Жіберілген жоқ, шешім күтеді: { $count }</b>
    { $lines }

    Бәрі: /held
queue-waiting = { $headline }: { $time }
queue-counting = { $headline }: { $seconds } секундтан кейін
queue-second = { $headline }: екінші растауды күтеміз
queue-asks = { $headline }: шұғыл сұралып отыр, шешім { $time } дейін
queue-past = { $time } { $headline } { $state }
queue-done = ✓ { $n }
queue-stopped = ■ { $all } ішінен { $done }
queue-nobody = — ешкім алған жоқ
queue-over = { $time } болғандағы жағдай. Жалғасы: /queue
log-item-again = { $time } { $who }: { $act } «{ $headline }»
log-title = <b>Кім не істеді</b>
log-empty = Әзірге ешкім ештеңе істеген жоқ.
log-staff = { $time } { $who }: { $act } { $name }
act-take-back = тоқтату
act-later = кейінге қалдыру
act-insist = қалғандарына тағы да
act-main = бастысына
act-second = екінші растау
act-alone = екінші растаусыз
act-lapse = екінші растау болмады
act-ordinary = кәдімгі жаңалықпен
act-refuse = жіберуден бас тарту
act-release = жариялау
act-drop = жіберуден бас тарту
act-typed = терілген жаңалық
act-settle = редакция мен қойма арасындағы таңдау
act-restore = қайта жариялау
act-invite = шақыру
act-staff-add = жаңа қызметкер
act-staff-admin = жаңа әкімші
act-staff-remove = рұқсат жабылды
act-staff-decline = шақыру бойынша бас тарту
act-channel-on = арна қосылды
act-channel-off = арна ажыратылды
who-console = пәрмен жолы
who-program = редакция жүйесі
who-itself = автоматты түрде
staff-item = { $name } · { $role }
role-editor = редактор
role-admin = әкімші
btn-staff-invite = ＋ Редактор шақыру
btn-staff-remove = ✕ { $name }
btn-staff-admin = ★ Әкімші
staff-remove-ask = { $name }: рұқсатты жабамыз ба?
staff-admin-ask = { $name }: әкімші етеміз бе? Әкімші сандарды көреді, шақырады және рұқсатты жабады.
staff-waits = Сұрауыңыз әкімшілерге жетті. Растауды күтіңіз.
staff-added = { $name } енді редактор. Шешкен: { $who }
staff-declined = { $name }: бас тартылды. Шешкен: { $who }
staff-fixed = Бұл қызметкерді сервер баптауы тағайындайды: рұқсат та сонда жабылады.
staff-last = Бұл соңғы әкімші. Алдымен басқасын тағайындаңыз: /staff
health-up = жұмыс уақыты { $time }
health-starting = жаңа ғана іске қосылды
health-ago = { $time } бұрын
health-rate = { $rate }/с
health-rate-free = шектеусіз
not-known-yet = әзірге белгісіз
none-yet = әзірге жоқ
verdict-starting = ⏳ Іске қосылып жатыр, әлі бәрі белгілі емес
health-barred = Бот қазір жаза алмайтын чаттар: { $count }. Қайталап көріп жатыр.
health-no-answer = Telegram жауап бермейді, жіберу күтіп тұр.
ask-twice-console = Бұл { $time } жіберілген: { $copies }. Алғандарға екінші рет бармайды. Қалғандарына жібереміз бе?
alert-more = Қатесі бар файлдар тағы { $count }. Бәрін <code>headliner check</code> командасы көрсетеді
alert-unwritten = <code>{ $file }</code> файлына жазылмады: { $reason } Мұнда жасалғаны күшінде, бот оны өзінде сақтайды.
unwritten-format = мұндай пішімдегі файлдарды бот өзгертпейді. Түзетуді файл келген жерге енгізіңіз.
unwritten-text = файл бір жолын ғана ауыстыруға келмейді. Түзетуді оған өзіңіз енгізіңіз.
unwritten-read-only = файлға немесе оның қалтасына жазуға болмайды. Ботқа рұқсат беріңіз, ол өзі жазады.
unwritten-full = дискіде орын жоқ. Орын босатыңыз, бот өзі жазады.
unwritten-failed = болмады, себебі боттың журналында. Ол тағы байқап көреді.
alert-gone = <code>{ $file }</code> файлы жоғалды: «{ $headline }» жаңалығы шықпайды. Файлды қайтарсаңыз, өз уақытында шығады.
alert-gone-more = Басқа файлдар да жоғалды: тағы { $count } жаңалық шықпайды. Қайсысы екені бот журналында.


## What is wrong with a file, and how to mend it; in other words than the command line has

flaw-newsroom = бұлай жазуға болмайды. Нені түзету керегін headliner check командасы көрсетеді.
flaw-newsroom-toml = бұл TOML ережесіне сай емес: тырнақшаны, жақшаны және теңдік белгісін тексеріңіз.
flaw-newsroom-unknown = мұнда { $key } деген кілт жоқ: жолды өшіріңіз.
flaw-newsroom-near = мұнда { $key } деген кілт жоқ, ұқсасы — { $near }.
flaw-newsroom-value = { $key } кілтінің мәні жарамайды. Қандайы жарайтынын headliner check командасы көрсетеді.
flaw-newsroom-table = { $key } — бөлім: [{ $key }] деп бөлек жолға жазыңыз.
flaw-newsroom-unreadable = оны ашу мүмкін емес. Боттың оқу құқығы бар ма, тексеріңіз.
flaw-also = Тағы: { $reason }
flaw-also-at = Тағы, { $line }-жол: { $reason }
flaw-empty = Файл бос: ішіне мақала жазыңыз немесе оны жойыңыз.
flaw-large = Файл көлемі { $size } МиБ, ал ең көбі 1 МиБ: суреттерді бөлек файлда сақтаңыз.
flaw-zeros = Файлда тек нөлдік байттар: оны қайта сақтаңыз.
flaw-zero = Мәтінде нөлдік байт бар: файлды кәдімгі мәтін ретінде сақтаңыз.
flaw-half-letter = Файл әріптің ортасында үзіледі: оны қайта сақтаңыз.
flaw-binary = Бұл мәтін емес: мақаланы UTF-8 мәтіні етіп, суретті photos/ қалтасына сақтаңыз.
flaw-letter = Мұнда UTF-8 емес әріп бар: файлды UTF-8 етіп сақтаңыз.
flaw-headline-empty = { $key } кілті бос: тақырыпты тырнақшаға алып жазыңыз.
flaw-headline-none = Тақырып жоқ: headline: "…" жолын қосыңыз.
flaw-headline-long = Тақырыпта { $length } таңба бар, ал ең көбі { $most }: қысқартыңыз.
flaw-slug = { $key } кілтінде «{ $text }» тұр: бір сөз жазыңыз, мысалы most-otkryt.
flaw-id = id кілтінде { $bytes } байт бар, ал ең көбі { $most }.
flaw-language = { $key } кілтінде «{ $text }» тұр: ru немесе kk деп жазыңыз.
flaw-status = { $key } кілтінде «{ $text }» тұр: draft, published, withheld немесе withdrawn деп жазыңыз.
flaw-urgency = urgency кілтінде «{ $text }» тұр: 1-ден 9-ға дейінгі сан жазыңыз.
flaw-list = { $key } кілтінде тізім тұр: бір мәтін жазыңыз.
flaw-object = { $key } кілтінде басқа кілттер тұр: тырнақшаға алынған бір мәтін жазыңыз.
flaw-flag = { $key } кілтінде «{ $text }» тұр: true немесе false деп жазыңыз.
flaw-lists = { $key } кілтінде тізімдер тізімі тұр: бір тізім жазыңыз.
flaw-image-none = { $key } кілті файлды атамайды: мысалы, photos/park.jpg деп жазыңыз.
flaw-path-control = { $key } кілтіндегі жолда көрінбейтін таңба бар: файлды атаңыз, мысалы photos/park.jpg.
flaw-path-backslash = { $key } кілтінде «{ $text }» тұр: \ орнына / жазыңыз.
flaw-path-outside = { $key } кілтінде «{ $text }» тұр: мақалалар қоймасындағы файлды атаңыз, мысалы photos/park.jpg.
flaw-path-hidden = { $key } кілтінде «{ $text }» тұр, бұл жасырын файл: мысалы, photos/park.jpg деп атаңыз.
flaw-path-leaves = { $key } кілтінде «{ $text }» тұр, ол мақалалар қоймасынан тыс: қоймадағы файлды атаңыз, мысалы photos/park.jpg.
flaw-path-none = { $key } кілтінде «{ $text }» тұр, бұл файл емес: мысалы, photos/park.jpg деп жазыңыз.
flaw-url = { $key } кілтінде «{ $text }» тұр: https:// және сайты бар толық мекенжай жазыңыз.
flaw-url-scheme = { $key } кілтінде «{ $text }» тұр: тек http пен https ашылады.
flaw-url-bare = { $key } кілтінде «{ $text }» тұр: алдына https:// жазыңыз.
flaw-url-spaces = { $key } кілтінде «{ $text }» тұр: сілтемеде бос орын болмайды.
flaw-date = { $key } кілтінде «{ $text }» тұр, бұл күн емес: былай жазыңыз: 2026-11-23T08:00:00+05:00
flaw-date-none = { $key } кілтінде күн емес: былай жазыңыз: 2026-11-23T08:00:00+05:00
flaw-date-year = { $key } кілтінде { $year } жыл тұр: жылды төрт санмен жазыңыз.
flaw-date-day = { $key } кілтінде «{ $text }» тұр, ондай күн жоқ: түзетіңіз.
flaw-time = { $key } кілтінде «{ $text }» тұр, уақыты түсініксіз: былай жазыңыз: 2026-11-23T08:00:00+05:00
flaw-time-none = { $key } кілтінде «{ $text }» тұр, ондай уақыт жоқ: түзетіңіз.
flaw-zone = { $key } кілтінде белгісіз сағат белдеуі «{ $text }»: +05:00 деп жазыңыз.
flaw-zone-none = { $key } кілтінде жоқ сағат белдеуі тұр: +05:00 деп жазыңыз.
flaw-page-json = Бұл беттегі мақала деректері (JSON-LD) қате: бетті қайта жариялаңыз.
flaw-page-none = Бетте NewsArticle (JSON-LD) жоқ: мақаланың өз бетін сақтаңыз немесе .md файлын жазыңыз.
flaw-page-headline = Мақаланың тақырыбы жоқ: бетті тақырыбымен қайта жариялаңыз.
flaw-xml = Бұл бет емес, XML: әр мақаланы бөлек файлға сақтаңыз.
flaw-feed = Бұл лента, яғни мақалалар тізімі: оны headliner import командасы, ал адресі бойынша HEADLINER_FEEDS алады.
flaw-json-none = Файлда мақала жоқ: фигуралы жақша ішіне "headline" сияқты кілттер жазыңыз.
flaw-json-more = Жабылатын жақшадан кейін тағы бірдеңе тұр: бір файлда бір мақала.
flaw-json-cut = Файл JSON ортасында үзіледі: оны түгел қайта сақтаңыз.
flaw-json-comma = Соңғы мәннен кейін үтір тұр: оны өшіріңіз.
flaw-json-newline = Мәтін келесі жолға өтіп кеткен: жол ауыстыру үшін \n жазыңыз немесе тырнақшаны жабыңыз.
flaw-json-key-quotes = Кілттің тырнақшасы дұрыс емес: тік қос тырнақша (") жазыңыз.
flaw-json-key = Кілт тырнақшасыз тұр: оны қос тырнақшаға алыңыз.
flaw-json-quotes = Мәтіннің тырнақшасы дұрыс емес: тік қос тырнақша (") жазыңыз.
flaw-json-no-comma = Осы жердің алдында үтір жетпейді немесе мәтін ішіндегі тырнақша \ белгісінсіз жазылған.
flaw-json-deep = JSON тым терең: мақалада қарапайым кілттер болады.
flaw-json = Бұл JSON емес: осы жолды түзетіңіз.
flaw-ninjs-headline = Хабарламада тақырып жоқ: оны тақырыбымен қайта жіберіңіз.
flaw-ninjs-type = Бұл хабарлама түрі «{ $kind }», ал мақала тек text пен composite болады: оны қоймадан алып тастаңыз.
flaw-ninjs-status = { $key } кілтінде «{ $text }» тұр: usable, withheld немесе canceled деп жазыңыз.
flaw-front-none = Шапкасы жоқ: файлды үш дефистен тұратын жолдан бастаңыз, кейін headline: "…", кейін тағы үш дефис.
flaw-front-open = Осы жерден басталған шапка жабылмаған: соңғы кілттен кейін { $fence } жолын қойыңыз.
flaw-toml-quotes = { $key } кілтінің мәтіні тырнақшасыз: оны тырнақшаға алыңыз.
flaw-toml-yaml = +++ жолдарының арасында YAML тұр: қос нүкте орнына = жазыңыз.
flaw-toml-twice = Бұл кілт екі рет тұр: біреуін өшіріңіз.
flaw-toml = Бұл TOML емес: мәтіндерді қос тырнақшаға алыңыз.
flaw-yaml-none = Мұнда кілттер жоқ: headline: "…" сияқты жолдар жазыңыз.
flaw-yaml-twice = { $key } кілті екі рет тұр: біреуін өшіріңіз.
flaw-yaml-star = Мұндағы мәтін * белгісінен басталады, YAML оны пәрмен деп оқиды: бүкіл мәтінді тырнақшаға алыңыз.
flaw-yaml-deep = Шапкада қабаттасу немесе қайталау тым көп: қарапайым кілттер мен мәндер жазыңыз.
flaw-yaml = Бұл YAML емес: әр мәтінді қос тырнақшаға алыңыз, әр кілтті бөлек жолға жазыңыз.
flaw-yaml-hash = { $key } кілтінің мәтіні # белгісінің алдында үзіледі: оны түгел тырнақшаға алыңыз.
flaw-yaml-sign = { $key } кілтінің мәтіні { $sign } белгісінен басталады, YAML оны пәрмен деп оқиды: оны түгел тырнақшаға алыңыз.
flaw-yaml-tab = Мұнда табуляция тұр, ал YAML бос орын күтеді: оны екі бос орынға ауыстырыңыз.
flaw-yaml-space = Қос нүктеден кейін бос орын жоқ: { $key }: деп жазып, бос орын қойыңыз.
flaw-yaml-no-key = Бұл жолда кілт жоқ: мәтін алдына кілт, қос нүкте және бос орын жазыңыз.
flaw-yaml-behind = { $key } кілтінің жабылатын тырнақшасынан кейін мәтін жалғасады: ішінде «» жазып, бүкіл мәтінді тырнақшаға алыңыз.
flaw-yaml-open = { $key } кілтінің мәтінінде ашылатын тырнақша бар, жабылатыны жоқ: оны соңына қойыңыз.
flaw-yaml-bracket = { $key } тізімінің жабылатын жақшасы жоқ: ] қойыңыз.
flaw-yaml-colon = { $key } кілтінің мәтінінде қос нүкте бар: оны түгел тырнақшаға алыңыз.
flaw-store = Мақалалар қоймасы оқылмайды: қалтаны қайта жасаңыз.
flaw-link = Бұл мақалалар қоймасынан тыс файлға сілтеме: файлдың өзін осында қойыңыз.
flaw-folder = Бұл мақала аты бар қалта: атын өзгертіңіз.
flaw-pipe = Бұл файл емес, арна немесе құрылғы: оны жойыңыз.
flaw-file-forbidden = Файлды оқуға рұқсат жоқ: ботқа оқу құқығын беріңіз.
flaw-folder-forbidden = Қалтаны оқуға рұқсат жоқ: ботқа оқу құқығын беріңіз.
flaw-file-unreadable = Файл оқылмайды: оны қайта қойыңыз; себебі бот журналында.
flaw-folder-unreadable = Қалта оқылмайды: оны қайта жасаңыз; себебі бот журналында.


## Correcting and retracting from the phone, beyond the deck

correct-what =
    ✏️ <b>Нені түзетеміз?</b>
    { $headline }

    { $lead }
btn-correct-headline = Тақырып
btn-correct-lead = Мәтін
correct-ask-lead = Тақырып астындағы жаңа мәтінді осы хабарламаға жауап ретінде жіберіңіз.
btn-correct-in = Түзету: { $language }
correct-goes-on = Осыдан кейін жіберу жалғасады.
correct-goes-on-second = Осыдан кейін жіберу басқа редактор жаңа мәтінді растағанда жалғасады.
correct-quietly-old = Үнсіз тек бір тәуліктен жаңа даналарды түзетеміз.
correct-same = Онда дәл осылай жазылған. Басқа мәтін жіберіңіз.
correct-empty = Мұнда бірде-бір әріп жоқ. Мәтін жіберіңіз.
correct-too-long = { $length } таңба, { $max } болуы керек. Қысқартып, қайта жіберіңіз.
correct-all-done = ✅ Түзетілген даналар: { $all } ішінен { $done }.
correct-no-copies = ✅ Түзетілді. Оқырмандарда дана жоқ.
given-up = Болдырылмады, ештеңе өзгерген жоқ.
mending = ✏️ <b>Даналарды түзетіп жатырмыз: { $all }.</b> { $headline }
restoring = ↩️ <b>Даналарды қайтарып жатырмыз: { $all }.</b> { $headline }
retracting = 🚫 <b>Даналарды алып жатырмыз: { $all }.</b> { $headline }
mending-progress =
    { $bar } { $percent } %
    { $all } ішінен { $done } дайын
    { $left } қалды, { $last } шамасында бітеді
    Болмағаны: { $failed }
mending-halted =
    ■ <b>Түзету тоқтатылды.</b> { $who }, { $time }
    { $headline }

    { $all } ішінен { $done } түзетілді, бұрынғы мәтінмен қалғаны: { $left }.
mend-gone = оқырмандар өздері өшірген: { $n }
mend-fixed = Telegram өзгертуге бермейді: { $n }
mend-content = Telegram мәтінді қабылдамады: { $n }
mend-left = бұрынғыша қалғаны: { $n }
live-retracted =
    🚫 <b>Алынды.</b> { $who }, { $time }
    { $headline }

    Алып үлгергені: { $sent }.
retract-all-done = ✅ Алынды: жойылғаны { $deleted }, ауыстырылғаны { $replaced }.
retract-already = Жаңалық бұрын алынған.
retract-ask-note = Оқырмандар жаңалықтың орнында не көреді? Бір сөйлем. Мысалы: мәлімет расталмады.
retract-note-is = Оқырмандарға түсіндірме: { $note }
btn-retract-note = Оқырмандарға түсіндірме
restore-ask =
    ↩️ <b>Жаңалықты қайтарамыз ба?</b>
    { $headline }

    Оқырмандардағы даналар: { $all }, олар бұрынғы қалпына келеді. Алмағандар кәдімгі жаңалық ретінде алады.
restore-done = ✅ Жаңалық қайтарылды, түзетілген даналар: { $all } ішінен { $done }.
btn-restore = Жаңалықты қайтару
conflict-text = Жаңалықты осында түзеттіңіз, ал қоймада енді басқаша. Қайсысын қалдырамыз?
conflict-both =
    <b>Осында:</b> { $ours }
    <b>Қоймада:</b> { $theirs }
btn-conflict-ours = Осындағысын қалдыру
btn-conflict-theirs = Қоймадағысын алу
conflict-settled = Шешілді: { $who }
act-halt = даналарды түзетуді тоқтату
act-resume = даналарды түзетуді жалғастыру

# The admin’s page (HEADLINER_OPS), in a browser
view-updated = Редакция уақытымен { $time }. Бет өзі жаңарып тұрады.
view-no-updates = Telegram жаңартуларды бермей тұр: бот адамдарды естімейді. Себебі бағдарлама журналында жазылған.
view-no-writing = Дерекқорға ештеңе жазылмай тұр: жіберу күтуде. Себебі бағдарлама журналында жазылған.
view-no-room = Дерекқордың дискісі толуға жақын: орын босағанша жіберу күтуде.
view-readers = Оқырмандар
view-week = аптада { $delta }
view-delivered = Бүгін жеткізілді
view-failed = бас тартылды { $refused }, белгісіз { $uncertain }
view-waiting = Қазір күтіп тұрған чаттар
view-pace = Қарқын
view-floods = Telegram күтуді сұрады, бір сағатта
view-files = Қатесі бар файлдар
view-today = Бүгін
view-nothing = Бүгін ештеңе шыққан жоқ.
view-more = тағы { $count }
view-breaking = Шұғыл
view-of = { $all } ішінен { $sent }
view-going = жіберіліп жатыр
view-stopped = тоқтатылды
view-growth = Оқырмандар, 30 күн
view-counting = Саналып жатыр…
rehearsal-begins = 🧪 Тексеру: мұнда алпысқа жуық хабарлама келіп, екі минуттан кейін жоғалады. Жауап берудің қажеті жоқ.
