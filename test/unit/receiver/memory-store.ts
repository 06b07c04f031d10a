import type { OnceStore } from "pulumi-xobin/receiver";

/** A store as the interface describes it, in memory. */
export class MemoryStore implements OnceStore {
  private readonly entries = new Map<string, "done" | number>();

  claim(key: string, leaseSeconds: number) {
    const entry = this.entries.get(key) ?? 0;
    if (entry === "done") {
      return "done";
    }
    if (entry > Date.now()) {
      return "busy";
    }
    this.entries.set(key, Date.now() + leaseSeconds * 1000);
    return "claimed";
  }

  complete(key: string) {
    this.entries.set(key, "done");
  }

  release(key: string) {
    if (this.entries.get(key) !== "done") {
      this.entries.delete(key);
    }
  }
}
