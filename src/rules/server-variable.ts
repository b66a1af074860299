/** What in a text looks like a variable of nginx or Apache, or null. A "$" or "%" that is followed by no such name is just a character. */
export function serverVariable(text: string): string | null {
  return VARIABLE.exec(text)?.[0] ?? null;
}

const NAMES = [
  'args|arg_\\w+|binary_remote_addr|content_(?:length|type)|cookie_\\w+|document_(?:root|uri)',
  'fastcgi_(?:path_info|script_name)|geoip2?_\\w+|hostname|host|https?_\\w+|https|is_args|query_string|realpath_root',
  'remote_(?:addr|port|user)|request_(?:filename|id|method|uri)|scheme|server_(?:addr|name|port|protocol)|ssl_\\w+|uri',
].join('|');

// %{NAME} and %{HTTP:Name} of Apache's expressions; %{NAME}e of its log formats.
const VARIABLE = new RegExp(
  `\\$(?:${NAMES})(?!\\w)|\\$\\{(?:${NAMES})\\}|%\\{[A-Za-z][A-Za-z0-9_:-]*\\}[a-z]?`,
);
