# Every word a person reads, in English. The three files have the same keys, variables and tags (a test holds it so).
# A line whose variables are all empty goes with its line break; a paragraph whose variables are all empty goes as a whole.

## Rules of the deck


# Counts
count-news =
    { $n ->
        [one] { $n } story
       *[other] { $n } stories
    }
count-readers =
    { $n ->
        [one] { $n } reader
       *[other] { $n } readers
    }
count-readers-to =
    { $n ->
        [one] { $n } reader
       *[other] { $n } readers
    }
count-rooms-to =
    { $n ->
        [one] { $n } group or channel
       *[other] { $n } groups and channels
    }
audience-both = { $readers } and { $rooms }
count-copies =
    { $n ->
        [one] { $n } copy
       *[other] { $n } copies
    }
count-messages =
    { $n ->
        [one] { $n } message
       *[other] { $n } messages
    }
duration-hours = { $h } h { $m } min
duration-whole-hours = { $h } h
duration-minutes = { $m } min
duration-seconds = { $s } s
count-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
date =
    { $month ->
        [1] { $day } January
        [2] { $day } February
        [3] { $day } March
        [4] { $day } April
        [5] { $day } May
        [6] { $day } June
        [7] { $day } July
        [8] { $day } August
        [9] { $day } September
        [10] { $day } October
        [11] { $day } November
       *[12] { $day } December
    }

# Buttons used everywhere
btn-back = ‹ Back
btn-done = Done
btn-cancel = Cancel
btn-undo = Undo
btn-yes = Yes
btn-no = No
btn-more = ⋯
btn-read = Read on { $site }
btn-share = Share
btn-copy-link = Copy link
btn-rubrics = 🗂 Rubrics
btn-when = ⏰ When to send
btn-settings = ⚙️ Settings
btn-latest = 📰 Latest news
btn-language-other = Қазақша · Русский


## The bot's profile (set by the bot at start, per language)


# `bot-about` — shown before Start, so it also carries the consent (at most 512)
bot-about =
    Top news from { $paper }, in Telegram.

    • Only what you choose: top stories and your rubrics
    • At once, or as a digest in the morning and evening
    • Quiet at night

    By pressing Start you agree that { $operator } stores this chat's number, your settings and a list of what was delivered, in order to send you news. No names, no messages. Erase everything: /privacy
bot-short = Top news from { $paper }: your rubrics, your hours, quiet at night.

# Command menu
command-latest = Latest news
command-rubrics = Choose rubrics
command-settings = When and how
command-search = Find a story
command-pause = Take a break
command-help = Help
command-breaking = ⚡️ Breaking news
command-news = Stories: push, preview
command-queue = What is being sent
command-held = What waits for you
command-log = Who did what
command-stats = Statistics
command-staff = Editors
command-health = Health of the bot


## Welcome


# `welcome` — `/start` by a new reader; subscribed already
# $soon: welcome-soon or welcome-night, where they apply. $from: "none" where there are no quiet hours.
welcome =
    <b>You are subscribed to the top news.</b>

    This is the bot of { $paper }.{ $perday ->
        [none] { $from ->
            [none] { "" }
           *[other] { " " }News comes between { $to } and { $from }. We keep quiet at night.
        }
       *[other] { " " }Usually { $perday } a day{ $from ->
            [none] .
           *[other] , between { $to } and { $from }. We keep quiet at night.
        }
    }

    Top stories now:
    { $top }

    { $soon }

    We store the chat's number, your choices and what was delivered, nothing else: /privacy. Leave at any time: /stop
welcome-digests = News comes { $mode }.
welcome-soon = The first story comes as soon as it is out.
welcome-night = It is quiet time: the first stories come at about { $to }.

# `welcome-rubric` — by a rubric's link
# $soon and $from as in `welcome`.
welcome-rubric =
    <b>Done: top news and the rubric “{ $rubric }”.</b>

    This is the bot of { $paper }.{ $perday ->
        [none] { "" }
       *[other] { " " }Together about { $perday } a day.
    }{ $from ->
        [none] { "" }
       *[other] { " " }At night, { $from } to { $to }, we keep quiet.
    }

    Latest in this rubric:
    { $top }

    { $soon }

    We store the chat's number, your choices and what was delivered, nothing else: /privacy. Leave: /stop

# `welcome-article` — by a story's link (`/start a_…`): the story is sent first as an ordinary push, then this
welcome-article =
    <b>You are subscribed to the top news</b> of { $paper }{ $perday ->
        [none] . Quiet at night.
       *[other] : { $perday } a day, quiet at night.
    }

    Add the rubric “{ $rubric }”?{ $perday ->
        [none] { "" }
       *[other] { " " }It has { $rubricperday } a day.
    }

    We store the chat's number, your choices and what was delivered: /privacy. Leave: /stop

# `welcome-again` — `/start` by a subscriber; nothing is reset
welcome-again =
    You are subscribed already: { $choices }. News comes { $mode }.
    { $added }
settings-done = Saved. You are subscribed: { $choices }. News comes { $mode }.
mode-now = at once
mode-mixed = top news at once, rubrics as a digest at { $times }
mode-digest = as a digest at { $times }
mode-breaking = only when breaking
choices-words = the words { $words }
quoted = “{ $word }”
mode-without-breaking = { $mode }, without breaking news
times-weekend = { $times } ({ $weekend } at weekends)
times-no-weekend = { $times } on weekdays
rubric-added = Added the rubric “{ $rubric }”.
rubric-unknown = There is no rubric of this link; you are subscribed to the top news. All rubrics: /rubrics

# `welcome-back` — after `/stop` or after unblocking the bot
welcome-back =
    Welcome back! Your settings are as you left them: { $choices }, news comes { $mode }.

    Stories in that time: { $count }. We will not send the old ones.

# `welcome-group` — added to a group; nothing is sent until an administrator chooses
welcome-group = Hello! I bring the news of { $paper }. Nothing is switched on yet: an administrator of the group chooses the rubrics.

# `welcome-channel` — to the staff member who made the bot a channel's administrator (private chat)
welcome-channel = The channel “{ $channel }” is connected. Which rubrics shall it carry? Each story becomes a post; corrections and retractions follow by themselves.


## Rubrics


# `rubrics` — `/rubrics`
rubrics =
    <b>What shall we send you?</b>
    Tap to switch on or off. The number is how many stories a day.

    Chosen now: { $perday } a day.

# `rubrics` before there is a week to count
rubrics-new =
    <b>What shall we send you?</b>
    Tap to switch on or off.

# `rubrics-many` — appended to the same message when the choice exceeds ten stories a day and the mode is «сразу»
rubrics-many = That makes { $perday } a day. Shall we collect the rubrics into a digest, morning and evening? Top and breaking news still come at once.
toast-rubric-on = “{ $rubric }” is on
toast-rubric-off = “{ $rubric }” is off
rubrics-none = Nothing chosen: only breaking news will come.
rubrics-none-words = No rubrics: news with your words and breaking news will come.
rubrics-barred = ⚠️ The bot cannot write here now: { $reason }. The news waits, and comes when an administrator gives the right.
rubrics-done = Saved. Change it: /rubrics
rubrics-link-only-main = Top news only.


## The push


# `push` — headline, lead, credit, hashtag; caption of the photo (≤ 1024) or text (≤ 4096, link preview off)
push =
    <b>{ $headline }</b>

    { $lead }

    <i>{ $credit }</i>
    { $hashtags }
credit-photo = Photo: { $credit }
push-keyword = 🔎 For your word “{ $word }”

