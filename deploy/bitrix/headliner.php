<?php
/**
 * 1C-Bitrix: hands elements of news iblocks to Headliner, which sends their headlines to readers in Telegram. Changes follow,
 * what is switched off or deleted is withdrawn, inactive elements never leave.
 *
 * Copy this file to /local/php_interface/headliner.php, fill in the four constants, and add to /local/php_interface/init.php:
 *   require_once __DIR__ . '/headliner.php';
 *
 * The section of an element is its rubric, by name or code: data/newsroom.toml knows it as id, title or alias. Properties with the
 * codes MAIN, BREAKING (any value: yes) and CORRECTION (what was wrong before) are read, where an iblock has them.
 */

defined('HEADLINER_URL') || define('HEADLINER_URL', 'http://127.0.0.1:9465'); // HEADLINER_API of Headliner
defined('HEADLINER_TOKEN') || define('HEADLINER_TOKEN', '');                  // HEADLINER_API_TOKEN of Headliner
defined('HEADLINER_SITE') || define('HEADLINER_SITE', 'https://example.kz');  // the site, for links and pictures
defined('HEADLINER_IBLOCKS') || define('HEADLINER_IBLOCKS', [1]);             // the iblocks with news

if (!defined('B_PROLOG_INCLUDED') || B_PROLOG_INCLUDED !== true) {
    die();
}

final class Headliner
{
    /** Pauses in minutes after requests that got no answer: a day in all. */
    const PAUSES = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 480];
    const TIMEOUT = 5;

    public static function register()
    {
        AddEventHandler('iblock', 'OnAfterIBlockElementAdd', ['Headliner', 'changed']);
        AddEventHandler('iblock', 'OnAfterIBlockElementUpdate', ['Headliner', 'changed']);
        AddEventHandler('iblock', 'OnAfterIBlockElementDelete', ['Headliner', 'deleted']);
    }

    public static function changed(&$fields)
    {
        if (!empty($fields['RESULT']) && in_array((int) $fields['IBLOCK_ID'], HEADLINER_IBLOCKS, true)) {
            self::send((int) $fields['ID']);
        }
    }

    public static function deleted($fields)
    {
        if (in_array((int) $fields['IBLOCK_ID'], HEADLINER_IBLOCKS, true)) {
            self::send((int) $fields['ID']);
        }
    }

    /** An agent: a request that got no answer is made again, with the element as it is then. */
    public static function retry($id, $try)
    {
        if (\Bitrix\Main\Loader::includeModule('iblock')) {
            self::send((int) $id, (int) $try);
        }
        return '';
    }

    /** Hands the element over as it is now, or withdraws it. */
    public static function send($id, $try = 0)
    {
        if (HEADLINER_TOKEN === '') {
            return;
        }
        $element = CIBlockElement::GetByID($id)->GetNextElement();
        $article = $element ? self::article($element->GetFields(), $element->GetProperties()) : null;
        // What is not known there cannot be withdrawn: 404 is as good as done.
        $code = $article === null ? self::request('DELETE', $id, '') : self::request('PUT', $id, json_encode($article, JSON_UNESCAPED_UNICODE));
        if (($code === 0 || $code === 408 || $code === 429 || $code >= 500) && isset(self::PAUSES[$try])) {
            $next = ConvertTimeStamp(time() + 60 * self::PAUSES[$try], 'FULL');
            CAgent::AddAgent("Headliner::retry($id, " . ($try + 1) . ');', '', 'N', 60, '', 'Y', $next);
        }
    }

    /** The element as Headliner's article; null: it is not to be read. */
    private static function article(array $fields, array $properties)
    {
        if ($fields['~ACTIVE'] !== 'Y') {
            return null;
        }
        $property = function ($code) use ($properties) {
            $value = $properties[$code]['~VALUE'] ?? $properties[$code]['VALUE'] ?? '';
            return self::text(is_array($value) ? ($value['TEXT'] ?? reset($value)) : $value);
        };
        $rubrics = [];
        $sections = CIBlockElement::GetElementGroups($fields['ID'], true);
        while ($section = $sections->Fetch()) {
            array_push($rubrics, self::text($section['NAME']), (string) $section['CODE']);
        }
        $picture = $fields['~DETAIL_PICTURE'] ?: $fields['~PREVIEW_PICTURE'];
        $from = $fields['~ACTIVE_FROM'] ?: $fields['~DATE_CREATE'];
        $article = [
            'id' => self::id($fields['ID']),
            'headline' => self::text($fields['~NAME']),
            'lead' => self::text($fields['~PREVIEW_TEXT']),
            'body_html' => (string) $fields['~DETAIL_TEXT'],
            'url' => self::address($fields['~DETAIL_PAGE_URL']),
            'rubrics' => array_values(array_unique(array_filter($rubrics))),
            'tags' => array_values(array_filter(array_map('trim', explode(',', (string) $fields['~TAGS'])))),
            'main' => $property('MAIN') !== '',
            'breaking' => $property('BREAKING') !== '',
            'image' => $picture ? self::address((string) CFile::GetPath($picture)) : '',
            'byline' => $property('AUTHOR'),
            'published' => self::time($from),
            'expires' => self::time($fields['~ACTIVE_TO']),
            'updated' => self::time($fields['~TIMESTAMP_X']),
            'correction' => $property('CORRECTION'),
            'status' => 'published',
        ];
        return array_filter($article, function ($value) {
            return $value !== '' && $value !== [];
        });
    }

    private static function id($id)
    {
        return "bitrix-$id";
    }

    private static function address($path)
    {
        return preg_match('~^https?://~i', (string) $path) ? $path : rtrim(HEADLINER_SITE, '/') . '/' . ltrim((string) $path, '/');
    }

    /** A time as the site writes it, with its zone. */
    private static function time($text)
    {
        $stamp = $text ? MakeTimeStamp((string) $text) : false;
        return $stamp ? date('c', $stamp) : '';
    }

    private static function text($html)
    {
        $text = html_entity_decode(strip_tags((string) $html), ENT_QUOTES | ENT_HTML5, 'UTF-8');
        return trim(preg_replace('/\s+/u', ' ', $text));
    }

    /** One request: the code; 0: no answer. What is wrong stands in the site's event log. */
    private static function request($method, $id, $body)
    {
        $client = new \Bitrix\Main\Web\HttpClient(['socketTimeout' => self::TIMEOUT, 'streamTimeout' => self::TIMEOUT, 'redirect' => false]);
        $client->setHeader('Authorization', 'Bearer ' . HEADLINER_TOKEN);
        $client->setHeader('Content-Type', 'application/json');
        $client->query($method, rtrim(HEADLINER_URL, '/') . '/articles/' . rawurlencode(self::id($id)), $body);
        $code = (int) $client->getStatus();
        $said = json_decode((string) $client->getResult(), true) ?: [];
        if ($code >= 400 && $code !== 404 || ($said['state'] ?? '') === 'held') {
            CEventLog::Add([
                'SEVERITY' => 'WARNING',
                'AUDIT_TYPE_ID' => 'HEADLINER',
                'MODULE_ID' => 'iblock',
                'ITEM_ID' => $id,
                'DESCRIPTION' => ($said['state'] ?? $code) . ': ' . ($said['error'] ?? $said['why'] ?? ''),
            ]);
        }
        return $code;
    }
}

Headliner::register();
