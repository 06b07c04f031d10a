import * as ipaddr from "ipaddr.js";

/** RFC 1035, section 2.3.4. */
const MAX_HOST_NAME = 253;

/** RFC 1123, section 2.1, and `_`, which names of tunnels and of service records have. */
const LABEL = /^[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?$/i;

/** URL parsers take a host for an IPv4 address when its last label is a number, hexadecimal too. */
const ENDS_IN_NUMBER = /(^|\.)(\d+|0x[\da-f]*)$/i;

/** Describes a defect of the host of a URL, spelled as in the URL; `undefined` when there is none. Never echoes the host. */
export function hostProblem(host: string): string | undefined {
  if (host.startsWith("[")) {
    const [, address = ""] = /^\[([^%]*)\]$/.exec(host) ?? [];
    return ipaddr.IPv6.isValid(address)
      ? addressProblem(address)
      : "must write an IPv6 address as in [2001:db8::1], without a zone";
  }
  if (ENDS_IN_NUMBER.test(host)) {
    return ipaddr.IPv4.isValidFourPartDecimal(host)
      ? addressProblem(host)
      : "must write an IPv4 address as four decimal numbers, such as 203.0.113.7 (no host name ends in a number)";
  }
  return nameProblem(host);
}

/** Whether the URL's host is this machine. Plain http is safe there. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Top-level names for private networks: the public DNS holds none of them (RFC 2606, 6761, 6762, 8375; ICANN for `internal`). */
const PRIVATE_NAME =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|test|invalid|home\.arpa)$/;

/** The library's names for address ranges that the internet does not route. */
const PRIVATE_RANGE = /^(loopback|private|linkLocal|carrierGradeNat|uniqueLocal)$/;

/** Whether only a private network, or this machine, reaches the host, as `URL.hostname` spells it. */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/[[\]]/g, "");
  return ipaddr.isValid(address) ? PRIVATE_RANGE.test(rangeOf(address)) : PRIVATE_NAME.test(hostname);
}

/** The library's names for address ranges of which no address is one host. */
const RANGE_WITHOUT_HOST = /^(unspecified|multicast|broadcast)$/;

function addressProblem(address: string): string | undefined {
  return RANGE_WITHOUT_HOST.test(rangeOf(address))
    ? "must have the address of one host: unspecified (0.0.0.0, [::]), multicast and broadcast addresses reach none"
    : undefined;
}

/** The range of an address, also of an IPv4 address in IPv6 notation. */
function rangeOf(address: string): string {
  return ipaddr.process(address).range();
}

function nameProblem(name: string): string | undefined {
  if (name.endsWith(".")) {
    return "must have a host name without a dot at its end";
  }
  if (name.length > MAX_HOST_NAME) {
    return `must have a host name of at most ${MAX_HOST_NAME} characters`;
  }
  return name.split(".").every((label) => LABEL.test(label))
    ? undefined
    : "must have a host name of labels between dots, each of 1 to 63 letters, digits, hyphens or underscores, without a hyphen at either end";
}
