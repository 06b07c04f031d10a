import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

/** The types of `InterviewWebhooks` and `InterviewWebhooksGroup`, as they stand in every URN. */
const TYPES = [
  "pulumi-nodejs:dynamic/xobin:InterviewWebhooks",
  "pulumi-nodejs:dynamic/xobin:InterviewWebhooksGroup",
];

const EVENTS = ["start", "submission"] as const;

/** Events are about people: only the owner's receivers may get them, which the credential proves in the other direction. */
export const authRequired: ResourceValidationPolicy = {
  name: "auth-required",
  description: "Deliveries of an interview's events authenticate.",
  validateResource: forWebhooks(({ auth }, report) => {
    const { status } = (auth ?? {}) as { status?: boolean };
    if (auth === undefined) {
      report("Declare auth: without it, anyone who finds the receiver's URL can send it events.");
    } else if (status === false) {
      report("auth.status must not be false: anyone who finds the receiver's URL could send it events.");
    }
  }),
};

/** Candidates' data goes to hosts that were agreed upon, and nowhere else. */
export const allowedReceiverHosts: ResourceValidationPolicy = {
  name: "allowed-receiver-hosts",
  description: "Events go to receivers on allowed hosts only.",
  configSchema: {
    properties: {
      hosts: {
        type: "array",
        items: { type: "string" },
        default: ["hooks.example.com"],
        description: "Host names; one that begins with a dot allows all names below it.",
      },
    },
  },
  validateResource: forWebhooks((props, report, args) => {
    const { hosts } = args.getConfig<{ hosts: string[] }>();
    for (const event of EVENTS) {
      const { url } = (props[event] ?? {}) as { url?: string };
      // A URL that is not known before the receiver exists is looked at again when it is: policies run at update, too.
      if (url !== undefined && !hosts.some((host) => isAllowed(new URL(url).hostname, host))) {
        report(`${event}.url is on ${new URL(url).hostname}, which is none of: ${hosts.join(", ")}.`);
      }
    }
  }),
};

function isAllowed(hostname: string, host: string): boolean {
  return host.startsWith(".") ? hostname.endsWith(host) : hostname === host;
}

/** Limits a check to this package's resources. */
function forWebhooks(
  check: (props: Record<string, unknown>, report: ReportViolation, args: ResourceValidationArgs) => void,
): ResourceValidationPolicy["validateResource"] {
  return (args, report) => {
    if (TYPES.includes(args.type)) {
      check(args.props as Record<string, unknown>, report, args);
    }
  };
}
