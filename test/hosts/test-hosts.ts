import { setTimeout as wait } from "node:timers/promises";
import { buildPrograms } from "./build";
import { deliver, deliverByHttp2, hangUp } from "./deliver";
import type { Host, Route } from "./host";
import { installHosts } from "./install";
import { serve, type RunningHost } from "./serve";
import { SITUATIONS, type Situation } from "./situations";

/** Tests every situation on every route of every host. */
export function testHosts(name: string, hosts: readonly Host[]): void {
  let installed: string;

  beforeAll(async () => {
    installed = installHosts(name, hosts);
    await buildPrograms(installed, hosts);
  }, 300_000);

  describe.each(hosts)("$host", (host) => {
    let running: RunningHost;

    beforeAll(async () => {
      running = await serve(host, installed);
    }, 60_000);

    afterAll(() => running.close());

    describe.each(host.routes)("$route", ({ path, ...route }) => {
      test.each(casesOf(route))("responds to $situation with $status", async ({ situation, status }) => {
        const url = new URL(path, running.url);
        const delivery = SITUATIONS[situation];
        running.output.length = 0;
        if ("interruptedBefore" in delivery) {
          await hangUp(url, delivery);
        }
        const send = host.protocol === "http2" ? deliverByHttp2 : deliver;

        const response = await send(url, delivery);

        expect({ status: response, ...(response !== status && { output: running.output }) }).toEqual({ status });
        if (situation === "a submission" && status === 204) {
          await printed(running.output, "6726 81");
        }
      });
    });
  });
}

function casesOf({ without = [], except = {} }: Omit<Route, "path">): { situation: Situation; status: number }[] {
  const situations = Object.keys(SITUATIONS) as Situation[];
  return situations
    .filter((situation) => !without.includes(situation))
    .map((situation) => ({ situation, status: except[situation] ?? SITUATIONS[situation].status }));
}

/** Waits until the receiver's function has printed a line. */
async function printed(output: readonly string[], line: string): Promise<void> {
  for (let attempt = 0; attempt < 40 && !output.includes(line); attempt += 1) {
    await wait(50);
  }
  expect(output).toContain(line);
}
