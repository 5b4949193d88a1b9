/** How many federations each property is tried on; TRUSTLIST_RUNS asks for more. */
export const runs = Number(process.env['TRUSTLIST_RUNS'] ?? 600)