# `breaking` — with sound, photo only if it is there at once
breaking =
    ⚡️ <b>Breaking. { $headline }</b>

    { $lead }

# `breaking-first` — before there is an article; no button to the story
breaking-first =
    ⚡️ <b>Breaking. { $headline }</b>

    { $lead }

    Details will appear in this message.

# `followup` — an answer to the first push of the story
followup =
    <b>{ $headline }</b>

    { $lead }

    { $hashtags }

# `bundle` — several stories in one visit: the first in full, the others as links
bundle =
    <b>{ $headline }</b>
    { $lead }

    <b>Plus { $news }</b>
    { $others }
btn-read-first = Read the first

# `digest` — morning, evening; main news first, the tail folded away
digest =
    { $sign } <b><a href="{ $url }">{ $headline }</a></b>
    { $more }

    <b>Top</b>
    { $main }

    { $rubrics }

    <blockquote expandable><b>The rest</b>
    { $rest }</blockquote>
digest-morning = plus { $news } this morning, { $date }
digest-evening = plus { $news } this evening, { $date }
digest-noon = plus { $news } at noon, { $date }
digest-pages = More: { $news }
digest-night-breaking = ⚡️ Overnight: <a href="{ $url }">{ $headline }</a>
catchup-older = Earlier stories: { $count }. All here: /latest
catchup-pause = The top stories of your break are in this message.

# `more` — the buttons behind «⋯»: the keyboard of the same message changes, no new message comes
more-mute-day = 🔕 “{ $rubric }” till tomorrow
more-mute-week = 🔕 For a week
more-off = Switch off
more-digest = ⏰ Less: as a digest
more-follow = 🔔 Follow this story
more-unfollow = 🔕 Mute this story
more-why = Why this?
more-save = 🔖 Save
toast-muted = “{ $rubric }” is quiet until { $until }
toast-story-saved = Saved. The list: /saved
toast-saved-full = You have saved { $max }, the most there can be. Remove one: /saved
toast-undone = As it was.
toast-why-main = A top story; you subscribe to top news.
toast-why-rubric = You chose the rubric “{ $rubric }” on { $date }.
toast-why-breaking = Breaking news goes to all who have not switched it off.
toast-why-word = The story has your word “{ $word }”.
toast-why-thread = You follow this story.
toast-thread-followed = Following: what comes next reaches you, whatever your rubrics.
toast-thread-muted = No more of this story.

# `saved` — `/saved`: what was saved by «⋯», each with a button to remove it
saved-title = <b>Saved</b>
saved-empty = Nothing yet. To save a story, tap ⋯ under it.
saved-item = { $number }. <a href="{ $url }">{ $headline }</a>
btn-saved-remove = ✕ { $number }
toast-saved-removed = Removed from what you saved.


## Corrections and retractions


# `corrected` — the last lines of an edited push, only when the article has a `correction`
corrected = ✏️ <i>Corrected at { $time }: { $correction }</i>
updated = <i>Updated at { $time }</i>
restored = ✏️ <i>Published again at { $time }</i>

# `correction-notice` — an answer to the corrected message, only to those who had the wrong version; as loud as the first message was
correction-notice =
    ✏️ <b>Correction.</b> The story above had an error: { $correction }

    We apologise.

# `retracted` — what a withdrawn push becomes (text replaced; a photo is replaced by the newsroom's plain card)
retracted =
    🚫 <b>This story has been withdrawn.</b>

    { $note }
retracted-default-note = The information was not confirmed. Please do not pass it on.
retracted-line = 🚫 <i>Story withdrawn</i>

# `retraction-notice` — a message of its own to those whose copy was deleted, if the editor asked for it
retraction-notice =
    🚫 <b>We have withdrawn the story we sent at { $time }.</b> { $note }

    We apologise.


## Settings


# `settings`
settings =
    <b>How we send you news</b>

    When: { $mode }
    Rubrics: { $choices }
    At night: { $quiet }
    Sound: { $sound }
    News: { $newslang }
settings-closed = Saved. No news comes now: you are unsubscribed.
settings-unchosen = Saved. News comes once rubrics are chosen.

# `settings-when`
settings-when =
    <b>When shall we send?</b>
    { $breaking }
when-now = Everything at once
when-mixed = Top now, rubrics as digest
when-digest = Everything as a digest
when-breaking = Breaking only
when-now-hint = At most one message in { $spacing }: if there is more, it comes together.
when-breaking-on = Breaking news comes at once, whatever you choose.
when-breaking-off = You have switched breaking news off.
btn-breaking-onoff = ⚡️ Breaking: { $onoff }
toast-breaking-off = Breaking news is off. The bot will not write at once about an earthquake or an accident; news of your rubrics comes as usual.
toast-breaking-only = Only breaking news comes now. To get nothing at all: /pause or /stop

# `settings-digest`
settings-digest =
    <b>When shall the digest come?</b>
    Up to three times a day. It comes at about this time, if there is news.

    { $none }
btn-digest-weekdays = Weekdays
btn-digest-weekend = Weekend
digest-weekend-none = No digest at weekends. The top stories come on Monday.
toast-digest-most = Three times a day already. Take another time off first.
toast-digest-least = One time is needed. If you want no digest, choose otherwise under “When”.

# `settings-night`
settings-night =
    <b>Do not disturb at night: { $from } to { $to }</b>
    What came out overnight arrives as one message in the morning.

    { $breaking }
settings-night-none =
    <b>No quiet hours</b>
    News comes at night too.
night-breaking = Breaking news at night:
quiet-none = as by day
quiet-hours = quiet { $from } to { $to }
quiet-silent = quiet { $from } to { $to }, breaking silently
quiet-wake = quiet { $from } to { $to }, breaking with sound
quiet-hold = quiet { $from } to { $to }, breaking in the morning
quiet-from-title = <b>From what time shall we keep quiet?</b>
quiet-to-title = <b>Until what time shall we keep quiet?</b>
toast-quiet-same = They begin and end at the same time. Choose another hour.
night-silent = Silently; wake me for danger
night-wake = Always wake me
night-hold = Hold until morning
night-off = No quiet hours
night-danger-hint = Danger means an earthquake, a mudflow, an accident: what is worth waking for.

# `settings-sound`
settings-sound = <b>Sound</b>
sound-breaking = Breaking only
sound-main = Breaking and top news
sound-all = Everything
sound-none = No sound

# `settings-language`
settings-language =
    <b>Language</b>
    The bot speaks: English
    News: { $newslang }
newslang-ru = in Russian
newslang-kk = in Kazakh
newslang-both = in Russian and Kazakh
newslang-few = In this language there are { $perday } a day.
newslang-rare = In this language news does not come out every day.
language-name = English
toast-newslang-least = One language is needed.

# `settings-more`
settings-more =
    <b>More</b>

    Messages a day: { $limit ->
        [none] no limit
       *[other] up to { $limit }, the rest in the digest
    }
    Between messages: { $spacing ->
        [none] no pause
       *[other] at least { $spacing }
    }
    Photos: { $photos }
    City and time: { $zone }
    Words: { $words }
    Muted: { $muted }
