//! What is fetched, and what is refused.

use std::io::Write;

use headliner::fetch::{Answer, Known, Web, Wish};
use url::Url;

use super::site::{Reply, Site};

const LARGEST: usize = 1 << 20;

/// What comes of an address where these are the admin's.
async fn fetched(url: &Url, trusted: &[&Url]) -> Result<String, String> {
    let web = Web::new().unwrap();
    web.trust(trusted.iter().copied());
    let wish = Wish { url, accept: "*/*", largest: LARGEST, known: &Known::default() };
    match web.get(&wish).await {
        Ok(Answer::Came(page)) => Ok(String::from_utf8_lossy(&page.bytes).into_owned()),
        Ok(Answer::Unchanged) => Ok("unchanged".to_owned()),
        Err(trouble) => Err(trouble.to_string()),
    }
}

async fn check(site: &Site, path: &str, expected: &str) {
    let url = site.url(path);
    let found = fetched(&url, &[&url]).await.unwrap_or_else(|trouble| trouble);
    assert!(found.starts_with(expected), "{path}: {found}");
}

/// So many bytes of nothing, packed.
fn packed(size: usize) -> Vec<u8> {
    let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b' '; 1 << 16];
    for _ in 0..size >> 16 {
        packing.write_all(&block).unwrap();
    }
    packing.finish().unwrap()
}

#[tokio::test(start_paused = true)]
async fn redirects_are_followed_and_circles_left() {
    let site = Site::open().await;
    site.serve("/a", Reply::Redirect("/b".into()));
    site.serve("/b", Reply::Redirect(site.url("/c").into()));
    site.serve("/c", Reply::Text("here".into(), ""));
    site.serve("/circle", Reply::Redirect("/circle".into()));
    site.serve("/file", Reply::Redirect("file:///etc/passwd".into()));
    site.serve("/nowhere", Reply::Status(301, ""));
    check(&site, "/a", "here").await;
    check(&site, "/circle", "it leads on and on, after 5 redirects").await;
    check(&site, "/file", "it leads to file:///etc/passwd, and only http and https are followed").await;
    check(&site, "/nowhere", "it answers with 301 Moved Permanently and does not say where to").await;
    check(&site, "/missing", "it answers with 404 Not Found").await;
}

#[tokio::test(start_paused = true)]
async fn a_private_address_is_asked_only_where_the_admin_wrote_its_host() {
    let site = Site::open().await;
    site.serve("/in", Reply::Text("inside".into(), ""));
    let (own, by_name) = (site.url("/to"), site.at("localhost", "/in"));
    let refused = |host: &str| Err(format!("it leads to {host}, which is a private address that no setting names"));
    // By itself, by a redirect, by a name, in any dress.
    assert_eq!(fetched(&own, &[]).await, refused("127.0.0.1"));
    assert_eq!(fetched(&by_name, &[&own]).await, refused("localhost"), "a name that means a private address");
    for host in ["localhost", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "2130706433", "0x7f.1"] {
        site.serve("/to", Reply::Redirect(site.at(host, "/in").into()));
        let found = fetched(&own, &[&own]).await;
        let is_same = site.at(host, "/in").host_str() == own.host_str();
        match is_same {
            true => assert_eq!(found, Ok("inside".into()), "{host} is the host that the admin wrote"),
            false => assert_eq!(found, refused(site.at(host, "/").host_str().unwrap()), "{host}"),
        }
    }
    assert_eq!(fetched(&by_name, &[&by_name]).await, Ok("inside".into()));
}

#[tokio::test(start_paused = true)]
async fn bytes_and_time_are_bounded() {
    let site = Site::open().await;
    site.serve("/large", Reply::Text(" ".repeat(LARGEST + 1), ""));
    site.serve("/fits", Reply::Text(" ".repeat(LARGEST), ""));
    site.serve("/bomb", Reply::Packed(packed(64 << 20)));
    site.serve("/packed", Reply::Packed(packed(1 << 16)));
    site.serve("/broken", Reply::Packed(b"no gzip".to_vec()));
    site.serve("/drip", Reply::Drip);
    site.serve("/silence", Reply::Silence);
    check(&site, "/large", "it has more than 1 MiB").await;
    check(&site, "/fits", "  ").await;
    check(&site, "/bomb", "it has more than 1 MiB").await;
    check(&site, "/packed", "  ").await;
    check(&site, "/broken", "it does not answer (").await;
    check(&site, "/drip", "it was not complete after 30 seconds").await;
    check(&site, "/silence", "it was silent for 10 seconds").await;
}

#[tokio::test(start_paused = true)]
async fn what_is_known_is_not_sent_again() {
    let site = Site::open().await;
    site.serve("/a", Reply::Text("here".into(), "one"));
    let (url, web) = (site.url("/a"), Web::new().unwrap());
    web.trust([&url]);
    let mut known = Known::default();
    let wish =
        async |known: &Known| web.get(&Wish { url: &url, accept: "*/*", largest: LARGEST, known }).await.unwrap();
    let Answer::Came(page) = wish(&known).await else { panic!("nothing was known") };
    known = page.known;
    assert_eq!(known.etag.as_deref(), Some("\"one\""));
    assert!(matches!(wish(&known).await, Answer::Unchanged));
    assert!(site.asked("/a")[0].contains("accept-encoding: gzip"));
    site.serve("/a", Reply::Dated("here".into(), "Mon, 23 Nov 2026 04:00:00 GMT"));
    let Answer::Came(page) = wish(&known).await else { panic!("it has another mark now") };
    assert!(matches!(wish(&page.known).await, Answer::Unchanged));
}

#[tokio::test(start_paused = true)]
async fn a_server_says_how_long_it_wants_to_be_left_alone() {
    let site = Site::open().await;
    let (url, web) = (site.url("/a"), Web::new().unwrap());
    web.trust([&url]);
    let check = async |lines: &'static str, expected: Option<u64>| {
        site.serve("/a", Reply::Status(429, lines));
        let wish = Wish { url: &url, accept: "*/*", largest: LARGEST, known: &Known::default() };
        let trouble = web.get(&wish).await.map(|_| ()).unwrap_err();
        assert_eq!(trouble.wait.map(|wait| wait.as_secs()), expected, "{lines}");
    };
    check("retry-after: 120\r\n", Some(120)).await;
    let dates = "date: Mon, 23 Nov 2026 04:00:00 GMT\r\nretry-after: Mon, 23 Nov 2026 05:00:00 GMT\r\n";
    check(dates, Some(3600)).await;
    check("retry-after: Mon, 23 Nov 2026 05:00:00 GMT\r\n", None).await;
    check("retry-after: soon\r\n", None).await;
    check("", None).await;
}
