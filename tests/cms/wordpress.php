<?php
/**
 * WordPress as far as the plugin sees it, with one post: php wordpress.php STEP STATE, where STEP is what an editor does and STATE a
 * file that stands for the database. The hooks fire as WordPress 5.6 and later fire them. What is said last is what became of it.
 */

define('ABSPATH', __DIR__);
define('HEADLINER_URL', getenv('HEADLINER_URL'));
define('HEADLINER_TOKEN', getenv('HEADLINER_TOKEN'));

[, $step, $file] = $argv;
$base = is_file($file) ? json_decode(file_get_contents($file), true) : ['meta' => [], 'events' => [], 'post' => [
    'ID' => 12, 'post_status' => 'draft', 'post_password' => '', 'post_type' => 'post', 'post_author' => 1,
    'post_title' => 'В&nbsp;Алматы открыли &laquo;новый&raquo; мост', 'post_excerpt' => 'Движение <b>пущено</b> утром',
    'post_content' => '<!-- wp:paragraph --><p>Мост строили [gallery] год.</p><!-- /wp:paragraph -->',
]];
$hooks = [];

function add_action($name, $act, $priority = 10, $count = 1) { $GLOBALS['hooks'][$name][] = [$act, $count]; }
function add_filter($name, $act, $priority = 10, $count = 1) { add_action($name, $act, $priority, $count); }
function do_action($name, ...$arguments)
{
    foreach ($GLOBALS['hooks'][$name] ?? [] as [$act, $count]) {
        $act(...array_slice($arguments, 0, $count));
    }
}
function apply_filters($name, $value) { return $value; }
function get_option($name, $default = '') { return $default; }
function is_multisite() { return false; }
function get_post($post) { return is_object($post) ? $post : (object) $GLOBALS['base']['post']; }
function wp_is_post_revision($post) { return false; }
function wp_is_post_autosave($post) { return false; }
function get_post_meta($post, $key, $single) { return $GLOBALS['base']['meta'][$key] ?? ''; }
function update_post_meta($post, $key, $value) { $GLOBALS['base']['meta'][$key] = $value; }
function strip_shortcodes($text) { return preg_replace('/\[\w+\]/', '', $text); }
function wp_strip_all_tags($text, $breaks = false) { return trim(strip_tags($text)); }
function get_the_title($post) { return $post->post_title; }
function get_the_terms($post, $taxonomy)
{
    return $taxonomy === 'category'
        ? [(object) ['name' => 'Общество', 'slug' => 'obshchestvo'], (object) ['name' => 'Главное', 'slug' => 'main']]
        : [(object) ['name' => 'мосты', 'slug' => 'mosty']];
}
function get_post_thumbnail_id($post) { return 0; }
function get_locale() { return 'ru_RU'; }
function get_userdata($id) { return (object) ['display_name' => 'Айгерим Садыкова']; }
function get_permalink($post) { return "https://vecher.kz/?p=$post->ID"; }
function get_post_time($format, $gmt, $post) { return '2026-11-23T04:59:00+00:00'; }
function get_post_modified_time($format, $gmt, $post) { return '2026-11-23T05:00:00+00:00'; }
function wp_json_encode($value) { return json_encode($value); }
function wp_clear_scheduled_hook($name, $arguments) { $GLOBALS['base']['events'] = []; }
function wp_schedule_single_event($at, $name, $arguments) { $GLOBALS['base']['events'][] = [$name, $arguments]; }
function wp_remote_request($url, $wanted)
{
    $call = curl_init($url);
    $headers = array_map(fn($name) => "$name: {$wanted['headers'][$name]}", array_keys($wanted['headers']));
    curl_setopt_array($call, [CURLOPT_CUSTOMREQUEST => $wanted['method'], CURLOPT_POSTFIELDS => $wanted['body'],
        CURLOPT_HTTPHEADER => $headers, CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => $wanted['timeout'], CURLOPT_PROXY => '']);
    $body = curl_exec($call);
    return $body === false ? null : ['code' => curl_getinfo($call, CURLINFO_RESPONSE_CODE), 'body' => $body];
}
function is_wp_error($answer) { return $answer === null; }
function wp_remote_retrieve_body($answer) { return $answer['body']; }
function wp_remote_retrieve_response_code($answer) { return $answer['code']; }

require __DIR__ . '/../../deploy/wordpress/headliner.php';

/** Saves the post as WordPress does. */
function save(array $changes)
{
    $before = $GLOBALS['base']['post'];
    $GLOBALS['base']['post'] = $changes + $before;
    $post = get_post(12);
    do_action('transition_post_status', $post->post_status, $before['post_status'], $post);
    do_action('wp_after_insert_post', 12, $post, true, (object) $before);
}

switch ($step) {
    case 'draft':
        save(['post_status' => 'draft']);
        break;
    case 'publish':
        save(['post_status' => 'publish']);
        break;
    case 'edit':
        $base['meta']['headliner_correction'] = 'Мост не новый';
        save(['post_title' => 'В Алматы открыли старый мост']);
        break;
    case 'password':
        save(['post_password' => 'x']);
        break;
    case 'open':
        save(['post_password' => '']);
        break;
    case 'trash':
        save(['post_status' => 'trash']);
        break;
    case 'cron':
        foreach ($base['events'] as [$name, $arguments]) {
            do_action($name, ...$arguments);
        }
        break;
    default:
        exit("there is no step $step\n");
}
file_put_contents($file, json_encode($base));
echo $base['meta']['_headliner_answer'] ?? 'nothing was said', "\n";
