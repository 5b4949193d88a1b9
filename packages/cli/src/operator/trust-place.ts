import { dirname } from 'node:path'

/** Where an operator keeps what it decided and what it accepted: all beside its trust configuration. */
export interface TrustPlace {
  /** `trust.yaml`. */
  readonly trust: string
  /** `trust.lock.json`. */
  readonly lock: string
  /** The folder of accepted documents, `trust.store`. */
  readonly store: string
  /** The file that a run holds while it changes the others, `trust.hold`. */
  readonly hold: string
  /** Where relative sources are meant from. */
  readonly folder: string
}

/** Another name than `trust.yaml` has files of its own: two configurations in one folder never mix. @spec trust#files */
export function toTrustPlace(trustPath: string): TrustPlace {
  const base = trustPath.replace(/\.(?:ya?ml|json)$/, '')
  return {
    trust: trustPath,
    lock: `${base}.lock.json`,
    store: `${base}.store`,
    hold: `${base}.hold`,
    folder: dirname(trustPath),
  }
}
