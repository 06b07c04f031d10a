import { printOutcome } from "../../cli/recovery/report";
import type { Plan } from "../../cli/recovery/plan";
import type { Status, Target } from "../../cli/recovery/result";

/** The last line of the table's form. */
async function summaryOf(
  statuses: readonly Status[],
  isDelivery = false,
  problems: Plan["problems"] = [],
): Promise<string> {
  let printed = "";
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const results = statuses.map((status, index) => ({
    target: undefined,
    responseId: index + 1,
    completedAt: undefined,
    status,
  }));
  await printOutcome(
    { results, problems, window: undefined, isDelivery, journalProblem: undefined },
    "table",
  );
  spy.mockRestore();
  return printed.trim().split("\n").at(-1) ?? "";
}

test.each<[Status[], boolean, string]>([
  [["there", "there"], false, "Of 2 results, none is missing."],
  [["missing", "there", "missing"], false, "Of 3 results, 2 are missing."],
  [["gone", "not-ready", "not-ready"], false, "Of 3 results, none is missing; 1 is gone; 2 are not ready."],
  [["other-interview", "missing"], false, "Of 2 results, 1 is missing; 1 is of another interview."],
  [["accepted", "refused"], true, "1 result delivered and accepted; of 2 results, 1 is missing."],
])("the last line counts results that are %j", async (statuses, isDelivery, line) => {
  expect(await summaryOf(statuses, isDelivery)).toBe(line);
});

test("the last line begins with the interviews that could not be read", async () => {
  const spy = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const target = { publicNumber: 206, resource: "cook", stack: "prod" } as Target;
  const line = await summaryOf([], false, [{ target, text: "the API failed." }]);
  spy.mockRestore();
  expect(line).toBe("1 interview could not be read; of 0 results, none is missing.");
});
