/** How many federations each property is tried on: with 17 properties more than 10,000 a run of the suite. TRUSTLIST_RUNS asks for more. */
export const runs = Number(process.env['TRUSTLIST_RUNS'] ?? 600)
