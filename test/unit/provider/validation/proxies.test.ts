import { proxyFor } from "../../../../provider/validation/proxies";

const PROXY = "http://proxy.example:3128";
const API = "https://app.xobin.com/api/v2";

function chosen(url: string, environment: Record<string, string>): string {
  const proxy = proxyFor(new URL(url), environment);
  if (!proxy) {
    return "direct";
  }
  return "problem" in proxy ? proxy.problem : `${proxy.variable} ${proxy.url.href}`;
}

function problemFor(environment: Record<string, string>): string | undefined {
  const proxy = proxyFor(new URL(API), environment);
  return proxy && "problem" in proxy ? proxy.problem : undefined;
}

test.each<[environment: Record<string, string>, variable: string]>([
  [{ HTTPS_PROXY: PROXY }, "HTTPS_PROXY"],
  [{ https_proxy: PROXY }, "https_proxy"],
  [{ ALL_PROXY: PROXY }, "ALL_PROXY"],
  [{ all_proxy: PROXY }, "all_proxy"],
  [{ https_proxy: PROXY, HTTPS_PROXY: "http://other" }, "https_proxy"],
  [{ https_proxy: "", HTTPS_PROXY: PROXY }, "HTTPS_PROXY"],
  [{ HTTPS_PROXY: PROXY, all_proxy: "http://other" }, "HTTPS_PROXY"],
])("%j: the proxy comes from %s", (environment, variable) => {
  expect(chosen(API, environment)).toBe(`${variable} ${PROXY}/`);
});

test.each([{ HTTP_PROXY: PROXY }, { http_proxy: PROXY }, { HTTPS_PROXY: "" }, {}])(
  "%j: no proxy",
  (environment) => {
    expect(chosen(API, environment)).toBe("direct");
  },
);

test.each([
  ["proxy.example:3128", "http://proxy.example:3128/"],
  ["proxy.example", "http://proxy.example/"],
  ["user:pass@proxy.example:3128", "http://user:pass@proxy.example:3128/"],
  ["http://user:p%23s%40s%2F%25@proxy.example:3128/", "http://user:p%23s%40s%2F%25@proxy.example:3128/"],
  ["http://us!$&'()*+,;=er:p:a~s.s@proxy", "http://us!$&'()*+,%3B%3Der:p%3Aa~s.s@proxy/"],
  ["http://user@proxy.example", "http://user@proxy.example/"],
  ["HTTPS://proxy.example:8443", "https://proxy.example:8443/"],
  ["http://[2001:db8::1]:3128", "http://[2001:db8::1]:3128/"],
  ["http://10.0.0.1:3128/path", "http://10.0.0.1:3128/path"],
  ["squid_1:3128", "http://squid_1:3128/"],
])("HTTPS_PROXY=%s is %s", (value, href) => {
  expect(chosen(API, { HTTPS_PROXY: value })).toBe(`HTTPS_PROXY ${href}`);
});

test("a call without TLS goes through http_proxy, and its port is 80", () => {
  const environment = { HTTP_PROXY: PROXY, HTTPS_PROXY: "http://other" };
  expect(chosen("http://gateway.example/", environment)).toBe(`HTTP_PROXY ${PROXY}/`);
  const covered = { ...environment, NO_PROXY: "gateway.example:80" };
  expect(chosen("http://gateway.example/", covered)).toBe("direct");
  expect(chosen("https://gateway.example/", covered)).toBe("HTTPS_PROXY http://other/");
});

describe("a proxy that cannot be used is a problem that names the variable", () => {
  test.each(["p#ss", "p@ss", "p/ss", "p%ss", "p?ss", "p ss", "p[ss", "p\\ss", "pässword", "p%ff", '"p'])(
    "a password %s",
    (password) => {
      for (const scheme of ["http://", ""]) {
        const environment = { https_proxy: `${scheme}user:canary${password}@proxy.example:3128` };
        const problem = problemFor(environment);
        expect(problem).toMatch(/^https_proxy has a user name or password that is not percent-encoded/);
        expect(problem).not.toContain("canary");
      }
    },
  );

  test.each([
    "socks5://proxy:1080",
    "socks5h://u:canary@proxy:1080",
    "socks4://proxy",
    "SOCKS://proxy",
    "pac+http://proxy",
    "ftp://proxy",
    "https+unix://proxy",
  ])("a kind that is not supported: %s", (value) => {
    const problem = problemFor({ ALL_PROXY: value });
    expect(problem).toBe(
      `ALL_PROXY names a ${value.split("://")[0]}:// proxy, which is not supported: its value must start with http:// or https://`,
    );
  });

  test.each([
    " http://proxy:3128",
    "http://proxy:3128\n",
    '"http://proxy:3128"',
    "http:/proxy:3128",
    "http:proxy:3128",
    "http://http://proxy:3128",
    "http://",
    "http://:3128",
    "http://user:canary@",
    "http://proxy:99999",
    "http://proxy:port",
    "http://[::1",
    "http://proxy:3128?x",
    "http://proxy example:3128",
    "http://proxy#1",
  ])("not a URL of a proxy: %j", (value) => {
    const problem = problemFor({ HTTPS_PROXY: value });
    expect(problem).toMatch(/^HTTPS_PROXY /);
    expect(problem).not.toContain("canary");
  });

  test("but not where NO_PROXY covers the API", () => {
    expect(problemFor({ HTTPS_PROXY: "socks5://proxy", NO_PROXY: "xobin.com" })).toBeUndefined();
  });
});

