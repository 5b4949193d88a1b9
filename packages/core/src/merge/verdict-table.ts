import type { Row } from './speakers.js'
import { toVerdict, type TallyContext, type Verdict } from './tally.js'
import type { Voice } from './voice.js'

/** The voices and rows on the way from the root to here, and the verdict on them once somebody asked. */
export class VerdictNode {
  readonly #parent: VerdictNode | undefined
  readonly #step: Voice | Row | undefined
  /** Most have one successor, which needs no map. */
  #firstKey = 0
  #first: VerdictNode | undefined
  #others: Map<number, VerdictNode> | undefined
  #verdict: Verdict | undefined

  constructor(parent?: VerdictNode, step?: Voice | Row) {
    this.#parent = parent
    this.#step = step
  }

  withVoice(voice: Voice): VerdictNode {
    return this.#to(voice.id, voice)
  }
  withRow(row: Row): VerdictNode {
    return this.#to(-1 - row.index, row)
  }

  #to(key: number, step: Voice | Row): VerdictNode {
    if (this.#first === undefined) {
      this.#firstKey = key
      return (this.#first = new VerdictNode(this, step))
    }
    if (this.#firstKey === key) return this.#first
    this.#others ??= new Map()
    let node = this.#others.get(key)
    if (node === undefined) this.#others.set(key, (node = new VerdictNode(this, step)))
    return node
  }

  verdict(context: TallyContext): Verdict {
    return (this.#verdict ??= this.#decide(context))
  }

  #decide(context: TallyContext): Verdict {
    const voices: Voice[] = []
    const rows: Row[] = []
    let step = this.#step
    let parent = this.#parent
    while (parent !== undefined) {
      if (step !== undefined && 'publisher' in step) voices.push(step)
      else if (step !== undefined) rows.push(step)
      step = parent.#step
      parent = parent.#parent
    }
    return toVerdict(voices, rows, context)
  }
}
