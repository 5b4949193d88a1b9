import type { Options } from './command.js'

/** Options that every command takes. */
export const globalOptions = {
  json: { says: 'the same facts as one JSON object' },
  at: {
    value: 'INSTANT',
    says: 'take this instant as the present, as 2026-11-01T00:00:00Z',
    completes: 'nothing',
  },
  quiet: { short: 'q', says: 'no summary and no notices; the exit tells' },
  'no-color': { says: 'no colours; so does NO_COLOR in the environment' },
  help: { short: 'h', says: 'this help' },
} as const satisfies Options
