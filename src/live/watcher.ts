import { type ServerResponse } from 'node:http';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';

/** One open stream: what its reader knows, and whether it takes what it is sent. */
export class Watcher {
  /** The last availability the reader was sent; the same bytes are the same news. */
  availability: Buffer | undefined;
  /** Since when something written lies here unread. */
  #unreadSince: number | undefined;

  /**
   * @param answer its headers are written already
   * @param version the reader knows every seat as of this version
   * @param user who reads, as they were when the stream was opened; undefined: nobody is signed in
   */
  constructor(
    private readonly answer: ServerResponse,
    public version: number,
    readonly user?: AuthenticatedUser,
  ) {
    answer.on('drain', () => {
      this.#unreadSince = undefined;
    });
    // A reader that hangs up in the middle of a write; 'close' follows.
    answer.on('error', () => answer.destroy());
  }

  /** False while something lies here unread: to write all the same is to fill the memory. */
  get isReady(): boolean {
    return this.#unreadSince === undefined && !this.isGone;
  }

  get isGone(): boolean {
    return this.answer.writableEnded || this.answer.destroyed || this.answer.closed;
  }

  /** What was sent has not been read within `ms`. */
  hasStalled(ms: number): boolean {
    return this.#unreadSince !== undefined && performance.now() - this.#unreadSince >= ms;
  }

  /** The bytes are not copied, so a thousand readers of one message share it. */
  send(message: Buffer): void {
    if (!this.answer.write(message)) this.#unreadSince ??= performance.now();
  }

  /** Ends the stream once everything that was sent is read. */
  finish(): void {
    this.answer.end();
  }

  /** Cuts the stream: a reader that sees half a message knows that it is none. */
  drop(): void {
    this.answer.destroy();
  }

  /** @param forget called once when the stream is over, whoever ended it */
  onceGone(forget: () => void): void {
    if (this.isGone) forget();
    else this.answer.once('close', forget);
  }
}
