/** What is needed of a terminal: `tty.ReadStream` and `tty.WriteStream` are one. */
export interface Terminal {
  readonly input: {
    setRawMode(isRaw: boolean): unknown
    on(event: 'data', listener: (chunk: Buffer) => void): unknown
    on(event: 'end' | 'error' | 'close', listener: () => void): unknown
    off(event: 'data', listener: (chunk: Buffer) => void): unknown
    off(event: 'end' | 'error' | 'close', listener: () => void): unknown
    resume(): unknown
    pause(): unknown
    unshift(chunk: Buffer): unknown
  }
  readonly output: { write(text: string): unknown }
}

const keys = {
  ctrlC: 0x03,
  ctrlD: 0x04,
  backspace: 0x08,
  lf: 0x0a,
  cr: 0x0d,
  ctrlU: 0x15,
  escape: 0x1b,
  delete: 0x7f,
}

/** A line as it is typed. */
class TypedLine {
  #bytes: number[] = []
  /** Inside the sequence that an arrow or function key sends: after ESC, then after ESC [ or ESC O. */
  #escape: 'no' | 'begun' | 'inside' = 'no'

  /** @returns `done` at the end of the line, `cancelled` where it was given up. */
  take(byte: number): 'more' | 'done' | 'cancelled' {
    if (byte === keys.ctrlC) return 'cancelled'
    if (this.#escape === 'begun') {
      this.#escape = byte === 0x5b || byte === 0x4f ? 'inside' : 'no'
      return 'more'
    }
    if (this.#escape === 'inside') {
      if (byte >= 0x40 && byte <= 0x7e) this.#escape = 'no'
      return 'more'
    }
    return this.#takeKey(byte)
  }

  #takeKey(byte: number): 'more' | 'done' | 'cancelled' {
    if (byte === keys.lf || byte === keys.cr) return 'done'
    if (byte === keys.ctrlD) return this.#bytes.length === 0 ? 'cancelled' : 'done'
    if (byte === keys.escape) this.#escape = 'begun'
    else if (byte === keys.ctrlU) this.#bytes = []
    else if (byte === keys.backspace || byte === keys.delete) this.#dropCharacter()
    else if (byte >= 0x20) this.#bytes.push(byte)
    return 'more'
  }

  /** One character of UTF-8 is one lead byte and the continuation bytes after it. */
  #dropCharacter(): void {
    let byte = this.#bytes.pop()
    while (byte !== undefined && (byte & 0xc0) === 0x80) byte = this.#bytes.pop()
  }

  get length(): number {
    return this.#bytes.length
  }

  finish(): Uint8Array {
    return new Uint8Array(this.#bytes)
  }
}

/**
 * Asks at a terminal for a line and shows nothing of it. Backspace, Ctrl-U and Ctrl-D work; arrow keys do nothing.
 * However it ends, the terminal echoes again; what was typed after the line is left for the next question.
 *
 * @returns The bytes typed, at most one more than `maxBytes`; undefined where Ctrl-C, Ctrl-D or a hang-up ended it.
 */
export function askWithoutEcho(
  terminal: Terminal,
  prompt: string,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const { input, output } = terminal
  return new Promise((resolve) => {
    const line = new TypedLine()
    const settle = (answer: Uint8Array | undefined): void => {
      input.off('data', take)
      for (const event of ['end', 'error', 'close'] as const) input.off(event, giveUp)
      input.pause()
      input.setRawMode(false)
      output.write('\n')
      resolve(answer)
    }
    const giveUp = (): void => settle(undefined)
    const take = (chunk: Buffer): void => {
      for (const [index, byte] of chunk.entries()) {
        const state = line.take(byte)
        if (state === 'more' && line.length <= maxBytes) continue
        settle(state === 'cancelled' ? undefined : line.finish())
        // Two lines pasted at once are the answers to two questions.
        if (state === 'done' && index + 1 < chunk.length) input.unshift(chunk.subarray(index + 1))
        return
      }
    }
    input.setRawMode(true)
    for (const event of ['end', 'error', 'close'] as const) input.on(event, giveUp)
    input.on('data', take)
    // Only when nothing is echoed any more.
    output.write(prompt)
    input.resume()
  })
}
