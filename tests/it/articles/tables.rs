//! Files as real sites write them, and what becomes of each: `tests/data/fronts`, `items`, `pages`. A case begins with `=== ` and
//! the file's path, and ends with `=> ` and headline | lead | link | date | photo | rubrics | state; `-` is nothing. Of a file that is
//! no article the sentence stands there alone, behind `fault: `. It is noon of the 23rd of November 2026 in Almaty.

use std::{fs, path::Path, time::Duration};

use chrono_tz::Tz;
use headliner::{
    article::{self, Article, Image},
    clock::{Clock, Time},
    intake::{Fate, Outlook, outlook},
    newsroom::Newsroom,
    store::held::Reason,
};

/// Noon.
const NOW: Time = Time(1_795_417_200_000);
/// As `HEADLINER_MAX_AGE` is where nothing is said.
const MAX_AGE: Duration = Duration::from_secs(6 * 3600);

pub struct Case {
    /// The file of the table, and the line.
    place: String,
    pub path: String,
    pub text: String,
    expected: String,
}

/// The cases of a folder of tables.
pub fn cases(folder: &str) -> Vec<Case> {
    let mut tables: Vec<_> =
        fs::read_dir(folder).expect("the tables are there").map(|entry| entry.unwrap().path()).collect();
    tables.sort();
    tables.iter().flat_map(|table| cases_of(table)).collect()
}

fn cases_of(table: &Path) -> Vec<Case> {
    let text = fs::read_to_string(table).expect("a table");
    let (mut cases, mut open): (Vec<Case>, Option<Case>) = (Vec::new(), None);
    for (number, line) in text.lines().enumerate() {
        if let Some(path) = line.strip_prefix("=== ") {
            let place = format!("{}:{}", table.display(), number + 1);
            assert!(open.is_none(), "{place}: the case before has no end");
            open = Some(Case { place, path: path.to_owned(), text: String::new(), expected: String::new() });
        } else if let Some(expected) = line.strip_prefix("=> ") {
            let mut case = open.take().unwrap_or_else(|| panic!("{}:{}: no case", table.display(), number + 1));
            expected.clone_into(&mut case.expected);
            cases.push(case);
        } else if let Some(case) = &mut open {
            case.text += line;
            case.text.push('\n');
        }
    }
    assert!(open.is_none(), "{}: the last case has no end", table.display());
    cases
}

fn newsroom() -> Newsroom {
    Newsroom { link_template: "https://vecher.kz/ru/article/{slug}.html".to_owned(), ..Newsroom::default() }
}

/// What becomes of a file, as the tables tell it.
fn told(path: &str, bytes: &[u8], newsroom: &Newsroom) -> String {
    let article = match article::parse(path, bytes, newsroom.zone) {
        Ok(article) => article,
        Err(fault) => return format!("fault: {fault}"),
    };
    let outlook = outlook(&article, path, newsroom, MAX_AGE, &Clock::starting_at(NOW).moment());
    let date = date(&article);
    let rubrics: Vec<&str> = newsroom.rubrics_in(outlook.rubrics).map(|rubric| rubric.id.as_str()).collect();
    let main = if outlook.rubrics & 1 == 1 { "main " } else { "" };
    let fields = [
        article.headline.clone(),
        article.lead.clone(),
        outlook.url.clone().unwrap_or_default(),
        date,
        outlook.image.as_ref().map(Image::as_text).unwrap_or_default().to_owned(),
        format!("{main}{}", rubrics.join(" ")).trim().to_owned(),
        state(&outlook),
    ];
    fields.map(|field| if field.is_empty() { "-".to_owned() } else { field }).join(" | ")
}

/// The date of publication in Almaty; one without a time of day is a day.
fn date(article: &Article) -> String {
    let shown = |time: Time, form: &str| time.utc().with_timezone(&Tz::Asia__Almaty).format(form).to_string();
    match (article.published, article.came_out) {
        (Some(at), came_out) if came_out.is_none_or(|came_out| came_out == at) => shown(at, "%Y-%m-%d %H:%M"),
        (_, Some(day)) => shown(day, "%Y-%m-%d"),
        _ => String::new(),
    }
}

fn state(outlook: &Outlook) -> String {
    match &outlook.fate {
        Fate::Scheduled(at) => {
            format!("scheduled {}", at.utc().with_timezone(&Tz::Asia__Almaty).format("%Y-%m-%d %H:%M"))
        }
        Fate::Held(reasons) => {
            let reasons: Vec<String> = reasons.iter().map(reason).collect();
            format!("held: {}", reasons.join(", "))
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Rubric { name } => format!("rubric {name}"),
        Reason::NoRubric => "no rubric".to_owned(),
        Reason::NoLink => "no link".to_owned(),
        Reason::ForeignLink { host } => format!("link to {host}"),
        Reason::Key { key, .. } => format!("key {key}"),
        other => format!("{other:?}"),
    }
}

/// All cases of a folder, of which there are so many at least.
fn check(folder: &str, least: usize) {
    let (cases, newsroom) = (cases(folder), newsroom());
    assert!(cases.len() >= least, "{} cases", cases.len());
    let differs = |case: &Case| {
        let found = told(&case.path, case.text.as_bytes(), &newsroom);
        (found != case.expected)
            .then(|| format!("{} {}\n  found    {found}\n  expected {}", case.place, case.path, case.expected))
    };
    let wrong: Vec<String> = cases.iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn front_matter_as_real_sites_write_it() {
    check("tests/data/fronts", 150);
}

#[test]
fn items_as_agencies_and_superdesk_send_them() {
    check("tests/data/items", 40);
}

#[test]
fn pages_as_real_sites_write_them() {
    check("tests/data/pages", 60);
}
