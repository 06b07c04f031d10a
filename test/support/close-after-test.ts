const open: (() => Promise<void> | void)[] = [];

/** Calls `close` after the test that runs now. */
export function closeAfterTest(close: () => Promise<void> | void): void {
  open.push(close);
}

afterEach(async () => {
  // The last opened is closed first: a stack's processes end before its API does.
  for (const close of open.splice(0).reverse()) {
    await close();
  }
});
