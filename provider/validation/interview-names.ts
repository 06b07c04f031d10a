/** Describes a defect of the name of an interview in a group, which reviews and messages show; `undefined` when there is none. */
export function interviewNameProblem(name: string): string | undefined {
  if (name.trim() === "") {
    return "is without a name: give the interview one of your own, such as receptionist";
  }
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)
    ? "is a name with a line break or another control character, which would make lines of its own in reviews: remove it"
    : undefined;
}
