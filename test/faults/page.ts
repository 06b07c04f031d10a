import { markdownTable } from "../../tools/markdown-table";
import type { FaultRow } from "./faults";
import type { Cell, Outcome, Step } from "./matrix";

export type Results = Map<FaultRow, Record<Step, Cell>>;

/** `docs/measured/faults.md`. */
export function pageOf(results: Results): string {
  const rows = [...results];
  const sections = (["create", "update", "delete"] as const).flatMap((step) => [
    `## ${TITLES[step]}`,
    "",
    markdownTable(
      ["Fault", "Strikes once", "Lasts: calls", "ends with", "state holds", "API holds", "next `up`"],
      rows.map(([{ name }, cells]) => [name, ...cellsOf(cells[step])]),
    ),
    "",
  ]);
  return [
    INTRODUCTION,
    ...sections,
    "## What the user reads",
    "",
    "When the fault lasts, and a declaration of interview 206 is created:",
    "",
    markdownTable(
      ["Fault", "Message"],
      rows.map(([{ name }, { create }]) => [name, create.lasting.ending.error?.message ?? "(it succeeds)"]),
    ),
    "",
  ].join("\n");
}

const TITLES: Record<Step, string> = {
  create: "A declaration is created",
  update: "A declaration is updated: another URL, and one event less",
  delete: "A declaration is deleted",
};

const INTRODUCTION = `# What each fault does

<!-- Written by test/faults/matrix.slow.test.ts: UPDATE_DOCS=1 npx jest test/faults/matrix.slow.test.ts -->

Each row is a test: the step is run against an API that fails in this way, once and for as long as the step takes, with
\`xobin:maxRetries\` 1, so that two calls are the most. Then \`pulumi up\` runs again without the fault. **In every row, state and
API then both equal the declaration**; the last column is how many calls that took.

- _State_ and _API_ hold \`nothing\`, the \`old\` or the \`new\` settings, or events that are \`off\`. \`unconfirmed\`: whether the
  API applied the settings is not known, so the next \`up\` sends them again though nothing is changed in the program.
- How far calls are apart depends on chance where the API asks for nothing; here chance is at its longest.
- A create that fails for certain leaves no resource in the state; the next \`up\` creates it.
- A 404 of the API's own ends a delete well: an interview that is gone delivers nothing. (Here the interview comes back, and the API still holds its
  settings; nothing can be declared about that.)
- A proxy's response to CONNECT is not the API's: nothing was sent, so nothing is unconfirmed.
- A wait that the API asks for is kept to, up to two minutes in all for one call. When it asks for more, the call ends at once.
`;

function cellsOf({ once, lasting }: Cell): string[] {
  const { calls, ending, state, api, nextCalls } = lasting;
  return [
    onceText(once),
    lastingText(calls, ending),
    ending.error?.name ?? "success",
    state,
    api,
    callsText(nextCalls),
  ];
}

function onceText(once: Outcome | undefined): string {
  if (!once) {
    return "–";
  }
  return `${callsText(once.calls)}, ${once.ending.error ? "fails" : "success"}`;
}

function lastingText(calls: number, { waitsMs }: Outcome["ending"]): string {
  return calls === 1 ? "1" : `${calls}, ${waitsMs.map((ms) => `${ms / 1000} s`).join(" and ")} apart`;
}

function callsText(calls: number): string {
  return calls === 1 ? "1 call" : `${calls} calls`;
}
