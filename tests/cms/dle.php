<?php
/**
 * DataLife Engine as far as the agent sees it: php dle.php NEWS FOLDER, where NEWS is a JSON list of rows of dle_post and FOLDER stands
 * for the engine's. Its two kinds of queries are answered from that list.
 */

define('HEADLINER_URL', getenv('HEADLINER_URL'));
define('HEADLINER_TOKEN', getenv('HEADLINER_TOKEN'));
define('DATALIFEENGINE', true);
define('PREFIX', 'dle');
define('ENGINE_DIR', $argv[2]);
@mkdir(ENGINE_DIR . '/cache/system', 0777, true);
date_default_timezone_set('Asia/Almaty');

final class Database
{
    private $news;
    public function __construct(array $news) { $this->news = $news; }
    public function safesql($text) { return addslashes($text); }
    public function super_query($sql, $many)
    {
        if (strpos($sql, 'dle_category') !== false) {
            return [['id' => '1', 'name' => 'Общество', 'alt_name' => 'society']];
        }
        if (preg_match('/WHERE id IN \(([\d,]+)\)/', $sql, $found)) {
            $ids = explode(',', $found[1]);
            return array_values(array_filter($this->news, fn($row) => in_array($row['id'], $ids)));
        }
        preg_match("/date >= '([^']+)'/", $sql, $found) || exit("this query is not known: $sql\n");
        return array_reverse($this->news);
    }
}

$db = new Database(array_map(fn($row) => $row + [
    'short_story' => '', 'full_story' => '', 'alt_name' => 'novost', 'category' => '1', 'autor' => 'admin', 'tags' => '', 'fixed' => '0',
    'approve' => '1', 'date' => '2026-11-23 09:59:00',
], json_decode($argv[1], true)));
$config = ['http_home_url' => 'https://vecher.kz/', 'date_adjust' => 'Asia/Almaty'];

require __DIR__ . '/../../deploy/dle/headliner.php';
echo file_get_contents(ENGINE_DIR . '/cache/system/headliner.json'), "\n";
