//! Which lines of a text stay. In: a formatted text in which each variable's value stands between two marks. Out: the text
//! without marks, and without the lines and paragraphs that had nothing to say.

/// Stand around each variable's value: noncharacters, which no text may hold (Unicode 16, 23.7).
pub(super) const OPEN: char = '\u{fdd0}';
pub(super) const CLOSE: char = '\u{fdd1}';

#[derive(Default)]
struct Line {
    text: String,
    variables: usize,
    filled: usize,
}

impl Line {
    /// Had variables, and all were empty.
    fn says_nothing(&self) -> bool {
        self.variables > 0 && self.filled == 0
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.variables == 0
    }
}

/// The text without marks. If it has several lines, those whose variables are all empty go with their line break, and
/// paragraphs whose variables are all empty go as a whole.
pub(super) fn settle(marked: &str) -> String {
    let empty = [OPEN, CLOSE].iter().collect::<String>();
    if !marked.contains(&empty) {
        return marked.replace([OPEN, CLOSE], "");
    }
    let lines = split(marked);
    if lines.len() < 2 {
        return marked.replace([OPEN, CLOSE], "");
    }
    let paragraphs = lines.split(Line::is_blank).filter(|paragraph| !paragraph.is_empty());
    let said: Vec<String> = paragraphs.filter_map(paragraph).collect();
    said.join("\n\n")
}

/// Lines of the text itself; a line break inside a variable's value ends none.
fn split(marked: &str) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut value: Option<usize> = None;
    for c in marked.chars() {
        let Some(line) = lines.last_mut() else { break };
        match c {
            OPEN => value = Some(line.text.len()),
            CLOSE => {
                line.variables += 1;
                line.filled += usize::from(value.take().is_some_and(|start| start < line.text.len()));
            }
            '\n' if value.is_none() => lines.push(Line::default()),
            _ => line.text.push(c),
        }
    }
    lines
}

fn paragraph(lines: &[Line]) -> Option<String> {
    let variables: usize = lines.iter().map(|line| line.variables).sum();
    let filled: usize = lines.iter().map(|line| line.filled).sum();
    if variables > 0 && filled == 0 {
        return None;
    }
    let stay: Vec<&str> = lines.iter().filter(|line| !line.says_nothing()).map(|line| line.text.trim_end()).collect();
    Some(stay.join("\n"))
}
