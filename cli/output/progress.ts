import { takesColors } from "./text";

/** Quicker commands need no line. */
const SHOW_AFTER_MS = 1000;
const CLEAR_LINE = "\r\u001b[K";

/** One line on a terminal's standard error that says how far a command is, once it takes longer than a second. */
export class Progress {
  private readonly timer: NodeJS.Timeout | undefined;
  private text = "";
  private isShown = false;

  constructor() {
    if (takesColors(process.stderr)) {
      this.timer = setTimeout(() => {
        this.isShown = true;
        this.draw();
      }, SHOW_AFTER_MS);
    }
  }

  /** Replaces the line. */
  update(text: string): void {
    this.text = text;
    this.draw();
  }

  /** Takes the line away again. */
  end(): void {
    clearTimeout(this.timer);
    if (this.isShown) {
      process.stderr.write(CLEAR_LINE);
    }
    this.isShown = false;
  }

  private draw(): void {
    if (this.isShown) {
      // A line that wraps could not be cleared. A terminal of unknown width has 0 columns.
      const { columns } = process.stderr;
      process.stderr.write(CLEAR_LINE + (columns > 0 ? this.text.slice(0, columns - 1) : this.text));
    }
  }
}

/** Shows progress while `work` runs, whatever its end. */
export async function withProgress<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = new Progress();
  try {
    return await work(progress);
  } finally {
    progress.end();
  }
}
