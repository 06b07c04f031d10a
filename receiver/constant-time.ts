/**
 * Whether two texts are equal. The time depends on the length of `received` alone, which its sender knows anyway.
 *
 * In plain JavaScript, because it has to run on every host and at once: `node:crypto` is not everywhere, and the web's is
 * asynchronous, where a forgotten `await` would let everyone in.
 *
 * @param secret - not empty
 */
export function isEqual(received: string, secret: string): boolean {
  let difference = received.length ^ secret.length;
  for (let index = 0; index < received.length; index += 1) {
    difference |= received.charCodeAt(index) ^ secret.charCodeAt(index % secret.length);
  }
  return difference === 0;
}
