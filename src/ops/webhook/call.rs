//! One request to the newsroom's system. In: what happened. Out: whether it was taken. The body is the same at each try, and so is the
//! number; the time, and with it the signature, is that of the try. Never a reader, never the secret, and of the address only
//! its host in a log line.

use std::{fmt, time::Duration};

use hmac::{Hmac, Mac};
use reqwest::{Client, header::CONTENT_TYPE, redirect::Policy};
use serde_json::{Value, json};
use sha2::Sha256;
use url::Url;

use crate::{
    clock::Time,
    config::Secret,
    store::happenings::{Happening, Numbers, What},
};

/// How long an answer may take.
const TIME_OUT: Duration = Duration::from_secs(10);

/// The way to the newsroom's system.
pub struct Call {
    client: Client,
    address: Url,
    secret: Secret,
}

impl Call {
    /// A way to this address. It is the admin's word, so it may be a private one; but it is this one, and what it redirects to
    /// is nobody's word.
    pub fn new(address: Url, secret: Secret) -> anyhow::Result<Call> {
        let client =
            Client::builder().timeout(TIME_OUT).connect_timeout(TIME_OUT).redirect(Policy::none()).referer(false);
        let client = client.user_agent(concat!("Headliner/", env!("CARGO_PKG_VERSION")));
        Ok(Call { client: client.build()?, address, secret })
    }

    /// Tells what happened; why it was not taken, in a few words.
    pub async fn tell(&self, happening: &Happening, now: Time) -> Result<(), String> {
        let (body, time) = (body(happening).to_string(), now.unix().to_string());
        let request = self
            .client
            .post(self.address.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("Headliner-Event", &happening.name)
            .header("Headliner-Time", &time)
            .header("Headliner-Signature", format!("sha256={}", signature(&self.secret, &time, &body)))
            .body(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("it answers {}", answer.status())),
            Err(error) if error.is_timeout() => Err("it does not answer".to_owned()),
            Err(error) if error.is_connect() => Err("it cannot be reached".to_owned()),
            Err(error) => Err(error.without_url().to_string()),
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the webhook at {}", self.address.host_str().unwrap_or("its address"))
    }
}

fn body(happening: &Happening) -> Value {
    let (event, numbers) = match happening.what {
        What::Published => ("published", None),
        What::Breaking => ("breaking", None),
        What::Corrected => ("corrected", None),
        What::Retracted => ("retracted", None),
        What::Report(numbers) => ("report", Some(numbers)),
        What::Held => ("held", None),
    };
    let mut body = json!({
        "event": event,
        "id": happening.id.0,
        "number": happening.article.0,
        "at": happening.at.to_string(),
    });
    if let (Some(Numbers { sent, of, refused, uncertain }), Some(fields)) = (numbers, body.as_object_mut()) {
        let counts = [("sent", sent), ("of", of), ("refused", refused), ("uncertain", uncertain)];
        fields.extend(counts.map(|(name, count)| (name.to_owned(), count.into())));
    }
    body
}

/// HMAC-SHA256 of the time, a dot and the body, in hexadecimal.
fn signature(secret: &Secret, time: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()).expect("a key of HMAC has any length");
    mac.update(format!("{time}.{body}").as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_others_compute() {
        // printf '1795410000.{"a":1}' | openssl dgst -sha256 -hmac key
        let found = signature(&Secret::new("key", 1).unwrap(), "1795410000", "{\"a\":1}");
        assert_eq!(found, "4d5c57f736d09240e1c904c6f56f652c1b44b6911f827e032785977f3658c2c0");
    }
}