limit-title = <b>How many messages a day?</b> Breaking and top news do not count.
limit-none = No limit
btn-spacing = How often
spacing-title = <b>How long between messages?</b> What comes out meanwhile arrives together. Breaking news does not wait.
spacing-none = Each at once
zone-title = <b>Your city?</b> So that we do not wake you at night. Or type its name.
zone-saved = Your time now is { $time }. Right?
zone-unknown = No such city was found. Write it as the tz database does, for example: Novosibirsk or Europe/Paris.
city-almaty = Almaty, Astana
city-qostanay = Kostanay
city-qyzylorda = Kyzylorda
city-aqtobe = Aktobe
city-atyrau = Atyrau
city-aqtau = Aktau
city-oral = Uralsk
city-tashkent = Tashkent
city-bishkek = Bishkek
city-moscow = Moscow
city-istanbul = Istanbul
city-berlin = Berlin
words-title = <b>Words.</b> Stories with them come from any rubric. Add: /follow metro. Tap a word to remove it.
follow-added = Watching “{ $word }”. Last week: { $news }.
follow-ask = Which word? For example: /follow metro. A phrase in quotes, a tag with #, a word you do not want with a minus.
follow-often = “{ $word }” is very common: { $perday } a day. Watch it all the same?
follow-limit = You watch { $max } words, the most there can be. Remove one: /unfollow
unfollowed = No longer watching “{ $word }”.
toast-saved = Saved
btn-more-settings = More
group-admins-only = Only the group's administrators change this.


## Pause, stop, coming back, data


# `pause`
pause =
    <b>Take a break?</b>
    Your settings stay. When you are back, we send the top stories of that time in one message.
paused = On a break until { $until }, { $time }. Come back sooner: /resume
pause-date-ask = Type a date, for example 15 December.
pause-date-bad = I did not get the date. Try 15 December or 15.12.
resumed = Back again.

# `stopped` — `/stop` acts at once; the question comes after and needs no answer
stopped =
    You are unsubscribed; no more news will come. Your settings are kept: one button brings you back.

    Would you tell us why? No need to answer.
stopped-group = No more news will come here. The settings are kept: one button brings it back.
stop-too-many = Too many
stop-dull = Not interesting
stop-time = At the wrong time
stop-other = Something else
stop-thanks = Thank you, noted.
stop-only-breaking = Send me breaking news only
btn-return = Come back
stopped-breaking = Fine: only breaking news will come.

# `privacy` — with the file of this person's data
privacy =
    <b>What is stored about you</b>

    The file has everything: the chat's number, language, rubrics, hours, when you subscribed, what you saved and what was delivered in { $days }. No name, no telephone, no messages.

    Your chat's number: <code>{ $chat }</code>
    Kept by: { $operator }. Questions: { $contact }. Telegram is abroad and sees the bot's messages as it sees any others.
forget-ask = Erase everything and unsubscribe? The settings cannot be brought back.
forget-yes = Yes, erase
forgotten = All erased. If you want to come back: /start


## Latest, search, what the bot does not understand

latest-title = <b>Latest news</b> · { $rubric }
latest-item = { $time } <a href="{ $url }">{ $headline }</a>
latest-empty = Nothing in this rubric yet.
page-newer = ‹ Newer
page-older = Older ›
search-ask = Type what to look for. For example: metro
search-found = <b>“{ $words }”</b>: { $news }
search-found-many = <b>“{ $words }”</b>: more than { $count } stories
search-none =
    Nothing for “{ $words }”.{ $count ->
        [one] { "" }
       *[other] { " " }Try fewer words.
    }
search-typo = Nothing for “{ $words }”, but for “{ $guess }”:
search-follow = 🔔 Follow “{ $words }”
no-command = There is no such command. Here is what there is:
not-text = I can look up words: type what you need. Or open /help
not-words = I cannot read photos, voice messages or files: write in words what to look for. To the newsroom: { $contact }
message-to-newsroom = The newsroom does not read this chat. Write to us: { $contact }
oops = That did not work. We know; try again in a minute.
toast-stale = This is an old message. Open a new one: { $command }
toast-gone = This story has been withdrawn.


## Help


# `help-reader`
help-reader =
    <b>News from { $paper }</b>

    /latest — latest news
    /rubrics — what to send
    /settings — when and how
    /search — find a story; or just type a word
    /follow — watch a word
    /saved — what you saved
    /pause — a break, /stop — unsubscribe
    /privacy — your data

    Under every story there is ⋯: less, quieter, share.
    Write to the newsroom: { $contact }

# `help-editor`
help-editor =
    <b>For editors</b>

    ⚡️ /breaking — breaking news: pick one of the latest, or send the story's link. Before it goes we show what readers will see, and ask.
    /news — latest stories: push, schedule, correct, retract
    /schedule ID — send at a chosen time
    /queue — what is going out now, with a Stop button
    /held — what waits for you
    /log — who did what
    /practice — without risk

    <b>A wrong headline?</b> Press Stop, then Correct: the readers' copies change.
    <b>A wrong story?</b> Retract: we stop sending and remove it everywhere.

# `help-admin`
help-admin =
    <b>For admins</b>

    /stats — subscribers and delivery; /stats 30 — for 30 days
    /export — the same numbers as CSV files; /export 365 — for a year
    /staff — editors and invitations
    /channels — channels
    /health — is everything running

    I report problems myself, each once. For editors' work: /help_editor


## The editor's desk


# `desk-ask` — a story whose file says `breaking: true`, to the desk
desk-ask =
    ⚡️ <b>A breaking push is asked for</b>

    { $headline }
    { $rubric } · { $author } · { $time }

    If nobody decides by { $deadline }, it goes out as an ordinary story.

# `breaking-list` — `/breaking`
breaking-list =
    ⚡️ <b>What shall go out as breaking?</b>
    Pick a story, send its link, or just type: the first line becomes the headline.

# `story` — the card of one story (`/a412`)
story =
    <b>{ $headline }</b>
    { $rubric } · { $language } · out at { $time } · No. { $number }

    { $state }
state-waiting = Not sent yet
state-embargo = Embargoed until { $time }
state-sent = Sent at { $time }, { $copies } · { $who }
state-stopped = ■ Stopped: { $done } of { $all }
state-nobody = Out at { $time }, nobody has got it yet
state-partial = Going out: { $done } of { $all }
state-draft = Draft
state-withdrawn = Withdrawn at { $time } · { $who }
btn-breaking = ⚡️ Breaking
btn-push = Push
btn-main = ⭐️ Top
btn-later = Later…
btn-correct = Correct
btn-retract = Retract
btn-preview = 👁 Preview
btn-numbers = Numbers

# `confirm` — under the preview, which is the very message readers will get
confirm =
    👆 This is what readers will see.

    <b>Send to { $readers_to }?</b>
    Left out: { $excluded }.
    { $age }
    Half will have it in { $median }, the last one by { $last }.
    { $price }
left-already = have it already { $n }
left-off = breaking switched off { $n }
left-language = other language { $n }
left-paused = on a break { $n }
confirm-age = Out for { $age }.
confirm-price = Price of speed: { $stars } ⭐️ of { $balance }.
confirm-price-few = No extra speed: the bot has { $balance } ⭐️ and needs at least { $needed }.
confirm-price-unknown = The balance of Stars could not be had; unless it can, there is no extra speed.
confirm-send = ⚡️ Send to { $readers_to }
confirm-send-push = Send to { $readers_to }
confirm-edit = Edit the text

# `confirm-night` — in addition, when it is night for most of the audience
confirm-night = 🌙 <b>It is { $time } now.</b> { $silent } will get it without sound. Wake them only if people are in danger.
confirm-wake = This will wake { $silent }. Really wake them?
confirm-wake-yes = Yes, wake them

