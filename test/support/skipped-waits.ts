/** The time by {@link skippedWaits}, which nothing but its waits moves on. */
let now = Date.now();

/** `node:timers/promises` whose waits are told, not waited for: for `jest.mock`. `Date.now` moves on by each. */
export const skippedWaits = {
  setTimeout: (ms: number) => {
    now += ms;
    return Promise.resolve();
  },
};

beforeEach(() => {
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});
