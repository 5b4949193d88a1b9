import type { Options } from '../command.js'

/** Which trust configuration the commands of the family `trust` work on. */
export const configOption = {
  config: { value: 'FILE', says: 'the trust configuration; trust.yaml where absent', completes: 'file' },
} as const satisfies Options

/** How far a publisher is believed. */
export const weightOptions = {
  trust: {
    value: 'WORD',
    says: 'full: its word is enough; half: two of them are; advice: only its denials count',
    completes: ['full', 'half', 'advice'],
  },
  weight: {
    value: 'NUMBER',
    says: 'what its allows are worth, 0 to 100, instead of --trust',
    completes: 'nothing',
  },
  'deny-weight': {
    value: 'NUMBER',
    says: 'what its denials are worth, 0 to 100; as much as its allows where absent',
    completes: 'nothing',
  },
} as const satisfies Options

/** What makes sure of whom is meant. */
export const fingerprintOptions = {
  fingerprint: {
    value: 'FINGERPRINT',
    says: 'the sha256:… that the publisher told you by another way; without it you are asked at the terminal',
    completes: 'nothing',
  },
  cache: {
    value: 'FOLDER',
    says: 'where git repositories are kept between runs; $XDG_CACHE_HOME/trustlist where absent',
    completes: 'folder',
  },
} as const satisfies Options
