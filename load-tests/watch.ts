import { createLogUpdate } from 'log-update';
import { type Recorder } from '#recorder';
import { nowMs } from '#shot';
import { toFrame, toLine, type Watched } from '#watch-frame';

/** Ten pictures a second look live; each costs the load next to nothing. */
const FRAME_INTERVAL_MS = 100;
/** Where lines are added rather than drawn over: enough to see that it goes on, and a hundred lines in an hour. */
const LINE_INTERVAL_MS = 2_000;
const SHARE_OF_A_LINE = 0.01;
const COLUMNS = 80;

/**
 * Shows a run while it goes on: drawn over in a terminal, a line now and then elsewhere, such as in a log.
 * @returns what ends it; then the terminal is as it was, ready for the verdict
 */
export function watch(title: string, recorder: Recorder): () => void {
  const { stdout } = process;
  const watched = (): Watched => ({ title, progress: recorder.progress(nowMs()) });
  if (!stdout.isTTY) {
    return addLines(watched);
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

function addLines(watched: () => Watched): () => void {
  let told = -1;
  const timer = setInterval(() => {
    const now = watched();
    const { answered, planned } = now.progress;
    if (planned > 0 && answered / planned - told < SHARE_OF_A_LINE) return;
    told = planned === 0 ? told : answered / planned;
    console.log(toLine(now));
  }, LINE_INTERVAL_MS);
  return () => {
    clearInterval(timer);
  };
}
