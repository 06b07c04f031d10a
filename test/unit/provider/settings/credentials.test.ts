import {
  authOfType,
  mapCredential,
  secretsOf,
  withAnyCredential,
  withCredentialOf,
  withoutCredential,
} from "../../../../provider/settings/credentials";
import type { Auth } from "../../../../provider/settings/parts";
import { APIKEY, BASIC } from "../../../support/declare";

const PUBLIC_BASIC = { type: "basic", status: true, basic: { username: "hooks" } } as const;
const PUBLIC_APIKEY = { type: "apikey", status: true, apikey: { key: "X-Webhook-Key" } } as const;

test("the secrets of an auth are its credential, for basic also as it is sent", () => {
  const wire = Buffer.from("hooks:canary-password").toString("base64");
  expect(secretsOf(BASIC)).toEqual(["canary-password", wire]);
  expect(secretsOf(APIKEY)).toEqual(["canary-value"]);
  expect([PUBLIC_BASIC, PUBLIC_APIKEY].map(secretsOf)).toEqual([[], []]);
});

test("an auth without its credential keeps all else", () => {
  expect(withoutCredential(BASIC)).toEqual(PUBLIC_BASIC);
  expect(withoutCredential({ ...APIKEY, status: false })).toEqual({ ...PUBLIC_APIKEY, status: false });
});

describe("a credential of the old inputs", () => {
  test("comes back for the same user or header, and nothing else of them", () => {
    expect(withCredentialOf({ ...PUBLIC_BASIC, status: false }, BASIC)).toEqual({ ...BASIC, status: false });
    expect(withCredentialOf({ ...PUBLIC_APIKEY, status: false }, APIKEY)).toEqual({
      ...APIKEY,
      status: false,
    });
  });

  test.each<[string, Parameters<typeof withCredentialOf>[0], Auth | undefined]>([
    ["another user", PUBLIC_BASIC, { ...BASIC, basic: { ...BASIC.basic, username: "other" } }],
    ["another header", PUBLIC_APIKEY, { ...APIKEY, apikey: { ...APIKEY.apikey, key: "X-Other" } }],
    ["a header in place of a user", PUBLIC_BASIC, APIKEY],
    ["a user in place of a header", PUBLIC_APIKEY, BASIC],
    ["no old inputs, for a user", PUBLIC_BASIC, undefined],
    ["no old inputs, for a header", PUBLIC_APIKEY, undefined],
  ])("does not come back for %s", (_case, auth, source) => {
    expect(withCredentialOf(auth, source)).toBe(auth);
  });
});

test("an auth that is turned off sends the credential at hand, or a random one", () => {
  expect(withAnyCredential(BASIC)).toEqual(BASIC);
  expect(withAnyCredential(APIKEY)).toEqual(APIKEY);
  const random = expect.stringMatching(/^[\w-]{32}$/) as string;
  const basic = withAnyCredential(PUBLIC_BASIC);
  expect(basic).toEqual({ ...BASIC, basic: { username: "hooks", password: random } });
  expect(basic).not.toEqual(withAnyCredential(PUBLIC_BASIC));
  expect(withAnyCredential(PUBLIC_APIKEY)).toEqual({
    ...APIKEY,
    apikey: { key: "X-Webhook-Key", value: random },
  });
});

test("a credential is marked in whatever shape a program gives its auth", () => {
  const mark = (value: unknown) => ({ secret: value });
  expect(mapCredential(BASIC, mark)).toEqual({
    ...BASIC,
    basic: { username: "hooks", password: { secret: "canary-password" } },
  });
  expect(mapCredential({ basic: { password: 1 }, apikey: { value: undefined } }, mark)).toEqual({
    basic: { password: { secret: 1 } },
    apikey: { value: { secret: undefined } },
  });
  for (const auth of [PUBLIC_BASIC, { basic: null }, { basic: "password" }, { apikey: undefined }, {}]) {
    expect(mapCredential(auth, mark)).toEqual(auth);
  }
});

test("an auth of which only the type is known is one that the API takes", () => {
  expect(authOfType("basic")).toEqual({ type: "basic", status: false, basic: { username: "disabled" } });
  expect(authOfType("apikey")).toEqual({ type: "apikey", status: false, apikey: { key: "X-Disabled" } });
});
