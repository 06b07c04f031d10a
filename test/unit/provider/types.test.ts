import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { InterviewWebhooksArgs, InterviewWebhooksGroupArgs } from "../../../provider";
import {
  checkSettings,
  type groupSchema,
  type Settings,
  type settingsSchema,
} from "../../../provider/settings/schema";

/** With `undefined` taken away where a property is optional anyway, at any depth. */
type Plain<T> = T extends object ? { [K in keyof T]: Plain<Exclude<T[K], undefined>> } : T;

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- it makes the compiler ask for identity; behind an alias it would ask for less */
/** Whether both are the very same type, optional properties included. */
type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;
/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

type Args = pulumi.Unwrap<InterviewWebhooksArgs>;
type SettingsInput = z.input<typeof settingsSchema>;
/** The SDK unwraps `unknown`, which is what triggers are, to `never`: of those, only the name is compared. */
type WithoutTriggers<T extends { triggers?: unknown }> = {
  [K in keyof T]: K extends "triggers" ? "any values" : T[K];
};

type Declared = WithoutTriggers<Args>;
type Checked = WithoutTriggers<SettingsInput>;

/** Compiles for `true` only. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the constraint is its use
function holds<_Truth extends true>(): void {
  // The compiler is the test.
}

test("the documented types are what is checked", () => {
  holds<Same<Declared, Checked>>();
  holds<Same<Args["auth"], SettingsInput["auth"]>>();
  holds<
    Same<
      WithoutTriggers<pulumi.Unwrap<InterviewWebhooksGroupArgs>>,
      WithoutTriggers<z.input<typeof groupSchema>>
    >
  >();
  // The comparison can fail: a property more, another type, a property that became required.
  // @ts-expect-error -- one more
  holds<Same<Declared, Checked & { more?: string }>>();
  // @ts-expect-error -- another type
  holds<Same<Declared, Omit<Checked, "aiInterviewId"> & { aiInterviewId: string }>>();
  // @ts-expect-error -- required
  holds<Same<Declared, Required<Checked>>>();
});

test("checked inputs have the documented type, with defaults filled in", () => {
  const declared: Args = {
    aiInterviewId: 206,
    start: { url: "https://example.com/start" },
    auth: { type: "apikey", apikey: { key: "X-Key", value: "k" } },
  };
  const settings: Settings = {
    aiInterviewId: 206,
    start: { url: "https://example.com/start", status: true },
    auth: { type: "apikey", status: true, apikey: { key: "X-Key", value: "k" } },
  };
  expect(checkSettings(declared)).toEqual({ settings });
});
