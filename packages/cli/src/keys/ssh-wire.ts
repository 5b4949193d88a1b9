/** The data types of RFC 4251 section 5 that keys and agents need: bytes, 32-bit integers, and strings with a length. */

/** Reads from hostile bytes. Where something is missing the answer is undefined, and so is every later one. */
export class SshReader {
  readonly #bytes: Buffer
  #offset = 0
  #isBroken = false

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  take(length: number): Buffer | undefined {
    if (this.#isBroken || length > this.#bytes.length - this.#offset) {
      this.#isBroken = true
      return undefined
    }
    this.#offset += length
    return this.#bytes.subarray(this.#offset - length, this.#offset)
  }

  uint32(): number | undefined {
    return this.take(4)?.readUInt32BE()
  }

  bytes(): Buffer | undefined {
    const length = this.uint32()
    return length === undefined ? undefined : this.take(length)
  }

  /** ASCII and UTF-8 names; bytes that are neither come out as U+FFFD and so equal no known name. */
  text(): string | undefined {
    return this.bytes()?.toString('utf8')
  }

  /** Whether everything was there and nothing is left. */
  isDone(): boolean {
    return !this.#isBroken && this.#offset === this.#bytes.length
  }
}

export function toUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A string: its length, then itself. */
export function toSshString(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([toUint32(bytes.length), bytes])
}
