/**
 * Everything about a statement that decides how it is counted, less its versions, files and days. Statements of one
 * list with one basis have one voice, so there are few voices however many entries there are. Criteria are bits, one
 * for each that the profile requires.
 *
 * @spec merge#statements
 */
export interface Voice {
  readonly id: number
  readonly decision: 'allow' | 'deny' | 'withdrawn'
  /** The publisher's place among those heard. */
  readonly publisher: number
  /** Index into the policy's inputs. */
  readonly input: number
  /** How specific its pattern is. */
  readonly rank: number
  /** Of an allow: weight less what its basis costs, 0 where the publisher is quarantined. Of a denial: its deny weight. */
  readonly weight: number
  readonly judgedItself: boolean
  readonly reviewed: boolean
  readonly passes: number
  readonly fails: number
  /** False for an allow that does not count and only fails what it fails. */
  readonly counts: boolean
}

export type VoiceFields = Omit<Voice, 'id' | 'counts'>

/** Keeps one voice for each set of fields. */
export class Voices {
  readonly #byKey = new Map<string, Voice>()
  readonly #failing: (Voice | undefined)[] = []
  readonly #weightless: (Voice | undefined)[] = []

  of(fields: VoiceFields, counts = true): Voice {
    const { decision, publisher, input, rank, weight, judgedItself, reviewed, passes, fails } = fields
    const key = [
      decision,
      publisher,
      input,
      rank,
      weight,
      judgedItself,
      reviewed,
      passes,
      fails,
      counts,
    ].join()
    let voice = this.#byKey.get(key)
    if (voice === undefined) {
      const id = this.#byKey.size
      voice = { id, decision, publisher, input, rank, weight, judgedItself, reviewed, passes, fails, counts }
      this.#byKey.set(key, voice)
    }
    return voice
  }

  /** What is left of an allow that does not count: what it fails. Undefined where it fails nothing. */
  failingOf(voice: Voice): Voice | undefined {
    if (voice.fails === 0) return undefined
    return (this.#failing[voice.id] ??= this.of({ ...voice, weight: 0, passes: 0, reviewed: false }, false))
  }

  /** The same allow, weighing nothing: it still lifts its publisher's denials. */
  weightlessOf(voice: Voice): Voice {
    return (this.#weightless[voice.id] ??= this.of({ ...voice, weight: 0 }, voice.counts))
  }
}
