#!/usr/bin/perl
# Short notes over plain FastCGI. Every link begins with SCRIPT_NAME, so it is right wherever the
# notes are mounted. The listening socket is inherited as file descriptor 0.
use v5.26;
use utf8;
use warnings;
use experimental qw(signatures);
use Digest::SHA qw(sha256_hex);
use Encode      qw(decode encode);
use FCGI;
use IO::Handle;
use POSIX qw(SIGTERM SIG_BLOCK SIG_UNBLOCK sigprocmask);

my %NOTES = (
    'shopping'         => 'Bread, butter, ink.',
    'crème brûlée'     => 'Cream, yolks, sugar. Its address holds a space, an è and a û.',
    'questions & more' => 'Why? Its address holds an ampersand.',
);

my @GATEWAY_VARIABLES = qw(SCRIPT_NAME PATH_INFO REQUEST_URI QUERY_STRING HTTP_HOST);

my %ROUTES = (
    '/'        => { GET => \&home },
    '/write'   => { GET => \&write_form, POST => \&write_note },
    '/upload'  => { GET => \&upload_form, POST => \&upload },
    '/gateway' => { GET => \&gateway },
);

my %env;
my ($in, $out, $err) = (IO::Handle->new, IO::Handle->new, IO::Handle->new);
my $request = FCGI::Request($in, $out, $err, \%env, 0, FCGI::FAIL_ACCEPT_ON_INTR);

# SIGTERM ends the wait for a request, never a request: it is blocked while one is served.
my $stopping = 0;
$SIG{TERM} = sub { $stopping = 1 };
my $term = POSIX::SigSet->new(SIGTERM);

until ($stopping) {
    my $accepted = $request->Accept;
    sigprocmask(SIG_BLOCK, $term);
    if ($accepted >= 0) {
        print {$out} eval { serve() } // failure($@);
        $request->Finish;
    }
    sigprocmask(SIG_UNBLOCK, $term);
    die "cannot accept: $!\n" if $accepted < 0 && !$stopping;
}

