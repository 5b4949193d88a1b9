/** The header of an object as `git cat-file --batch` writes it. */
export interface ObjectHeader {
  /** As it was asked for. */
  readonly asked: string
  readonly id: string
  readonly type: string
  readonly byteCount: number
}

export interface GitObject extends ObjectHeader {
  /** All of them, or as many as were to be kept. */
  readonly bytes: Uint8Array
}

export interface ObjectStreamOptions {
  /** How many bytes of an object are kept; the rest passes by. Default: all. */
  readonly mostKept?: number
  /** Gets each object, and then none is gathered. */
  readonly onObject?: (object: GitObject) => void
}

/** What `cat-file` writes can only be longer for names that were asked for; those are bounded. */
const maxHeaderBytes = 8192

/**
 * Takes apart what `git cat-file --batch` writes, as it comes. A size is known, and can be refused, before one byte of
 * the object is kept.
 */
export class ObjectStream {
  readonly objects: GitObject[] = []
  /** Names that the repository has no object for. */
  readonly missing: string[] = []
  #asked: readonly string[]
  #admits: (header: ObjectHeader) => boolean
  #header: Buffer = Buffer.alloc(0)
  #current: { readonly header: ObjectHeader; readonly bytes: Uint8Array; passed: number } | undefined
  #mostKept: number
  #onObject: (object: GitObject) => void
  #count = 0
  #isRefused = false

  /**
   * @param asked - The names that git was given, in their order.
   * @param admits - False stops the stream: the object is not to be read.
   */
  constructor(
    asked: readonly string[],
    admits: (header: ObjectHeader) => boolean,
    options: ObjectStreamOptions = {},
  ) {
    this.#asked = asked
    this.#admits = admits
    this.#mostKept = options.mostKept ?? Number.MAX_SAFE_INTEGER
    this.#onObject = options.onObject ?? ((object) => void this.objects.push(object))
  }

  /** Whether everything that was asked for has been answered. */
  get isComplete(): boolean {
    return this.#count === this.#asked.length && this.#current === undefined
  }

  /** The name whose answer has not begun; undefined where every one has. */
  get next(): string | undefined {
    return this.#asked[this.#count]
  }

  /** Whether an object was not admitted. */
  get isRefused(): boolean {
    return this.#isRefused
  }

  /** @returns False where the stream is not to go on: an object was not admitted, or git wrote something else. */
  take(piece: Uint8Array): boolean {
    let rest = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    while (rest.length > 0) {
      if (this.#current === undefined) {
        const end = rest.indexOf(0x0a)
        this.#header = Buffer.concat([this.#header, end < 0 ? rest : rest.subarray(0, end)])
        if (this.#header.length > maxHeaderBytes) return false
        if (end < 0) return true
        rest = rest.subarray(end + 1)
        if (!this.#begin(this.#header.toString('utf8'))) return false
        this.#header = Buffer.alloc(0)
      } else {
        const { header, bytes, passed } = this.#current
        const piece = rest.subarray(0, header.byteCount - passed)
        if (passed < bytes.length) bytes.set(piece.subarray(0, bytes.length - passed), passed)
        this.#current.passed += piece.length
        rest = rest.subarray(piece.length)
        if (this.#current.passed < header.byteCount || rest.length === 0) continue
        // The line feed behind the object.
        if (rest[0] !== 0x0a) return false
        rest = rest.subarray(1)
        this.#onObject({ ...header, bytes })
        this.#current = undefined
      }
    }
    return true
  }

  #begin(line: string): boolean {
    const asked = this.#asked[this.#count]
    if (asked === undefined) return false
    this.#count++
    if (line === `${asked} missing`) {
      this.missing.push(asked)
      return true
    }
    const [id = '', type = '', size = '', ...others] = line.split(' ')
    if (!/^[0-9a-f]{40,64}$/.test(id) || !/^[0-9]{1,15}$/.test(size) || others.length > 0) return false
    const header = { asked, id, type, byteCount: Number(size) }
    if (!this.#admits(header)) {
      this.#isRefused = true
      return false
    }
    this.#current = { header, bytes: new Uint8Array(Math.min(header.byteCount, this.#mostKept)), passed: 0 }
    return true
  }
}
