import type { Situation } from "./situations";

/** A framework or a runtime, as the tests start it. */
export interface Host {
  /** Its name and version. */
  host: string;
  /** Its folder in `programs`, whose package.json pins it. */
  folder: string;
  /** Where the programs are, if another version of the host runs the same ones. */
  programs?: string;
  /** Its own build. @default the TypeScript compiler, for all such hosts at once */
  build?: Command;
  serve: Command;
  env?: Readonly<Record<string, string>>;
  protocol?: "http2";
  routes: readonly Route[];
}

/** An installed program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** A receiver in a host's program. */
export interface Route {
  /** Where it is mounted, such as "behind express.json()". */
  route: string;
  path: string;
  /** Other statuses than everywhere: the framework responds before the receiver is asked. */
  except?: Partial<Record<Situation, number>>;
  /** Situations that cannot come about here. */
  without?: readonly Situation[];
}
