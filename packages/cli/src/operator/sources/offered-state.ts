/** What a source offers of one publisher, as bytes: nothing of it is believed yet. */
export interface OfferedState {
  /** By the number in the file name, `identity/<number>.json`. */
  readonly identities: ReadonlyMap<number, Uint8Array>
  /** By name, `<name>.list.json`. */
  readonly lists: ReadonlyMap<string, Uint8Array>
  /** The git commit that it was read from. */
  readonly commit?: string
}
