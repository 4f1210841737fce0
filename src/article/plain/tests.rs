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
    check("<", "<");
    check("<script>", "");
    check("<a href='x", "<a href='x");
}

#[test]
fn markdown_becomes_text() {
    let check = |text: &str, expected: &str| assert_eq!(markdown(text), expected, "{text:?}");
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
