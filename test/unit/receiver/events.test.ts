import { Readable } from "node:stream";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import {
  InvalidEventError,
  isTestEvent,
  parseEvent,
  UnknownEventError,
  type SubmissionEvent,
  type XobinEvent,
} from "pulumi-xobin/receiver";
import { sampleEvent } from "../../../sandbox/sample-events";

const START = sampleEvent(206, "start");
const SUBMISSION = sampleEvent(206, "submission");
const IDS = { ai_interview_id: 206, response_id: 6726 };
/** What is left of a submission of which nothing else could be read. */
const BARE = { ...IDS, invite_status: "Completed" };

describe("parseEvent reads the documented events", () => {
  const text = JSON.stringify(SUBMISSION);
  const bytes = new TextEncoder().encode(text);

  test.each<[string, unknown]>([
    ["text", text],
    ["text with a byte order mark", `\uFEFF${text}`],
    ["a Buffer", Buffer.from(text)],
    ["bytes with a byte order mark", new TextEncoder().encode(`\uFEFF${text}`)],
    ["a part of a larger buffer", new TextEncoder().encode(`xx${text}xx`).subarray(2, 2 + bytes.length)],
    ["bytes of another realm", runInNewContext("Uint8Array.from(bytes)", { bytes })],
    ["an ArrayBuffer", bytes.buffer],
    ["an ArrayBuffer of another realm", runInNewContext("Uint8Array.from(bytes).buffer", { bytes })],
    ["a DataView", new DataView(bytes.buffer)],
    ["a SharedArrayBuffer", Object.assign(new Uint8Array(new SharedArrayBuffer(bytes.length)), bytes).buffer],
    ["a parsed object", SUBMISSION],
    ["a parsed object of another realm", runInNewContext("JSON.parse(text)", { text })],
    ["a parsed object without a prototype", Object.assign(Object.create(null) as object, SUBMISSION)],
  ])("from %s", (_case, body) => {
    const { custom_field_id: _absent, ...fields } = SUBMISSION;
    const { raw, ...event } = parseEvent(body);
    expect(event).toStrictEqual(fields);
    expect(JSON.parse(JSON.stringify(raw))).toStrictEqual(SUBMISSION);
  });

  test("and tells them apart by their status, types included", () => {
    const seen = [START, SUBMISSION].map((sample) => summary(parseEvent(sample)));
    expect(seen).toEqual(["Jennifer Gross has started", "Jennifer Gross: Recommended, 81"]);
  });

  test("and keeps fields that they get in future in raw, at every depth", () => {
    const future = { ...SUBMISSION, attempt: { number: 2 }, skill_wise_scores: { extras: [1] } };
    expect(parseEvent(future).raw).toEqual(future);
  });
});

describe("parseEvent loses no event over", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      "ids as digits",
      { ai_interview_id: "206", response_id: " 6726\n", candidate_id: "7054" },
      { candidate_id: 7054 },
    ],
    ["an id that is 0", { candidate_id: 0 }, { candidate_id: 0 }],
    ["a candidate's id that is no number", { candidate_id: "x-7054" }, {}],
    ["a candidate's id beyond what a number can hold", { candidate_id: 1e300 }, {}],
    ["a candidate's id that is negative", { candidate_id: -1 }, {}],
    ["a candidate's id in a list", { candidate_id: [7054] }, {}],
    ["a name with a byte order mark inside", { candidate_name: "a\uFEFFb" }, { candidate_name: "a\uFEFFb" }],
    ["a status in another case", { invite_status: "COMPLETED" }, {}],
    ["a status with blanks", { invite_status: " Completed\n" }, {}],
    ["a name that is an object", { candidate_name: { first: "Jennifer" } }, {}],
    ["an integrity score that is null", { integrity_score: null }, {}],
    ["a score in a string", { score: "81.5" }, {}],
    ["a score that is no number", { score: NaN }, {}],
    ["a score with a fraction", { score: 81.5 }, { score: 81.5 }],
    ["recordings in a list", { interview_recording: [] }, {}],
    ["recordings in a string", { interview_recording: "https://example.com" }, {}],
    [
      "a recording that is no URL",
      { interview_recording: { a: null, b: "b" } },
      { interview_recording: { b: "b" } },
    ],
    ["a recommendation that is a list", { recommendation: ["Recommended"] }, {}],
    ["scores of skills that are null", { skill_wise_scores: null }, {}],
    [
      "scores of skills of which some are of another shape",
      {
        skill_wise_scores: { must_haves: null, nice_to_haves: [null, "x", { score: "84", skill_name: "a" }] },
      },
      { skill_wise_scores: { nice_to_haves: [{ skill_name: "a" }] } },
    ],
    ["scores of skills in an object", { skill_wise_scores: { must_haves: {} } }, { skill_wise_scores: {} }],
    [
      "turns of the conversation of which some are of another shape",
      { conversation: [null, 1, [], { content: 5, mode: null, role: "candidate", timestamp: 17 }] },
      { conversation: [{ role: "candidate", timestamp: 17 }] },
    ],
    ["a conversation that is text", { conversation: "Hello." }, {}],
    ["an own field that is null", { custom_field_id: null }, {}],
    ["an own field of any form", { custom_field_id: [7] }, { custom_field_id: [7] }],
  ])("%s", (_case, fields, read) => {
    const sent = { ...BARE, ...fields };
    expect(parseEvent(sent)).toStrictEqual({ ...BARE, ...read, raw: sent });
  });

  test("a key that comes twice: the last one counts", () => {
    const event = parseEvent(
      '{"response_id":1,"ai_interview_id":206,"invite_status":"Started","response_id":6726}',
    );
    expect(event.response_id).toBe(6726);
  });
});

