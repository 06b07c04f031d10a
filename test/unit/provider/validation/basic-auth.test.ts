import { passwordProblem, userNameProblem } from "../../../../provider/validation/basic-auth";

const CONTROL = "must not contain line breaks or other control characters";

test.each(["hooks", "a b", "ü", "a@b.example", " ", "\u0080"])("%p is a user name and a password", (text) => {
  expect(userNameProblem(text)).toBeUndefined();
  expect(passwordProblem(text)).toBeUndefined();
});

test.each([
  ["", "must not be empty"],
  ["a\n", CONTROL],
  ["a\rb", CONTROL],
  ["\0", CONTROL],
  ["\u001f", CONTROL],
  ["\u007f", CONTROL],
])("%p is neither a user name nor a password", (text, problem) => {
  expect(userNameProblem(text)).toBe(problem);
  expect(passwordProblem(text)).toBe(problem);
});

test("a colon ends a user name, and is part of a password", () => {
  expect(userNameProblem("a:b")).toBe(
    "must not contain a colon: HTTP basic authentication ends the user name at the first one",
  );
  expect(passwordProblem("a:b")).toBeUndefined();
});
