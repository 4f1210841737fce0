//! How plain text is spelt in a file, where a headline and a lead may have marks of Markdown in them. In: a text as it is to be
//! read. Out: what to write so that it is read so; of a text for which there is no such spelling, what comes nearest.

use super::{
    Image, image,
    plain::{self, Part},
    typography::typeset,
};

/// Signs that mean something within a line.
const MARKS: [char; 9] = ['\\', '*', '_', '`', '[', '~', '<', '&', '{'];

/// The longest headline, in code points: twice the longest of 555 real ones.
pub const LONGEST_HEADLINE: usize = 300;

/// What a file can say as its headline, its correction: the text in one plain line, set as in print.
pub fn as_words(text: &str) -> String {
    let text = typeset(&plain::line(text));
    if words(&text).is_some() { text } else { read_words(&text) }
}

/// What a file can say as its lead: the text in one plain line, set as in print.
pub fn as_lead(text: &str) -> String {
    let text = typeset(&plain::line(text));
    if lead(&text).is_some() { text } else { read_lead(&text) }
}

/// The picture that is named so in a file; `None`: it is none.
pub fn as_picture(text: &str) -> Option<Image> {
    image::image(text).ok()
}

/// How a headline or a sentence is written to be read as this text.
pub(super) fn words(text: &str) -> Option<String> {
    spelt(text, read_words)
}

/// How a lead is written to be read as this text.
pub(super) fn lead(text: &str) -> Option<String> {
    spelt(text, read_lead)
}

fn read_words(text: &str) -> String {
    typeset(&plain::words(text))
}

fn read_lead(text: &str) -> String {
    typeset(&plain::line(&plain::markdown(text, Part::All)))
}

/// As it is, where that is read so; else with as few signs escaped as need be.
fn spelt(text: &str, read: fn(&str) -> String) -> Option<String> {
    let escaped = |is_mark: &dyn Fn(usize, char) -> bool| -> String {
        let mut out = String::with_capacity(text.len() + 8);
        for (at, letter) in text.char_indices() {
            if is_mark(at, letter) {
                out.push('\\');
            }
            out.push(letter);
        }
        out
    };
    let is_first = |at: usize, letter: char| at == 0 && letter.is_ascii_punctuation();
    let spellings = [
        text.to_owned(),
        escaped(&|at, letter| is_first(at, letter)),
        escaped(&|at, letter| is_first(at, letter) || MARKS.contains(&letter)),
        escaped(&|_, letter| letter.is_ascii_punctuation()),
    ];
    spellings.into_iter().find(|spelling| read(spelling) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_can_be_written_and_read_again() {
        for text in [
            "Мост откроют в четверг",
            "Счёт 2 * 3 * 4, *важно*",
            "# номер 5",
            "- Да, — сказал он",
            "5. Января не будет",
            "Курс [доллара] < 500 & растёт",
            "Файл my_file_name и `код`",
            "{{ не шаблон }} и [[не ссылка]]",
            "C:\\папка\\*",
            "~~было~~ стало",
            "“Кавычки” 'и' «ещё» #тег",
            "> цитата",
        ] {
            assert_eq!(as_words(text), text);
            assert_eq!(read_words(&words(text).unwrap()), text);
            assert_eq!(as_lead(text), text);
            assert_eq!(read_lead(&lead(text).unwrap()), text);
        }
        assert_eq!(words("Мост открыт").unwrap(), "Мост открыт", "nothing is escaped without need");
        assert_eq!(as_words("ТОО \"Мост\" - в городе"), "ТОО «Мост» — в городе");
        assert_eq!(as_words("  два\n слова\u{202e} "), "два слова");
    }
}
