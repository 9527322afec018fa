import { type FileHandle, open } from 'node:fs/promises';
import { type Answer, toAnswer } from '#shot';

/** A line of the hooks: an answer as Artillery had it. */
interface NotedAnswer {
  readonly shot: number;
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In milliseconds since 1970, fractional. */
  readonly sentAt: number;
  readonly endedAt: number;
}

const CHUNK_BYTES = 1 << 20;

/** Follows the file that the hooks write, so that progress can be told while Artillery runs. */
export class ArtilleryAnswers {
  readonly #file: FileHandle;
  readonly #onAnswer: (shot: number, answer: Answer, sentAt: number) => void;
  readonly #chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  #at = 0;
  #rest = Buffer.alloc(0);

  private constructor(file: FileHandle, onAnswer: (shot: number, answer: Answer, sentAt: number) => void) {
    this.#file = file;
    this.#onAnswer = onAnswer;
  }

  static async follow(
    path: string,
    onAnswer: (shot: number, answer: Answer, sentAt: number) => void,
  ): Promise<ArtilleryAnswers> {
    return new ArtilleryAnswers(await open(path, 'r'), onAnswer);
  }

  /** Takes in what was written since the last time; half a line waits for its other half. */
  async read(): Promise<void> {
    for (;;) {
      const { bytesRead } = await this.#file.read(this.#chunk, 0, CHUNK_BYTES, this.#at);
      if (bytesRead === 0) return;
      this.#at += bytesRead;
      const text = Buffer.concat([this.#rest, this.#chunk.subarray(0, bytesRead)]);
      const end = text.lastIndexOf('\n') + 1;
      this.#rest = text.subarray(end);
      for (const line of text.toString('utf8', 0, end).split('\n')) {
        if (line !== '') this.#take(JSON.parse(line) as NotedAnswer);
      }
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #take({ shot, headers, ...reply }: NotedAnswer): void {
    this.#onAnswer(shot, toAnswer({ ...reply, header: (name) => headers[name] }), reply.sentAt);
  }
}
