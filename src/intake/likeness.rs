//! Whether two stories are one, told by their words. In: headline, lead and text of each. Out: yes where nearly all words
//! are the same and none that tells stories apart (a number, a date, a name) differs: yesterday's weather is not today's,
//! and a text with a mended letter is the same story. Plain functions.

use std::collections::BTreeMap;

use strsim::levenshtein;
use unicode_normalization::UnicodeNormalization;

/// What of a story is compared.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    /// How often each word stands in it, in small letters, and whether it ever begins with a capital.
    words: BTreeMap<String, (usize, bool)>,
    count: usize,
    image: Option<String>,
}

/// Of so few words an equal headline may be a column's name, and each word tells: the pictures must be the same, and no
/// word may be another one.
const FEW: usize = 12;
/// An equal headline of fewer words may be a column's name.
const SHORTEST: usize = 4;
/// How many of a hundred words must be the same.
const SAME: usize = 85;
/// A word that is one of the other's by so many letters is the same one, mended or in another form.
const MENDED: usize = 2;

/// Words that are dates, or numbers, without a digit or a capital; in small letters, as far as they do not change.
const TELLING: &str = "январ феврал марта апрел июня июль июля август сентябр октябр ноябр декабр понедельник вторник \
    четверг пятниц суббот воскресен среда среду среды среде вчера сегодня завтра один одна одно два две \
    двух три трех трёх четыр пять пяти шест семь семи восем девят десят сто сот тысяч перв второ трет \
    қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан дүйсенбі сейсенбі \
    сәрсенбі бейсенбі жұма сенбі жексенбі бүгін кеше ертең екі үш төрт бес алты жеті сегіз тоғыз жүз мың \
    бірінші today yesterday tomorrow one two three four five six seven eight nine ten hundred thousand \
    first second third бір";

impl Sketch {
    /// Of headline, lead and text; the picture as the article names it.
    pub fn new(texts: [&str; 3], image: Option<&str>) -> Sketch {
        let mut sketch = Sketch { image: image.map(str::to_owned), ..Sketch::default() };
        for text in texts {
            let composed: String = text.nfc().collect();
            for word in composed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let known = sketch.words.entry(word.to_lowercase()).or_default();
                known.0 += 1;
                known.1 |= word.starts_with(char::is_uppercase);
                sketch.count += 1;
            }
        }
        sketch
    }

    /// Whether the two are one story.
    pub fn is_like(&self, other: &Sketch) -> bool {
        let most = self.count.max(other.count);
        if most == 0 || (most < FEW && self.image != other.image) {
            return false;
        }
        let (here, there) = (self.without(other), other.without(self));
        let missing: usize = here.iter().chain(&there).map(|(_, times, _)| times).sum();
        if missing * 100 > 2 * most * (100 - SAME) {
            return false;
        }
        let telling = |(word, _, capital): &Word<'_>, others: &[Word<'_>]| {
            let is_mended = || others.iter().any(|(other, ..)| is_form_of(word, other));
            word.contains(|c: char| c.is_numeric()) || ((*capital || most < FEW || is_date(word)) && !is_mended())
        };
        !here.iter().any(|word| telling(word, &there)) && !there.iter().any(|word| telling(word, &here))
    }

    /// Whether half of the words are the same: a quick look before a close one.
    pub fn is_near(&self, other: &Sketch) -> bool {
        let missing: usize = self.without(other).iter().map(|(_, times, _)| times).sum();
        missing * 2 <= self.count
    }

    /// Whether they say the very same.
    pub fn is_same(&self, other: &Sketch) -> bool {
        self.count == other.count && self.image == other.image && self.without(other).is_empty()
    }

    /// Words that stand here more often than there.
    fn without(&self, other: &Sketch) -> Vec<Word<'_>> {
        let more = |(word, (times, capital)): (&'_ String, &(usize, bool))| {
            let there = other.words.get(word).map_or(0, |(times, _)| *times);
            let rest = times.saturating_sub(there);
            (rest > 0).then_some((rest, *capital))
        };
        let words = self.words.iter();
        words
            .filter_map(|(word, known)| more((word, known)).map(|(rest, capital)| (word.as_str(), rest, capital)))
            .collect()
    }
}

