import { setTimeout as wait } from "node:timers/promises";
import { buildPrograms } from "./build";
import { deliver, deliverByHttp2, hangUp, hangUpByHttp2 } from "./deliver";
import type { Host, Route } from "./host";
import { installHosts } from "./install";
import { serve, type RunningServer } from "./serve";
import { SITUATIONS, type Situation } from "./situations";

/** Tests every situation on every route of hosts, which are installed together. */
export function testHosts(name: string, hosts: readonly Host[]): void {
  let installed: string;

  beforeAll(async () => {
    installed = installHosts(name, hosts);
    await buildPrograms(installed, hosts);
  }, 600_000);

  describe.each(hosts)("$host", ({ folder, servers }) => {
    describe.each(servers)("$command", (server) => {
      const send = server.protocol === "http2" ? deliverByHttp2 : deliver;
      const interrupt = server.protocol === "http2" ? hangUpByHttp2 : hangUp;
      let running: RunningServer;

      beforeAll(async () => {
        running = await serve(server, installed, folder);
      }, 60_000);

      afterAll(() => running.close());

      describe.each(server.routes)("$route", ({ path, ...route }) => {
        test.each(casesOf(route))("responds to $situation with $status", async ({ situation, status }) => {
          const url = new URL(path, running.url);
          const delivery = SITUATIONS[situation];
          running.output.length = 0;
          if (situation === "a sender that hangs up") {
            await interrupt(url, delivery);
          }

          const response = await send(url, delivery);

          // What the server has printed says why it responded otherwise.
          expect({ status: response, output: response === status ? [] : running.output }).toEqual({
            status,
            output: [],
          });
          if (situation === "a submission" && status === 204) {
            await waitForLine(running.output, "6726");
          }
        });
      });
    });
  });
}

function casesOf({
  without = [],
  except = {},
}: Omit<Route, "path">): { situation: Situation; status: number }[] {
  return (Object.keys(SITUATIONS) as Situation[])
    .filter((situation) => !without.includes(situation))
    .map((situation) => ({ situation, status: except[situation] ?? SITUATIONS[situation].status }));
}

/** Waits until a receiver has printed a text, such as the id of what it got. */
export async function waitForLine(output: readonly string[], text: string): Promise<void> {
  for (let attempt = 0; attempt < 40 && !output.some((line) => line.includes(text)); attempt += 1) {
    await wait(50);
  }
  expect(output.join("\n")).toContain(text);
}
