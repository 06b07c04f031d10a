import {
  appliedOutputs,
  hasSameSettings,
  markCredential,
  unconfirmedOutputs,
  withOldCredential,
  type Inputs,
} from "../../../../provider/settings/state";
import { wireSecret } from "../../../../provider/settings/wire-secret";
import { APIKEY, START } from "../../../support/declare";

/** How the SDK hands an unknown value to a dynamic provider. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const PUBLIC_AUTH = { type: "apikey", status: true, apikey: { key: "X-Webhook-Key" } } as const;
const INPUTS = { aiInterviewId: 206, start: START, auth: APIKEY, account: "a" };

/** A value as the SDK sends a secret one (`specialSigKey` of its `runtime/rpc`). */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

test("a value is marked secret in the SDK's form, unless it is unknown", () => {
  expect(wireSecret("canary")).toEqual(secret("canary"));
  expect(wireSecret(UNKNOWN)).toBe(UNKNOWN);
});

describe("settings that were applied last are the wanted ones", () => {
  const olds = { ...INPUTS, auth: PUBLIC_AUTH };
  const other = { ...APIKEY, apikey: { ...APIKEY.apikey, value: "canary-next" } };

  test("with the same parts and triggers, also where an older state lacks defaults", () => {
    expect(hasSameSettings(olds, INPUTS, { auth: APIKEY })).toBe(true);
    const older = { start: { url: START.url }, auth: PUBLIC_AUTH } as never;
    expect(hasSameSettings(older, { ...INPUTS, triggers: [] }, { auth: APIKEY })).toBe(true);
  });

  test.each<[string, Partial<Inputs>]>([
    ["another URL", { start: { ...START, url: "https://other.example" } }],
    ["another status", { start: { ...START, status: false } }],
    ["another part", { submission: START }],
    ["a part less", { auth: undefined }],
    ["another trigger", { triggers: [1] }],
    ["another credential", { auth: other }],
  ])("unless there is %s", (_change, change) => {
    expect(hasSameSettings(olds, { ...INPUTS, ...change }, { auth: APIKEY })).toBe(false);
  });

  test("with any credential, where the old inputs are not at hand", () => {
    expect(hasSameSettings(olds, { ...INPUTS, auth: other }, undefined)).toBe(true);
    expect(hasSameSettings(olds, { ...INPUTS, auth: other, triggers: [1] }, undefined)).toBe(false);
  });
});

test("settings that were applied get their credential back from the old inputs", () => {
  const olds = { ...INPUTS, auth: PUBLIC_AUTH };
  expect(withOldCredential(olds, APIKEY)).toEqual(INPUTS);
  expect(withOldCredential(olds, undefined)).toEqual(olds);
  expect(withOldCredential({ start: START }, APIKEY)).toEqual({ start: START });
});

test("inputs mark the credential secret, and nothing else", () => {
  expect(markCredential(INPUTS)).toEqual({
    ...INPUTS,
    auth: { ...APIKEY, apikey: { key: "X-Webhook-Key", value: secret("canary-value") } },
  });
  expect(markCredential<Inputs>({ aiInterviewId: 206 })).toStrictEqual({ aiInterviewId: 206 });
});

test("outputs have all of the inputs but the credential", () => {
  expect(appliedOutputs(INPUTS)).toEqual({ ...INPUTS, auth: PUBLIC_AUTH });
  expect(appliedOutputs<Inputs>({ aiInterviewId: 206 })).toStrictEqual({ aiInterviewId: 206 });
});

test("outputs of a call without a response keep the parts to disable, as secrets", () => {
  const wanted = { aiInterviewId: 206, submission: START };
  expect(unconfirmedOutputs({ start: START, submission: START, auth: APIKEY }, wanted)).toEqual({
    ...wanted,
    start: secret(START),
    auth: secret(PUBLIC_AUTH),
    unconfirmed: true,
  });
  expect(unconfirmedOutputs({}, wanted)).toStrictEqual({ ...wanted, unconfirmed: true });
});
