/** The path under which the API's routes are. */
export const API_PATH = "/api/v2";

/** One of the documented calls. */
export interface Route {
  readonly name: "settings" | "invited" | "report";
  readonly method: "PUT" | "GET";
  /** The text in the place of the id; `undefined` where the path ends before it. */
  readonly id: string | undefined;
}

/** The documented call at this path; `undefined` for any other path. */
export function findRoute(path: string): Route | undefined {
  const route = pathname(path);
  // A report is also found without an id, by `?custom_field_id=`.
  if (route === REPORT) {
    return { name: "report", method: "GET", id: undefined };
  }
  const at = route.lastIndexOf("/");
  const [before, id] = [route.slice(0, at), route.slice(at + 1)];
  const call = CALLS[before];
  return call === undefined || id === "" ? undefined : { ...call, id };
}

const REPORT = `${API_PATH}/ai-interviews/report`;
const CALLS: Readonly<Record<string, Omit<Route, "id">>> = {
  [`${API_PATH}/ai-interviews/settings/webhooks`]: { name: "settings", method: "PUT" },
  [`${API_PATH}/ai-interviews/invited`]: { name: "invited", method: "GET" },
  [REPORT]: { name: "report", method: "GET" },
};

/** A number in a path; `undefined` for anything else. */
export function idIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The path without its query. */
export function pathname(path: string): string {
  return path.replace(/[?#].*$/s, "");
}

/** A field of the query; `undefined` where it is absent. */
export function queryField(path: string, name: string): string | undefined {
  const query = path.slice(pathname(path).length).replace(/#.*$/s, "");
  return new URLSearchParams(query).get(name) ?? undefined;
}
