import { BlockList, isIP } from "node:net";
import { isLoopback } from "./hosts";

/** A proxy that opens tunnels (CONNECT), as an environment variable names it. */
export interface Proxy {
  /** `http:` or `https:`, with user name and password, percent-encoded. Secret. */
  readonly url: URL;
  /** The variable that names it. */
  readonly variable: string;
}

/**
 * The proxy for calls to `url`. The variables are read as curl reads them: `https_proxy` before `all_proxy`, lower case before upper
 * case, empty as absent. `NO_PROXY` covers the hosts that it covers for curl or for Go (and so for Pulumi's CLI).
 *
 * @returns `undefined` for none; `problem` names the variable whose value cannot be used, and never repeats a user name or password
 */
export function proxyFor(url: URL, environment: NodeJS.ProcessEnv): Proxy | { problem: string } | undefined {
  const exceptions = environment["no_proxy"] || environment["NO_PROXY"] || "";
  // A proxy's loopback is another machine.
  if (isLoopback(url) || isCovered(url, exceptions)) {
    return undefined;
  }
  const names = [`${url.protocol.slice(0, -1)}_proxy`, "all_proxy"];
  const variable = names.flatMap((name) => [name, name.toUpperCase()]).find((each) => environment[each]);
  return variable === undefined ? undefined : parseProxy(variable, environment[variable] ?? "");
}

/** Scheme, user name with password, host and port. A `#`, `/` or `@` that is not percent-encoded goes to the user name here. */
const PROXY = /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?:(?<userinfo>.*)@)?(?<authority>[^@]*)$/isu;
const AUTHORITY = /^(?:[\p{L}\p{N}._-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/[^]*)?$/iu;
/** RFC 3986, section 3.2.1. */
const USERINFO = /^(?:[\w.~!$&'()*+,;=:-]|%[\da-f]{2})*$/i;

function parseProxy(variable: string, value: string): Proxy | { problem: string } {
  const { scheme = "http", userinfo = "", authority = "" } = PROXY.exec(value)?.groups ?? {};
  if (!/^https?$/i.test(scheme)) {
    return {
      problem: `${variable} names a ${scheme}:// proxy, which is not supported: its value must start with http:// or https://`,
    };
  }
  if (!USERINFO.test(userinfo) || !canDecode(userinfo)) {
    return {
      problem: `${variable} has a user name or password that is not percent-encoded: write # as %23, @ as %40, / as %2F and % as %25`,
    };
  }
  const address = `${scheme}://${userinfo && `${userinfo}@`}${authority}`;
  if (!AUTHORITY.test(authority) || !URL.canParse(address)) {
    return { problem: `${variable} must be the URL of a proxy, such as "http://proxy.example:3128"` };
  }
  return { variable, url: new URL(address) };
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether one entry of the list covers `url`: a domain with all below it, an address, a network (CIDR), each with or without a port. */
function isCovered(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$|\.$/g, "").toLowerCase();
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list
    .toLowerCase()
    .split(/[\s,]/)
    .some((entry) => {
      const { name = entry, entryPort = port } =
        /^(?<name>\[.*\]|[^:]*):(?<entryPort>\d+)$/.exec(entry)?.groups ?? {};
      return entryPort === port && covers(name.replace(/^\[|\]$/g, ""), host);
    });
}

function covers(entry: string, host: string): boolean {
  if (entry === "*") {
    return true;
  }
  if (isIP(host)) {
    return inNetwork(entry, host);
  }
  if (entry.startsWith("*.")) {
    return host.endsWith(entry.slice(1));
  }
  const domain = entry.replace(/^\.|\.$/g, "");
  return host === domain || host.endsWith(`.${domain}`);
}

function inNetwork(entry: string, host: string): boolean {
  const [type, bits] = isIP(host) === 6 ? (["ipv6", 128] as const) : (["ipv4", 32] as const);
  const [address = "", prefix = String(bits)] = entry.split("/");
  if (isIP(address) !== isIP(host) || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) {
    return false;
  }
  const network = new BlockList();
  network.addSubnet(address, Number(prefix), type);
  return network.check(host, type);
}