/// Whether two texts say nearly the same: headline, lead and text of each, or the headlines alone where they are no mere name
/// of a column.
pub fn is_alike(one: [&str; 3], other: [&str; 3]) -> bool {
    let whole = |texts| Sketch::new(texts, None);
    let (here, there) = (whole([one[0], "", ""]), whole([other[0], "", ""]));
    whole(one).is_like(&whole(other)) || (here.count >= SHORTEST && here.is_like(&there))
}

/// A word, how often, and whether it begins with a capital.
type Word<'a> = (&'a str, usize, bool);

fn is_date(word: &str) -> bool {
    TELLING.split(' ').any(|telling| word.starts_with(telling))
}

/// The same word with a mended letter, or with another ending.
fn is_form_of(word: &str, other: &str) -> bool {
    let length = word.chars().count().min(other.chars().count());
    length > 2 * MENDED && levenshtein(word, other) <= MENDED
}

#[cfg(test)]
mod tests {
    use super::*;

    const TUNNEL: &str = "Тоннель на ВОАД закроют до утра. Причина — проверка вентиляции, объезд по улице Саина, \
        движение откроют после шести утра, сообщили в акимате города.";

    fn check(one: &str, other: &str, expected: bool) {
        let sketch = |text: &str| Sketch::new([text, "", ""], None);
        assert_eq!(sketch(one).is_like(&sketch(other)), expected, "{one}\n{other}");
        assert_eq!(sketch(other).is_like(&sketch(one)), expected, "{other}\n{one}");
    }

    #[test]
    fn a_mended_text_is_the_same_story() {
        check(TUNNEL, TUNNEL, true);
        check(TUNNEL, &TUNNEL.replace("Тоннель", "Тонель"), true);
        check(TUNNEL, &TUNNEL.replace("Саина", "Саине"), true);
        check(TUNNEL, &TUNNEL.replace("сообщили в акимате", "сообщает акимат"), true);
        check(TUNNEL, &TUNNEL.nfd().collect::<String>(), true);
        check(TUNNEL, "Мост через Есентай закроют на ремонт до весны", false);
        check("", "", false);
    }

    #[test]
    fn a_number_a_date_or_a_name_tells_stories_apart() {
        let weather = "Погода в Алматы: днём 5 градусов, ночью мороз, без осадков, ветер слабый, влажность обычная";
        check(weather, &weather.replace('5', "7"), false);
        check(weather, &format!("{weather}, 3"), false);
        check(weather, &weather.replace("Алматы", "Астане"), false);
        let rates = "Курс доллара в обменниках города на среду вырос, евро подешевел, рубль почти не изменился в цене";
        check(rates, &rates.replace("среду", "четверг"), false);
        let score = "Кайрат обыграл Тобол в гостях со счётом два один, голы забили Жоао Паулу и Сатпаев, матч прошёл в Костанае";
        check(score, &score.replace("два один", "три один"), false);
        check(score, &score.replace("Тобол", "Елимай"), false);
        let named = "Иванов назначен заместителем акима города, сообщили в пресс-службе акимата сегодня днём";
        check(named, &named.replace("Иванов", "Петров"), false);
    }

    #[test]
    fn the_name_of_a_column_makes_no_story_the_same() {
        let photo = |image| Sketch::new(["Фото дня", "", ""], Some(image));
        assert!(photo("a.jpg").is_like(&photo("a.jpg")));
        assert!(!photo("a.jpg").is_like(&photo("b.jpg")));
        check("Мост через Есентай открыт для всех машин", "Мост через Есентай перекрыт для всех машин", false);
        let bridge = "Мост через Есентай с утра открыт для автомобилей";
        check(bridge, &bridge.replace("автомобилей", "автомбилей"), true);
    }
}
