const FULL = /^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)$/;
const SYNC = /^f(data)?sync$/;
const SQLITE_SYNC = /^SQLITE_IOERR_(DIR_)?FSYNC$/;

/** There was no room for what was to be written. */
export function isDiskFull(error: unknown): boolean {
  return FULL.test(String((error as NodeJS.ErrnoException).code));
}

/** The disk did not take what it was told to keep. A second try may succeed and yet have lost it. */
export function isSyncFailure(error: unknown): boolean {
  const { code, syscall = '' } = error as NodeJS.ErrnoException;
  return SQLITE_SYNC.test(String(code)) || (code === 'EIO' && SYNC.test(syscall));
}
