import { isIP, type AddressInfo } from "node:net";

/**
 * Whether a request's `Host` is an address that the server listens on. A page of the web whose name suddenly leads to this machine
 * (DNS rebinding) names another one.
 */
export function isOwnHost(host: string, { address }: AddressInfo): boolean {
  // Ports and addresses are often mapped on the way here.
  const bare = host
    .toLowerCase()
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1");
  if (isLoopback(address)) {
    return bare === "localhost" || isLoopback(bare);
  }
  // Nobody can register a name of one of these forms.
  return isIP(bare) !== 0 || /^[^.]+$|\.(internal|local|localhost)$/.test(bare);
}

/** Whether only this machine reaches the address. */
export function isLoopback(address: string): boolean {
  return address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
}

/** The response to a request for another host. */
export const WRONG_HOST = {
  status: 421,
  reason: "The request's Host is not an address that this server listens on: use its own URL",
};
