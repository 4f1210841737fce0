//! What came up about files since a chat was last told of them, by its kind: a folder of bad files is one message and not a
//! hundred. In: what intake noticed. Out: a message a kind, of which each names the first ones and counts the rest.

use crate::{
    article::{Fault, Language},
    intake::Notice,
    locale::{Words, args},
    message::{escape, text::cut},
    telegram::alerts::flaw,
};

/// How many files a message names.
const FILES: usize = 10;
/// How long a path and a reason may be in a list of them, so that ten of them are one message.
const PATH: usize = 120;
const REASON: usize = 220;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Bundle {
    faults: Few<(String, Fault)>,
    /// Articles that were taken without something.
    warnings: Few<(String, Fault)>,
    solved: Few<String>,
}

/// The first of many.
#[derive(Debug)]
struct Few<T> {
    first: Vec<T>,
    more: usize,
}

impl<T> Default for Few<T> {
    fn default() -> Few<T> {
        Few { first: Vec::new(), more: 0 }
    }
}

impl<T> Few<T> {
    fn add(&mut self, one: T, most: usize) {
        if self.first.len() < most {
            self.first.push(one);
        } else {
            self.more += 1;
        }
    }

    fn count(&self) -> usize {
        self.first.len() + self.more
    }
}

impl Few<String> {
    /// «a.md, b.md + 3»
    fn list(&self) -> String {
        let names: Vec<String> = self.first.iter().map(|name| escape(&cut(name, PATH))).collect();
        let more = if self.more > 0 { format!(" + {}", self.more) } else { String::new() };
        names.join(", ") + &more
    }
}

impl Bundle {
    /// One more; what is solved before it was told is not told at all.
    pub(super) fn add(&mut self, notice: &Notice) {
        match notice {
            Notice::Fault { path, fault } => {
                self.forget(path);
                self.faults.add((path.clone(), fault.clone()), FILES);
            }
            Notice::Warning { path, fault } => {
                self.forget(path);
                self.warnings.add((path.clone(), fault.clone()), FILES);
            }
            Notice::Solved { path } => {
                if !self.forget(path) {
                    self.solved.add(path.clone(), FILES);
                }
            }
            Notice::AsksBreaking { .. } | Notice::TakenBack { .. } | Notice::DeskIsBehind => {}
            Notice::Differs { .. } | Notice::Unwritten { .. } => {}
            Notice::FeedsSilent(_) | Notice::FeedsAnswer(_) => {}
        }
    }

    /// What was to be told of a file holds no more; `false`: nothing was.
    fn forget(&mut self, path: &str) -> bool {
        let count = |bundle: &Bundle| bundle.faults.count() + bundle.warnings.count();
        let before = count(self);
        self.faults.first.retain(|(known, _)| known != path);
        self.warnings.first.retain(|(known, _)| known != path);
        count(self) < before
    }

    /// Whether there is nothing to tell.
    pub(super) fn is_empty(&self) -> bool {
        self.faults.count() + self.warnings.count() + self.solved.count() == 0
    }

    /// The messages.
    pub(super) fn messages(&self, words: &Words, tongue: Language) -> Vec<String> {
        let mut messages = Vec::new();
        let keys = ["alert-file", "alert-article", "alert-articles"];
        messages.extend(of_files(&self.faults, keys, words, tongue));
        let keys = ["alert-file-without", "alert-article-without", "alert-articles-without"];
        messages.extend(of_files(&self.warnings, keys, words, tongue));
        if self.solved.count() > 0 {
            messages.push(words.say(tongue, "alert-solved", &args![what = self.solved.list()]));
        }
        messages
    }
}

