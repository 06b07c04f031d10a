import { createServer } from "node:http";
import { createNodeHandler, type OnceStore } from "../../receiver";
import { listen, stop } from "../../sandbox/listening";

/** What happens to a delivery. */
export type Mood =
  | "well"
  /** The receiver has no time for it, and does not look at it. */
  | "busy"
  /** The receiver's function throws. */
  | "fails"
  /** The receiver's process ends in the middle, with all that it is handling. */
  | "dies";

const AUTH = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "key" } } as const;

/** A store of one process, whose time passes when a test says so. */
class MemoryStore implements OnceStore {
  private readonly entries = new Map<string, "done" | number>();
  private now = 0;

  claim(key: string, leaseSeconds: number): "claimed" | "done" | "busy" {
    const entry = this.entries.get(key) ?? 0;
    if (entry === "done" || entry > this.now) {
      return entry === "done" ? "done" : "busy";
    }
    this.entries.set(key, this.now + leaseSeconds);
    return "claimed";
  }

  complete(key: string): void {
    this.entries.set(key, "done");
  }

  release(key: string): void {
    if (this.entries.get(key) !== "done") {
      this.entries.delete(key);
    }
  }

  passHours(): void {
    this.now += 3600;
  }

  /** The responses whose submission is handled. */
  done(): Set<number> {
    return new Set(
      [...this.entries].flatMap(([key, entry]) => (entry === "done" ? [parseInt(key, 10)] : [])),
    );
  }
}

/** A receiver with the handlers' option `once`, which goes through `moods`, one for each delivery, and is well after them. */
export async function startFlakyReceiver(moods: readonly Mood[]) {
  const store = new MemoryStore();
  const handled = new Map<number, number>();
  const ahead = moods.values();
  let life = 0;

  const nextMood = (): Mood => {
    const { value, done } = ahead.next();
    return done === true ? "well" : value;
  };
  const never = () => new Promise<never>(() => undefined);
  const handlerFor = (mood: Mood) =>
    createNodeHandler({
      auth: AUTH,
      once: store,
      onError: () => undefined,
      onSubmission: async ({ response_id }) => {
        const own = life;
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (own !== life) {
          return never();
        }
        if (mood === "dies") {
          life += 1;
          server.closeAllConnections();
          return never();
        }
        if (mood === "fails") {
          throw new Error("The function failed");
        }
        handled.set(response_id, (handled.get(response_id) ?? 0) + 1);
      },
    });
  const server = createServer((request, response) => {
    const mood = nextMood();
    if (mood === "busy") {
      request.resume();
      response.writeHead(503).end();
    } else {
      void handlerFor(mood)(request, response);
    }
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    auth: AUTH,
    store,
    /** How often each response's submission was handled. */
    handled,
    close: () => stop(server),
  };
}
