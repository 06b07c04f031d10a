import fc from "fast-check";
import { checkSettings } from "../../../../provider/settings/schema";

/** How the SDK hands an unknown value to a dynamic provider (`unknownValue` of its `runtime/rpc`). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const start = { url: "https://example.com/start" };
const basic = { type: "basic", basic: { username: "hooks", password: "canary-password" } };
const apikey = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-value" } };

describe("any input", () => {
  const leaf = fc.oneof(
    fc.constant(UNKNOWN),
    fc.constantFrom("basic", "apikey", "https://example.com", 206, true, null, "", NaN),
    fc.jsonValue(),
  );
  const key = fc.oneof(
    fc.constantFrom("url", "status", "type", "basic", "apikey", "username", "password", "key", "value"),
    fc.constantFrom("__proto__", "constructor", "toString", "toJSON", "hasOwnProperty", "start.url", ""),
    fc.string(),
  );
  const { block } = fc.letrec<{ block: unknown }>((tie) => ({
    block: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      fc.dictionary(key, tie("block"), { noNullPrototype: true }),
      fc.array(tie("block"), { maxLength: 3 }),
    ),
  }));
  const mostly = (usual: unknown) => fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, block);
  const properties = fc.record(
    {
      aiInterviewId: mostly(206),
      start: mostly(start),
      submission: mostly({ ...start, status: false }),
      auth: fc.oneof(mostly(basic), mostly(apikey)),
      triggers: mostly([1]),
    },
    { requiredKeys: [] },
  );
  const others = fc.oneof(fc.constant({}), fc.dictionary(key, block, { noNullPrototype: true }));
  const inputs = fc.tuple(properties, others).map(([known, other]) => ({ ...other, ...known }));

  test("is either accepted or refused with a path, never an exception", () => {
    let accepted = 0;
    fc.assert(
      fc.property(inputs, (news) => {
        const result = checkSettings(news);
        if ("settings" in result) {
          accepted += 1;
          // Accepted settings are accepted again as they are: every default is filled in.
          expect(checkSettings(result.settings)).toEqual(result);
          return;
        }
        expect(result.failures.length).toBeGreaterThan(0);
        for (const { property, reason } of result.failures) {
          expect(property === "" || reason.startsWith(`${property} `)).toBe(true);
          expect(reason).toMatch(/^\S+ .*(is required|must|is not a property|does not apply|contains)/);
          expect(reason.length).toBeLessThan(300);
        }
      }),
      { numRuns: 1000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test("keeps its plain values when it is accepted", () => {
    const url = fc
      .webUrl({ validSchemes: ["https"] })
      .filter((value) => value.length < 2048 && !value.endsWith("'"));
    const webhook = fc.record({ url, status: fc.boolean() }, { requiredKeys: ["url"] });
    const settings = fc.record({
      aiInterviewId: fc.integer({ min: 1 }),
      start: webhook,
      submission: webhook,
    });
    fc.assert(
      fc.property(settings, (news) => {
        expect(checkSettings(news)).toMatchObject({ settings: news });
      }),
    );
  });
});
