/** A delivery's body cannot be taken: the response is `status`, and the event is lost unless it is sent again. */
export class RefusedBodyError extends Error {
  override name = "RefusedBodyError";

  constructor(
    readonly status: 413 | 415,
    reason: string,
  ) {
    super(`A delivery was refused: ${reason}`);
  }
}

/** The error for a body beyond the handler's `maxBodyBytes`. */
export function bodyTooLarge(maxBytes: number): RefusedBodyError {
  return new RefusedBodyError(413, `its body has more than ${maxBytes} bytes (maxBodyBytes)`);
}

/** Collects the pieces of a body up to a limit. */
export class BodyCollector {
  private readonly pieces: Uint8Array[] = [];
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  /** @returns `false` when the body is larger than the limit; the piece is dropped then */
  add(piece: Uint8Array): boolean {
    this.length += piece.byteLength;
    if (this.length > this.maxBytes) {
      return false;
    }
    this.pieces.push(piece);
    return true;
  }

  /** All the pieces as one. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await new Blob(this.pieces).arrayBuffer());
  }
}
