import { interviewNameProblem, quoteName } from "../../../../provider/validation/names";

test.each(["receptionist", "Empfang Süd", "受付", "a b", "👩"])("%j is a name of an interview", (name) => {
  expect(interviewNameProblem(name)).toBeUndefined();
});

test.each(["", " ", "\u00a0"])("%j is no name of an interview", (name) => {
  expect(interviewNameProblem(name)).toMatch(/^is without a name/);
});

test.each([
  ["a\nb", "U+000A"],
  ["a\u0085b", "U+0085"],
  ["a\u202eb", "U+202E"],
  ["a\u2066b", "U+2066"],
  ["a\u2029b", "U+2029"],
  ["a\ufeffb", "U+FEFF"],
])("%j has a character that a review cannot show: %s", (name, code) => {
  expect(interviewNameProblem(name)).toBe(
    `is a name with a line break or an invisible character (${code}): remove it`,
  );
});

test("a name in quotation marks shows its invisible characters", () => {
  expect(quoteName('a"\n\u202e\u009b\u{e0041}é')).toBe('"a\\"\\n\\u202e\\u009b\\udb40\\udc41é"');
});
