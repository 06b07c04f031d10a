import { bundleOf } from "./bundle";
import { declaredBy, named, only, webhooksIn, type Declaration } from "./declared";
import { WEBHOOK_KEY } from "./webhook-key";
import { installedExample, typeErrors } from "./installed";

interface Cloud {
  name: string;
  config: Record<string, string>;
  /** Outputs of the cloud's resources, by type. */
  state: Record<string, Record<string, unknown>>;
  /** The receiver's address, which the events are sent below. */
  url: string;
  /** The credential, as the receiver gets it. */
  received: (declaration: Declaration) => unknown;
  /** The configuration of what recovers results, where the example has it. */
  recovers?: (declaration: Declaration) => unknown;
  /** Whether what the internet reaches holds the API key, because it is what recovers results too. */
  holdsApiKey?: boolean;
  /** The receiver, as the cloud gets it. */
  code: (declaration: Declaration) => unknown;
}

const clouds: Cloud[] = [
  {
    name: "aws",
    config: {},
    state: {
      "aws:lambda/functionUrl:FunctionUrl": { functionUrl: "https://a1.lambda-url.eu-central-1.on.aws/" },
    },
    url: "https://a1.lambda-url.eu-central-1.on.aws",
    received: (all) => named(all, LAMBDA_TYPE, "receiver").inputs["environment"],
    recovers: (all) => named(all, LAMBDA_TYPE, "recover").inputs["environment"],
    code: (all) => named(all, LAMBDA_TYPE, "receiver").inputs["code"],
  },
  {
    name: "cloudflare",
    config: { accountId: "account", zoneId: "zone", hostname: "hooks.example.com" },
    state: {},
    url: "https://hooks.example.com",
    received: (all) => only(all, WORKER_TYPE).inputs["bindings"],
    recovers: (all) => only(all, WORKER_TYPE).inputs["bindings"],
    holdsApiKey: true,
    code: (all) => only(all, WORKER_TYPE).inputs["content"],
  },
  {
    name: "kubernetes",
    config: { hostname: "hooks.example.com", ingressClass: "nginx", clusterIssuer: "letsencrypt" },
    state: {},
    url: "https://hooks.example.com/xobin",
    received: (all) => only(all, "kubernetes:core/v1:Secret").inputs["stringData"],
    code: (all) => only(all, "kubernetes:core/v1:ConfigMap").inputs["data"],
  },
  {
    name: "gcp",
    config: { location: "europe-west3" },
    state: { "gcp:cloudfunctionsv2/function:Function": { url: "https://receiver.example.run.app" } },
    url: "https://receiver.example.run.app",
    received: (all) => only(all, "gcp:secretmanager/secretVersion:SecretVersion").inputs["secretData"],
    code: (all) => only(all, "gcp:storage/bucketObject:BucketObject").inputs["source"],
  },
  {
    name: "azure",
    config: { location: "germanywestcentral" },
    state: {
      "azure:appservice/linuxFunctionApp:LinuxFunctionApp": { defaultHostname: "app.azurewebsites.net" },
    },
    url: "https://app.azurewebsites.net/api/xobin",
    received: (all) => only(all, "azure:appservice/linuxFunctionApp:LinuxFunctionApp").inputs["appSettings"],
    code: (all) => only(all, "azure:storage/blob:Blob").inputs["source"],
  },
];

const LAMBDA_TYPE = "aws:lambda/function:Function";
const WORKER_TYPE = "cloudflare:index/workersScript:WorkersScript";

const API_KEY = "canary-api-key";

describe.each(clouds)(
  "$name",
  ({ name, config, state, url, received, recovers, holdsApiKey = false, code }) => {
    let folder: string;

    beforeAll(() => {
      folder = installedExample(name);
    }, 600_000);

    test("the receiver takes the events and nothing else, by one credential", async () => {
      const declaration = await declaredBy(folder, {
        config: { aiInterviewId: "206", "xobin:apiKey": API_KEY, ...config },
        state: { "random:index/randomPassword:RandomPassword": { result: WEBHOOK_KEY }, ...state },
      });

      expect(webhooksIn(declaration).map(({ inputs }) => inputs)).toMatchObject([
        {
          aiInterviewId: 206,
          start: { url: `${url}/start` },
          submission: { url: `${url}/submission` },
          auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: WEBHOOK_KEY } },
        },
      ]);
      expect(stringsIn(received(declaration))).toContain(WEBHOOK_KEY);
      if (recovers) {
        expect(stringsIn(recovers(declaration))).toEqual(
          expect.arrayContaining([WEBHOOK_KEY, API_KEY, "206"]),
        );
      }
      expect(stringsIn(received(declaration)).includes(API_KEY)).toBe(holdsApiKey);
      // Of all that is uploaded, the receiver is by far the longest.
      const bundle = stringsIn(code(declaration)).sort((one, other) => other.length - one.length)[0] ?? "";
      expect(bundle).not.toContain(WEBHOOK_KEY);
      // receivers.slow.test.ts runs the same bundle.
      expect(bundle).toBe(bundleOf(folder));
    }, 180_000);

    test("it type-checks", () => {
      expect(typeErrors(folder)).toBe("");
    }, 600_000);
  },
);

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