describe("NO_PROXY", () => {
  test.each<[list: string, url: string]>([
    ["xobin.com", API],
    ["app.xobin.com", API],
    [".xobin.com", API],
    ["*.xobin.com", API],
    ["com", API],
    ["XOBIN.com", API],
    ["xobin.com.", API],
    ["xobin.com", "https://app.xobin.com./"],
    [".xobin.com", "https://xobin.com/"],
    ["*", API],
    ["a.example,*", API],
    ["a.example, xobin.com", API],
    ["a.example xobin.com", API],
    ["a.example,,\txobin.com,", API],
    ["xobin.com:443", API],
    ["*.xobin.com:443", API],
    ["xobin.com:8443", "https://app.xobin.com:8443/"],
    ["203.0.113.7", "https://203.0.113.7/"],
    ["203.0.113.7:443", "https://203.0.113.7/"],
    ["203.0.113.0/24", "https://203.0.113.7/"],
    ["0.0.0.0/0", "https://203.0.113.7/"],
    ["2001:db8::7", "https://[2001:db8::7]/"],
    ["2001:DB8:0::7", "https://[2001:db8::7]/"],
    ["[2001:db8::7]", "https://[2001:db8::7]/"],
    ["[2001:db8::7]:443", "https://[2001:db8::7]/"],
    ["2001:db8::/32", "https://[2001:db8::7]/"],
    ["2001:1::7", "https://[2001:1::7]/"],
  ])("%j covers %s", (list, url) => {
    expect(chosen(url, { HTTPS_PROXY: PROXY, NO_PROXY: list })).toBe("direct");
    expect(chosen(url, { HTTPS_PROXY: PROXY, no_proxy: list, NO_PROXY: "other.example" })).toBe("direct");
  });

  test.each<[list: string, url: string]>([
    ["", API],
    ["xobin.com", "https://notxobin.com/"],
    ["app.xobin.com", "https://xobin.com/"],
    ["*.xobin.com", "https://xobin.com/"],
    ["*.xobin.com", "https://appxobin.com/"],
    ["xobin.com:8443", API],
    ["xobin", API],
    [".", API],
    ["app.xobin.com/api", API],
    ["203.0.114.0/24", "https://203.0.113.7/"],
    ["203.0.113.0/33", "https://203.0.113.7/"],
    ["203.0.113.0/x", "https://203.0.113.7/"],
    ["203.0.113", "https://203.0.113.7/"],
    ["113.7", "https://203.0.113.7/"],
    ["203.0.113.0/x24", "https://203.0.113.7/"],
    ["203.0.113.0/24x", "https://203.0.113.7/"],
    ["2001:db9::/32", "https://[2001:db8::7]/"],
    ["2001:db8::8", "https://[2001:db8::7]/"],
    ["[2001:db8::7]/128", "https://[2001:db8::7]/"],
    ["2001:[db8::7]", "https://[2001:db8::7]/"],
    ["::/0", "https://203.0.113.7/"],
    ["0.0.0.0/0", "https://[2001:db8::7]/"],
    ["com", "https://203.0.113.7/"],
    ["203.0.113.0/24", API],
  ])("%j does not cover %s", (list, url) => {
    expect(chosen(url, { HTTPS_PROXY: PROXY, NO_PROXY: list })).toBe(`HTTPS_PROXY ${PROXY}/`);
  });
});

test.each(["http://localhost:8080", "https://127.0.0.1", "http://[::1]:3000"])(
  "%s is never reached through a proxy",
  (url) => {
    const all = { HTTP_PROXY: PROXY, http_proxy: PROXY, HTTPS_PROXY: PROXY, ALL_PROXY: PROXY };
    expect(chosen(url, all)).toBe("direct");
  },
);
