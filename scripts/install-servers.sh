#!/bin/sh
# Installs the Debian packages that the tests and the demo run, or those that are named. As root it installs what is missing;
# otherwise it says which line does. Starts no service, now or at the next boot. With CI=true, something missing is an error.
set -eu

PACKAGES='
  nginx apache2 libapache2-mod-fcgid lighttpd lighttpd-mod-openssl lighttpd-mod-deflate
  supervisor systemd
  uwsgi-core uwsgi-plugin-python3 python3-flask python3-django
  gunicorn
  perl libfcgi-perl libplack-perl fcgiwrap
  php-fpm
  spawn-fcgi multiwatch runit s6 monit screen ruby-foreman
  chromium fonts-dejavu-core
  iproute2 mount passwd procps strace util-linux
  fish groff-base zsh
'
[ $# -eq 0 ] || PACKAGES=$*

POLICY=/usr/sbin/policy-rc.d
forbidden=

main() {
  if ! command -v dpkg-query >/dev/null; then
    say 'this is no Debian system: install nginx, apache, lighttpd, supervisor and uwsgi your own way'
    return
  fi
  missing=$(missing_packages)
  if [ -n "$missing" ] && [ "$(id -u)" -eq 0 ]; then
    say "installing$missing"
    install_quietly || say 'apt-get failed'
    missing=$(missing_packages)
  fi
  [ -n "$missing" ] || return 0
  say "missing:$missing"
  say "to install them: sudo sh scripts/install-servers.sh$missing"
  [ $# -eq 0 ] || exit 1
  case ${CI:-} in '' | 0 | false) ;; *) exit 1 ;; esac
}

missing_packages() {
  for package in $PACKAGES; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=
    [ "$status" = installed ] || printf ' %s' "$package"
  done
}

install_quietly() {
  log=$(mktemp)
  trap 'rm -f "$log" "$forbidden"' EXIT
  trap 'exit 130' HUP INT TERM
  forbid_services
  # A failed update leaves the lists that are there, which may do.
  apt-get -qq update >"$log" 2>&1 || say 'apt-get update failed'
  # shellcheck disable=SC2086 # words
  if ! DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $missing >>"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
  disable_services
}

# Debian's maintainer scripts ask this file before they start a service (invoke-rc.d(8)).
forbid_services() {
  [ ! -e "$POLICY" ] || return 0
  forbidden=$POLICY
  printf '#!/bin/sh\nexit 101\n' >"$POLICY"
  chmod 755 "$POLICY"
}

# Packages enable their services; whoever came for tests does not want a web server at the next boot.
disable_services() {
  for service in nginx apache2 apache-htcacheclean lighttpd supervisor monit fcgiwrap.socket $(php_services); do
    case "$missing " in
      *" ${service%%[0-9.-]*}"*) systemctl --quiet disable "$service" >/dev/null 2>&1 || say "$service stays enabled" ;;
    esac
  done
}

php_services() {
  find /lib/systemd/system -name 'php*-fpm.service' -exec basename {} .service \;
}

say() {
  printf 'install-servers: %s\n' "$1" >&2
}

main "$@"
