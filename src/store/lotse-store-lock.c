/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locking a profile in every process that has it open.
 *
 * <folder>/lock holds a random text, and locking overwrites it with another: that is all, so that a process may be killed at
 * any moment.  Every store keeps the file open, remembers the text that it found before it looked for its key, and compares
 * before each job and on the beat of its thread, which costs two system calls and wakes nobody.  When the text has changed,
 * jobs that waited are still done, because somebody who just saved must not lose it; then the database is closed, the key
 * is wiped, and every later job fails with LOCKED.  A job that takes longer than GRACE_US is stopped and rolled back.
 * Opening again needs what opening always needs, and remembers the new text: a lock is no state that could stay behind.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GRACE_US (2 * G_USEC_PER_SEC)
#define LOOK_EVERY_US (G_USEC_PER_SEC / 4) /* from within a long job */

static int
open_lock_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);

  return open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* The text of now; the empty one before the profile was ever locked.  FALSE if it cannot be read. */
static gboolean
read_text (int fd, char text[LOTSE_LOCK_TEXT])
{
  gssize size = pread (fd, text, LOTSE_LOCK_TEXT - 1, 0);

  if (size < 0)
    return FALSE;
  text[size] = '\0';
  return TRUE;
}

/**
 * lotse_store_lock_profile:
 * @folder: the data folder of a profile, which need not be open here
 *
 * Tells every process that has the profile open to close it and to drop its key.  They have done so half a second later,
 * those that are in the middle of long work after some seconds.
 */
gboolean
lotse_store_lock_profile (const char *folder, GError **error)
{
  char text[LOTSE_LOCK_TEXT];
  guint8 random[(LOTSE_LOCK_TEXT - 1) / 2];
  gboolean done;
  int fd, code;

  g_return_val_if_fail (folder != NULL && sodium_init () >= 0, FALSE);
  randombytes_buf (random, sizeof random);
  sodium_bin2hex (text, sizeof text, random, sizeof random);
  fd = open_lock_file (folder);
  done = fd >= 0 && pwrite (fd, text, sizeof text - 1, 0) == (gssize) sizeof text - 1;
  code = errno;
  if (fd >= 0)
    close (fd);
  if (!done)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
                 _("Other windows and programs could not be told to lock (%s). Close those that have “%s” open."), g_strerror (code),
                 folder);
  return done;
}

void
lotse_store_lock_begin (LotseStore *self)
{
  self->lock_fd = open_lock_file (self->folder);
  /* A folder that nobody can write to: the database says so in its own words. */
  if (self->lock_fd >= 0 && !read_text (self->lock_fd, self->lock_text))
    lotse_store_lock_end (self);
}

void
lotse_store_lock_end (LotseStore *self)
{
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
}

static gboolean
has_changed (LotseStore *self)
{
  char text[LOTSE_LOCK_TEXT];
  struct stat info;

  if (self->lock_fd < 0)
    return FALSE;
  /* Whoever removed the file, or the folder, left no place where the next lock could be seen. */
  if (fstat (self->lock_fd, &info) == 0 && info.st_nlink == 0)
    return TRUE;
  return read_text (self->lock_fd, text) && strcmp (text, self->lock_text) != 0;
}

static gboolean
is_over (LotseStore *self)
{
  return self->lock_seen_us != 0 && g_get_monotonic_time () - self->lock_seen_us >= GRACE_US;
}

gboolean
lotse_store_lock_due (LotseStore *self, gboolean idle)
{
  if (self->db == NULL)
    return FALSE;
  if (self->lock_seen_us == 0 && has_changed (self))
    self->lock_seen_us = g_get_monotonic_time ();
  return self->lock_seen_us != 0 && (idle || is_over (self));
}

gboolean
lotse_store_lock_guard (gpointer data)
{
  LotseStore *self = data;
  gint64 now = g_get_monotonic_time ();

  if (now - self->lock_looked_us < LOOK_EVERY_US)
    return TRUE;
  self->lock_looked_us = now;
  if (self->lock_seen_us == 0 && has_changed (self))
    self->lock_seen_us = now;
  return !is_over (self);
}

static gboolean
emit_locked (gpointer data)
{
  g_autoptr (GObject) store = g_weak_ref_get (data);

  if (store != NULL)
    g_signal_emit_by_name (store, "locked");
  return G_SOURCE_REMOVE;
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Emits "locked" where the store was opened, and stops what waits for something else than the database. */
static void
tell (LotseStore *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  GSource *source = g_idle_source_new ();

  g_weak_ref_init (weak, self);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, emit_locked, weak, weak_free);
  g_source_attach (source, self->context);
  g_source_unref (source);
  if (self->lock_cancellable != NULL)
    g_cancellable_cancel (self->lock_cancellable);
}

void
lotse_store_drop (LotseStore *self)
{
  g_clear_pointer (&self->db, lotse_db_close);
  lotse_store_key_drop (self);
  lotse_store_lock_end (self);
  /* Names that were folded lately are data, too. */
  g_clear_pointer (&self->names, lotse_fold_cache_free);
  self->names = lotse_fold_cache_new ();
}

void
lotse_store_lock_now (LotseStore *self)
{
  lotse_store_drop (self);
  g_atomic_int_set (&self->locked, TRUE);
  tell (self);
}

/**
 * lotse_store_is_locked:
 *
 * Returns: whether another process has locked the profile since this store was opened; "locked" was then emitted, and
 *   nothing is left but to close the store
 */
gboolean
lotse_store_is_locked (LotseStore *self)
{
  g_return_val_if_fail (LOTSE_IS_STORE (self), FALSE);
  return g_atomic_int_get (&self->locked);
}

void
lotse_store_set_lock_error (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED,
                       _("The profile was locked. What was saved before is safe; what was under way was not begun or was undone. "
                         "Unlock the profile and do it again."));
}

void
lotse_store_lock_explain (LotseStore *self, GError **error)
{
  if (!is_over (self) || !g_error_matches (*error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  lotse_store_set_lock_error (error);
  if (self->db != NULL)
    lotse_store_lock_now (self);
}

/**
 * lotse_store_cancel_when_locked:
 * @cancellable: is cancelled, on the database thread, when the profile is locked: for what waits for a network
 */
void
lotse_store_cancel_when_locked (LotseStore *self, GCancellable *cancellable)
{
  g_return_if_fail (LOTSE_IS_STORE (self));
  g_set_object (&self->lock_cancellable, cancellable);
  if (lotse_store_is_locked (self))
    g_cancellable_cancel (cancellable);
}
