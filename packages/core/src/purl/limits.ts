/**
 * The longest that is read, in characters of the canonical form. That form is ASCII, so these are bytes as well, and
 * every implementation counts alike.
 *
 * @spec package#limits
 */
export const purlLimits = { text: 4096, namespace: 512, name: 512, version: 256 } as const
