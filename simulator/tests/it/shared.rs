//! The facts about Telegram that the simulator is held against; they lie in `tests/data`.

use std::collections::BTreeMap;

use serde_json::Value;

/// Every refusal: its code, its words, when it comes.
pub fn errors() -> Vec<Value> {
    serde_json::from_str(include_str!("../data/errors.json")).expect("a list of refusals")
}

/// A parameter of a method, or a field of a type.
pub struct Field {
    pub name: &'static str,
    /// As Telegram's documentation writes it: `Integer or String`, `Array of Update`.
    pub kind: &'static str,
    pub required: bool,
}

/// The methods and the types of the Bot API.
pub struct Api {
    /// With the parameters that are required.
    pub methods: BTreeMap<&'static str, Vec<Field>>,
    /// With all their fields.
    pub types: BTreeMap<&'static str, Vec<Field>>,
}

/// Bot API 10.3. A line is `method` or `type`, the name, then `name:type` each, with a star where it is required.
pub fn api() -> Api {
    let mut api = Api { methods: BTreeMap::new(), types: BTreeMap::new() };
    for line in include_str!("../data/botapi_10.3.tsv").lines() {
        let mut parts = line.split('\t');
        let (what, name) = (parts.next(), parts.next().expect("a name"));
        let fields = parts.map(|part| {
            let (name, kind) = part.split_once(':').expect("name:type");
            Field { name: name.trim_start_matches('*'), kind, required: name.starts_with('*') }
        });
        let table = if what == Some("method") { &mut api.methods } else { &mut api.types };
        table.insert(name, fields.collect());
    }
    assert_eq!((api.methods.len(), api.types.len()), (185, 400), "the table is whole");
    api
}
