import { expect, test } from '@jest/globals';
import { networkOf } from './network-of.ts';

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['fe80::2%eth1', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
])('%s is counted for the network %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

test.each(['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201', '0:0:0:0:0:ffff:192.0.2.1'])(
  '%s is the IPv4 address 192.0.2.1',
  (ip) => {
    expect(networkOf(ip)).toBe('192.0.2.1');
  },
);

test.each(['', 'unknown', '192.0.2', '2001:db8', '1::2::3', ':::', '[::1]', '::1]/?', '::1@evil', 'x'.repeat(20_000)])(
  '%j is no address and stands for itself',
  (text) => {
    expect(networkOf(text)).toBe(text);
  },
);