# Questions before the confirmation
ask-translation = This is in Russian. What shall those who read Kazakh ({ $otherlang }) get?
ask-translation-add = I will type it
ask-translation-same = The same text
ask-translation-skip = Nothing
ask-no-link = Without a link it says “Details will appear in this message”. Send the link when the story is out: it goes under every copy.
ask-many = There were { $count } breaking pushes in the last hour. Send another?
ask-many-later = There are { $count } breaking pushes within that hour already. Schedule another?
ask-old = This came out { $age } ago. Send it all the same?
ask-foreign-link = The link does not lead to { $site } but to { $host }. Send it all the same?
ask-twice = { $who } already sent this at { $time }: { $copies }. Those who have it do not get it again. Send to the others?
ask-counting = { $who } is sending this already: to { $readers_to }, in { $seconds } s.
ask-seconded = { $who } is sending this already: to { $readers_to }. It waits for a second signature.
btn-others = To the others: { $n }
ask-similar = Looks like “{ $headline }”, { $time }. Is it the same story?
ask-second = A second editor has to confirm. Waiting for one until { $deadline }.
btn-second-yes = I confirm
btn-send-alone = Send without a second
second-card = ✍️ { $who } asks for a second signature: breaking, { $readers_to }. Waiting until { $deadline }.
second-card-on = ✍️ { $who } asks for a second signature: go on with a stopped breaking push, its text has changed, { $left } left. Waiting until { $deadline }.
second-alone = No second signature. You may send alone; it is kept in /log.
btn-second-no = Do not send
second-by = Second signature: { $who }.
second-went-alone = { $who } sends it without a second signature.
second-refused = { $who } does not confirm it. Nobody got anything.
second-refused-on = { $who } does not confirm the other text. The push stays stopped.
second-lapsed = No second signature in ten minutes; nobody got anything. Open it again: { $command }
second-lapsed-on = No second signature in ten minutes. The push stays stopped.
second-own = You cannot confirm your own push: another editor has to.
second-too-soon = Still waiting for a second editor.

# What stands in the way (each says what to do)
no-too-long = The headline has { $length } characters, { $max } are allowed. Shorten it and send again.
no-foreign-link = The link does not lead to { $site }. Send a link to our own story.
no-embargo = Embargoed until { $time }. It cannot go sooner.
no-withdrawn = The story is withdrawn. Restore it in the store first.
no-unknown-link = The bot does not have this story yet. Send just the text and the link?
no-changed = The text changed while you were looking. Here is the new one.
no-rights = You are no longer an editor. Ask an admin.
no-expired = More than ten minutes have passed. Open the story again: { $command }
too-quick = Too quick. Read it, then press again.

# `countdown`
countdown =
    ⏳ <b>Going out in { $seconds } s</b>
    { $headline }
    { $readers_to } · { $who }
taken-back = Taken back; nobody got anything.
taken-back-on = Taken back. The push stays stopped.
btn-take-back = Take back
btn-send-now = Send now

# `live` — the live card, edited every three seconds (five in a group)
live =
    ⚡️ <b>{ $headline }</b>

    { $bar } { $percent }%
    Sent { $sent } of { $all } · { $rate }/s
    { $left } left, done by { $last }
    Not delivered: { $refused }

# `live-stopped`
live-stopped =
    ■ <b>Stopped.</b> { $who }, { $time }
    { $headline }

    Got it: { $sent }. Will not get it: { $left }.
btn-stop = ■ Stop
btn-go-on = Go on
btn-correct-go-on = Correct and go on
live-waiting = Telegram asks us to wait { $seconds } s; we go on by ourselves.

# `report` — a new message when done, so that it is noticed
report =
    ✅ <b>Sent</b>
    { $headline }

    Delivered: { $sent } of { $all }
    First after { $first }, half in { $median }, last after { $last }
    Not delivered: { $refused }
    { $uncertain }
    Unsubscribed after it: { $left }
refused-blocked = blocked the bot { $n }
refused-gone = deleted accounts { $n }
refused-other = other { $n }
report-uncertain = Unknown: { $n }. Telegram gave no answer.

# `correct` — old and new, side by side
correct =
    ✏️ <b>Correct it for readers?</b> Copies: { $all }

    <b>Was:</b> <s>{ $old }</s>
    <b>Now:</b> { $new }

    Takes about { $minutes }. Those not served yet get the new text straight away.
correct-ask = Send the new headline as a reply to this message.
correct-ask-note = What was wrong? One sentence for readers. For example: the road closes on Friday, not on Thursday.
correct-silent = Quietly, it is a typo
correct-marked = Marked “Corrected”
correct-notify = Marked, and tell them
correct-auto = ✏️ The story changed in the store; correcting copies: { $all }. { $headline }
correct-done = ✅ Copies corrected: { $done } of { $all }. Failed: { $failed } ({ $reason }).
correct-conflict = You corrected the headline here, and the store now has another. Which one stays?

# `retract`
retract =
    🚫 <b>Retract the story?</b>
    { $headline }

    Sending stops at once. Copies with readers: { $all }; it takes about { $minutes }.
retract-replace = Replace by “withdrawn”
retract-delete = Delete entirely
retract-delete-hint = Only copies younger than 48 hours can be deleted; the others are replaced.
retract-tell = Tell those who got it
retract-forwarded = Copies that readers forwarded cannot be removed.
retract-too-old = Another { $count } got it before { $date }: those copies can no longer be changed.
retract-done = ✅ Retracted: deleted { $deleted }, replaced { $replaced }. Still with { $failed }: { $reason }.

# Queue, schedule, log
queue-title = <b>Now</b>
queue-item = { $headline }: { $sent } of { $all }, until { $last }
queue-empty = Nothing is going out. The next digests are at about { $time }.
queue-recent = <b>Recent</b>
later-ask = When? Tap, or type: 18:30, tomorrow 8:00
later-set = Goes out at { $time }, newsroom time.
later-sure = Goes out at { $time }, newsroom time: { $readers_to }.
btn-later-sure = Schedule: { $time }
later-past = That time is over. Type another: 18:30, tomorrow 8:00
later-unclear = I did not get the time. Type it like this: 18:30, tomorrow 8:00, 5.12 9:00
later-far = That is too far away: two months ahead at most.
later-tomorrow = tomorrow { $time }
main-ask =
    ⭐️ <b>Make it a top story?</b>
    { $headline }
main-already = It is a top story already.

    It goes to { $readers_to }: those who chose top stories and do not have it yet.
log-item = { $time } { $who }: { $act } “{ $headline }”, { $copies }


## The admin's desk


# `stats` — `/stats` (seven days against the seven before), under the chart
stats =
    <b>{ $from } – { $to }</b>

    Subscribers: <b>{ $active }</b> ({ $delta } in the period)
    New { $new }, returned { $returned }, left { $left }, blocked { $blocked }
    On a break { $paused }

    Sent: { $messages }, delivered { $delivered }%
    Usually there in { $median }, the last one in { $last }

    Rubrics with most readers: { $rubrics }
    Most unsubscribed after: { $worst }
    Where readers come from: { $sources }

# `stats-one` — `/stats 412`
stats-one =
    <b>{ $headline }</b>
    { $time } · { $kind } · { $who }

    Delivered: { $sent } of { $all } ({ $percent }%)
    Half in { $median }, the last in { $last }
    Unsubscribed within the hour: { $left }, muted the rubric: { $muted }
stats-week = Good morning. The week in numbers:
stats-no-opens = Telegram does not report opens; clicks are in the site's counter under utm_source=telegram.
stats-ads = Telegram may show its own advertising in the bot. The newspaper does not choose it and cannot switch it off.
stats-none = No subscribers yet. Put the link under your stories: { $link }

