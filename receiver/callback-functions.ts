type AnyFunction = (...args: unknown[]) => unknown;
type Functions = Readonly<Record<string, AnyFunction>>;

/**
 * Lets Pulumi's callback functions capture what this package exports: inside of one, it is required from the package. CONTRIBUTING.md
 * has the reasons, under "Decisions".
 *
 * @param exported - the exports of the package's entry: functions and classes, as plain properties
 * @param factories - the names of those that make handlers. Each is exchanged for one whose handlers can be captured as well
 * @param load - requires the package's entry by its name
 */
export function requireInCallbacks(exported: object, factories: readonly string[], load: () => object): void {
  const functions = exported as Functions;
  for (const name of factories) {
    // Without effect where a compiler has made getters of the exports, as in the unit tests.
    Reflect.set(functions, name, capturableFactory(name, functions[name] as AnyFunction, load));
  }
  for (const [name, value] of Object.entries(functions)) {
    setReplacement(value, () => {
      if (value.prototype instanceof Error) {
        // A copy of a class is another class: `instanceof` would be false there, in silence.
        throw new Error(
          `${name} cannot be captured by a callback function: compare error.name with "${name}", or import it inside of the function`,
        );
      }
      return (...args) => (load() as Functions)[name]?.(...args);
    });
  }
  Object.defineProperty(exported, "deploymentOnlyModule", { value: true });
}

/** Its handlers are made again, inside of a callback function, of the options that they were made of. */
function capturableFactory(name: string, factory: AnyFunction, load: () => object): AnyFunction {
  return (options) => {
    const handler = factory(options) as AnyFunction;
    setReplacement(handler, () => {
      return (...args) => ((load() as Functions)[name]?.(options) as AnyFunction)(...args);
    });
    // The SDK asks what a callback function captures for a replacement, and not the callback function itself.
    return (...args: unknown[]) => handler(...args);
  };
}

function setReplacement(value: AnyFunction, replacement: () => AnyFunction): void {
  Object.defineProperty(value, "captureReplacement", { value: replacement });
}
