/** Describes a defect of a user name for HTTP basic authentication; `undefined` when there is none. Never echoes it. */
export function userNameProblem(username: string): string | undefined {
  if (username.includes(":")) {
    return "must not contain a colon: HTTP basic authentication ends the user name at the first one";
  }
  return passwordProblem(username);
}

/** Describes a defect of a password for HTTP basic authentication (RFC 7617, section 2); `undefined` when there is none. */
export function passwordProblem(password: string): string | undefined {
  if (password === "") {
    return "must not be empty";
  }
  return /[\u0000-\u001f\u007f]/.test(password)
    ? "must not contain line breaks or other control characters"
    : undefined;
}
