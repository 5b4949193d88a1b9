/** One way in which a value is not of the shape that its document asks for. */
export interface ShapeFault {
  /** RFC 6901 pointer to the faulty value; for a missing or unwanted member, to the object that lacks or has it. */
  readonly pointer: string
  /** What was expected, and what was found, in plain words. Values in it are shortened and escaped. */
  readonly what: string
  /** The missing or unwanted member. Publisher-controlled where it is an unwanted one. */
  readonly member?: string
}

/** `pointer` one step further down. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
