//! Who may ask. In: a request's headers. Out: whether it comes from a program on somebody's behalf, or from a page of ours;
//! not from a page of somebody else that a browser here has open: such a page could drive the simulator, and read all of it
//! once its own name leads to this machine (DNS rebinding).

use hyper::{
    HeaderMap, Method,
    header::{HOST, HeaderName, ORIGIN, REFERER},
};
use url::Host;

/// What browsers say of where a request comes from (Fetch Metadata, W3C).
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Why a request is not answered; `None`: it is. `hosts` are names, besides `localhost` and addresses, by which this machine
/// is known.
pub(super) fn refusal(method: &Method, path: &str, headers: &HeaderMap, hosts: &[String]) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // HTTP/1.0 clients name no host, and are no browsers.
    let host = text(HOST);
    if host.is_some_and(|host| !is_ours(host, hosts)) {
        let host = host.unwrap_or_default();
        return Some(format!("{host} is no name of this simulator: use its address, or start it with --host"));
    }
    let foreign = |page: &str| authority(page).is_none_or(|authority| Some(authority.as_str()) != host);
    let origin = text(ORIGIN);
    if origin.is_some_and(foreign) {
        return Some("pages of other sites may not ask this simulator".to_owned());
    }
    let visits = *method == Method::GET && text(MODE) == Some("navigate") && matches!(path, "/" | "/index.html");
    let said = text(SITE).is_some_and(|site| !matches!(site, "same-origin" | "none"));
    // Browsers that say nothing of the site still name the page.
    let led = text(SITE).is_none() && origin.is_none() && text(REFERER).is_some_and(foreign);
    ((said || led) && !visits).then(|| "pages of other sites may not ask this simulator".to_owned())
}

/// Nobody else can make an address or `localhost` lead here.
fn is_ours(host: &str, hosts: &[String]) -> bool {
    let Ok(url) = url::Url::parse(&format!("http://{host}/")) else { return false };
    match url.host() {
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        Some(Host::Domain(name)) => {
            name == "localhost"
                || name.ends_with(".localhost")
                || hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
        }
        None => false,
    }
}

/// `HOST:PORT` of a page's address, as a `Host` header has it.
fn authority(page: &str) -> Option<String> {
    let url = url::Url::parse(page).ok().filter(|url| url.scheme() == "http")?;
    let host = url.host_str()?.to_owned();
    Some(url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}")))
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn is_refused(method: &str, path: &str, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_str(value).expect("a value"));
        }
        refusal(&method.parse().expect("a method"), path, &map, &["simulator".to_owned()]).is_some()
    }

    #[test]
    fn programs_and_our_own_page_are_answered() {
        let check =
            |method, path, headers: &[_]| assert!(!is_refused(method, path, headers), "{method} {path} {headers:?}");
        check("POST", "/bot1:A/sendMessage", &[("host", "127.0.0.1:8081")]);
        check("GET", "/bot1:A/getMe", &[]);
        check("POST", "/bot1:A/sendMessage", &[("host", "simulator:8081")]);
        check("POST", "/bot1:A/sendMessage", &[("host", "[::1]:8081")]);
        check(
            "POST",
            "/simulator/people",
            &[("host", "localhost:8081"), ("origin", "http://localhost:8081"), ("sec-fetch-site", "same-origin")],
        );
        check("GET", "/page/js/main.js", &[("host", "10.0.0.2:8081"), ("referer", "http://10.0.0.2:8081/")]);
        let link = [("host", "127.0.0.1:8081"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        check("GET", "/", &link);
    }

    #[test]
    fn pages_of_others_are_not() {
        let check =
            |method, path, headers: &[_]| assert!(is_refused(method, path, headers), "{method} {path} {headers:?}");
        let ours = ("host", "127.0.0.1:8081");
        for path in ["/bot1:A/sendMessage", "/simulator/state", "/desk/articles", "/file/bot1:A/photos/1.jpg", "/"] {
            check("POST", path, &[ours, ("origin", "https://evil.example")]);
            check("POST", path, &[ours, ("origin", "http://127.0.0.1:9000")]);
            check("POST", path, &[ours, ("origin", "https://127.0.0.1:8081")]);
            check("POST", path, &[ours, ("origin", "null")]);
            // The name was made to lead here.
            check("GET", path, &[("host", "evil.example:8081"), ("sec-fetch-site", "same-origin")]);
            check("POST", path, &[("host", "evil.example:8081"), ("origin", "http://evil.example:8081")]);
        }
        // A picture, a script, a frame, a link.
        let embeds = |mode| [ours, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", mode)];
        check("GET", "/bot1:A/sendMessage", &embeds("no-cors"));
        check("GET", "/bot1:A/sendMessage", &embeds("navigate"));
        check("GET", "/simulator/state", &[ours, ("sec-fetch-site", "same-site")]);
        check("GET", "/bot1:A/sendMessage", &[ours, ("referer", "https://evil.example/page")]);
    }
}
