import type { Fault } from '../world.js'

/** Whether a thrown value is what the file functions of the world throw, and not a bug. */
export function isFault(thrown: unknown): thrown is Fault {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && 'syscall' in thrown
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'too many links in the path',
  ENAMETOOLONG: 'the path is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than the system permits',
  EROFS: 'the disk can only be read',
  EIO: 'the disk failed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on this machine',
  ETXTBSY: 'the file is in use',
  EBUSY: 'the file is in use',
  ESTALE: 'the network disk lost the file',
}

/** What a fault means, for people. */
export function faultText(fault: Fault): string {
  return words[fault.code] ?? fault.code
}
