//! A page's address as a name of the page. In: a link as a site, a feed or an editor writes it. Out: the same text for all the
//! ways in which the same page is linked. A plain function.

use url::Url;

/// Parameters that say where a reader came from, and nothing about the page.
const TRACKERS: [&str; 9] = ["fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "yclid", "ysclid", "_openstat", "amp"];

/// The page behind an absolute address: without scheme, `www.`, default port, trailing slash, fragment, and parameters that
/// only track. `None`: no address, or that of a whole site, which is no story's own.
pub fn page_of(link: &str) -> Option<String> {
    let url = Url::parse(link.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    let tracks = |name: &str| name.starts_with("utm_") || TRACKERS.contains(&name);
    let query: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
    let says =
        |part: &&&str| !part.is_empty() && !tracks(&part.split('=').next().unwrap_or_default().to_ascii_lowercase());
    let query: Vec<&str> = query.iter().filter(says).copied().collect();
    if path.is_empty() && query.is_empty() {
        return None;
    }
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    Some(format!("{host}{port}{path}{query}"))
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn one_page_has_many_addresses() {
        for link in [
            "https://vecher.kz/a/most",
            "http://vecher.kz/a/most",
            "https://www.vecher.kz/a/most/",
            "https://VECHER.kz:443/a/most#top",
            " https://vecher.kz/a/most?utm_source=telegram&utm_medium=bot&fbclid=x&amp=1 ",
            "https://vecher.kz/a/most/?UTM_Source=x&",
        ] {
            assert_eq!(page_of(link).as_deref(), Some("vecher.kz/a/most"), "{link}");
        }
        assert_eq!(page_of("https://vecher.kz/?p=12&utm_source=x").as_deref(), Some("vecher.kz?p=12"));
        assert_eq!(page_of("https://vecher.kz:8443/a").as_deref(), Some("vecher.kz:8443/a"));
        assert_ne!(page_of("https://vecher.kz/a?id=1"), page_of("https://vecher.kz/a?id=2"));
        assert_eq!(page_of("https://vecher.kz/мост"), page_of("https://vecher.kz/%D0%BC%D0%BE%D1%81%D1%82"));
    }

    #[test]
    fn a_site_is_no_page() {
        for link in
            ["https://vecher.kz", "https://vecher.kz/?utm_source=x", "vecher.kz/a", "/a", "mailto:a@vecher.kz", ""]
        {
            assert_eq!(page_of(link), None, "{link}");
        }
    }
}
