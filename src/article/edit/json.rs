//! The value of a key in JSON. In: a text that begins with an object, and is valid. Out: the same with another value, or with one
//! key more behind the last, set as that is.

use std::ops::Range;

use serde_json::Value;

use crate::article::fields::string_end;

/// A key and its value.
struct Pair {
    key: Range<usize>,
    value: Range<usize>,
}

/// The text with another value under this key.
pub(super) fn replace(text: &str, key: &str, value: &Value) -> Option<String> {
    let pairs = pairs(text)?;
    let is_key = |pair: &&Pair| serde_json::from_str::<String>(&text[pair.key.clone()]).is_ok_and(|name| name == key);
    let old = pairs.iter().rfind(is_key)?.value.clone();
    Some(format!("{}{value}{}", &text[..old.start], &text[old.end..]))
}

/// The text with a new key.
pub(super) fn add(text: &str, key: &str, value: &Value) -> Option<String> {
    let pairs = pairs(text)?;
    let last = pairs.last()?;
    let before = match pairs.len() {
        1 => text[..last.key.start].rfind('{')? + 1,
        count => pairs[count - 2].value.end + text[pairs[count - 2].value.end..].find(',')? + 1,
    };
    let (gap, joint) = (&text[before..last.key.start], &text[last.key.end..last.value.start]);
    let (head, behind) = text.split_at(last.value.end);
    Some(format!("{head},{gap}{}{joint}{value}{behind}", Value::String(key.to_owned())))
}

/// The keys of the outermost object.
fn pairs(text: &str) -> Option<Vec<Pair>> {
    let bytes = text.as_bytes();
    let skip = |at: usize| at + bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let mut at = skip(0);
    (bytes.get(at) == Some(&b'{')).then_some(())?;
    let mut pairs = Vec::new();
    at = skip(at + 1);
    while bytes.get(at) == Some(&b'"') {
        let key = at..string_end(bytes, at);
        let colon = skip(key.end);
        (bytes.get(colon) == Some(&b':')).then_some(())?;
        let start = skip(colon + 1);
        let value = start..value_end(bytes, start);
        at = skip(value.end);
        pairs.push(Pair { key, value });
        match bytes.get(at)? {
            b',' => at = skip(at + 1),
            _ => break,
        }
    }
    Some(pairs)
}

/// One behind the value that begins here.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string_end(bytes, at);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' if depth == 1 => return at + 1,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            byte if depth == 0 && byte.is_ascii_whitespace() => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}