/// What is wrong with files: with one, with a line of one, with many.
fn of_files(
    faults: &Few<(String, Fault)>,
    [whole, at, many]: [&str; 3],
    words: &Words,
    tongue: Language,
) -> Option<String> {
    match faults.first.as_slice() {
        [] => None,
        [(path, fault)] if faults.more == 0 => {
            let (file, reason) = (escape(path), escape(&flaw(words, tongue, &fault.what)));
            Some(match fault.line {
                Some(line) => words.say(tongue, at, &args![file = file, line = line.to_string(), reason = reason]),
                None => words.say(tongue, whole, &args![file = file, reason = reason]),
            })
        }
        first => {
            let line = |(path, fault): &(String, Fault)| {
                let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
                format!(
                    "• <code>{}{line}</code> {}",
                    escape(&cut(path, PATH)),
                    escape(&cut(&flaw(words, tongue, &fault.what), REASON))
                )
            };
            let lines = first.iter().map(line).collect::<Vec<_>>().join("\n");
            let told = words.say(tongue, many, &args![count = faults.count(), lines = lines]);
            let more = (faults.more > 0).then(|| words.say(tongue, "alert-more", &args![count = faults.more]));
            Some([Some(told), more].into_iter().flatten().collect::<Vec<_>>().join("\n\n"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article, message::length};

    fn told(bundle: &Bundle) -> Vec<String> {
        bundle.messages(&Words::built_in(), Language::En)
    }

    #[test]
    fn many_of_a_kind_are_one_message_that_telegram_takes() {
        let mut bundle = Bundle::default();
        for number in 0..300 {
            let path = format!("{}-{number}.md", "<a>/".repeat(90));
            let fault = Fault::at(2, "<b> is no date. ".repeat(60));
            bundle.add(&Notice::Fault { path: path.clone(), fault: fault.clone() });
            bundle.add(&Notice::Warning { path: format!("third {path}"), fault });
            bundle.add(&Notice::Solved { path: format!("other {path}") });
        }
        let told = told(&bundle);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("Cannot read 300 files") && told[0].contains("290 more files"), "{}", told[0]);
        for told in told {
            assert!(length(&told) <= 4096, "{} characters", length(&told));
        }
    }

    #[test]
    fn one_is_told_as_one_and_what_is_mended_meanwhile_not_at_all() {
        let mut bundle = Bundle::default();
        let fault = |line| Fault { line, ..Fault::new("The headline is missing.") };
        bundle.add(&Notice::Fault { path: "a.md".into(), fault: fault(None) });
        assert_eq!(
            told(&bundle),
            ["Cannot read <code>a.md</code>. The headline is missing. The others go on as usual."]
        );
        bundle.add(&Notice::Fault { path: "a.md".into(), fault: fault(Some(3)) });
        assert_eq!(
            told(&bundle),
            ["Cannot read <code>a.md</code>, line 3. The headline is missing. The others go on as usual."]
        );
        bundle.add(&Notice::Solved { path: "a.md".into() });
        assert!(bundle.is_empty());
    }

    /// What is wrong with a file, as a Russian desk is told it; and that a Kazakh one reads no Russian and no English.
    fn check(file: &[u8], expected: &str) {
        let text = String::from_utf8_lossy(file);
        let told = |tongue| {
            let fault = match article::parse("a.md", file, chrono_tz::Asia::Almaty) {
                Err(fault) => fault,
                Ok(article) => Fault::together(&article.warnings).unwrap_or_else(|| panic!("all right: {text}")),
            };
            flaw(&Words::built_in(), tongue, &fault.what)
        };
        assert_eq!(told(Language::Ru), expected, "{text}");
        let kazakh = told(Language::Kk);
        assert!(kazakh.contains(['і', 'қ', 'ң', 'ғ', 'ү', 'ұ', 'ө', 'ә']) && kazakh != expected, "{text}: {kazakh}");
    }

    #[test]
    fn the_desk_is_told_in_its_language() {
        let front = |lines: &str| format!("---\nheadline: Мост открыт\n{lines}\n---\nТекст.\n").into_bytes();
        check(b"", "Файл пуст: напишите в нём статью или удалите его.");
        check(b"\0\0\0", "В файле одни нулевые байты: сохраните его ещё раз.");
        check(
            "Просто текст".as_bytes(),
            "Нет шапки: начните файл строкой из трёх дефисов, затем headline: \"…\", затем снова три дефиса.",
        );
        check(b"---\nid: a\n", "Шапка, что начинается здесь, не закрыта: поставьте после последнего ключа строку ---");
        check(
            "---\nheadline: Акимат: мост\n---\n".as_bytes(),
            "В заголовке двоеточие: возьмите весь заголовок в кавычки.",
        );
        check(
            "---\nheadline: Школа #159 открыта\n---\n".as_bytes(),
            "Текст ключа headline обрывается перед знаком #: возьмите его целиком в кавычки.",
        );
        check(
            "---\nheadline: *Срочно* мост\n---\n".as_bytes(),
            "Текст ключа headline начинается со знака *, а для YAML это команда: возьмите его целиком в кавычки.",
        );
        check(
            "---\nheadline: \"Мост\" открыт\n---\n".as_bytes(),
            "После закрывающей кавычки ключа headline текст продолжается: внутри пишите «», а весь текст возьмите в кавычки.",
        );
        check(
            "---\nheadline: \"Мост\n---\n".as_bytes(),
            "У текста ключа headline есть открывающая кавычка и нет закрывающей: поставьте её в конце.",
        );
        check(b"---\nid: a\n---\n", "Нет заголовка: добавьте строку headline: \"…\"");
        check(&front("headline: Другой"), "Ключ headline стоит дважды: удалите один.");
        check(
            &front("published: завтра"),
            "В ключе published стоит «завтра», это не дата: пишите так: 2026-11-23T08:00:00+05:00",
        );
        check(&front("published: 2026-02-30"), "В ключе published стоит «2026-02-30», такого дня нет: исправьте его.");
        check(
            &front("published: 2026-11-23 08:00 ALMT"),
            "В ключе published неизвестный часовой пояс «ALMT»: напишите +05:00",
        );
        check(&front("main: может быть"), "В ключе main стоит «может быть»: напишите true или false.");
        check(
            &front("status: готово"),
            "В ключе status стоит «готово»: напишите draft, published, withheld или withdrawn.",
        );
        check(
            &front("image: ../secret.jpg"),
            "В ключе image стоит «../secret.jpg», это вне хранилища статей: назовите файл из него, например photos/park.jpg.",
        );
        check(&front("url: www.vecher.kz/a"), "В ключе url стоит «www.vecher.kz/a»: напишите перед этим https://");
        check(b"+++\nheadline = Most\n+++\n", "Текст ключа headline без кавычек: возьмите его в кавычки.");
        check(b"{\"headline\": \"Most\",}", "После последнего значения стоит запятая: удалите её.");
        check(b"{\"headline\": \"Most\"", "Файл обрывается посреди JSON: сохраните его целиком.");
        check(
            b"{\"version\": \"https://jsonfeed.org/version/1.1\"}",
            "Это лента, то есть список статей: её берёт команда headliner import, а по адресу HEADLINER_FEEDS.",
        );
        check(
            b"<?xml version=\"1.0\"?><urlset></urlset>",
            "Это XML, а не страница: сохраните каждую статью отдельным файлом.",
        );
    }

    #[test]
    fn what_is_wrong_besides_is_told_with_its_line() {
        let both = "image: ../a.jpg\nurgency: много";
        let file = format!("---\nheadline: Мост открыт\n{both}\n---\nТекст.\n");
        let warnings = article::parse("a.md", file.as_bytes(), chrono_tz::Asia::Almaty).unwrap().warnings;
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        let told = flaw(&Words::built_in(), Language::Ru, &Fault::together(&warnings).unwrap().what);
        assert!(told.contains("это вне хранилища статей") && told.contains(" Ещё, строка "), "{told}");
    }
}
