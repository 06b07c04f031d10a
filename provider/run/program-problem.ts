/** A property that no program uses by chance. */
const PROBLEM = "pulumi-xobin:problem";

/**
 * The result of `inspect`, or the problem that it throws, which takes the place of an input behind an Output or a Promise. `check`
 * reports it: a rejected Output hangs a preview, or fails it with another message in each SDK (measured).
 */
export function orProblem<T>(inspect: () => T): T | { [PROBLEM]: string } {
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
