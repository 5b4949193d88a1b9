/** Limits that every reader and every writer keeps. @spec document#limits */
export const maxFileBytes = 400 * 1024 * 1024
export const maxHeadBytes = 64 * 1024
export const maxSignedBytes = 1024
export const maxSignatures = 64
export const maxEntries = 2_000_000
