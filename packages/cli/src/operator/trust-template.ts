/** A trust configuration to begin with. */
export function trustTemplate(operator: string, contact: string | undefined): string {
  return `# Whom ${operator} believes, how far, and how much it asks for before a package is permitted.
# Reviewed like code: keep it in git, with trust.lock.json and trust.store beside it.
trustlist: "1.0"
operator: ${operator}
${contact === undefined ? '# Whom a researcher asks about a package that is refused:\n# contact: "software@tre.example"' : `contact: ${JSON.stringify(contact)}`}

# trustlist trust add FROM --trust full|half|advice
#   full    100 points: its word is enough
#   half     50 points: it takes two such words
#   advice    0 points: only its denials count
publishers: []

# What nobody speaks for is never permitted, and any denial stops a package (denyAt: 1).
profiles:
  # 100 points: one publisher that is believed fully, or two by half.
  tier-2: { allowAt: 100 }
  # The same from two publishers at least, each of which judged for itself.
  tier-3: { allowAt: 100, minVoices: 2 }
`
}
