import type { Options } from '../command.js'

/** How sources are asked: the same wherever a command brings lists. */
export const askingOptions = {
  offline: { says: 'ask no host: take what the cache holds; folders and bundles are read as always' },
  cache: {
    value: 'DIR',
    says: 'the folder of what was fetched; trustlist in XDG_CACHE_HOME or ~/.cache where absent',
    completes: 'folder',
  },
  timeout: {
    value: 'SECONDS',
    says: 'for how long one source may take; 300 where absent',
    completes: 'nothing',
  },
} as const satisfies Options
