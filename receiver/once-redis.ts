import type { OnceStore } from "./once";

/**
 * Sends one command to Redis, by whichever client: `(command) => client.sendCommand(command)` with `redis`,
 * `([name, ...values]) => client.call(name, ...values)` with `ioredis`.
 */
export type RedisCommand = (command: [name: string, ...values: string[]]) => Promise<unknown>;

/**
 * Remembers in Redis or Valkey which events were handled, for the handlers' option `once`. A key such as `xobin:6726:completed` holds
 * `done` for ever, or a lease. The server must keep its data (`appendonly yes`) and must not evict it (`maxmemory-policy noeviction`):
 * an event whose key is lost is handled again.
 */
export function redisStore(send: RedisCommand): OnceStore {
  return {
    claim: async (key, leaseSeconds) => {
      const reply = await send(["SET", `xobin:${key}`, "claimed", "NX", "EX", String(leaseSeconds)]);
      if (reply !== null && reply !== undefined) {
        return "claimed";
      }
      return String(await send(["GET", `xobin:${key}`])) === "done" ? "done" : "busy";
    },
    complete: (key) => send(["SET", `xobin:${key}`, "done"]),
    release: (key) => send(["EVAL", DELETE_UNLESS_DONE, "1", `xobin:${key}`]),
  };
}

const DELETE_UNLESS_DONE = `if redis.call("GET", KEYS[1]) ~= "done" then return redis.call("DEL", KEYS[1]) end`;
