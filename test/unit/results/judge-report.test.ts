import { judgeReport } from "../../../results/judge-report";

const ASKED = { responseId: 6735, aiInterviewIds: new Set([206]) };
const REPORT = { ai_interview_id: 206, response_id: 6735, invite_status: "Completed", score: 81 };

test("a completed report is the submission event, with the report as it came", () => {
  expect(judgeReport({ ...REPORT, extra: 1 }, ASKED)).toEqual({
    ...REPORT,
    raw: { ...REPORT, extra: 1 },
  });
});

test.each(["Pending", "Started", "In evaluation", "", null, undefined])(
  "a report whose status is %j is not ready",
  (invite_status) => {
    expect(judgeReport({ ...REPORT, invite_status }, ASKED)).toBe("not-ready");
  },
);

test("a report of another interview is told apart", () => {
  expect(judgeReport({ ...REPORT, ai_interview_id: 207 }, ASKED)).toBe("other-interview");
});

test.each([
  null,
  undefined,
  7,
  "text",
  [],
  [REPORT],
  { ...REPORT, ai_interview_id: undefined },
  { ...REPORT, response_id: undefined },
  { ...REPORT, response_id: 6736 },
  { ...REPORT, invite_status: 7 },
])("%j is no report of the response", (report) => {
  expect(judgeReport(report, ASKED)).toBe("unreadable");
});
