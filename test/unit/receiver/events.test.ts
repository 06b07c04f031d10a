import { InvalidEventError, parseEvent, type XobinEvent } from "pulumi-xobin/receiver";
import { sampleEvent } from "../../../sandbox/sample-events";

const START = sampleEvent(206, "start");
const SUBMISSION = sampleEvent(206, "submission");

describe("reads the documented events", () => {
  test.each([
    ["start", START],
    ["submission", SUBMISSION],
  ])("%s, as text, as bytes and as a framework parsed it", (_case, sample) => {
    const text = JSON.stringify(sample);
    for (const body of [
      text,
      `\uFEFF${text}`,
      Buffer.from(text),
      new TextEncoder().encode(`\uFEFF${text}`),
      sample,
    ]) {
      expect(parseEvent(body)).toEqual(sample);
    }
  });

  test("and tells them apart by their status, types included", () => {
    const seen = [START, SUBMISSION].map((sample) => summary(parseEvent(sample)));
    expect(seen).toEqual(["Jennifer Gross has started", "Jennifer Gross: Recommended, 81"]);
  });

  test("with fields that they get in future, at every depth", () => {
    const skill = { score: 84, skill_name: "Communication", weight: 2 };
    const future = {
      ...SUBMISSION,
      attempt: { number: 2 },
      skill_wise_scores: { must_haves: [skill], extras: [1] },
    };
    expect(parseEvent(future)).toEqual(future);
  });

  test("without the fields that only the report is known to have, and with null in their place", () => {
    const assumed = [
      "score",
      "pdf_link",
      "report_link",
      "skill_wise_scores",
      "conversation",
      "custom_field_id",
    ];
    const without = Object.fromEntries(
      Object.entries(SUBMISSION).filter(([name]) => !assumed.includes(name)),
    );
    expect(parseEvent(without)).toEqual(without);
    const empty = { ...without, ...Object.fromEntries(assumed.map((name) => [name, null])) };
    expect(parseEvent(empty)).toEqual(empty);
  });
});

describe("refuses, naming the field and no value,", () => {
  test.each<[string, unknown, string]>([
    ["an empty body", "", "the body is not JSON"],
    ["HTML", "<html>jennifergross@mailinator.com</html>", "the body is not JSON"],
    ["half an event", JSON.stringify(SUBMISSION).slice(0, 100), "the body is not JSON"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00]), "the body is not JSON"],
    ["brackets without end", "[".repeat(1e6), "the body is not JSON"],
    ["null", "null", "the body: "],
    ["no body at all", undefined, "the body: "],
    ["a list", [START], "the body: "],
    ["a string in a string", JSON.stringify(JSON.stringify(START)), "the body: "],
    [
      "another status",
      { ...START, invite_status: "jennifergross" },
      'invite_status: must be "Started" or "Completed"',
    ],
    ["no status", { ...START, invite_status: undefined }, "invite_status: "],
    ["a number as text", { ...START, ai_interview_id: "206" }, "ai_interview_id: "],
    ["a fraction", { ...START, response_id: 1.5 }, "response_id: "],
    ["a number beyond what JavaScript holds", { ...START, candidate_id: 1e300 }, "candidate_id: "],
    ["a name that is an object", { ...START, candidate_name: { $ne: "jennifergross" } }, "candidate_name: "],
    ["a recording that is a list", { ...SUBMISSION, interview_recording: ["x"] }, "interview_recording: "],
    [
      "a recording that is no URL",
      { ...SUBMISSION, interview_recording: { a: 1 } },
      "interview_recording.a: ",
    ],
  ])("%s", (_case, body, message) => {
    expect(() => parseEvent(body)).toThrow(InvalidEventError);
    expect(messageOf(body)).toContain(message);
    expect(messageOf(body)).not.toContain("jennifergross");
  });

  test("every mistake in one message", () => {
    expect(messageOf({ ...START, candidate_id: "x", response_id: "y" })).toMatch(
      /candidate_id: .*; response_id: /,
    );
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
  expect(event["deep"]).toEqual(deep);
});

test("an event that tries to change a prototype changes none", () => {
  const hostile = JSON.stringify(START).replace(
    "{",
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},',
  );
  const event = parseEvent(hostile);
  expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
  expect(event).not.toHaveProperty("admin");
  expect({}).not.toHaveProperty("admin");
});

function summary(event: XobinEvent): string {
  return event.invite_status === "Started"
    ? `${event.candidate_name} has started`
    : `${event.candidate_name}: ${event.recommendation}, ${event.score ?? "no score"}`;
}

function messageOf(body: unknown): string {
  try {
    parseEvent(body);
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}