describe("parseEvent refuses, naming the field and no value,", () => {
  test.each<[string, unknown, string]>([
    ["an empty body", "", "the body is empty"],
    ["a body of blanks", Buffer.from(" \n"), "the body is empty"],
    ["HTML", "<html>jennifergross@mailinator.com</html>", "the body is not JSON"],
    ["half an event", JSON.stringify(SUBMISSION).slice(0, 100), "the body is not JSON"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00]), "the body is not JSON"],
    ["a word that could be base64", "enabled but not an event", "the body is not JSON"],
    ["text that ends like base64", "not eyJh", "the body is not JSON"],
    ["text that begins like base64", "eyJh, not", "the body is not JSON"],
    ["base64 in lines", "eyJh\r\nbGci", "isBase64Encoded"],
    ["brackets without end", "[".repeat(1e6), "the body is not JSON"],
    ["base64", Buffer.from(JSON.stringify(START)).toString("base64"), "isBase64Encoded"],
    [
      "base64 of indented JSON",
      Buffer.from(JSON.stringify(START, null, 2)).toString("base64"),
      "isBase64Encoded",
    ],
    [
      "base64 with a byte order mark",
      Buffer.from(`\uFEFF${JSON.stringify(START)}`).toString("base64"),
      "isBase64Encoded",
    ],
    ["base64 for URLs", Buffer.from(JSON.stringify(START)).toString("base64url"), "isBase64Encoded"],
    ["null", "null", "the body: "],
    ["no body at all", undefined, "the body: "],
    ["a body that is null", null, "the body: "],
    ["a list", [START], "the body: "],
    ["a string in a string", JSON.stringify(JSON.stringify(START)), "the body: "],
    ["no status", { ...START, invite_status: undefined }, 'invite_status: must be "Started" or "Completed"'],
    ["a status that is blank", { ...START, invite_status: " " }, "invite_status: "],
    ["a status that is no text", { ...START, invite_status: ["Started"] }, "invite_status: "],
    ["an id that is a name", { ...START, ai_interview_id: "jennifergross" }, "ai_interview_id: "],
    ["an id without digits", { ...START, response_id: "" }, "response_id: "],
    ["an id that is negative", { ...START, response_id: -1 }, "response_id: "],
    ["an id with a fraction", { ...START, response_id: 1.5 }, "response_id: "],
    ["an id in hexadecimal", { ...START, response_id: "0x1A" }, "response_id: "],
    ["an id with an exponent", { ...START, response_id: "1e3" }, "response_id: "],
    ["an id in a list", { ...START, response_id: [6726] }, "response_id: "],
    ["an id that JavaScript cannot tell from the next", `{"response_id":9007199254740993}`, "response_id: "],
    [
      "digits that JavaScript cannot tell apart",
      { ...START, response_id: "9007199254740993" },
      "response_id: ",
    ],
    ["fields of a prototype", Object.create(START), "ai_interview_id: "],
    [
      "fields under __proto__",
      JSON.stringify({}).replace("}", `"__proto__":${JSON.stringify(START)}}`),
      "response_id: ",
    ],
  ])("%s", (_case, body, message) => {
    const error = thrownBy(body);
    expect(error).toBeInstanceOf(InvalidEventError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("jennifergross");
  });

  test.each(["ai_interview_id", "response_id"])("%s alone, and the form that it must have", (field) => {
    const error = thrownBy({ ...START, [field]: "x" });
    expect(error.name).toBe("InvalidEventError");
    expect(error.message).toBe(
      `Not an event of an AI interview: ${field}: must be a non-negative integer that JavaScript can represent, or its digits in a string`,
    );
  });

  test("the status alone, and its values", () => {
    expect(thrownBy({ ...START, invite_status: "" }).message).toBe(
      'Not an event of an AI interview: invite_status: must be "Started" or "Completed"',
    );
  });

  test("every mistake in one message", () => {
    expect(thrownBy({ ...START, ai_interview_id: "x", response_id: "y", invite_status: 1 }).message).toMatch(
      /ai_interview_id: .*; response_id: .*; invite_status: /,
    );
  });
});

