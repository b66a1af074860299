#!/usr/bin/perl
# Says who asks, and how, as the web server tells it. The listening socket is inherited as file descriptor 0.
use v5.26;
use warnings;
use FCGI;
use POSIX qw(SIGTERM SIG_BLOCK SIG_UNBLOCK sigprocmask);

my %env;
my $request = FCGI::Request(\*STDIN, \*STDOUT, \*STDERR, \%env, 0, FCGI::FAIL_ACCEPT_ON_INTR);

# SIGTERM ends the wait for a request, never a request: it is blocked while one is served.
my $stopping = 0;
$SIG{TERM} = sub { $stopping = 1 };
my $term = POSIX::SigSet->new(SIGTERM);

until ($stopping) {
    my $accepted = $request->Accept;
    sigprocmask(SIG_BLOCK, $term);
    if ($accepted >= 0) {
        print page();
        $request->Finish;
    }
    sigprocmask(SIG_UNBLOCK, $term);
    die "cannot accept: $!\n" if $accepted < 0 && !$stopping;
}

sub page {
    my $name = html($ENV{OFFICE_NAME} // 'Office');
    my $who  = html($env{REMOTE_USER} // 'nobody we know');
    my $path = html($env{PATH_INFO} // '');
    my $over = ($env{HTTPS} // '') eq 'on' ? 'TLS' : 'plain HTTP';
    my $from = html($env{REMOTE_ADDR} // '');
    return "Content-Type: text/html; charset=utf-8\r\n\r\n" . <<~HTML;
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>$name</title>
        <link rel="stylesheet" href="/static/style.css">
        <h1>$name</h1>
        <p>You are $who, from $from, over $over, and ask for "$path".</p>
        <p><a href="/">Notice board</a> <a href="/calendar/">Calendar</a></p>
        </html>
        HTML
}

sub html {
    my ($text) = @_;
    my %entity = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;', '"' => '&quot;');
    return $text =~ s/([&<>"])/$entity{$1}/gr;
}
