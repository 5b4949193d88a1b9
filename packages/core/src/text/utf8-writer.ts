import { encodeUtf8 } from './utf8.js'

/** Encodes so many UTF-16 code units at a time: text as a whole would take the memory of the bytes again, or twice. */
const pieceLength = 1 << 16

/** Collects text and gives it as UTF-8. The text must be well formed. */
export class Utf8Writer {
  readonly #pieces: Uint8Array[] = []
  #pending = ''
  #length = 0

  add(text: string): void {
    this.#pending += text
    if (this.#pending.length >= pieceLength) this.#encode()
  }

  /** All that was added. */
  toBytes(): Uint8Array<ArrayBuffer> {
    this.#encode()
    const bytes = new Uint8Array(this.#length)
    let at = 0
    for (const piece of this.#pieces) {
      bytes.set(piece, at)
      at += piece.length
    }
    return bytes
  }

  #encode(): void {
    const piece = encodeUtf8(this.#pending)
    this.#pieces.push(piece)
    this.#length += piece.length
    this.#pending = ''
  }
}
