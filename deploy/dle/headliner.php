<?php
/**
 * DataLife Engine: hands news to Headliner, which sends their headlines to readers in Telegram. Changes follow, what is not
 * approved any more or is deleted is withdrawn; what waits for a moderator never leaves.
 *
 * Copy this file into the site's folder, beside index.php, fill in the constants, and let cron run it every minute:
 *   * * * * * php /var/www/site/headliner.php
 *
 * It looks at the newest news and hands over what has changed since it last looked (engine/cache/system/headliner.json keeps that),
 * so nothing of DLE itself is changed, and an update of DLE takes nothing away. Categories are the rubrics, by name or alternative
 * name: data/newsroom.toml knows them as id, title or alias. News that is fixed at the top is main news.
 */

defined('HEADLINER_URL') || define('HEADLINER_URL', 'http://127.0.0.1:9465'); // HEADLINER_API of Headliner
defined('HEADLINER_TOKEN') || define('HEADLINER_TOKEN', '');                  // HEADLINER_API_TOKEN of Headliner
// As the site's own addresses are: {category}, {id}, {alt}, {year}, {month}, {day}.
defined('HEADLINER_LINK') || define('HEADLINER_LINK', '{category}/{id}-{alt}.html');

/** So many days back a change is noticed; the newest of them, at most. */
const HEADLINER_DAYS = 30;
const HEADLINER_MOST = 500;
const HEADLINER_TIMEOUT = 5;

if (PHP_SAPI !== 'cli') {
    http_response_code(404);
    exit;
}
if (!defined('DATALIFEENGINE')) {
    define('DATALIFEENGINE', true);
    define('ROOT_DIR', __DIR__);
    define('ENGINE_DIR', ROOT_DIR . '/engine');
    require_once ENGINE_DIR . '/classes/mysql.php';
    require_once ENGINE_DIR . '/data/dbconfig.php';
    require_once ENGINE_DIR . '/data/config.php';
    date_default_timezone_set($config['date_adjust'] ?: 'UTC');
}

headliner_run($db, $config);

function headliner_run($db, array $config)
{
    if (HEADLINER_TOKEN === '') {
        fwrite(STDERR, "headliner.php: fill in HEADLINER_TOKEN\n");
        exit(1);
    }
    $file = ENGINE_DIR . '/cache/system/headliner.json';
    $lock = fopen("$file.lock", 'c');
    if (!$lock || !flock($lock, LOCK_EX | LOCK_NB)) {
        return; // the run of a minute ago is still at work
    }
    $known = is_file($file) ? (json_decode((string) file_get_contents($file), true) ?: []) : [];
    $categories = [];
    foreach ($db->super_query('SELECT id, name, alt_name FROM ' . PREFIX . '_category', true) ?: [] as $row) {
        $categories[$row['id']] = $row;
    }
    $since = date('Y-m-d H:i:s', time() - 86400 * HEADLINER_DAYS);
    $news = $db->super_query(
        'SELECT id, title, short_story, full_story, date, alt_name, category, autor, tags, fixed, approve FROM ' . PREFIX . "_post
         WHERE date >= '" . $db->safesql($since) . "' ORDER BY id DESC LIMIT " . HEADLINER_MOST,
        true
    ) ?: [];
    $now = [];
    foreach (array_reverse($news) as $row) {
        $id = 'dle-' . $row['id'];
        if ((int) $row['approve'] === 1) {
            $body = json_encode(headliner_article($id, $row, $categories, $config), JSON_UNESCAPED_UNICODE);
            $now[$id] = md5($body);
            if (($known[$id] ?? '') !== $now[$id] && !headliner_request('PUT', $id, $body)) {
                headliner_keep($now, $known, $id);
            }
        }
    }
    // What is not among them is withdrawn if it is gone or not approved, and forgotten if it is merely old.
    $missing = array_keys(array_diff_key($known, $now));
    $there = [];
    if ($missing) {
        $numbers = implode(',', array_map(function ($id) {
            return (int) substr($id, 4);
        }, $missing));
        $rows = $db->super_query('SELECT id, approve FROM ' . PREFIX . "_post WHERE id IN ($numbers)", true);
        foreach ($rows ?: [] as $row) {
            $there['dle-' . $row['id']] = (int) $row['approve'] === 1;
        }
    }
    foreach ($missing as $id) {
        if (empty($there[$id]) && !headliner_request('DELETE', $id, '')) {
            $now[$id] = $known[$id]; // next time
        }
    }
    file_put_contents("$file.new", json_encode($now), LOCK_EX);
    rename("$file.new", $file);
}

