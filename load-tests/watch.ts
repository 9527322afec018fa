import { createLogUpdate } from 'log-update';
import { type Recorder } from '#recorder';
import { nowMs } from '#shot';
import { toFrame, toLine } from '#watch-frame';

/** Ten pictures a second look live; each costs the load next to nothing. */
const FRAME_INTERVAL_MS = 100;
/** Where lines are added rather than drawn over: enough to see that it goes on. */
const LINE_INTERVAL_MS = 2_000;
const COLUMNS = 80;

/**
 * Shows a run while it goes on: drawn over in a terminal, a line now and then elsewhere, such as in a log.
 * @returns what ends it; then the terminal is as it was, ready for the verdict
 */
export function watch(title: string, recorder: Recorder): () => void {
  const { stdout } = process;
  const watched = (): Parameters<typeof toFrame>[0] => ({ title, progress: recorder.progress(nowMs()) });
  if (!stdout.isTTY) {
    const timer = setInterval(() => {
      console.log(toLine(watched()));
    }, LINE_INTERVAL_MS);
    return () => {
      clearInterval(timer);
    };
  }
  const screen = createLogUpdate(stdout);
  const draw = (): void => {
    screen(toFrame(watched(), stdout.columns || COLUMNS));
  };
  draw();
  const timer = setInterval(draw, FRAME_INTERVAL_MS);
  return () => {
    clearInterval(timer);
    // What it came to stays on the screen, above the verdict.
    draw();
    screen.done();
  };
}
