/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only gateway to SQLite, encrypted (SQLCipher) or plain as the build says. */
#include "config.h"

#include "lotse-db.h"

#if LOTSE_ENCRYPTED
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

/**
 * lotse_db_library_version:
 *
 * Returns: (transfer none): the version of SQLite that the program runs with
 */
const char *
lotse_db_library_version (void)
{
  return sqlite3_libversion ();
}

/**
 * lotse_db_is_encrypted:
 *
 * Returns: whether this build encrypts its databases; if not, the program must say so
 */
gboolean
lotse_db_is_encrypted (void)
{
  return LOTSE_ENCRYPTED;
}
