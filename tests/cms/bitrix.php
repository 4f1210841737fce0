<?php
/**
 * 1C-Bitrix as far as the handler sees it, with one element: php bitrix.php STEP STATE, where STEP is what an editor does and STATE a
 * file that stands for the database. What is said last is what the site's event log says.
 */

namespace Bitrix\Main\Web {
    final class HttpClient
    {
        private $headers = [], $status = 0, $result = '', $timeout;
        public function __construct(array $options) { $this->timeout = $options['streamTimeout']; }
        public function setHeader($name, $value) { $this->headers[] = "$name: $value"; }
        public function query($method, $url, $body)
        {
            $call = curl_init($url);
            curl_setopt_array($call, [CURLOPT_CUSTOMREQUEST => $method, CURLOPT_POSTFIELDS => $body, CURLOPT_HTTPHEADER => $this->headers,
                CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => $this->timeout, CURLOPT_PROXY => '']);
            $this->result = (string) curl_exec($call);
            $this->status = curl_getinfo($call, CURLINFO_RESPONSE_CODE);
        }
        public function getStatus() { return $this->status; }
        public function getResult() { return $this->result; }
    }
}

namespace Bitrix\Main {
    final class Loader
    {
        public static function includeModule($name) { return true; }
    }
}

namespace {
    define('B_PROLOG_INCLUDED', true);
    define('HEADLINER_URL', getenv('HEADLINER_URL'));
    define('HEADLINER_TOKEN', getenv('HEADLINER_TOKEN'));
    define('HEADLINER_SITE', 'https://vecher.kz');
    define('HEADLINER_IBLOCKS', [3]);
    date_default_timezone_set('Asia/Almaty');

    [, $step, $file] = $argv;
    $base = is_file($file) ? json_decode(file_get_contents($file), true) : ['agents' => [], 'element' => [
        'ID' => 7, 'IBLOCK_ID' => 3, 'ACTIVE' => 'N', 'NAME' => 'Троллейбусы вернулись на &laquo;десятку&raquo;',
        'PREVIEW_TEXT' => '<p>Маршрут открыт</p>', 'DETAIL_TEXT' => '<p>Маршрут открыт с утра.</p>', 'DETAIL_PAGE_URL' => '/news/7/',
        'DETAIL_PICTURE' => '', 'PREVIEW_PICTURE' => '', 'ACTIVE_FROM' => '23.11.2026 09:59:00', 'DATE_CREATE' => '23.11.2026 09:00:00',
        'ACTIVE_TO' => '', 'TIMESTAMP_X' => '23.11.2026 10:00:00', 'TAGS' => 'транспорт, город', 'CORRECTION' => '',
    ]];
    $hooks = [];
    $log = 'nothing was said';

    function AddEventHandler($module, $event, $act) { $GLOBALS['hooks'][$event][] = $act; }
    function MakeTimeStamp($text) { return strtotime($text); }
    function ConvertTimeStamp($stamp, $kind) { return date('d.m.Y H:i:s', $stamp); }
    final class CAgent
    {
        public static function AddAgent($code) { $GLOBALS['base']['agents'][] = $code; }
    }
    final class CEventLog
    {
        public static function Add(array $entry) { $GLOBALS['log'] = $entry['DESCRIPTION']; }
    }
    final class CFile
    {
        public static function GetPath($id) { return "/upload/$id.jpg"; }
    }
    final class Rows
    {
        private $rows;
        public function __construct(array $rows) { $this->rows = $rows; }
        public function Fetch() { return array_shift($this->rows) ?: false; }
        public function GetNextElement() { return array_shift($this->rows) ?: false; }
    }
    final class Element
    {
        public function GetFields()
        {
            $fields = $GLOBALS['base']['element'];
            foreach ($fields as $name => $value) {
                $fields["~$name"] = $value;
            }
            return $fields;
        }
        public function GetProperties() { return ['CORRECTION' => ['VALUE' => $GLOBALS['base']['element']['CORRECTION']]]; }
    }
    final class CIBlockElement
    {
        public static function GetByID($id) { return new Rows($GLOBALS['base']['element'] ? [new Element()] : []); }
        public static function GetElementGroups($id, $all) { return new Rows([['NAME' => 'Общество', 'CODE' => 'society']]); }
    }

    require __DIR__ . '/../../deploy/bitrix/headliner.php';

    /** Saves the element as Bitrix does. */
    function save(array $changes)
    {
        $GLOBALS['base']['element'] = $changes + $GLOBALS['base']['element'];
        $fields = ['ID' => 7, 'IBLOCK_ID' => 3, 'RESULT' => true];
        foreach ($GLOBALS['hooks']['OnAfterIBlockElementUpdate'] as $act) {
            $act($fields);
        }
    }

    switch ($step) {
        case 'draft':
            save(['ACTIVE' => 'N']);
            break;
        case 'publish':
            save(['ACTIVE' => 'Y']);
            break;
        case 'edit':
            save(['NAME' => 'Троллейбусы вернулись на «девятку»', 'CORRECTION' => 'Номер маршрута']);
            break;
        case 'delete':
            $base['element'] = null;
            foreach ($hooks['OnAfterIBlockElementDelete'] as $act) {
                $act(['ID' => 7, 'IBLOCK_ID' => 3]);
            }
            break;
        case 'cron':
            $agents = $base['agents'];
            $base['agents'] = [];
            foreach ($agents as $code) {
                eval("$code");
            }
            break;
        default:
            exit("there is no step $step\n");
    }
    file_put_contents($file, json_encode($base));
    echo $log, "\n";
}
