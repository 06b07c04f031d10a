import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { Ajv } from "ajv";
import { parse } from "yaml";

/** Interviews with the same receiver, as interviews.yaml declares them and interviews.schema.json describes them. */
export interface Group {
  interviews: Record<string, number>;
  start?: Webhook;
  submission?: Webhook;
}

export interface Webhook {
  url: string;
  status?: boolean;
}

/**
 * The groups that a YAML file declares, by name.
 *
 * @throws `RunError` that lists all mistakes at once
 */
export function readGroups(file: string): Record<string, Group> {
  const content: unknown = parse(readFileSync(file, "utf8"));
  const validate = new Ajv({ allErrors: true }).compile<{ groups: Record<string, Group> }>(schema());
  if (!validate(content)) {
    const mistakes = validate.errors?.map(
      ({ instancePath, message, params }) =>
        `  ${instancePath || "/"} ${message ?? ""}${"additionalProperty" in params ? `: ${String(params["additionalProperty"])}` : ""}`,
    );
    throw new RunError(`${file} does not match interviews.schema.json:\n${mistakes?.join("\n") ?? ""}`);
  }
  return content.groups;
}

function schema(): object {
  return JSON.parse(readFileSync(join(__dirname, "interviews.schema.json"), "utf8")) as object;
}
