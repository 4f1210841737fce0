//! The newsroom's file of a newspaper that begins. In: who it is, and its first rubrics. Out: the built-in file with all that it
//! explains, in that newspaper's name. What only the newspaper can know (who keeps the data, where to write to) stands in it as
//! a comment, so that `check` asks for it; nothing that readers see is the built-in newspaper's.

use chrono_tz::Tz;
use url::Url;

use super::{BUILT_IN, Newsroom};
use crate::article::slug;

/// Where the rubrics begin, and what follows them.
const RUBRICS: &str = "[[rubric]]\n";
const AFTER_RUBRICS: &str = "# A second list";
/// Of a rubric's id.
const LONGEST_ID: usize = 32;

/// A newspaper, as whoever sets it up describes it.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Its name.
    pub name: String,
    /// Its site.
    pub url: Url,
    /// Its time zone.
    pub zone: Tz,
    /// The names of its rubrics in the order of their buttons; none: those of the built-in file.
    pub rubrics: Vec<String>,
}

/// The file's text.
pub fn starter(paper: &Paper) -> String {
    let (head, rest) = BUILT_IN.split_once(RUBRICS).unwrap_or((BUILT_IN, ""));
    let (rubrics, tail) = rest.split_once(AFTER_RUBRICS).unwrap_or((rest, ""));
    let blocks: Vec<&str> = rubrics.split(RUBRICS).map(str::trim_end).collect();
    let head: String = head.lines().map(|line| own(line, paper) + "\n").collect();
    let tail: String = tail.lines().map(|line| own(line, paper) + "\n").collect();
    let rubrics: String = chosen(paper, &blocks).iter().map(|block| format!("{RUBRICS}{block}\n\n")).collect();
    format!("{head}{rubrics}{AFTER_RUBRICS}{tail}")
}

/// A line of the file, in this newspaper's name.
fn own(line: &str, paper: &Paper) -> String {
    let key = line.split_once(" = ").map_or("", |(key, _)| key);
    let comment = line.find("  #").map_or("", |at| &line[at..]);
    let set = |value: &str| format!("{key} = {}{comment}", quoted(value));
    match key {
        "name" => set(&paper.name),
        "site" => set(paper.url.host_str().unwrap_or(&paper.name).trim_start_matches("www.")),
        "url" => set(paper.url.as_str().trim_end_matches('/')),
        "timezone" => set(paper.zone.name()),
        "operator" => {
            "# operator = \"…\"                  # the legal name and number of who keeps the readers' data".to_owned()
        }
        "contact" => "# contact = \"…\"                   # where readers write to: a page, or an address".to_owned(),
        "trim" => {
            "trim = []                           # phrases dropped from leads, such as the paper's own name".to_owned()
        }
        _ => line.to_owned(),
    }
}

/// The text of each rubric: a known one with all its names, another one with its own.
fn chosen(paper: &Paper, blocks: &[&str]) -> Vec<String> {
    let built_in = Newsroom::default();
    let mut ids: Vec<String> = Vec::new();
    let mut chosen = Vec::new();
    for name in &paper.rubrics {
        let known = built_in.rubric_named(name).map(|rubric| rubric.id.clone());
        let id = known.clone().unwrap_or_else(|| id(name, paper.rubrics.len(), &ids));
        if known.is_some() && ids.contains(&id) {
            continue; // named twice, by two of its names
        }
        let block = known.and_then(|id| blocks.iter().find(|block| block.contains(&format!("id = \"{id}\"")))).copied();
        chosen.push(block.map_or_else(|| format!("id = \"{id}\"\ntitle = {}", quoted(name)), str::to_owned));
        ids.push(id);
    }
    if chosen.is_empty() { blocks.iter().map(|block| (*block).to_owned()).collect() } else { chosen }
}

/// An id that none of the others has.
fn id(name: &str, all: usize, others: &[String]) -> String {
    let slug: String = slug(name).chars().take(LONGEST_ID - 3).collect();
    let slug = slug.trim_end_matches('-');
    let first = if slug.is_empty() { "rubric" } else { slug };
    let more = (2..=all + 1).map(|number| format!("{first}-{number}"));
    let mut free = std::iter::once(first.to_owned()).chain(more).filter(|id| !others.contains(id));
    free.next().unwrap_or_else(|| first.to_owned())
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, url: &str, rubrics: &[&str]) -> (String, Newsroom) {
        let paper = Paper {
            name: name.to_owned(),
            url: Url::parse(url).unwrap(),
            zone: chrono_tz::Asia::Aqtobe,
            rubrics: rubrics.iter().map(|name| (*name).to_owned()).collect(),
        };
        let text = starter(&paper);
        let newsroom = Newsroom::parse(&text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}"));
        (text, newsroom)
    }

    #[test]
    fn a_newspaper_begins_in_its_own_name() {
        let (text, newsroom) = written("Степной «вестник» \"N\"", "https://www.vestnik.example/", &[]);
        assert_eq!(newsroom.name.all(), ["Степной «вестник» \"N\""; 3]);
        assert_eq!(
            (newsroom.site.ru.as_str(), newsroom.url.as_str()),
            ("vestnik.example", "https://www.vestnik.example/")
        );
        assert_eq!(newsroom.zone, chrono_tz::Asia::Aqtobe);
        assert_eq!(newsroom.left_out, ["operator", "contact"], "`check` asks for them");
        let built_in = Newsroom::default();
        assert_eq!(newsroom.rubrics, built_in.rubrics);
        assert_eq!((newsroom.new_reader, newsroom.breaking), (built_in.new_reader, built_in.breaking));
        let set = text.lines().map(|line| line.split("  #").next().unwrap()).filter(|line| !line.starts_with('#'));
        let set: Vec<&str> =
            set.filter(|line| ["Vecher", "vecher", "Вечерний"].iter().any(|name| line.contains(name))).collect();
        assert_eq!(set, [""; 0], "readers would see another newspaper's name");
        assert!(newsroom.text.trim.is_empty());
    }

    #[test]
    fn known_rubrics_keep_their_names_and_others_get_an_id() {
        let (_, newsroom) =
            written("Вестник", "http://v.example", &["спорт", "Аул и степь", "Sports", "Аул, степь", "🏙", "Город"]);
        let told: Vec<(&str, &str)> =
            newsroom.rubrics.iter().map(|rubric| (rubric.id.as_str(), rubric.title.kk.as_str())).collect();
        assert_eq!(
            told,
            [
                ("sport", "Спорт"),
                ("aul-i-step", "Аул и степь"),
                ("aul-step", "Аул, степь"),
                ("cityscape", "🏙"),
                ("city", "Қала")
            ]
        );
        let (_, newsroom) = written(
            "Вестник",
            "http://v.example",
            &["Жизнь!", "Жизнь?", "Очень длинное название рубрики, которое не помещается"],
        );
        let ids: Vec<&str> = newsroom.rubrics.iter().map(|rubric| rubric.id.as_str()).collect();
        assert_eq!(ids[..2], ["zhizn", "zhizn-2"]);
        assert!(ids[2].len() <= LONGEST_ID && ids[2].starts_with("ochen-dlinnoe"), "{ids:?}");
    }
}
