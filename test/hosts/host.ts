import type { Situation } from "./situations";

/** A framework or a runtime that serves receivers. */
export interface Host {
  /** Its name and version. */
  host: string;
  /** Its folder in `programs`, whose package.json pins it. */
  folder: string;
  /** Where the programs are, if another version of the host runs the same ones. */
  programs?: string;
  /** Its own build. @default the TypeScript compiler */
  build?: readonly Command[];
  /** The folder in `examples` whose receiver it serves, and the file in which the servers expect the bundle of it. */
  example?: { name: string; bundle: string };
  servers: readonly Server[];
}

/** An installed program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** A program that serves receivers on the port of the environment variable `PORT`. */
export interface Server {
  command: Command;
  env?: Readonly<Record<string, string>>;
  protocol?: "http2";
  routes: readonly Route[];
}

/** A receiver in a program. */
export interface Route {
  /** Where it is mounted, such as "behind express.json()". */
  route: string;
  path: string;
  /** Other statuses than everywhere: the framework responds before the receiver is asked, or keeps the body from it. */
  except?: Partial<Record<Situation, number>>;
  /** Situations that cannot come about here. */
  without?: readonly Situation[];
}
