import { mkdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Sandbox } from "../../sandbox/index";
import { listen, stop } from "../../sandbox/listening";
import { closeAfterTest } from "../support/close-after-test";
import { startBrowser } from "./browser";
import { canary, put, start, startReceiver } from "./testing";

// Installing the browser takes minutes.
jest.setTimeout(600_000);

const IMAGE = join(__dirname, "../../docs/images/sandbox.png");

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** A sandbox with one declared interview, and its page. */
async function setup(colorScheme: "light" | "dark" = "light") {
  const [sandbox, receiver] = [
    await start({ accounts: { [canary.apiKey]: "default" } }),
    await startReceiver(),
  ];
  const page = await openPage(sandbox, colorScheme);
  await put(sandbox, 206, {
    start: { status: true, url: `${receiver.url}/start` },
    submission: { status: true, url: `${receiver.url}/submission?code=${canary.value}` },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: canary.value } },
  });
  return { sandbox, receiver, page, card: page.getByRole("region", { name: "Interview 206" }) };
}

/** Opens the page. Whatever the browser reports about it fails the test. */
async function openPage({ url }: Sandbox, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1240, height: 900 } });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  closeAfterTest(async () => {
    await context.close();
    expect(problems).toEqual([]);
  });
  await page.goto(new URL("/", url).href);
  return page;
}

test("an interview shows as soon as it is declared, without a secret", async () => {
  const { sandbox, page, card } = await setup();
  await card.getByText("apikey, X-Webhook-Key").waitFor();
  await page.getByText("PUT interview 206: start on, submission on, auth apikey on").waitFor();
  await sandbox.complete(206);
  await card.getByText("1 completed, 1 delivered, 0 lost").waitFor();
  expect(await page.content()).not.toMatch(/canary|jennifer/i);
});

test("a lost event is delivered by the buttons", async () => {
  const { receiver, card } = await setup();
  await card.getByRole("button", { name: "and the event is lost" }).click();
  await card.getByText("1 completed, 0 delivered, 1 lost").waitFor();
  expect(receiver.received).toEqual([]);
  await card.getByRole("button", { name: "Deliver the event of response 6726" }).click();
  await card.getByText("1 completed, 1 delivered, 0 lost").waitFor();
  expect(receiver.received).toMatchObject([{ body: { response_id: 6726, invite_status: "Completed" } }]);
});

test("the keyboard alone reaches every button, and keeps its place", async () => {
  const { receiver, page, card } = await setup();
  await card.waitFor();
  const focused = () => page.evaluate<string>("document.activeElement.id");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("default-206-start");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await card.getByText("1 completed, 1 delivered, 0 lost").waitFor();
  expect(await focused()).toBe("default-206-complete");
  await page.keyboard.press("Space");
  await card.getByText("2 completed, 2 delivered, 0 lost").waitFor();
  expect(receiver.received).toHaveLength(2);

  const names = new Set<string>();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    names.add(
      await page.evaluate<string>(
        "`${document.activeElement.textContent.trim()}|${getComputedStyle(document.activeElement).outlineStyle}`",
      ),
    );
  }
  expect([...names]).toEqual(
    expect.arrayContaining(["Deliver again|solid", "Switch on|solid", "Switch all off|solid"]),
  );
});

test("a fault is switched on and off", async () => {
  const { sandbox, page } = await setup();
  await page.getByRole("combobox", { name: "Calls" }).selectOption("updates of settings");
  await page.getByLabel("How often").selectOption("always");
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("status 503, path /ai-interviews/settings/webhooks").waitFor();
  const update = { start: { status: false, url: "https://example.com" } };
  expect((await put(sandbox, 206, update)).status).toBe(503);
  await page.getByRole("button", { name: "Switch all off" }).click();
  await page.getByText("status 503").waitFor({ state: "detached" });
  expect((await put(sandbox, 206, update)).status).toBe(200);
});

test.each(["light", "dark"] as const)("every text can be read in %s mode", async (scheme) => {
  const { sandbox, page, card } = await setup(scheme);
  await sandbox.complete(206, { lose: true });
  await sandbox.complete(206);
  sandbox.fail({ status: 503 });
  await card.getByText("2 completed, 1 delivered, 1 lost").waitFor();
  await page.getByText("status 503").waitFor();
  expect(await page.evaluate(CONTRASTS)).toEqual([]);
});

test("another site's page cannot make the sandbox do anything", async () => {
  const { sandbox, receiver } = await setup();
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end("<title>elsewhere</title>");
  });
  const port = await listen(server);
  closeAfterTest(() => stop(server));
  const context = await browser.newContext();
  closeAfterTest(() => context.close());
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const target = new URL("/sandbox/complete", sandbox.url).href;
  await page.evaluate(
    `fetch(${JSON.stringify(target)}, { method: "POST", mode: "no-cors", body: '{"aiInterviewId": 206}' })`,
  );
  expect(sandbox.invitations(206)).toEqual([]);
  expect(receiver.received).toEqual([]);
});

test("the page says when the sandbox has gone", async () => {
  const sandbox = await start();
  const context = await browser.newContext();
  closeAfterTest(() => context.close());
  const page = await context.newPage();
  await page.goto(new URL("/", sandbox.url).href);
  await page.getByText("live", { exact: true }).waitFor();
  await sandbox.close();
  await page.getByText("the sandbox does not respond").waitFor();
});

test("its picture in the documentation is small", async () => {
  if (process.env["UPDATE_DOCS"]) {
    await takePicture();
  }
  // A new one is made small by pngquant, which gives it a palette.
  expect(statSync(IMAGE).size).toBeLessThan(60_000);
});

/** With the ports that the pages name. */
async function takePicture(): Promise<void> {
  const sandbox = await start({ port: 4020 });
  const receiver = createServer((_request, response) => response.writeHead(204).end());
  await listen(receiver, 4021);
  closeAfterTest(() => stop(receiver));
  const page = await openPage(sandbox);
  await page.setViewportSize({ width: 1240, height: 800 });

  const webhook = (event: string, status = true) => ({ status, url: `http://127.0.0.1:4021/${event}` });
  const auth = { type: "apikey", apikey: { key: "X-Webhook-Key", value: canary.value } };
  await put(sandbox, 206, { start: webhook("start"), submission: webhook("submission"), auth });
  await put(sandbox, 311, { start: webhook("start", false), submission: webhook("submission"), auth });
  await sandbox.complete(206);
  await sandbox.complete(206, { lose: true });
  await sandbox.deliver(206, "start");
  await sandbox.complete(311);
  await page.getByText("1 completed, 1 delivered, 0 lost").waitFor();
  mkdirSync(join(IMAGE, ".."), { recursive: true });
  await page.screenshot({ path: IMAGE });
}

/** Texts whose contrast to their background is below 4.5 (WCAG 2, AA), as an expression for the page. */
const CONTRASTS = `(() => {
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backOf = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === "rgba(0, 0, 0, 0)" ? backOf(element.parentElement) : backgroundColor;
  };
  return [...document.querySelectorAll("body *:not(script):not(option)")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => {
      const pair = [getComputedStyle(element).color, backOf(element)].map(luminance).sort((a, b) => b - a);
      return { text: element.textContent.trim(), contrast: (pair[0] + 0.05) / (pair[1] + 0.05) };
    })
    .filter(({ contrast }) => contrast < 4.5);
})()`;
