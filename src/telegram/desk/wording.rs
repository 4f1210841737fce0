//! What a typed text says. In: the text. Out: its first line as the headline, a line that is only a link as the link, the rest as the
//! lead. Plain functions.

use crate::acts::find::is_link;

/// A text as a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wording {
    /// Empty where the text is a link alone.
    pub(super) headline: String,
    /// Its lines, in one.
    pub(super) lead: String,
    pub(super) link: Option<String>,
}

impl Wording {
    pub(super) fn of(text: &str) -> Wording {
        let (mut wording, mut lead) = (Wording::default(), Vec::new());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line {
                line if wording.link.is_none() && is_link(line) => wording.link = Some(line.to_owned()),
                line if wording.headline.is_empty() => wording.headline = line.to_owned(),
                line => lead.push(line),
            }
        }
        wording.lead = lead.join(" ");
        wording
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart() {
        let check = |text: &str, headline: &str, lead: &str, link: Option<&str>| {
            let expected = Wording { headline: headline.into(), lead: lead.into(), link: link.map(str::to_owned) };
            assert_eq!(Wording::of(text), expected, "{text:?}");
        };
        let link = "https://vecher.kz/quake";
        check("Толчки в Алматы", "Толчки в Алматы", "", None);
        check(
            "\n Толчки в Алматы \r\n\r\nДанных нет.\nТелефон 112.",
            "Толчки в Алматы",
            "Данных нет. Телефон 112.",
            None,
        );
        check(link, "", "", Some(link));
        check(&format!("{link}\nТолчки\nДанных нет."), "Толчки", "Данных нет.", Some(link));
        check(&format!("Толчки\n{link}\nДанных нет."), "Толчки", "Данных нет.", Some(link));
        check(&format!("Толчки\nСм. {link}"), "Толчки", &format!("См. {link}"), None);
        check(&format!("{link}\n{link}/2"), &format!("{link}/2"), "", Some(link));
        check("", "", "", None);
    }
}
