import { orProblem, problemIn } from "../../../../provider/run/program-problem";

const refused = () =>
  orProblem(() => {
    throw new Error("triggers contain a Date");
  });

test("a result passes, and an error becomes a problem that is found at any depth", () => {
  expect(orProblem(() => 206)).toBe(206);
  expect(problemIn(refused())).toBe("triggers contain a Date");
  expect(problemIn({ start: { url: "x" }, triggers: [1, [null, refused()]] })).toBe(
    "triggers contain a Date",
  );
});

test.each([[206], ["pulumi-xobin:problem"], [null], [undefined], [[]], [{ start: { url: null } }]])(
  "%p has no problem",
  (input) => {
    expect(problemIn(input)).toBeUndefined();
  },
);

test("a problem is recognized in the form in which the engine hands it over", () => {
  expect(problemIn({ "pulumi-xobin:problem": "triggers contain a Set" })).toBe("triggers contain a Set");
});
