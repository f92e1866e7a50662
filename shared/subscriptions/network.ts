import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';

/** The network of an address, as the consent record and the limit on requests keep it. */
export const networkHashOf = (ip: string, salt: string): string =>
  createHmac('sha256', salt)
    .update(`network\n${networkOf(ip)}`)
    .digest('base64url')
    .slice(0, 22);

/** Whoever has one IPv6 address has its whole /64 (RFC 6177) and may come from a new one each time. */
const networkOf = (ip: string): string => {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv4 ? address.toString() : address.parts.slice(0, 4).join(':');
};
