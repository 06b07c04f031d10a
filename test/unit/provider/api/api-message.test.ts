import { readApiMessage } from "../../../../provider/api/api-message";

const messageOf = (json: unknown, secrets: string[]) => readApiMessage(json, { secrets }).apiMessage;

test.each([
  [{ error: "limit_exceed", message: "Invites Exhausted. Please contact support." }, true],
  [{ message: "Your plan's quota is exhausted" }, true],
  [{ error: "Forbidden" }, false],
])("%j says that a limit is reached, or does not, also where it is withheld", (body, isLimit) => {
  expect(readApiMessage(body, { secrets: [] }).isLimit).toBe(isLimit);
  expect(readApiMessage(body, { withheldBecause: "it is too loud" }).isLimit).toBe(isLimit);
});

test("a message holds error and message of the response on one line, and no more", () => {
  const body = {
    error: " limit_exceed\n",
    message: "Invites \u0000Exhausted.\u202e",
    request: "r",
    status: "s",
  };
  expect(messageOf(body, [])).toBe("limit_exceed: Invites Exhausted.");
});

test.each([
  undefined,
  null,
  [[]],
  1,
  "text",
  {},
  { error: { a: 1 }, message: null },
  [[{ error: "Not found" }]],
])("the body %j is not the API's own and gives no message", (body) => {
  expect(readApiMessage(body, { secrets: [] }).fromApi).toBe(false);
  expect(messageOf(body, ["secret"])).toBe("");
});

test.each([{ error: "AI interview not found" }, { message: "", status: "error" }])(
  "the body %j is the API's own",
  (body) => {
    expect(readApiMessage(body, { secrets: [] }).fromApi).toBe(true);
  },
);

test("a long text is shortened", () => {
  const shortened = messageOf({ error: "word ".repeat(1000) }, []);
  expect(shortened).toHaveLength(301);
  expect(shortened).toMatch(/…$/);
});

test.each([
  [{ error: "", message: "Not found" }],
  [{ error: "Not found", message: " \n" }],
  [{ message: "Not found" }],
])("an empty part of a message leaves no trace: %j", (body) => {
  expect(messageOf(body, [])).toBe("Not found");
});

test("a text of 300 characters is printed in full", () => {
  const error = "x".repeat(300);
  expect(messageOf({ error }, [])).toBe(error);
});

test("a secret far behind the printed part of a text withholds nothing", () => {
  const printed = messageOf({ error: `${"word ".repeat(1000)}canary-1` }, ["canary-1"]);
  expect(printed).toMatch(/^word word .*…$/);
});

test("a secret that error and message make up together is withheld", () => {
  const body = { error: "ab", message: "cd" };
  expect(messageOf(body, ["ab: cd"])).toMatch("withheld");
  expect(messageOf(body, ["abcd"])).toBe("ab: cd");
});

test.each([
  [{ error: "Not found" }, true],
  [{ error: "", message: "Not found" }, true],
  [{ error: " ", message: "\n" }, false],
  [{}, false],
])("any text is withheld where the call says so: %j, %p", (body, withheld) => {
  expect(readApiMessage(body, { withheldBecause: "it is too loud" }).apiMessage).toBe(
    withheld ? "(the API's text is withheld: it is too loud)" : "",
  );
});

test("a text with part of a secret is withheld entirely", () => {
  const body = { error: "Invalid value", message: "got canary-1, sorry" };
  expect(messageOf(body, ["other", "canary-1234"])).toBe(
    "(the API's text is withheld: it contains part of a secret)",
  );
});

test.each([
  [{ error: "x" }, true],
  [{ message: "x" }, true],
  [{ error: "" }, true],
  [{ error: 1, message: null }, false],
  [{}, false],
  [null, false],
  ["error", false],
  [["error"], false],
  [undefined, false],
])("the API's own error is a JSON object with a text: %j is %p", (body, expected) => {
  expect(readApiMessage(body, { secrets: [] }).fromApi).toBe(expected);
});
