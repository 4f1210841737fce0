//! The feed of the demo's newspaper: what its site serves as RSS, besides the files of the newsroom. In: samples and when they came
//! out. Out: the feed, and the lines of the newsroom's file by which the bot comes to poll it.

use simulator::Mounted;

use super::samples::Sample;
use crate::{clock::Time, message::escape};

/// Where the site serves it, behind the address of the demo.
pub const PATH: &str = "/desk/feed.xml";

/// The lines for the newsroom's file.
pub fn lines(site: &str) -> String {
    format!("\n[[feed]]\nurl = \"{site}{PATH}\"\nmain = true\n")
}

/// The feed; without a date it has no items yet.
pub fn answer(samples: &[Sample], published: Option<Time>) -> Mounted {
    let item = |sample: &Sample, at: Time| {
        let draft = &sample.draft;
        let [headline, lead, url, rubric] =
            [&draft.headline, &draft.lead, &draft.url, &draft.rubric].map(|text| escape(text));
        let date = at.utc().to_rfc2822();
        format!(
            "<item><title>{headline}</title><link>{url}</link><guid isPermaLink=\"false\">{}</guid><pubDate>{date}</pubDate>\
             <category>{rubric}</category><dc:language>{}</dc:language><description>{lead}</description></item>\n",
            sample.id, draft.language
        )
    };
    let items: String =
        published.into_iter().flat_map(|at| samples.iter().map(move |sample| item(sample, at))).collect();
    let feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\n\
         <title>Vecher.kz</title><link>https://vecher.kz</link><description/>\n{items}</channel></rss>\n"
    );
    Mounted { status: 200, content_type: "application/rss+xml; charset=utf-8".to_owned(), body: feed.into() }
}
