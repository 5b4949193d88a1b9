/** The little of DER (ITU-T X.690) that a PKCS#8 file needs. */

export const tags = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  sequence: 0x30,
} as const

/** One value. Content up to 65535 bytes. */
export function toDer(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content])
}

/** A non-negative integer up to 2^31 - 1. */
export function toDerInteger(value: number): Buffer {
  const bytes = [value & 0xff]
  for (let rest = value >>> 8; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  if (bytes[0]! >= 0x80) bytes.unshift(0)
  return toDer(tags.integer, Buffer.from(bytes))
}

export interface DerValue {
  readonly tag: number
  readonly content: Uint8Array
}

/** The values that follow one another in these bytes; undefined where they do not fill them exactly. */
export function readDer(bytes: Uint8Array): readonly DerValue[] | undefined {
  const values: DerValue[] = []
  let offset = 0
  while (offset < bytes.length) {
    const tag = bytes[offset]!
    let length = bytes[offset + 1] ?? 0xff
    offset += 2
    if (length >= 0x80) {
      const count = length & 0x7f
      if (count < 1 || count > 3 || offset + count > bytes.length) return undefined
      length = 0
      for (let index = 0; index < count; index++) length = length * 256 + bytes[offset + index]!
      offset += count
    }
    if (offset + length > bytes.length) return undefined
    values.push({ tag, content: bytes.subarray(offset, offset + length) })
    offset += length
  }
  return values
}

/** What stands inside a sequence; undefined where the value is none. */
export function readSequence(value: DerValue | undefined): readonly DerValue[] | undefined {
  return value?.tag === tags.sequence ? readDer(value.content) : undefined
}

/** A non-negative integer, Infinity where it is beyond 2^48; undefined where the value is none. */
export function readInteger(value: DerValue | undefined): number | undefined {
  if (value?.tag !== tags.integer || value.content.length === 0 || value.content[0]! >= 0x80) return undefined
  if (value.content.length > 7) return Infinity
  let integer = 0
  for (const byte of value.content) integer = integer * 256 + byte
  return integer
}