# `health`
health =
    <b>{ $verdict }</b>

    Version { $version }, { $uptime }
    Telegram: last answer { $lastpoll }, asked to wait in an hour: { $floods }
    { $trouble }
    Stories: last { $lastarticle }, with errors { $bad }
    Backlog { $backlog }, rate { $rate }
    Database { $dbsize }, { $disk } free on the disk
    Backup: { $backup }

# Alerts: what happened, what it means for readers, what to do
alert-article = Cannot read <code>{ $file }</code>, line { $line }. { $reason } The others go on as usual.
alert-article-without = Taken, but not all of it: <code>{ $file }</code>, line { $line }. { $reason }
alert-file = Cannot read <code>{ $file }</code>. { $reason } The others go on as usual.
alert-articles =
    Cannot read { $count } files. The others go on as usual.

    { $lines }
alert-file-without = Taken, but not all of it: <code>{ $file }</code>. { $reason }
alert-articles-without =
    { $count } stories were taken, but not all of them.

    { $lines }
alert-article-fix-colon = The headline has a colon: put the whole headline in quotes.
alert-rubric = Unknown rubric “{ $name }”; nobody gets the story. Add to newsroom.toml: <code>aliases = ["{ $name }"]</code>
alert-no-main = No top story for { $days }, and { $readers } subscribe to top news. Mark one: /news
alert-feed = The feed has not answered since { $time }: { $url }. Still trying.
alert-refused = { $percent }% of “{ $headline }” was not delivered. Mostly: { $reason }.
alert-suspect = Telegram gives no clear answer to the story /a{ $number }: three readers in a row by now. If other messages arrive, it is tried plainer: without the photo, then without markup.
alert-poison = Telegram refuses “{ $headline }” even as plain text: { $reason }. It is set aside, the others go on.
alert-photo = The photo of “{ $headline }” did not go: { $reason }. The story went without it.
alert-photos =
    Stories that went without their photo ({ $count }):
    { $lines }
photo-absent = there is no such file
photo-unreadable = the file cannot be read
photo-large = it is too large ({ $detail } MB)
photo-no-picture = it is no whole JPEG, PNG, WebP, GIF or BMP
photo-narrow = { $detail } pixels are narrower than Telegram takes
photo-private = its address is in a private network that no setting names
photo-refused = Telegram does not take it ({ $detail })
alert-main-many = { $count } top stories today; newsroom.toml says { $max }. Readers of the top news get them all.
alert-rights = The bot cannot write to “{ $chat }”: { $reason }. Still trying; the chat's administrator gives the right.
alert-rights-many = The bot cannot write to several chats, { $count } by now. Still trying; all of them: /health
alert-closing = Telegram refuses almost every reader: { $reason }. Sending has stopped, nobody is unsubscribed. Is this the right bot: { $bot }?
alert-leaving = { $count } chats were closed within an hour, a tenth of all answers or more. That happens after an import; if there was none, look at what was sent.
alert-disk = { $free } left on the disk. At { $stop } sending halts so that nothing is lost.
alert-second = A second bot runs with the same token. Stop one: news goes out, but answers to readers get lost.
alert-token = Telegram refuses the token. Check TELOXIDE_TOKEN; sending waits.
alert-clock = The server's clock is { $off } off Telegram's. Set it: until then what is planned may come later.
alert-outage = Nothing could be sent for { $lasting }. Stories that became too old meanwhile (HEADLINER_MAX_AGE) are only counted for readers.
alert-disk-halted = { $free } left on the disk: sending has halted so that nothing is lost. Make room, and it goes on by itself.
alert-database = The database takes nothing: { $reason } Sending stands still, nothing is lost; it goes on by itself as soon as something can be written.
database-full = its disk is full. Make room.
database-read-only = it is closed for writing. Give the bot the right back.
database-corrupt = its file is damaged. Put a backup in its place, and the bot takes it up by itself.
database-busy = another program holds it. Close that one.
database-away = its file was taken away. Put it back.
database-other = the bot's log says why.
alert-backlog = The backlog has not become shorter for half an hour: { $waiting } wait, at the pace of now that is { $lasting }. News will be late, but it will come.
alert-newsroom = A mistake in newsroom.toml, line { $line }: { $reason } The file as it was stays in force.
alert-newsroom-whole = Cannot read newsroom.toml: { $reason } The file as it was stays in force.
alert-faults = Files with errors: { $count }. <code>headliner check</code> shows which, and how to mend them
refusals-blocked = the bot is blocked
refusals-gone = the account is deleted
refusals-other = Telegram refused without a clear reason
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
health-no-backup = none made by <code>headliner backup</code> yet; the bot does not know of other copies
alert-solved = ✅ Solved: { $what }
started =
    Started { $version }. Backlog { $backlog }.
    Database upgraded, the old one kept: { $backup }

# Staff
staff-title = <b>Staff</b>
staff-invite = An invitation for an editor. Valid for a day, once. Forward it to that person only.
staff-asks = { $name } ({ $username }) opened the invitation from { $who }. Make them an editor?
staff-welcome = You are an editor of { $paper }'s bot. Start with /help_editor, or try it without risk: /practice
staff-removed = Your editor's access is closed. Your subscription stays.
staff-first-admin = Open this link in Telegram to become the admin. Valid for an hour: { $link }
practice = 🎓 Practice: everything is real, but only you receive it.
practice-mark = 🎓 <i>Practice: only you receive this.</i>


## The line under an article, the card for print

snippet-main = Top news on your phone? <b>Subscribe in Telegram</b>: { $perday } a day, quiet at night.
snippet-main-new = Top news on your phone? <b>Subscribe in Telegram</b>: only what matters most, quiet at night.
snippet-rubric = “{ $rubric }” in your Telegram. <b>Subscribe</b>
qr-caption = Point your camera: news from { $paper } in Telegram
channel-button = Choose your own rubrics
share-text = { $headline } — { $paper }


## The other buttons of the keyboards above

btn-rubrics-other = 🗂 Other rubrics
btn-rubrics-choose = 🗂 Choose rubrics
btn-main-only = Top news only
btn-rubric-add = ＋ “{ $rubric }”
btn-rubric-toggle = { $emoji } { $rubric } · { $count }
btn-rubric-toggle-new = { $emoji } { $rubric }
btn-missed = What I missed
btn-two-digests = Yes, two digests
btn-keep-all = No, all at once
btn-digest-settings = ⚙️ Digest settings
btn-set-when = ⏰ When
btn-set-night = 🌙 At night
btn-set-sound = 🔔 Sound
btn-set-language = 🌐 Language
btn-quiet-from = From { $from } ▾
btn-quiet-to = To { $to } ▾
btn-news-ru = News: Russian
btn-news-kk = News: Kazakh
btn-limit = How many a day
btn-photos = Photos: { $onoff }
btn-city = City
btn-words = Words
btn-unmute = Unmute all
btn-my-data = My data
btn-forget = Erase my data
btn-pause-day = Till tomorrow
btn-pause-3 = For 3 days
btn-pause-week = For a week
btn-pause-2weeks = For two weeks
btn-pause-date = Until a date…
btn-pause-breaking = Breaking news all the same
btn-desk-look = ⚡️ Look and send
btn-desk-ordinary = As an ordinary story
btn-desk-no = Do not send
desk-taken = { $who } decides
btn-list-item = { $time } { $headline }
btn-list-stopped = { $time } { $headline } ■ stopped
btn-list-withdrawn = { $time } { $headline } 🚫 withdrawn
btn-list-sent = { $time } { $headline } ✓ sent
btn-plan-cancel = ✕ { $time } { $headline }
btn-send-morning = In the morning, { $time }
btn-send-silent = ⚡️ Send without sound
btn-send-wake = 🔔 Danger: wake everybody
btn-days-7 = 7 days
btn-days-30 = 30 days
btn-year = Year
btn-stats-rubrics = Rubrics
btn-stats-stories = Stories of the week
btn-csv = CSV
on = on
off = off


