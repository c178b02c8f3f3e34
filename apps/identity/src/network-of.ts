import { isIPv6 } from 'node:net';

/**
 * The network that attempts from an address are counted for: an IPv4 address, also where it is written as IPv6, and the
 * first 64 bits of an IPv6 address, since whoever has one has all others of its /64. Anything else stands for itself.
 */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const groups = groupsOf(ip);
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. The zone of a link-local one does not count. */
function groupsOf(ip: string): readonly number[] {
  const { hostname } = new URL(`http://[${ip.replace(/%.*$/, '')}]/`); // one spelling, with an IPv4 part as two groups
  const [left = [], right = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}
