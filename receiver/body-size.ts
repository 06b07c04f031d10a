/** A body is larger than the handler's `maxBodyBytes`. */
export class BodyTooLargeError extends Error {}

/**
 * Refuses a body by its declared length, before any of it is read.
 *
 * @param contentLength - the header of that name; what it lacks or misstates shows when the body is read
 * @throws {@link BodyTooLargeError}
 */
export function checkDeclaredLength(contentLength: string | null | undefined, maxBytes: number): void {
  if (Number(contentLength ?? 0) > maxBytes) {
    throw new BodyTooLargeError();
  }
}

/** Collects the pieces of a body up to a limit. */
export class BodyCollector {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  /** @returns `false` when the body is larger than the limit; the piece is dropped then */
  add(chunk: Uint8Array): boolean {
    this.length += chunk.byteLength;
    if (this.length > this.maxBytes) {
      return false;
    }
    this.chunks.push(chunk);
    return true;
  }

  /** All the pieces as one. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let offset = 0;
    for (const chunk of this.chunks) {
      bytes.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return bytes;
  }
}
