import { completedIn } from "../../../results/completed-in";

const JULY = { since: Date.parse("2025-07-01T00:00:00Z"), until: Date.parse("2025-08-01T00:00:00Z") };

/** A row as documented, with changes. */
function row(changes: object = {}): object {
  return {
    ai_interview_id: 206,
    candidate_id: 7063,
    invite_status: "Completed",
    last_updated_at: "Fri, 11 Jul 2025 05:25:53 GMT",
    response_id: 6735,
    ...changes,
  };
}

test("a completed invitation counts, a pending one with a response id does not", () => {
  expect(completedIn([row({ response_id: 6734, invite_status: "Pending" }), row()], JULY)).toEqual([
    { responseId: 6735, completedAt: Date.parse("2025-07-11T05:25:53Z") },
  ]);
});

test.each(["completed", " COMPLETED "])("the status %j counts as completed", (invite_status) => {
  expect(completedIn([row({ invite_status })], JULY)).toHaveLength(1);
});

test.each(["Pending", "Started", "Expired", ""])("the status %j counts as not completed", (invite_status) => {
  expect(completedIn([row({ invite_status })], JULY)).toEqual([]);
});

test.each([
  ["Mon, 30 Jun 2025 23:59:59 GMT", 0],
  ["Tue, 01 Jul 2025 00:00:00 GMT", 1],
  ["Thu, 31 Jul 2025 23:59:59 GMT", 1],
  ["Fri, 01 Aug 2025 00:00:00 GMT", 0],
])("the window holds its first moment and not its last: %s", (last_updated_at, count) => {
  expect(completedIn([row({ last_updated_at })], JULY)).toHaveLength(count);
});

test("results come oldest first, and those without a readable date before all", () => {
  const rows = [
    row({ response_id: 1, last_updated_at: "Sat, 12 Jul 2025 00:00:00 GMT" }),
    row({ response_id: 2, last_updated_at: "Fri, 11 Jul 2025 00:00:00 GMT" }),
    row({ response_id: 3, last_updated_at: "not long ago" }),
  ];
  expect(completedIn(rows, JULY)?.map(({ responseId }) => responseId)).toEqual([3, 2, 1]);
});

test.each([
  ...[null, 7, "", "2025-07-11", "11 Jul 2025 05:25:53", "Fri, 99 Jul 2025 05:25:53 GMT", undefined],
  ...["11-07-2025", "05:25 11-07-2025", "11/07/2025 05:25:53 GMT", "11/07/25 05:25:53 Z"],
])("a row whose date is %j is listed, whatever the window", (last_updated_at) => {
  expect(completedIn([row({ last_updated_at })], { since: 0, until: 1 })).toEqual([
    { responseId: 6735, completedAt: undefined },
  ]);
});

test.each([
  "2025-07-11T05:25:53Z",
  "2025-07-11T07:25:53.000000+02:00",
  "2025-07-11 05:25:53 UTC",
  "2025-07-11 10:55:53+0530",
  "11 Jul 2025 05:25:53 +0000",
])("the date %s is readable", (last_updated_at) => {
  const completedAt = Date.parse("2025-07-11T05:25:53Z");
  expect(completedIn([row({ last_updated_at })], JULY)).toMatchObject([{ completedAt }]);
});

test("an id may be its digits in a string", () => {
  expect(completedIn([row({ response_id: "6735" })], JULY)).toMatchObject([{ responseId: 6735 }]);
});

test.each([undefined, null, "", "x", 1.5, -1, 2 ** 53, {}])(
  "a row whose response id is %j is listed without one",
  (response_id) => {
    expect(completedIn([row({ response_id })], JULY)).toMatchObject([{ responseId: undefined }]);
  },
);

test.each([undefined, null, 7, {}])("a row whose status is %j is listed", (invite_status) => {
  expect(completedIn([row({ invite_status })], JULY)).toHaveLength(1);
});

test("a row that comes twice is one result, and rows without an id are one each", () => {
  const nameless = row({ response_id: null });
  expect(completedIn([row(), row(), nameless, nameless], JULY)).toHaveLength(3);
});

test("a row of another form hides no other, and is listed without an id", () => {
  const unreadable = { responseId: undefined, completedAt: undefined };
  expect(completedIn([null, [row()], row()], JULY)).toMatchObject([
    unreadable,
    unreadable,
    { responseId: 6735 },
  ]);
});

test.each([null, undefined, 7, "[]", {}, { data: [] }, [null], [7], [[]]])(
  "%j is no list of invitations, which is not the same as an empty one",
  (list) => {
    expect(completedIn(list, JULY)).toBeUndefined();
    expect(completedIn([], JULY)).toEqual([]);
  },
);
