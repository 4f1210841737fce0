<?php
/**
 * Plugin Name: Headliner
 * Description: Hands published posts to Headliner, which sends their headlines to readers in Telegram. Updates follow, what is unpublished or trashed is withdrawn, drafts never leave.
 * Version: 1.0
 * Requires at least: 5.6
 * Requires PHP: 7.4
 * License: MIT
 *
 * Copy this file to wp-content/plugins/headliner.php and switch it on; then Settings > Headliner, or in wp-config.php:
 *   define('HEADLINER_URL', 'http://127.0.0.1:9465');   // HEADLINER_API of Headliner
 *   define('HEADLINER_TOKEN', '...');                   // HEADLINER_API_TOKEN of Headliner
 *
 * Categories are the rubrics, by name or slug: data/newsroom.toml knows them as id, title or aliases. A post with the category or
 * tag "main" (by slug) is main news; with "breaking", the editors are asked for a breaking push. The custom field
 * "headliner_correction" says what was wrong before. The list of posts shows what became of each.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** What a site may change: add_filter('headliner_article', fn($article, $post) => ...); null keeps the post here. */
const HEADLINER_MAIN = 'main';
const HEADLINER_BREAKING = 'breaking';
/** Pauses in minutes after requests that got no answer: a day in all. */
const HEADLINER_PAUSES = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 480];
const HEADLINER_TIMEOUT = 5;

function headliner_setting($name)
{
    $constant = 'HEADLINER_' . strtoupper($name);
    return trim((string) (defined($constant) ? constant($constant) : get_option('headliner_' . $name, '')));
}

/** The name of a post at Headliner; the sites of a network count their posts each from one. */
function headliner_id($post_id)
{
    $site = is_multisite() ? get_current_blog_id() : 1;
    return $site === 1 ? "wp-$post_id" : "wp-$site-$post_id";
}

/** Whether anybody may read it: nothing else leaves. */
function headliner_is_public($post)
{
    $types = apply_filters('headliner_post_types', ['post']);
    return $post && $post->post_status === 'publish' && $post->post_password === '' && in_array($post->post_type, $types, true);
}

// After terms, picture and fields of the post are saved, whoever saved it: an editor, the schedule, another plugin.
add_action('wp_after_insert_post', function ($post_id) {
    if (wp_is_post_revision($post_id) || wp_is_post_autosave($post_id)) {
        return;
    }
    if (headliner_is_public(get_post($post_id))) {
        headliner_send($post_id);
    } elseif (get_post_meta($post_id, '_headliner_sent', true)) {
        headliner_send($post_id);
    }
});

// Back to draft, private, trash: it is withdrawn at once.
add_action('transition_post_status', function ($new, $old, $post) {
    if ($old === 'publish' && $new !== 'publish' && get_post_meta($post->ID, '_headliner_sent', true)) {
        headliner_send($post->ID, 0, true);
    }
}, 10, 3);

add_action('before_delete_post', function ($post_id) {
    if (get_post_meta($post_id, '_headliner_sent', true)) {
        headliner_request('DELETE', headliner_id($post_id), '');
    }
});

// A request that got no answer is made again, with the post as it is then.
add_action('headliner_retry', function ($post_id, $try) {
    headliner_send($post_id, $try);
}, 10, 2);

/** Hands the post over as it is now, or withdraws it. */
function headliner_send($post_id, $try = 0, $gone = false)
{
    if (headliner_setting('url') === '' || headliner_setting('token') === '') {
        return;
    }
    $post = get_post($post_id);
    $article = !$gone && headliner_is_public($post) ? headliner_article($post) : null;
    if ($article === null && !get_post_meta($post_id, '_headliner_sent', true)) {
        return;
    }
    $answer = $article === null
        ? headliner_request('DELETE', headliner_id($post_id), '')
        : headliner_request('PUT', headliner_id($post_id), wp_json_encode($article));
    wp_clear_scheduled_hook('headliner_retry', [$post_id, $try]);
    if (in_array($answer['code'], [200, 201], true)) {
        update_post_meta($post_id, '_headliner_sent', $article === null ? '' : '1');
    } elseif ($answer['code'] === 0 || $answer['code'] === 408 || $answer['code'] === 429 || $answer['code'] >= 500) {
        if (isset(HEADLINER_PAUSES[$try])) {
            // It may have arrived although no answer came: a withdrawal has to go there too.
            if ($article !== null) {
                update_post_meta($post_id, '_headliner_sent', '1');
            }
            wp_schedule_single_event(time() + 60 * HEADLINER_PAUSES[$try], 'headliner_retry', [$post_id, $try + 1]);
            $answer['text'] .= ' It is tried again.';
        }
    } elseif ($answer['code'] === 404 && $article === null) {
        update_post_meta($post_id, '_headliner_sent', '');
    }
    update_post_meta($post_id, '_headliner_answer', $answer['text']);
}

