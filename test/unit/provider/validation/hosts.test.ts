import { isLoopback, isPrivateHost } from "../../../../provider/validation/hosts";

const hostnameOf = (host: string) => new URL(`https://${host}`).hostname;

test.each([
  "localhost",
  "api.localhost",
  "localhost.localdomain",
  "receiver.local",
  "receiver.default.svc.cluster.local",
  "receiver.default.svc",
  "host.docker.internal",
  "ip-10-0-0-1.ec2.internal",
  "nas.lan",
  "router.home.arpa",
  "app.test",
  "127.0.0.1",
  "10.0.0.0",
  "10.255.255.255",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "169.254.169.254",
  "100.64.0.1",
  "100.127.255.255",
  "[::1]",
  "[fc00::1]",
  "[fdff::1]",
  "[fe80::1]",
  "[::ffff:10.0.0.1]",
  "[::ffff:127.0.0.1]",
])("%p is reached from its own network only", (host) => {
  expect(isPrivateHost(hostnameOf(host))).toBe(true);
});

test.each([
  "hooks.example.com",
  "local.example.com",
  "internal.example.com",
  "mylocal",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.169.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "[2001:db8::1]",
  "[::ffff:8.8.8.8]",
])("%p may be reached from the internet", (host) => {
  expect(isPrivateHost(hostnameOf(host))).toBe(false);
});

test.each([
  ["http://localhost", true],
  ["http://2130706433", true],
  ["http://127.1", true],
  ["http://[0:0:0:0:0:0:0:1]", true],
  ["http://[::ffff:127.0.0.1]", false],
  ["http://localhost.", false],
])("whether %p is this machine: %p", (url, loopback) => {
  expect(isLoopback(new URL(url))).toBe(loopback);
});
