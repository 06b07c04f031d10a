/** The key by which the SDK marks a secret on the wire. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** A value as it arrives at the other end of the wire: plain JSON, with each secret as its value, since the host accepts no secrets. */
export function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, member: unknown) =>
    typeof member === "object" && member !== null && SECRET in member
      ? (member as { value?: unknown }).value
      : member,
  ) as T;
}