function headliner_text($html)
{
    $text = wp_strip_all_tags(strip_shortcodes((string) $html), true);
    return trim(html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8'));
}

/** The post as Headliner's article. */
function headliner_article($post)
{
    $rubrics = $slugs = $tags = [];
    foreach (get_the_terms($post, 'category') ?: [] as $term) {
        if ($term->slug !== 'uncategorized') {
            array_push($rubrics, headliner_text($term->name), $term->slug);
        }
        $slugs[] = $term->slug;
    }
    foreach (get_the_terms($post, 'post_tag') ?: [] as $term) {
        $tags[] = headliner_text($term->name);
        $slugs[] = $term->slug;
    }
    $marks = [HEADLINER_MAIN, HEADLINER_BREAKING];
    $picture = get_post_thumbnail_id($post);
    $language = function_exists('pll_get_post_language') ? pll_get_post_language($post->ID, 'slug') : get_locale();
    $author = get_userdata($post->post_author);
    $article = [
        'id' => headliner_id($post->ID),
        'headline' => headliner_text(get_the_title($post)),
        'lead' => headliner_text($post->post_excerpt),
        'body_html' => strip_shortcodes($post->post_content),
        'url' => get_permalink($post),
        'rubrics' => array_values(array_diff($rubrics, $marks)),
        'tags' => $tags,
        'main' => in_array(HEADLINER_MAIN, $slugs, true),
        'breaking' => in_array(HEADLINER_BREAKING, $slugs, true),
        'image' => $picture ? (string) wp_get_attachment_image_url($picture, 'large') : '',
        'credit' => $picture ? headliner_text(wp_get_attachment_caption($picture)) : '',
        'byline' => $author ? $author->display_name : '',
        'language' => preg_match('/^(ru|kk|kz|en)/i', (string) $language) ? $language : '',
        'published' => get_post_time('c', true, $post),
        'updated' => get_post_modified_time('c', true, $post),
        'correction' => headliner_text(get_post_meta($post->ID, 'headliner_correction', true)),
        'status' => 'published',
    ];
    $article = array_filter($article, function ($value) {
        return $value !== '' && $value !== [];
    });
    return apply_filters('headliner_article', $article, $post);
}

/** One request: the code (0: no answer), and what became of the article in a few words. */
function headliner_request($method, $id, $body)
{
    $answer = wp_remote_request(rtrim(headliner_setting('url'), '/') . '/articles/' . rawurlencode($id), [
        'method' => $method,
        'headers' => ['Authorization' => 'Bearer ' . headliner_setting('token'), 'Content-Type' => 'application/json'],
        'body' => $body,
        'timeout' => HEADLINER_TIMEOUT,
        'redirection' => 0,
    ]);
    if (is_wp_error($answer)) {
        return ['code' => 0, 'text' => 'Headliner gave no answer.'];
    }
    $said = json_decode(wp_remote_retrieve_body($answer), true) ?: [];
    $parts = [$said['state'] ?? '', $said['why'] ?? '', $said['error'] ?? '', implode('; ', $said['warnings'] ?? [])];
    return ['code' => (int) wp_remote_retrieve_response_code($answer), 'text' => implode(': ', array_filter($parts))];
}

// What became of each post, in the list of posts.
add_filter('manage_post_posts_columns', function ($columns) {
    return $columns + ['headliner' => 'Headliner'];
});
add_action('manage_post_posts_custom_column', function ($column, $post_id) {
    if ($column === 'headliner') {
        echo esc_html((string) get_post_meta($post_id, '_headliner_answer', true));
    }
}, 10, 2);

// Settings > Headliner, where wp-config.php does not say it.
add_action('admin_init', function () {
    register_setting('headliner', 'headliner_url', ['sanitize_callback' => 'esc_url_raw']);
    register_setting('headliner', 'headliner_token', ['sanitize_callback' => 'sanitize_text_field']);
});
add_action('admin_menu', function () {
    add_options_page('Headliner', 'Headliner', 'manage_options', 'headliner', 'headliner_page');
});

function headliner_page()
{
    echo '<div class="wrap"><h1>Headliner</h1><form method="post" action="options.php">';
    settings_fields('headliner');
    echo '<table class="form-table">';
    foreach (['url' => 'Address (HEADLINER_API)', 'token' => 'Token (HEADLINER_API_TOKEN)'] as $name => $label) {
        $fixed = defined('HEADLINER_' . strtoupper($name));
        printf(
            '<tr><th><label for="headliner_%1$s">%2$s</label></th><td>%3$s</td></tr>',
            esc_attr($name),
            esc_html($label),
            $fixed ? 'wp-config.php' : sprintf(
                '<input class="regular-text" type="%s" id="headliner_%2$s" name="headliner_%2$s" value="%3$s" autocomplete="off">',
                $name === 'token' ? 'password' : 'url',
                esc_attr($name),
                esc_attr(get_option('headliner_' . $name, ''))
            )
        );
    }
    echo '</table>';
    submit_button();
    echo '</form></div>';
}
