<?php
// A photo album in one file: the web server sends every address below the mount here. Every link
// begins with SCRIPT_NAME, so it is right wherever the album is mounted. (Not with PHP_SELF: that
// holds the path too, as the visitor typed it.)
declare(strict_types=1);

const PICTURES = [
    'harbour' => 'Boats in the morning.',
    'été à la mer' => 'Summer at the sea. Its address holds spaces, an é and an à.',
    'cats & dogs' => 'Asleep. Its address holds an ampersand.',
];

const GATEWAY_VARIABLES = ['SCRIPT_NAME', 'PATH_INFO', 'REQUEST_URI', 'QUERY_STRING', 'HTTP_HOST', 'SCRIPT_FILENAME'];

serve(path(), $_SERVER['REQUEST_METHOD'] === 'POST');

function serve(string $path, bool $posted): void
{
    if (!in_array($_SERVER['REQUEST_METHOD'], ['GET', 'HEAD', 'POST'], true)) {
        page('Not allowed', '<p>Not this way.</p>', 405);
    } elseif ($path === '/' && !$posted) {
        home();
    } elseif (str_starts_with($path, '/picture/') && !$posted) {
        picture(substr($path, strlen('/picture/')));
    } elseif ($path === '/caption') {
        $posted ? caption() : captionForm();
    } elseif ($path === '/upload') {
        $posted ? upload() : uploadForm();
    } elseif ($path === '/gateway' && !$posted) {
        gateway();
    } else {
        page('Not found', '<p>There is no such page.</p>', 404);
    }
}

function home(): void
{
    $items = array_map(fn (string $name): string => '<li>' . pictureLink($name) . '</li>', array_keys(PICTURES));
    page('Pictures', "<ul>\n" . implode("\n", $items) . "\n</ul>");
}

function picture(string $name): void
{
    if (!isset(PICTURES[$name])) {
        page('Not found', '<p>There is no such picture.</p>', 404);
        return;
    }
    $caption = $_GET['caption'] ?? '';
    $caption = is_string($caption) && $caption !== '' ? '<p>Your caption: “' . html($caption) . '”</p>' : '';
    page($name, '<p>' . html(PICTURES[$name]) . "</p>\n" . $caption);
}

function captionForm(): void
{
    $options = implode("\n", array_map(fn (string $name): string => '<option>' . html($name) . '</option>', array_keys(PICTURES)));
    page('Write a caption', '<form method="post" action="' . url('/caption') . '">
<p><label for="picture">Picture</label> <select id="picture" name="picture">
' . $options . '
</select></p>
<p><label for="caption">Caption</label> <input id="caption" name="caption" maxlength="100" required></p>
<p><button type="submit">Write</button></p>
</form>');
}

function caption(): void
{
    $picture = $_POST['picture'] ?? null;
    $caption = $_POST['caption'] ?? null;
    if (!is_string($picture) || !isset(PICTURES[$picture]) || !is_string($caption) || $caption === '') {
        page('Bad caption', '<p>A caption has a picture and a text.</p>', 400);
        return;
    }
    // Nothing is kept between requests, so the address carries the caption.
    header('Location: ' . url('/picture/' . $picture) . '?caption=' . rawurlencode($caption), true, 303);
}

function uploadForm(string $received = ''): void
{
    page('Upload', $received . '<form method="post" action="' . url('/upload') . '" enctype="multipart/form-data">
<p><label for="file">A picture</label> <input id="file" name="file" type="file" required></p>
<p><button type="submit">Upload</button></p>
</form>');
}

function upload(): void
{
    $file = $_FILES['file'] ?? null;
    if ($file === null || $file['error'] !== UPLOAD_ERR_OK) {
        page('Bad upload', '<p>No file arrived.</p>', 400);
        return;
    }
    uploadForm(listing([
        ['name', 'Name', $file['name']],
        ['size', 'Size', (string) $file['size']],
        ['sha256', 'SHA-256', hash_file('sha256', $file['tmp_name'])],
    ]));
}

function gateway(): void
{
    $rows = array_map(fn (string $name): array => [$name, $name, $_SERVER[$name] ?? ''], GATEWAY_VARIABLES);
    page('What the web server passed on', listing([...$rows, ['process', 'Process', (string) getmypid()]]));
}

function listing(array $rows): string
{
    $items = array_map(
        fn (array $row): string => '<dt>' . $row[1] . '</dt><dd id="' . $row[0] . '">' . html($row[2]) . "</dd>\n",
        $rows,
    );
    return "<dl>\n" . implode('', $items) . "</dl>\n";
}

function page(string $title, string $main, int $status = 200): void
{
    http_response_code($status);
    header('Content-Type: text/html; charset=utf-8');
    $title = html($title);
    $image = url('/static/album.svg');
    echo '<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>' . $title . ' · Album</title>
<link rel="icon" href="' . $image . '">
<link rel="stylesheet" href="' . url('/static/style.css') . '">
</head>
<body>
<header>
<img src="' . $image . '" alt="" width="48" height="48">
<p>Album</p>
<nav aria-label="Main">
<a href="' . url('/') . '">Home</a> <a href="' . url('/caption') . '">Caption</a> <a href="' . url('/upload') . '">Upload</a> <a href="' . url('/gateway') . '">Gateway</a>
</nav>
</header>
<main>
<h1>' . $title . '</h1>
' . $main . '
</main>
</body>
</html>
';
}

function pictureLink(string $name): string
{
    return '<a href="' . url('/picture/' . $name) . '">' . html($name) . '</a>';
}

// SCRIPT_NAME and PATH_INFO are decoded; a link holds them percent-encoded.
function url(string $path): string
{
    return implode('/', array_map('rawurlencode', explode('/', $_SERVER['SCRIPT_NAME'] . $path)));
}

function path(): string
{
    $path = $_SERVER['PATH_INFO'] ?? '';
    return $path === '' ? '/' : $path;
}

function html(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
}
