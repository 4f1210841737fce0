//! A request's parameters, from query, form, JSON or multipart, read leniently as Telegram reads them.

use std::collections::HashMap;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::answer::{Stop, bad};

/// An uploaded file.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub name: String,
    pub mime: String,
    pub bytes: Bytes,
}

/// The parameters by name.
#[derive(Debug, Default)]
pub(super) struct Args {
    values: Map<String, Value>,
    pub files: HashMap<String, Upload>,
}

impl Args {
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        self.values.insert(name.into(), value);
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(|value| !value.is_null() && value != "")
    }

    /// As text: numbers and objects are written out, what is missing is empty.
    pub fn text(&self, name: &str) -> String {
        match self.values.get(name) {
            Some(Value::String(text)) => text.clone(),
            None | Some(Value::Null) => String::new(),
            Some(other) => other.to_string(),
        }
    }

    /// As a number; `None` if it is missing or not one.
    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.values.get(name)? {
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|float| float as i64)),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// `true`, `True`, `yes` or 1.
    pub fn flag(&self, name: &str) -> bool {
        match self.values.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            Some(Value::String(text)) => matches!(text.to_ascii_lowercase().as_str(), "true" | "yes" | "1"),
            _ => false,
        }
    }

    /// As JSON, which may be written inside a string; `Err` if that is not JSON.
    pub fn json(&self, name: &str) -> Result<Option<Value>, ()> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some).map_err(|_| ()),
            Some(other) => Ok(Some(other.clone())),
        }
    }

    /// A list of ids, `message_ids` and the like.
    pub fn ids(&self, name: &str) -> Result<Vec<i64>, Stop> {
        let list = self.json(name).map_err(|()| bad(&format!("can't parse {name} JSON object")))?;
        let list = list.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
        let id = |value: &Value| value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        list.iter().map(|value| id(value).ok_or_else(|| bad("message identifier is not specified"))).collect()
    }

    /// Formatting given as entities; what is no JSON is none, as at Telegram.
    pub fn entities(&self, name: &str) -> Value {
        self.json(name).ok().flatten().unwrap_or_default()
    }

    /// Everything, for the log: files by their size.
    pub fn shown(&self) -> Value {
        let mut shown = self.values.clone();
        for (name, file) in &self.files {
            shown.insert(name.clone(), json!({"file": file.name, "bytes": file.bytes.len()}));
        }
        Value::Object(shown)
    }
}
