import ipaddr from 'ipaddr.js';

/** NAT64 (RFC 6052, RFC 8215) carries an IPv4 address in its last 32 bits: that one counts. */
const isNat64 = (address: ipaddr.IPv6): boolean =>
  address.range() === 'rfc6052' || address.match(ipaddr.IPv6.parse('64:ff9b:1::'), 48);

/** The only part of IPv6 that is given out for use on the internet (IANA, IPv6 global unicast allocations). */
const GLOBAL = ipaddr.IPv6.parse('2000::');

const embedded = (address: ipaddr.IPv6): ipaddr.IPv4 => new ipaddr.IPv4(address.toByteArray().slice(12));

/**
 * Whether an address is on the public internet: `unicast` in the registries of special addresses (RFC 6890), with
 * addresses that carry another one judged by that one. Everything unknown is refused.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast';
  if (address.isIPv4MappedAddress()) return address.toIPv4Address().range() === 'unicast';
  if (isNat64(address)) return embedded(address).range() === 'unicast';
  return address.range() === 'unicast' && address.match(GLOBAL, 3);
};
