import { Provider } from "../../../../provider";
import { registeredUnderMocks } from "../../../support/registered-resources";

registeredUnderMocks();

test("an argument of another name is refused with the names that there are", () => {
  expect(() => new Provider("emea", { acount: "emea", apiKey: "canary-key" } as object)).toThrow(
    'Provider "emea" has no argument acount; its arguments: apiKey, baseUrl, account, requestTimeout, maxRetries, concurrency.',
  );
});
