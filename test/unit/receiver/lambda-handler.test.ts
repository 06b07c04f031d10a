import { createLambdaHandler } from "pulumi-xobin/receiver";
import { KEY, setup, START } from "./deliveries";

describe("createLambdaHandler", () => {
  test("refuses a repeated header by multiValueHeaders", async () => {
    const event = { httpMethod: "POST", headers: KEY, body: START };
    const handle = createLambdaHandler(setup().options);
    expect((await handle(event)).statusCode).toBe(204);
    const multiValueHeaders = { "X-Webhook-Key": ["x", "canary-key"] };
    expect((await handle({ ...event, multiValueHeaders })).statusCode).toBe(401);
  });

  test("responds in text to an event of a load balancer", async () => {
    const event = { requestContext: { elb: {} }, httpMethod: "POST", headers: KEY, body: START };
    expect(await createLambdaHandler(setup().options)(event)).toMatchObject({
      statusCode: 204,
      isBase64Encoded: false,
    });
  });

  test.each([true, false])(
    "takes no body for an empty one, with isBase64Encoded %s",
    async (isBase64Encoded) => {
      const event = { httpMethod: "POST", headers: KEY, isBase64Encoded };
      expect(await createLambdaHandler(setup().options)(event)).toMatchObject({
        statusCode: 400,
        body: expect.stringContaining("the body is empty") as string,
      });
    },
  );

  test("responds with 400 to what is said to be base64 and is not", async () => {
    const event = { httpMethod: "POST", headers: KEY, body: "{}", isBase64Encoded: true };
    expect(await createLambdaHandler(setup().options)(event)).toMatchObject({
      statusCode: 400,
      body: expect.stringContaining("isBase64Encoded") as string,
    });
  });

  test("rejects an event of another kind, and says what it is for", async () => {
    await expect(createLambdaHandler(setup().options)({ Records: [] } as object)).rejects.toThrow(
      "Not an HTTP event",
    );
  });

  test("gives multiValueHeaders back to a load balancer that sends them", async () => {
    const requestContext = { elb: { targetGroupArn: "arn" } };
    const event = { requestContext, httpMethod: "GET", body: START };
    const handle = createLambdaHandler(setup().options);
    const multiValueHeaders = { "x-webhook-key": ["canary-key"] };
    expect(await handle({ ...event, multiValueHeaders })).toMatchObject({
      statusCode: 405,
      multiValueHeaders: { allow: ["POST"] },
    });
    expect(await handle({ ...event, headers: KEY })).not.toHaveProperty("multiValueHeaders");
  });

  test("reads headers beside multiValueHeaders that are empty", async () => {
    const event = { httpMethod: "POST", headers: KEY, multiValueHeaders: {}, body: START };
    expect((await createLambdaHandler(setup().options)(event)).statusCode).toBe(204);
  });

  test.each<[string, object, string]>([
    [
      "a body that is an object",
      { httpMethod: "POST", headers: KEY, body: JSON.parse(START) as object },
      "write it as text",
    ],
    ["no headers", { httpMethod: "POST", body: START }, "The event has no headers"],
  ])("rejects an event written by hand with %s, and says what to write", async (_case, event, message) => {
    await expect(createLambdaHandler(setup().options)(event)).rejects.toThrow(message);
  });
});