## What the deck leaves to the program

rubric-main = Top news
rubric-all = all rubrics
language-ru = Russian
language-kk = Kazakh
language-en = English
uncertain-mention = You may have seen this already:
# `bundle-breaking` — as `bundle`, led by breaking news
bundle-breaking =
    ⚡️ <b>Breaking. { $headline }</b>
    { $lead }

    <b>Plus { $news }</b>
    { $others }
# `channel-older` — as `catchup-older`, where nobody can write to the bot
channel-older = Earlier stories: { $count }. The bot has them.
tail = plus { $news }
channel-rubrics = <b>What shall the channel “{ $channel }” carry?</b> The number is how many stories a day.
channel-rubrics-new = <b>What shall the channel “{ $channel }” carry?</b>
channel-done = Done: the stories will appear in the channel “{ $channel }”.
channel-no-rights = The bot may not post in the channel “{ $channel }”. Give it the right to post messages.
btn-rubric-group = { $emoji } { $group } ›
rubric-group-title = <b>{ $group }.</b> You can choose several.
channels-title = <b>Channels.</b> Tap one to change its rubrics.
channels-none = No channels yet. To connect one, make the bot its administrator with the right to post messages.
btn-channel-unbind = Disconnect the channel
channel-off = The channel “{ $channel }” is disconnected; its rubrics are kept.
channel-on = The channel “{ $channel }” is connected.
channel-lost = The bot was removed from the channel “{ $channel }”: no more news there. To bring it back, make the bot its administrator again.
admin-welcome = You are the admin of { $paper }'s bot. Is all well: /health. Editors: /staff. To get the news yourself: /start. Commands: /help
invite-over = This invitation is no longer valid. Ask for a new one.
invite-needless = You have this access already. The invitation is not used up: forward it to the person you invite.
staff-unclear = I did not get that. Breaking news: /breaking, stories: /news. Or send a story's link.
staff-no-right = Only an admin can do this.
staff-no-command = There is no such command. All of them: /help
no-story = The bot has no such story. The latest: /news
no-story-yet = The bot does not have this story yet. When its file is there, send the link again. The latest: /news
no-audience = There is nobody to send this to: all who want it have it already.
act-push = push
act-breaking = breaking push
act-correct = correction
act-retract = retraction
act-stop = stop
act-go-on = going on
kind-push = ordinary push
kind-breaking = breaking push
verdict-well = ✅ All is well
verdict-trouble = ⚠️ Something is wrong
source-direct = by themselves
source-import = imported
stats-languages = Languages: { $languages }
stats-outcomes = Last day: delivered { $delivered }, refused { $refused }, unknown { $uncertain }
stats-modes = How they get news: { $modes }
stats-mode-now = at once
stats-mode-mixed = top news at once
stats-mode-digest = as a digest
stats-mode-breaking = breaking only
stats-best = Best source in the period: { $source }, brought { $count }
stats-hours = Most messages: { $hours }
stats-rooms = Besides, groups { $groups }, channels { $channels }
stats-before = Before that ({ $from } – { $to }): new { $new }, left { $left }, messages { $messages }
stats-story =
    <b>{ $headline }</b> /a{ $number }
    delivered { $sent }, half in { $median }, the last in { $last }
stats-story-left = unsubscribed { $left }, muted the rubric { $muted }
stats-no-stories = Nothing was sent this week.
chart-readers = Subscribers
chart-messages = Messages by day
chart-messages-week = Messages by week
chart-delivered = delivered { $count }
chart-refused = refused { $count }
chart-uncertain = unknown { $count }
toast-why-link = You opened this story yourself, by a link.


## The desks of editors and admins, beyond the deck

welcome-desk = This is the newsroom’s own group: questions, cards of what is sent and alerts come here. What can be done: /help_editor
practice-choose =
    ⚡️ <b>What shall go out as breaking?</b>
    Pick a story.
breaking-none = Nothing to push yet: the store has no story that is ready.
news-choose = <b>Latest stories</b>
confirm-push =
    👆 This is what readers will see.

    <b>Send to { $readers_to }?</b>
    Left out: { $excluded }.
    With a digest or in the morning: { $later }.
    { $age }
    Half will have it in { $median }, the last one by { $last }.
ask-translation-kk = This is in Kazakh. What shall those who read Russian ({ $otherlang }) get?
ask-translation-later = The same, translation later
translation-waits = Readers of the other language got this text. Send the translation as a reply to this message: it takes its place.
translation-ask = Send the translation as a reply to this message: the first line becomes the headline.
translation-kept = Got it: the translation takes the place of this text for those who read the other language.
typed-ask = Send the text as a reply to this message: the first line becomes the headline.
edit-ask = Send the new text as a reply to this message: the first line becomes the headline.
confirm-edit-translation = Edit the translation
btn-typed-language = Language: { $language } ▾
ask-new-lead =
    <b>{ $headline }</b>
    { $lead }

    Make this the new text under the headline? { $copies }
link-kept = The link goes under every copy: { $copies }.
lead-kept = The new text goes into every copy: { $copies }.
photo-kept = The photo goes into every copy: { $copies }.
photo-not-kept = The photo could not be fetched from Telegram or kept in the store of articles. Send it again.
no-headline = There is no headline. Type it as the first line and send again.
no-long-lead = The text under the headline has { $length } characters, { $max } are allowed. Shorten it and send again.
no-draft = This is a draft. Publish it in the store first.
no-withheld = The story is withheld. Restore it in the store first.
no-held = The story waits for an editor, and nobody sees it yet: /held
no-expired-story = The story's time is over (expires in its file): it cannot go out any more.
no-set-aside = Telegram takes this story in no form. Change its text in the store.
no-plan = It is decided already; this question is closed.
already-counting = This story is waiting to go out already.
pushed = Going out to { $readers_to }.
will-be-ordinary = It goes out as an ordinary story. Decided by { $who }
will-not-go = It will not be sent. Decided by { $who }
held-title = <b>Waiting for you: { $count }</b>
held-empty = Nothing is waiting.
held-item =
    <b>{ $headline }</b>
    { $reasons }
held-rubric = Unknown rubric “{ $name }”. Choose one in /held, or add to newsroom.toml: <code>aliases = ["{ $name }"]</code>
held-no-rubric = No rubric is named. Choose one in /held, or add to the file: <code>rubric: …</code>
held-no-link = There is no link to the story. Add to the file: <code>url: …</code>. Where addresses follow a rule, in newsroom.toml: <code>link_template = …</code>. Where stories have no links, in newsroom.toml under [articles]: <code>link = "optional"</code>
held-foreign-link = The link leads to { $host }. Mend it, or, if that site is yours, add to newsroom.toml: <code>hosts = ["{ $host }"]</code>
held-key = A line that is not understood: <code>{ $key }: { $value }</code>. It may be too early to publish. If it means nothing, in newsroom.toml under [articles]: <code>ignore = ["{ $key }"]</code>
held-second-file = The file { $file } has the same id <code>{ $id }</code>. If this is another story, give it an id of its own: <code>id: …</code>. If not, delete one of the two files
held-alike = It says the same as { $file }, or nearly. If it is a copy, delete the file. If it is another story, release it
btn-held-release = Release
btn-held-drop = Do not release
archived = Into the archive, not sent: { $count }. They came out over { $age } ago. Push one: /news
held-bundle =
    ⏸ <b>Not sent, waiting for you: { $count }</b>
    { $lines }

    All: /held
