use super::*;

#[test]
fn lines_are_folded_and_cleaned() {
    let check = |text: &str, expected: &str| assert_eq!(line(text), expected, "{text:?}");
    check("  Ночной \t\n автобус\r\n", "Ночной автобус");
    check("5\u{a0}октября \u{a0} в\u{202f}8", "5\u{a0}октября в\u{202f}8");
    check("Ал\u{ad}ма\u{0}\u{1f}ты\u{feff}\u{202e}", "Алматы");
    check("👩\u{200d}👩\u{200d}👧 и 🇰🇿", "👩\u{200d}👩\u{200d}👧 и 🇰🇿");
    check("Көшелер жөнделді: ә ғ қ ң ө ұ ү һ і", "Көшелер жөнделді: ә ғ қ ң ө ұ ү һ і");
}

#[test]
fn html_becomes_text() {
    let check = |text: &str, expected: &str| assert_eq!(html(text), expected, "{text:?}");
    check("<b>Срочно</b>: <i class=\"a>b\">мост</i>", "Срочно: мост");
    check("<p>Один<p>Два<br/>Три", "Один\nДва\nТри");
    check("Кофе &amp; чай &laquo;Алматы&raquo; &#8212; &#x2014; &euro;5&nbsp;", "Кофе & чай «Алматы» — — €5");
    check("5 < 6 & 7 > 3, a<b", "5 < 6 & 7 > 3, a<b");
    check("R&D, &nosuchentity; и &copy 2020", "R&D, &nosuchentity; и © 2020");
    check("<script>alert('<p>')</script>Текст<style>p{}</style>", "Текст");
    check("до<!-- нет -->после<!-- до конца", "допосле");
    check("&lt;b&gt;", "<b>");
    check("Мост &#151; &#171;Ала&#187; &#133;&#x96;&#129;", "Мост — «Ала» …–");
    check("<![CDATA[<p>Раз</p><p>Два</p>]]>", "Раз\nДва");
    check("a[b[0]]>c", "a[b[0]]>c");
    check("<", "<");
    check("<script>", "");
    check("<a href='x", "<a href='x");
}

#[test]
fn markdown_becomes_text() {
    let check = |text: &str, expected: &str| assert_eq!(markdown(text, Part::All), expected, "{text:?}");
    check(
        "**Мост** откроют [в среду](https://vecher.kz), сообщает *Vecher.kz*.",
        "Мост откроют в среду, сообщает Vecher.kz.",
    );
    check("## Сроки\n\nПервый\nабзац.\n\nВторой.", "Сроки\nПервый абзац.\nВторой.");
    check("- Да\n- Нет\n", "– Да\n– Нет");
    check("2022. Год начался", "2022. Год начался");
    check("![фото](a.jpg)Текст `код` <b>и</b> &quot;цитата&quot;", "Текст код и \"цитата\"");
    check("5 &lt; 6", "5 < 6");
    check("<p>HTML</p>", "HTML");
    check("| a | b |\n|---|---|\n| 1 | 2 |\n", "a b\n1 2");
    check("Тариф \\*без\\* скидок", "Тариф *без* скидок");
}

#[test]
fn a_part_of_markdown_is_sentences() {
    let check = |text: &str, expected: &str| assert_eq!(markdown(text, Part::Prose), expected, "{text:?}");
    check(
        "# Сроки\n\nПервый.\n\n| a |\n|---|\n| 1 |\n\n```\nlet a;\n```\n\nВторой ![фото](a.jpg)[^1].\n\n[^1]: Сноска.",
        "Первый.\nВторой .",
    );
    check("Сроки\n=====\nПервый.\n<h2>Ещё</h2>\n\nВторой.", "Первый.\nВторой.");
}

#[test]
fn what_was_escaped_twice_is_decoded_twice() {
    let check = |text: &str, expected: &str| assert_eq!(html(text), expected, "{text:?}");
    check("Don&amp;#8217;t", "Don’t");
    check("&amp;laquo;Мост&amp;raquo; &amp;amp;nbsp;&amp;mdash; 5", "«Мост» — 5");
    check("&lt;p&gt;Раз&lt;/p&gt;&lt;p&gt;Два&lt;br&gt;три&lt;/p&gt;", "Раз\nДва\nтри");
    check("5 &lt; 6 &amp;amp;&amp;amp; 7 &lt;b&gt;", "5 < 6 && 7 <b>");
    check("AT&amp;T; Q&amp;A; a&amp;b=1&amp;copy=2", "AT&T; Q&A; a&b=1&copy=2");
}

#[test]
fn a_line_loses_its_marks_and_nothing_else() {
    let check = |text: &str, expected: &str| assert_eq!(words(text), expected, "{text:?}");
    check("**Срочно:** мост _закрыт_", "Срочно: мост закрыт");
    check("*Срочно*", "Срочно");
    check("`Код` [«Мост»](https://a.kz) и ~~не~~", "Код «Мост» и не");
    check("5. Января. *Итоги*", "5. Января. Итоги");
    check("- Да, *так*", "- Да, так");
    check("# Номер *один*", "# Номер один");
    check("2*3*4 и 5 * 6, a_b_c, * звёздочка", "2*3*4 и 5 * 6, a_b_c, * звёздочка");
    check("[Фото] Мост ~ 5~7 [1]", "[Фото] Мост ~ 5~7 [1]");
    check("Тариф \\*без\\* скидок", "Тариф *без* скидок");
}

#[test]
fn the_page_around_a_story_is_no_part_of_it() {
    let check = |text: &str, expected: &str| assert_eq!(html(text), expected, "{text:?}");
    check("<p>Раз.</p><div class=\"share-buttons\"><div>VK</div>TG</div><p>Два.</p>", "Раз.\nДва.");
    check("<div class=\"ya-share2\" data-services=\"vk\"></div>Раз.<ul class=social><li>VK</ul>", "Раз.");
    check("Раз.<nav><a>Назад</a></nav><form><button>Да</button></form><svg><title>x</title></svg>", "Раз.");
    check("Раз.<div id='related-posts'>Читайте</div><span class=\"screen-reader-text\">Скрыто</span>", "Раз.");
    check("<div style=\"display: none\">Счётчик</div>Раз.", "Раз.");
    // What only looks like it, or is never closed.
    check("<div class=\"content with-share\">Раз.</div><p class=\"sharepoint\">Два.</p>", "Раз.\nДва.");
    check("<div class=\"article-body\">Раз.</div><span class=screen>Два.</span>", "Раз.\nДва.");
    check("<div class=\"share\">Раз.", "Раз.");
    check("<ul><li>Раз</li><li>Два</li></ul><q>Три</q>", "– Раз\n– Два\n\"Три\"");
    check("<table><tr><td>Раз</td><td>Два</td></tr></table>", "Раз Два");
}

#[test]
fn nothing_invisible_is_left() {
    let check = |text: &str, expected: &str| assert_eq!(line(text), expected, "{text:?}");
    check("Мо\u{200c}ст\u{200d} \u{61c}от\u{fe0f}крыт\u{115f}", "Мост открыт");
    check(
        "👩\u{200d}🚒 и 1\u{fe0f}\u{20e3} и 🏴\u{e0067}\u{e007f}",
        "👩\u{200d}🚒 и 1\u{fe0f}\u{20e3} и 🏴\u{e0067}\u{e007f}",
    );
}
