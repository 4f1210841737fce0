//! A file as lines and fields. In: bytes. Out: the text, its lines with their numbers, the fields of one. The csv crate is
//! lenient: a quote that nobody closes makes one field of the rest of the file. Here every quote is closed on its line.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::article::Fault;

/// The most bytes of a line, a hundred times what one needs.
const LONGEST: usize = 20_000;

/// The text of a file in UTF-8, or in UTF-16 with its mark, as spreadsheets write both.
pub(super) fn text(bytes: &[u8]) -> Result<String, Fault> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = &bytes[mark..];
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let line = bytes[..good].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let what = "this is no text in UTF-8: save the list anew as CSV in UTF-8";
        return Err(if encoding == UTF_8 { Fault::at(line, what) } else { Fault::new(what) });
    };
    match text.find('\0') {
        Some(_) => {
            Err(Fault::new("this is no text, or text in UTF-16 without its mark: save the list as CSV in UTF-8"))
        }
        None => Ok(text.into_owned()),
    }
}

/// The lines with their numbers, from 1, whatever they end with: `\n`, `\r\n` or `\r`.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    (1..).map_while(move |number| {
        if rest.is_empty() {
            return None;
        }
        let (line, behind) = rest.split_at(rest.find(['\r', '\n']).unwrap_or(rest.len()));
        rest = behind.strip_prefix("\r\n").or_else(|| behind.get(1..)).unwrap_or_default();
        Some((number, line))
    })
}

/// The separator that a first line `sep=;` declares, as spreadsheets read it.
pub(super) fn declared(line: &str) -> Option<char> {
    let line = line.trim_matches([' ', '"']);
    let rest = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    let mut letters = rest.chars();
    letters.next().filter(|letter| !letter.is_alphanumeric() && letters.next().is_none())
}

/// The fields of a line, without outer space and quotes.
pub(super) fn fields(line: &str, separator: char) -> Result<Vec<Cow<'_, str>>, String> {
    if line.len() > LONGEST {
        return Err(format!("the line has {} bytes, and the most is {LONGEST}", line.len()));
    }
    let mut fields = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (field, behind) = field(text, separator)?;
        fields.push(field);
        rest = behind;
    }
    Ok(fields)
}

/// The first field, and what stands behind its separator.
fn field(text: &str, separator: char) -> Result<(Cow<'_, str>, Option<&str>), String> {
    let is_space = |letter: char| letter.is_whitespace() && letter != separator;
    let Some(quoted) = text.trim_start_matches(is_space).strip_prefix('"') else {
        let (field, behind) = text.split_once(separator).map_or((text, None), |(field, rest)| (field, Some(rest)));
        if field.contains('"') {
            return Err("a quote stands inside a field: write the field in quotes, and the quote in it twice".into());
        }
        return Ok((field.trim().into(), behind));
    };
    let mut from = 0;
    let end = loop {
        let at = quoted[from..].find('"').map(|at| from + at);
        let at = at.ok_or("a quote is opened and not closed on the same line")?;
        if !quoted[at + 1..].starts_with('"') {
            break at;
        }
        from = at + 2;
    };
    let field = &quoted[..end];
    let field = if field.contains('"') { field.replace("\"\"", "\"").into() } else { field.into() };
    match quoted[end + 1..].trim_start_matches(is_space) {
        "" => Ok((field, None)),
        behind => match behind.strip_prefix(separator) {
            Some(behind) => Ok((field, Some(behind))),
            None => Err("a quote is closed in the middle of a field: write a quote in it twice".into()),
        },
    }
}
