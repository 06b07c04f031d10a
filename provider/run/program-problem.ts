/** The property of a {@link ProgramProblem}, which no program uses by chance. */
const PROBLEM = "pulumi-xobin:problem";

/**
 * Takes the place of an input that the program's side has refused, where the value was behind an Output or a Promise. `check` reports
 * it: a rejected Output hangs a preview, or fails it with another message in each SDK (measured).
 */
export interface ProgramProblem {
  [PROBLEM]: string;
}

/** The result of `inspect`, or the problem that it throws. */
export function orProblem<T>(inspect: () => T): T | ProgramProblem {
  try {
    return inspect();
  } catch (error) {
    return { [PROBLEM]: (error as Error).message };
  }
}

/** The first problem in an input, at any depth; `undefined` where there is none. */
export function problemIn(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) {
    return undefined;
  }
  if (PROBLEM in input) {
    return String(input[PROBLEM]);
  }
  return Object.values(input)
    .map(problemIn)
    .find((problem) => problem !== undefined);
}