queue-waiting = { $headline }: { $time }
queue-counting = { $headline }: in { $seconds } s
queue-second = { $headline }: waiting for a second signature
queue-asks = { $headline }: breaking is asked for, until { $time }
queue-past = { $time } { $headline } { $state }
queue-done = ✓ { $n }
queue-stopped = ■ { $done } of { $all }
queue-nobody = — nobody got it
queue-over = This was at { $time }. Go on: /queue
log-item-again = { $time } { $who }: { $act } “{ $headline }”
log-title = <b>Who did what</b>
log-empty = Nobody has done anything yet.
log-staff = { $time } { $who }: { $act } { $name }
act-take-back = taken back
act-later = put off
act-insist = again, to the others
act-main = made a top story
act-second = second signature
act-alone = without a second signature
act-lapse = no second signature
act-ordinary = as an ordinary story
act-refuse = refused
act-release = released
act-drop = not released
act-typed = typed story
act-settle = choice between desk and store
act-restore = published again
act-invite = invitation
act-staff-add = new on the staff
act-staff-admin = new admin
act-staff-remove = access closed
act-staff-decline = invitation declined
act-channel-on = channel connected
act-channel-off = channel disconnected
who-console = the command line
who-program = the newsroom's system
who-itself = by itself
staff-item = { $name } · { $role }
role-editor = editor
role-admin = admin
btn-staff-invite = ＋ Invite an editor
btn-staff-remove = ✕ { $name }
btn-staff-admin = ★ Admin
staff-remove-ask = Close access: { $name }?
staff-admin-ask = Make an admin: { $name }? An admin sees the numbers, invites, and closes access.
staff-waits = The admins have your request. Wait for their yes.
staff-added = { $name } is an editor now. Decided by { $who }
staff-declined = { $name }: declined. Decided by { $who }
staff-fixed = This person is named in the server's settings; access is closed there, too.
staff-last = This is the last admin. Name another one first: /staff
health-up = up { $time }
health-starting = just started
health-ago = { $time } ago
health-rate = { $rate }/s
health-rate-free = without limit
not-known-yet = not known yet
none-yet = none yet
verdict-starting = ⏳ Starting, not everything is known yet
health-barred = Chats the bot cannot write to now: { $count }. Still trying.
health-no-answer = Telegram does not answer; sending waits.
ask-twice-console = This was sent at { $time }: { $copies }. Those who have it do not get it again. Send to the others?
alert-more = { $count } more files with errors. <code>headliner check</code> shows them all
alert-unwritten = Not written into <code>{ $file }</code>: { $reason } What was done here stands, and the bot keeps it.
unwritten-format = the bot changes no files of this format. Make the change where the file came from.
unwritten-text = the file is built so that the line cannot be changed alone. Make the change in it yourself.
unwritten-read-only = the file or its folder is closed for writing. Open it to the bot, and it writes by itself.
unwritten-full = the disk is full. Make room, and the bot writes by itself.
unwritten-failed = it did not work; the bot's log says why. It tries again.
alert-gone = The file <code>{ $file }</code> is gone: “{ $headline }” will not be sent. Put the file back, and it goes out in its time.
alert-gone-more = More files are gone: { $count } more stories will not be sent. The bot's log names them.


## What is wrong with a file, and how to mend it; in other words than the command line has