test.each<[string, unknown]>([
  ["a promise", Promise.resolve(JSON.stringify(START))],
  ["a web stream", new Blob([]).stream()],
  ["a web request", new Request("http://localhost", { method: "POST", body: "{}" })],
  ["a stream of Node.js", Readable.from([])],
])("parseEvent tells apart %s, which is a mistake of the receiver", (_case, body) => {
  expect(thrownBy(body)).toBeInstanceOf(TypeError);
  expect(thrownBy(body).message).toContain("await request.text()");
});

describe("an event of an unknown kind", () => {
  const unknown = { ...START, invite_status: "Jennifergross left", response_id: "6726" };

  test("is an error of its own with the event as it came", () => {
    const error = unknownEventOf(JSON.stringify(unknown));
    expect(error).not.toBeInstanceOf(InvalidEventError);
    expect(error).toMatchObject({
      name: "UnknownEventError",
      message: expect.stringContaining("invite_status") as string,
      raw: unknown,
      aiInterviewId: 206,
      responseId: 6726,
    });
  });

  test("needs no ids: the vendor may add one about something else", () => {
    const error = unknownEventOf({ invite_status: "Invited" });
    expect([error.aiInterviewId, error.responseId]).toEqual([undefined, undefined]);
  });

  test("shows nothing of itself when the error is printed", () => {
    const error = thrownBy(unknown);
    expect(`${inspect(error)}${JSON.stringify(error)}`).not.toMatch(/jennifer/i);
  });
});

describe("isTestEvent recognizes", () => {
  const TEST = { ...START, response_id: 0, candidate_id: 0, candidate_email: "test-event@example.invalid" };

  test.each<[string, Record<string, unknown>, boolean]>([
    ["a test event", {}, true],
    ["an address below a subdomain", { candidate_email: "a@b.Example.INVALID" }, true],
    ["no real response", { response_id: 6726 }, false],
    ["no real candidate", { candidate_id: 7054 }, false],
    ["no event without a candidate", { candidate_id: null }, false],
    ["no address that can exist", { candidate_email: "test-event@example.com" }, false],
    ["no domain that ends alike", { candidate_email: "a@myexample.invalid" }, false],
    ["no address that goes on", { candidate_email: "a@example.invalid.com" }, false],
    ["no event without an address", { candidate_email: null }, false],
  ])("%s", (_case, fields, expected) => {
    expect(isTestEvent(parseEvent({ ...TEST, ...fields }))).toBe(expected);
  });
});

test("an event that is large or deep is read as it is", () => {
  const conversation = Array.from({ length: 50_000 }, (_, index) => ({
    content: `line ${index}`,
    role: "candidate",
  }));
  const deep = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`) as unknown;
  const event = parseEvent(JSON.stringify({ ...SUBMISSION, conversation, deep }));
  expect(event).toMatchObject({ conversation: { length: 50_000 } });
  expect(event.raw["deep"]).toEqual(deep);
});

test("an event that tries to change a prototype changes none", () => {
  const hostile = JSON.stringify({ ...SUBMISSION, interview_recording: {} })
    .replace("{", '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},')
    .replace('"interview_recording":{', '"interview_recording":{"__proto__":"https://example.com"');
  const event = parseEvent(hostile);
  expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
  expect(event).not.toHaveProperty("admin");
  expect({}).not.toHaveProperty("admin");
  expect(Object.entries((event as SubmissionEvent).interview_recording ?? {})).toEqual([
    ["__proto__", "https://example.com"],
  ]);
});

function summary(event: XobinEvent): string {
  return event.invite_status === "Started"
    ? `${event.candidate_name ?? "?"} has started`
    : `${event.candidate_name ?? "?"}: ${event.recommendation ?? "?"}, ${event.score ?? "no score"}`;
}

function thrownBy(body: unknown): Error {
  try {
    parseEvent(body);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was read");
}

function unknownEventOf(body: unknown): UnknownEventError {
  const error = thrownBy(body);
  if (!(error instanceof UnknownEventError)) {
    throw error;
  }
  return error;
}
