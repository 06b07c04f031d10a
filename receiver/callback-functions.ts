/**
 * Makes what the package exports, captured by one of Pulumi's callback functions, a `require` of this package there.
 *
 * The SDK copies a function that an ES module imports by name, with all that the function refers to, and fails at the first file that
 * the package does not export. It asks a function with the method `captureReplacement` for another one to copy: here a short one that
 * requires the package when it runs. A captured module it turns into `require` itself, but SDKs before 3.250 fail at that under pnpm;
 * with `deploymentOnlyModule` they copy the properties instead.
 *
 * @param exported - the exports of the package's entry: functions and classes
 */
export function requireInCallbacks(
  exported: Readonly<Record<string, { readonly prototype?: unknown }>>,
): void {
  for (const [name, value] of Object.entries(exported)) {
    replaceInCallbacks(value, () => {
      if (value.prototype instanceof Error) {
        // A copy of a class is another class: `instanceof` would be false there, in silence.
        throw new Error(
          `${name} cannot be captured by a callback function: compare error.name with "${name}", or import it inside of the function`,
        );
      }
      return (...args: unknown[]) => exportOf(name)(...args);
    });
  }
  Object.defineProperty(exported, "deploymentOnlyModule", { value: true });
}

/** The same for a handler, which is made again there of the options it was made of. */
export function recreateInCallbacks<Args extends unknown[], Result>(
  handler: (...args: Args) => Result,
  factory: string,
  options: object,
): (...args: Args) => Result {
  const replaced = replaceInCallbacks(
    handler,
    () =>
      (...args: unknown[]) =>
        exportOf(factory)(options)(...args),
  );
  // The SDK asks what a callback function captures for a replacement, and not the callback function itself.
  return (...args) => replaced(...args);
}

function replaceInCallbacks<Value extends object>(value: Value, replacement: () => unknown): Value {
  return Object.defineProperty(value, "captureReplacement", { value: replacement });
}

/** Whatever a package exports: a function, or a factory of functions. */
type Exported = (...args: unknown[]) => Exported;

function exportOf(name: string): Exported {
  // The package itself, by the name that it has inside of a callback function.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("pulumi-xobin/receiver") as Record<string, Exported>)[name] as Exported;
}