flaw-newsroom = it cannot be written so. headliner check shows what to mend.
flaw-newsroom-toml = this is not TOML: look at quotes, brackets and the equals sign.
flaw-newsroom-unknown = there is no key { $key } here: delete the line.
flaw-newsroom-near = there is no key { $key } here; { $near } looks like it.
flaw-newsroom-value = the value of { $key } does not do. headliner check shows which would.
flaw-newsroom-table = { $key } is a section: write [{ $key }] on a line of its own.
flaw-newsroom-unreadable = it cannot be opened. See whether the bot may read it.
flaw-also = Also: { $reason }
flaw-also-at = Also, line { $line }: { $reason }
flaw-empty = The file is empty: write an article into it or delete it.
flaw-large = The file has { $size } MiB and the most is 1 MiB: keep pictures in files of their own.
flaw-zeros = The file holds nothing but zero bytes: save it again.
flaw-zero = There is a zero byte in the text: save the file as plain text.
flaw-half-letter = The file ends in the middle of a letter: save it again.
flaw-binary = The file is no text: save the article as plain text in UTF-8, a picture under photos/.
flaw-letter = There is a letter that is not UTF-8: save the file as UTF-8.
flaw-headline-empty = { $key } is empty: write the headline in quotes.
flaw-headline-none = There is no headline: add a line like headline: "…"
flaw-headline-long = The headline has { $length } characters: { $most } is the most, shorten it.
flaw-slug = { $key } is “{ $text }”: write one word like most-otkryt.
flaw-id = id has { $bytes } bytes: { $most } is the most.
flaw-language = { $key } is “{ $text }”: write ru or kk.
flaw-status = { $key } is “{ $text }”: write draft, published, withheld or withdrawn.
flaw-urgency = urgency is “{ $text }”: write a number from 1 to 9.
flaw-list = { $key } is a list: write one text.
flaw-object = { $key } has keys of its own: write one text in quotes.
flaw-flag = { $key } is “{ $text }”: write true or false.
flaw-lists = { $key } is a list of lists: write one list.
flaw-image-none = { $key } names no file: write one like photos/park.jpg.
flaw-path-control = { $key } has a control character in its path: name a file like photos/park.jpg.
flaw-path-backslash = { $key } is “{ $text }”: write / in place of \.
flaw-path-outside = { $key } is “{ $text }”: name a file below the article store, like photos/park.jpg.
flaw-path-hidden = { $key } is “{ $text }”, a hidden file: name one like photos/park.jpg.
flaw-path-leaves = { $key } is “{ $text }”, which leaves the article store: name a file below it, like photos/park.jpg.
flaw-path-none = { $key } is “{ $text }”, which names no file: write one like photos/park.jpg.
flaw-url = { $key } is “{ $text }”: write a whole address with https:// and the site.
flaw-url-scheme = { $key } is “{ $text }”: only http and https can be opened.
flaw-url-bare = { $key } is “{ $text }”: write https:// before it.
flaw-url-spaces = { $key } is “{ $text }”: a link has no spaces.
flaw-date = { $key } is “{ $text }”, which is no date: write it like 2026-11-23T08:00:00+05:00
flaw-date-none = { $key } is no date: write it like 2026-11-23T08:00:00+05:00
flaw-date-year = { $key } is in the year { $year }: write the year with four digits.
flaw-date-day = { $key } is “{ $text }”, a day that does not exist: correct it.
flaw-time = { $key } is “{ $text }”, which has no time of day: write it like 2026-11-23T08:00:00+05:00
flaw-time-none = { $key } is “{ $text }”, a time that does not exist: correct it.
flaw-zone = { $key } has the time zone “{ $text }”, which is not known: write +05:00
flaw-zone-none = { $key } has a time zone that does not exist: write +05:00
flaw-page-json = The article's data (JSON-LD) on this page is not valid JSON: publish the page again.
flaw-page-none = There is no NewsArticle (JSON-LD) on this page: save an article's own page, or write a .md file.
flaw-page-headline = The article has no headline: publish the page again with one.
flaw-xml = This is XML and no page: save each article as a file of its own.
flaw-feed = This is a feed, a list of articles: the command headliner import takes it, and HEADLINER_FEEDS by its address.
flaw-json-none = There is no article in the file: write keys like "headline" between curly brackets.
flaw-json-more = Something follows behind the closing bracket: one file holds one article.
flaw-json-cut = The file ends in the middle of its JSON: save it again as a whole.
flaw-json-comma = There is a comma behind the last value: delete it.
flaw-json-newline = A text goes over the end of the line: write \n for a line break, or close the quote.
flaw-json-key-quotes = A key has the wrong quotes: write straight double quotes (").
flaw-json-key = A key has no quotes: put it in double quotes.
flaw-json-quotes = A text has the wrong quotes: write straight double quotes (").
flaw-json-no-comma = A comma is missing before this place, or a quote inside a text is written without \.
flaw-json-deep = The JSON is nested too deeply: an article has plain keys.
flaw-json = This is not valid JSON: correct this line.
flaw-ninjs-headline = The item has no headline: send it again with one.
flaw-ninjs-type = This item is of type “{ $kind }” and only text and composite are articles: take it out of the store.
flaw-ninjs-status = { $key } is “{ $text }”: write usable, withheld or canceled.
flaw-front-none = There is no front matter: begin the file with a line of three hyphens, then headline: "…", then three hyphens again.
flaw-front-open = The front matter that begins here has no end: put a line { $fence } behind its last key.
flaw-toml-quotes = The text of { $key } has no quotes: put it in quotes.
flaw-toml-yaml = This is YAML inside +++ lines: write = in place of the colon.
flaw-toml-twice = This key comes twice: delete one of them.
flaw-toml = This is not valid TOML: put texts in double quotes.
flaw-yaml-none = There are no keys here: write lines like headline: "…"
flaw-yaml-twice = { $key } comes twice: delete one of them.
flaw-yaml-star = A text here begins with *, which YAML reads as a command: put the whole text in quotes.
flaw-yaml-deep = The front matter is nested or repeated too much: write plain keys and values.
flaw-yaml = This is not valid YAML: put every text in double quotes, each key on a line of its own.
flaw-yaml-hash = The text of { $key } ends before the # sign: put all of it in quotes.
flaw-yaml-sign = The text of { $key } begins with { $sign }, which YAML reads as a command: put all of it in quotes.
flaw-yaml-tab = A tab stands where YAML wants spaces: replace it by two spaces.
flaw-yaml-space = There is no space behind the colon: write { $key }: and a space.
flaw-yaml-no-key = There is no key in this line: write a key, a colon and a space before the text.
flaw-yaml-behind = The text of { $key } goes on behind the closing quote: use «» inside, and quotes around all of it.
flaw-yaml-open = The text of { $key } has an opening quote and no closing one: add it at the end.
flaw-yaml-bracket = The list of { $key } has no closing bracket: add ].
flaw-yaml-colon = The text of { $key } has a colon: put all of it in quotes.
flaw-store = The article store cannot be read: create the folder again.
flaw-link = This is a link to a file outside of the article store: put the file itself here.
flaw-folder = This is a folder with the name of an article: rename the folder.
flaw-pipe = This is a pipe or a device and no file: delete it.
flaw-file-forbidden = The file may not be read: give the bot the right to.
flaw-folder-forbidden = The folder may not be read: give the bot the right to.
flaw-file-unreadable = The file cannot be read: put it there again; the bot's log says why.
flaw-folder-unreadable = The folder cannot be read: make it again; the bot's log says why.


## Correcting and retracting from the phone, beyond the deck

correct-what =
    ✏️ <b>What shall be corrected?</b>
    { $headline }

    { $lead }
btn-correct-headline = Headline
btn-correct-lead = Text
correct-ask-lead = Send the new text under the headline as a reply to this message.
btn-correct-in = Correct: { $language }
correct-goes-on = Sending goes on after that.
correct-goes-on-second = Sending goes on after that, once another editor confirms the new text.
correct-quietly-old = Quietly only copies younger than a day are corrected.
correct-same = It says just that. Send another text.
correct-empty = There is not a single letter here. Send a text.
correct-too-long = { $length } characters, { $max } are allowed. Shorten it and send again.
correct-all-done = ✅ Copies corrected: { $done } of { $all }.
correct-no-copies = ✅ Corrected. Readers have no copies.
given-up = Cancelled; nothing has changed.
mending = ✏️ <b>Correcting copies: { $all }.</b> { $headline }
restoring = ↩️ <b>Restoring copies: { $all }.</b> { $headline }
retracting = 🚫 <b>Retracting copies: { $all }.</b> { $headline }
mending-progress =
    { $bar } { $percent }%
    Done { $done } of { $all }
    { $left } left, done by { $last }
    Failed: { $failed }
mending-halted =
    ■ <b>Correcting has stopped.</b> { $who }, { $time }
    { $headline }

    Corrected { $done } of { $all }; the old text stays with { $left }.
mend-gone = deleted by their readers: { $n }
mend-fixed = Telegram does not let them be changed: { $n }
mend-content = Telegram did not take the text: { $n }
mend-left = left as they were: { $n }
live-retracted =
    🚫 <b>Retracted.</b> { $who }, { $time }
    { $headline }

    Got it: { $sent }.
retract-all-done = ✅ Retracted: deleted { $deleted }, replaced { $replaced }.
retract-already = The story is withdrawn already.
retract-ask-note = What shall readers see in its place? One sentence. For example: the information was not confirmed.
retract-note-is = Note for readers: { $note }
btn-retract-note = Note for readers
restore-ask =
    ↩️ <b>Restore the story?</b>
    { $headline }

    Copies with readers: { $all }; they become as they were. Those who did not get it get it as an ordinary story.
restore-done = ✅ The story is back; copies restored: { $done } of { $all }.
btn-restore = Restore the story
conflict-text = You corrected the story here, and the store now says something else. Which one stays?
conflict-both =
    <b>Here:</b> { $ours }
    <b>In the store:</b> { $theirs }
btn-conflict-ours = Keep what was written here
btn-conflict-theirs = Take it from the store
conflict-settled = Settled: { $who }
act-halt = stopped correcting copies
act-resume = went on correcting copies

# The admin’s page (HEADLINER_OPS), in a browser
view-updated = As of { $time }, newsroom time. The page updates itself.
view-no-updates = Telegram gives no updates: the bot does not hear people. The program’s log says why.
view-no-writing = Nothing can be written into the database: sending waits. The program’s log says why.
view-no-room = The disk of the database is nearly full: sending waits until there is room.
view-readers = Readers
view-week = { $delta } in a week
view-delivered = Delivered today
view-failed = refused { $refused }, unknown { $uncertain }
view-waiting = Chats waiting now
view-pace = Pace
view-floods = Telegram asked to wait, in an hour
view-files = Files with errors
view-today = Today
view-nothing = Nothing has gone out today.
view-more = and { $count } more
view-breaking = Breaking
view-of = { $sent } of { $all }
view-going = going out
view-stopped = stopped
view-growth = Readers, 30 days
view-counting = Counting…
rehearsal-begins = 🧪 A rehearsal: about sixty messages come here and go again in two minutes. There is no need to answer.
