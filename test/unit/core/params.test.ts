import { describe, expect, it } from 'vitest';
import { paramProblem } from '../../../src/core/params.ts';

describe('paramProblem', () => {
  const computed = [
    ...['SCRIPT_NAME', 'PATH_INFO', 'REQUEST_URI', 'QUERY_STRING', 'SERVER_NAME', 'SERVER_PORT'],
    ...['REQUEST_SCHEME', 'HTTPS', 'REMOTE_ADDR', 'CONTENT_LENGTH', 'CONTENT_TYPE', 'REMOTE_USER'],
    ...['REQUEST_METHOD', 'GATEWAY_INTERFACE', 'SERVER_PROTOCOL', 'SERVER_SOFTWARE', 'AUTH_TYPE'],
  ];

  it.each(computed)('refuses %s', (name) => {
    expect(paramProblem(name)).toBe('is computed for every request');
  });

  it.each(['HTTP_HOST', 'HTTP_PROXY', 'HTTP_'])('refuses %s', (name) => {
    expect(paramProblem(name)).toBe("is the client's request header");
  });

  it.each(['SCRIPT_FILENAME', 'DOCUMENT_ROOT', 'HTTPX', 'X'])('accepts %s', (name) => {
    expect(paramProblem(name)).toBeNull();
  });
});
