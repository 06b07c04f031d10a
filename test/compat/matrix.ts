/** The values that a user may combine, each list in the order of the page's columns and rows. */
export const AXES = {
  /** Majors of Node.js that the package supports. */
  node: ["20", "22", "24", "26"],
  /** Versions of `@pulumi/pulumi`: the lowest of the peer range, and the newest. */
  sdk: ["3.139.0", "3.270.0"],
  /** The package managers that install the program's dependencies. */
  manager: ["npm", "pnpm", "yarn", "yarn-pnp", "bun"],
  /** The languages of the program. */
  language: ["commonjs", "esm", "typescript"],
} as const;

export type Axis = keyof typeof AXES;
export type Cell = { readonly [A in Axis]: (typeof AXES)[A][number] };

/** The combinations of the values in `only`, those {@link isInPairs} first. */
export function cells(only: Partial<Record<Axis, readonly string[]>> = {}): Cell[] {
  const all = AXES.manager.flatMap((manager) =>
    AXES.sdk.flatMap((sdk) =>
      AXES.node.flatMap((node) => AXES.language.map((language) => ({ node, sdk, manager, language }))),
    ),
  );
  const wanted = all.filter((cell) =>
    Object.entries(only).every(([axis, values]) => values.includes(cell[axis as Axis])),
  );
  return [...wanted.filter(isInPairs), ...wanted.filter((cell) => !isInPairs(cell))];
}

/**
 * Whether this is one of the twenty combinations in which every two values of different axes meet. A package that breaks does so
 * by two of them, as a rule, and these take a sixth of the time.
 */
export function isInPairs({ node, sdk, manager, language }: Cell): boolean {
  const sum = AXES.manager.indexOf(manager) + AXES.node.indexOf(node);
  return sdk === AXES.sdk[sum % 2] && language === AXES.language[sum % 3];
}

/** Whether a combination cannot work, whatever this package does. The page says why. */
export function isUnsupported({ node, manager }: Cell): boolean {
  return manager === "yarn-pnp" && node === "22";
}
