import { leaks } from "../../../../../provider/api/http/redaction";

/** The processor's time, and the shortest of several: a busy machine lengthens both less than others. */
function millisecondsOf(work: () => void): number {
  return Math.min(
    ...Array.from({ length: 10 }, () => {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  );
}

const varied = (length: number, firstPoint: number) =>
  Array.from({ length }, (_, at) => String.fromCodePoint(firstPoint + ((at * at + 7 * at) % 89))).join("");

test("a usual message costs less than a millisecond", () => {
  const secrets = [varied(40, 0x21), varied(32, 0x30), varied(24, 0x41)];
  expect(millisecondsOf(() => leaks("start.url must be a valid https URL", secrets))).toBeLessThan(1);
});

test.each([
  ["ASCII", 0x21],
  ["Latin-1", 0xa1],
  ["Chinese", 0x4e00],
])("a text of 4 KiB and a secret of 8,000 %s characters cost less than 50 ms", (_name, firstPoint) => {
  const text = `${varied(1024, 0x30)}${"&#x41;%2541[{\\u0042<b>".repeat(140)}`.slice(0, 4096);
  expect(leaks(text, [varied(8000, firstPoint)])).toBe(false);
  expect(millisecondsOf(() => leaks(text, [varied(8000, firstPoint)]))).toBeLessThan(50);
});
