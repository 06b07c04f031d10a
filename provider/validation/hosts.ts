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
    return ipv6Problem(host.endsWith("]") ? host.slice(1, -1) : "");
  }
  if (ENDS_IN_NUMBER.test(host)) {
    return ipv4Problem(host);
  }
  return nameProblem(host);
}

/** Whether the host, as `URL.hostname` spells it, is this machine. Plain http is safe there. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Top-level names for private networks: the public DNS holds none of them (RFC 2606, 6761, 6762, 8375; ICANN for `internal`). */
const PRIVATE_NAME =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|test|invalid|home\.arpa)$/;

/** The library's names for address ranges that the internet does not route. */
const PRIVATE_RANGES: readonly string[] = [
  "loopback",
  "private",
  "linkLocal",
  "carrierGradeNat",
  "uniqueLocal",
];

/** Whether only a private network, or this machine, reaches the host, as `URL.hostname` spells it. */
export function isPrivateHost(hostname: string): boolean {
  const range = rangeOf(hostname.replace(/[[\]]/g, ""));
  return range === undefined ? PRIVATE_NAME.test(hostname) : PRIVATE_RANGES.includes(range);
}

/** The library's names for address ranges of which no address is one host. */
const RANGES_WITHOUT_HOST: readonly string[] = ["unspecified", "multicast", "broadcast"];

function ipv6Problem(address: string): string | undefined {
  if (!ipaddr.IPv6.isValid(address) || address.includes("%")) {
    return "must write an IPv6 address as in [2001:db8::1], without a zone";
  }
  return rangeProblem(address);
}

function ipv4Problem(address: string): string | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return "must write an IPv4 address as four decimal numbers, such as 203.0.113.7 (no host name ends in a number)";
  }
  return rangeProblem(address);
}

function rangeProblem(address: string): string | undefined {
  return RANGES_WITHOUT_HOST.includes(ipaddr.process(address).range())
    ? "must have the address of one host: unspecified (0.0.0.0, [::]), multicast and broadcast addresses reach none"
    : undefined;
}

/** The range of an address, an IPv4 address in IPv6 notation included; `undefined` for a name. */
function rangeOf(address: string): string | undefined {
  return ipaddr.isValid(address) ? ipaddr.process(address).range() : undefined;
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
