import { startSandbox } from "../../sandbox";
import { EXAMPLE_HOSTS } from "../hosts/example-hosts";
import { hostsFolder } from "../hosts/install";
import { serve } from "../hosts/serve";
import { testHosts, waitForLine } from "../hosts/test-hosts";
import { closeAfterTest } from "../support/close-after-test";

testHosts("examples", EXAMPLE_HOSTS);

test.each([
  ["examples/aws", "/recover"],
  ["examples/cloudflare", "/cdn-cgi/handler/scheduled"],
])(
  "%s handles a result that never arrived, once",
  async (example, schedule) => {
    const { folder, server } = serverOf(example);
    const sandbox = await startSandbox();
    closeAfterTest(() => sandbox.close());
    const [responseId] = sandbox.invite(206, { inviteStatus: "Completed", at: Date.now() - 1000 });
    const env = {
      ...server.env,
      XOBIN_API_KEY: sandbox.apiKey,
      XOBIN_BASE_URL: sandbox.url,
      AI_INTERVIEW_ID: "206",
    };
    const running = await serve({ ...server, env }, hostsFolder("examples"), folder);
    closeAfterTest(() => running.close());
    const recover = async () => {
      sandbox.clearRequests();
      expect((await fetch(new URL(schedule, running.url))).status).toBe(200);
      return sandbox.requests.map(({ path }) => path.replace(/.*ai-interviews/, ""));
    };

    expect(await recover()).toEqual(["/invited/206", `/report/${responseId}`]);
    const line = `Response ${responseId} never arrived. The receiver responded with 204.`;
    await waitForLine(running.output, line);
    expect(running.output.filter((each) => each.includes(String(responseId)))).toEqual([
      expect.stringContaining(`Completed ${responseId}`),
      line,
    ]);
    expect(await recover()).toEqual(["/invited/206"]);
  },
  60_000,
);

function serverOf(example: string) {
  const host = EXAMPLE_HOSTS.find(({ host }) => host === example);
  const [server] = host?.servers ?? [];
  if (!host || !server) {
    throw new Error(`No host ${example}`);
  }
  return { folder: host.folder, server };
}
