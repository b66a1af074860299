import { describe, expect, it } from 'vitest';
import { hostFamily, splitAddress } from '../../../src/core/address.ts';

describe('hostFamily', () => {
  it.each([
    ['127.0.0.1', 'ipv4'],
    ['255.255.255.255', 'ipv4'],
    ['256.0.0.1', null],
    ['1.2.3', null],
    ['1.2.3.4.5', null],
    ['01.2.3.4', null],
    ['1234', null],
    ['::', 'ipv6'],
    ['::1', 'ipv6'],
    ['1::', 'ipv6'],
    ['fe80::1:2', 'ipv6'],
    ['1:2:3:4:5:6:7:8', 'ipv6'],
    ['1:2:3:4:5:6:7::', 'ipv6'],
    ['1:2:3:4:5:6:1.2.3.4', 'ipv6'],
    ['::ffff:1.2.3.4', 'ipv6'],
    ['1:2:3:4:5:6:7', null],
    ['1:2:3:4:5:6:7:8:9', null],
    ['1:2:3:4:5:6:7:8::', null],
    ['1::2::3', null],
    [':1', null],
    ['1:', null],
    [':::', null],
    ['12345::', null],
    ['g::', null],
    ['::1.2.3.256', null],
    ['1.2.3.4::', null],
    ['localhost', 'name'],
    ['app-1.example.org', 'name'],
    ['1a', 'name'],
    ['-a', null],
    ['a-', null],
    ['a..b', null],
    ['a.', null],
    ['a_b', null],
    ['[8aFe]', null],
    ['', null],
    ['é', null],
  ])('takes %j for %s', (host, family) => {
    expect(hostFamily(host)).toBe(family);
  });
});

describe('splitAddress', () => {
  it.each([
    ['127.0.0.1:80', '127.0.0.1', 80],
    ['[::1]:80', '::1', 80],
    ['[a]:80', '[a]', 80],
    ['[127.0.0.1]:80', '[127.0.0.1]', 80],
    ['a:', 'a', Number.NaN],
    ['a:0x50', 'a', Number.NaN],
    ['a: 80', 'a', Number.NaN],
    ['a:8e1', 'a', Number.NaN],
    ['a:-1', 'a', Number.NaN],
  ])('splits %j', (text, host, port) => {
    expect(splitAddress(text)).toEqual({ host, port });
  });
});
