/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file system that fails at will, for tests.
 *
 * It passes everything on to SQLite's own VFS and counts writes, truncations and syncs; the n-th of them fails as a full
 * disk or a broken one does.  Counters are atomic: the store's database thread writes while the test sets them.
 */
#include "config.h"

#include "lotse-db-private.h"

#include <stdatomic.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* lies in the same allocation, behind this */
  const char *name;   /* SQLite keeps it until the file is closed; NULL for temporary files */
} FaultFile;

static atomic_llong count;
static atomic_llong fail_at;
static atomic_bool fail_all_after;
static atomic_bool fail_as_full;
static char watched[1024]; /* only files below this folder count; all, if it is empty */
static sqlite3_vfs *real_vfs;

/* Counts one operation and says whether it must fail. */
static gboolean
must_fail (sqlite3_file *file)
{
  const char *name = ((FaultFile *) (void *) file)->name;
  gint64 number;
  gint64 at = atomic_load (&fail_at);

  if (watched[0] != '\0' && (name == NULL || !g_str_has_prefix (name, watched)))
    return FALSE;
  number = atomic_fetch_add (&count, 1) + 1;

  return at > 0 && (number == at || (number > at && atomic_load (&fail_all_after)));
}

static sqlite3_file *
real_file (sqlite3_file *file)
{
  return ((FaultFile *) (void *) file)->real;
}

static int
fault_write (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  sqlite3_file *real = real_file (file);

  if (!must_fail (file))
    return real->pMethods->xWrite (real, bytes, size, offset);
  /* A full disk takes a part of what is written: half of it really arrives. */
  if (size > 1)
    (void) real->pMethods->xWrite (real, bytes, size / 2, offset);
  return atomic_load (&fail_as_full) ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  sqlite3_file *real = real_file (file);

  return must_fail (file) ? SQLITE_IOERR_TRUNCATE : real->pMethods->xTruncate (real, size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  sqlite3_file *real = real_file (file);

  return must_fail (file) ? SQLITE_IOERR_FSYNC : real->pMethods->xSync (real, flags);
}

static int
fault_close (sqlite3_file *file)
{
  return real_file (file)->pMethods->xClose (real_file (file));
}

static int
fault_read (sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
  return real_file (file)->pMethods->xRead (real_file (file), bytes, size, offset);
}

static int
fault_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_file (file)->pMethods->xFileSize (real_file (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return real_file (file)->pMethods->xLock (real_file (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return real_file (file)->pMethods->xUnlock (real_file (file), level);
}

static int
fault_check_lock (sqlite3_file *file, int *out)
{
  return real_file (file)->pMethods->xCheckReservedLock (real_file (file), out);
}

static int
fault_control (sqlite3_file *file, int op, void *arg)
{
  return real_file (file)->pMethods->xFileControl (real_file (file), op, arg);
}

static int
fault_sector (sqlite3_file *file)
{
  return real_file (file)->pMethods->xSectorSize (real_file (file));
}

static int
fault_characteristics (sqlite3_file *file)
{
  return real_file (file)->pMethods->xDeviceCharacteristics (real_file (file));
}

static int
fault_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return real_file (file)->pMethods->xShmMap (real_file (file), page, size, extend, out);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_file (file)->pMethods->xShmLock (real_file (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real_file (file)->pMethods->xShmBarrier (real_file (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int delete)
{
  return real_file (file)->pMethods->xShmUnmap (real_file (file), delete);
}

/* Version 2 has shared memory for the log, but no memory mapping of the file, which would write past the counters. */
static const sqlite3_io_methods fault_methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_lock,
  .xFileControl = fault_control,
  .xSectorSize = fault_sector,
  .xDeviceCharacteristics = fault_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) (void *) file;
  int result;

  self->real = (sqlite3_file *) (void *) (self + 1);
  self->name = name;
  self->base.pMethods = NULL;
  result = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  /* SQLite closes what has methods, even after a failed opening. */
  if (self->real->pMethods != NULL)
    self->base.pMethods = &fault_methods;
  return result;
}

void
lotse_db_fault_install (void)
{
  static sqlite3_vfs vfs;

  if (real_vfs != NULL)
    return;
  lotse_db_configure ();
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "lotse-fault";
  vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  vfs.pNext = NULL;
  vfs.xOpen = fault_open;
  sqlite3_vfs_register (&vfs, 1);
}

void
lotse_db_fault_watch (const char *folder)
{
  if (folder != NULL)
    g_snprintf (watched, sizeof watched, "%s/", folder);
  else
    watched[0] = '\0';
}

void
lotse_db_fault_set (gint64 at, gboolean then_all, gboolean full)
{
  atomic_store (&fail_all_after, then_all);
  atomic_store (&fail_as_full, full);
  atomic_store (&count, 0);
  atomic_store (&fail_at, at);
}

gint64
lotse_db_fault_count (void)
{
  return atomic_load (&count);
}