/** It was not taken: it is as it was when it was last taken, so that it is handed over again. */
function headliner_keep(array &$now, array $known, $id)
{
    // A text that cannot have been handed over yet may still have arrived: it is withdrawn like any other.
    $now[$id] = $known[$id] ?? 'unknown';
}

/** A row of DLE as Headliner's article. */
function headliner_article($id, array $row, array $categories, array $config)
{
    $rubrics = [];
    $path = '';
    foreach (array_filter(explode(',', (string) $row['category'])) as $number) {
        $category = $categories[trim($number)] ?? null;
        if ($category) {
            array_push($rubrics, headliner_text($category['name']), $category['alt_name']);
            $path = $path ?: $category['alt_name'];
        }
    }
    $time = strtotime($row['date']);
    $link = strtr(HEADLINER_LINK, [
        '{category}' => $path, '{id}' => $row['id'], '{alt}' => $row['alt_name'],
        '{year}' => date('Y', $time), '{month}' => date('m', $time), '{day}' => date('d', $time),
    ]);
    $site = rtrim($config['http_home_url'], '/') . '/';
    $picture = preg_match('~<img[^>]+src=["\']([^"\']+)~i', $row['short_story'] . $row['full_story'], $found) ? $found[1] : '';
    $article = [
        'id' => $id,
        'headline' => headliner_text($row['title']),
        'lead' => headliner_text($row['short_story']),
        'body_html' => stripslashes($row['full_story'] !== '' ? $row['full_story'] : $row['short_story']),
        'url' => $site . ltrim($link, '/'),
        'rubrics' => $rubrics,
        'tags' => array_values(array_filter(array_map('trim', explode(',', (string) $row['tags'])))),
        'main' => (int) $row['fixed'] === 1,
        'image' => $picture === '' || preg_match('~^https?://~i', $picture) ? $picture : $site . ltrim($picture, '/'),
        'byline' => headliner_text($row['autor']),
        'published' => date('c', $time),
        'status' => 'published',
    ];
    return array_filter($article, function ($value) {
        return $value !== '' && $value !== [];
    });
}

function headliner_text($html)
{
    $text = preg_replace('~<(script|style)\b.*?</\1>|\[(hide|attachment)\b.*?\]~is', ' ', stripslashes((string) $html));
    $text = html_entity_decode(strip_tags(str_replace('<', ' <', $text)), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    return trim(preg_replace('/\s+/u', ' ', $text));
}

/** One request; whether it need not be made again. */
function headliner_request($method, $id, $body)
{
    $call = curl_init(rtrim(HEADLINER_URL, '/') . '/articles/' . rawurlencode($id));
    curl_setopt_array($call, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . HEADLINER_TOKEN, 'Content-Type: application/json', 'Expect:'],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => HEADLINER_TIMEOUT,
    ]);
    $said = curl_exec($call);
    $code = (int) curl_getinfo($call, CURLINFO_RESPONSE_CODE);
    $answer = json_decode((string) $said, true) ?: [];
    if ($code === 401 || $code === 400 || $code === 409 || $code === 413 || ($answer['state'] ?? '') === 'held') {
        fwrite(STDERR, "$id: " . ($answer['state'] ?? $code) . ': ' . ($answer['error'] ?? $answer['why'] ?? '') . "\n");
    }
    return $code !== 0 && $code !== 401 && $code !== 408 && $code !== 429 && $code < 500;
}
