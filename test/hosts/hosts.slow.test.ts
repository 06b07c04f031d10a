import { SLOW_HOSTS } from "./slow-hosts";
import { testHosts } from "./test-hosts";

describe.each(SLOW_HOSTS)("$folder", (host) => {
  testHosts(host.folder, [host]);
});