sub serve {
    my $path    = decode('UTF-8', $env{PATH_INFO} // '') || '/';
    my $method  = $env{REQUEST_METHOD} eq 'HEAD' ? 'GET' : $env{REQUEST_METHOD};
    my ($title) = $path =~ m{\A/note/(.+)\z}s;
    my $methods = defined $title ? { GET => sub { note($title) } } : $ROUTES{$path};
    return page('404 Not Found', 'Not found', '<p>There is no such page.</p>') if !$methods;

    my $handler = $methods->{$method};
    return page('405 Method Not Allowed', 'Not allowed', '<p>Not this way.</p>') if !$handler;
    return $handler->();
}

sub failure ($reason) {
    warn $reason;
    return page('500 Internal Server Error', 'Sorry', '<p>Something went wrong.</p>');
}

sub home {
    my $items = join '', map { '<li>' . note_link($_) . "</li>\n" } sort keys %NOTES;
    return page('200 OK', 'Notes', "<ul>\n$items</ul>");
}

sub note ($title) {
    my $text = $NOTES{$title} // query()->{text};
    return page('404 Not Found', 'Not found', '<p>There is no such note.</p>') if !defined $text;
    return page('200 OK', $title, '<p>' . html($text) . '</p>');
}

sub write_form {
    my $action = url('/write');
    return page('200 OK', 'Write a note', <<~HTML);
        <form method="post" action="$action">
          <p><label for="title">Title</label> <input id="title" name="title" maxlength="100" required></p>
          <p><label for="text">Text</label> <textarea id="text" name="text" rows="4" required></textarea></p>
          <p><button type="submit">Write</button></p>
        </form>
        HTML
}

sub write_note {
    my $form = parameters(body());
    my ($title, $text) = map { $form->{$_} // '' } qw(title text);
    if ($title !~ /[^.\s]/ || $title =~ m{/} || $text eq '') {
        return page('400 Bad Request', 'Bad note', '<p>A note has a title without slashes, and a text.</p>');
    }

    # The workers share no memory, so the address carries the note.
    my $location = url("/note/$title") . '?text=' . escape($text);
    return "Status: 303 See Other\r\nLocation: $location\r\n\r\n";
}

sub upload_form ($received = '') {
    my $action = url('/upload');
    return page('200 OK', 'Upload', <<~HTML);
        $received<form method="post" action="$action" enctype="multipart/form-data">
          <p><label for="file">A drawing for your note</label> <input id="file" name="file" type="file" required></p>
          <p><button type="submit">Upload</button></p>
        </form>
        HTML
}

sub upload {
    my $file = uploaded_file();
    return page('400 Bad Request', 'Bad upload', '<p>No file arrived.</p>') if !$file;

    return upload_form(list(
        [name   => 'Name',    $file->{name}],
        [size   => 'Size',    length $file->{data}],
        [sha256 => 'SHA-256', sha256_hex($file->{data})],
    ));
}

sub gateway {
    my @rows = map { [$_, $_, decode('UTF-8', $env{$_} // '')] } @GATEWAY_VARIABLES;
    return page('200 OK', 'What the web server passed on', list(@rows, [process => 'Process', $$]));
}

sub list (@rows) {
    my $items = join '', map {
        my ($id, $term, $value) = @$_;
        "<dt>$term</dt><dd id=\"$id\">" . html($value) . "</dd>\n"
    } @rows;
    return "<dl>\n$items</dl>\n";
}

sub page ($status, $title, $main) {
    my ($home, $write, $upload, $gateway) = map { url($_) } qw(/ /write /upload /gateway);
    my ($style, $image) = map { url("/static/$_") } qw(style.css note.svg);
    my $name = html(decode('UTF-8', $ENV{NOTES_NAME} // 'Notes'));
    $title = html($title);
    return "Status: $status\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" . encode('UTF-8', <<~HTML);
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>$title · $name</title>
        <link rel="icon" href="$image">
        <link rel="stylesheet" href="$style">
        </head>
        <body>
        <header>
        <img src="$image" alt="" width="48" height="48">
        <p>$name</p>
        <nav aria-label="Main">
        <a href="$home">Home</a> <a href="$write">Write</a> <a href="$upload">Upload</a> <a href="$gateway">Gateway</a>
        </nav>
        </header>
        <main>
        <h1>$title</h1>
        $main
        </main>
        </body>
        </html>
        HTML
}

sub note_link ($title) {
    return '<a href="' . url("/note/$title") . '">' . html($title) . '</a>';
}

# SCRIPT_NAME and PATH_INFO are decoded; a link holds them percent-encoded.
sub url ($path) {
    return join '/', map { escape($_) } split m{/}, decode('UTF-8', $env{SCRIPT_NAME} // '') . $path, -1;
}

sub escape ($text) {
    return encode('UTF-8', $text) =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ger;
}

sub html ($text) {
    my %entity = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;', '"' => '&quot;');
    return $text =~ s/([&<>"])/$entity{$1}/gr;
}

sub query {
    return parameters($env{QUERY_STRING} // '');
}

sub parameters ($text) {
    my %value;
    for my $pair (split /&/, $text) {
        my ($name, $value) = map { unescape($_) } split /=/, $pair, 2;
        $value{$name} = $value // '';
    }
    return \%value;
}

sub unescape ($text) {
    return decode('UTF-8', $text =~ tr/+/ /r =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ger);
}

sub body {
    my $length = $env{CONTENT_LENGTH} || 0;
    my $data   = '';
    while (length $data < $length) {
        read($in, $data, $length - length $data, length $data) or die "the request body ended early\n";
    }
    return $data;
}

sub uploaded_file {
    my ($boundary) = ($env{CONTENT_TYPE} // '') =~ /\Amultipart\/form-data\s*;.*?boundary="?([^";]+)/i;
    return if !defined $boundary;

    for my $part (split /\r\n--\Q$boundary\E(?:\r\n|--)/, "\r\n" . body()) {
        my ($head, $data) = split /\r\n\r\n/, $part, 2;
        next if ($head // '') !~ /[ ;]filename="([^"]*)"/;
        return { name => decode('UTF-8', $1), data => $data };
    }
    return;
}
