import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNetwork, isWithin, readNetwork } from '../../../src/core/networks.ts';

describe('networks', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3', '10.1.2.3'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['::1', '::1'],
    ['2001:DB8:0:0::/32', '2001:db8::/32'],
    ['2001:db8:0:0:1:0:0:0', '2001:db8:0:0:1::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ])('reads %s as %s', (text, canonical) => {
    const network = readNetwork(text);

    expect(typeof network === 'string' ? network : formatNetwork(network)).toBe(canonical);
  });

  it.each([
    ['10.0.0.1/8', 'has bits beyond its prefix: it is in 10.0.0.0/8'],
    ['2001:db8::1/32', 'has bits beyond its prefix: it is in 2001:db8::/32'],
    ['10.0.0.0/33', 'has no prefix of at most 32 bits'],
    ['::/129', 'has no prefix of at most 128 bits'],
    ['10.0.0.0/', 'has no prefix of at most 32 bits'],
    ['10.0.0.0/8/8', 'is no IP address'],
    ['10.0.0', 'is no IP address'],
    ['localhost', 'is no IP address'],
    ['[::1]', 'is no IP address'],
    ['', 'is no IP address'],
  ])('refuses %s', (text, problem) => {
    expect(readNetwork(text)).toBe(problem);
  });

  it.each([
    ['10.255.0.1', '10.0.0.0/8', true],
    ['11.0.0.1', '10.0.0.0/8', false],
    ['10.0.0.129', '10.0.0.128/25', true],
    ['10.0.0.127', '10.0.0.128/25', false],
    ['2001:db8:ffff::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['::1', '0.0.0.0/0', false],
    ['no address', '0.0.0.0/0', false],
  ])('finds %s in %s: %s', (address, text, expected) => {
    const network = readNetwork(text);

    expect(typeof network === 'string' ? null : isWithin(address, network)).toBe(expected);
  });

  it('keeps any address the same one, spelt as the URL standard spells it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), fc.ipV4()), (address) => {
        const network = readNetwork(address);
        if (typeof network === 'string') throw new Error(`${address} ${network}`);
        const isIpv4 = isIP(address) === 4;
        const { hostname } = new URL(isIpv4 ? `http://${address}/` : `http://[${address}]/`);
        expect(network.address).toBe(hostname.replace(/^\[|\]$/g, ''));
        expect(isWithin(address, network)).toBe(true);
      }),
    );
  });
});
