/** The path under which the API's routes are. */
export const API_PATH = "/api/v2";

/** The text in the place of the interview's id in the one documented route; `undefined` on any other route. */
export function interviewInPath(path: string): string | undefined {
  const prefix = `${API_PATH}/ai-interviews/settings/webhooks/`;
  const route = pathname(path);
  if (!route.startsWith(prefix)) {
    return undefined;
  }
  const id = route.slice(prefix.length);
  return id === "" || id.includes("/") ? undefined : id;
}

/** The path without its query. */
export function pathname(path: string): string {
  return path.replace(/[?#].*$/s, "");
}
