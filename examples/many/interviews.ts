import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { Ajv } from "ajv";
import { parse } from "yaml";

/** An interview, as interviews.yaml declares it and interviews.schema.json describes it. */
export interface Interview {
  aiInterviewId: number;
  start?: Webhook;
  submission?: Webhook;
}

export interface Webhook {
  url: string;
  status?: boolean;
}

/**
 * The interviews that a YAML file declares, by name.
 *
 * @throws `RunError` that lists all mistakes at once
 */
export function readInterviews(file: string): Record<string, Interview> {
  const content: unknown = parse(readFileSync(file, "utf8"));
  const validate = new Ajv({ allErrors: true }).compile<{ interviews: Record<string, Interview> }>(schema());
  if (!validate(content)) {
    const mistakes = validate.errors?.map(
      ({ instancePath, message, params }) =>
        `  ${instancePath || "/"} ${message ?? ""}${"additionalProperty" in params ? `: ${String(params["additionalProperty"])}` : ""}`,
    );
    throw new RunError(`${file} does not match interviews.schema.json:\n${mistakes?.join("\n") ?? ""}`);
  }
  return content.interviews;
}

function schema(): object {
  return JSON.parse(readFileSync(join(__dirname, "interviews.schema.json"), "utf8")) as object;
}
