import type { CatalogueTable } from '../catalogue-entry.js'

const answeredNo = { severity: 'error', exit: 1 } as const
const warning = { severity: 'warning', exit: 0 } as const

export const lockCodes = {
  'lock/damaged': {
    severity: 'error',
    exit: 3,
    spec: 'freshness#the-lock',
    title:
      'The lock is not as trustlist writes it. Without it older lists would be taken again, quarantines and kept denials would be forgotten, and a clock that was set back would not be noticed',
    mend: 'restore it, such as with git checkout -- trust.lock.json; where there is no copy, delete it, run trustlist sync, and compare the versions with another operator',
  },
  'lock/clock-behind': {
    ...answeredNo,
    spec: 'freshness#clock',
    title: 'The clock is more than a day before something that the lock knows to have happened',
    mend: 'set the clock of this machine; for a past instant, name the lock of that day',
  },
  'lock/identity-lost': {
    ...answeredNo,
    spec: 'freshness#trusted-identity',
    title: 'The identity that was accepted last, or pinned, is neither offered nor kept',
    mend: 'compare the pin with the publisher by another way; restore the store of accepted documents',
  },
  'lock/identity-not-offered': {
    ...answeredNo,
    spec: 'freshness#what-the-source-shows',
    title:
      'The source does not offer the identity version that was accepted before: it shows an earlier state',
    mend: 'fetch from another mirror, or ask the publisher where the file has gone',
  },
  'lock/identity-replaced': {
    ...answeredNo,
    spec: 'freshness#what-the-source-shows',
    title: 'The source offers another document in the place of the identity version that was accepted before',
    mend: 'fetch from another mirror, or ask the publisher',
  },
  'lock/identity-equivocation': {
    ...answeredNo,
    spec: 'freshness#what-the-source-shows',
    title: 'The root keys of a publisher have signed two identities of one version',
    mend: 'ask the publisher by another way which one it stands by, and for a later version; both heads are kept as proof',
  },
  'lock/unsigned-before': {
    ...answeredNo,
    spec: 'freshness#trusted-identity',
    title: 'The lock holds a source of this id that never signed',
    mend: 'trustlist trust remove ID, then trustlist trust add',
  },
  'lock/signed-before': {
    ...answeredNo,
    spec: 'trust#unsigned-sources',
    title: 'The lock holds a publisher of this id that signs',
    mend: 'trustlist trust remove ID, then trustlist trust add',
  },
  'lock/pin-changed': {
    ...answeredNo,
    spec: 'freshness#reopening',
    title: 'A publisher has another pin than the one its last state was accepted under',
    mend: 'trustlist sync',
  },
  'lock/pinned-anew': {
    ...warning,
    spec: 'freshness#another-pin',
    title: 'A publisher was pinned to an identity that does not follow from the one accepted before',
    mend: 'nothing, if the fingerprint was learnt from the publisher by another way; its earlier denials stay',
  },
  'lock/no-list': {
    ...answeredNo,
    spec: 'freshness#lists-asked-for',
    title: 'A publisher offers no list',
    mend: 'ask the publisher, or look whether the source names the right branch and folder',
  },
  'lock/too-many-lists': {
    ...answeredNo,
    spec: 'freshness#lists-asked-for',
    title: 'A publisher offers more lists than a lock holds',
    mend: 'name those that are wanted under lists in trust.yaml',
  },
  'lock/too-many-vanished': {
    ...answeredNo,
    spec: 'freshness#the-verdict',
    title: 'More denials of a publisher have vanished than a lock holds',
    mend: 'ask the publisher why; what may go is acknowledged in trust.yaml',
  },
  'lock/list-missing': {
    ...answeredNo,
    spec: 'freshness#lists-asked-for',
    title: 'A list that is asked for, or was accepted before, is not offered',
    mend: 'ask the publisher; if the list was given up, name the others under lists in trust.yaml',
  },
  'lock/rollback': {
    ...answeredNo,
    spec: 'freshness#compare-with-the-accepted-version',
    title: 'The source offers an older version of a list than was accepted before',
    mend: 'fetch from another mirror; both heads are kept as proof',
  },
  'lock/equivocation': {
    ...answeredNo,
    spec: 'freshness#compare-with-the-accepted-version',
    title: 'A publisher has signed two lists of one version',
    mend: 'ask the publisher by another way which one it stands by, and for a later version; both heads are kept as proof',
  },
  'lock/fork': {
    ...answeredNo,
    spec: 'freshness#compare-with-the-accepted-version',
    title:
      'The next version of a list does not follow the one that was accepted: the publisher showed another one to others',
    mend: 'ask the publisher by another way which one it stands by, and for a later version; both heads are kept as proof',
  },
  'lock/revoked': {
    ...answeredNo,
    spec: 'freshness#revoked',
    title: 'The publisher has revoked the version of a list that was accepted, and offers none in its place',
    mend: 'wait until the publisher has signed the list again, then trustlist sync',
  },
  'lock/too-old': {
    ...answeredNo,
    spec: 'freshness#dates',
    title: 'A list was signed longer ago than the operator takes',
    mend: 'ask the publisher for a new version, or raise maxAgeDays in trust.yaml',
  },
  'lock/document-missing': {
    ...answeredNo,
    spec: 'freshness#reopening',
    title: 'A document that the lock names is not in the store, or not as it was',
    mend: 'restore the store, such as with git checkout -- trust.store, or take the publisher out and add it again',
  },
  'lock/seen-differently': {
    ...warning,
    spec: 'freshness#compare-with-what-others-saw',
    title:
      'One version of a list was seen with two digests: its publisher signed it twice, or a witness does not tell the truth',
    mend: 'ask the publisher and the witness by another way; compare the documents in the store',
  },
} as const satisfies CatalogueTable
