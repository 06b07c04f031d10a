import { FAULTS } from "./faults";
import { cellOf, STEPS, type Step } from "./matrix";

jest.setTimeout(60_000);

/** One of each kind. `matrix.slow.test.ts` has all of them. */
const KINDS = [
  "400",
  "401",
  "404",
  "429, Retry-After 3",
  "500",
  "307 to another host",
  "200, HTML",
  "200, truncated after it was applied",
  "connection refused",
  "host name not found",
  "certificate not trusted",
  "proxy: 403 to CONNECT",
  "reset after it was applied",
  "no response, applied",
];

const rows = FAULTS.filter(({ name }) => KINDS.includes(name));

describe.each(rows)("$name", (row) => {
  test.each(Object.keys(STEPS) as Step[])("%s: the next `up` applies what is declared", async (step) => {
    await cellOf(row, step);
  });
});

test("each of these kinds is in the matrix", () => {
  expect(rows).toHaveLength(KINDS.length);
});
