/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every byte of a profile's database file and of the log beside it, decrypted page by page: unused pages, the unused parts of
 * pages and old pages in the log included, which no query shows.
 *
 * SQLCipher writes a page of 4096 bytes as AES-256 in CBC mode, with the starting block and a check sum in the last 80 bytes;
 * the first 16 bytes of the file are its salt.  This is a second, slow implementation of no more than that.
 */
#include "kit.h"

#include "lotse-db.h"

#include <string.h>

#define PAGE 4096u
#define RESERVED 80u
#define SALT 16u
#define LOG_HEADER 32u
#define FRAME_HEADER 24u
#define ROUNDS 14u

/* --- AES-256, decryption only --------------------------------------------------------------------------------- */

typedef struct
{
  guint8 forth[256];
  guint8 back[256];
  guint8 times[16][256]; /* products in GF(2^8) */
  guint8 keys[ROUNDS + 1][16];
} Cipher;

static guint8
times (guint8 a, guint8 b)
{
  guint8 product = 0;

  for (; b != 0; b >>= 1)
    {
      if (b & 1)
        product ^= a;
      a = (guint8) ((a << 1) ^ (a & 0x80 ? 0x1b : 0));
    }
  return product;
}

static guint8
turn (guint8 a, int n)
{
  return (guint8) ((a << n) | (a >> (8 - n)));
}

static void
make_tables (Cipher *self)
{
  for (guint a = 0; a < 256; a++)
    {
      guint8 inverse = 0;

      for (guint b = 1; b < 256 && a != 0 && inverse == 0; b++)
        if (times ((guint8) a, (guint8) b) == 1)
          inverse = (guint8) b;
      self->forth[a] = inverse ^ turn (inverse, 1) ^ turn (inverse, 2) ^ turn (inverse, 3) ^ turn (inverse, 4) ^ 0x63;
      self->back[self->forth[a]] = (guint8) a;
      for (guint factor = 9; factor < 15; factor++)
        self->times[factor][a] = times ((guint8) a, (guint8) factor);
    }
}

static void
make_keys (Cipher *self, const guint8 *key)
{
  guint8 *words = self->keys[0];
  guint8 round = 1;

  memcpy (words, key, KIT_KEY);
  for (guint n = 8; n < 4 * (ROUNDS + 1); n++)
    {
      guint8 word[4];

      memcpy (word, words + 4 * (n - 1), 4);
      if (n % 8 == 0)
        {
          const guint8 first = word[0];

          word[0] = self->forth[word[1]] ^ round;
          word[1] = self->forth[word[2]];
          word[2] = self->forth[word[3]];
          word[3] = self->forth[first];
          round = times (round, 2);
        }
      for (guint i = 0; i < 4; i++)
        words[4 * n + i] = words[4 * (n - 8) + i] ^ (n % 8 == 4 ? self->forth[word[i]] : word[i]);
    }
}

static void
add_key (guint8 *block, const guint8 *key)
{
  for (guint i = 0; i < 16; i++)
    block[i] ^= key[i];
}

static void
unshift_and_substitute (const Cipher *self, guint8 *block)
{
  guint8 before[16];

  memcpy (before, block, 16);
  for (guint column = 0; column < 4; column++)
    for (guint row = 0; row < 4; row++)
      block[4 * ((column + row) % 4) + row] = self->back[before[4 * column + row]];
}

static void
unmix (const Cipher *self, guint8 *block)
{
  for (guint column = 0; column < 4; column++)
    {
      guint8 before[4];

      memcpy (before, block + 4 * column, 4);
      for (guint row = 0; row < 4; row++)
        block[4 * column + row] = self->times[14][before[row]] ^ self->times[11][before[(row + 1) % 4]]
                                  ^ self->times[13][before[(row + 2) % 4]] ^ self->times[9][before[(row + 3) % 4]];
    }
}

static void
decrypt_block (const Cipher *self, guint8 *block)
{
  add_key (block, self->keys[ROUNDS]);
  for (guint round = ROUNDS - 1; round > 0; round--)
    {
      unshift_and_substitute (self, block);
      add_key (block, self->keys[round]);
      unmix (self, block);
    }
  unshift_and_substitute (self, block);
  add_key (block, self->keys[0]);
}

/* `first` is what comes before the encrypted part: the salt, in the first page of the file. */
static void
decrypt_page (const Cipher *self, const guint8 *page, guint first, guint8 *plain)
{
  const guint8 *before = page + PAGE - RESERVED;

  memset (plain, 0, PAGE);
  for (guint at = first; at < PAGE - RESERVED; at += 16)
    {
      memcpy (plain + at, page + at, 16);
      decrypt_block (self, plain + at);
      add_key (plain + at, before);
      before = page + at;
    }
}

/* --- Files ----------------------------------------------------------------------------------------------------- */

static gboolean
is_empty (const guint8 *page)
{
  for (guint i = 0; i < PAGE; i++)
    if (page[i] != 0)
      return FALSE;
  return TRUE;
}

static void
append_page (GString *out, const Cipher *cipher, const guint8 *page, gboolean is_first)
{
  guint8 plain[PAGE];

  if (is_empty (page))
    return;
  if (cipher == NULL)
    memcpy (plain, page, PAGE);
  else
    decrypt_page (cipher, page, is_first ? SALT : 0, plain);
  /* The header of the file says the size of a page, and in a file of SQLCipher's what is reserved of it. */
  if (is_first)
    g_assert_true (plain[16] == PAGE >> 8 && plain[17] == 0 && plain[20] == (cipher != NULL ? RESERVED : 0));
  kit_append_bytes (out, plain, PAGE);
}

static void
append_file (GString *out, const Cipher *cipher, const char *path)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size % PAGE, ==, 0);
  for (gsize at = 0; at < size; at += PAGE)
    append_page (out, cipher, (const guint8 *) bytes + at, at == 0);
}

/* All frames, also those that a later beginning of the log has left behind. */
static void
append_log (GString *out, const Cipher *cipher, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return;
  for (gsize at = LOG_HEADER; at + FRAME_HEADER + PAGE <= size; at += FRAME_HEADER + PAGE)
    {
      guint32 number;

      memcpy (&number, bytes + at, sizeof number);
      append_page (out, cipher, (const guint8 *) bytes + at + FRAME_HEADER, GUINT32_FROM_BE (number) == 1);
    }
}

char *
kit_dump_pages (const char *folder, const char *name)
{
  g_autofree char *profile = g_build_filename (folder, name, NULL);
  g_autofree char *path = g_build_filename (profile, "lotse.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree Cipher *cipher = NULL;
  GString *out = g_string_new (NULL);
  guint8 key[KIT_KEY];

  if (lotse_db_encrypts ())
    {
      cipher = g_new0 (Cipher, 1);
      kit_read_key (profile, key);
      make_tables (cipher);
      make_keys (cipher, key);
    }
  append_file (out, cipher, path);
  append_log (out, cipher, log);
  return g_string_free (out, FALSE);
}
