import type { Fault, Sandbox, WebhookSettings } from "../../sandbox";
import {
  INTERVIEWS,
  type Auth,
  type Declaration,
  type Engine,
  type Program,
  type RunOptions,
} from "./declarations";

/** What the program says now. */
export interface Model {
  program: Program;
}

export const PARTS = ["start", "submission", "auth"] as const;

/** The API with settings made by hand, and an engine that runs programs against it. */
export class World {
  /** What each interview held when the program last declared nothing of it. */
  private readonly byHand = new Map<number, WebhookSettings>();
  /** The parts of each interview that a program declared since then. */
  private readonly touched = new Map<number, Set<string>>();
  /** Interviews of which a delete left authentication on, which the API takes with an event only. */
  private readonly authMayStayOn = new Set<number>();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly engine: Engine,
  ) {
    for (const id of INTERVIEWS) {
      sandbox.seed(id, {
        start: { status: true, url: "https://by-hand.example/start" },
        submission: { status: true, url: "https://by-hand.example/submission" },
        auth: { type: "basic", status: true, basic: { username: "by-hand", password: "fake-by-hand" } },
      });
      this.forget(id);
    }
  }

  /** Runs a program while `faults` strike the API, and holds what came of it against what it declares. */
  async up(program: Program, options: RunOptions, faults: readonly Fault[]): Promise<void> {
    for (const [id, declaration] of byInterview(program)) {
      const touched = this.touched.get(id);
      PARTS.filter((part) => declaration[part]).forEach((part) => touched?.add(part));
    }
    faults.forEach((fault) => {
      this.sandbox.fail(fault);
    });
    const before = new Map(INTERVIEWS.map((id) => [id, this.sandbox.settings(id)]));
    this.sandbox.clearRequests();
    const done = await this.engine.up(program, options);
    this.sandbox.clearFaults();
    for (const [id, { auth }] of byInterview(program)) {
      if (auth) {
        this.authMayStayOn.delete(id);
      } else if (this.engine.output.includes("The `auth` stays on")) {
        this.authMayStayOn.add(id);
      }
    }
    // The delete of such a replacement comes first.
    if (!options.deleteBeforeReplace) {
      this.expectStaysOn(program, before);
    }
    this.expectUntouchedLeftAlone();
    if (!done) {
      return;
    }
    this.expectDeclared(program);
    this.sandbox.clearRequests();
    expect(await this.engine.up(program, {})).toBe(true);
    expect(this.sandbox.requests).toEqual([]);
    this.forgetAllBut(program);
  }

  async destroy(): Promise<void> {
    expect(await this.engine.destroy()).toBe(true);
    this.expectUntouchedLeftAlone();
    this.expectDeclared(new Map());
    this.forgetAllBut(new Map());
  }

  /** What was on, and is declared so, is on at every moment of the run. */
  private expectStaysOn(program: Program, before: ReadonlyMap<number, WebhookSettings | undefined>): void {
    for (const { aiInterviewId, body } of this.sandbox.requests) {
      const id = Number(aiInterviewId);
      const declaration = byInterview(program).get(id);
      for (const event of ["start", "submission"] as const) {
        const sent = (body as { webhooks?: WebhookSettings } | undefined)?.webhooks?.[event];
        const shallBeOn = declaration?.[event]?.status && before.get(id)?.[event]?.status;
        expect({ id, event, off: Boolean(shallBeOn) && sent?.status === false }).toMatchObject({
          off: false,
        });
      }
    }
  }

  /** What no program declared is as it was made by hand. */
  private expectUntouchedLeftAlone(): void {
    for (const [id, byHand] of this.byHand) {
      const held = this.sandbox.settings(id);
      for (const part of PARTS.filter((part) => !this.touched.get(id)?.has(part))) {
        expect({ id, [part]: held?.[part] }).toEqual({ id, [part]: byHand[part] });
      }
    }
  }

  private expectDeclared(program: Program): void {
    const declarations = byInterview(program);
    for (const id of INTERVIEWS) {
      const declaration = declarations.get(id);
      const held = this.sandbox.settings(id);
      for (const part of PARTS) {
        if (declaration?.[part]) {
          expect({ id, [part]: held?.[part] }).toEqual({ id, [part]: applied(declaration, part) });
        } else if (part !== "auth" || (declaration && !this.authMayStayOn.has(id))) {
          // It was never applied, or it was switched off. A delete leaves authentication alone.
          expect({
            id,
            part,
            held: held?.[part],
            off: isOff(held?.[part], this.byHand.get(id)?.[part]),
          }).toMatchObject({
            off: true,
          });
        }
      }
    }
  }

  private forgetAllBut(program: Program): void {
    const declared = byInterview(program);
    INTERVIEWS.filter((id) => !declared.has(id)).forEach((id) => {
      this.forget(id);
    });
  }

  private forget(id: number): void {
    this.byHand.set(id, this.sandbox.settings(id) ?? {});
    this.touched.set(id, new Set());
  }
}

function byInterview(program: Program): Map<number, Declaration> {
  return new Map([...program.values()].flatMap((each) => each.interviews.map((id) => [id, each] as const)));
}

/** What the API holds of a declared part. */
function applied(declaration: Declaration, part: (typeof PARTS)[number]): unknown {
  const declared = declaration[part];
  return part === "auth" ? { status: true, ...(declared as Auth) } : declared;
}

function isOff(held: { status?: boolean } | undefined, byHand: unknown): boolean {
  return held?.status !== true || JSON.stringify(held) === JSON.stringify(byHand);
}
