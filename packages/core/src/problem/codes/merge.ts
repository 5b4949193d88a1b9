import type { CatalogueTable } from '../catalogue-entry.js'

const refused = { severity: 'error', exit: 3 } as const
const answeredNo = { severity: 'error', exit: 1 } as const
const warning = { severity: 'warning', exit: 0 } as const

export const mergeCodes = {
  'merge/trust-shape': {
    ...refused,
    spec: 'merge#trust-configuration',
    title:
      'A member of the trust configuration is missing, unknown or of another form than the specification says',
    mend: 'mend the member in trust.yaml',
  },
  'merge/publisher-twice': {
    ...refused,
    spec: 'merge#trust-configuration',
    title: 'Two publishers of the trust configuration, or two states, have one id',
    mend: 'keep one of the two; a publisher with several lists names them under lists',
  },
  'merge/pin-twice': {
    ...refused,
    spec: 'merge#trust-configuration',
    title: 'Two publishers are pinned to one identity, so one word would count twice',
    mend: 'remove one of the two publishers, or learn the right fingerprint of the other',
  },
  'merge/group-taken': {
    ...refused,
    spec: 'merge#trust-configuration',
    title: 'A group is named like another publisher or like the operator',
    mend: 'give the group a name of its own',
  },
  'merge/other-binding': {
    ...refused,
    spec: 'merge#missing-and-failing-publishers',
    title:
      'A list is not bound as the trust configuration says: signed by the pinned identity, or the reviewed file',
    mend: 'accept the publisher again with trustlist sync, or change its pin or unsigned in trust.yaml',
  },
  'merge/list-twice': {
    ...refused,
    spec: 'merge#trust-configuration',
    title: 'One list of a publisher stands here twice',
    mend: 'keep one of the two',
  },
  'merge/unknown-profile': {
    ...refused,
    spec: 'merge#trust-configuration',
    title: 'A profile is named that the trust configuration does not hold',
    mend: 'name one of the profiles, or add it',
  },
  'merge/unknown-criterion': {
    ...refused,
    spec: 'merge#criteria-passed',
    title: 'A criterion is named that nothing could ever pass',
    mend: "name a standard criterion; a publisher's own one counts through the criteria map of that publisher",
  },
  'merge/unknown-publisher': {
    ...refused,
    spec: 'merge#trust-configuration',
    title: 'A publisher is named that the trust configuration does not hold',
    mend: 'name one of the publishers of trust.yaml',
  },
  'merge/other-type': {
    ...refused,
    spec: 'merge#trust-configuration',
    title: 'Versions of one ecosystem are given for a package of another',
    mend: 'write vers: with the type of the package',
  },
  'merge/override-on-pattern': {
    ...warning,
    spec: 'merge#overrides',
    title: 'An override allows whatever a pattern names and so beats every denial and veto there',
    mend: 'name the packages one by one, or use disregard against the publisher that denies too much',
  },
  'merge/overrides-overlap': {
    ...warning,
    spec: 'merge#overrides',
    title: 'Two overrides decide the same versions in opposite ways; the denial holds',
    mend: 'remove one of the two, or make their versions disjoint',
  },
  'merge/override-lapsed': {
    ...warning,
    spec: 'merge#overrides',
    title: 'An override is past its last day and does nothing',
    mend: 'remove it from trust.yaml, or decide anew',
  },
  'merge/empty': {
    ...answeredNo,
    spec: 'merge#an-empty-merge',
    title: 'Nothing was merged: no list, row, override or scope names a package',
    mend: 'add a publisher with trustlist trust add; nothing may be permitted from an empty merge',
  },
  'merge/publisher-missing': {
    ...answeredNo,
    spec: 'merge#missing-and-failing-publishers',
    title: 'Nothing is known of a publisher, so its denials may be missing',
    mend: 'trustlist sync, or remove the publisher from trust.yaml',
  },
  'merge/list-missing': {
    ...answeredNo,
    spec: 'merge#missing-and-failing-publishers',
    title: 'A list that the trust configuration names is not there, so its denials may be missing',
    mend: 'trustlist sync, or remove the list from trust.yaml',
  },
  'merge/foreign-list': {
    ...refused,
    spec: 'merge#missing-and-failing-publishers',
    title: "A publisher's state holds a list of another publisher",
    mend: 'hand in each list with the state of its own publisher',
  },
  'merge/publisher-lost': {
    ...answeredNo,
    spec: 'merge#missing-and-failing-publishers',
    title: 'A publisher could not be refreshed within its days of grace',
    mend: 'trustlist sync; or make the publisher optional, so that its denials stay and its allows weigh nothing',
  },
  'merge/publisher-quarantined': {
    ...answeredNo,
    spec: 'merge#missing-and-failing-publishers',
    title: "A publisher's lists failed verification in a way that an older list may not hide",
    mend: 'ask the publisher what happened; do not merge until it is explained',
  },
  'merge/quarantined': {
    ...warning,
    spec: 'merge#missing-and-failing-publishers',
    title: 'An optional publisher is out of reach or failed: its allows weigh nothing, its denials stay',
    mend: 'trustlist sync, or ask the publisher what happened',
  },
  'merge/publisher-stale': {
    ...warning,
    spec: 'merge#missing-and-failing-publishers',
    title: 'A publisher could not be refreshed and is served from its last good state',
    mend: 'trustlist sync',
  },
  'merge/denial-vanished': {
    ...warning,
    spec: 'merge#vanished-denials',
    title: "A publisher's list no longer denies what it denied; the denial is kept",
    mend: 'ask the publisher; if it may go, add it under acknowledged in trust.yaml',
  },
  'merge/denies-repository': {
    ...warning,
    spec: 'merge#overrides',
    title: 'A publisher denies a whole repository',
    mend: 'if that is more than you want, add a disregard override for this publisher and pattern',
  },
  'merge/versions-unreadable': {
    ...warning,
    spec: 'merge#statements',
    title: 'The versions of an entry cannot be read: an allow is dropped, a denial holds for every version',
    mend: 'ask the publisher to mend the entry',
  },
  'merge/too-many-rules': {
    ...refused,
    spec: 'merge#rules',
    title: 'The lists name more packages, times qualifiers, than a policy may hold',
    mend: 'narrow the scope of the publishers',
  },
  'merge/policy-shape': {
    ...refused,
    spec: 'policy#members',
    title: 'A policy is not of the form that the specification gives',
    mend: 'merge again with trustlist merge',
  },
  'merge/policy-expired': {
    ...warning,
    spec: 'policy#in-force',
    title: 'The policy is not in force at this instant and permits nothing',
    mend: 'trustlist update',
  },
} as const satisfies CatalogueTable
